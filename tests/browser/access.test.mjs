// The panel for everyone: by keyboard, by screen reader, in every light, in the reader’s own colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const TESTED = 'Ice was part of every test';
const shelf = (tab, kind) => tab.one(`[data-do="${kind}"]`);
const active = async (tab) => ((await tab.highlights())['quoth-active'] ?? []).join('');

// How far apart two colours are for a reader: 4.5 or more can be read.
function contrast(...colours) {
  const [light, dark] = colours
    .map((colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255))
    .map((parts) => parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)))
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

inEachBrowser('access', (reader) => {
  // Puppeteer cannot have Firefox show what it would print, nor set these preferences in it.
  const inChromium = { skip: reader.name === 'firefox' && 'cannot be set from outside' };

  test('everything works by keyboard: list, card, back, close', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const focused = async (selector) => (await tab.all(selector)).find((element) => element.focused);
    const first = await until(() => focused('.entry'), 'the list to have the focus');
    await tab.press('ArrowDown');
    const second = await until(() => focused('.entry'), 'the next entry');
    assert.notEqual(second.text, first.text);
    await tab.press('Home');
    assert.equal((await focused('.entry')).text, first.text);
    await tab.press('ArrowDown', 'Enter');
    await until(() => focused('.card h3'), 'the card to have the focus');
    await tab.press('Escape');
    const back = await until(() => focused('.entry'), 'the entry to have the focus again');
    assert.equal(back.text, second.text);
    await tab.press('Escape');
    await tab.none('.panel');
  });

  test('the tabs are one stop, and the arrows lead from one to the next', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('#speakers');
    const chosen = async () => (await tab.all('[role="tab"]')).filter(({ attributes }) => attributes['aria-selected'] === 'true');
    for (const [key, wanted] of [['ArrowRight', 'reading'], ['ArrowRight', 'exchanges'], ['ArrowRight', 'speakers'], ['ArrowLeft', 'exchanges'], ['Home', 'speakers']]) {
      await tab.press(key);
      const [one, ...others] = await chosen();
      assert.deepEqual([one.attributes.id, one.focused, one.attributes.tabindex, others], [wanted, true, '0', []], key);
      assert.equal((await tab.one('[role="tabpanel"]')).attributes['aria-labelledby'], wanted);
    }
  });

  test('Tab reaches every control of the panel, and each has a name', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const reached = new Set();
    for (let presses = 0; presses < 14; presses++) {
      await tab.page.keyboard.down('Shift');
      await tab.press('Tab');
      await tab.page.keyboard.up('Shift');
      const here = (await tab.all('button, [tabindex="0"]')).find((element) => element.focused);
      if (here) reached.add(here.attributes['data-do'] ?? here.attributes.role);
    }
    for (const wanted of ['highlights', 'side', 'close', 'speakers', 'quotes', 'statements', 'rebuttals', 'separator']) assert.ok(reached.has(wanted), `${wanted}: ${[...reached]}`);
    for (const { text, attributes } of await tab.all('button')) {
      assert.ok(line(text) || attributes['aria-label'] || attributes.title, `a button without a name: ${JSON.stringify(attributes)}`);
    }
  });

  test('in forced colours the panel takes them, and what is switched on is still told from what is off', inChromium, async () => {
    const tab = await reader.read('demo.html', { media: { 'forced-colors': 'active', 'prefers-color-scheme': 'dark' } });
    await tab.openPanel();
    await tab.picture('forced-colors');
    await readable(tab, 'dark');
    const look = async () => JSON.stringify((await shelf(tab, 'statements')).style);
    const on = await look();
    await tab.click('[data-do="statements"]');
    await until(async () => (await look()) !== on, 'the switched-off kind to look different');
  });

  test('with reduced motion nothing slides, fades or flashes', inChromium, async () => {
    const tab = await reader.read('demo.html', { media: { 'prefers-reduced-motion': 'reduce' } });
    await tab.send({ type: 'open' });
    await tab.one('[data-do="close"]');
    assert.equal(await tab.ask('moving'), false);
    await tab.click('.group .entry', TESTED);
    await until(async () => (await active(tab)).includes(TESTED), 'the mark');
    const seen = new Set();
    for (let looks = 0; looks < 20; looks++) seen.add(await active(tab));
    assert.equal(seen.size, 1);
  });

  test('text stands out on a light panel', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await readable(tab, 'light');
  });
});

inEachBrowser(
  'panel in the dark',
  (reader) => {
    test('text stands out on a dark panel', async () => {
      const tab = await reader.read('demo.html');
      await tab.openPanel();
      await tab.picture('dark');
      await readable(tab, 'dark');
    });
  },
  { firefox: { prefs: { 'ui.systemUsesDarkTheme': 1, 'layout.css.prefers-color-scheme.content-override': 0 } }, chromium: { args: ['--force-dark-mode'] } },
);

async function readable(tab, scheme) {
  const { style } = await tab.one('.panel');
  const dark = contrast(style.backgroundColor, 'rgb(0, 0, 0)') < contrast(style.backgroundColor, 'rgb(255, 255, 255)');
  assert.equal(dark, scheme === 'dark', `the panel's background is ${style.backgroundColor}`);
  for (const selector of ['.tab', '.group .name', '.group .role', '.group .badge', '.entry .words', '.entry .note', '.shelf .name']) {
    const { style: own, text } = await tab.one(selector);
    const ground = /^(rgba.* 0\)|transparent)$/.test(own.backgroundColor) ? style.backgroundColor : own.backgroundColor;
    const ratio = contrast(own.color, ground);
    assert.ok(ratio >= 4.5, `"${line(text)}" (${selector}): ${own.color} on ${ground} is ${ratio.toFixed(1)} to 1`);
  }
}
