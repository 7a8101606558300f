// The extension's own pages for everyone: nothing that axe finds wrong, in light and dark, small and large.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const PAGES = ['popup', 'options', 'welcome'];

// What axe finds wrong with a page, each with the elements it means.
async function wrong(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
  });
}

inEachBrowser('the extension’s pages', (reader) => {
  // As full as they get.
  const open = async (name, options) => {
    const path = name === 'popup' ? `popup.html?tab=${await (await reader.read('plain.html')).id()}` : `${name}.html`;
    const page = await reader.openOwn(path, options);
    await page.evaluate(() => chrome.storage.sync.set({ 'site:example.com': 'always', 'site:other.example': 'never' }));
    if (name === 'popup') await until(() => page.evaluate(() => /\d/.test(document.getElementById('found').textContent)), 'the count');
    if (name === 'options') {
      await until(() => page.evaluate(() => document.querySelectorAll('#sites li').length === 2), 'the sites');
      await page.evaluate(() => (document.querySelector('details').open = true));
    }
    await page.bringToFront();
    return page;
  };

  for (const name of PAGES) {
    // Puppeteer cannot set these preferences in Firefox.
    const schemes = reader.name === 'chromium' ? ['light', 'dark'] : ['light'];
    for (const scheme of schemes) {
      test(`${name}: axe finds nothing, ${scheme}`, async () => {
        const page = await open(name, reader.name === 'chromium' ? { media: { 'prefers-color-scheme': scheme } } : {});
        assert.deepEqual(await wrong(page), []);
        await page.screenshot({ path: `target/screenshots/${reader.name}/${name}-${scheme}.png`, fullPage: name !== 'popup' });
      });
    }

    test(`${name}: nothing is cut off on a telephone, or in twice the size`, async () => {
      const page = await open(name);
      // 360 pixels of a telephone; half the width is what a zoom of 200 % leaves.
      for (const width of [360, 320]) {
        await page.setViewport({ width, height: 640 });
        // Zoomed, letters are twice as large as well.
        if (width === 320) await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
        const over = await page.evaluate(() =>
          [...document.body.querySelectorAll('*')]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
            .map(({ localName, id }) => `${localName}#${id}`));
        assert.deepEqual(over, [], `${width} pixels`);
        await page.screenshot({ path: `target/screenshots/${reader.name}/${name}-${width}.png`, fullPage: true });
      }
    });

    test(`${name}: in the reader’s own colours, too`, { skip: reader.name === 'firefox' && 'cannot be set from outside' }, async () => {
      const page = await open(name, { media: { 'forced-colors': 'active' } });
      await page.screenshot({ path: `target/screenshots/${reader.name}/${name}-forced.png`, fullPage: name !== 'popup' });
      // A switch that is on is told by the browser's own mark, not by a colour that is not painted.
      const drawn = await page.evaluate(() => [...document.querySelectorAll('[role=switch]')].map((s) => getComputedStyle(s).appearance));
      assert.ok(drawn.every((appearance) => appearance === 'auto'), drawn.join());
    });
  }

  test('every control of the options is reached by keyboard, and its focus is seen', async () => {
    const page = await open('options');
    const controls = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, input, summary')].filter((c) => c.checkVisibility() && !(c.type === 'radio' && !c.checked)).length);
    const reached = new Set();
    for (let step = 0; step < controls; step++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const { activeElement } = document;
        const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
        const all = [...document.querySelectorAll('*')];
        return { at: all.indexOf(activeElement), seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, name: activeElement.outerHTML.slice(0, 80) };
      });
      assert.ok(at.seen, `the focus is seen on ${at.name}`);
      reached.add(at.at);
    }
    assert.ok(reached.size >= controls, `${reached.size} of ${controls}`);
  });
});
