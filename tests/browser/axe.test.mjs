// axe-core finds nothing in the panel: in each tab, in the card and its form, and in each notice, light and dark.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser } from './harness.mjs';

const DARK = {
  firefox: { prefs: { 'ui.systemUsesDarkTheme': 1, 'layout.css.prefers-color-scheme.content-override': 0 } },
  chromium: { args: ['--force-dark-mode'] },
};

for (const [light, options] of [['light', {}], ['dark', DARK]]) {
  inEachBrowser(
    `axe, ${light}`,
    (reader) => {
      const clean = async (tab, what) => {
        await tab.still();
        assert.deepEqual(await tab.ask('axe'), [], what);
      };

      test('the list, the card and the form', async () => {
        const tab = await reader.read('demo.html');
        await tab.openPanel();
        await clean(tab, 'by speaker');
        for (const id of ['#reading', '#exchanges']) {
          await tab.click(id);
          await clean(tab, id);
        }
        await tab.click('#speakers');
        await tab.press('/');
        await tab.page.keyboard.type('wall');
        await clean(tab, 'search');
        await tab.click('.group .entry', 'more patch than wall');
        await tab.one('.card');
        await clean(tab, 'card');
        await tab.click('.tools [data-do="wrong"]');
        await clean(tab, 'form');
      });

      test('a page without anything to show', async () => {
        const tab = await reader.read('silent.html');
        await tab.send({ type: 'open' });
        await tab.one('.notice');
        await clean(tab, 'empty');
      });
    },
    { axe: true, ...options },
  );
}
