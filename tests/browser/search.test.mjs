// The search page over an index that the Rust side wrote. Run with `node --test tests/browser`.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { ask, marks, openPage, settle, titles } from './fake-page.mjs';
import { repository, sampleSite } from './sample.mjs';

const site = sampleSite();
const scripts = readdirSync(join(repository, 'themes/default')).filter((name) => name.endsWith('.js'));

function table(name) {
  return readFileSync(join(repository, 'src/site/search', name), 'utf8').trim().split('\n').filter((r) => r[0] !== '#');
}

function counts(page, facet) {
  const box = page.facets.childNodes.find((box) => box.textContent.startsWith(facet));
  return Object.fromEntries(box.querySelectorAll('label').filter((label) => !label.hidden)
    .map((label) => label.childNodes.slice(1).map((node) => node.textContent)));
}

async function choose(page, facet, value) {
  const check = page.facets.querySelectorAll('input').find((i) => i.name === facet && i.value === value);
  check.checked = !check.checked;
  check.dispatch('change');
  await settle(page);
}

test('stems are those of the Rust side', () => {
  const { stem } = openPage(site).api();
  for (const row of table('stems.txt')) {
    const [expected, words] = row.split(': ');
    words.split(' ').forEach((word) => assert.equal(stem(word), expected, word));
  }
});

test('keys are those of the Rust side', () => {
  const { pieces } = openPage(site).api();
  for (const row of table('words.txt')) {
    const [text, expected] = row.split(' => ');
    const keys = pieces(text).flatMap((piece) => [...piece.words.map((word) => word.key), piece.key]);
    assert.equal(keys.filter(Boolean).join(' '), expected.replace(/ \+\S+/g, ''), text);
  }
});

test('an exact id comes first, before documents that mention it', async () => {
  const found = await ask(openPage(site), 'inc-2024-001');
  assert.deepEqual(found.slice(0, 2), ['Payments rejected after certificate expiry', 'Database failover took eleven minutes']);
});

test('an id that another document mentions is found, whole and by its parts', async () => {
  const page = openPage(site);
  assert.deepEqual(await ask(page, 'PAY-311'), ['Database failover took eleven minutes']);
  assert.deepEqual(marks(page), ['PAY-311']);
  assert.equal((await ask(page, 'pay 311'))[0], 'Database failover took eleven minutes');
});

test('a word in a title ranks before the same word in a text', async () => {
  assert.deepEqual((await ask(openPage(site), 'cache'))[0], 'Checkout slow during cache warm-up');
  assert.equal((await ask(openPage(site), 'deploy'))[0], 'Deploying the scheduler stopped all cron jobs');
});

test('other forms of a word match, and so does each step of typing one', async () => {
  const page = openPage(site);
  for (const typed of ['policy', 'policies', 'polic', 'policie', 'certificates', 'deployi', 'deploying']) {
    assert.notEqual((await ask(page, typed)).length, 0, typed);
  }
  await ask(page, 'policy ');
  assert.deepEqual(marks(page), ['Policies']);
});

test('two letters find what begins with them; one does not', async () => {
  const page = openPage(site);
  assert.deepEqual(await ask(page, 'ce'), ['Payments rejected after certificate expiry']);
  assert.deepEqual(await ask(page, 'c'), []);
  assert.match(page.status.textContent, /two letters/);
});

test('a prefix counts only in the word being typed', async () => {
  const page = openPage(site);
  assert.deepEqual(await ask(page, 'certif'), ['Payments rejected after certificate expiry']);
  assert.deepEqual(await ask(page, 'certif '), []);
});

test('documents with all words come before those with some', async () => {
  const page = openPage(site);
  const found = await ask(page, 'payments lagged');
  assert.equal(found[0], 'Database failover took eleven minutes');
  assert.ok(found.length > 1);
  assert.match(page.status.textContent, /all words first/);
});

test('a quoted phrase comes before its words apart', async () => {
  const page = openPage(site);
  assert.equal((await ask(page, '"retry storm"'))[0], 'Checkout slow during cache warm-up');
  assert.match(page.status.textContent, /those with the phrase first/);
  assert.equal((await ask(page, '"storm cut"'))[0], 'Search returned stale results');
  assert.equal((await ask(page, '"cut storm"')).length > 0, true);
  assert.match(page.status.textContent, /none seen with the phrase/);
});

test('accents, case and scripts without spaces do not matter', async () => {
  const page = openPage(site);
  assert.equal((await ask(page, 'ZURICH'))[0], 'Zürich site lost its uplink');
  assert.equal((await ask(page, 'naïve'))[0], 'Zürich site lost its uplink');
  assert.deepEqual(await ask(page, '障害'), ['決済システムの障害']);
  assert.deepEqual(await ask(page, '決'), ['決済システムの障害']);
});

