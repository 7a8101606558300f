// Pages that are too much: Quoth reads them within its budget and a slice at a time, throws nothing into them and takes
// no instruction from them. They are made by tests/pages/hostile.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const QUOTE = '“We were told it would take a week, and nobody told us otherwise,”';

inEachBrowser('hostile', (reader) => {
  const quotes = async (tab) => (await tab.highlights())['quoth-quote'] ?? [];

  for (const name of ['marks', 'spans', 'text', 'editable', 'rtl', 'surrogates', 'loud']) {
    test(`${name}: the story is read all the same, and nothing is thrown into the page`, async () => {
      const tab = await reader.read(`hostile.html?${name}`);
      assert.ok((await quotes(tab)).map(line).includes(QUOTE), (await quotes(tab)).slice(0, 3).join());
      assert.deepEqual(await tab.troubles(), []);
    });
  }

  test('what a page has beyond the budget is left out, and the panel says so', async () => {
    const tab = await reader.read('hostile.html?text');
    await tab.openPanel();
    await tab.one('.notice', 'Only a part of this page was read');
    await tab.one('.list', 'Marta Quince');
  });

  test('a page of ordinary size is read whole, and the panel says nothing of it', async () => {
    const tab = await reader.read('hostile.html');
    await tab.openPanel();
    assert.ok(!(await tab.all('.notice')).some(({ visible }) => visible));
  });

  test('a flood of changes: it is read nevertheless, and again when the page rests', async () => {
    const tab = await reader.read('hostile.html?flood');
    assert.ok((await quotes(tab)).map(line).includes(QUOTE));
    await tab.page.evaluate(() => {
      window.rest();
      document.getElementById('quote').textContent = '“It sailed at last, and I was on it,” said Marta Quince, who sells tickets.';
    });
    await until(async () => (await quotes(tab)).some((q) => q.includes('It sailed at last')), 'the new quote');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a page that removes the panel goes on without it, and the highlights stay', async () => {
    const tab = await reader.read('hostile.html');
    await tab.openPanel();
    await tab.page.evaluate(() => document.documentElement.lastElementChild.remove());
    assert.ok((await quotes(tab)).map(line).includes(QUOTE));
    assert.deepEqual(await tab.troubles(), []);
  });
});
