// The demo on the welcome page: the core runs on this page's own article, as the content script runs it on others.
/* global wasm_bindgen */
import { save as saveHere } from './background/take.js';

const api = globalThis.browser ?? globalThis.chrome;
const stop = (why) => {
  console.error('Quoth stopped:', why);
  document.getElementById('demo').hidden = true;
};

// The page is our own: no need to hide a file from it, nor to ask the background for anything.
const save = async (name, kind, text) => saveHere({ name, kind, text });
const print = async () => window.print();

try {
  await wasm_bindgen({ module_or_path: 'core/quoth_bg.wasm' });
  const outside = { orphaned: () => !api.runtime?.id, badge() {}, mounted() {}, paints() {}, broke: stop, save, print };
  const core = wasm_bindgen.start(outside, 0, 'quote statement rebuttal');
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
