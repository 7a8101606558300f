// Lays out dist/BROWSER for each browser: the extension's files, the two modules, and the manifest without the other's keys.
//   node tools/pack.mjs EXTENSION MODULES DIST
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [extension, modules, dist] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
const version = /^version = "(.*)"$/m.exec(readFileSync('Cargo.toml', 'utf8'))[1];
if (manifest.version !== version) throw new Error(`the manifest says version ${manifest.version}, Cargo.toml ${version}`);

const without = (object, ...keys) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const manifests = {
  chromium: {
    ...without(manifest, 'browser_specific_settings'),
    background: without(manifest.background, 'scripts'),
  },
  firefox: {
    ...without(manifest, 'minimum_chrome_version'),
    background: without(manifest.background, 'service_worker'),
  },
};

for (const [browser, manifest] of Object.entries(manifests)) {
  const to = join(dist, browser);
  rmSync(to, { recursive: true, force: true });
  cpSync(extension, to, { recursive: true });
  for (const [folder, name] of [['core', 'quoth'], ['pages', 'quoth_pages']]) {
    mkdirSync(join(to, folder), { recursive: true });
    for (const file of [`${name}.js`, `${name}_bg.wasm`]) cpSync(join(modules, folder, file), join(to, folder, file));
  }
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
}
