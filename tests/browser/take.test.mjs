// Taking it along: the report, or a part of it, on the clipboard, in a file, on paper.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const downloads = mkdtempSync(join(tmpdir(), 'quoth-downloads-'));
after(() => rmSync(downloads, { recursive: true, force: true }));

// What lies in the folder once the browser has written it, and the folder empty again.
async function saved(ending) {
  const found = await until(() => {
    // Its name may be another while it is written.
    const name = readdirSync(downloads).find((name) => name.endsWith(ending));
    const text = name && readFileSync(join(downloads, name), 'utf8');
    return text && { name, text };
  }, `a file ${ending} with content`);
  rmSync(join(downloads, found.name));
  return found;
}

// Opens the form, and chooses in it by keyboard, as all browsers let one.
async function form(tab, { part = 0, format = 0 } = {}) {
  await tab.openPanel();
  await tab.click('[data-do="take-form"]');
  await until(async () => (await tab.one('.take .what')).focused, 'the focus in the form');
  for (let step = 0; step < part; step++) await tab.press('ArrowDown');
  await tab.press('Tab');
  for (let step = 0; step < format; step++) await tab.press('ArrowDown');
}

inEachBrowser('taking it along', (reader) => {
  test('the whole report is copied as Markdown, with a link to each passage', async () => {
    const tab = await reader.read('demo.html');
    await form(tab);
    await tab.picture('take');
    await tab.click('[data-do="take-copy"]');
    await tab.one('.take .outcome', 'Copied');
    const text = await reader.pasted();
    assert.match(text, /^# /);
    assert.match(text, new RegExp(`<${tab.url}> · read on 20\\d\\d-\\d\\d-\\d\\d`));
    assert.match(text, /^> “Tonight we chose to keep our feet dry,”/m);
    assert.ok(text.includes(`](<${tab.url}#:~:text=Tonight%20we%20chose`), text);
  });

  test('a speaker is saved as a table that a spreadsheet reads', async () => {
    const tab = await reader.read('demo.html');
    await form(tab, { part: 2, format: 1 });
    const speaker = (await tab.ask('all', { selector: '.take .what option' }))[2].text;
    await tab.click('[data-do="take-save"]');
    const { name, text } = await saved('.csv');
    assert.match(name, /^quoth-/);
    assert.ok(text.startsWith('\ufeffnumber,speaker,role,kind,words,'), text.slice(0, 80));
    const rows = text.trim().split('\r\n').slice(1);
    assert.ok(rows.length > 1);
    assert.ok(rows.filter((row) => /^\d/.test(row)).every((row) => row.includes(speaker)), text);
    await tab.one('.take .outcome', 'Saved');
  });

  test('what the list shows is saved as JSON, and the page hears nothing of it', async () => {
    const tab = await reader.read('demo.html');
    await tab.page.evaluate(() => {
      window.heard = [];
      globalThis.navigation?.addEventListener('navigate', ({ destination }) => window.heard.push(destination.url));
      for (const kind of ['click', 'focusin', 'copy']) addEventListener(kind, ({ type, target }) => window.heard.push(`${type} ${target.localName}`));
    });
    await form(tab, { part: 1, format: 2 });
    await tab.click('[data-do="statements"]');
    await tab.click('[data-do="take-save"]');
    const report = JSON.parse((await saved('.json')).text);
    assert.equal(report.url, tab.url);
    const kinds = new Set(report.speakers.flatMap(({ statements }) => statements.map(({ kind }) => kind)));
    assert.ok(kinds.has('direct') && !kinds.has('indirect'), [...kinds].join());
    const page = await tab.page.evaluate(() => document.body.textContent.replace(/\s+/g, ' '));
    for (const { statements } of report.speakers) {
      for (const { words } of statements) {
        for (const part of words) assert.ok(page.includes(part.replace(/\s+/g, ' ')), `exact: ${part}`);
      }
    }
    assert.deepEqual(await tab.page.evaluate(() => window.heard), []);
    assert.deepEqual(await tab.changes(), []);
    assert.deepEqual(await tab.troubles(), []);
  });

  test('the report of a fault is saved as a file', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.group .entry', 'more patch than wall');
    await tab.click('.tools [data-do="wrong"]');
    await tab.click('[data-do="wrong-save"]');
    const { name, text } = await saved('.txt');
    assert.match(name, /^quoth-report/);
    assert.match(text, /^Quoth [\d.]+: .*\nPassage: .*Tomas Verhale/s);
    await tab.one('.wrong .outcome', 'Saved');
  });

  test('the form is left by the key Escape, and the panel stays', async () => {
    const tab = await reader.read('demo.html');
    await form(tab);
    await tab.press('Escape');
    await tab.none('.take');
    await until(async () => (await tab.one('[data-do="take-form"]')).focused, 'the focus back on the button');
    await tab.one('.entry');
  });

  test('on paper the page is as it was, unless it is printed with highlights', async (t) => {
    if (reader.name === 'firefox') return t.skip('no way to see a page there as it is printed');
    const tab = await reader.read('demo.html');
    await form(tab);
    const paper = async () => {
      await tab.page.emulateMediaType('print');
      const picture = await tab.page.screenshot({ fullPage: true, encoding: 'base64' });
      await tab.page.emulateMediaType('screen');
      return picture;
    };
    // How many dots have another colour.
    const differing = (...pictures) => tab.page.evaluate(async (pictures) => {
      const [one, other] = await Promise.all(pictures.map(async (picture) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const { width, height } = image;
        const canvas = new OffscreenCanvas(width, height).getContext('2d');
        canvas.drawImage(image, 0, 0);
        return new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
      }));
      return one.length === other.length ? one.reduce((sum, dot, at) => sum + (dot !== other[at]), 0) : Infinity;
    }, pictures);
    const plain = await paper();
    await tab.ask('hold');
    await tab.click('[data-do="take-print"]');
    await until(() => tab.ask('printing'), 'the print');
    // A style that is just being inserted may miss the first picture.
    let marked;
    await until(async () => (await differing(plain, (marked = await paper()))) > 10_000, 'the highlights on the paper');
    mkdirSync('target/screenshots', { recursive: true });
    writeFileSync(`target/screenshots/print-${reader.name}.png`, marked, 'base64');
    await tab.ask('printed');
    await until(async () => plain === (await paper()), 'the highlights to be off the paper');
    // A line is set by a hair otherwise where highlights begin in it.
    await tab.page.evaluate(() => CSS.highlights.clear());
    assert.ok(await differing(plain, await paper()) < 100, 'nothing of Quoth was on it before');
  });
}, { downloads });
