// Articles inside open shadow trees: found, read, highlighted, clicked, asked about and followed as anywhere else, and the
// trees are left as they were.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const QUOTE = '“We drifted like a cork until the tug came,”';
const STATEMENT = 'that the rope had come from an old fish farm, and that more of it was floating in the sound';
const soon = (time = 600) => new Promise((done) => setTimeout(done, time));

// Written by a server: trees that are there without a script.
const declared = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The ferry to Osk</title></head><body>
  <story-page><template shadowrootmode="open"><style>p { max-width: 40em }</style><slot name="head"></slot><section><slot></slot></section></template>
  <h1 slot="head">Rope stops the ferry to Osk</h1>${body}</story-page></body></html>`;

async function pages() {
  const page = await readFile('tests/pages/live/shadow.html', 'utf8');
  const story = [...page.matchAll(/^ {4}'(.*)',$/gm)].map(([, text]) => text);
  const inner = story.map((text) => `<a-part><template shadowrootmode="open"><p>${text}</p></template></a-part>`);
  return { 'shadow.html': page, 'declared.html': declared(inner.join('\n')) };
}

inEachBrowser('shadow trees', (reader) => {
  // In the order of the article; ranges of several trees cannot be compared.
  const marked = (tab, kind) => tab.page.evaluate((kind) =>
    [...CSS.highlights].filter(([name]) => name.startsWith(`quoth-${kind}`)).flatMap(([, ranges]) => [...ranges].map(String)).join(''), kind);
  const quoted = (tab, wanted = QUOTE) => until(async () => (await marked(tab, 'quote')).replace(/\s+/g, ' ') === wanted, `"${wanted}" to be highlighted`);

  for (const [name, page] of [...['nested', 'parts', 'slotted', 'torn', 'late', 'unknown'].map((name) => [name, `shadow.html?${name}`]), ['declared', 'declared.html']]) {
    test(`${name}: who said what is found, highlighted and listed`, async () => {
      const tab = await reader.open(page);
      await quoted(tab);
      const { article, status } = await tab.report();
      assert.equal(status, 'ready');
      assert.equal(article.title, 'Rope stops the ferry to Osk');
      assert.ok(!/One moment|Home/.test(article.text), article.text);
      assert.equal((await marked(tab, 'statement')).trim(), STATEMENT);
      await tab.openPanel();
      await tab.one('.list .speaker', 'Mona Dahl');
      await tab.picture(`shadow-${name}`);
      assert.deepEqual(await tab.changes().then((all) => all.filter((change) => !/host|unknown/.test(change))), []);
      assert.deepEqual(await tab.troubles(), []);
    });
  }

  test('the highlights are seen, and no style is put into the page’s trees', async () => {
    const tab = await reader.open('shadow.html?parts');
    await quoted(tab);
    const box = await boxOf(tab, 'We drifted');
    const seen = await tab.page.screenshot({ clip: box, encoding: 'base64' });
    await tab.page.evaluate(() => CSS.highlights.clear());
    assert.notEqual(await tab.page.screenshot({ clip: box, encoding: 'base64' }), seen, 'the words look otherwise without');
    const sheets = () => tab.page.evaluate(() => {
      const count = (root) => [...root.querySelectorAll('*')].reduce(
        (sum, { shadowRoot }) => sum + (shadowRoot ? shadowRoot.adoptedStyleSheets.length + shadowRoot.styleSheets.length + count(shadowRoot) : 0), 0);
      return count(document);
    });
    assert.equal(await sheets(), 0);
  });

  test('a click on a highlight opens its card, one on a link does not', async () => {
    const tab = await reader.open('shadow.html?nested');
    await quoted(tab);
    await tab.clickAt(await boxOf(tab, 'like a cork'));
    await tab.one('.card', 'Mona Dahl');
    await tab.click('[data-do="back"]');
    await tab.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = '#there';
      window.tree().querySelector('p + p').before(link);
      link.append(link.nextSibling);
    });
    await soon();
    await tab.clickAt(await boxOf(tab, 'like a cork'));
    await until(() => tab.page.evaluate(() => location.hash === '#there'), 'the link to be followed');
    await tab.none('.card');
  });

  test('who said what is selected is answered', async () => {
    const tab = await reader.open('shadow.html?nested');
    await quoted(tab);
    const { x, y, width, height } = await boxOf(tab, 'come from an old');
    await tab.page.mouse.move(x + 1, y + height / 2);
    await tab.page.mouse.down();
    await tab.page.mouse.move(x + width - 1, y + height / 2, { steps: 4 });
    await tab.page.mouse.up();
    await soon();
    assert.deepEqual((await tab.all('.card')).filter(({ visible }) => visible), [], 'the end of a selection is no click');
    await tab.send({ type: 'who' });
    await tab.one('.card .passage', 'the rope had come from an old fish farm');
  });

  test('changes in a tree are followed, and what comes and goes with its host', async () => {
    const tab = await reader.open('shadow.html?nested');
    await quoted(tab);
    await tab.page.evaluate(() => {
      const [, quote] = window.tree().querySelectorAll('p');
      quote.firstChild.data = quote.firstChild.data.replace('until the tug came', 'for an hour');
    });
    await quoted(tab, '“We drifted like a cork for an hour,”');
    await tab.page.evaluate(() => {
      const p = document.createElement('p');
      const more = new Host().draw(p);
      p.textContent = '“I keep the socks,” said passenger Oda Brun, who went home again with the same tug.';
      window.tree().append(more);
      window.added = more;
    });
    await quoted(tab, '“We drifted like a cork for an hour,”“I keep the socks,”');
    await tab.page.evaluate(() => (window.added.shadowRoot.firstChild.textContent = '“I gave the socks away,” said passenger Oda Brun.'));
    await quoted(tab, '“We drifted like a cork for an hour,”“I gave the socks away,”');
    await tab.page.evaluate(() => window.added.remove());
    await quoted(tab, '“We drifted like a cork for an hour,”');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('slots that are given something else show it', async () => {
    const tab = await reader.open('shadow.html?slotted');
    await quoted(tab);
    await tab.page.evaluate(() => {
      const [, quote] = document.querySelectorAll('a-host > p');
      quote.replaceWith(Object.assign(document.createElement('p'), { textContent: '“It was my rope,” said fisher Ole Rask, and he said it twice.' }));
    });
    await quoted(tab, '“It was my rope,”');
    await tab.page.evaluate(() => (document.querySelectorAll('a-host > p')[1].slot = 'nowhere'));
    await soon(1000);
    await tab.page.evaluate(() => document.querySelector('a-host > p').append(' That is all.'));
    await quoted(tab, '');
  });

  // Where some words are, in whatever tree.
  const boxOf = (tab, text) => tab.page.evaluate((text) => {
    const find = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.shadowRoot) {
          const found = find(node.shadowRoot);
          if (found) return found;
        }
        const at = node.nodeType === 3 ? node.data.indexOf(text) : -1;
        if (at >= 0 && !(node.parentElement instanceof HTMLScriptElement)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + text.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }
      }
    };
    return find(document);
  }, text);
}, { pages });
