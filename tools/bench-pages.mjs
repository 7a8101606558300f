// Measures Quoth on pages, beside Mozilla's Readability on the same ones, in one run of Chromium.
//   node tools/bench-pages.mjs FOLDER [PATTERN]
//
// FOLDER holds the pages, and truth.json where the true text of each is known. On each page Quoth reads, analyses and
// highlights, as in a reader's browser; then it is switched off and on again, a few times, and Readability's parse runs
// as often, each time on a new copy of the page (it takes its document apart; the copying is not counted). In between the
// browser draws the page anew: what Quoth asks of a page's layout was laid out for the reader before. The median of each
// counts. The first run alone has to compile what it runs, in Readability as in Quoth: it is told by itself, on a page in
// a new tab, and on one that is opened in the tab of another, whose compiled code the browser may still have.
// The pages' own scripts are off.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { extensionPage, report, send, start } from './browsers.mjs';
import { f1 } from './page-score.mjs';
import { serve } from './serve.mjs';

const [folder, pattern = ''] = process.argv.slice(2);
const READABILITY = readFileSync(createRequire(import.meta.url).resolve('@mozilla/readability/Readability.js'), 'utf8');
// Pages that are no article, for the work that Quoth does where it has nothing to do.
const OTHERS = ['front'];
// What a page loads at most: what the background puts into it.
const LOADED = ['content.js', 'core/quoth.js', 'core/quoth_bg.wasm', 'highlights.css'];
// How often each runs on a page.
const RUNS = 5;
// Every so many pages is opened in one tab too, behind the others.
const NEXT = 4;
// Memory is measured on so many pages.
const WEIGHED = 12;

const isPage = (name) => name.endsWith('.html') && name.includes(pattern);
const pages = readdirSync(folder).filter(isPage).sort();
const truth = existsSync(join(folder, 'truth.json')) ? JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) : {};

// ---- Running ----

// Quoth and Readability on one page: what each found, and its times in milliseconds, one a run.
async function measure({ browser, extension }, url) {
  const page = await opened(browser, url);
  const quoth = await report(extension, url);
  const runs = [quoth.timing];
  for (let run = 1; run < RUNS; run++) {
    await send(extension, url, { type: 'off' });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await send(extension, url, { type: 'run' });
    runs.push((await report(extension, url)).timing);
  }
  await page.evaluate(`${READABILITY}; globalThis.Readability = Readability`);
  const readability = await page.evaluate((runs) => {
    const times = [];
    let article;
    for (let run = 0; run < runs; run++) {
      const copy = document.cloneNode(true);
      const began = performance.now();
      article = new Readability(copy).parse();
      times.push(performance.now() - began);
    }
    return { times, text: article?.textContent ?? '' };
  }, RUNS);
  await page.close();
  return { quoth, runs, readability };
}

async function opened(browser, url) {
  const page = await tab(browser, [url]);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return page;
}

// A tab that fetches these and nothing else.
async function tab(browser, urls) {
  const page = await browser.newPage();
  // Saved pages name what is not there: pictures, styles, fonts.
  await page.setRequestInterception(true);
  page.on('request', (request) => (urls.includes(request.url()) ? request.continue() : request.abort()));
  page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}));
  return page;
}

// The times of pages that are opened one after the other in the same tab, but for those of the first.
async function walked({ browser, extension }, urls) {
  const page = await tab(browser, urls);
  const timings = [];
  for (const url of urls) {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    timings.push((await report(extension, url)).timing);
  }
  await page.close();
  return timings.slice(1).filter((timing) => timing.scan_ms !== undefined);
}

// What Quoth keeps in memory on a page: JavaScript's heap with it less that without it, and the module's memory.
async function weigh(withQuoth, without, url) {
  const heap = async (session) => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const page = await opened(withQuoth.browser, url);
  await report(withQuoth.extension, url);
  const session = await page.createCDPSession();
  const contexts = [];
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context));
  await session.send('Runtime.enable');
  const { id: contextId } = contexts.find(({ origin }) => origin.startsWith('chrome-extension:'));
  const evaluate = async (expression) =>
    (await session.send('Runtime.evaluate', { contextId, expression })).result.objectId;
  const prototype = await evaluate('WebAssembly.Memory.prototype');
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }',
    returnByValue: true,
  });
  const full = await heap(session);
  await page.close();
  const plain = await opened(without.browser, url);
  const empty = await heap(await plain.createCDPSession());
  await plain.close();
  return { heap: full - empty, module: result.value };
}

