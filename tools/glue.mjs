// Makes the glue smaller, which a browser reads anew on every article: the functions that the module imports from it get
// names of two letters, in both (wasm-bindgen's own end in a hash each, which no packer makes smaller), and it is minified.
// The panel's style goes with it: as text it has no business in the module, from which it would be copied out again.
//   node tools/glue.mjs GLUE MODULE STYLE
import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const [gluePath, modulePath, stylePath] = process.argv.slice(2);
const wasm = readFileSync(modulePath);
const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
const short = new Map(imports.map(({ name }, at) => [name, at.toString(36).padStart(2, '0')]));
const functions = imports.filter(({ kind }) => kind === 'function');
if (short.size !== imports.length || functions.length !== imports.length) {
  throw new Error('every import was to be a function with a name of its own');
}

// In the glue each is a key of one object. It may offer some that the optimiser took out of the module.
const found = new Set();
const glue = readFileSync(gluePath, 'utf8').replace(/^( {12})(__wb\w+)(?=: )/gm, (key, indent, name) => {
  found.add(name);
  return short.has(name) ? `${indent}"${short.get(name)}"` : key;
});
const missing = [...short.keys()].find((name) => !found.has(name));
if (missing) throw new Error(`the glue does not offer ${missing}`);

// The module anew: its sections as they are, but for the one of the imports.
const IMPORTS = 2;
const number = (at) => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value += (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
};
const coded = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...coded(value >>> 7)]);
const named = (text) => [...coded(text.length), ...Buffer.from(text, 'latin1')];
const textAt = (at) => {
  const [length, start] = number(at);
  return [wasm.toString('utf8', start, start + length), start + length];
};

const parts = [wasm.subarray(0, 8)];
for (let at = 8; at < wasm.length; ) {
  const [length, body] = number(at + 1);
  const end = body + length;
  if (wasm[at] === IMPORTS) {
    let [count, next] = number(body);
    const section = coded(count);
    while (count--) {
      let from, name;
      [from, next] = textAt(next);
      [name, next] = textAt(next);
      const kind = next;
      [, next] = number(kind + 1);
      section.push(...named(from), ...named(short.get(name)), ...wasm.subarray(kind, next));
    }
    parts.push(Buffer.from([IMPORTS, ...coded(section.length), ...section]));
  } else {
    parts.push(wasm.subarray(at, end));
  }
  at = end;
}
writeFileSync(modulePath, Buffer.concat(parts));
const small = { minify: true, target: ['chrome128', 'firefox140'], legalComments: 'none' };
const style = transformSync(readFileSync(stylePath, 'utf8'), { ...small, loader: 'css' }).code.trim();
writeFileSync(gluePath, transformSync(`${glue}\nconst QuothStyle = ${JSON.stringify(style)};`, small).code);
