// Added to the tests' copy of the extension, before its content script: lets a test look into the panel's closed shadow
// root, by the way that the browsers keep for extensions. It changes nothing.
(() => {
  // Remembered: once the extension is updated the way is barred, and a test wants to see what is shown then.
  const roots = new WeakMap();
  const rootOf = (element) => {
    if (!roots.has(element)) {
      try {
        const root = element.openOrClosedShadowRoot ?? globalThis.chrome?.dom?.openOrClosedShadowRoot(element);
        if (root) roots.set(element, root);
      } catch {
        // Barred.
      }
    }
    return roots.get(element);
  };
  const hosts = () => [...document.documentElement.children, ...(document.body?.children ?? [])].filter((element) => rootOf(element));
  const all = (selector) => hosts().flatMap((host) => [...rootOf(host).querySelectorAll(selector)]);

  const describe = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { color, backgroundColor, borderColor, opacity } = getComputedStyle(element);
    return {
      tag: element.localName,
      // What is scrolled far out of sight is not laid out, and then has no inner text in Firefox.
      text: element.innerText || element.textContent,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      box: { x, y, width, height },
      // Seen by the reader: has a box, and some of it inside the window.
      visible: element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0,
      focused: element.getRootNode().activeElement === element && document.hasFocus(),
      style: { color, backgroundColor, borderColor, opacity },
    };
  };

  // There is no paper: that the page is printed is noted, and goes on until the test has looked at it.
  let printing = false;
  let printed;
  const hold = () => {
    window.print = () => (printing = true);
    const { runtime } = globalThis.chrome;
    const send = runtime.sendMessage.bind(runtime);
    runtime.sendMessage = async (message) => {
      if (message.type === 'printed') await new Promise((done) => (printed = done));
      return send(message);
    };
  };

  const asked = {
    hold,
    printing: () => printing,
    printed: () => printed(),
    // Whether the module runs as WebAssembly in this world, or something was put in its place.
    wasm: () => /\[native code\]/.test(WebAssembly.instantiate),
    hosts: () => hosts().map(describe),
    all: ({ selector }) => all(selector).map(describe),
    moving: () => hosts().some((host) => rootOf(host).getAnimations().some(({ playState }) => playState === 'running')),
    // axe looks into shadow roots that are open: in this world alone, ours is.
    axe: async () => {
      const [host] = hosts();
      if (!host.shadowRoot) Object.defineProperty(host, 'shadowRoot', { value: rootOf(host) });
      const { violations, passes } = await axe.run(host);
      const seen = passes.flatMap(({ nodes }) => nodes.flatMap(({ target }) => target)).filter((target) => Array.isArray(target));
      if (!seen.length) return ['axe did not look into the panel'];
      return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ''}`).join(', ')}`);
    },
    bring: ({ selector, index }) => {
      const element = all(selector)[index];
      element.scrollIntoView({ block: 'nearest' });
      return describe(element);
    },
  };

  addEventListener('quoth-probe', async ({ detail }) => {
    const { id, name, given } = JSON.parse(detail);
    const answer = { id };
    try {
      answer.value = await asked[name](given);
    } catch (error) {
      answer.error = String(error);
    }
    dispatchEvent(new CustomEvent('quoth-probe-answer', { detail: JSON.stringify(answer) }));
  });
})();
