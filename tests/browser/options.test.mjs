// The options page: every choice shows what is stored, is stored when it changes, and is obeyed at once by open pages.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const stored = (page) => page.evaluate(() => chrome.storage.sync.get(null));
const text = (page, id) => page.evaluate((id) => document.getElementById(id).textContent.trim(), id);
const says = (page, id, what) => until(async () => what.test(await text(page, id)), `#${id} to say ${what}`);
const sites = (page) => page.evaluate(() =>
  [...document.querySelectorAll('#sites li')].map((row) => [row.querySelector('span').textContent, row.querySelector('select').value]));
const open = async (reader, options) => {
  const page = await reader.openOwn('options.html', options);
  await until(() => page.evaluate(() => document.getElementById('kept').textContent), 'the page to show the settings');
  await page.bringToFront();
  return page;
};
const add = async (page, site, choice = 'never') => {
  await page.evaluate(() => (document.getElementById('site').value = ''));
  await page.type('#site', site);
  await page.select('#choice', choice);
  await page.click('#add button');
};

// The file's text is given to the page as if the reader had chosen it.
async function load(page, content) {
  const folder = mkdtempSync(join(tmpdir(), 'quoth-settings-'));
  const file = join(folder, 'settings.json');
  writeFileSync(file, content);
  await (await page.$('#file')).uploadFile(file);
  await until(() => text(page, 'outcome'), 'the outcome');
  rmSync(folder, { recursive: true });
  return text(page, 'outcome');
}

