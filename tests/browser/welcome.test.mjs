// The welcome page teaches by doing: Quoth runs on its own article.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

// What is painted under each name, as text.
const painted = (page, prefix) =>
  page.evaluate((prefix) => {
    const texts = [];
    for (const [name, ranges] of CSS.highlights) if (name.startsWith(prefix)) for (const range of ranges) texts.push(String(range));
    return texts;
  }, prefix);

// Clicks the first line of a passage of the article.
async function click(page, words) {
  const at = await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const start = walker.currentNode.data.replace(/\s/g, ' ').indexOf(words);
      if (start < 0) continue;
      const range = new Range();
      range.setStart(walker.currentNode, start);
      range.setEnd(walker.currentNode, start + words.length);
      walker.currentNode.parentElement.scrollIntoView({ block: 'center' });
      const { left, top, height } = range.getClientRects()[0];
      return { x: left + 8, y: top + height / 2 };
    }
  }, words);
  await page.mouse.click(at.x, at.y);
}

inEachBrowser('the demo on the welcome page', (reader) => {
  test('every quote of the article is highlighted, and nothing but the article', async () => {
    const page = reader.extension;
    // Painted last.
    await until(async () => (await painted(page, 'quoth-rebuttal')).length === 2, 'the rebuttals');
    const quotes = await painted(page, 'quoth-quote');
    const told = await painted(page, 'quoth-');
    const article = await page.evaluate(() => document.querySelector('article').textContent);
    assert.ok(told.every((text) => article.includes(text)), told.join(' | '));
    for (const words of ['Sunday is their only free day', 'long overdue', 'heat an empty building', 'six weeks']) {
      assert.ok(quotes.some((text) => text.includes(words)), words);
    }
    assert.ok(!told.some((text) => text.includes('reading garden')), 'scare quotes are nobody’s words');
    mkdirSync('target/screenshots', { recursive: true });
    await page.screenshot({ path: `target/screenshots/welcome-${reader.name}.png` });
  });

  test('a click on a passage opens its context', async () => {
    const page = reader.extension;
    await page.setViewport({ width: 1280, height: 900 });
    await click(page, 'We are going to heat');
    const [active] = await until(async () => {
      const active = await painted(page, 'quoth-active');
      return active.length && active;
    }, 'the passage to be marked');
    assert.match(active, /empty building/);
    await new Promise((soon) => setTimeout(soon, 500));
    await page.screenshot({ path: `target/screenshots/welcome-card-${reader.name}.png` });
  });

  test('its buttons step from highlight to highlight', async () => {
    const page = reader.extension;
    const steps = new Set();
    for (let step = 0; step < 3; step++) {
      const before = String(await painted(page, 'quoth-active'));
      await page.evaluate(() => document.querySelector('[data-demo="next"]').scrollIntoView());
      await page.click('[data-demo="next"]');
      steps.add(await until(async () => {
        const now = String(await painted(page, 'quoth-active'));
        return now !== before && now;
      }, 'the next highlight'));
    }
    assert.equal(steps.size, 3);
  });

  test('it looks as the reader has chosen, at once', async () => {
    const page = reader.extension;
    const line = () => page.evaluate(() => getComputedStyle(document.body, '::highlight(quoth-quote)').textDecorationLine);
    const statements = async () => (await painted(page, 'quoth-statement')).length;
    const all = await statements();
    assert.equal(await line(), 'underline');
    await page.evaluate(() => chrome.storage.sync.set({ quotes: 'background', statements: 'off' }));
    await until(async () => (await line()) === 'none', 'no line under quotes');
    // What stands around the quoted words of a quote is of its kind.
    await until(async () => (await statements()) < all, 'the statements to go');
    await page.evaluate(() => chrome.storage.sync.clear());
    await until(async () => (await line()) === 'underline' && (await statements()) === all, 'all again');
  });

  test('the toolbar’s popup and the keys reach it', async () => {
    const page = reader.extension;
    const { id } = await page.evaluate(() => chrome.tabs.getCurrent());
    // As the background passes on a command.
    const ask = (type) => page.evaluate((tab, type) => chrome.runtime.sendMessage({ type: 'ask', tab, wish: { type } }), id, type);
    const before = String(await painted(page, 'quoth-active'));
    const { on, status, statements, speakers } = await ask('next');
    assert.deepEqual([on, status, speakers], [true, 'ready', 3]);
    assert.ok(statements > 5, `${statements} statements`);
    await until(async () => String(await painted(page, 'quoth-active')) !== before, 'another highlight to be marked');
    const popup = await reader.openOwn(`popup.html?tab=${id}`);
    await until(() => popup.evaluate((n) => document.getElementById('found').textContent.includes(n), statements), 'what was found');
    assert.ok(await popup.evaluate(() => !document.getElementById('panel').disabled), 'the panel can be opened');
    await popup.close();
  });
});
