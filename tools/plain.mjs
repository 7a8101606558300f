// Makes a content script of the module that wasm2js wrote: minified, and in the place of WebAssembly.
//   node tools/plain.mjs MODULE OUT
import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const [from, to] = process.argv.slice(2);
const module = readFileSync(from, 'utf8');
const piece = (pattern) => pattern.exec(module) ?? fail(pattern);
const fail = (pattern) => {
  throw new Error(`${from} is not as wasm2js wrote it so far: no ${pattern}`);
};

// A module of imports, a function that instantiates, a call of it, and exports.
const [, body] = piece(/^(?:import .*\n)*([^]*?\nfunction asmFunc\(imports\) \{[^]*?)\nvar retasmFunc = asmFunc\(/);

// Memory that grew: wasm2js copies it and leaves the old one lying, which the glue would go on writing to. As in
// WebAssembly the old one must be gone; and then nothing needs to be copied.
const [copied] = piece(/new ArrayBuffer\(newPages << 16\);\s*var newHEAP8 = new Int8Array\(newBuffer\);\s*newHEAP8\.set\(HEAP8\);/);

const script = `(() => {
${body.replace(copied, 'buffer.transfer(newPages << 16);')}
// The glue asks this function for an instance, whichever way the module came. Where this script runs, the page's policy
// refuses the real one, and the script's world is Quoth's own: the page's WebAssembly stays as it is.
WebAssembly.instantiate = async (module, imports) => ({ module, instance: { exports: asmFunc(imports) } });
})();
`;
const minify = process.env.PLAIN_READABLE === undefined;
writeFileSync(to, transformSync(script, { minify, target: 'chrome128', legalComments: 'none' }).code);
