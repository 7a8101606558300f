// What the browser tests stand on: a reader with a browser, in which the real build runs, and the tab in front of them.
//
// The build is the one in dist/, with access to the local server and with probe.js in its content script's world; see
// there. Everything a test does to a page is a real click or key; everything it checks is what a reader could see.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import { after, afterEach, before, describe } from 'node:test';
import { dirname, join } from 'node:path';
import { extensionPage, report, send, start } from '../../tools/browsers.mjs';
import { expected, serve } from '../../tools/serve.mjs';

export const BROWSERS = (process.env.BROWSERS ?? 'chromium firefox').split(' ');
const PAGES = 'tests/pages';
const PICTURES = 'target/screenshots';

// The tests that `define(reader)` makes, in each browser.
export function inEachBrowser(what, define, options = {}) {
  for (const name of BROWSERS) {
    describe(`${what} (${name})`, { timeout: 180_000 }, () => {
      const reader = new Reader(name, options);
      before(() => reader.start());
      afterEach(() => reader.closeTab());
      after(() => reader.close());
      define(reader);
    });
  }
}

export const expectedOf = (page) => expected(PAGES, page);

// One line of text, as a reader compares it.
export const line = (text) => text.replace(/\s+/g, ' ').trim();

// Waits until `look` answers something true, and answers it.
export async function until(look, what, within = 6000) {
  let last;
  for (const end = Date.now() + within; Date.now() < end; ) {
    try {
      const found = await look();
      if (found) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((soon) => setTimeout(soon, 40));
  }
  throw new Error(`waited ${within} ms in vain for ${what}`, { cause: last });
}

export class Reader {
  constructor(name, options) {
    this.name = name;
    this.options = options;
    this.own = [];
    // A content script in the manifest is access to its sites: no probe where the extension has none.
    this.probed = options.access?.length !== 0;
  }

  async start() {
    this.server = await serve(PAGES, { made: await this.options.pages?.() });
    const change = (manifest, folder) => {
      if (!this.probed) return;
      cpSync('tests/browser/probe.js', join(folder, 'probe.js'));
      if (this.options.axe) cpSync('node_modules/axe-core/axe.min.js', join(folder, 'axe.js'));
      const js = this.options.axe ? ['axe.js', 'probe.js'] : ['probe.js'];
      manifest.content_scripts = [{ matches: ['http://127.0.0.1/*'], js, run_at: 'document_start' }];
      this.options.beside?.(manifest, folder);
    };
    this.started = await start(this.name, { ...this.options, ...this.options[this.name], change });
    this.browser = this.started.browser;
    this.extension = await extensionPage(this.browser);
    // It registers its content script for the granted sites right after it was installed.
    if (this.probed) await this.registered(true);
  }

  // Waits until the extension runs by itself on sites it was granted, or no longer does.
  async registered(wanted) {
    const scripts = () =>
      this.extension.evaluate(async () => (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).length);
    await until(async () => (await scripts()) > 0 === wanted, `the content script to be ${wanted ? '' : 'un'}registered`);
  }

  async close() {
    await this.started?.close();
    this.server?.close();
  }

  // Opens a page in a tab of its own; the one before is closed after each test. `media`: the reader's preferences, in
  // Chromium alone.
  async open(page, { size, media } = {}) {
    const tab = new Tab(this, await this.browser.newPage(), `${this.server.origin}/${page}`);
    this.tab = tab;
    await tab.watch();
    if (size) await tab.page.setViewport({ width: size[0], height: size[1] });
    if (media) await prefer(tab.page, media);
    await tab.page.goto(tab.url);
    return tab;
  }

  // Opens a page and waits for its report.
  async read(page, options) {
    const tab = await this.open(page, options);
    await tab.report();
    return tab;
  }

  // Opens one of the extension's own pages: in Firefox only the extension itself can. Closed after the test.
  async openOwn(path, { size, media } = {}) {
    await this.extension.evaluate((path) => chrome.tabs.create({ url: chrome.runtime.getURL(path) }), path);
    const shows = (page) => page.evaluate((path) => location.href.endsWith(`/${path}`), path).catch(() => false);
    const page = await until(async () => {
      for (const page of await this.browser.pages()) {
        if (page !== this.extension && !this.own.includes(page) && (await shows(page))) return page;
      }
    }, `the page ${path}`);
    this.own.push(page);
    if (size) await page.setViewport({ width: size[0], height: size[1] });
    if (media) await prefer(page, media);
    // Its code has run when its words are there.
    await until(() => page.evaluate(() => document.body.innerText.trim() !== '' && document.title !== ''), `${path} to start`);
    return page;
  }

  // What was copied, as a reader would see it: by pasting it.
  async pasted() {
    const page = await this.browser.newPage();
    try {
      await page.goto(`${this.server.origin}/paste.html`);
      await page.focus('textarea');
      await page.keyboard.down('Control');
      await page.keyboard.press('KeyV', { commands: ['paste'] });
      await page.keyboard.up('Control');
      return await until(() => page.$eval('textarea', (area) => area.value), 'the pasted text');
    } finally {
      await page.close();
    }
  }

  async closeTab() {
    for (const page of [this.tab?.page, ...this.own.splice(0)]) await page?.close().catch(() => {});
    this.tab = undefined;
    // What one test chose is not the next one's business.
    const forget = () => Promise.all([chrome.storage.local.clear(), chrome.storage.sync.clear()]).then(() => null);
    // An extension that was reloaded by a test has no page any more.
    await this.extension.evaluate(forget).catch(() => {});
  }
}

// Sets the reader's preferences, in Chromium alone.
async function prefer(page, media) {
  const features = Object.entries(media).map(([name, value]) => ({ name, value }));
  await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features });
}

