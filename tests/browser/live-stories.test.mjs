// A page that scrolls on without end: below the story comes another. The one that the reader has before them is shown.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const CORK = '“We drifted like a cork until the tug came,”';
const SLOW = '“It will be a slow winter,”';
const HENS = '“It brakes for every hen, and there are very many hens,”';
const soon = (time = 700) => new Promise((done) => setTimeout(done, time));

inEachBrowser('a page without end', (reader) => {
  const quoted = (tab, ...wanted) =>
    until(async () => {
      const found = ((await tab.highlights())['quoth-quote'] ?? []).filter(Boolean);
      return found.length === wanted.length && wanted.every((quote, index) => found[index] === quote);
    }, `these quotes to be highlighted: ${wanted}`);
  const scrollTo = (tab, selector, block = 'center') => tab.page.evaluate((selector, block) => {
    document.querySelector(selector).scrollIntoView({ block, behavior: 'instant' });
  }, selector, block);
  const open = async () => {
    const tab = await reader.read('endless.html');
    await tab.openPanel();
    await quoted(tab, CORK, SLOW);
    return tab;
  };

  test('the panel follows to the next story and back, each with its own headline, byline and people', async () => {
    const tab = await open();
    await tab.page.evaluate(() => void window.more());
    await soon();
    await quoted(tab, CORK, SLOW);
    assert.ok(!(await tab.one('.list')).text.includes('Frost'), 'the second story is not in sight');
    await scrollTo(tab, 'article + article p:nth-of-type(3)');
    await quoted(tab, HENS);
    await tab.one('.list .speaker', 'Ida Frost');
    assert.ok(!(await tab.one('.list')).text.includes('Dahl'), 'nobody of the first story');
    const { article } = await tab.report();
    assert.deepEqual([article.title, article.byline], ['Library bus finds its way alone', 'By Lena Moss']);
    assert.ok(!article.text.includes('ferry'));
    await tab.picture('endless-second');
    await scrollTo(tab, 'h1');
    await quoted(tab, CORK, SLOW);
    assert.equal((await tab.report()).article.byline, 'By Nils Berg');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('the open card stays while its story is read, though the other one grows', async () => {
    const tab = await open();
    await tab.click('.list .entry', 'rope had come');
    const card = await tab.one('.card .passage');
    await tab.page.evaluate(() => {
      window.story = window.more();
    });
    await soon();
    await tab.page.evaluate(() => {
      for (let number = 0; number < 6; number++) {
        const p = window.story.appendChild(document.createElement('p'));
        p.textContent = `“The horn is for book number ${number} only,” said Ida Frost, who has counted each of them by hand since the spring.`;
      }
    });
    await soon();
    const now = await tab.one('.card .passage');
    assert.deepEqual([now.text, now.box.y], [card.text, card.box.y]);
    await quoted(tab, CORK, SLOW);
  });

  test('being led to the last words of a story does not turn to the next', async () => {
    const tab = await open();
    await tab.page.evaluate(() => {
      document.querySelector('article').style.paddingBottom = 0;
      window.more();
    });
    await soon();
    await tab.page.setViewport({ width: 1100, height: 480 });
    await tab.click('.list .entry', 'slow winter');
    await soon(1500);
    const middle = () => tab.page.evaluate(() => {
      const { top, bottom } = document.querySelector('article + article').getBoundingClientRect();
      return top <= innerHeight / 2 && bottom >= innerHeight / 2;
    });
    assert.ok(await middle(), 'the next story covers the middle of the window');
    await tab.one('.card', 'Piet Holm');
    await quoted(tab, CORK, SLOW);
    // The reader goes on.
    await scrollTo(tab, 'article + article p:nth-of-type(4)');
    await quoted(tab, HENS);
    await tab.one('.list .speaker', 'Ida Frost');
  });
}, { pages: async () => ({ 'endless.html': await readFile('tests/pages/live/endless.html', 'utf8') }) });
