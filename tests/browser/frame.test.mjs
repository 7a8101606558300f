// The panel on the page: where it stands, what it says in each state, and that it goes when it should.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEachBrowser, line, until } from './harness.mjs';

const active = async (tab) => ((await tab.highlights())['quoth-active'] ?? []).join('');

inEachBrowser('frame', (reader) => {
  // Puppeteer cannot have Firefox show what it would print, nor set these preferences in it.
  const inChromium = { skip: reader.name === 'firefox' && 'cannot be set from outside' };

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

  test('on a page that is never idle, who asks before the panel is made has the card at once', async () => {
    const tab = await reader.read('demo.html');
    await tab.page.evaluateOnNewDocument(() => {
      const busy = (from) => {
        while (performance.now() < from + 20);
        setTimeout(() => busy(performance.now()));
      };
      addEventListener('DOMContentLoaded', () => busy(performance.now()));
    });
    await tab.page.reload({ waitUntil: 'domcontentloaded' });
    while ((await tab.send({ type: 'report' }))?.status !== 'ready');
    await tab.send({ type: 'next' });
    await tab.one('.card', 'Maren Oduya');
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

  test('where the panel would cover the article the page gives way, keeps its place, and has all of it back', async () => {
    const tab = await reader.read('plain.html', { size: [1000, 800] });
    const column = () => tab.page.evaluate(() => document.querySelector('p').getBoundingClientRect().right);
    const style = () => tab.page.evaluate(() => document.documentElement.outerHTML.split('<head')[0]);
    // As wide as the window.
    await tab.page.evaluate(() => (document.body.style.cssText = 'max-width: none; margin: 20px'));
    const changes = await tab.changes();
    const [before, tag] = [await column(), await style()];
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    assert.ok(before > box.x, 'the panel would cover it');
    assert.ok((await column()) <= box.x, 'the article is free');
    assert.equal(await style(), tag, 'the page’s root is as it was');
    await tab.picture('aside');
    await tab.click('[data-do="side"]');
    await until(async () => {
      const left = (await tab.one('.panel')).box;
      return left.x === 0 && (await tab.page.evaluate(() => document.querySelector('p').getBoundingClientRect().left)) >= left.width;
    }, 'the article to be free on the other side');
    await tab.click('[data-do="close"]');
    await until(async () => (await column()) === before, 'the page to be as it was');
    assert.deepEqual(await tab.changes(), changes);
  });

  test('a page of a fixed width is pushed aside, as far as its column needs it', async () => {
    const tab = await reader.open('plain.html', { size: [1000, 800] });
    await tab.page.evaluate(() => (document.body.style.cssText = 'width: 1000px; margin: 0; padding: 0 200px; box-sizing: border-box'));
    await tab.report();
    const column = () => tab.page.evaluate(() => {
      const { left, right } = document.querySelector('p').getBoundingClientRect();
      return { left, right };
    });
    const before = await column();
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    assert.ok(before.right > box.x, 'the panel would cover it');
    const { left, right } = await column();
    assert.ok(left >= 0 && right <= box.x, `the article is free, from ${left} to ${right}`);
    assert.equal(right - left, before.right - before.left, 'and as wide as it was');
    await tab.picture('pushed');
    await tab.click('[data-do="close"]');
    await until(async () => (await column()).left === before.left, 'the page to be as it was');
  });

  test('in a small window, on a page that does not bear it, it is a sheet', async () => {
    const tab = await reader.open('plain.html', { size: [700, 600] });
    await tab.page.evaluate(() => (document.body.style.cssText = 'position: absolute; left: 0; width: 100vw; margin: 0; box-sizing: border-box'));
    await tab.report();
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    assert.ok(box.x === 0 && box.y > 200, `at the bottom: ${JSON.stringify(box)}`);
  });

  test('at 200 % zoom, and on a page written from right to left, the article is free too', async () => {
    const tab = await reader.read('demo.html', { size: [680, 430] });
    await tab.page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await tab.openPanel();
    const { box } = await tab.one('.panel');
    const free = () => tab.page.evaluate((edge) => [...document.querySelectorAll('article p')].every((p) => p.getBoundingClientRect().right <= edge), box.x);
    assert.ok(await free(), `up to ${box.x}`);
    await tab.click('.entry', 'Tonight we chose');
    await tab.one('.card', 'Maren Oduya');
    await tab.picture('zoomed');
    const words = async () => (await tab.one('.card .sentence')).box;
    assert.ok((await words()).width > 200, 'the card can be read');
  });

  test('a page that does not bear it is covered instead, and no wider than it was', async () => {
    const tab = await reader.open('demo.html', { size: [1000, 800] });
    await tab.page.evaluate(() => (document.querySelector('article').style.cssText = 'position: absolute; left: 20px; width: 960px'));
    await tab.report();
    const wide = () => tab.page.evaluate(() => [document.documentElement.scrollWidth, document.body.getBoundingClientRect().width]);
    const before = await wide();
    await tab.openPanel();
    assert.deepEqual(await wide(), before);
  });

  test('a map beside the scroll bar has a tick for each highlight, and leads there; to screen readers it is nothing', async () => {
    const tab = await reader.read('demo.html', { size: [1360, 800] });
    await tab.openPanel();
    const ticks = async () => (await tab.all('.map path')).map(({ attributes }) => attributes.d ?? '').join('').split('M').length - 1;
    await until(async () => (await ticks()) >= 15, 'the ticks');
    await tab.picture('map');
    const map = await tab.one('.map');
    assert.equal(map.attributes['aria-hidden'], 'true');
    const last = Math.max(...(await tab.all('.map path')).flatMap(({ attributes }) => [...(attributes.d ?? '').matchAll(/ (\d+)H/g)].map(([, at]) => Number(at))));
    await tab.page.mouse.click(map.box.x + 5, (last / 1000) * 800);
    await until(() => tab.page.evaluate(() => scrollY > 500), 'the page to be scrolled to the last highlight');
    await until(async () => (await active(tab)) !== '', 'it to be marked');
    await tab.click('[data-do="highlights"]');
    await until(async () => (await ticks()) === 0, 'no ticks without highlights');
  });

  test('on the next page it is open if it was left open, in the same tab of the list, and takes no focus', async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.click('#reading');
    await tab.page.goto(tab.url.replace('demo', 'plain'));
    await tab.one('.panel .reading .entry');
    assert.equal(await tab.page.evaluate(() => document.activeElement === document.body), true);
    await tab.click('[data-do="close"]');
    await tab.page.reload();
    await tab.one('.launcher');
    assert.deepEqual((await tab.all('.panel')), []);
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

  test('a sheet never lies over the passage that it is about, not even over the last of the page', async () => {
    const tab = await reader.read('demo.html', { size: [400, 800] });
    const { article, attributions } = await tab.report();
    const last = attributions.at(-1).content[0];
    const words = article.text.slice(last.start, last.start + 20);
    // At the end of the page, in its lower half.
    await tab.page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
    await tab.clickAt(await tab.boxOf(words));
    await tab.one('.card');
    const free = async () => (await tab.boxOf(words, { scroll: false })).y + 20 < (await tab.one('.panel')).box.y;
    await until(free, 'the passage to stand above the sheet');
    await tab.send({ type: 'previous' });
    await tab.send({ type: 'next' });
    await until(free, 'the passage that was stepped to');
    await tab.picture('sheet-passage');
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

  test('nothing of it is printed', inChromium, async () => {
    const tab = await reader.read('demo.html');
    await tab.openPanel();
    await tab.page.emulateMediaType('print');
    await until(async () => (await tab.all('.panel, .launcher')).length === 0, 'the panel to be left out');
    await tab.picture('print');
  });
});
