// The welcome page: says what Quoth is, and lets the reader grant and take back access to all sites.

const api = globalThis.browser ?? globalThis.chrome;
const EVERYWHERE = { origins: ['*://*/*'] };
const element = (id) => document.getElementById(id);
const text = (name) => api.i18n.getMessage(name);

document.documentElement.lang = api.i18n.getUILanguage();
for (const part of document.querySelectorAll('[data-i18n]')) part.textContent = text(part.dataset.i18n);

const show = async () => {
  const on = await api.permissions.contains(EVERYWHERE);
  element('grant').disabled = on;
  element('revoke').disabled = !on;
  return on;
};
const tell = async (otherwise) => {
  element('outcome').textContent = (await show()) ? text('welcome_granted') : otherwise;
};

// The request comes first: after an await it would no longer count as the reader's click.
element('grant').addEventListener('click', () => {
  api.permissions.request(EVERYWHERE).then(() => tell(text('welcome_refused')), console.error);
});
element('revoke').addEventListener('click', () => {
  api.permissions.remove(EVERYWHERE).then(() => tell(text('welcome_refused')), console.error);
});
// The browser's own settings change it too.
api.permissions.onAdded.addListener(show);
api.permissions.onRemoved.addListener(show);
tell('');
