// The welcome page: says what Quoth is, and lets the reader grant and take back access to all sites.

const api = globalThis.browser ?? globalThis.chrome;
const EVERYWHERE = { origins: ['*://*/*'] };
const button = document.getElementById('switch');
const outcome = document.getElementById('outcome');
const text = (name) => api.i18n.getMessage(name);

document.documentElement.lang = api.i18n.getUILanguage();
for (const part of document.querySelectorAll('[data-i18n]')) part.textContent = text(part.dataset.i18n);

let on = false;
const show = async () => {
  on = await api.permissions.contains(EVERYWHERE);
  button.classList.toggle('on', on);
  button.textContent = text(on ? 'welcome_revoke' : 'welcome_grant');
};

button.addEventListener('click', () => {
  // Before anything is awaited: after that it would no longer count as the reader's click.
  const done = on ? api.permissions.remove(EVERYWHERE) : api.permissions.request(EVERYWHERE);
  done.then(show).then(() => (outcome.textContent = text(on ? 'welcome_granted' : 'welcome_refused')), console.error);
});
// The browser's own settings change it too.
api.permissions.onAdded.addListener(show);
api.permissions.onRemoved.addListener(show);
show();
