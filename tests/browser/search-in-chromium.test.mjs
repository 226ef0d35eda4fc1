// The search page in a real browser, from a server with a strict policy and from files. Skipped without
// playwright-core (`npm install --no-save playwright-core`) and Chromium (RECOUNT_CHROMIUM, or /usr/bin/chromium).
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { repository, sampleSite } from './sample.mjs';

const chromium = process.env.RECOUNT_CHROMIUM ?? '/usr/bin/chromium';
const playwright = await import('playwright-core').catch(() => null);
const skip = !playwright || !existsSync(chromium) ? 'playwright-core or Chromium is missing' : false;

const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'";
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>
<script src="../site.js" defer></script><script src="../search-index.js" defer></script><script src="../search.js" data-root="../" defer></script></head>
<body><main><h1>Search</h1><form role="search" action="index.html">
<label>Search <input type="search" name="q" id="search-input"></label> <button>Search</button>
<div id="search-facets"></div></form><p id="search-status" aria-live="polite"></p><ol id="search-results"></ol></main></body></html>`;

let browser, server, folder;

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'recount-search-page-'));
  cpSync(join(sampleSite(), 'search'), join(folder, 'search'), { recursive: true });
  writeFileSync(join(folder, 'search/index.html'), PAGE);
  mkdirSync(join(folder, 'incidents/inc-2025-004'), { recursive: true });
  writeFileSync(join(folder, 'incidents/inc-2025-004/index.html'), '<!doctype html><title>Found</title>');
  for (const name of ['site.js', 'search.js', 'search-index.js']) copyFileSync(join(repository, 'themes/default', name), join(folder, name));
  server = createServer((request, response) => {
    const path = join(folder, new URL(request.url, 'http://localhost').pathname);
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    if (!existsSync(path)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(readFileSync(path));
  }).listen(0, '127.0.0.1');
  browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/* Opens the search page from a server or from files; `done` closes it and complains for it. */
async function opened(from, search = '') {
  const root = from === 'files' ? `${pathToFileURL(folder)}/` : `http://127.0.0.1:${server.address().port}/`;
  const page = await browser.newPage();
  const errors = [];
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${root}search/index.html${search}`);
  return {
    page,
    status: (text) => page.getByText(text, { exact: true }).waitFor({ timeout: 5000 }),
    focused: () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id),
    titles: () => page.locator('.search-link').allTextContents(),
    done: async () => {
      assert.deepEqual(errors.filter((error) => !error.includes('404')), [], 'no favicon is all that may be missing');
      await page.close();
    },
  };
}

describe('the search page', { skip }, () => {
  for (const from of ['a server', 'files']) {
    test(`words with a wrong letter are put right and said, from ${from}`, async () => {
      const { page, status, titles, done } = await opened(from, '?q=certifciate');
      await status('No result for “certifciate”, showing “certificate”. 1 result.');
      assert.deepEqual(await titles(), ['Payments rejected after certificate expiry']);
      assert.equal(await page.textContent('.search-link mark'), 'certificate');
      assert.equal(await page.getAttribute('#search-status', 'aria-live'), 'polite');
      await page.fill('#search-input', '<b>certificatee</b>');
      await status('No result for “certificatee”, showing “certificate”. 1 result.');
      assert.equal(await page.locator('#search-status *').count(), 0, 'what was typed is text');
      await done();
    });

    test(`every script is found, from ${from}`, async () => {
      const { page, titles, done } = await opened(from);
      const thai = 'ระบบชำระเงินล่ม';
      const asked = { 数据库: thai, 库: thai, 결제: thai, 제: thai, เงิน: thai, सर्वर: thai, 障害: '決済システムの障害',
        害: '決済システムの障害', סרבר: null, שרת: 'خادم البريد توقف عن العمل', خادم: 'خادم البريد توقف عن العمل',
        Сервер: 'Сервер недоступен после обновления', КЛΕΙΔΊ: null, ΚΛΕΙΔΊ: 'Сервер недоступен после обновления' };
      for (const [text, title] of Object.entries(asked)) {
        await page.fill('#search-input', text);
        const said = title ? /^1 result\.$/ : /^No results\.$/;
        await page.waitForFunction(([said, q]) => new RegExp(said).test(document.querySelector('#search-status').textContent)
          && new URLSearchParams(location.search).get('q') === q, [said.source, text], { timeout: 5000 });
        assert.deepEqual(await titles(), title ? [title] : [], text);
      }
      await done();
    });

    test(`a phrase and an id come first, from ${from}`, async () => {
      const { page, status, titles, done } = await opened(from, '?q="storm+cut"');
      await status('2 results, those with the phrase first.');
      assert.equal((await titles())[0], 'Search returned stale results');
      await page.fill('#search-input', 'inc-2024-001');
      await page.getByText('2 results.', { exact: true }).waitFor({ timeout: 5000 });
      assert.deepEqual(await titles(), ['Payments rejected after certificate expiry', 'Database failover took eleven minutes']);
      assert.equal(await page.locator('.search-id mark').first().textContent(), 'INC-2024-001');
      await done();
    });

    test(`the keyboard alone reaches words, filters and results, from ${from}`, async () => {
      const { page, status, focused, done } = await opened(from, '?q=throttling');
      const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
      await status('40 results.');
      await page.focus('#search-input');
      await press('ArrowDown', 'End');
      assert.equal(await focused(), 'Request throttling 31');
      await press('Home');
      assert.equal(await focused(), 'Request throttling 40');
      await press('ArrowDown', 'ArrowUp', 'ArrowUp');
      assert.equal(await focused(), 'search-input');
      const before = page.url();
      await press('Enter');
      await status('40 results.');
      assert.equal(page.url(), before, 'Enter in the input opens nothing');

      // Tab to the first filter, close and open it, then choose its value with the space bar.
      await press('Tab', 'Tab');
      assert.equal(await focused(), 'severity');
      const open = () => page.evaluate(() => document.querySelector('.search-facet').open);
      assert.equal(await open(), true);
      await press('Enter');
      assert.equal(await open(), false);
      await press('Space', 'Tab', 'Space');
      await page.waitForURL(/severity=SEV4/);
      await status('40 results.');
      assert.equal(await page.evaluate(() => document.activeElement.value), 'SEV4', 'the focus stays');
      await press('Space');
      await page.waitForFunction(() => !location.search.includes('severity'));
      await page.focus('.search-more');
      await press('Enter');
      await page.getByText('Request throttling 21').waitFor({ timeout: 5000 });
      assert.equal(await focused(), 'Request throttling 30');
      await press('Escape');
      assert.equal(await focused(), 'search-input');
      await done();
    });
  }
});

for (const from of ['a server', 'files']) {
  test(`words, keys, filters and hostile text work from ${from}`, { skip }, async () => {
    const { page, status, focused, done } = await opened(from, '?q=retry');
    await status('3 results.');
    await page.focus('#search-input');
    await page.keyboard.press('End');
    await page.keyboard.type(' storm');
    await status('3 results, those with all words first.');
    assert.match(page.url(), /\?q=retry\+storm$/);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'Checkout slow during cache warm-up');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'search-input');

    await page.fill('#search-input', 'throttl');
    await status('40 results.');
    await page.check('input[value=SEV4]');
    assert.match(page.url(), /severity=SEV4/);

    await page.uncheck('input[value=SEV4]');
    await page.fill('#search-input', 'hostile');
    await status('1 result.');
    assert.equal(await page.textContent('.search-link'), '<img src=x onerror=alert(1)> in a title');
    assert.equal(await page.locator('.search-result img, .search-result script').count(), 0);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/incidents\/inc-2025-004\/index\.html$/, { timeout: 5000 });
    await done();
  });
}
