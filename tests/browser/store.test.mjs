// What the stores look at: the browser takes the build without a word of warning, and asks for nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inEachBrowser } from './harness.mjs';

inEachBrowser('the build', (reader) => {
  test('is loaded without errors or warnings', async (t) => {
    if (reader.name === 'firefox') return t.skip('there the linter says it: ./build.sh test lint');
    const page = await reader.browser.newPage();
    try {
      await page.goto('chrome://extensions');
      const known = await page.evaluate(() => chrome.developerPrivate.getExtensionsInfo({ includeDisabled: true }));
      const quoth = known.find(({ name }) => name.startsWith('Quoth'));
      assert.ok(quoth, 'the extension is there');
      const complaints = [...quoth.manifestErrors, ...quoth.runtimeErrors].map(({ message }) => message);
      assert.deepEqual(complaints, []);
    } finally {
      await page.close();
    }
  });

  test('has no right but to the tab where it is asked', async () => {
    const held = await reader.extension.evaluate(() => (globalThis.browser ?? chrome).permissions.getAll());
    assert.deepEqual(held.permissions.filter((name) => !name.startsWith('internal')).sort(), ['activeTab', 'contextMenus', 'scripting', 'storage']);
    assert.deepEqual(held.origins, []);
  });

  test('names in every text for the stores what it asks for', () => {
    const { permissions } = JSON.parse(readFileSync(`dist/${reader.name}/manifest.json`, 'utf8'));
    const told = readFileSync('docs/STORES.md', 'utf8');
    for (const permission of permissions) assert.ok(told.includes(`\`${permission}\``), permission);
  });
}, { access: [] });
