// The archives for the stores: each browser's build, and the source from which Mozilla's reviewers build it again. The
// same files make the same bytes, wherever and whenever: they are sorted, and have one date.
//   node tools/package.mjs pack SOURCE DIST TO
//   node tools/package.mjs unpack ARCHIVE TO
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';

// The first that a zip can have, at noon: no time zone makes it another day.
const DATE = new Date(1980, 0, 1, 12);
const UNIX = 3;

const [command, ...given] = process.argv.slice(2);
if (command === 'pack') pack(...given);
else if (command === 'unpack') unpack(...given);
else throw new Error(`no such command: ${command}`);

function pack(source, dist, to) {
  const { version } = JSON.parse(readFileSync(join(source, 'extension/manifest.json'), 'utf8'));
  // What git ignores, all of it whole folders, is made by the build.
  const ignored = readFileSync(join(source, '.gitignore'), 'utf8').split('\n').filter(Boolean);
  const ours = (path) => path !== '.git' && !ignored.includes(`/${path}`);
  mkdirSync(to, { recursive: true });
  for (const [name, folder, wanted] of [
    ['chromium', join(dist, 'chromium'), () => true],
    ['firefox', join(dist, 'firefox'), () => true],
    ['source', source, ours],
  ]) {
    const files = {};
    for (const path of list(folder, '', wanted).sort()) {
      const file = join(folder, path);
      const mode = statSync(file).mode & 0o100 ? 0o755 : 0o644;
      files[path] = [readFileSync(file), { attrs: ((0o100000 | mode) << 16) >>> 0 }];
    }
    const archive = zipSync(files, { level: 9, mtime: DATE, os: UNIX });
    const file = join(to, `quoth-${version}-${name}.zip`);
    writeFileSync(file, archive);
    console.log(`${file}: ${Object.keys(files).length} files, ${Math.round(archive.length / 1000)} KB`);
  }
}

function list(folder, at, wanted) {
  return readdirSync(join(folder, at), { withFileTypes: true })
    .map((entry) => ({ entry, path: at ? `${at}/${entry.name}` : entry.name }))
    .filter(({ path }) => wanted(path))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? list(folder, path, wanted) : path));
}

function unpack(archive, to) {
  for (const [path, content] of Object.entries(unzipSync(readFileSync(archive)))) {
    const file = join(to, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (path.endsWith('.sh') || path.startsWith('.ci/')) chmodSync(file, 0o755);
  }
}
