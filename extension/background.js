// The background: keeps the content script registered where the reader wants it, runs it elsewhere when asked to, and
// brings the core into its page. What the reader's settings mean for all of that is decided in Rust.
import { ORIGIN, load, loadPlain } from './background/core.js';
import { onPaper, save } from './background/take.js';
import init, { highlight_styles, keep_in_step, settings_of_page, tell_pages } from './pages/quoth_pages.js';

const api = globalThis.browser ?? globalThis.chrome;
const LOADER = 'content.js';

let started;
const rust = () => (started ??= init());
const styles = () => rust().then(highlight_styles);

// One after the other: two registrations at once would collide.
let last = Promise.resolve();
const keepInStep = () => (last = last.then(rust).then(() => keep_in_step(LOADER)).catch(console.error));
const tellPages = (changes, area) => rust().then(() => tell_pages(LOADER, ORIGIN, changes, area)).catch(console.error);

const run = (tab) => api.scripting.executeScript({ target: { tabId: tab }, files: [LOADER] });

// The reader asked for Quoth on this tab, and with that gave it access (activeTab). Answers what the page answers.
async function ask(tab, wish) {
  try {
    await run(tab);
  } catch {
    // The welcome page runs Quoth by itself, on its demo.
    const demo = await api.runtime.sendMessage({ type: 'demo', tab, wish }).catch(() => null);
    if (demo) return demo;
    api.action.setBadgeText({ tabId: tab, text: '–' });
    api.action.setTitle({ tabId: tab, title: api.i18n.getMessage('action_refused') });
    return { status: 'refused' };
  }
  // Gone by now: nothing to tell anybody.
  return api.tabs.sendMessage(tab, wish).catch(() => null);
}

function badge(tabId, count) {
  api.action.setBadgeText({ tabId, text: count ? String(count) : '' });
  const title = count ? api.i18n.getMessage('badge_title', [String(count)]) : '';
  api.action.setTitle({ tabId, title });
}

// What the content scripts and the popup ask for, each answered with a promise.
const asked = {
  load: ({ bytes }, sender) => load(sender, styles(), bytes),
  loadPlain: (_, sender) => loadPlain(sender),
  save,
  print: (_, sender) => onPaper(sender, styles(), 'insertCSS'),
  printed: (_, sender) => onPaper(sender, styles(), 'removeCSS'),
  settings: ({ host }) => rust().then(() => settings_of_page(host)),
  ask: ({ tab, wish }, sender) => !sender.tab || fromOurPage(sender) ? ask(tab, wish) : null,
};
const fromOurPage = ({ url }) => url?.startsWith(api.runtime.getURL(''));

api.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== api.runtime.id) return;
  if (message.type === 'badge' && sender.tab) badge(sender.tab.id, message.count);
  if (!Object.hasOwn(asked, message.type)) return;
  Promise.resolve(asked[message.type](message, sender)).then(answer, (why) => {
    console.error(why);
    answer(null);
  });
  return true;
});

// The reader's settings and grants: registrations and open pages follow at once.
api.storage.onChanged.addListener((changes, area) => {
  if (area === 'session') return;
  keepInStep();
  tellPages(changes, area);
});
for (const change of [api.permissions.onAdded, api.permissions.onRemoved]) {
  change.addListener(() => {
    keepInStep();
    tellPages(null, '');
  });
}
api.runtime.onStartup.addListener(keepInStep);
api.runtime.onInstalled.addListener(({ reason }) => {
  keepInStep();
  makeMenus();
  if (reason === 'install') api.tabs.create({ url: api.runtime.getURL('welcome.html') });
});

// Firefox for Android has neither menus nor commands.
const MENUS = [
  { id: 'open', title: 'menu_show', contexts: ['page'] },
  { id: 'who', title: 'menu_who', contexts: ['selection'] },
];
async function makeMenus() {
  await api.contextMenus?.removeAll();
  for (const { id, title, contexts } of MENUS) {
    api.contextMenus?.create({ id, title: api.i18n.getMessage(title), contexts, documentUrlPatterns: ['*://*/*'] });
  }
}
api.contextMenus?.onClicked.addListener(({ menuItemId }, tab) => ask(tab.id, { type: menuItemId }));
api.commands?.onCommand.addListener((command, tab) => tab && ask(tab.id, { type: command }));

// Only where the reader's settings give the button no popup.
api.action.onClicked.addListener((tab) => ask(tab.id, { type: 'toggle' }));
