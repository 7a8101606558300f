// Runs a wasm test file in the browsers: cargo calls this for `cargo test --target wasm32-unknown-unknown`.
//   node tools/wasm-tests.mjs FILE.wasm [what wasm-bindgen-test-runner takes...]
// wasm-bindgen's own headless mode wants chromedriver and geckodriver; serving the tests and opening them does not.
import { spawn } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { options } from './browsers.mjs';

const runner = spawn('target/tools/wasm-bindgen-test-runner', process.argv.slice(2), {
  env: { ...process.env, NO_HEADLESS: '1', WASM_BINDGEN_USE_BROWSER: '1', WASM_BINDGEN_TEST_ADDRESS: '127.0.0.1:0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});

// Where the tests are served, or nothing: the runner ends by itself if the file has no test.
const address = await new Promise((found) => {
  let output = '';
  runner.stdout.on('data', (data) => {
    output += data;
    const at = /available at (http:\S+)/.exec(output);
    if (at) found(at[1]);
  });
  runner.on('close', (status) => {
    if (status) process.exitCode = 1;
    found(null);
  });
  runner.on('error', () => {
    console.error('wasm-bindgen-test-runner is not built: ./build.sh test wasm builds it');
    process.exitCode = 1;
    found(null);
  });
});

if (address) {
  try {
    for (const name of (process.env.BROWSERS ?? 'chromium firefox').split(' ')) await run(name);
  } finally {
    runner.kill();
  }
}

async function run(name) {
  const browser = await puppeteer.launch(options(name));
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const output = await page.waitForFunction(
      () => {
        const text = document.getElementById('output').textContent;
        return /^test result: /m.test(text) && text;
      },
      { timeout: 120_000, polling: 200 },
    );
    const text = await output.jsonValue();
    console.log(`in ${name}:\n${text.trim()}`);
    if (!/^test result: ok/m.test(text)) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
