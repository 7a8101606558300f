// Pages that change by themselves, each in its own way: unfolding, growing, translated, flooded, left and come back to.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const CORK = '“We drifted like a cork until the tug came,”';
const SOCKS = '“I keep the socks,”';
const TOLD = '“Nobody told us about the ropes,”';
const post = (number) => `“This is report number ${number} from the quay,”`;

const pages = async () => ({ 'live.html': await readFile('tests/pages/live/plain.html', 'utf8') });
const soon = (time) => new Promise((done) => setTimeout(done, time));

inEachBrowser('live pages', (reader) => {
  const quotes = async (tab) => ((await tab.highlights())['quoth-quote'] ?? []).filter(Boolean);
  const quoted = (tab, ...wanted) =>
    until(async () => {
      const found = await quotes(tab);
      return found.length === wanted.length && wanted.every((quote, index) => found[index] === quote);
    }, `these quotes to be highlighted: ${wanted}`);
  const work = async (tab) => (await tab.report()).work;

  test('what a style shows is read, though no node has changed', async () => {
    const tab = await reader.read('live.html');
    await quoted(tab, CORK);
    await tab.page.click('label');
    await quoted(tab, CORK, TOLD);
    await tab.page.click('label');
    await quoted(tab, CORK);
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a phrase that comes into sight is read', async () => {
    const tab = await reader.read('live.html');
    await tab.page.evaluate(() => (document.getElementById('phrase').style.display = 'inline'));
    await quoted(tab, CORK, SOCKS);
  });

  test('a translation: nothing is highlighted in another language, all is back with the original', async () => {
    const tab = await reader.read('live.html');
    await tab.page.evaluate(() => window.translate());
    await until(async () => (await tab.report()).status === 'unsupported-language', 'the language to be seen');
    await quoted(tab);
    await tab.page.evaluate(() => window.restore());
    await quoted(tab, CORK);
    await tab.page.evaluate(() => window.translate((text) => text));
    await quoted(tab, CORK);
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a live blog grows: one text is read for each post, and list and card stay where they are', async () => {
    const tab = await reader.read('live.html');
    await tab.openPanel();
    await tab.click('.list .entry', 'rope had come');
    const card = await tab.one('.card .passage');
    const before = await work(tab);
    for (let number = 1; number <= 5; number += 1) {
      await tab.page.evaluate((number) => window.post(number), number);
      await until(async () => (await quotes(tab))[0] === post(number), `post ${number}`);
      const now = await tab.one('.card .passage');
      assert.deepEqual([now.text, now.box.y], [card.text, card.box.y]);
    }
    assert.equal((await work(tab)).texts - before.texts, 5);
    assert.match((await tab.highlights())['quoth-active'].join(' '), /more of it was floating/);
    await tab.click('[data-do="back"]');
    assert.ok((await tab.one('.list .entry', 'rope had come')).focused);
    await tab.picture('live-blog');
  });

  test('what changes beside the article costs nothing', async () => {
    const tab = await reader.read('live.html');
    await soon(500);
    const before = await work(tab);
    await tab.page.evaluate(async () => {
      for (let turn = 0; turn < 100; turn += 1) {
        window.tick();
        if (turn % 20 === 0) window.comment();
        await new Promise((next) => setTimeout(next, 5));
      }
    });
    await soon(500);
    assert.deepEqual(await work(tab), before);
    await quoted(tab, CORK);
  });

  test('highlights follow within 300 ms of quiet', async () => {
    const tab = await reader.read('live.html');
    const times = [];
    for (let turn = 0; turn < 5; turn += 1) {
      times.push(await tab.page.evaluate(async () => {
        const [, quote] = document.querySelectorAll('article p');
        quote.textContent = quote.textContent;
        const start = performance.now();
        const there = () => [...CSS.highlights].some(([, ranges]) => [...ranges].some((range) => String(range).includes('cork')));
        while (!there() && performance.now() - start < 5000) await new Promise((next) => setTimeout(next, 5));
        return performance.now() - start;
      }));
    }
    // The machine may be busy with something else now and then.
    assert.ok(Math.min(...times) < 300, `${times.map(Math.round)} ms`);
  });

  test('a flood of changes in the article is looked at now and then, and at its end', async () => {
    const tab = await reader.read('live.html');
    const before = await work(tab);
    await tab.page.evaluate(async () => {
      const last = document.querySelector('article p:last-of-type');
      const end = performance.now() + 1500;
      for (let turn = 0; performance.now() < end; turn += 1) {
        for (let more = 0; more < 50; more += 1) last.firstChild.data = `Turn ${turn}.${more} of the screw, and no end of it.`;
        await new Promise((next) => setTimeout(next, 1));
      }
      last.textContent = '“It is over,” said captain Mona Dahl.';
    });
    await quoted(tab, CORK, '“It is over,”');
    assert.ok((await work(tab)).texts - before.texts <= 5, 'the same text is not read at each of its changes');
    assert.deepEqual(await tab.troubles(), []);
  });
}, { pages });

inEachBrowser('left and come back to', (reader) => {
  test('a page that the browser kept is as it was, and goes on', async () => {
    const tab = await reader.read('live.html');
    await quoted(tab);
    await tab.page.evaluate(() => {
      window.kept = false;
      addEventListener('pageshow', ({ persisted }) => (window.kept = persisted));
    });
    await tab.page.goto(`${reader.server.origin}/plain.html`);
    // Not by `goBack`, which waits for the page to load: it does not.
    await tab.page.evaluate(() => void setTimeout(() => history.back()));
    assert.ok(await until(() => tab.page.evaluate(() => window.kept !== undefined && location.pathname === '/live.html'), 'the page to be back'));
    assert.equal(await tab.page.evaluate(() => window.kept), true, 'the browser kept it');
    await quoted(tab);
    await tab.page.evaluate(() => window.post(1));
    await until(async () => (await tab.highlighted()).includes(post(1)), 'the new post');
    const badge = () => reader.extension.evaluate(async (url) => {
      const api = globalThis.browser ?? globalThis.chrome;
      const { id } = (await api.tabs.query({})).find((tab) => tab.url === url);
      return api.action.getBadgeText({ tabId: id });
    }, tab.url);
    await until(async () => (await badge()) === '3', 'the toolbar to count again');
  });
  const quoted = (tab) => until(async () => (await tab.highlighted()).includes(CORK), 'the quote to be highlighted');
}, {
  pages,
  chromium: { ignoreDefaultArgs: ['--disable-back-forward-cache'] },
});
