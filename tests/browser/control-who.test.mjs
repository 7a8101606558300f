// "Who said this?", in the context menu of a selection.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

// Selects from the first letter of one text to the last of another.
const select = (tab, from, to = from) =>
  tab.page.evaluate((from, to) => {
    const place = (text, end) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(text);
        if (at >= 0) return [node, at + (end ? text.length : 0)];
      }
      throw new Error(`no text "${text}"`);
    };
    getSelection().setBaseAndExtent(...place(from, false), ...place(to, true));
  }, from, to);

inEachBrowser('who said this', (reader) => {
  test('the menu is there', async () => {
    // The background makes it at install; making it again would be refused.
    const [who] = await reader.extension.evaluate(() =>
      new Promise((made) => chrome.contextMenus.create({ id: 'who', title: 'x', contexts: ['selection'] }, () => made([chrome.runtime.lastError?.message ?? 'made']))));
    assert.match(who, /duplicate|already exists/i);
  });

  test('a selection within a quote, around one, or of who said it opens its card', async () => {
    const tab = await reader.read('demo.html');
    const report = await tab.report();
    const [said] = report.attributions.filter(({ content, kind }) => kind === 'direct'
      && report.article.text.slice(content[0].start, content[0].end).includes('Ice was part of every test'));
    const name = report.speakers[said.speaker].name;
    for (const selected of ['part of every', 'Ice was part of every test']) {
      await select(tab, selected);
      await tab.send({ type: 'who' });
      await tab.one('.card', name);
      await tab.press('Escape');
    }
    await tab.picture('who');
  });

  test('where nobody said it, a sentence says so, and goes at a click', async () => {
    const tab = await reader.read('plain.html');
    const heading = await tab.page.evaluate(() => document.querySelector('h1').textContent.trim().slice(0, 12));
    await select(tab, heading);
    await tab.send({ type: 'who' });
    const notice = await tab.one('[role="alert"]', 'attributes this');
    assert.match(line(notice.text), /found nobody/);
    await tab.picture('who-nobody');
    await tab.click('[role="alert"] button');
    await tab.none('[role="alert"]');
    assert.deepEqual(await tab.changes(), []);
  });

  test('without an article the panel says why', async () => {
    const tab = await reader.read('front.html');
    await tab.send({ type: 'who' });
    await until(async () => (await tab.all('.panel')).length, 'the panel');
  });
});
