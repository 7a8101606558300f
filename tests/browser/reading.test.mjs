// What is found on a page, and what is highlighted on it: the pages in tests/pages and the JSON beside each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectedOf, inEachBrowser, line } from './harness.mjs';

const PAGES = ['plain', 'site', 'inline', 'paragraphs', 'rebuttal', 'strict', 'demo', 'rerender', 'mixed'];

// Highlights may be cut at every element of the page: what counts is the text they cover together. White space is left
// out, for a range does not tell a line break from nothing.
const covered = (texts) => texts.join('').replace(/\s/g, '');

// The same, in order; of a long article only some are named.
function compare(found, wanted, among) {
  if (!among) return assert.deepEqual(found, wanted);
  const key = (one) => JSON.stringify(Object.entries(one).sort());
  const named = new Set(wanted.map(key));
  assert.deepEqual(found.filter((one) => named.has(key(one))), wanted, `among ${JSON.stringify(found, null, 1)}`);
}

inEachBrowser('reading', (reader) => {
  for (const name of PAGES) {
    test(`${name}: who said what, and the very words highlighted`, async () => {
      const wanted = await expectedOf(name);
      const tab = await reader.open(`${name}.html`);
      const report = await tab.report();
      await tab.picture(`reading-${name}`);
      assert.equal(report.status, wanted.status, report.error);
      if (wanted.title) assert.equal(report.article.title, wanted.title);
      if (wanted.byline) assert.equal(report.article.byline, wanted.byline);
      const text = (span) => line(report.article.text.slice(span.start, span.end));
      const by = (speaker) => (speaker === null ? null : report.speakers[speaker].name);

      const said = report.attributions.flatMap(({ kind, content, speaker }) =>
        content.map((span) => ({ kind, by: by(speaker), text: text(span) })));
      const rebuttals = report.rebuttals.map(({ by: who, marker, contests }) => ({
        by: by(who),
        marker: text(marker),
        contests: contests.flatMap((index) => report.attributions[index].content.map(text)),
      }));
      compare(said, wanted.said, wanted.among);
      if (wanted.among) {
        for (const { by, marker, contests } of wanted.rebuttals) {
          const found = rebuttals.find((one) => one.by === by && one.marker === marker);
          for (const claim of contests) assert.ok(found?.contests.includes(claim), `${by} contests "${claim}": ${JSON.stringify(found)}`);
        }
      } else assert.deepEqual(rebuttals, wanted.rebuttals ?? []);

      const highlights = await tab.highlights();
      const quotes = report.attributions.flatMap(({ kind, content, quoted }) => (kind === 'direct' ? content : kind === 'mixed' ? quoted : []));
      assert.equal(covered(highlights['quoth-quote'] ?? []), covered(quotes.map(text)), 'quotes');
      assert.equal(
        covered(highlights['quoth-statement'] ?? []),
        covered(report.attributions.flatMap(({ kind, content }) => (kind === 'direct' ? [] : content.map(text)))),
        'statements',
      );
      assert.equal(covered(highlights['quoth-rebuttal'] ?? []), covered(report.rebuttals.map(({ span }) => text(span))), 'rebuttals');

      const highlighted = await tab.highlighted();
      for (const words of wanted.outside ?? []) {
        assert.ok(!highlighted.includes(words), `"${words}" is not of the article`);
        assert.ok(!report.article.text.includes(words), `"${words}" is not in the article's text`);
      }
      assert.deepEqual(await tab.troubles(), []);
    });
  }

  for (const [name, why] of [
    ['front', 'a front page is no article'],
    ['german', 'another language is left alone'],
    ['silent', 'an article that quotes nobody'],
  ]) {
    test(`${name}: ${why}, and nothing is highlighted or shown`, async () => {
      const tab = await reader.open(`${name}.html`);
      const { status } = await tab.report();
      assert.equal(status, (await expectedOf(name)).status);
      assert.deepEqual(Object.values(await tab.highlights()).flat(), []);
      assert.deepEqual((await tab.all('*')).filter(({ visible }) => visible), []);
      assert.deepEqual(await tab.changes(), []);
    });
  }

  test('the report has the shape that the badge and researchers read', async () => {
    const tab = await reader.open('rebuttal.html');
    const report = await tab.report();
    assert.deepEqual(Object.keys(report).sort(), ['article', 'attributions', 'rebuttals', 'said', 'speakers', 'status', 'timing', 'work']);
    const { text } = report.article;
    assert.equal(report.article.title, 'Dispute over the water of Lake Orrin');
    assert.match(text, /^The water of Lake Orrin has fallen[^\n]+\n\n“The paper mill takes/, 'the headline is no part of the text');
    assert.ok(!/\n{3}|[ \t]\n/.test(text), 'a blank line parts the paragraphs, and nothing else does');
    for (const [name, value] of Object.entries(report.timing)) assert.ok(value >= 0 && value < 10_000, `${name}: ${value}`);
    for (const name of ['init_ms', 'scan_ms', 'analyse_ms', 'paint_ms']) assert.equal(typeof report.timing[name], 'number');
    const spans = JSON.stringify(report).match(/\{"start":\d+,"end":\d+\}/g).map((span) => JSON.parse(span));
    for (const { start, end } of spans) assert.ok(start < end && end <= text.length, `${start}..${end} of ${text.length}`);
  });

  test('the toolbar counts what was found', async () => {
    const tab = await reader.read('plain.html');
    const { attributions } = await tab.report();
    const badge = await reader.extension.evaluate(async (url) => {
      const api = globalThis.browser ?? globalThis.chrome;
      const { id } = (await api.tabs.query({})).find((tab) => tab.url === url);
      return api.action.getBadgeText({ tabId: id });
    }, tab.url);
    assert.equal(badge, String(attributions.length));
  });
});