class Tab {
  constructor(reader, page, url) {
    this.reader = reader;
    this.page = page;
    this.url = url;
    this.trouble = [];
    this.requests = [];
  }

  // From before the page's first byte: what goes wrong in it, what it asks for, and every change of its document.
  async watch() {
    const { page } = this;
    page.on('pageerror', (error) => this.trouble.push(`error: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && this.trouble.push(`console: ${message.text()}`));
    page.on('request', (request) => this.requests.push(request.url()));
    await page.evaluateOnNewDocument(() => {
      const seen = { errors: [], changes: [] };
      Object.defineProperty(window, 'seenByTest', { value: seen });
      addEventListener('error', (event) => seen.errors.push(`error event: ${event.message}`));
      addEventListener('unhandledrejection', (event) => seen.errors.push(`unhandled: ${event.reason}`));
      addEventListener('securitypolicyviolation', (event) => seen.errors.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
      addEventListener('DOMContentLoaded', () => {
        const observer = new MutationObserver((records) => seen.changes.push(...records));
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      });
    });
  }

  // What went wrong in the page, from all who would tell.
  async troubles() {
    return [...this.trouble, ...(await this.page.evaluate(() => window.seenByTest.errors))];
  }

  // The changes of the page's document since it was parsed, but for the panel's host coming and going.
  async changes() {
    return this.page.evaluate(() => {
      const { changes } = window.seenByTest;
      const name = (node) => (node.nodeType === 3 ? `"${node.data.slice(0, 30)}"` : node.nodeName.toLowerCase());
      // What stands beside head and body is no part of any page.
      const guest = (node) => node.nodeType === 1 && !node.matches('head, body, head *, body *, html');
      return changes
        .filter(({ target, type, addedNodes, removedNodes }) =>
          !guest(target) && !(type === 'childList' && [...addedNodes, ...removedNodes].every(guest)))
        .map(({ target, type, attributeName, addedNodes, removedNodes }) =>
          [type, name(target), attributeName, ...[...addedNodes].map((n) => `+${name(n)}`), ...[...removedNodes].map((n) => `-${name(n)}`)]
            .filter(Boolean).join(' '));
    });
  }

  // ---- The report ----

  async report() {
    return report(this.reader.extension, this.url);
  }

  // What the toolbar button, the context menu and the keyboard commands send to the tab.
  async send(message) {
    return send(this.reader.extension, this.url, message);
  }

  // The number by which the browser's interfaces for extensions know the tab: the one in front, as the extension may not
  // know its address.
  async id() {
    if (this.number) return this.number;
    await this.page.bringToFront();
    const inFront = () => this.reader.extension.evaluate(() => chrome.tabs.query({ active: true }));
    const [tab] = await until(async () => {
      const tabs = await inFront();
      return tabs.every(({ url }) => !url || url === this.url) && tabs;
    }, 'the tab to be in front');
    return (this.number = tab.id);
  }

  // ---- The highlights ----

  // The text under each kind of highlight, whoever's colour it has and however sure it is, in document order.
  async highlights() {
    const found = await this.page.evaluate(() => {
      const kinds = Map.groupBy([...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map((range) => [name, range])),
        ([name]) => name.replace(/(-unsure)?(-\d)?$/, ''));
      for (const name of CSS.highlights.keys()) if (!/\d$|unsure/.test(name) && !kinds.has(name)) kinds.set(name, []);
      const ordered = (ranges) => ranges.map(([, range]) => range).sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
      return [...kinds].map(([name, ranges]) => [name, ordered(ranges).map((range) => range.toString())]);
    });
    return Object.fromEntries(found.map(([name, texts]) => [name, texts.map(line)]));
  }

  // All highlighted text in one, to look for what must not be in it.
  async highlighted() {
    return Object.values(await this.highlights()).flat().join('\n');
  }

  // ---- The page ----

  // Where some text of the page is in the window; it is scrolled to when it is outside.
  async boxOf(text, { scroll = true } = {}) {
    // In a world of its own, where the page's names are not in the way.
    const box = await this.page.mainFrame().isolatedRealm().evaluate(
      (text, scroll) => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(text);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + text.length);
          const inside = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
          if (scroll && !inside(range.getBoundingClientRect())) node.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
          const [{ x, y, width, height }] = range.getClientRects();
          return { x, y, width, height };
        }
        return null;
      },
      text,
      scroll,
    );
    assert.ok(box, `the page has the text "${text}"`);
    return box;
  }

  async clickText(text) {
    await this.clickAt(await this.boxOf(text));
  }

  async clickAt({ x, y, width, height }) {
    await this.page.mouse.click(x + width / 2, y + height / 2);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  // ---- The panel ----

  async ask(name, given = {}) {
    // In a world of its own: a policy may keep the page's from running anything.
    return this.page.mainFrame().isolatedRealm().evaluate(
      (name, given) =>
        new Promise((found, failed) => {
          setTimeout(() => failed(new Error(`the probe does not answer to ${name}`)), 10_000);
          const id = Math.random();
          const answered = ({ detail }) => {
            const answer = JSON.parse(detail);
            if (answer.id !== id) return;
            removeEventListener('quoth-probe-answer', answered);
            if (answer.error) failed(new Error(answer.error));
            else found(answer.value);
          };
          addEventListener('quoth-probe-answer', answered);
          dispatchEvent(new CustomEvent('quoth-probe', { detail: JSON.stringify({ id, name, given }) }));
        }),
      name,
      given,
    );
  }

  // The elements of the panel, in its order, hidden ones left out.
  async all(selector) {
    const found = await this.ask('all', { selector });
    return found.map((element, index) => ({ ...element, index })).filter(({ box }) => box.width > 0 && box.height > 0);
  }

  // The first element of the panel, whose text holds `text`, once there is one.
  async one(selector, text = '') {
    const matches = async () => (await this.all(selector)).find((element) => line(element.text).includes(text));
    return until(matches, `"${text}" in ${selector} of the panel`);
  }

  async none(selector) {
    await until(async () => (await this.all(selector)).length === 0, `${selector} of the panel to be gone`);
  }

  // Waits until nothing of the panel slides or fades any more.
  async still() {
    if (!this.reader.probed) return;
    await until(async () => !(await this.ask('moving')), 'the panel to stand still');
  }

  // Clicks an element of the panel, which is scrolled to as a reader would.
  async click(selector, text) {
    await this.still();
    const { index } = await this.one(selector, text);
    // Parts of the list are laid out only when they come into sight, and then push others along.
    let box;
    await until(async () => {
      const before = JSON.stringify(box);
      ({ box } = await this.ask('bring', { selector, index }));
      return JSON.stringify(box) === before;
    }, `${selector} to stand still`);
    await this.clickAt(box);
  }

  async openPanel() {
    await this.send({ type: 'open' });
    await this.one('[data-do="close"]');
    await this.still();
  }

  // ---- Pictures ----

  async picture(name) {
    const path = join(PICTURES, this.reader.name, `${name}.png`);
    await this.still();
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }
}
