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
  return readFileSync(join(repository, 'src/terms', name), 'utf8').trim().split('\n').filter((r) => r[0] !== '#');
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

test('keys are those of the Rust side', async () => {
  const { pieces, open } = openPage(site).api();
  await open('../');
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

test('a phrase is read for only where its words stand side by side', async () => {
  const page = openPage(site);
  assert.equal((await ask(page, '"routine report number 7"'))[0], 'Request throttling 7');
  assert.ok(page.loaded.filter(({ name }) => name.startsWith('search/p/')).length <= 3);
  const asked = openPage(site);
  await ask(asked, '"障害が発生"');
  assert.deepEqual(titles(asked), ['決済システムの障害']);
  assert.equal(asked.status.textContent, '1 result, those with the phrase first.');
  assert.equal((await ask(asked, 'zzzzzzzzz "storm cut"'))[0], 'Search returned stale results', 'beside a word found nowhere');
});

test('accents, case and scripts without spaces do not matter', async () => {
  const page = openPage(site);
  assert.equal((await ask(page, 'ZURICH'))[0], 'Zürich site lost its uplink');
  assert.equal((await ask(page, 'naïve'))[0], 'Zürich site lost its uplink');
  assert.deepEqual(await ask(page, '障害'), ['決済システムの障害']);
  assert.deepEqual(await ask(page, '決'), ['決済システムの障害']);
});

test('every script is searched in words, pairs or single characters', async () => {
  const page = openPage(site);
  const russian = 'Сервер недоступен после обновления', arabic = 'خادم البريد توقف عن العمل', thai = 'ระบบชำระเงินล่ม';
  const questions = {
    [russian]: ['сервер', 'СЕРВЕР', 'переп', 'κλειδί', 'ΒΆΣΗΣ', 'δεδομ', 'почта'],
    [arabic]: ['خادم', 'الشهادة', 'شرط خادم', 'שרת', 'הגיב'],
    [thai]: ['ระบบ', 'เงิน', 'ล่ม', 'ล', 'सर्वर', 'बंद', '결제', '장애', '제', '数据库', '数', '库', '尽', '回滚', '恢复'],
    決済システムの障害: ['障害', '害', '決', '枯渇', 'データベース', '障害 決済', '"障害が"'],
  };
  for (const [title, asked] of Object.entries(questions)) {
    for (const text of asked) {
      assert.deepEqual(await ask(page, text), [title], text);
      assert.ok(marks(page).length > 0 || page.list.textContent.includes('почта'), text);
    }
  }
  await ask(page, '害');
  assert.deepEqual([...new Set(marks(page))], ['害'], 'the character alone is marked');
});

test('a text without spaces is cut around the match', async () => {
  const { excerpt, parse, open } = openPage(site).api();
  await open('../');
  const text = `${'前'.repeat(300)}障害${'後'.repeat(300)}`;
  const { start, end } = excerpt({ parts: [['Description', text]] }, parse('障害'));
  assert.ok(start > 200 && start < 300 && end > 302 && end < 600, `${start} to ${end}`);
});

/* Every way to write `word` with one letter missing, doubled, other, or two changed places. */
function misspelt(word) {
  const letters = [...word], variants = new Set();
  letters.forEach((letter, n) => {
    const before = letters.slice(0, n).join(''), after = letters.slice(n + 1).join('');
    variants.add(before + after).add(before + 'ж' + after).add(`${before}q${letter}${after}`);
    if (after) variants.add(before + letters[n + 1] + letter + letters.slice(n + 2).join(''));
  });
  variants.delete(word);
  return [...variants].filter((variant) => [...variant].length > 3);
}

test('one wrong letter anywhere in a word still finds, and is said', async () => {
  const page = openPage(site);
  const words = { certificate: 'Payments rejected after certificate expiry', stale: 'Search returned stale results',
    uplink: 'Zürich site lost its uplink', недоступен: 'Сервер недоступен после обновления',
    الشهادة: 'خادم البريد توقف عن العمل', eleven: 'Database failover took eleven minutes' };
  for (const [word, title] of Object.entries(words)) {
    for (const typed of misspelt(word)) {
      const found = await ask(page, `${typed} `);
      assert.equal(found[0], title, typed);
      // A letter that the stem loses anyway is not wrong.
      if (!page.status.textContent.startsWith('No result')) continue;
      assert.equal(page.status.textContent, `No result for “${typed}”, showing “${word}”. 1 result.`);
      assert.ok(marks(page).some((mark) => mark.toLowerCase() === word), typed);
    }
  }
  for (const typed of ['certifcate', 'cerxtificate', 'xertificate', 'certificaet', 'недотсупен', 'staale', 'tsale', 'cahe']) {
    await ask(page, `${typed} `);
    assert.match(page.status.textContent, /^No result for “.+”, showing “/, typed);
  }
});

test('a wrong letter is put right while typing, within a joined word, and beside other words', async () => {
  const page = openPage(site);
  assert.deepEqual(await ask(page, 'certifxca'), ['Payments rejected after certificate expiry']);
  assert.equal((await ask(page, 'paymetns-db'))[0], 'Database failover took eleven minutes');
  assert.equal((await ask(page, 'falover eleven'))[0], 'Database failover took eleven minutes');
  assert.match(page.status.textContent, /^No result for “falover”, showing “failover”\. /);
});

test('what is found, quoted, numbered, short or nowhere near is left as typed', async () => {
  const page = openPage(site);
  for (const typed of ['certificate', '"certifcate"', 'inc-2024-009', '20241', 'xyzzyplugh', 'policie', 'deployi']) {
    await ask(page, typed);
    assert.doesNotMatch(page.status.textContent, /showing/, typed);
  }
});

test('no question looks through more than a few lists of spellings', async () => {
  const page = openPage(site);
  await ask(page, 'certifcate storn');
  assert.ok(page.loaded.filter(({ name }) => name.startsWith('search/w/')).length <= 6);
});

test('a match in the id, a service, a tag or an owner alone is said with the mark', async () => {
  const page = openPage(site);
  const excerpt = () => page.list.querySelector('.search-excerpt');
  const said = () => [excerpt().textContent, excerpt().querySelector('mark')?.textContent];
  await ask(page, 'renewal-gap');
  assert.deepEqual(said(), ['Tag: renewal-gap', 'renewal-gap']);
  await ask(page, 'warmer ');
  assert.deepEqual(said(), ['Owner: jane.warmer', 'warmer']);
  await ask(page, 'wiki');
  assert.deepEqual(said(), ['Service: wiki', 'wiki']);
  assert.equal(page.list.querySelector('.search-services').querySelector('mark').textContent, 'wiki');
  await ask(page, 'inc-2024-003');
  assert.equal(page.list.querySelector('.search-id').querySelector('mark').textContent, 'INC-2024-003');
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

test('facets count the results and filter them', async () => {
  const page = openPage(site);
  await ask(page, 'retry');
  assert.deepEqual(counts(page, 'severity'), { SEV2: '1', SEV3: '1', SEV4: '1' });
  await choose(page, 'severity', 'SEV2');
  assert.deepEqual(titles(page), ['Zürich site lost its uplink']);
  assert.deepEqual(counts(page, 'severity'), { SEV2: '1', SEV3: '1', SEV4: '1' }, 'its own choice does not narrow a facet');
  assert.deepEqual(counts(page, 'year'), { 2025: '1' });
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
  assert.deepEqual(names.filter((name) => name !== 'index.html'), ['d', 'f', 'meta.js', 'p', 't', 'w']);
});
