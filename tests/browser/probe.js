// Added to the tests' copy of the extension, before its content script: lets a test look into the closed shadow root,
// and send to the content script what the background would. It changes nothing.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const rootOf = (element) => element.openOrClosedShadowRoot ?? api.dom?.openOrClosedShadowRoot(element);

  const hosts = () => [...document.documentElement.children, ...(document.body?.children ?? [])].filter((e) => rootOf(e));

  const describe = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      tag: element.localName,
      text: element.innerText ?? element.textContent,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      box: { x, y, width, height },
      visible: element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 0 && height > 0,
      focused: element.getRootNode().activeElement === element,
      colour: style.color,
      background: style.backgroundColor,
    };
  };

  const asked = {
    hosts: () => hosts().map(describe),
    all: ({ selector }) => hosts().flatMap((host) => [...rootOf(host).querySelectorAll(selector)]).map(describe),
    html: () => hosts().map((host) => rootOf(host).innerHTML),
    background: (message) => api.runtime.sendMessage({ quothProbe: message }),
  };

  addEventListener('quoth-probe', async ({ detail }) => {
    const { id, name, with: given } = JSON.parse(detail);
    const answer = { id };
    try {
      answer.value = await asked[name](given);
    } catch (error) {
      answer.error = String(error);
    }
    dispatchEvent(new CustomEvent('quoth-probe-answer', { detail: JSON.stringify(answer) }));
  });
})();
