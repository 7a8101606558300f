// Pages that are too much: Quoth reads them within its budget and a slice at a time, throws nothing into them and takes
// no instruction from them. They are made by tests/pages/hostile.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const QUOTE = '“We were told it would take a week, and nobody told us otherwise,”';

// The tasks of the page's main thread, in milliseconds of the processor: unlike time on the clock, they are the same on
// a machine that does other things as well. Chromium alone tells them.
async function tasks(page, during) {
  await page.tracing.start({ categories: ['toplevel'] });
  await during();
  const { traceEvents: events } = JSON.parse(Buffer.from(await page.tracing.stop()).toString());
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const mains = new Set(events.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map(thread));
  return events.filter((e) => e.name.endsWith('RunTask') && mains.has(thread(e)) && e.tdur).map((e) => e.tdur / 1000);
}

inEachBrowser('hostile', (reader) => {
  const quotes = async (tab) => (await tab.highlights())['quoth-quote'] ?? [];

  for (const name of ['marks', 'spans', 'text', 'editable', 'rtl', 'surrogates', 'loud', 'trap']) {
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

  if (reader.name === 'chromium') {
    // Generous: a slice is 8 ms, and the browser's own work for it comes on top.
    test('an article of two megabytes: no task of it takes 50 ms', { timeout: 120_000 }, async () => {
      const tab = await reader.open('hostile.html?later');
      await tab.report();
      await tab.page.evaluate(() => window.make('long'));
      // The page's own work for its new text is done before Quoth looks at it.
      const all = await tasks(tab.page, async () => {
        const painted = () => tab.page.evaluate(() => CSS.highlights.get('quoth-quote').size);
        await until(async () => (await painted()) > 9_900, 'all of it to be painted', 60_000);
      });
      assert.ok(all.length > 100, 'there were slices');
      const slow = all.filter((ms) => ms > 50);
      assert.ok(slow.length <= 2, `the page's own layout, and ${slow.map(Math.round)} ms`);
    });
  }
});
