// The demo on the welcome page: the core runs on this page's own article, as the content script runs it on others.
/* global wasm_bindgen */

const api = globalThis.browser ?? globalThis.chrome;
const stop = (why) => {
  console.error('Quoth stopped:', why);
  document.getElementById('demo').hidden = true;
};

// The page is our own: no need to hide a file from it, nor to ask the background for anything.
const save = async (name, kind, text) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: kind }));
  link.download = name;
  link.click();
};
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
      const report = core.receive(message.wish.type) ?? core.receive('report');
      const said = report.attributions.filter(({ repeats }) => repeats === null);
      const speakers = new Set(said.map(({ speaker }) => speaker).filter((speaker) => speaker !== null)).size;
      answer({ on: true, status: report.status, statements: said.length, speakers });
    }
  });
} catch (why) {
  stop(why);
}
