// Lays out dist/BROWSER for each browser: the extension's files, the two modules, and the manifest without the other's keys.
//   node tools/pack.mjs EXTENSION BUILT DIST
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [extension, built, dist] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
const version = /^version = "(.*)"$/m.exec(readFileSync('Cargo.toml', 'utf8'))[1];
if (manifest.version !== version) throw new Error(`the manifest says version ${manifest.version}, Cargo.toml ${version}`);

const without = (object, ...keys) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const core = ['quoth.js', 'quoth_bg.wasm'];
const pages = ['quoth_pages.js', 'quoth_pages_bg.wasm'];
const builds = {
  chromium: {
    manifest: {
      ...without(manifest, 'browser_specific_settings'),
      background: without(manifest.background, 'scripts'),
    },
    // A draft has no module as JavaScript.
    modules: { core: process.env.QUOTH_DRAFT ? core : [...core, 'quoth_plain.js'], pages },
  },
  firefox: {
    manifest: {
      ...without(manifest, 'minimum_chrome_version', 'message_serialization'),
      background: without(manifest.background, 'service_worker'),
    },
    // Extensions may run WebAssembly there on any page.
    modules: { core, pages },
  },
};

for (const [browser, { manifest, modules }] of Object.entries(builds)) {
  const to = join(dist, browser);
  rmSync(to, { recursive: true, force: true });
  cpSync(extension, to, { recursive: true });
  for (const [folder, files] of Object.entries(modules)) {
    mkdirSync(join(to, folder), { recursive: true });
    for (const file of files) cpSync(join(built, folder, file), join(to, folder, file));
  }
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
}
