// Drives headless Chromium over the built site: accessibility, policy, overflow, scripts, links.
// Run by `cargo test` (tests/browser.rs), which builds the sites and names them in the environment:
//   RECOUNT_SITE     the project's own samples, built
//   RECOUNT_HOSTILE  an archive whose text tries to run scripts, built
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const site = resolve(process.env.RECOUNT_SITE ?? 'public');
const hostile = process.env.RECOUNT_HOSTILE ? resolve(process.env.RECOUNT_HOSTILE) : null;
const policy = "default-src 'self'; script-src 'self'; style-src 'self'";
// Served under a sub-path, as on project pages of a forge.
const base = '/some/where/';
const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.atom': 'application/atom+xml', '.xml': 'application/xml', '.png': 'image/png',
};

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = path.startsWith(base) ? resolve(folder, path.slice(base.length)) : null;
    if (file && !relative(folder, file).startsWith('..')) {
      if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
      if (existsSync(file)) {
        response.writeHead(200, {
          'Content-Type': types[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': policy,
        });
        response.end(readFileSync(file));
        return;
      }
    }
    response.writeHead(404, { 'Content-Security-Policy': policy });
    response.end('not found');
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const address = (server, path) => `http://127.0.0.1:${server.address().port}${base}${path}`;
const pages = files(site).filter((file) => file.endsWith('.html')).map((file) => relative(site, file)).sort();
// One of each kind for the slow checks, and every incident, since their content differs.
const kinds = pages.filter((page) => !/^(services|tags)\/.+\/index\.html$/.test(page)
  || page === pages.find((other) => dirname(dirname(other)) === dirname(dirname(page)) && dirname(other) !== '.' && other.split('/').length === 3));

let browser;
let server;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
  server = await serve(site);
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page and collects whatever it complains about. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const origin = new URL(request.url()).origin;
    const own = origin === new URL(url).origin || request.url().startsWith('data:');
    if (!own) complaints.push(`off-origin: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(url, { waitUntil: 'load' });
  return { context, page, complaints };
}

/** What axe has against a page. It is handed in by the debugger's side channel, which the page's policy does not reach. */
const violations = (page) => page.evaluate(`${axeSource}; axe.run(document).then((r) => r.violations.map(
  (v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')))`);

describe('every kind of page', () => {
  for (const path of kinds) {
    for (const colorScheme of ['light', 'dark']) {
      test(`${path} is accessible and quiet in ${colorScheme}`, async () => {
        const { context, page, complaints } = await open(address(server, path), { colorScheme });
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }

    test(`${path} does not scroll sideways at 320 px`, async () => {
      const { context, page } = await open(address(server, path), { viewport: { width: 320, height: 640 } });
      const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(content <= view, `${content} px of content in ${view} px`);
      await context.close();
    });

    test(`${path} reads without JavaScript`, async () => {
      const { context, page, complaints } = await open(address(server, path), { javaScriptEnabled: false });
      assert.ok((await page.locator('main').innerText()).trim().length > 0);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
});

test('every internal link and fragment leads somewhere', () => {
  const ids = new Map();
  const idsOf = (file) => {
    if (!ids.has(file)) {
      ids.set(file, new Set([...readFileSync(file, 'utf8').matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])));
    }
    return ids.get(file);
  };
  const broken = [];
  for (const path of pages) {
    const html = readFileSync(join(site, path), 'utf8');
    for (const [, , raw] of html.matchAll(/\s(href|src)="([^"]*)"/g)) {
      const link = raw.replaceAll('&amp;', '&');
      if (/^(https?:|mailto:)/.test(link)) continue;
      const [target, fragment] = link.split('#');
      const plain = decodeURIComponent(target.split('?')[0]);
      let file = plain === '' ? join(site, path) : resolve(site, dirname(path), plain);
      if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
      if (!existsSync(file) || relative(site, file).startsWith('..')) broken.push(`${path}: ${link}`);
      else if (fragment && !idsOf(file).has(decodeURIComponent(fragment))) broken.push(`${path}: ${link} (no such id)`);
    }
  }
  assert.deepEqual(broken, []);
});

test('no page holds an inline script, handler or style', () => {
  for (const path of pages) {
    const html = readFileSync(join(site, path), 'utf8');
    assert.doesNotMatch(html, /<[^>]+\son[a-z]+\s*=/i, path);
    assert.doesNotMatch(html, /<[^>]+\sstyle\s*=/i, path);
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)(?![^>]*application\/ld\+json)/i, path);
  }
});

test('html-validate finds nothing', async () => {
  const { HtmlValidate } = await import('html-validate');
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    // Matters of taste, or of hosting, that the standard does not ask for.
    rules: { 'long-title': 'off', 'require-sri': 'off', 'no-trailing-whitespace': 'off', 'no-raw-characters': 'off',
      'void-style': 'off', 'no-inline-style': 'error', 'prefer-native-element': 'off', 'tel-non-breaking': 'off' },
  });
  const complaints = [];
  for (const path of kinds) {
    const report = await validator.validateString(readFileSync(join(site, path), 'utf8'));
    for (const result of report.results) {
      for (const message of result.messages.filter((m) => m.severity === 2)) {
        complaints.push(`${path}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
      }
    }
  }
  assert.deepEqual(complaints, []);
});

describe('search', () => {
  for (const how of ['http', 'file']) {
    test(`finds an incident over ${how} and opens it from the keyboard`, async () => {
      const url = how === 'http' ? address(server, 'search/index.html?q=queue')
        : `${pathToFileURL(join(site, 'search/index.html'))}?q=queue`;
      const { context, page, complaints } = await open(url);
      await page.waitForSelector('#search-results li a');
      assert.match(await page.locator('#search-status').innerText(), /\d+/);
      assert.ok(await page.locator('#search-results mark').count() > 0);
      await page.locator('#search-input').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/incidents\//);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  test('says so when nothing is found', async () => {
    const { context, page } = await open(address(server, 'search/index.html?q=zzqqxxyy'));
    await page.waitForFunction(() => /no |nothing/i.test(document.querySelector('#search-status').textContent));
    await context.close();
  });

  test('is reached with a slash', async () => {
    const { context, page } = await open(address(server, 'index.html'));
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), 'q');
    await context.close();
  });
});

test('pages open from file:// without a complaint', async () => {
  for (const path of kinds.slice(0, 12)) {
    const { context, complaints } = await open(pathToFileURL(join(site, path)).href);
    assert.deepEqual(complaints, [], path);
    await context.close();
  }
});

describe('filters', () => {
  for (const how of ['http', 'file']) {
    const at = (path) => (how === 'http' ? address(server, path) : pathToFileURL(join(site, path)).href);

    test(`the archive is filtered, counted and brought back over ${how}`, async () => {
      const { context, page, complaints } = await open(at('incidents/index.html'));
      const asBuilt = [await page.locator('#archive tbody tr').count(), await page.textContent('#archive-status')];
      await page.getByRole('button', { name: 'Filter' }).press('Enter');
      await page.getByLabel('Severity').selectOption('SEV2');
      const rows = page.locator('#archive tbody tr');
      const count = await rows.count();
      assert.equal(await page.locator('#archive .badge').evaluateAll((all) => all.every((b) => b.textContent === 'SEV2')), true);
      assert.match(await page.textContent('#archive-status'), new RegExp(`^${count} of \\d+ incidents$`));
      assert.match(await page.getByLabel('Severity').locator('option:checked').textContent(), new RegExp(`^SEV2 \\(${count}\\)$`));
      assert.deepEqual(await page.locator('.archive-filters select').evaluateAll((all) => all.filter((s) => s.offsetParent)
        .map((s) => s.options.length > 1)).then((all) => [...new Set(all)]), [true]);
      const link = await rows.first().locator('a').getAttribute('href');
      assert.ok(existsSync(join(site, 'incidents', link)), link);
      assert.match(page.url(), /\?severity=SEV2$/);
      await page.reload();
      await page.waitForFunction((n) => document.querySelectorAll('#archive tbody tr').length === n, count);
      await page.getByRole('button', { name: 'Clear' }).click();
      assert.deepEqual([await rows.count(), await page.textContent('#archive-status')], asBuilt);
      assert.doesNotMatch(page.url(), /\?/);
      assert.deepEqual(complaints, []);
      await context.close();
    });

    test(`actions of one owner are shown over ${how}`, async () => {
      const { context, page, complaints } = await open(at('actions/index.html'));
      const items = page.locator('.actions > li:visible'), all = await items.count();
      const select = page.locator('[data-owner-filter] select');
      await select.selectOption({ index: 1 });
      const owner = await select.inputValue(), few = await items.count();
      assert.ok(few > 0 && few < all, `${few} of ${all}`);
      assert.ok(await items.evaluateAll((shown, owner) => shown.every((item) => item.dataset.owners.split('|').includes(owner)), owner));
      if (how === 'http') assert.equal(new URL(page.url()).searchParams.get('owner'), owner);
      await select.selectOption('');
      assert.equal(await items.count(), all);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  test('sources of the timeline are taken off and put back', async () => {
    const path = pages.find((page) => readFileSync(join(site, page), 'utf8').includes('data-timeline'));
    const { context, page, complaints } = await open(address(server, path));
    const events = page.locator('.timeline > .event:visible'), all = await events.count();
    const box = page.locator('[data-timeline] input').first();
    await box.uncheck();
    const source = await box.getAttribute('value');
    assert.ok(await events.count() < all);
    assert.equal(await page.locator(`.timeline > .event.${source}:visible`).count(), 0);
    assert.equal(await page.locator('.timeline > .gap:visible').count(), 0);
    await box.check();
    assert.equal(await events.count(), all);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test("the reader's own time stands beside UTC", async () => {
    const path = pages.find((page) => readFileSync(join(site, page), 'utf8').includes('class="event'));
    const { context, page } = await open(address(server, path), { timezoneId: 'Asia/Kolkata' });
    const [utc, local] = await page.locator('.event time[data-zoned]').first().evaluate((time) => [time.dateTime, time.parentNode.querySelector('.local').textContent]);
    const shown = new Date(new Date(utc).getTime() + 5.5 * 3600e3).toISOString();
    const day = shown.slice(0, 10) === utc.slice(0, 10) ? '' : `${shown.slice(0, 10)} `;
    assert.equal(local, `${day}${shown.slice(11, 16)} your time`);
    await context.close();
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`results of a search and filters of the archive are accessible and fit 320 px in ${colorScheme}`, async () => {
    for (const [path, shown] of [['search/index.html?q=queue', '#search-results li'], ['incidents/index.html?severity=SEV2', '#archive-filters select']]) {
      const { context, page, complaints } = await open(address(server, path), { colorScheme });
      await page.waitForSelector(shown);
      assert.deepEqual(await violations(page), [], path);
      await page.setViewportSize({ width: 320, height: 640 });
      assert.deepEqual(await violations(page), [], `${path} at 320 px`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, path);
      assert.deepEqual(complaints, [], path);
      await context.close();
    }
  });
}

describe('nothing moves under the reader', () => {
  const moving = ['index.html', 'incidents/index.html', 'insights/index.html', 'search/index.html?q=queue',
    pages.find((page) => /^incidents\/.+\/index\.html$/.test(page))];
  for (const path of moving) {
    for (const width of [320, 1280]) {
      test(`on ${path} at ${width} px`, async () => {
        const { context, page } = await open(address(server, path), { viewport: { width, height: 800 } });
        await page.waitForFunction(() => !location.search || document.querySelector('#search-results li'));
        const moved = await page.evaluate(() => new Promise((done) => {
          const shifts = [];
          new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
            .observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(shifts.reduce((sum, value) => sum + value, 0)), 50);
        }));
        // What counts as good is 0.1 at most.
        assert.ok(moved < 0.05, `${moved}`);
        await context.close();
      });
    }
  }
});

test('the theme switch is remembered', async () => {
  const { context, page } = await open(address(server, 'index.html'), { colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.locator('#theme').click();
  const switched = await background();
  assert.notEqual(switched, before);
  await page.reload();
  assert.equal(await background(), switched);
  await context.close();
});

describe('hostile text', { skip: hostile === null }, () => {
  test('prints as text alone, black on white, with the addresses of links', async () => {
    const hostileServer = await serve(hostile);
    const { context, page, complaints } = await open(address(hostileServer, 'incidents/inc-2026-0003/index.html'), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const chrome of ['.top', '.skip', '.contents', '.neighbours', '.end ul']) {
      assert.equal(await page.locator(chrome).filter({ visible: true }).count(), 0, chrome);
    }
    const [after, href] = await page.locator('.prose a[href^="https:"]').first()
      .evaluate((link) => [getComputedStyle(link, '::after').content, link.getAttribute('href')]);
    assert.ok(after.includes(href), after);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    assert.ok((await page.pdf()).length > 10_000);
    assert.deepEqual(complaints, []);
    await context.close();
    hostileServer.close();
  });

  test('is no wider than a phone, and a wide table or line of code scrolls in its own box', async () => {
    const hostileServer = await serve(hostile);
    const wide = files(hostile).filter((file) => file.endsWith('.html')).map((file) => relative(hostile, file));
    let boxes = 0;
    for (const path of wide) {
      const { context, page } = await open(address(hostileServer, path), { viewport: { width: 320, height: 640 } });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, path);
      boxes += await page.locator('.prose .scroll, .prose pre').evaluateAll((all) => all
        .filter((box) => box.scrollWidth > box.clientWidth && box.tabIndex === 0 && getComputedStyle(box).overflowX === 'auto').length);
      await context.close();
    }
    assert.ok(boxes >= 2, `${boxes} boxes scroll`);
    hostileServer.close();
  });

  test('runs nothing on any page or search result', async () => {
    const hostileServer = await serve(hostile);
    const all = files(hostile).filter((file) => file.endsWith('.html')).map((file) => relative(hostile, file));
    for (const path of [...all, 'search/index.html?q=evil', 'search/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E']) {
      const { context, page, complaints } = await open(address(hostileServer, path));
      await page.waitForTimeout(path.includes('?') ? 600 : 50);
      const state = await page.evaluate(() => ({
        ran: window.pwned ?? null,
        handlers: [...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames())
          .filter((name) => name.startsWith('on')),
        links: [...document.querySelectorAll('[href], [src]')]
          .map((element) => element.getAttribute('href') ?? element.getAttribute('src'))
          .filter((link) => /^\s*(javascript|data|vbscript):/i.test(link)),
      }));
      assert.deepEqual(state, { ran: null, handlers: [], links: [] }, path);
      assert.deepEqual(complaints, [], path);
      await context.close();
    }
    hostileServer.close();
  });

  test('stays text in feeds and data', () => {
    for (const file of files(hostile).filter((name) => /\.(atom|xml|json)$/.test(name))) {
      const text = readFileSync(file, 'utf8');
      if (file.endsWith('.json')) JSON.parse(text);
      else assert.doesNotMatch(text, /<script|<img|onerror\s*=\s*["']?alert/i, file);
    }
  });
});
