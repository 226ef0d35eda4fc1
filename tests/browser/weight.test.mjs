// Weighs what a reader downloads. Run by `cargo test` (tests/browser.rs), which builds the archives and names them:
//   RECOUNT_SITE   the project's own samples, built
//   RECOUNT_MANY   an archive of some hundred incidents, built
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { openPage, settle, titles } from './fake-page.mjs';

const site = resolve(process.env.RECOUNT_SITE ?? 'public');
const many = resolve(process.env.RECOUNT_MANY ?? site);
const zipped = (path) => gzipSync(readFileSync(path)).length;

/* Every page with its size; the longest review that somebody writes is theirs to shorten. */
const pages = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html'))
  .map((name) => [name, readFileSync(join(folder, name)).length]);

describe('weight', () => {
  for (const [what, folder] of [['the samples', site], ['some hundred incidents', many]]) {
    test(`no page of ${what} has 60 kB`, () => {
      assert.deepEqual(pages(folder).filter(([, bytes]) => bytes >= 60_000), []);
    });
  }

  test('the stylesheet has less than 30 kB', () => {
    const { length } = readFileSync(join(site, 'style.css'));
    assert.ok(length < 30_000, `${length} bytes`);
  });

  // On 10,000 incidents all may come to 60 kB; lists of documents are all that grows with an archive.
  for (const asked of ['queue', 'qu', 'queue database', 'INC-2024-0042', 'queuee']) {
    test(`the first screen for “${asked}” over some hundred incidents comes with less than 45 kB`, async () => {
      const page = openPage(many, `?q=${encodeURIComponent(asked)}`);
      await settle(page);
      assert.ok(titles(page).length > 0);
      const document = join(many, 'search/index.html');
      const linked = [...readFileSync(document, 'utf8').matchAll(/<(?:script|link rel="(?:stylesheet|icon)")[^>]*?(?:src|href)="\.\.\/([^"]+)"/g)];
      assert.ok(linked.length >= 5, 'scripts, a stylesheet and an icon');
      const parts = [['search/index.html', zipped(document)], ...linked.map(([, name]) => [name, zipped(join(many, name))]),
        ...page.loaded.map(({ name, gzip }) => [name, gzip])];
      const sum = parts.reduce((all, [, bytes]) => all + bytes, 0);
      assert.ok(sum < 45_000, `${sum} bytes: ${parts.map((part) => part.join(' ')).join(', ')}`);
    });
  }
});
