// Pages whose scripts get in the way: they overwrite what the browser offers, give names to elements that mean something
// else, take the panel away, lie over it, and talk to Quoth. tests/pages/hostile.js has the larger ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const QUOTE = 'We were told it would take a week';
const soon = (time = 600) => new Promise((done) => setTimeout(done, time));

inEachBrowser('a page that gets in the way', (reader) => {
  const listed = (tab, text) => tab.one('.list', text);

  test('its own world is full of traps: Quoth reads, lists, opens a card and follows changes, and steps into none', async () => {
    const tab = await reader.read('hostile.html?trap');
    const { attributions } = await tab.report();
    assert.equal(attributions.length, 2);
    await tab.openPanel();
    await tab.click('.list .entry', QUOTE);
    await tab.one('.card', 'Marta Quince');
    await tab.press('Escape');
    await tab.page.evaluate(() => window.say('“The tide does not read minutes,” said Owen Tarn, and shut his book.'));
    await listed(tab, 'The tide does not read minutes');
    assert.deepEqual(await tab.page.evaluate(() => window.sprung), []);
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a form around the story whose inputs have the names of everything: it is read, clicked and followed', async () => {
    const tab = await reader.read('hostile.html?clobber');
    assert.equal((await tab.report()).status, 'ready');
    await tab.openPanel();
    await listed(tab, 'Abel Wick');
    await tab.click('.list .entry', 'I fill it in all day');
    await tab.one('.card', 'Abel Wick');
    await tab.click('[data-do="close"]');
    await tab.clickText('We were told');
    await tab.one('.card', 'Marta Quince');
    await tab.page.evaluate(() => {
      const quote = document.getElementById('quote');
      const p = quote.cloneNode();
      p.textContent = '“It sailed at last, and I was on it,” said Marta Quince, who sells tickets.';
      quote.after(p);
    });
    await tab.click('[data-do="back"]');
    await listed(tab, 'It sailed at last');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('the panel is taken away, or moved, and comes back; and it does not quarrel with a page that takes it again and again', async () => {
    const tab = await reader.read('hostile.html');
    await tab.openPanel();
    const host = () => document.documentElement.lastElementChild;
    await tab.page.evaluate(`(${host})().remove()`);
    await listed(tab, 'Marta Quince');
    await tab.page.evaluate(`document.body.append((${host})())`);
    await until(() => tab.page.evaluate(`(${host})() !== document.body`), 'the panel to be back in its place');
    await listed(tab, 'Marta Quince');
    await tab.page.evaluate(`(${host})().hidePopover()`);
    await until(() => tab.page.evaluate(`(${host})().matches(':popover-open')`), 'the panel to lie over the page again');
    // From now on it is removed whenever it is there.
    await tab.page.evaluate(() => {
      window.taken = 0;
      new MutationObserver(() => {
        for (const child of document.documentElement.children) {
          if (!/^(HEAD|BODY)$/.test(child.nodeName)) window.taken++, child.remove();
        }
      }).observe(document.documentElement, { childList: true });
      document.documentElement.lastElementChild.remove();
    });
    await soon();
    const taken = await tab.page.evaluate(() => window.taken);
    await soon();
    assert.equal(await tab.page.evaluate(() => window.taken), taken, 'it has given up');
    assert.ok(taken < 20, `${taken} times`);
    assert.match(await tab.highlighted(), /We were told/);
    assert.deepEqual(await tab.troubles(), []);
  });

  test('whatever is stacked on the page, the panel lies over it', async () => {
    const tab = await reader.read('hostile.html');
    await tab.page.evaluate(() => {
      const cover = document.body.appendChild(document.createElement('div'));
      cover.style.cssText = 'position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; background: white';
      const style = document.head.appendChild(document.createElement('style'));
      style.textContent = 'html > :not(head, body) { display: none !important; z-index: -1 !important; position: static !important; opacity: 0 !important; pointer-events: none !important; transform: translate(-9999px) !important; clip-path: inset(100%) !important }';
      document.documentElement.append(document.body);
    });
    await tab.openPanel();
    const { box } = await tab.one('.list .entry', QUOTE);
    await tab.picture('covered');
    await tab.clickAt(box);
    await tab.one('.card', 'Marta Quince');
  });

  test('a modal dialog of the page has its turn, and then the panel works again', async () => {
    const tab = await reader.read('hostile.html');
    await tab.openPanel();
    await tab.page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement('dialog'));
      dialog.append('Do you like cookies?', Object.assign(document.createElement('button'), { textContent: 'No', onclick: () => dialog.close() }));
      dialog.showModal();
    });
    await tab.picture('dialog');
    await tab.page.click('dialog button');
    await tab.click('.list .entry', QUOTE);
    await tab.one('.card', 'Marta Quince');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a page that writes itself anew is read anew', async () => {
    const tab = await reader.read('hostile.html');
    await tab.page.evaluate(() => {
      const html = document.documentElement.outerHTML.replace('it would take a week', 'it would take a year');
      document.open();
      document.write(`<!doctype html>${html}`);
      document.close();
    });
    // By which the tests' own listeners are gone too: they cannot look into the panel.
    await until(async () => (await tab.highlighted()).includes('take a year'), 'the new quote');
    await tab.send({ type: 'open' });
    const guest = () => !document.documentElement.lastElementChild.matches('head, body, :not(:popover-open)');
    await until(() => tab.page.evaluate(guest), 'the panel');
  });

  test('messages, events and attributes of the page are not listened to', async () => {
    const tab = await reader.read('hostile.html');
    const before = await tab.highlights();
    await tab.page.evaluate(() => {
      const kinds = ['open', 'toggle', 'next', 'previous', 'who', 'run', 'off', 'settings', 'load', 'report', 'kinds '];
      for (const type of kinds) {
        postMessage({ type }, '*');
        postMessage(type, '*');
        for (const name of ['quoth', `quoth-${type}`, `quoth:${type}`, type]) {
          for (const target of [window, document, document.documentElement, document.documentElement.lastElementChild]) {
            target.dispatchEvent(new CustomEvent(name, { detail: { type }, bubbles: true }));
            target.dispatchEvent(new MessageEvent('message', { data: { type } }));
          }
        }
      }
      for (const name of ['quoth', 'data-quoth', 'data-do', 'quoth-off']) document.documentElement.setAttribute(name, 'off');
      globalThis.chrome?.runtime?.sendMessage?.({ type: 'load' });
      const key = { key: 'q', code: 'KeyQ', altKey: true, shiftKey: true, bubbles: true };
      for (const kind of ['keydown', 'keyup']) document.body.dispatchEvent(new KeyboardEvent(kind, key));
      document.documentElement.lastElementChild.click();
    });
    await soon();
    assert.deepEqual(await tab.highlights(), before);
    assert.deepEqual((await tab.all('.panel')).filter(({ visible }) => visible), []);
    assert.equal((await tab.report()).status, 'ready');
  });
});
