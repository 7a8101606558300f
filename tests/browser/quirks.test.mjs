// Pages that are laid out in ways of their own: without a doctype, where the root element is as high as the page and not as
// the window; and with a headline that reaches further than the text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const FILLER = '<p>In the harbour of Brackwater nothing moved that week, and those who came by to look at it went home again, as they had done the week before.</p>';
const SAID = '<p>“We were told it would take a week,” said Marta Quince, who sells tickets. The harbour master said that the ferry would sail in May.</p>';
const page = (style, body) => `<html lang="en"><head><meta charset="utf-8"><title>The ferry</title><meta property="og:type" content="article">
  <style>${style}</style></head><body>${body}</body></html>`;
const STORY = `${FILLER.repeat(40)}${SAID}${FILLER.repeat(40)}`;
const PAGES = {
  'quirks.html': page('', `<article><h1>The ferry that did not sail</h1>${STORY}</article>`),
  // In the half that a panel leaves free; the headline stands in the other.
  'headline.html': `<!doctype html>${page(
    'h1 { margin-left: 50%; text-align: center } p { max-width: 30em }',
    `<article><h1>The ferry that did not sail, and what the harbour master said of it</h1>${STORY}</article>`,
  )}`,
};

inEachBrowser('layouts', (reader) => {
  const size = [1200, 800];
  const place = (tab) => tab.page.evaluate(() => {
    const [[range]] = [...CSS.highlights].filter(([name]) => name === 'quoth-active').map(([, ranges]) => [...ranges]);
    const { top, bottom } = range.getBoundingClientRect();
    return { top, bottom, seen: innerHeight };
  });

  test('without a doctype a reader is led to what they ask for, and the map has its ticks', async () => {
    const tab = await reader.read('quirks.html', { size });
    assert.equal(await tab.page.evaluate(() => document.compatMode), 'BackCompat');
    await tab.openPanel();
    await tab.click('.list .entry', 'take a week');
    await until(async () => {
      const { top, bottom, seen } = await place(tab);
      return top > 0 && bottom < seen;
    }, 'the quote to be in sight');
    // One tick alone has no height of its own.
    await until(async () => (await tab.ask('all', { selector: '.map path' })).some(({ attributes }) => attributes.d), 'the ticks');
    await tab.picture('quirks');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('without a doctype the panel keeps its width when the window changes, and the page gives way', async () => {
    const tab = await reader.read('quirks.html', { size });
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    await tab.page.setViewport({ width: 1180, height: 780 });
    const now = await until(async () => {
      const { box } = await tab.one('.panel');
      return Math.round(box.x + box.width) <= 1180 && box;
    }, 'the panel to follow');
    assert.equal(Math.round(now.width), Math.round(box.width));
    const text = await tab.page.evaluate(() => document.querySelector('p').getBoundingClientRect().right);
    assert.ok(text <= now.x, `text to ${text}, panel from ${now.x}`);
  });

  test('a headline that reaches further than the text is not covered either', async () => {
    const tab = await reader.read('headline.html', { size });
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    const words = await tab.page.evaluate(() => {
      const range = new Range();
      range.selectNodeContents(document.querySelector('h1'));
      return range.getBoundingClientRect().right;
    });
    assert.ok(words <= box.x, `the headline reaches to ${words}, the panel begins at ${box.x}`);
    await tab.picture('headline');
  });
}, { pages: async () => PAGES });
