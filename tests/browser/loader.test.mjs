// The loader: what it costs on pages that are no article, and what it does when the core breaks or the extension goes.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const soon = () => new Promise((done) => setTimeout(done, 600));

// Beside the content script, in its world: says whether the core was loaded there, and breaks it when asked to.
const BESIDE = `
  addEventListener('test-core', () => {
    const loaded = typeof wasm_bindgen !== 'undefined';
    document.documentElement.dataset.core = loaded;
  });
  addEventListener('test-break', () => {
    wasm_bindgen.Quoth.prototype.receive = () => {
      throw new Error('broken by the test');
    };
  });`;

const beside = (manifest, folder) => {
  const loader = join(folder, 'content.js');
  writeFileSync(loader, `{
    const began = performance.now();
    ${readFileSync(loader, 'utf8')}
    document.documentElement.dataset.took = performance.now() - began;
  }`);
  writeFileSync(join(folder, 'beside.js'), BESIDE);
  manifest.content_scripts.push({ matches: ['http://127.0.0.1/*'], js: ['beside.js'], run_at: 'document_start' });
};

inEachBrowser(
  'loader',
  (reader) => {
    test('on a page that is no article nothing is loaded, and it takes no time', async () => {
      const tab = await reader.open('front.html');
      await soon();
      assert.equal((await tab.report()).status, 'not-article');
      await tab.page.evaluate(() => dispatchEvent(new Event('test-core')));
      assert.equal(await tab.page.evaluate(() => document.documentElement.dataset.core), 'false');
      // The script as a whole, its first look included. Machines that test are busy: the best of some. Firefox's clock
      // shows whole milliseconds.
      const [times, most] = [[], reader.name === 'firefox' ? 5 : 1];
      for (let run = 0; run < 20 && !(Math.min(...times) < most); run++) {
        await tab.page.reload();
        times.push(Number(await until(() => tab.page.evaluate(() => document.documentElement.dataset.took), 'the time')));
      }
      assert.ok(Math.min(...times) < most, `${times} ms`);
      assert.deepEqual(await tab.troubles(), []);
    });

    for (const open of [true, false]) {
      test(`a core that breaks while the panel is ${open ? 'open leaves a sentence' : 'closed leaves nothing'}`, async () => {
        const tab = await reader.read('plain.html');
        const hosts = async () => (await tab.ask('hosts')).length;
        if (open) await tab.openPanel();
        else await until(async () => (await hosts()) === 1, 'the launcher');
        await tab.page.evaluate(() => dispatchEvent(new Event('test-break')));
        assert.equal((await tab.send({ type: 'report' })).status, 'error');
        assert.deepEqual(Object.values(await tab.highlights()).flat(), []);
        await tab.none('.panel');
        if (open) {
          await tab.one('[role="alert"]', 'has stopped');
          await tab.picture('broken');
        }
        assert.equal(await hosts(), open ? 1 : 0);
        // It is said again when it is asked for.
        if (!open) {
          await tab.send({ type: 'open' });
          await tab.one('[role="alert"]', 'has stopped');
        }
        await tab.page.evaluate(() => document.querySelector('article p').append(' And one word more.'));
        await soon();
        assert.deepEqual(await tab.page.evaluate(() => window.seenByTest.errors), []);
      });
    }
  },
  { beside },
);

// As in Chromium before 148. Firefox's always do.
inEachBrowser(
  'messages that carry no bytes',
  (reader) => {
    test('the module comes as text', async () => {
      const tab = await reader.read('plain.html');
      assert.ok(Object.values(await tab.highlights()).flat().length > 0);
      assert.deepEqual(await tab.troubles(), []);
    });
  },
  { beside: (manifest) => delete manifest.message_serialization },
);

inEachBrowser('orphaned', (reader) => {
  test('after an update an open panel says to reload, or is gone, and nothing is thrown into the page', async () => {
    const tab = await reader.read('plain.html');
    await tab.openPanel();
    const { box } = await tab.one('.entry');
    await reader.extension.evaluate(() => (globalThis.browser ?? chrome).runtime.reload()).catch(() => {});
    if (reader.name === 'firefox') {
      // Firefox ends the script and takes its styles away: the panel could answer nothing.
      const gone = () => tab.page.evaluate(() => [...document.documentElement.children].every((one) => /^(HEAD|BODY)$/.test(one.nodeName) || !one.checkVisibility()));
      await until(gone, 'the panel to be gone');
    } else {
      await soon();
      // Something that the panel would carry out.
      await tab.clickAt(box);
      await tab.one('.notice', 'Reload this page');
    }
    await tab.page.evaluate(() => document.querySelector('article p').append(' And one word more.'));
    await soon();
    await tab.picture('orphaned');
    assert.deepEqual(await tab.troubles(), []);
  });
});
