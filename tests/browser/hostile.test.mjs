// Pages that are too much: Quoth reads them within its budget and a slice at a time, throws nothing into them and takes
// no instruction from them. They are made by tests/pages/hostile.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const QUOTE = '“We were told it would take a week, and nobody told us otherwise,”';

inEachBrowser('hostile', (reader) => {
  const quotes = async (tab) => (await tab.highlights())['quoth-quote'] ?? [];

  // Chromium does not lay out more than some two thousand elements in each other.
  const deep = reader.name === 'firefox' ? 'deeper' : 'deep';
  for (const name of ['marks', 'spans', 'text', 'editable', 'rtl', 'surrogates', 'loud', 'nodes', 'long', deep]) {
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

  test('ten thousand changes a second cost little, and the story is followed when they end', async (t) => {
    const tab = await reader.open('hostile.html');
    await tab.report();
    await tab.page.evaluate(() => window.make('stream'));
    const LONG = 3000;
    // Of the page's one thread; Firefox does not tell.
    const busy = async () => {
      const time = async () => (await tab.page.metrics()).TaskDuration * 1000;
      const before = await time();
      await new Promise((soon) => setTimeout(soon, LONG));
      return ((await time()) - before) / LONG;
    };
    if (reader.name === 'chromium') {
      const quoth = await busy();
      await tab.send({ type: 'off' });
      const alone = await busy();
      await tab.send({ type: 'run' });
      t.diagnostic(`${(alone * 100).toFixed(1)} % of the time is the page's own work, ${((quoth - alone) * 100).toFixed(1)} % more is Quoth's`);
      assert.ok(quoth - alone < 0.4, `${quoth} with Quoth, ${alone} without`);
    } else await new Promise((soon) => setTimeout(soon, LONG));
    await tab.page.evaluate(() => {
      window.rest();
      document.getElementById('quote').textContent = '“It sailed at last, and I was on it,” said Marta Quince, who sells tickets.';
    });
    await until(async () => (await quotes(tab)).some((q) => q.includes('It sailed at last')), 'the new quote');
    assert.deepEqual(await tab.troubles(), []);
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
});
