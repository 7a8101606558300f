// The popup: one press runs Quoth on the page, and the switches say where it runs from then on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const text = (popup, id) => popup.evaluate((id) => document.getElementById(id).textContent.trim(), id);
const checked = (popup, id) => popup.evaluate((id) => document.getElementById(id).checked, id);
const says = (popup, id, what) => until(async () => what.test(await text(popup, id)), `#${id} to say ${what}`);
const painted = async (tab) => Object.values(await tab.highlights()).some((texts) => texts.length);
const stored = (reader) => reader.extension.evaluate(() => chrome.storage.sync.get(null));

// As the toolbar button opens it, for the tab in front.
async function popupFor(reader, tab, options) {
  const popup = await reader.openOwn(`popup.html?tab=${await tab.id()}`, { size: [352, 600], ...options });
  await until(async () => !/^(Reading.*)?$/.test(await text(popup, 'found')), 'the popup to know the page');
  return popup;
}

inEachBrowser('popup', (reader) => {
  test('says what was found on the page, and what may be read', async () => {
    const tab = await reader.read('plain.html');
    const popup = await popupFor(reader, tab);
    assert.equal(await text(popup, 'found'), 'Statements: 5. Speakers: 3.');
    assert.match(await text(popup, 'reads'), /^The pages of these sites: 127\.0\.0\.1\./);
    assert.equal(await checked(popup, 'here'), true);
    assert.equal(await checked(popup, 'site'), true);
    assert.equal(await checked(popup, 'everywhere'), false);
    await popup.bringToFront();
    await popup.screenshot({ path: `target/screenshots/${reader.name}/popup.png` });
  });

  test('the first thing it offers, at Enter, is the panel', async () => {
    const tab = await reader.read('plain.html');
    const popup = await popupFor(reader, tab);
    await popup.bringToFront();
    await until(() => popup.evaluate(() => document.activeElement?.id === 'panel'), 'the focus');
    await popup.keyboard.press('Enter');
    const open = () => chrome.tabs.query({}).then((tabs) => tabs.filter(({ url }) => url?.includes('/popup.html')).length);
    await until(async () => (await reader.extension.evaluate(open)) === 0, 'the popup to close');
    await tab.one('.panel [data-do="close"]');
  });

  test('off here, every trace of it leaves the page at once; on again it is back', async () => {
    const tab = await reader.read('plain.html');
    await tab.openPanel();
    const popup = await popupFor(reader, tab);
    await popup.click('#here');
    await says(popup, 'found', /off on this page/);
    assert.equal(await painted(tab), false);
    assert.deepEqual(await tab.ask('hosts'), []);
    // Quiet too when the page changes.
    await tab.page.evaluate(() => document.querySelector('p').append(' “Once more,” said Ann Lee.'));
    await popup.click('#here');
    await says(popup, 'found', /^Statements: 6/);
    assert.equal(await painted(tab), true);
    await tab.page.bringToFront();
    await tab.openPanel();
    assert.deepEqual(await tab.troubles(), []);
  });

  test('only when asked: nothing runs by itself any more, here it stays', async () => {
    const tab = await reader.read('plain.html');
    const other = await reader.browser.newPage();
    await other.goto(tab.url.replace('plain', 'demo'));
    const popup = await popupFor(reader, tab);
    await popup.evaluate(() => chrome.storage.sync.set({ run: 'when-asked' }));
    await reader.registered(false);
    const names = () => other.evaluate(() => [...CSS.highlights].length);
    await until(async () => (await names()) === 0, 'the other page to be let go');
    assert.equal(await painted(tab), true);
    await popup.evaluate(() => chrome.storage.sync.clear());
    await until(async () => (await names()) > 0, 'the other page to be read again');
    await other.close();
  });

  test('the switches are told and worked by keyboard alone', async () => {
    const tab = await reader.read('plain.html');
    const popup = await popupFor(reader, tab);
    await popup.bringToFront();
    const order = [];
    await until(() => popup.evaluate(() => document.activeElement?.id === 'panel'), 'the focus');
    for (let step = 0; step < 4; step++) {
      await popup.keyboard.press('Tab');
      order.push(await popup.evaluate(() => document.activeElement.id));
    }
    assert.deepEqual(order, ['here', 'site', 'everywhere', 'take-back']);
    const names = await popup.evaluate(() => [...document.querySelectorAll('[role=switch]')].map((s) => s.labels[0].textContent.trim()));
    assert.deepEqual(names, ['On this page, for now', 'On every article of 127.0.0.1', 'On every article of all sites']);
    await popup.focus('#here');
    await popup.keyboard.press(' ');
    await says(popup, 'found', /off on this page/);
  });
});

