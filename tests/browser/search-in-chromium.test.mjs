// The search page in a real browser, from a server with a strict policy and from files. Skipped without
// playwright-core (`npm install --no-save playwright-core`) and Chromium (RECOUNT_CHROMIUM, or /usr/bin/chromium).
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
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

for (const from of ['a server', 'files']) {
  test(`words, keys, filters and hostile text work from ${from}`, { skip }, async () => {
    const root = from === 'files' ? `${pathToFileURL(folder)}/` : `http://127.0.0.1:${server.address().port}/`;
    const page = await browser.newPage();
    const errors = [];
    page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
    page.on('pageerror', (error) => errors.push(String(error)));
    const status = (text) => page.getByText(text, { exact: true }).waitFor({ timeout: 5000 });
    const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);

    await page.goto(`${root}search/index.html?q=retry`);
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
    assert.deepEqual(errors.filter((error) => !error.includes('404')), [], 'no favicon is all that may be missing');
    await page.close();
  });
}
