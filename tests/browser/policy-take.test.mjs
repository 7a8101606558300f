// Taking the report along from a page with a strict policy: it is saved, or the panel says that it was not; copying always
// works. Firefox saves in the extension's background, where no policy of the page reaches.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inEachBrowser, until } from './harness.mjs';

const POLICIES = Object.entries(JSON.parse(readFileSync('tests/pages/policies.json', 'utf8')));
const QUOTE = 'The stone sings back if you wait for it';

const downloads = mkdtempSync(join(tmpdir(), 'quoth-downloads-'));
after(() => rmSync(downloads, { recursive: true, force: true }));

inEachBrowser('taking it along under a policy', (reader) => {
  for (const [name, policy] of POLICIES) {
    const shut = reader.name === 'chromium' && policy.includes('sandbox');
    test(`${name}: ${shut ? 'the panel says that it cannot be saved here' : 'it is saved'}, and it can be copied`, async () => {
      const tab = await reader.read(`strict.html?policy=${name}`);
      await tab.openPanel();
      await tab.click('[data-do="take-form"]');
      await tab.click('[data-do="take-save"]');
      if (shut) await tab.one('.take .outcome', 'Not saved: the browser allows no downloads on this page');
      else {
        await tab.one('.take .outcome', 'Saved');
        const file = await until(() => readdirSync(downloads).find((file) => file.endsWith('.md')), 'the file');
        await until(() => readFileSync(join(downloads, file), 'utf8').includes(QUOTE), 'its content');
        rmSync(join(downloads, file));
      }
      await tab.picture(`take-${name}`);
      await tab.click('[data-do="take-copy"]');
      await tab.one('.take .outcome', 'Copied');
      assert.ok((await reader.pasted()).includes(QUOTE));
      assert.deepEqual(readdirSync(downloads), []);
    });
  }
}, { downloads });
