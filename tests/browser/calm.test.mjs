// Quoth leaves the page alone: no change of its document, no request, no error, nothing of it in the page's world.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

inEachBrowser('calm', (reader) => {
  test('highlighting and the panel change no node of the page, and throw nothing into it', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.clickText('Ice was part of every test');
    await tab.one('.card');
    await tab.click('[data-do="back"]');
    await tab.click('[data-do="quotes"]');
    await tab.click('[data-do="close"]');
    assert.deepEqual(await tab.changes(), []);
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a change of the page itself is seen by the same watch', async () => {
    const tab = await reader.read('plain.html');
    await tab.page.evaluate(() => document.querySelector('p').append(' More.'));
    assert.deepEqual(await tab.changes(), ['childList p +" More."']);
  });

  test('nothing of the extension is in the page’s own world', async () => {
    const tab = await reader.read('plain.html');
    await tab.openPanel();
    const found = await tab.page.evaluate(() => ({
      globals: Object.keys(window).filter((name) => /quoth|wasm_bindgen/i.test(name)),
      shadow: [...document.documentElement.children].map((element) => element.shadowRoot),
    }));
    assert.deepEqual(found, { globals: [], shadow: [null, null, null] });
  });

  test('what is typed and clicked in the panel does not reach the page', async () => {
    const tab = await reader.read('plain.html');
    await tab.openPanel();
    await tab.page.evaluate(() => {
      window.heard = [];
      for (const type of ['keydown', 'keyup', 'click', 'pointerdown']) addEventListener(type, () => window.heard.push(type));
    });
    await tab.click('.list .entry');
    await tab.one('.card');
    await tab.press('Escape', 'ArrowDown');
    assert.deepEqual(await tab.page.evaluate(() => window.heard), []);
  });

  test('a page cannot have Quoth do anything by message or event', async () => {
    const tab = await reader.read('plain.html');
    await tab.page.evaluate(() => {
      for (const type of ['open', 'toggle', 'next']) window.postMessage({ type }, '*');
      const quote = document.querySelectorAll('p')[1].getBoundingClientRect();
      document.elementFromPoint(quote.x + 20, quote.y + 5).dispatchEvent(
        new MouseEvent('click', { bubbles: true, clientX: quote.x + 20, clientY: quote.y + 5, detail: 1 }),
      );
    });
    await new Promise((soon) => setTimeout(soon, 300));
    assert.deepEqual((await tab.all('.panel')).filter(({ visible }) => visible), []);
  });

  test('the only requests are the page’s own', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.list .entry');
    await tab.one('.card');
    const own = ['/demo.html', '/demo.css'].map((path) => reader.server.origin + path);
    const others = tab.requests.filter((url) => !own.includes(url) && !/^(data|\w+-extension):/.test(url));
    assert.deepEqual(others, []);
  });
});

// The browser's requests to anywhere but this machine go through a proxy, which writes them down and refuses them: so
// the background's are seen as well as the page's.
const asked = [];
const proxy = createServer((request, response) => {
  asked.push(new URL(request.url, `http://${request.headers.host}`).hostname);
  response.writeHead(502).end();
});
proxy.on('connect', (request, socket) => {
  asked.push(request.url.split(':')[0]);
  socket.end('HTTP/1.1 502 Refused\r\n\r\n');
});
const PORT = 20_000 + (process.pid % 20_000);

before(() => new Promise((done) => proxy.listen(PORT, '127.0.0.1', done)));
after(() => proxy.close());

// What a browser asks for of itself, whatever is installed: these are its own servers.
const BROWSERS_OWN = /(^|\.)(mozilla\.(com|org|net)|firefox\.com|google\.com|googleapis\.com|gvt1\.com)$/;

inEachBrowser(
  'nothing leaves the browser',
  (reader) => {
    test('reading, the panel, a card, copying: no request to anywhere', async () => {
      asked.length = 0;
      const tab = await reader.read('demo.html');
      await tab.openPanel();
      await tab.click('.list .entry');
      await tab.click('[data-do="copy"]');
      await tab.page.evaluate(() => fetch('http://the-page-itself.example/').catch(() => {}));
      await until(() => asked.includes('the-page-itself.example'), 'the proxy to see the page’s own request');
      assert.deepEqual(asked.filter((host) => host !== 'the-page-itself.example' && !BROWSERS_OWN.test(host)), []);
    });
  },
  {
    chromium: { args: [`--proxy-server=127.0.0.1:${PORT}`, '--proxy-bypass-list=127.0.0.1'] },
    firefox: {
      prefs: {
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': PORT,
        'network.proxy.ssl': '127.0.0.1',
        'network.proxy.ssl_port': PORT,
        'network.proxy.no_proxies_on': '127.0.0.1',
      },
    },
  },
);