// ---- Telling ----

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;
const ms = (value) => `${value.toFixed(1)} ms`;
const kb = (bytes) => `${Math.round(bytes / 1000)} KB`;

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

const server = await serve(folder, { common: { 'content-security-policy': "script-src 'wasm-unsafe-eval'" } });
const own = await serve('tests/pages');
const quoth = await start('chromium');
// Where Quoth has no access, it does not run.
const bare = await start('chromium', { access: [] });
try {
  quoth.extension = await extensionPage(quoth.browser);
  const found = {};
  const address = (page) => `${server.origin}/${encodeURIComponent(page)}`;
  for (const page of pages) {
    const url = address(page);
    found[page.slice(0, -5)] = await measure(quoth, url);
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  const read = Object.values(found).filter(({ quoth }) => quoth.timing.scan_ms !== undefined);
  console.log(`${pages.length} pages, ${read.length} of them read as articles.\n`);

  const stages = [
    ['is it an article? (loader)', 'check_ms'],
    ['find and read it', 'scan_ms'],
    ['who said what', 'analyse_ms'],
    ['highlight', 'paint_ms'],
  ];
  const middle = (times) => at(times, 0.5);
  const all = (timing) => stages.reduce((sum, [, stage]) => sum + timing[stage], 0);
  const row = (name, of) => [name, ms(at(read.map(of), 0.5)), ms(at(read.map(of), 0.95))];
  const work = ({ runs }) => middle(runs.map(all));
  const theirs = ({ readability }) => middle(readability.times);
  const next = await walked(quoth, pages.filter((_, at) => at % NEXT === 0).map(address));
  const share = (part) => `${((100 * at(read.map(work), part)) / at(read.map(theirs), part)).toFixed(0)} %`;
  console.log(table(['main thread, a page', 'median', '95th of 100'], [
    ...stages.map(([name, stage]) => row(name, ({ runs }) => middle(runs.map((timing) => timing[stage])))),
    row('**Quoth, all of it**', work),
    row("Readability's `parse`", theirs),
    ['Quoth, as a share of it', share(0.5), share(0.95)],
    row('the first run, that compiles: Quoth', ({ runs }) => all(runs[0])),
    ['… where the tab showed another article of the site before', ms(at(next.map(all), 0.5)), ms(at(next.map(all), 0.95))],
    row('the first run: Readability', ({ readability }) => readability.times[0]),
  ]));

  const sets = {};
  for (const id of Object.keys(found).filter((id) => truth[id])) (sets[id.split('-')[0]] ??= []).push(id);
  if (Object.keys(sets).length) {
    console.log(`\n${table(['the right text, F1', 'pages', 'Quoth', 'Readability'], Object.entries(sets).map(([set, ids]) => {
      const score = (text) => f1(ids.map((id) => [truth[id].text, text(found[id])])).toFixed(3);
      return [set, ids.length, score(({ quoth }) => quoth.article?.text ?? ''), score(({ readability }) => readability.text)];
    }))}`);
  }

  const others = [];
  for (const name of OTHERS.flatMap((name) => Array(RUNS).fill(name))) {
    const page = await quoth.browser.newPage();
    await page.goto(`${own.origin}/${name}.html`);
    others.push(await report(quoth.extension, page.url()));
    await page.close();
  }
  const weights = [];
  for (const page of pages.slice(0, WEIGHED)) weights.push(await weigh(quoth, bare, address(page)));
  const loaded = LOADED.map((file) => readFileSync(join('dist/chromium', file)));
  console.log(`\n${table(['', 'median', '95th of 100'], [
    row('start on an article: fetch, compile, instantiate', ({ quoth }) => quoth.timing.init_ms),
    ['on a page that is no article', ms(at(others.map(({ timing }) => timing.check_ms), 0.5)), ms(at(others.map(({ timing }) => timing.check_ms), 0.95))],
    ['memory: the module', kb(at(weights.map((w) => w.module), 0.5)), kb(at(weights.map((w) => w.module), 0.95))],
    ["memory: JavaScript's heap", kb(at(weights.map((w) => w.heap), 0.5)), kb(at(weights.map((w) => w.heap), 0.95))],
  ])}`);
  const sum = (bytes) => bytes.reduce((all, part) => all + part, 0);
  console.log(`\nAn article loads ${kb(sum(loaded.map((file) => file.length)))} (${kb(sum(loaded.map((file) => gzipSync(file).length)))} packed), ` +
    `any other page ${kb(statSync('dist/chromium/content.js').size)}.`);
} finally {
  await Promise.all([quoth.close(), bare.close()]);
  server.close();
  own.close();
}
