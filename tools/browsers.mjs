// Starts Chromium or Firefox, with a fresh profile, and in it a build of the extension that may read the local server's
// pages.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

// What a reader grants on the welcome page, for the pages of the local server.
const LOCAL = 'http://127.0.0.1/*';

// What puppeteer.launch takes for a browser.
export function options(
  name,
  { headless = true, size = [1280, 900], args = [], prefs = {}, downloads, extension, ignoreDefaultArgs } = {},
) {
  const executablePath = process.env[name.toUpperCase()];
  if (!executablePath) throw new Error(`${name.toUpperCase()} names no browser: run this through ./build.sh`);
  const common = { executablePath, headless, defaultViewport: null, ...(ignoreDefaultArgs && { ignoreDefaultArgs }) };
  if (name === 'firefox') {
    return {
      ...common,
      browser: 'firefox',
      args: [`--width=${size[0]}`, `--height=${size[1]}`, ...args],
      // Nobody can answer a prompt that headless Firefox does not show.
      extraPrefsFirefox: {
        'extensions.webextOptionalPermissionPrompts': !headless,
        ...(downloads && {
          'browser.download.folderList': 2,
          'browser.download.dir': downloads,
          // It would take the focus from the page.
          'browser.download.alwaysOpenPanel': false,
        }),
        ...prefs,
      },
    };
  }
  return {
    ...common,
    pipe: true,
    ...(extension && { enableExtensions: [extension] }),
    ...(downloads && { downloadBehavior: { policy: 'allow', downloadPath: downloads } }),
    args: [
      // Chromium's sandbox does not start as root; what is opened are our own pages.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(headless ? ['--disable-gpu'] : []),
      ...['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
      `--window-size=${size}`,
      ...args,
    ],
  };
}

// A copy of the build as a reader has it who granted `access` to these sites. `change(manifest, folder)` may alter it
// further.
function copied(build, access, change) {
  const copy = mkdtempSync(join(tmpdir(), 'quoth-build-'));
  cpSync(build, copy, { recursive: true });
  const file = join(copy, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (access.length) manifest.host_permissions = access;
  change?.(manifest, copy);
  writeFileSync(file, JSON.stringify(manifest));
  return copy;
}

// Answers { browser, close }.
export async function start(name, { access = [LOCAL], change, ...rest } = {}) {
  const extension = copied(join('dist', name), access, change);
  const clean = () => rmSync(extension, { recursive: true, force: true });
  try {
    const browser = await puppeteer.launch(options(name, { ...rest, extension }));
    if (name === 'firefox') await browser.installExtension(extension);
    browser.once('disconnected', clean);
    return { browser, close: () => browser.close() };
  } catch (error) {
    clean();
    throw error;
  }
}

// A page of the extension (its welcome page opens at install): what runs in it may call the extension's interfaces.
export async function extensionPage(browser) {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    for (const page of await browser.pages()) {
      // Puppeteer does not know the address of an extension's page in Firefox; the page does.
      const address = await page.evaluate(() => location.href).catch(() => '');
      if (/^\w+-extension:.*\/welcome\.html$/.test(address)) return page;
    }
    await new Promise((soon) => setTimeout(soon, 100));
  }
  throw new Error('the extension did not open its welcome page: was it loaded?');
}

// Sends a message to the content script of the tab that shows `url`, as the extension's background does, and answers
// its answer; null while there is no content script.
export function send(extension, url, message) {
  return extension.evaluate(
    async (url, message) => {
      const api = globalThis.browser ?? globalThis.chrome;
      const tab = (await api.tabs.query({})).find((tab) => tab.url === url);
      if (!tab) throw new Error(`no tab shows ${url}`);
      return (await api.tabs.sendMessage(tab.id, message).catch(() => null)) ?? null;
    },
    url,
    message,
  );
}

// The report of the page at `url`, once it is final.
export async function report(extension, url) {
  let report;
  for (const until = Date.now() + 15_000; Date.now() < until; ) {
    report = await send(extension, url, { type: 'report' });
    if (report && report.status !== 'working') return report;
    await new Promise((soon) => setTimeout(soon, 50));
  }
  throw new Error(`no final report of ${url}: ${JSON.stringify(report)}`);
}
