// Makes the glue smaller, which a browser reads anew on every article: the functions that the module imports from it get
// names of two letters, in both (wasm-bindgen's own end in a hash each, which no packer makes smaller), and it is minified.
// The panel's style goes with it: as text it has no business in the module, from which it would be copied out again.
//   node tools/glue.mjs GLUE MODULE STYLE
import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { IMPORTS, coded, head, named, number, section, sections, text } from './sections.mjs';

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
const parts = [head(wasm)];
for (const { kind, body, bytes } of sections(wasm)) {
  if (kind !== IMPORTS) {
    parts.push(bytes);
    continue;
  }
  let [count, next] = number(wasm, body);
  const content = coded(count);
  while (count--) {
    let from, name;
    [from, next] = text(wasm, next);
    [name, next] = text(wasm, next);
    const what = next;
    [, next] = number(wasm, what + 1);
    content.push(...named(from), ...named(short.get(name)), ...wasm.subarray(what, next));
  }
  parts.push(section(IMPORTS, content));
}
writeFileSync(modulePath, Buffer.concat(parts));
const small = { minify: true, target: ['chrome128', 'firefox140'], legalComments: 'none' };
const style = transformSync(readFileSync(stylePath, 'utf8'), { ...small, loader: 'css' }).code.trim();
writeFileSync(gluePath, transformSync(`${glue}\nconst QuothStyle = ${JSON.stringify(style)};`, small).code);
