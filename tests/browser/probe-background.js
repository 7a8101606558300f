// Added to the tests' copy of the extension, before its background script: does what a test asks for through the probe.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const asked = {
    // What the toolbar button, a command or another part of the extension would send to the tab.
    send: ({ message }, tab) => api.tabs.sendMessage(tab.id, message),
    badge: async (_, tab) => ({ text: await api.action.getBadgeText({ tabId: tab.id }), title: await api.action.getTitle({ tabId: tab.id }) }),
    permissions: () => api.permissions.getAll(),
    scripts: () => api.scripting.getRegisteredContentScripts(),
  };
  api.runtime.onMessage.addListener((message, sender, answer) => {
    if (!message?.quothProbe) return;
    Promise.resolve(asked[message.quothProbe.name](message.quothProbe, sender.tab)).then(answer, (error) => answer({ error: String(error) }));
    return true;
  });
})();
