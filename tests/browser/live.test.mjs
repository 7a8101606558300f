// A page that changes: highlights follow the text, and the panel keeps its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const MILL = '“It groaned like my uncle on a Sunday,”';
const BEES = '“They pay in every day and never take anything out,”';

inEachBrowser('live', (reader) => {
  const quotes = (tab) => async () => (await tab.highlights())['quoth-quote']?.join(' ');

  test('the same text in new nodes is highlighted again', async () => {
    const tab = await reader.read('rerender.html');
    assert.equal(await quotes(tab)(), MILL);
    await tab.page.evaluate(() => draw('mill'));
    assert.equal(await tab.page.evaluate(() => [...CSS.highlights].filter(([name]) => name.startsWith('quoth-quote')).flatMap(([, ranges]) => [...ranges]).filter((r) => !r.collapsed).length), 0, 'the old ranges are empty');
    await until(async () => (await quotes(tab)()) === MILL, 'the quote to be highlighted in its new node');
    assert.deepEqual(await tab.troubles(), []);
  });

  test('a paragraph that comes later is read too, and the open card stays', async () => {
    const tab = await reader.read('rerender.html');
    await tab.clickText('It groaned like');
    await tab.one('.card', 'Petra Quill');
    await tab.page.evaluate(() => draw('mill', { extended: true }));
    await until(async () => (await tab.highlighted()).includes('the wheel would run every weekend'), 'the new statement');
    assert.match((await tab.one('.card .place')).text, /1 of 2/);
    assert.match((await tab.one('.card')).text, /It groaned like my uncle/);
  });

  test('another story in place of the first: its quotes, and no more of the old', async () => {
    const tab = await reader.read('rerender.html');
    await tab.openPanel();
    await tab.page.evaluate(() => draw('bees'));
    await until(async () => (await quotes(tab)()) === BEES, 'the quote of the new story');
    await tab.one('.list .speaker', 'Tobias Leck');
    assert.ok(!(await tab.one('.list')).text.includes('Quill'));
  });

  test('a speaker keeps the colour when others come to speak above', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    const colour = async (name) => (await tab.one('.group .badge', name)).style.backgroundColor;
    const before = [await colour('MO'), await colour('TV')];
    assert.notEqual(before[0], before[1]);
    await tab.page.evaluate(() => {
      const first = document.querySelector('article p:not([class])');
      for (const who of ['Nadia Ferrow', 'Piet Larsen']) {
        const news = document.createElement('p');
        news.textContent = `“The water stood at the third step this morning,” said ${who}. ${who} said that the cellars of the lower town were dry.`;
        first.before(news);
      }
    });
    await tab.one('.group .badge', 'PL');
    assert.deepEqual([await colour('MO'), await colour('TV')], before);
    assert.ok(!before.includes(await colour('PL')), 'the new ones have others');
    const onPage = await tab.page.evaluate(() =>
      [...CSS.highlights].filter(([, ranges]) => [...ranges].some((range) => String(range).includes('keep our feet dry'))).map(([name]) => name));
    assert.deepEqual(onPage, ['quoth-quote-1']);
  });

  test('an article that becomes a front page is let go', async () => {
    const tab = await reader.read('rerender.html');
    await tab.page.evaluate(() => document.getElementById('story').replaceChildren());
    await until(async () => ((await quotes(tab)()) ?? '') === '', 'the highlights to go');
    await until(async () => (await tab.report()).status === 'not-article', 'the report to say so');
  });
});
