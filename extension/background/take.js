// What the reader takes along: files and paper.

import { ORIGIN } from './core.js';

const api = globalThis.browser ?? globalThis.chrome;

// Saves a file out of the page's hearing; false without a document, which Chromium's background has not.
export function save({ name, kind, text }) {
  if (!globalThis.document) return false;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return true;
}

// The highlights are for the screen alone; while the reader prints with them they are on paper too.
export async function onPaper({ tab, frameId }, styles, change) {
  const css = (await styles).replaceAll('@media screen', '@media print');
  await api.scripting[change]({ target: { tabId: tab.id, frameIds: [frameId] }, css, origin: ORIGIN });
}
