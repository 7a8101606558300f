// The background: keeps the content script registered for the sites the reader granted, runs it elsewhere when
// asked to, and answers it.

import { load, loadPlain } from './background/core.js';

const api = globalThis.browser ?? globalThis.chrome;
const SCRIPT = 'content';
const LOADER = 'content.js';

// One after the other: two registrations at once would collide.
let last = Promise.resolve();
const keepInStep = () => (last = last.then(register).catch(console.error));

async function register() {
  const { origins = [] } = await api.permissions.getAll();
  const [known] = await api.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
  if (!origins.length) return known && api.scripting.unregisterContentScripts({ ids: [SCRIPT] });
  const script = { id: SCRIPT, js: [LOADER], matches: origins, runAt: 'document_idle' };
  await (known ? api.scripting.updateContentScripts([script]) : api.scripting.registerContentScripts([script]));
}

// The tabs that were open before the access was granted. Some refuse (stores, the browser's own pages): leave them.
async function runInOpenTabs(origins) {
  for (const tab of await api.tabs.query({ url: origins, discarded: false })) run(tab).catch(() => {});
}

const run = (tab) => api.scripting.executeScript({ target: { tabId: tab.id }, files: [LOADER] });

// The reader asked for Quoth on this tab, and with that gave it access (activeTab).
async function ask(tab, message) {
  try {
    await run(tab);
  } catch {
    api.action.setBadgeText({ tabId: tab.id, text: '–' });
    api.action.setTitle({ tabId: tab.id, title: api.i18n.getMessage('action_refused') });
    return;
  }
  // Gone by now, or never there: nothing to tell anybody.
  await api.tabs.sendMessage(tab.id, message).catch(() => {});
}

function badge(tabId, count) {
  api.action.setBadgeText({ tabId, text: count ? String(count) : '' });
  const title = count ? api.i18n.getMessage('badge_title', [String(count)]) : '';
  api.action.setTitle({ tabId, title });
}

api.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== api.runtime.id || !sender.tab) return;
  if (message.type === 'badge') badge(sender.tab.id, message.count);
  const loading = { load, loadPlain }[message.type];
  if (!loading) return;
  loading(sender).then(
    (module) => answer({ module }),
    (why) => {
      console.error(why);
      answer({ failed: true });
    },
  );
  return true;
});

api.permissions.onAdded.addListener(({ origins = [] }) => {
  keepInStep();
  if (origins.length) runInOpenTabs(origins);
});
api.permissions.onRemoved.addListener(keepInStep);
api.runtime.onStartup.addListener(keepInStep);
api.runtime.onInstalled.addListener(({ reason }) => {
  keepInStep();
  api.contextMenus.removeAll().then(() =>
    api.contextMenus.create({
      id: 'show',
      title: api.i18n.getMessage('menu_show'),
      contexts: ['page', 'selection'],
      documentUrlPatterns: ['*://*/*'],
    }),
  );
  if (reason === 'install') api.tabs.create({ url: api.runtime.getURL('welcome.html') });
});

api.action.onClicked.addListener((tab) => ask(tab, { type: 'toggle' }));
api.contextMenus.onClicked.addListener((_, tab) => ask(tab, { type: 'open' }));
api.commands.onCommand.addListener((command, tab) => tab && ask(tab, { type: command }));
