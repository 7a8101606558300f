// The same text, elsewhere or not to be seen: what a page moves, takes out and puts back, opens and shuts is followed, though
// no word of it has changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const PARAGRAPHS = [
  'The two keepers of the lighthouse on Sandholm may stay for another ten years, the council decided on Thursday after a debate of five hours.',
  '“We light it every night, and we ask nobody for thanks,” said Torben Asmus, the elder of the two, who came to the rock at the age of nineteen.',
  'The council’s treasurer told the meeting that the light cost less than the new car park, and that it had been lit for the first time in 1861.',
];
const SAILED = '“It sailed at last, and I was on it,” said Marta Quince, who sells tickets.';
const [THANKS, LAST] = ['“We light it every night, and we ask nobody for thanks,”', '“It sailed at last, and I was on it,”'];

const inside = (...paragraphs) => `<h1>The lamp of Sandholm</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`;
const TEXT = inside(...PARAGRAPHS);
const STORY = `<article>${TEXT}</article>`;
const MORE = `<p>${SAILED}</p>`;
const FRONT = '<p>Nothing else is new today.</p>';
const page = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandholm</title>
  <meta property="og:type" content="article"></head><body>${body}</body></html>`;

// For each page what it does, and the quotes that are highlighted before and after.
const PAGES = {
  'the story is put into another box': [`<main></main>${STORY}`, () => document.querySelector('main').append(document.querySelector('article')), [THANKS], [THANKS]],
  'a paragraph is taken out and put back': [STORY, () => {
    const [, quote, next] = document.querySelectorAll('p');
    quote.remove();
    next.before(quote);
  }, [THANKS], [THANKS]],
  'the document is taken out and put back': [STORY, () => {
    const { documentElement } = document;
    documentElement.remove();
    document.append(documentElement);
  }, [THANKS], [THANKS]],
  'a text is parted, and joined again': [STORY, () => {
    const quote = document.querySelectorAll('p')[1];
    quote.firstChild.splitText(20).splitText(10);
    setTimeout(() => quote.normalize(), 400);
  }, [THANKS], [THANKS]],
  'a translation wraps each text, and changes none': [STORY, () => {
    for (const { firstChild } of document.querySelectorAll('p')) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      firstChild.replaceWith(outer);
      outer.appendChild(inner).append(firstChild.data);
    }
  }, [THANKS], [THANKS]],
  'details open': [STORY.replace('</article>', `<details><summary>Read on</summary>${MORE}</details></article>`), () => {
    document.querySelector('details').open = true;
  }, [THANKS], [THANKS, LAST]],
  'a part that only a search finds is shown': [STORY.replace('</article>', `<div hidden="until-found">${MORE}</div></article>`), () => {
    document.querySelector('article div').hidden = false;
  }, [THANKS], [THANKS, LAST]],
  'a popover opens over a page without a story': [`${FRONT}<div popover>${TEXT}</div>`, () => document.querySelector('[popover]').showPopover(), [], [THANKS]],
  'a dialog opens over a page without a story': [`${FRONT}<dialog>${TEXT}</dialog>`, () => document.querySelector('dialog').showModal(), [], [THANKS]],
  'a dialog with the story is shut': [`${FRONT}<dialog open>${TEXT}</dialog>`, () => document.querySelector('dialog').close(), [THANKS], []],
  'a style shows what it hid, out of the flow': [`${FRONT}<style>main { position: fixed; inset: 0; display: none }</style><main>${TEXT}</main>`, () => {
    document.querySelector('main').style.display = 'block';
  }, [], [THANKS]],
  'a shadow tree is drawn in place of the story': [`<main>${STORY}</main>`, (said) => {
    const shadow = document.querySelector('main').attachShadow({ mode: 'open' });
    for (const { textContent } of document.querySelectorAll('p')) {
      shadow.appendChild(document.createElement('p')).textContent = textContent.startsWith('“') ? said : textContent;
    }
  }, [THANKS], [LAST]],
  'the page clears the browser’s list of highlights': [STORY, (said) => {
    CSS.highlights.clear();
    document.querySelector('article').appendChild(document.createElement('p')).textContent = said;
  }, [THANKS], [THANKS, LAST]],
};
const names = Object.keys(PAGES);
const address = (name) => `places-${names.indexOf(name)}.html`;

inEachBrowser('the same text elsewhere', (reader) => {
  for (const [name, [, act, before, after]] of Object.entries(PAGES)) {
    test(name, async () => {
      const tab = await reader.read(address(name));
      const quoted = (wanted) =>
        until(async () => {
          const found = ((await tab.highlights())['quoth-quote'] ?? []).filter(Boolean);
          return found.length === wanted.length && wanted.every((quote, index) => found[index] === quote);
        }, `these quotes to be highlighted: ${wanted}`);
      await quoted(before);
      await tab.page.evaluate(act, SAILED);
      // What is there already must still be there when all is done.
      if (String(before) === String(after)) await new Promise((soon) => setTimeout(soon, 1000));
      await quoted(after);
      assert.deepEqual(await tab.troubles(), []);
    });
  }
}, { pages: async () => Object.fromEntries(names.map((name) => [address(name), page(PAGES[name][0])])) });
