// The panel: who is listed, what a card says, and every way to work with it, on the demo article.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const QUOTE = '“Our grandchildren will only ask why we waited so long.”';
const TESTED = 'Ice was part of every test';

// How far apart two colours are for a reader: 4.5 or more can be read.
function contrast(...colours) {
  const [light, dark] = colours
    .map((colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255))
    .map((parts) => parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)))
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const shelf = (tab, kind) => tab.one(`[data-do="${kind}"]`);
const active = async (tab) => ((await tab.highlights())['quoth-active'] ?? []).join('');

inEachBrowser('panel', (reader) => {
  test('lists the speakers in reading order, each with role, number and statements', async () => {
    const tab = await reader.read('demo.html');
    const { speakers, attributions, article } = await tab.report();
    await tab.openPanel();
    await tab.picture('panel');
    const order = [...new Set(attributions.map(({ speaker }) => speaker))].filter((speaker) => speaker !== null);
    const names = (await tab.all('.group .name')).map(({ text }) => text);
    const lower = (text) => text.toLowerCase();
    assert.deepEqual(names.map(lower).slice(0, order.length), order.map((speaker) => lower(speakers[speaker].name)));

    const numbers = (await tab.all('.group .number')).map(({ text }) => Number(text));
    const of = (speaker) => attributions.filter((one) => one.speaker === speaker);
    assert.deepEqual(numbers.slice(0, order.length), order.map((speaker) => of(speaker).length));

    const engineer = await tab.one('.group', 'Tomas Verhale');
    assert.match(engineer.text, /chief engineer/);
    const entries = (await tab.all('.group .entry')).map(({ text }) => line(text)).join('\n');
    for (const { content } of of(speakers.findIndex(({ name }) => name === 'Tomas Verhale'))) {
      const words = line(article.text.slice(content[0].start, content[0].end));
      assert.ok(entries.includes(words), `"${words}" in ${entries}`);
    }
  });

  test('counts quotes, statements, rebuttals and speakers', async () => {
    const tab = await reader.read('demo.html');
    const { attributions, rebuttals } = await tab.report();
    await tab.openPanel();
    const indirect = attributions.filter(({ kind }) => kind === 'indirect').length;
    assert.match((await shelf(tab, 'quotes')).text, new RegExp(`^${attributions.length - indirect}\\b`));
    assert.match((await shelf(tab, 'statements')).text, new RegExp(`^${indirect}\\b`));
    assert.match((await shelf(tab, 'rebuttals')).text, new RegExp(`^${rebuttals.length}\\b`));
    const speaking = new Set(attributions.map(({ speaker }) => speaker).filter((speaker) => speaker !== null));
    assert.match((await tab.one('.speakers')).text, new RegExp(`^${speaking.size} `));
  });

  test('a click on a highlight opens its context: who, in what role, by which words, and the sentences around', async () => {
    const tab = await reader.read('demo.html');
    await tab.clickText('more patch than wall');
    const card = line((await tab.one('.card', 'Tomas Verhale')).text);
    await tab.picture('card');
    assert.match(card, /chief engineer/);
    assert.match(card, /that the doors would keep out any storm of the coming century\. He said the old sea wall/, 'the sentence before');
    assert.match(card, /“We tested the doors in a tank/, 'the sentence after');
    assert.match(card, /\bsaid\b/, 'the cue');
    assert.match(card, /Tomas Verhale[^.]*“He” refers to/, 'how the pronoun was resolved');
  });

  test('a click on a highlight leaves the page where it is, and marks the passage', async () => {
    const tab = await reader.read('demo.html');
    const box = await tab.boxOf('Our grandchildren');
    const scroll = () => tab.page.evaluate(() => scrollY);
    const before = await scroll();
    await tab.clickAt(box);
    await tab.one('.card', 'Maren Oduya');
    await until(async () => (await active(tab)).includes(QUOTE), 'the passage to be marked');
    assert.equal(await scroll(), before);
  });

  test('a click on a link or on plain text is the page’s business', async () => {
    const tab = await reader.read('demo.html');
    await tab.clickText('ending two years of argument');
    await tab.clickText('Callan Harbour Authority');
    assert.equal(await tab.page.evaluate(() => location.hash), '#authority');
    assert.deepEqual(await tab.all('.card'), []);
  });

  test('an entry leads to its passage, which comes into view and flashes', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.group .entry', TESTED);
    const inView = async () => {
      const { y, height } = await tab.boxOf(TESTED, { scroll: false });
      return y >= 0 && y + height <= 900;
    };
    await until(inView, 'the passage to come into view');
    const seen = new Set();
    await until(async () => seen.add(await active(tab)).size > 1, 'the passage to flash');
    assert.ok([...seen].some((text) => text.includes(TESTED)));
    await until(async () => (await active(tab)).includes(TESTED), 'the mark to stay');
    await tab.picture('revealed');
  });

  test('previous and next lead through the statements of one speaker', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const { speakers, attributions, article } = await tab.report();
    const said = attributions.filter(({ speaker }) => speakers[speaker]?.name === 'Maren Oduya');
    const words = ({ content: [{ start, end }] }) => line(article.text.slice(start, end));
    await tab.click('.group .entry', words(said[0]));
    assert.equal((await tab.one('.card .place')).text, `1 of ${said.length}`);
    const [previous] = await tab.all('.card .steps button');
    assert.equal(previous.attributes['aria-disabled'], 'true');
    await tab.click('.card .steps button:last-child');
    await tab.one('.card .sentence', words(said[1]));
    assert.equal((await tab.one('.card .place')).text, `2 of ${said.length}`);
    assert.match((await tab.one('.card')).text, /Maren Oduya/);
  });

  test('a contested claim is listed with those who contest it, and each card names the other', async () => {
    const tab = await reader.read('rebuttal.html');
    await tab.openPanel();
    await tab.picture('exchange');
    const exchange = line((await tab.one('.exchange')).text);
    assert.match(exchange, /Dana Whitlock.*takes more water than its permit allows.*Corvin Haas.*denied that/);
    await tab.click('.group .entry', 'takes more water');
    await tab.one('.card .link', 'Corvin Haas');
    await tab.click('.card .link', 'Corvin Haas');
    const card = line((await tab.one('.card', 'denied')).text);
    await tab.picture('card-rebuttal');
    assert.match(card, /Corvin Haas/);
    await tab.one('.card .link', 'Dana Whitlock');
  });

  test('the filter takes a kind from the list and from the page, and gives it back', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const before = await tab.highlights();
    await tab.click('[data-do="statements"]');
    await until(async () => (await tab.all('.group .entry.indirect')).length === 0, 'the statements to leave the list');
    const without = await tab.highlights();
    assert.deepEqual(without['quoth-quote'], before['quoth-quote']);
    assert.ok(!without['quoth-statement'].some((text) => text.includes('keep out any storm of the coming century')));
    assert.equal((await shelf(tab, 'statements')).attributes['aria-pressed'], 'false');
    await tab.click('[data-do="statements"]');
    await tab.one('.group .entry.indirect');
    assert.deepEqual(await tab.highlights(), before);
  });

  test('the highlights can be hidden and shown, the list stays', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const before = await tab.highlights();
    const entries = (await tab.all('.entry')).length;
    await tab.click('[data-do="highlights"]');
    await until(async () => (await tab.highlighted()) === '', 'the highlights to go');
    assert.equal((await tab.all('.entry')).length, entries);
    await tab.click('[data-do="highlights"]');
    await until(async () => (await tab.highlighted()) !== '', 'the highlights to come back');
    assert.deepEqual(await tab.highlights(), before);
  });

  test('closed, a small launcher stays, which opens the panel again', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('[data-do="close"]');
    await tab.none('.panel');
    await tab.picture('closed');
    const launcher = await tab.one('.launcher');
    assert.ok(launcher.box.width < 120 && launcher.box.height < 80, 'the launcher is small');
    await tab.clickAt(launcher.box);
    await tab.one('.panel');
  });

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

  test('Tab reaches every control of the panel, and each has a name', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const reached = new Set();
    for (let presses = 0; presses < 10; presses++) {
      await tab.page.keyboard.down('Shift');
      await tab.press('Tab');
      await tab.page.keyboard.up('Shift');
      const here = (await tab.all('button, [tabindex="0"]')).find((element) => element.focused);
      if (here) reached.add(here.attributes['data-do'] ?? here.attributes.role);
    }
    for (const wanted of ['highlights', 'close', 'quotes', 'statements', 'rebuttals', 'separator']) assert.ok(reached.has(wanted), `${wanted}: ${[...reached]}`);
    for (const { text, attributes } of await tab.all('button')) {
      assert.ok(line(text) || attributes['aria-label'] || attributes.title, `a button without a name: ${JSON.stringify(attributes)}`);
    }
  });

  test('next and previous highlight, by command', async () => {
    const tab = await reader.read('demo.html');
    await tab.send({ type: 'next' });
    await until(async () => (await active(tab)).includes('Tonight we chose'), 'the first highlight');
    await tab.send({ type: 'next' });
    await until(async () => (await active(tab)).includes('It will cost'), 'the second');
    await tab.send({ type: 'previous' });
    await until(async () => (await active(tab)).includes('Tonight we chose'), 'the first again');
    await tab.one('.card', 'Maren Oduya');
  });

  test('copies a statement with its speaker and a link to the passage', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.group .entry', 'Tonight we chose');
    await tab.click('[data-do="copy"]');
    await tab.one('[data-do="copy"]', 'Copied');
    // As a reader would see what was copied: by pasting it.
    const pasted = await reader.browser.newPage();
    try {
      await pasted.goto(`${reader.server.origin}/paste.html`);
      await pasted.focus('textarea');
      await pasted.keyboard.down('Control');
      await pasted.keyboard.press('KeyV', { commands: ['paste'] });
      await pasted.keyboard.up('Control');
      const text = await until(() => pasted.$eval('textarea', (area) => area.value), 'the pasted text');
      assert.match(text, /“Tonight we chose to keep our feet dry,”/);
      assert.match(text, /Maren Oduya/);
      const link = /http:\S+/.exec(text)[0];
      assert.ok(link.startsWith(`${tab.url}#:~:text=`), link);
      assert.match(decodeURIComponent(link), /Tonight we chose/);
    } finally {
      await pasted.close();
    }
  });

  test('the panel is resized by drag and by key, and keeps its size', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const width = async () => (await tab.one('.panel')).box.width;
    const before = await width();
    const { box } = await tab.one('.separator');
    const [x, y] = [box.x + box.width / 2, box.y + 200];
    await tab.page.mouse.move(x, y);
    await tab.page.mouse.down();
    await tab.page.mouse.move(x - 40, y, { steps: 4 });
    await tab.page.mouse.move(x - 80, y, { steps: 4 });
    await tab.page.mouse.up();
    await until(async () => Math.abs((await width()) - before - 80) < 3, 'the panel to be 80 pixels wider');
    await tab.page.reload();
    await tab.report();
    await tab.openPanel();
    await until(async () => Math.abs((await width()) - before - 80) < 3, 'the panel to have kept its width');
  });

  test('in a wide window the panel leaves the article’s column free', async () => {
    const tab = await reader.read('demo.html', { size: [1360, 860] });
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    const right = await tab.page.evaluate(() => document.querySelector('article').getBoundingClientRect().right);
    assert.ok(box.x >= right - 1, `the panel starts at ${box.x}, the article ends at ${right}`);
  });

  test('in a narrow window it is a sheet at the bottom', async () => {
    const tab = await reader.read('demo.html', { size: [400, 800] });
    await tab.openPanel();
    await tab.picture('narrow');
    const { box } = await until(async () => {
      const panel = await tab.one('.panel');
      return panel.box.y + panel.box.height > 790 && panel;
    }, 'the sheet to stand at the bottom');
    assert.ok(box.width >= 380, `as wide as the window: ${box.width}`);
    assert.ok(box.y > 250, `the page is seen above it: ${box.y}`);
    await tab.click('.entry', 'Tonight we chose');
    await tab.one('.card', 'Maren Oduya');
    await tab.picture('narrow-card');
  });

  for (const [page, says] of [
    ['front', 'No article on this page'],
    ['german', 'Quoth reads English so far'],
    ['silent', 'Nobody is quoted here'],
  ]) {
    test(`asked for on a page with nothing to show (${page}), it says so`, async () => {
      const tab = await reader.read(`${page}.html`);
      await tab.send({ type: 'open' });
      await tab.one('.notice', says);
      await tab.picture(`nothing-${page}`);
      assert.deepEqual(await tab.troubles(), []);
    });
  }

  test('on a page whose policy refuses wasm it works, or says in a sentence that it cannot', async () => {
    const tab = await reader.read('strict.html');
    await tab.send({ type: 'open' });
    if (reader.name === 'chromium') await tab.one('div', 'security policy does not let Quoth run here');
    else await tab.one('.group', 'Elin Prowse');
    await tab.picture('strict');
    assert.deepEqual(await tab.changes(), []);
    // Known: Chromium tells the page, and the address its policy names for reports, that wasm was tried.
    assert.deepEqual(await tab.troubles(), reader.name === 'chromium' ? ['policy: script-src wasm-eval'] : []);
  });

  // Puppeteer cannot have Firefox show what it would print, nor set these preferences in it.
  const inChromium = { skip: reader.name === 'firefox' && 'cannot be set from outside' };

  test('nothing of it is printed', inChromium, async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.page.emulateMediaType('print');
    await until(async () => (await tab.all('.panel, .launcher')).length === 0, 'the panel to be left out');
    await tab.picture('print');
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
  for (const selector of ['.title', '.group .name', '.group .role', '.entry .words', '.shelf .name']) {
    const { style: own, text } = await tab.one(selector);
    const ratio = contrast(own.color, style.backgroundColor);
    assert.ok(ratio >= 4.5, `"${line(text)}" (${selector}): ${own.color} on ${style.backgroundColor} is ${ratio.toFixed(1)} to 1`);
  }
}
