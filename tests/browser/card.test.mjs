// The context card: who, in what role, by which words, and the ways in and out of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const QUOTE = '“Our grandchildren will only ask why we waited so long.”';
const active = async (tab) => ((await tab.highlights())['quoth-active'] ?? []).join('');

inEachBrowser('card', (reader) => {
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

  test('the arrow keys lead there too, and the focus goes along', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.press('Enter');
    await tab.one('.card .place', '1 of');
    await tab.press('ArrowRight');
    await tab.one('.card .place', '2 of');
    assert.ok((await tab.one('.card h3')).focused, 'the heading has the focus');
    await tab.press('ArrowLeft', 'ArrowLeft');
    await tab.one('.card .place', '1 of');
  });

  test('an answer in an interview is shown with the question, and taken along with it', async () => {
    const tab = await reader.read('interview.html');
    await tab.openPanel();
    await tab.click('.entry', 'I would lie again');
    await tab.one('.card .asked', 'answer to: Would you do it again');
    await tab.picture('card-question');
    await tab.press('Escape');
    await tab.click('[data-do="take-form"]');
    await tab.click('[data-do="take-copy"]');
    await tab.one('.take .outcome', 'Copied');
    assert.match(await reader.pasted(), /Would you do it again/);
  });

  test('copies a statement with its speaker and a link to the passage', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.group .entry', 'Tonight we chose');
    await tab.click('[data-do="copy"]');
    await tab.one('[data-do="copy"]', 'Copied');
    const text = await reader.pasted();
    assert.match(text, /“Tonight we chose to keep our feet dry,”/);
    assert.match(text, /Maren Oduya/);
    const link = /http:\S+/.exec(text)[0];
    assert.ok(link.startsWith(`${tab.url}#:~:text=`), link);
    assert.match(decodeURIComponent(link), /Tonight we chose/);
  });

  test('"This is wrong" makes a report of the fault, the passage and what Quoth read, to copy; nothing is sent', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.group .entry', 'more patch than wall');
    const open = '.tools [data-do="wrong"]';
    assert.equal((await tab.one(open)).attributes['aria-expanded'], 'false');
    await tab.click(open);
    await tab.picture('wrong');
    assert.equal((await tab.one(open)).attributes['aria-expanded'], 'true');
    const [first] = await tab.all('.faults input');
    assert.ok(first.focused, 'the first fault has the focus');
    await tab.press('ArrowDown');
    await tab.click('[data-do="wrong-copy"]');
    const report = await reader.pasted();
    assert.match(report, /^Quoth [\d.]+: The words start or end in the wrong place\n/);
    assert.match(report, /Passage: .*He said the old sea wall.*We tested the doors/);
    assert.match(report, /version: Tomas Verhale.*more patch than wall.*#:~:text=/);
    assert.match(report, /Named here as: He\n.*Reported with: said\n/s);
    await tab.press('Escape');
    await tab.none('.wrong');
    assert.ok((await tab.one(open)).focused, 'the focus is back on the button');
    await tab.one('.card', 'Tomas Verhale');
  });

  test('what others say on the same subject stands below, and leads to their cards', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('.group .entry', 'never wait longer than fifteen minutes');
    await tab.one('.card h4', 'Others on the same subject');
    await tab.picture('card-related');
    await tab.click('.card .link', 'Fifteen minutes is a long time');
    await tab.one('.card .speaker', 'Isolde Kerrigan');
  });
});
