// Lays out dist/BROWSER for each browser: the extension's files, the core, and the manifest without the other's keys.
//   node tools/pack.mjs EXTENSION CORE DIST
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [extension, core, dist] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
const version = /^version = "(.*)"$/m.exec(readFileSync('Cargo.toml', 'utf8'))[1];
if (manifest.version !== version) throw new Error(`the manifest says version ${manifest.version}, Cargo.toml ${version}`);

const without = (object, ...keys) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const CORE = ['quoth.js', 'quoth_bg.wasm'];
const builds = {
  chromium: {
    manifest: {
      ...without(manifest, 'browser_specific_settings'),
      background: without(manifest.background, 'scripts'),
    },
    core: [...CORE, 'quoth_plain.js'],
  },
  firefox: {
    manifest: {
      ...without(manifest, 'minimum_chrome_version'),
      background: without(manifest.background, 'service_worker'),
    },
    // Extensions may run WebAssembly there on any page.
    core: CORE,
  },
};

for (const [browser, { manifest, core: files }] of Object.entries(builds)) {
  const to = join(dist, browser);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'core'), { recursive: true });
  cpSync(extension, to, { recursive: true });
  for (const file of files) cpSync(join(core, file), join(to, 'core', file));
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
}
