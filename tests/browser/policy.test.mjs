// Pages whose security policy forbids what an extension might want: every feature works as on any other page, and the
// page sees nothing of it. Chromium refuses WebAssembly on most of them, and the same module runs as JavaScript.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const POLICIES = Object.keys(JSON.parse(readFileSync('tests/pages/policies.json', 'utf8')));
const QUOTE = '“The stone sings back if you wait for it,”';
const STATEMENT = 'the choir would come back every spring';

const strict = (page, policy) => `${page}.html?policy=${policy}`;
// The report, without what differs from run to run.
const found = async (tab) => ({ ...(await tab.report()), timing: undefined });

// What the browser says of its own doings: of the icon it asks for, and of the listener by which these tests watch a page
// that may run none.
const BROWSERS_OWN = /favicon\.ico|Blocked script execution/;
const troubles = async (tab) => (await tab.troubles()).filter((trouble) => !BROWSERS_OWN.test(trouble));

inEachBrowser('policy', (reader) => {
  const inChromium = { skip: reader.name === 'firefox' && 'Firefox lets extensions run WebAssembly everywhere' };

  for (const policy of POLICIES) {
    test(`${policy}: highlights, a card, the panel's list, and no word of it to the page`, async () => {
      const tab = await reader.read(strict('strict', policy));
      const highlights = await tab.highlights();
      assert.deepEqual(highlights['quoth-quote'], [QUOTE]);
      assert.deepEqual(highlights['quoth-statement'], [STATEMENT]);
      await tab.clickText('The stone sings back');
      await tab.one('.card', 'Elin Prowse');
      await tab.picture(`policy-${policy}`);
      await tab.click('[data-do="back"]');
      await tab.one('.list .speaker', 'Elin Prowse');
      assert.deepEqual(await troubles(tab), []);
    });
  }

  test('under the strictest of all: steps, copying, the switch, and text that changes', async () => {
    const tab = await reader.read(strict('strict', 'everything'));
    await tab.send({ type: 'next' });
    await tab.one('.card', 'wait for it');
    await tab.send({ type: 'next' });
    await tab.one('.card', 'every spring');
    await tab.click('[data-do="copy"]');
    await until(async () => /Copied|Not copied/.test((await tab.one('.card')).text), 'copying to be answered');
    await tab.press('Escape');
    await tab.click('[data-do="highlights"]');
    await until(async () => !(await tab.highlights())['quoth-quote']?.length, 'the highlights to go');
    await tab.click('[data-do="highlights"]');
    await until(async () => (await tab.highlights())['quoth-quote']?.length, 'the highlights to come back');
    await tab.page.evaluate(() => {
      const more = document.createElement('p');
      more.append('“We shall need more cranes,” said Tam Rosevear, the harbour master.');
      document.querySelector('article').append(more);
    });
    await until(async () => (await tab.highlighted()).includes('more cranes'), 'the new quote');
    await tab.one('.list .speaker', 'Tam Rosevear');
    assert.deepEqual(await troubles(tab), []);
  });

  test('a policy that the page gives itself later, and a default policy for trusted types that throws', async () => {
    const tab = await reader.read('strict.html');
    await tab.page.evaluate(() => {
      const no = () => {
        throw new Error('no markup, no scripts');
      };
      trustedTypes.createPolicy('default', { createHTML: no, createScript: no, createScriptURL: no });
      const policy = document.createElement('meta');
      policy.httpEquiv = 'Content-Security-Policy';
      policy.content = "default-src 'none'; require-trusted-types-for 'script'";
      document.head.append(policy);
    });
    await tab.openPanel();
    await tab.click('.list .entry', 'The stone sings back');
    await tab.one('.card', 'Elin Prowse');
    await tab.page.mainFrame().isolatedRealm().evaluate(() => {
      document.querySelector('article').appendChild(document.createElement('p')).textContent = '“We shall need more cranes,” said Tam Rosevear, the harbour master.';
    });
    await until(async () => (await tab.highlighted()).includes('more cranes'), 'the new quote');
    assert.deepEqual(await troubles(tab), []);
  });

  for (const page of ['demo', 'site', 'rebuttal']) {
    test(`${page}: the report is the same to the letter, with WebAssembly and without`, async () => {
      const free = await found(await reader.read(`${page}.html`));
      await reader.closeTab();
      assert.deepEqual(await found(await reader.read(strict(page, 'self'))), free);
    });
  }

  test('a site that refused WebAssembly is not tried again', inChromium, async () => {
    const reports = () => reader.server.requests.filter((path) => path === '/violation').length;
    await reader.extension.evaluate(() => chrome.storage.session.clear());
    const before = reports();
    await reader.read(strict('strict', 'self'));
    await until(() => reports() > before, 'Chromium to report the attempt');
    await reader.closeTab();
    const tab = await reader.read(strict('strict', 'nonce'));
    await tab.page.reload();
    assert.equal((await tab.report()).status, 'ready');
    await new Promise((soon) => setTimeout(soon, 500));
    assert.equal(reports(), before + 1);
    const noted = await reader.extension.evaluate(() => chrome.storage.session.get());
    assert.deepEqual(noted, { strictSites: [reader.server.origin] });
  });

  test('the module as JavaScript is on no page that runs WebAssembly', inChromium, async () => {
    await reader.extension.evaluate(() => chrome.storage.session.clear());
    for (const [policy, wasm] of [['types', true], ['self', false], ['types', false]]) {
      const tab = await reader.read(strict('strict', policy));
      assert.equal(await tab.ask('wasm'), wasm, policy);
      await reader.closeTab();
    }
  });

  test('it starts within a few times of what WebAssembly takes', inChromium, async (t) => {
    const starts = { types: [], self: [] };
    for (let run = 0; run < 4; run++) {
      for (const [policy, times] of Object.entries(starts)) {
        // A new site each time: the one that is refused pays for the attempt too.
        await reader.extension.evaluate(() => chrome.storage.session.clear());
        times.push((await (await reader.read(strict('strict', policy))).report()).timing.init_ms);
        await reader.closeTab();
      }
    }
    const [wasm, plain] = Object.values(starts).map((times) => Math.min(...times));
    t.diagnostic(`${wasm.toFixed(0)} ms as WebAssembly, ${plain.toFixed(0)} ms as JavaScript, the attempt included`);
    assert.ok(plain < 8 * wasm, JSON.stringify(starts));
  });

  test('only the build for Chromium carries it', () => {
    assert.equal(existsSync(`dist/${reader.name}/core/quoth_plain.js`), reader.name === 'chromium');
  });
});
