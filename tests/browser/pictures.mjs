// The README's pictures, one of each view: drawn by what the tests drive, and small. Run by `./build.sh screenshot`.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const SIZE = [900, 560];
const LARGEST = 150_000;

async function draw(page, name, clip) {
  const path = `docs/${name}.png`;
  await page.screenshot({ path, ...(clip && { clip }) });
  const { size } = statSync(path);
  assert.ok(size <= LARGEST, `${path}: ${size} bytes`);
  console.log(`${path}: ${Math.round(size / 1000)} KB`);
}

inEachBrowser('pictures', (reader) => {
  // The demo article with the panel open, scrolled to where the quotes are.
  const demo = async (media) => {
    const tab = await reader.read('demo.html', { size: SIZE, media });
    await tab.openPanel();
    await tab.page.evaluate(() => document.querySelector('figcaption').scrollIntoView());
    return tab;
  };
  // No ring of the focus, no pointer over anything.
  const rest = async (tab) => {
    await tab.page.evaluate(() => document.activeElement?.blur());
    await tab.page.mouse.move(2, SIZE[1] - 2);
    await tab.still();
  };

  test('by speaker', async () => {
    const tab = await demo();
    await rest(tab);
    await draw(tab.page, 'speakers');
  });

  for (const [name, view] of [['order', 'reading'], ['exchanges', 'exchanges']]) {
    test(name, async () => {
      const tab = await demo();
      await tab.click(`[data-do="${view}"]`);
      await rest(tab);
      await draw(tab.page, name);
    });
  }

  test('a statement in its context', async () => {
    const tab = await demo();
    await tab.click('.entry', 'Tonight we chose');
    await tab.one('.card');
    await rest(tab);
    await draw(tab.page, 'context');
  });

  test('taking it along, in the dark', async () => {
    const tab = await demo({ 'prefers-color-scheme': 'dark' });
    await tab.click('[data-do="take-form"]');
    await tab.one('.take');
    await rest(tab);
    await draw(tab.page, 'take');
  });

  test('the popup', async () => {
    const tab = await reader.read('demo.html');
    const page = await reader.openOwn(`popup.html?tab=${await tab.id()}`, { size: [352, 440] });
    await until(() => page.evaluate(() => /\d/.test(document.getElementById('found').textContent)), 'what was found');
    await page.bringToFront();
    await draw(page, 'popup');
  });

  test('the options', async () => {
    const page = await reader.openOwn('options.html', { size: [760, 600] });
    await draw(page, 'options');
  });

  test('the welcome page', async () => {
    const page = reader.extension;
    await page.setViewport({ width: SIZE[0], height: SIZE[1] });
    await page.bringToFront();
    await until(() => page.evaluate(() => CSS.highlights.size > 0), 'the demo');
    await page.evaluate(() => document.querySelector('#demo').scrollIntoView());
    await draw(page, 'welcome');
  });
});
