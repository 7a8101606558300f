// Opens a browser on the demo article, the extension loaded.
//   node tools/run.mjs BROWSER window        until the reader closes it
//   node tools/run.mjs BROWSER headless      prints who said what, and writes a screenshot
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { extensionPage, report, send, start } from './browsers.mjs';
import { serve } from './serve.mjs';

const [name, mode, file = 'target/demo.png'] = process.argv.slice(2);
const server = await serve('tests/pages');
const url = `${server.origin}/demo.html`;
const { browser, close } = await start(name, { headless: mode !== 'window', size: [1360, 900] });
const stop = async () => {
  await close().catch(() => {});
  server.close();
};

const extension = await extensionPage(browser);
const page = await browser.newPage();
await page.goto(url);

if (mode === 'window') {
  console.log(`${name} shows ${url} with Quoth; close it, or press Ctrl-C here, to end.`);
  process.once('SIGINT', stop);
  await new Promise((gone) => browser.once('disconnected', gone));
  server.close();
} else {
  try {
    const found = await report(extension, url);
    if (found.status !== 'ready') throw new Error(`the demo article's report is not ready but "${found.status}"`);
    console.log(whoSaidWhat(found));
    await send(extension, url, { type: 'open' });
    // To where the quotes are, and the focus back to the page: no ring in the picture.
    await page.evaluate(() => document.querySelector('figcaption').scrollIntoView());
    await page.mouse.click(20, 300);
    // The panel slides in.
    await new Promise((soon) => setTimeout(soon, 800));
    mkdirSync(dirname(file), { recursive: true });
    await page.screenshot({ path: file });
    console.log(`screenshot: ${file}`);
  } finally {
    await stop();
  }
}

function whoSaidWhat({ article, speakers, attributions, rebuttals }) {
  const text = (spans) => spans.map(({ start, end }) => article.text.slice(start, end)).join(' … ');
  const lines = [article.title, ''];
  speakers.forEach((speaker, index) => {
    const said = attributions.filter((attribution) => attribution.speaker === index);
    if (!said.length) return;
    lines.push(speaker.role ? `${speaker.name}, ${speaker.role}` : speaker.name);
    for (const { kind, content } of said) lines.push(`  ${kind.padEnd(9)}${text(content)}`);
  });
  const nobody = attributions.filter(({ speaker }) => speaker === null);
  if (nobody.length) lines.push('Not attributed', ...nobody.map(({ kind, content }) => `  ${kind.padEnd(9)}${text(content)}`));
  if (rebuttals.length) lines.push('', 'Contested');
  for (const { span, by, targets } of rebuttals) {
    lines.push(`  ${by === null ? 'The author' : speakers[by].name}: ${text([span])}`);
    if (targets.length) lines.push(`    against: ${text(targets)}`);
  }
  return lines.join('\n');
}
