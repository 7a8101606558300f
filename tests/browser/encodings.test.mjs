// Pages in other encodings than UTF-8, and text that is not what it seems: the words are read as the browser shows them,
// highlighted to the letter, and the link to a passage leads there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

// A story whose first quote holds what the encoding is for, far down the page.
const story = (said, { head = '', lang = 'en', more = '' } = {}) => `<!doctype html>
<html lang="${lang}"><head>${head}<title>The kiosk on the pier is open again</title><style>h1 { margin-top: 2000px }</style><meta property="og:type" content="article"></head><body><article>
<h1>The kiosk on the pier is open again</h1>
<p>The kiosk on the pier was opened again on Monday, after a winter in which the storms had taken its roof and most of its cups.</p>
<p>“${said}” said Nadia Brown, who has sold tea there for eleven years and has never once been ill.</p>
<p>Brown said that the new roof would hold, and that the town had paid for half of it with what the boats bring in.</p>
<p>The pier itself will be closed for two days in the autumn, when divers look at the piles on which it stands.</p>${more}
</article></body></html>`;

// Each letter that is not ASCII by its bytes, as the encoding has it.
const encoded = (bytes) => (text) => Buffer.concat([...text].map((letter) => Buffer.from(letter < '\x80' ? [letter.charCodeAt(0)] : bytes[letter])));
const western = encoded({ '“': [0x93], '”': [0x94], '’': [0x92], é: [0xe9], '–': [0x96], ï: [0xef] });
const japanese = encoded({ '“': [0x81, 0x67], '”': [0x81, 0x68], '’': [0x81, 0x66], 茶: [0x92, 0x83], 湯: [0x93, 0x92] });
const swapped = (text) => Buffer.from(text, 'utf16le').swap16();

const CAFE = 'It’s a café – not a naïve dream,';
const TEA = 'We call it 茶湯 and it’s hot,';
const FAR = '𝔗ea for ten 👩‍🌾 farmers, e\u0301clairs too,';
const PAGES = {
  'by the header': ['windows-1252', CAFE, western(story(CAFE))],
  'by the page itself': [null, CAFE, western(story(CAFE, { head: '<meta charset="windows-1252">' }))],
  'by an old name': [null, CAFE, western(story(CAFE, { head: '<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">' }))],
  'Shift-JIS': ['shift_jis', TEA, japanese(story(TEA))],
  'UTF-16, the low byte first': [null, FAR, Buffer.from(`\ufeff${story(FAR)}`, 'utf16le')],
  'UTF-16, the high byte first': ['utf-16be', FAR, swapped(story(FAR))],
  'UTF-8 with a mark at its start, whatever the header says': ['windows-1252', FAR, Buffer.from(`\ufeff${story(FAR)}`)],
};

// Marks that turn the direction of writing, a soft hyphen, spaces of no width: they are part of the words.
const MARKS = '\u202aTea\u00ad for\u200b ten,\u202c \u2067שלום\u2069 to all,';
// Halves of letters, which no encoding of a file can hold: written by a script.
const HALVES = ['Half a \ud83d letter', ' and the \udea2 other half,'];

const made = Object.fromEntries(Object.entries(PAGES).map(([, [charset, , body]], index) =>
  [`${index}.html`, { body, type: `text/html${charset ? `; charset=${charset}` : ''}` }]));
made['marks.html'] = story(MARKS);
made['halves.html'] = story('HALVES', {
  more: `<script>
    const text = document.querySelectorAll('p')[1].firstChild;
    text.data = text.data.replace('HALVES', ${JSON.stringify(HALVES.join(''))});
  </script>`,
});

inEachBrowser('encodings', (reader) => {
  // Reads the page; the words of its one quote, as report, highlight and link have them.
  async function read(page) {
    const tab = await reader.read(page);
    const report = await tab.report();
    const [{ start, end }] = report.attributions.find(({ kind }) => kind === 'direct').content;
    const highlighted = (await tab.highlights())['quoth-quote'].join('');
    await tab.openPanel();
    await tab.click('.list .entry');
    await tab.one('.card', 'Nadia Brown');
    return { tab, words: line(report.article.text.slice(start, end)), highlighted };
  }

  for (const [index, [how, [, said]]] of Object.entries(PAGES).entries()) {
    test(`${how}: the words as they are shown`, async () => {
      const { tab, words, highlighted } = await read(`${index}.html`);
      assert.equal(words, `“${said}”`);
      assert.equal(highlighted, words);
      assert.match((await tab.one('.card .passage')).text, new RegExp(said.slice(0, 12)));
      assert.deepEqual(await tab.troubles(), []);
      await tab.click('[data-do="copy"]');
      await tab.one('[data-do="copy"]', 'Copied');
      const link = /http:\S+$/m.exec(await reader.pasted())[0];
      await tab.page.goto('about:blank');
      await tab.page.goto(link);
      await until(() => tab.page.evaluate(() => scrollY > 1000), `the browser to find the passage of ${link}`);
    });
  }

  test('marks that turn the writing are part of the words, and do not turn the panel', async () => {
    const { tab, words, highlighted } = await read('marks.html');
    assert.equal(words, `“${MARKS}”`);
    assert.equal(highlighted, words);
    const [passage] = await tab.all('.card .passage');
    assert.ok(passage.text.includes('שלום'));
    await tab.picture('bidi');
  });

  test('half a letter does not shift what comes behind it', async () => {
    const { tab, highlighted } = await read('halves.html');
    // What the page has, the highlight has: the half letter too.
    assert.ok(highlighted.endsWith('other half,”'), highlighted);
    assert.ok(highlighted.startsWith('“Half a '), highlighted);
    assert.match((await tab.highlights())['quoth-statement'].join(), /that the new roof would hold/);
    assert.deepEqual(await tab.troubles(), []);
  });
}, { pages: async () => made });