inEachBrowser('options', (reader) => {
  test('a kind’s style is stored, previewed and painted on open pages at once', async () => {
    const tab = await reader.read('demo.html');
    const page = await open(reader);
    const background = () => page.evaluate(() => getComputedStyle(document.querySelector('[data-kind=quote]'), '::highlight(quoth-quote)').backgroundColor);
    const before = await background();
    await page.select('#quotes', 'line');
    await until(async () => (await stored(page)).quotes === 'line', 'the choice to be stored');
    await until(async () => (await background()) !== before, 'the preview');
    assert.match(await background(), /rgba\(0, 0, 0, 0\)|transparent/);
    const onPage = () => tab.page.evaluate(() => getComputedStyle(document.body, '::highlight(quoth-quote)').backgroundColor);
    await until(async () => /rgba\(0, 0, 0, 0\)|transparent/.test(await onPage()), 'the open page');
    // As at the start is not kept.
    await page.select('#quotes', 'both');
    await until(async () => !('quotes' in (await stored(page))), 'the choice to be dropped');
    await until(async () => (await onPage()) === before, 'the open page again');
    await page.screenshot({ path: `target/screenshots/${reader.name}/options.png`, fullPage: true });
  });

  test('what is unsure is dashed, in the preview and on the page, and the preview says what that means', async () => {
    const page = await open(reader);
    const style = (page, name) => page.evaluate((name) => getComputedStyle(document.body, `::highlight(${name})`).textDecorationStyle, name);
    assert.equal(await style(page, 'quoth-quote-unsure'), 'dashed');
    assert.equal(await style(page, 'quoth-quote'), 'solid');
    assert.match(await text(page, 'unsure'), /Dashed and paler: it is unsure/);
    const tab = await reader.read('unsure.html');
    const painted = await tab.page.evaluate(() => [...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map((range) => [name, String(range)])));
    // By whom the words before it speak of, and nothing else.
    const unsure = painted.filter(([name]) => name.includes('unsure'));
    assert.deepEqual(unsure.map(([name, text]) => [name, text.slice(0, 14)]), [['quoth-quote-unsure-2', '“A second pier']]);
    assert.equal(painted.filter(([name]) => name === 'quoth-quote-1').length, 2, 'the others are sure');
    assert.equal(await style(tab.page, 'quoth-quote-unsure-2'), 'dashed');
    await tab.picture('unsure');
  });

  test('a kind that is off is not highlighted, but listed', async () => {
    const tab = await reader.read('rebuttal.html');
    const painted = async () => ((await tab.highlights())['quoth-rebuttal'] ?? []).length;
    assert.ok(await painted());
    const page = await open(reader);
    await page.select('#rebuttals', 'off');
    await until(async () => !(await painted()), 'the rebuttals to go');
    assert.ok(Object.values(await tab.highlights()).flat().length, 'the rest stays');
    await tab.page.reload();
    assert.notEqual((await tab.report()).rebuttals.length, 0);
    assert.equal(await painted(), 0);
    await tab.page.bringToFront();
    await tab.openPanel();
    await tab.one('[data-do="rebuttals"]');
  });

  test('sites: added by name or address, changed, removed; what is none is told', async () => {
    const page = await open(reader);
    await add(page, 'https://www.Example.com/news?x=1');
    await until(async () => (await sites(page)).length, 'the site');
    await add(page, 'bücher.example');
    await until(async () => (await sites(page)).length === 2, 'the other site');
    assert.deepEqual(await sites(page), [['example.com', 'never'], ['xn--bcher-kva.example', 'never']]);
    await page.screenshot({ path: `target/screenshots/${reader.name}/options-sites.png`, fullPage: true });

    await add(page, 'not a site');
    await says(page, 'site-wrong', /This is no site/);
    assert.equal(await page.evaluate(() => document.getElementById('site').getAttribute('aria-invalid')), 'true');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'site');
    assert.equal(await page.evaluate(() => document.getElementById('site').value), 'not a site', 'nothing typed is lost');

    await page.select('#sites select', 'always');
    await until(async () => (await stored(page))['site:example.com'] === 'always', 'the change to be stored');
    await until(async () => (await text(page, 'sites')).includes('may not read'), 'the missing permission to be told');
    await page.click('#sites button[aria-label^="Remove example.com"]');
    await until(async () => (await sites(page)).length === 1, 'the row to go');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'site');
    assert.deepEqual(await stored(page), { 'site:xn--bcher-kva.example': 'never' });
  });

  test('each bad or foreign value counts as not chosen, and stays where it is', async () => {
    const page = await open(reader);
    await page.evaluate(() => chrome.storage.sync.set({ run: 7, quotes: 'glow', rebuttals: 'line', later: { deep: [1] } }));
    await until(() => page.evaluate(() => document.getElementById('rebuttals').value === 'line'), 'the good one');
    assert.equal(await page.evaluate(() => document.querySelector('[name=run]:checked').value), 'by-itself');
    assert.equal(await page.evaluate(() => document.getElementById('quotes').value), 'both');
    await page.select('#statements', 'line');
    await until(async () => (await stored(page)).statements, 'the change');
    assert.deepEqual(await stored(page), { run: 7, quotes: 'glow', rebuttals: 'line', statements: 'line', later: { deep: [1] } });
    const tab = await reader.read('plain.html');
    assert.ok((await tab.highlights())['quoth-quote'].length, 'and pages are read as ever');
  });

  test('the button can open the panel at once', async () => {
    const page = await open(reader);
    const popup = () => page.evaluate(() => chrome.action.getPopup({}));
    assert.match(await popup(), /popup\.html$/);
    await page.click('[name=button][value=panel]');
    await until(async () => (await popup()) === '', 'the popup to be taken off the button');
  });

  test('what sync refuses is kept on this device, and synced when it can be', async () => {
    const page = await open(reader);
    await page.evaluate(() => {
      globalThis.real = chrome.storage.sync.set.bind(chrome.storage.sync);
      chrome.storage.sync.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    });
    await page.select('#quotes', 'line');
    const local = () => page.evaluate(() => chrome.storage.local.get('settings').then(({ settings }) => settings));
    await until(local, 'the stand-in');
    assert.deepEqual(await local(), { quotes: 'line' });
    assert.deepEqual(await stored(page), {});
    const other = await reader.openOwn('options.html?other');
    await until(() => other.evaluate(() => document.getElementById('quotes').value === 'line'), 'the choice to be read');
    await other.select('#rebuttals', 'off');
    await until(async () => (await stored(page)).rebuttals, 'the sync');
    assert.deepEqual(await stored(page), { quotes: 'line', rebuttals: 'off' });
    await until(async () => (await local()) === undefined, 'the stand-in to go');
  });

  test('saved as a file, erased, loaded again; a foreign file changes nothing', async () => {
    const page = await open(reader);
    await page.select('#rebuttals', 'line');
    await add(page, 'example.com');
    await until(async () => (await sites(page)).length, 'the site');
    // The download itself is the browser's business: what it is given is seen.
    await page.evaluate(() => {
      HTMLAnchorElement.prototype.click = function () {
        globalThis.saving = fetch(this.href).then((file) => file.text()).then((text) => ({ name: this.download, text }));
      };
    });
    await page.click('#save');
    const { name, text: saved } = await page.evaluate(() => globalThis.saving);
    assert.equal(name, 'quoth-settings.json');
    assert.equal(JSON.parse(saved)['site:example.com'], 'never');

    await page.click('#erase');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'erase-no', 'it asks first');
    await page.click('#erase-yes');
    await says(page, 'outcome', /Erased/);
    assert.deepEqual(await stored(page), {});
    assert.deepEqual(await page.evaluate(() => chrome.storage.local.get(null)), {});
    assert.deepEqual(await sites(page), []);

    for (const [content, answer] of [
      ['<html>', 'This file cannot be read. Nothing was changed.'],
      ['{"name": "another"}', 'This file holds no settings of Quoth. Nothing was changed.'],
      ['{"quoth": "settings", "statements": "off", "colour": 1}', 'Loaded, but for these, which Quoth does not understand: colour'],
      [saved, 'Loaded.'],
    ]) {
      await page.evaluate(() => (document.getElementById('outcome').textContent = ''));
      assert.equal(await load(page, content), answer);
    }
    assert.deepEqual(await sites(page), [['example.com', 'never']]);
    // What the file names is as the file has it: statements are again as at the start.
    await until(async () => Object.keys(await stored(page)).length === 2, 'the store');
    assert.deepEqual(await stored(page), { rebuttals: 'line', 'site:example.com': 'never' });
  });

  test('the keys are listed, with a way to change them', async () => {
    const page = await open(reader);
    await until(async () => (await text(page, 'commands')).includes('Alt+Shift+Q'), 'the keys');
    await page.evaluate(() => {
      const note = (what) => async (given) => void (globalThis.opened = [what, given?.url ?? '']);
      if (chrome.commands.openShortcutSettings) chrome.commands.openShortcutSettings = note('settings');
      chrome.tabs.create = note('tab');
    });
    await page.click('#change-keys');
    const opened = await until(() => page.evaluate(() => globalThis.opened), 'the way to the keys');
    assert.deepEqual(opened, reader.name === 'firefox' ? ['settings', ''] : ['tab', 'chrome://extensions/shortcuts']);
  });
});
