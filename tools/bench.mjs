// Times the module in Chromium, beside compromise and wink-nlp on the same articles, and prints a table.
//   CHROMIUM=… node tools/bench.mjs MODULE_FOLDER CORE_FOLDER ARTICLES   (what ./build.sh bench does)
// ARTICLES is a file of {"text"} by the line, or a folder of the project's own articles.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { options } from './browsers.mjs';

const [moduleFolder, coreFolder, source] = process.argv.slice(2);

const read = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true })
        .filter((name) => name.endsWith('.txt'))
        .sort()
        // Behind the article stands what is to be found in it.
        .map((name) => readFileSync(join(path, name), 'utf8').split('\n---\n')[0])
    : readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line).text);
const texts = read(source);

const bundle = async (name) => {
  const { outputFiles } = await build({
    entryPoints: [`benches/browser/${name}.mjs`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: name,
    platform: 'browser',
  });
  return ['text/javascript', outputFiles[0].contents];
};

const files = {
  '/': ['text/html', '<!doctype html><meta charset="utf-8">'],
  '/quoth.js': ['text/javascript', readFileSync(join(moduleFolder, 'quoth_bench.js'))],
  '/bench.wasm': ['application/wasm', readFileSync(join(moduleFolder, 'quoth_bench_bg.wasm'))],
  '/core.wasm': ['application/wasm', readFileSync(join(coreFolder, 'quoth_bg.wasm'))],
  '/compromise.js': await bundle('compromise'),
  '/wink.js': await bundle('wink'),
};
const server = createServer((request, response) => {
  const [type, body] = files[request.url] ?? ['text/plain', ''];
  response.writeHead(files[request.url] ? 200 : 404, { 'content-type': type });
  response.end(body);
}).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));

const browser = await puppeteer.launch({ ...options('chromium'), protocolTimeout: 600_000 });
try {
  const fresh = { quoth: [], wink: [], compromise: [] };
  for (let time = 0; time < 5; time++) {
    for (const name of Object.keys(fresh)) fresh[name].push(await inNewPage(onFreshPage, name, texts[time]));
  }
  print({ fresh, ...(await inNewPage(inPage, texts)) }, await browser.version());
} finally {
  await browser.close();
  server.close();
}

async function inNewPage(work, ...given) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const answer = await page.evaluate(work, ...given);
  await page.close();
  return answer;
}

// Runs in a page: from nothing to what one article says, which is what a reader waits for on every page.
async function onFreshPage(name, text) {
  const began = performance.now();
  const script = Object.assign(document.createElement('script'), { src: `${name}.js` });
  await new Promise((loaded) => {
    script.onload = loaded;
    document.head.append(script);
  });
  if (name === 'quoth') {
    await wasm_bindgen({ module_or_path: 'bench.wasm' });
    wasm_bindgen.analyse(text);
  } else if (name === 'wink') wink.viaWink(text);
  else compromise.viaCompromise(text);
  return performance.now() - began;
}

