// axe-core finds nothing in the panel: in each tab, in the card and its form, and in each notice, light and dark.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser } from './harness.mjs';

const DARK = {
  firefox: { prefs: { 'ui.systemUsesDarkTheme': 1, 'layout.css.prefers-color-scheme.content-override': 0 } },
  chromium: { args: ['--force-dark-mode'] },
};

// A page that takes a while to analyse, though it has few elements.
const said = (n) => `“In the ${n}th spring the wall was a stone higher than in the last,” said Ann Foster.`;
const paragraph = `<p>${Array.from({ length: 9000 }, (_, n) => said(n)).join(' ')}</p>`;
const large = `<!doctype html><html lang="en"><title>The wall</title><meta property="og:type" content="article">
  <article><h1>The wall</h1>${paragraph.repeat(4)}</article>`;

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

      for (const page of ['silent', 'front', 'german']) {
        test(`a page without anything to show (${page})`, async () => {
          const tab = await reader.read(`${page}.html`);
          await tab.send({ type: 'open' });
          await tab.one('.notice');
          await clean(tab, page);
        });
      }

      test('a page that is being read', async (t) => {
        if (reader.name === 'firefox') return t.skip('one browser takes long enough');
        const tab = await reader.open('large.html');
        await tab.send({ type: 'open' });
        await tab.one('.notice progress');
        // It moves until it is done.
        assert.deepEqual(await tab.ask('axe'), []);
      });

      test('a page of which only a part was read', async () => {
        const tab = await reader.read('hostile.html?text');
        await tab.openPanel();
        await tab.one('.notice', 'Only a part');
        await tab.one('.entry');
        await clean(tab, 'partial');
        await tab.picture(`partial-${light}`);
      });

      test('an error of ours', async (t) => {
        if (reader.name === 'firefox') return t.skip('an extension that is reloaded is gone there');
        const tab = await reader.read('demo.html');
        await tab.openPanel();
        await tab.ask('axe');
        await reader.extension.evaluate(() => chrome.runtime.reload()).catch(() => {});
        await new Promise((soon) => setTimeout(soon, 700));
        await tab.clickAt((await tab.one('.entry')).box);
        await tab.one('.notice .solid');
        await clean(tab, 'cut off');
      });
    },
    { axe: true, pages: async () => ({ 'large.html': large }), ...options },
  );
}
