// The demo on the welcome page: the core runs on this page's own article, as the content script runs it on others.
/* global wasm_bindgen */
import { save as saveHere } from './background/take.js';
import init, { highlight_styles, settings_of_page } from './pages/quoth_pages.js';

const api = globalThis.browser ?? globalThis.chrome;
const stop = (why) => {
  console.error('Quoth stopped:', why);
  document.getElementById('demo').hidden = true;
};

// The page is our own: no need to hide a file from it, nor to ask the background for anything.
const save = async (name, kind, text) => saveHere({ name, kind, text });
const print = async () => window.print();

// The highlights as the reader wants them, from now on.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
const restyle = async () => {
  sheet.replaceSync(await highlight_styles());
  return (await settings_of_page('')).kinds;
};

try {
  const [kinds] = await Promise.all([init().then(restyle), wasm_bindgen({ module_or_path: 'core/quoth_bg.wasm' })]);
  const outside = { orphaned: () => !api.runtime?.id, badge() {}, mounted() {}, paints() {}, broke: stop, save, print };
  const core = wasm_bindgen.start(outside, 0, kinds);
  api.storage.onChanged.addListener(() => restyle().then((kinds) => core.receive(`kinds ${kinds}`), stop));
  for (const button of document.querySelectorAll('[data-demo]')) {
    button.addEventListener('click', () => core.receive(button.dataset.demo));
  }
  // The toolbar button and the keys: no content script runs here to hear them.
  const { id } = await api.tabs.getCurrent();
  api.runtime.onMessage.addListener((message, _, answer) => {
    if (message.type === 'demo' && message.tab === id) {
      core.receive(message.wish.type);
      const { status, said } = core.receive('report');
      answer({ on: true, status, ...said });
    }
  });
} catch (why) {
  stop(why);
}