// Runs in a page.
async function inPage(texts) {
  for (const name of ['quoth', 'wink', 'compromise']) {
    const script = Object.assign(document.createElement('script'), { src: `${name}.js` });
    await new Promise((loaded) => {
      script.onload = loaded;
      document.head.append(script);
    });
  }
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const timed = async (work) => {
    const began = performance.now();
    const answer = await work();
    return [performance.now() - began, answer];
  };
  const bytes = (text) => new TextEncoder().encode(text).length;

  // Starting, as a content script does it but for the message that brings the module: five times, the middle one.
  const starts = [];
  for (let time = 0; time < 5; time++) {
    const [fetched, buffer] = await timed(async () => (await fetch('core.wasm', { cache: 'no-store' })).arrayBuffer());
    const [compiled, module] = await timed(() => WebAssembly.compile(buffer));
    const imports = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
    const [made] = await timed(() => WebAssembly.instantiate(module, imports));
    starts.push([fetched, compiled, made]);
  }
  const start = [0, 1, 2].map((part) => middle(starts.map((s) => s[part])));

  await wasm_bindgen({ module_or_path: 'bench.wasm' });
  const { analyse } = wasm_bindgen;
  // The same articles for all.
  const { viaWink, viaLeanWink } = wink;
  const engines = { quoth: analyse, wink: viaWink, 'wink, only sentences and tags': viaLeanWink, compromise: compromise.viaCompromise };
  // Enough of them to tell: the slowest takes seconds for 100 KB.
  const sample = [];
  let all = 0;
  for (const text of texts) {
    if (all > 100_000) break;
    sample.push(text);
    all += bytes(text);
  }
  // Each article's best of several rounds. Quick ones are warmed until the browser has optimised them, and all take turns,
  // round by round, so that what else the machine does meets each alike.
  const ROUNDS = 12;
  const WARM = 3000;
  const warmed = (run) => {
    const began = performance.now();
    do sample.forEach(run);
    while (performance.now() - began < WARM);
  };
  const best = (texts, runs) => {
    runs.forEach(warmed);
    const least = runs.map(() => texts.map(() => Infinity));
    const found = runs.map(() => 0);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, run] of runs.entries()) {
        for (const [which, text] of texts.entries()) {
          const began = performance.now();
          const count = run(text);
          least[at][which] = Math.min(least[at][which], performance.now() - began);
          if (!round) found[at] += count;
        }
      }
    }
    const sums = least.map((each) => each.reduce((sum, took) => sum + took, 0));
    return [sums, found];
  };
  const [sums, found] = best(sample, Object.values(engines));
  const rates = {};
  const counts = {};
  Object.keys(engines).forEach((name, at) => ([rates[name], counts[name]] = [all / sums[at], found[at]]));
  const whole = texts.reduce((sum, text) => sum + bytes(text), 0);
  const warm = whole / best(texts, [analyse])[0][0];

  // Texts of any size: articles one behind the other.
  const long = texts.join('\n\n');
  const text = long.repeat(Math.ceil(10_000_000 / long.length));
  const steps = [];
  for (const size of [1_000, 10_000, 100_000, 1_000_000, 10_000_000]) {
    const part = text.slice(0, size);
    const passes = [];
    for (let time = 0; time < (size > 1_000_000 ? 1 : size > 100_000 ? 3 : 9); time++) passes.push((await timed(() => analyse(part)))[0]);
    steps.push([size, Math.min(...passes)]);
  }
  const hostile = [];
  for (const [name, unit, times] of [
    ['a million straight marks', '"', 1_000_000],
    ['a million opening marks', '“', 1_000_000],
    ['a million single marks', "'", 1_000_000],
    ['one word of 10 MB', 'a', 10_000_000],
    ['100,000 openers never closed', '“It is late, he said.\n\n', 100_000],
    ['bidi and zero-width characters', '\u202e\u200b\u2066', 300_000],
    ['a million lone surrogates', '\ud800', 1_000_000],
    ['rebuttals', 'He denied that it was late. That is false.\n\n', 20_000],
  ]) {
    const [quarter] = await timed(() => analyse(unit.repeat(times / 4)));
    const [took] = await timed(() => analyse(unit.repeat(times)));
    hostile.push([name, took, took / quarter / 4]);
  }
  return { start, all, whole, articles: sample.length, counts, rates, warm, steps, hostile };
}

function print({ fresh, start, all, whole, articles, counts, rates, warm, steps, hostile }, version) {
  const row = (...cells) => console.log(cells[0].padEnd(34), ...cells.slice(1).map((c) => String(c).padStart(11)));
  const one = (value) => value.toFixed(1);
  console.log(`${version}; articles: ${source}`);
  console.log('\nstart, ms');
  row('fetch', one(start[0]));
  row('compile', one(start[1]));
  row('instantiate', one(start[2]));
  console.log('\na fresh page, from nothing to the statements of one article: ms, middle of five');
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  for (const [name, took] of Object.entries(fresh)) row(name, one(middle(took)));
  console.log(`\nthe same ${articles} articles, ${one(all / 1000)} KB, warm, each article at its best`);
  row('', 'KB/s', 'Quoth is', 'quotes');
  for (const [name, rate] of Object.entries(rates)) row(name, Math.round(rate), `${one(rates.quoth / rate)} ×`, counts[name]);
  console.log(`\nQuoth on all ${texts.length} articles, ${one(whole / 1000)} KB: ${(warm / 1000).toFixed(2)} MB/s`);
  console.log('\narticles one behind the other');
  row('characters', 'ms', 'MB/s', 'ratio/10');
  steps.forEach(([size, took], at) =>
    row(String(size), one(took), (size / took / 1000).toFixed(2), at ? (took / steps[at - 1][1] / 10).toFixed(2) : ''),
  );
  console.log('\nhostile texts (ratio: to a quarter of the text, by four; 1 is linear)');
  row('', 'ms', 'ratio');
  for (const [name, took, ratio] of hostile) row(name, one(took), ratio.toFixed(2));
}