inEachBrowser('popup on a site', (reader) => {
  test('off on this site, it is not even there after a reload, until it is on again', async () => {
    const tab = await reader.read('plain.html');
    const popup = await popupFor(reader, tab);
    await popup.click('#site');
    await says(popup, 'found', /off on this page/);
    assert.deepEqual(await stored(reader), { 'site:127.0.0.1': 'never' });
    await reader.registered(false);
    await tab.page.bringToFront();
    await tab.page.reload();
    await new Promise((soon) => setTimeout(soon, 500));
    const answers = (id) => chrome.tabs.sendMessage(id, { type: 'status' }).then(() => true, () => false);
    assert.equal(await reader.extension.evaluate(answers, await tab.id()), false, 'no content script');
    // Opening the popup is no wish to run it there.
    await popupFor(reader, tab);
    assert.equal(await painted(tab), false);
    assert.equal(await checked(popup, 'site'), false);
    await popup.bringToFront();
    await popup.click('#site');
    await says(popup, 'found', /^Statements: 5/);
    await reader.registered(true);
    assert.equal(await painted(tab), true);
  });
});

inEachBrowser(
  'popup without access',
  (reader) => {
    test('a page that was not opened to it by a press is refused, and said so', async () => {
      const tab = await reader.open('plain.html');
      const popup = await popupFor(reader, tab);
      await says(popup, 'found', /keeps extensions off this page/);
      assert.match(await text(popup, 'reads'), /on which you press its button/);
      assert.equal(await popup.evaluate(() => document.getElementById('take-back').hidden), true);
      assert.deepEqual(await tab.troubles(), []);
    });

    test('all sites: asked for at the click, then it runs by itself everywhere; taken back, nowhere', { skip: reader.name === 'chromium' && 'its prompt cannot be answered from outside' }, async () => {
      const tab = await reader.open('plain.html');
      const popup = await popupFor(reader, tab);
      await popup.click('#everywhere');
      await says(popup, 'reads', /all sites/);
      await until(async () => Object.keys(await tab.highlights()).length, 'the highlights in the open tab');
      await popup.click('#take-back');
      await says(popup, 'reads', /Nothing else/);
      assert.equal(await checked(popup, 'everywhere'), false);
      assert.equal(await popup.evaluate(() => document.activeElement.id), 'here');
      await reader.registered(false);
      await until(async () => !Object.keys(await tab.highlights()).length, 'the open tab to be let go');
    });

    test('a request that is refused leaves everything as it was', async () => {
      const popup = await popupFor(reader, await reader.open('plain.html'));
      await popup.evaluate(() => {
        chrome.permissions.request = async (wanted) => {
          globalThis.asked = { wanted, byHand: navigator.userActivation.isActive };
          return false;
        };
      });
      await popup.click('#everywhere');
      await until(async () => !(await checked(popup, 'everywhere')), 'the switch to go back');
      assert.deepEqual(await popup.evaluate(() => globalThis.asked), { wanted: { origins: ['*://*/*'] }, byHand: true });
      assert.deepEqual(await stored(reader), {});
    });
  },
  { access: [] },
);
