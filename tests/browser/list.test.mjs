// The panel’s list: its three tabs, the search, the kinds that are shown, and that every number is right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

// A page with a thousand statements.
const NAMES = ['Adams', 'Baker', 'Clark', 'Davis', 'Evans', 'Foster', 'Grant', 'Hughes', 'Irving'];
const said = (n) => `<p>“In the spring we laid stone ${n} by hand,” said Ann ${NAMES[n % NAMES.length]}.</p>`;
const many = `<!doctype html><html lang="en"><title>The wall</title><meta property="og:type" content="article">
  <article><h1>The wall</h1>${Array.from({ length: 1000 }, (_, n) => said(n)).join('\n')}</article>`;

const TESTED = 'Ice was part of every test';
const shelf = (tab, kind) => tab.one(`[data-do="${kind}"]`);
const active = async (tab) => ((await tab.highlights())['quoth-active'] ?? []).join('');

inEachBrowser('list', (reader) => {
  test('lists the speakers in reading order, each with role, number and statements', async () => {
    const tab = await reader.read('demo.html');
    const { speakers, attributions, article } = await tab.report();
    await tab.openPanel();
    await tab.picture('panel');
    const order = [...new Set(attributions.map(({ speaker }) => speaker))].filter((speaker) => speaker !== null);
    const names = (await tab.all('.group .name')).map(({ text }) => text);
    const lower = (text) => text.toLowerCase();
    assert.deepEqual(names.map(lower).slice(0, order.length), order.map((speaker) => lower(speakers[speaker].name)));

    const of = (speaker) => attributions.filter((one) => one.speaker === speaker);
    const mayor = await tab.one('.group', 'Maren Oduya');
    assert.match(line(mayor.text), new RegExp(`^MO Maren Oduya ${of(attributions[0].speaker).length}\\b`));
    await numbersAreTrue(tab);

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
    assert.equal(line((await tab.one('#speakers')).text), `Speakers ${speaking.size}`);
  });

  test('in order: the entries as the article has them, each with its speaker unless the one before has the same', async () => {
    const tab = await reader.read('demo.html');
    const { attributions, article } = await tab.report();
    await tab.openPanel();
    await tab.click('#reading');
    await tab.none('.group');
    await tab.picture('in-order');
    await numbersAreTrue(tab);
    const entries = (await tab.all('.reading .entry')).map(({ text }) => line(text));
    let after = -1;
    for (const { content } of attributions) {
      const words = line(article.text.slice(content[0].start, content[0].end)).slice(0, 40);
      const at = entries.findIndex((entry, index) => index >= after && entry.includes(words));
      assert.ok(at >= after, `"${words}" behind entry ${after}`);
      after = at;
    }
    const named = (await tab.all('.reading .entry .who')).map(({ text }) => line(text));
    assert.deepEqual(named.slice(0, 4), ['MO Maren Oduya', 'CA Callan Harbour Authority', 'TV Tomas Verhale', 'IK Isolde Kerrigan']);
  });

  test('an exchange is a claim, who contests it, and who answers, with whose side each is on', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('#exchanges');
    await tab.none('.filter');
    await tab.picture('exchanges');
    await numbersAreTrue(tab);
    const exchange = line((await tab.one('.exchange', 'Tomas Verhale against Isolde Kerrigan')).text);
    assert.match(exchange, /keep out any storm of the coming century.*Isolde Kerrigan contests it.*disputed.*Tomas Verhale answers.*denied that the tank/);
    const [claim] = await tab.all('.exchange .claim');
    const [contest] = await tab.all('.exchange .against');
    const answer = await tab.one('.exchange .with', 'Tomas Verhale answers');
    assert.ok(contest.box.x > claim.box.x + 10 && answer.box.x < contest.box.x - 10, 'those against stand further in');
    await tab.click('.exchange .with', 'Tomas Verhale answers');
    await tab.one('.card', 'Tomas Verhale');
  });

  test('the search finds words and speakers as they are typed, and every number follows', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const all = (await tab.all('.entry')).length;
    await tab.press('/');
    await tab.page.keyboard.type('grandchild');
    await until(async () => (await tab.all('.entry')).length === 1, 'one entry');
    await tab.picture('search');
    assert.match((await tab.one('.entry')).text, /Our grandchildren will only ask/);
    assert.equal((await tab.one('.entry .found')).text, 'grandchild');
    await numbersAreTrue(tab);
    await tab.press('Escape');
    await until(async () => (await tab.all('.entry')).length === all, 'all entries');
    await tab.page.keyboard.type('KERRIGAN tank');
    await until(async () => (await tab.all('.entry')).length === 1, 'what she said of the tank');
    await tab.page.keyboard.type(' xylophone');
    await tab.one('.none', 'Nothing found');
    await numbersAreTrue(tab);
    for (let letters = 0; letters < ' xylophone'.length; letters++) await tab.press('Backspace');
    await tab.press('ArrowDown', 'Enter');
    await tab.one('.card', 'Isolde Kerrigan');
  });

  test('a thousand entries are built as far as they are seen, and found as they are typed', async () => {
    const tab = await reader.read('many.html');
    await tab.openPanel();
    assert.match((await tab.one('#reading')).text, /1000/);
    const built = async () => (await tab.ask('all', { selector: '.entry' })).length;
    assert.ok((await built()) < 150, `${await built()} built`);
    await tab.press('/');
    const began = Date.now();
    await tab.page.keyboard.type('stone 77');
    await until(async () => (await built()) === 11, '77, and 770 to 779');
    assert.ok(Date.now() - began < 4000, `${Date.now() - began} ms`);
    assert.match((await tab.one('#reading')).text, /\b11\b/);
    // What was typed last counts, though Enter comes in the same frame.
    await tab.page.keyboard.type('7');
    await tab.press('Enter', 'Enter');
    await tab.one('.card', 'stone 777 ');
    await tab.press('Escape', 'End');
    await until(async () => (await built()) === 1, 'the search to be as it was');
  });

  test('a main speaker has one colour, in the list, in order and in the exchanges', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const badges = async () => new Map((await tab.all('.badge')).map(({ text, style }) => [text.toUpperCase(), style.backgroundColor]));
    const speakers = await badges();
    assert.equal(new Set(['MO', 'CA', 'TV', 'IK'].map((name) => speakers.get(name))).size, 4, 'four colours');
    for (const id of ['#reading', '#exchanges']) {
      await tab.click(id);
      await tab.none('.group');
      for (const [name, colour] of await badges()) assert.equal(colour, speakers.get(name), `${name} in ${id}`);
    }
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

  test('a contested claim is listed with those who contest it, and each card names the other', async () => {
    const tab = await reader.read('rebuttal.html');
    await tab.openPanel();
    await tab.one('.group .entry .note', 'Contested by Corvin Haas');
    await tab.click('#exchanges');
    await tab.picture('exchange');
    const exchange = line((await tab.one('.exchange')).text);
    assert.match(exchange, /Dana Whitlock.*takes more water than its permit allows.*Corvin Haas.*denied that/);
    await tab.click('.exchange .claim', 'takes more water');
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
}, { pages: async () => ({ 'many.html': many }) });

// Every number that is shown is the number of what is shown.
async function numbersAreTrue(tab) {
  const count = async (selector) => (await tab.all(selector)).length;
  const number = async (id) => Number(/\d+/.exec((await tab.one(id)).text)[0]);
  const chosen = (await tab.one('[aria-selected="true"]')).attributes.id;
  const listed = { speakers: '.group', reading: '.reading .entry', exchanges: '.exchange' }[chosen];
  assert.equal(await number(`#${chosen}`), await count(listed), `the number on the tab ${chosen}`);
  if (chosen === 'exchanges') return;
  const shelves = await Promise.all(['quotes', 'statements'].map(async (kind) => Number(/\d+/.exec((await shelf(tab, kind)).text)[0])));
  assert.deepEqual(shelves, [await count('.entry:is(.direct, .mixed)'), await count('.entry.indirect')], 'quotes and statements');
  if (chosen !== 'speakers') return;
  for (const { text } of await tab.all('.group')) {
    const [, said] = / (\d+) statements? /.exec(line(text)) ?? [];
    assert.ok(said === undefined || Number(said) > 0, text);
  }
  const numbers = (await tab.all('.group .number')).map(({ text }) => Number(text));
  assert.equal(numbers.reduce((a, b) => a + b, 0), await count('.group .entry'), 'the numbers beside the names');
}
