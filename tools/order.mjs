// Says in which order the functions of a module pack best. What packs it looks for a run of bytes in the 32 KB before, so
// functions that are alike should stand close to each other; compilers leave them as they come. Each function gets a name
// by its place, and wasm-opt's `--reorder-functions-by-name` moves them.
//   node tools/order.mjs MODULE
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { CODE, CUSTOM, IMPORTS, coded, named, number, section, sections } from './sections.mjs';

const path = process.argv[2];
const wasm = readFileSync(path);

let imported = 0;
const functions = [];
for (const { kind, body } of sections(wasm)) {
  if (kind === IMPORTS) [imported] = number(wasm, body);
  if (kind !== CODE) continue;
  let [count, at] = number(wasm, body);
  while (count--) {
    const [length, start] = number(wasm, at);
    functions.push(wasm.subarray(at, start + length));
    at = start + length;
  }
}

// The runs of four bytes that a function has, and for each run the functions that have it. What only one has joins nothing;
// what a quarter of them have says nothing.
const RUN = 4;
const runs = functions.map((code) => {
  const all = new Set();
  for (let at = 0; at + RUN <= code.length; at++) all.add(code.readInt32LE(at));
  return all;
});
const users = new Map();
runs.forEach((all, at) => all.forEach((run) => (users.get(run) ?? users.set(run, []).get(run)).push(at)));
for (const [run, all] of users) if (all.length < 2 || all.length > functions.length / 4) users.delete(run);

// From the longest on, each time the function that has the most in common with those before it: the nearer they are and
// the rarer what they share, the more it counts. What is long shares more without being more alike.
function inOrder(fade, length) {
  const common = new Float64Array(functions.length);
  const weight = functions.map((code) => (code.length + 20) ** length);
  const left = new Set(functions.keys());
  const order = [];
  let next = functions.reduce((best, code, at) => (code.length > functions[best].length ? at : best), 0);
  while (next !== undefined) {
    order.push(next);
    left.delete(next);
    const faded = fade ** (functions[next].length / 1000);
    for (const at of left) common[at] *= faded;
    for (const run of runs[next]) {
      const all = users.get(run) ?? [];
      for (const at of all) common[at] += 1 / all.length;
    }
    next = undefined;
    for (const at of left) if (next === undefined || common[at] / weight[at] > common[next] / weight[next]) next = at;
  }
  return order;
}

// Which of them packs best differs from module to module, by some hundred bytes.
const packed = (order) => gzipSync(Buffer.concat(order.map((at) => functions[at])), { level: 9 }).length;
const orders = [0.93, 0.95, 0.97].flatMap((fade) => [0.65, 0.7, 0.75].map((length) => inOrder(fade, length)));
const sizes = orders.map(packed);
const best = orders[sizes.indexOf(Math.min(...sizes))];

const FUNCTION_NAMES = 1;
const names = [...coded(functions.length)];
const place = new Map(best.map((at, place) => [at, place]));
functions.forEach((_, at) => names.push(...coded(imported + at), ...named(String(place.get(at)).padStart(5, '0'))));
const content = [...named('name'), FUNCTION_NAMES, ...coded(names.length), ...names];
writeFileSync(path, Buffer.concat([wasm, section(CUSTOM, content)]));
