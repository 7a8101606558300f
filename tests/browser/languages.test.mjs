// Quoth reads English: by the words of a page, whatever the page says its language is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line } from './harness.mjs';

const FRENCH = [
  'La petite île de Sandholm garde ses deux gardiens de phare pour dix ans encore, a décidé jeudi soir le conseil après cinq heures de débat.',
  '« Nous allumons la lampe chaque nuit et nous ne demandons merci à personne », a déclaré Torben Asmus, l’aîné des deux, arrivé sur le rocher à dix-neuf ans.',
  'La trésorière a rappelé que la lumière coûte moins cher que le nouveau parking, et que la lampe brûle depuis bientôt deux siècles sans jamais faillir.',
  'Les pêcheurs de la côte ont salué la décision, car aucune machine ne connaît le brouillard aussi bien que deux hommes qui le regardent toute l’année.',
];
const ENGLISH = [
  'The two keepers of the lighthouse on Sandholm may stay for another ten years, the council decided on Thursday after a debate of five hours.',
  '“We light it every night, and we ask nobody for thanks,” said Torben Asmus, the elder of the two, who came to the rock at the age of nineteen.',
  'The council’s treasurer told the meeting that the light cost less than the new car park, and that it had been lit for the first time in 1861.',
  'Hansen, who fishes these waters in all weathers, said that no machine would ever know the fog as well as two men who look at it all year.',
];
// Long enough to tell by its words alone.
const LONG_FRENCH = `« ${FRENCH.join(' ')} », a écrit le journal de l’île, qui ajoute que la fête aura lieu dimanche sur la jetée.`;
const QUOTE = '“We light it every night, and we ask nobody for thanks,”';

const page = (lang, paragraphs) => `<!doctype html><html${lang ? ` lang="${lang}"` : ''}><head><meta charset="utf-8"><title>Sandholm</title>
  <meta property="og:type" content="article"></head><body><article><h1>The lamp of Sandholm</h1>
  ${paragraphs.map((text) => (text.startsWith('<') ? text : `<p>${text}</p>`)).join('\n')}</article></body></html>`;
const [first, ...rest] = ENGLISH;
const PAGES = {
  'french-says-english': page('en', FRENCH),
  'french-says-nothing': page('', FRENCH),
  'english-says-french': page('fr', ENGLISH),
  'english-says-nothing': page('', ENGLISH),
  'english-says-nonsense': page('x-none', ENGLISH.map((text) => `<p lang="x-none">${text}</p>`)),
  'block-says-french': page('en', [first, ...rest.slice(0, 2), `<blockquote lang="fr"><p>${FRENCH[1]}</p></blockquote>`, rest[2]]),
  'block-says-nothing': page('en', [first, LONG_FRENCH, ...rest]),
  'block-lies': page('en', [first, `<div lang="de">${rest.map((text) => `<p>${text}</p>`).join('')}</div>`]),
};
const ENGLISH_ONES = Object.keys(PAGES).filter((name) => !name.startsWith('french'));

inEachBrowser('languages', (reader) => {
  const marked = async (tab) => Object.values(await tab.highlights()).flat().filter(Boolean);

  for (const name of ['french-says-english', 'french-says-nothing']) {
    test(`${name}: nothing is highlighted, and the panel says why when it is asked`, async () => {
      const tab = await reader.read(`${name}.html`);
      assert.equal((await tab.report()).status, 'unsupported-language');
      assert.deepEqual(await marked(tab), []);
      await tab.openPanel();
      await tab.one('.notice', 'Quoth reads English so far');
    });
  }

  for (const name of ENGLISH_ONES) {
    test(`${name}: the English words are read, and no others`, async () => {
      const tab = await reader.read(`${name}.html`);
      const report = await tab.report();
      assert.equal(report.status, 'ready');
      assert.deepEqual((await tab.highlights())['quoth-quote'].map(line).filter(Boolean), [QUOTE]);
      assert.ok(!/conseil|phare|déclaré/.test(report.article.text), report.article.text);
      for (const text of ENGLISH) assert.ok(report.article.text.includes(text.slice(0, 40)), text);
      assert.deepEqual(await tab.troubles(), []);
    });
  }

  test('the German page says so too, when the reader asks', async () => {
    const tab = await reader.read('german.html');
    await tab.openPanel();
    await tab.one('.notice', 'Quoth reads English so far');
    assert.deepEqual(await marked(tab), []);
    await tab.picture('german');
  });
}, { pages: async () => Object.fromEntries(Object.entries(PAGES).map(([name, html]) => [`${name}.html`, html])) });