test('hostile text is shown as text', async () => {
  const page = openPage(site);
  await ask(page, 'hostile');
  assert.deepEqual(titles(page), ['<img src=x onerror=alert(1)> in a title']);
  assert.deepEqual(page.list.querySelectorAll('script'), []);
  assert.deepEqual(page.list.querySelectorAll('img'), []);
});

test('no script sets markup from text', () => {
  for (const name of scripts) {
    const source = readFileSync(join(repository, 'themes/default', name), 'utf8');
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|\.style\b/, name);
  }
});

test('all scripts of the theme stay small together', () => {
  const bytes = scripts.reduce((sum, name) => sum + readFileSync(join(repository, 'themes/default', name)).length, 0);
  assert.ok(bytes < 25_000, `${bytes} bytes`);
});

test('facets count the results and filter them', async () => {
  const page = openPage(site);
  await ask(page, 'retry');
  assert.deepEqual(counts(page, 'Severity'), { SEV2: '1', SEV3: '1', SEV4: '1' });
  await choose(page, 'severity', 'SEV2');
  assert.deepEqual(titles(page), ['Zürich site lost its uplink']);
  assert.deepEqual(counts(page, 'Severity'), { SEV2: '1', SEV3: '1', SEV4: '1' }, 'its own choice does not narrow a facet');
  assert.deepEqual(counts(page, 'Year'), { 2025: '1' });
  assert.equal(page.address, '?q=retry&severity=SEV2');
});

test('the address brings back words and filters', async () => {
  const page = openPage(site, '?q=retry&year=2024');
  await settle(page);
  assert.equal(page.input.value, 'retry');
  assert.equal(titles(page).length, 2);
  const all = openPage(site, '?severity=SEV1');
  await settle(all);
  assert.deepEqual(titles(all), ['決済システムの障害', 'Payments rejected after certificate expiry']);
});

test('stop words ask for nothing beside other words, and joined pieces without any are still asked for', async () => {
  const page = openPage(site);
  assert.equal((await ask(page, 'was the certificate of'))[0], 'Payments rejected after certificate expiry');
  assert.doesNotMatch(page.status.textContent, /all words/);
  assert.notEqual((await ask(page, 'th')).length, 0);
  assert.deepEqual(await ask(page, 'a-b'), []);
});

test('a value of a facet that no document has filters nothing', async () => {
  const page = openPage(site, '?q=retry&severity=SEV9');
  await settle(page);
  assert.equal(titles(page).length, 3);
});

test('a facet that the index does not have is ignored', async () => {
  const page = openPage(site, '?q=retry&colour=red');
  await settle(page);
  assert.equal(titles(page).length, 3);
});

test('more results come ten at a time', async () => {
  const page = openPage(site);
  assert.equal((await ask(page, 'throttling')).length, 10);
  assert.equal(page.status.textContent, '40 results.');
  page.list.next.dispatch('click');
  await settle(page);
  assert.equal(titles(page).length, 20);
  assert.equal(page.document.activeElement, page.list.querySelectorAll('.search-link')[10]);
});

test('the arrow keys move through the results and back', async () => {
  const page = openPage(site);
  await ask(page, 'throttling');
  const links = page.list.querySelectorAll('.search-link');
  page.input.dispatch('keydown', { key: 'ArrowDown' });
  assert.equal(page.document.activeElement, links[0]);
  page.list.dispatch('keydown', { key: 'ArrowDown' });
  assert.equal(page.document.activeElement, links[1]);
  page.list.dispatch('keydown', { key: 'ArrowUp' });
  page.list.dispatch('keydown', { key: 'ArrowUp' });
  assert.equal(page.document.activeElement, page.input);
});

test('a part that does not load is said, and asked for again the next time', async () => {
  const page = openPage(site);
  page.broken = (name) => name.startsWith('search/d/');
  await ask(page, 'cache');
  assert.match(page.status.textContent, /search\/d\/\d+\.js/);
  assert.equal(page.status.classes, 'search-error');
  page.broken = () => false;
  assert.equal((await ask(page, 'cache')).length, 1);
  assert.equal(page.status.classes, '');
});

test('results of an earlier question never replace those of a later one', async () => {
  const page = openPage(site);
  await ask(page, 'nothing-at-all');
  page.delay = (name) => (name.startsWith('search/d/') && page.input.value === 'cache' ? 60 : 0);
  page.input.value = 'cache';
  page.form.dispatch('submit');
  await new Promise((resolve) => setTimeout(resolve, 20));
  page.input.value = 'throttling';
  page.form.dispatch('submit');
  await settle(page);
  assert.equal(page.status.textContent, '40 results.');
  assert.match(titles(page)[0], /^Request throttling/);
});

test('the search page asks for nothing but scripts of the index', () => {
  const names = readdirSync(join(site, 'search')).sort();
  assert.deepEqual(names.filter((name) => name !== 'index.html'), ['d', 'f', 'meta.js', 't', 'w']);
});
