// Brings the core into a page: the glue, the styles of the highlights, and the module. No file of it is web-accessible:
// a page cannot find out by its address that Quoth is there, and no policy of the page is in the way.

const api = globalThis.browser ?? globalThis.chrome;
// Of which origin the highlights' styles are so that they reach into the page's shadow trees, and no tree is changed for
// it: in Firefox those of users alone do, in Chromium those of authors, where they come from an extension.
export const ORIGIN = api.runtime.getBrowserInfo ? 'USER' : 'AUTHOR';
const GLUE = 'core/quoth.js';
const MODULE = 'core/quoth_bg.wasm';
// The module as JavaScript. Firefox lets extensions run WebAssembly on any page, and its build has none.
const PLAIN = 'core/quoth_plain.js';

// Kept while the background lives: the next article may come soon.
let kept;
const module = async () => (kept ??= new Uint8Array(await (await fetch(api.runtime.getURL(MODULE))).arrayBuffer()));

// Puts the core into the frame that asked. Answers the module; or nothing where WebAssembly is known to be refused, which
// then runs the module as JavaScript. `bytes` came as such where messages carry them; else the module goes as text.
export async function load(sender, styles, bytes) {
  const glue = inject(sender, GLUE);
  // Not waited for: what is painted before is seen when they are there.
  styles.then((css) => api.scripting.insertCSS({ target: frame(sender), css, origin: ORIGIN })).catch(console.error);
  if (await isStrict(sender)) {
    await glue;
    await inject(sender, PLAIN);
    return '';
  }
  const [read] = await Promise.all([module(), glue]);
  return ArrayBuffer.isView(bytes) ? read : toBase64(read);
}

// The frame that asked has the glue, but its policy refuses the module.
export async function loadPlain(sender) {
  await Promise.all([inject(sender, PLAIN), noteStrict(sender)]);
  return '';
}

const frame = ({ tab, frameId }) => ({ tabId: tab.id, frameIds: [frameId] });
const inject = (sender, file) => api.scripting.executeScript({ target: frame(sender), files: [file] });

// The method is newer than the oldest Chromium that Quoth runs in.
function toBase64(bytes) {
  if (bytes.toBase64) return bytes.toBase64();
  const CHUNK = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

// ---- Sites that refuse ----

// Chromium reports a refused attempt to the page, as if the page itself had broken its policy. So a site that refused
// is not tried again until the browser closes: it is noted in memory, never on disk, and not from private windows.
const STRICT = 'strictSites';
const MOST_SITES = 200;

const siteOf = ({ url }) => new URL(url).origin;
const strictSites = async () => (await api.storage.session.get(STRICT))[STRICT] ?? [];
const isStrict = async (sender) => (await strictSites()).includes(siteOf(sender));

async function noteStrict(sender) {
  if (sender.tab.incognito) return;
  const others = (await strictSites()).filter((site) => site !== siteOf(sender));
  await api.storage.session.set({ [STRICT]: [...others, siteOf(sender)].slice(-MOST_SITES) });
}
