// Pages that a framework keeps: written by a server, hydrated, rendered again. Highlights follow, the panel stays, and
// the framework never finds anything that it did not make.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inEachBrowser, until } from './harness.mjs';

const CORK = '“We drifted like a cork until the tug came,”';
const ROPE = 'that the rope had come from an old fish farm';
const CLEAN = '“The sound is clean again, as far as our boats can see,”';
const TOLD = '“Nobody told us about the ropes,”';
const HENS = '“It brakes for every hen, and there are very many hens,”';

const FRAMEWORKS = { react: 'jsx', vue: 'js' };
// Beside the packages that they ask for.
const built = mkdtempSync(resolve('node_modules/.live-'));
after(() => rmSync(built, { recursive: true }));

async function pages() {
  const made = {};
  for (const [name, kind] of Object.entries(FRAMEWORKS)) {
    const options = {
      bundle: true,
      format: 'esm',
      jsxFactory: 'createElement',
      define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' },
      logLevel: 'error',
    };
    const source = (part) => [`tests/pages/live/${name}-${part}.${kind}`];
    const client = await build({ ...options, entryPoints: source('client'), write: false });
    const outfile = join(built, `${name}.mjs`);
    await build({ ...options, entryPoints: source('server'), outfile, platform: 'node', packages: 'external' });
    const { default: render } = await import(pathToFileURL(outfile));
    made[`${name}.js`] = client.outputFiles[0].text;
    made[`${name}.html`] = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rope stops the ferry to Osk</title>
      <meta property="og:type" content="article"></head><body><div id="root">${await render()}</div>
      <script type="module" src="${name}.js"></script></body></html>`;
  }
  return made;
}

inEachBrowser('live, in frameworks', (reader) => {
  for (const framework of Object.keys(FRAMEWORKS)) {
    const read = async () => {
      const tab = await reader.read(`${framework}.html`);
      await tab.page.waitForFunction(() => window.hydrate);
      return tab;
    };
    const hydrated = async () => {
      const tab = await read();
      await tab.page.evaluate(() => window.hydrate());
      return tab;
    };
    const change = (tab, ...names) => tab.page.evaluate((names) => names.forEach((name) => window.change(name)), names);
    const quotes = async (tab) => (await tab.highlights())['quoth-quote'] ?? [];
    const quoted = (tab, ...wanted) =>
      until(async () => {
        const found = (await quotes(tab)).filter(Boolean);
        return found.length === wanted.length && wanted.every((quote, index) => found[index] === quote);
      }, `these quotes to be highlighted: ${wanted}`);
    const calm = async (tab) => assert.deepEqual(await tab.troubles(), []);

    test(`${framework}: highlights and the panel are there when it hydrates, and it finds nothing amiss`, async () => {
      const tab = await read();
      await quoted(tab, CORK);
      await tab.openPanel();
      await tab.click('.list .entry', 'cork');
      await tab.one('.card', 'Mona Dahl');
      await tab.page.evaluate(() => window.hydrate());
      await new Promise((soon) => setTimeout(soon, 400));
      await quoted(tab, CORK);
      await tab.one('.card', 'Mona Dahl');
      await calm(tab);
    });

    test(`${framework}: the same text in new nodes, and no second analysis`, async () => {
      const tab = await hydrated();
      const { work } = await tab.report();
      await change(tab, 'again');
      await quoted(tab, CORK);
      assert.ok((await tab.highlights())['quoth-statement'].some((text) => text.includes(ROPE)));
      assert.equal((await tab.report()).work.bytes, work.bytes);
      await calm(tab);
    });

    test(`${framework}: a paragraph in the midst: little is read, and panel, card and focus stay`, async () => {
      const tab = await hydrated();
      await tab.openPanel();
      await tab.click('.list .entry', 'rope had come');
      const before = await tab.one('.card .passage');
      const { work } = await tab.report();
      await change(tab, 'insert');
      await quoted(tab, CORK, CLEAN);
      assert.equal((await tab.one('.card .passage')).text, before.text);
      assert.equal((await tab.one('.card .passage')).box.y, before.box.y);
      assert.ok((await tab.one('.card .speaker')).focused, 'the card’s heading has the focus still');
      const active = (await tab.highlights())['quoth-active'].join(' ');
      assert.match(active, /rope had come from an old fish farm/, 'what the card shows is marked on the page still');
      const now = (await tab.report()).work;
      assert.equal(now.texts - work.texts, 1, 'one text was read');
      await calm(tab);
      await tab.picture(`live-${framework}-insert`);
    });

    test(`${framework}: other words in the same node; words that go, go from the panel too`, async () => {
      const tab = await hydrated();
      await tab.openPanel();
      await change(tab, 'edit');
      await quoted(tab, '“We drifted like a cork for an hour,”');
      await change(tab, 'cut');
      await quoted(tab);
      await until(async () => !(await tab.one('.list')).text.includes('cork'), 'the quote to go from the list');
      await calm(tab);
    });

    test(`${framework}: paragraphs that change places`, async () => {
      const tab = await hydrated();
      await change(tab, 'insert', 'reverse');
      await quoted(tab, CLEAN, CORK);
      await change(tab, 'reverse');
      await quoted(tab, CORK, CLEAN);
      await calm(tab);
    });

    test(`${framework}: what unfolds is read, what folds up is let go`, async () => {
      const tab = await hydrated();
      await change(tab, 'unfold');
      await quoted(tab, CORK, TOLD);
      await change(tab, 'unfold');
      await quoted(tab, CORK);
      await calm(tab);
    });

    test(`${framework}: another story by navigation, and back; no article in between`, async () => {
      const tab = await hydrated();
      await tab.openPanel();
      await change(tab, 'navigate');
      await tab.page.evaluate(() => history.pushState(null, '', '#library'));
      await quoted(tab, HENS);
      await tab.one('.list .speaker', 'Ida Frost');
      assert.ok(!(await tab.one('.list')).text.includes('Dahl'));
      await change(tab, 'leave');
      await quoted(tab);
      await change(tab, 'leave', 'navigate');
      await quoted(tab, CORK);
      await tab.one('.list .speaker', 'Mona Dahl');
      await calm(tab);
    });
  }
}, { pages });
