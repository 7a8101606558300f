// The icons are drawn from one SVG, in Chromium.
//   node tools/icons.mjs draw    writes them
//   node tools/icons.mjs check   fails if one is no drawing of it; another Chromium may round an edge otherwise
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { options } from './browsers.mjs';

const FOLDER = 'extension/icons';
const SIZES = [16, 32, 48, 128];
// The mean difference of a colour, of 255, that is none to an eye.
const LEAST = 2;

const address = (file, type) => `data:${type};base64,${readFileSync(join(FOLDER, file)).toString('base64')}`;
const drawing = address('quoth.svg', 'image/svg+xml');

const browser = await puppeteer.launch(options('chromium'));
try {
  const page = await browser.newPage();
  for (const size of SIZES) {
    const file = `${size}.png`;
    if (process.argv[2] === 'draw') {
      const png = await page.evaluate(pixels, drawing, size, 'png');
      writeFileSync(join(FOLDER, file), Buffer.from(png.split(',')[1], 'base64'));
      console.log(join(FOLDER, file));
    } else {
      const [want, got] = [await page.evaluate(pixels, drawing, size), await page.evaluate(pixels, address(file, 'image/png'), size)];
      const apart = want.reduce((sum, value, at) => sum + Math.abs(value - got[at]), 0) / want.length;
      console.log(`${file}: ${apart.toFixed(2)} apart`);
      if (apart > LEAST) throw new Error(`${join(FOLDER, file)} is not drawn from quoth.svg: run ./build.sh icons`);
    }
  }
} finally {
  await browser.close();
}

// Runs in the page: an image as pixels, or as a PNG.
async function pixels(source, size, as) {
  const image = new Image(size, size);
  image.src = source;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, size, size);
  return as === 'png' ? canvas.toDataURL('image/png') : [...context.getImageData(0, 0, size, size).data];
}
