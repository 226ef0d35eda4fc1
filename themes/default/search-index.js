/* The search index: words, shards, ranking, excerpts; docs/decisions/0003-search-index.md says how and why. */
(() => {
'use strict';
const { element } = window.recount;
const PAGE = 10, PHRASE_CHECKS = 60, MOST_TERMS = 12, OWN_ID = 15, MOST_LISTS = 3, MOST_PAIRS = 4;

/* Words, as src/site/search/words.rs has them. */
const WORD = '[\\p{Alphabetic}\\p{N}\\u0300-\\u036f\\u0900-\\u0963\\u0966-\\u0dff\\u0e31-\\u0e4e]+';
const PIECE = new RegExp(`${WORD}(?:[-_.]${WORD})*`, 'gu');
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ð: 'd', þ: 'th', ς: 'σ', ſ: 's' };

function fold(text) {
  return text.toLowerCase()
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt() - 0xfee0))
    .replace(/[\u00c0-\u024f\u0370-\u04ff\u1e00-\u1fff]/g, (c) => LETTERS[c] ?? c.normalize('NFD'))
    .replace(/[\u0300-\u036f]/g, '');
}

function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  let s = word.replace(/(..)ies$/, '$1y');
  if (/(ss|x|ch|sh|z)es$/.test(s)) s = s.slice(0, -2);
  else if (/[^su]s$/.test(s) && !/...is$/.test(s)) s = s.slice(0, -1);
  if (/..ied$/.test(s)) s = s.slice(0, -3) + 'y';
  else if (!s.endsWith('eed')) s = s.replace(/^(...+)(ed|ing)$/, (all, rest) => (/[aeiouy]/.test(rest) ? rest : all));
  return s.replace(/(..[^e])e$/, '$1').replace(/(..)([^aeiou])\2$/, '$1$2');
}

/* A word folded, and the key it is found by: '' for one that says nothing. */
const seen = new Map();
function known(run) {
  if (!seen.has(run)) {
    const text = fold(run);
    seen.set(run, { text, key: /^[a-z]?$/.test(text) || meta.stop.has(text) ? '' : stem(text) });
  }
  return seen.get(run);
}

/* The pieces of a text, { start, end, text, key, words }, with their words, { start, end, text, key }. */
function pieces(text) {
  return [...text.matchAll(PIECE)].map(({ 0: piece, index }) => {
    const words = [...piece.matchAll(meta.run)].flatMap(({ 0: run, 1: unspaced, index: at }) => {
      const start = index + at;
      if (!unspaced) return { start, end: start + run.length, ...known(run) };
      return [...run.matchAll(/(?=(..|^.$))./gu)].map(({ 1: key, index: more }) => (
        { start: start + more, end: start + more + key.length, text: key, key, unspaced }));
    });
    const text = fold(piece), key = /[-_.]/.test(text) ? text : '';
    return { start: index, end: index + piece.length, text, key, words };
  });
}

const wordsOf = (text) => pieces(text).flatMap((piece) => piece.words.map((word) => word.text));

/* Shards */
const arrivals = new Map(), shards = new Map();
let meta, root;

function shard(name) {
  if (!shards.has(name)) {
    const script = element('script', { src: `${root}search/${name}.js${meta ? '?v=' + meta.version : ''}` });
    const arrived = new Promise((resolve, reject) => {
      arrivals.set(name, resolve);
      script.onload = script.onerror = () => {
        script.remove();
        reject(new Error(name));
      };
    });
    arrived.catch(() => shards.delete(name));
    shards.set(name, arrived);
    document.head.append(script);
  }
  return shards.get(name);
}

/* Called by each shard. A key of terms or words begins with how many characters it shares with the one before. */
function load(name, data) {
  let before = [];
  arrivals.get(name)(!/^[tw]/.test(name) ? data : new Map(data.split(',').map((entry) => {
    const [key, value] = entry.split(':');
    before = [...before.slice(0, parseInt(key[0], 36)), ...key.slice(1)];
    return [before.join(''), value];
  })));
}

/* Says where the site's root is, and loads what every question needs. */
async function open(path) {
  root = path;
  const data = await shard('meta');
  const places = numbers(data.groups).flatMap((size, n) => Array.from({ length: size }, (_, i) => [n, i]));
  const run = new RegExp(`([${data.unspaced}]+)|[^-_.${data.unspaced}]+`, 'gu'), stop = new Set(data.stop.split(' '));
  meta ??= { ...data, t: data.t.split(','), w: data.w.split(','), places, run, stop };
  return meta;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/* The numbers of a text, five bits a digit from the lowest; one of 32 or more says that another follows. */
function numbers(text) {
  const list = [];
  let value = 0, scale = 1;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value += digit % 32 * scale;
    scale *= 32;
    if (digit < 32) {
      list.push(value);
      value = 0;
      scale = 1;
    }
  }
  return list;
}

/* Calls see(document) for each of `count` gaps of `list` from `at` on. */
function documents(list, see, at = 0, count = list.length) {
  for (let doc = 0; count > 0; count--, doc++) see(doc += list[at++]);
}

/* The number of the shard of terms ('t') or words ('w') in which `key` would stand. */
const place = (kind, key) => meta[kind].findLastIndex((first) => first <= key);

async function exact(key) {
  const found = key && (await shard(`t/${place('t', key)}`)).get(key);
  return found ? [found] : [];
}

async function prefixed(prefix) {
  const all = prefix + '*', map = await shard(`t/${place('t', all)}`);
  return map.has(all) ? [map.get(all)] : [...map].flatMap(([key, found]) => (key.startsWith(prefix) ? [found] : []));
}

/* Ranking: raises `scores` to what postings are worth; returns how many documents they name. */
function add(scores, postings, weight) {
  const steps = new Uint8Array(meta.documents);
  let found = 0;
  postings.map(numbers).forEach((list) => {
    for (let at = 0; at < list.length;) {
      const step = list[at] % 16, count = list[at++] >> 4;
      documents(list, (doc) => {
        if (!steps[doc]) found++;
        steps[doc] = Math.max(steps[doc], step + 1);
      }, at, count);
      at += count;
    }
  });
  const idf = Math.log(1 + (meta.documents - found + 0.5) / (found + 0.5));
  steps.forEach((step, doc) => {
    const score = weight * idf * (step - 0.5) / OWN_ID + (step > OWN_ID && weight === 1 ? 1000 : 0);
    if (step) scores[doc] = Math.max(scores[doc], score);
  });
  return found;
}

/* The score of each document for one word; 0 where it has none of its forms. */
async function scoreWord(word) {
  const { text, key } = word, scores = new Float32Array(meta.documents);
  let found = add(scores, await exact(key), 1);
  if (word.open) found += add(scores, await prefixed(text), 0.7);
  if (word.open && !found) {
    // Halfway through an ending ("deployi"): no stem begins like that.
    found = add(scores, await exact(stem(text + ({ i: 'ng', n: 'g' }[text.at(-1)] ?? 's'))), 0.7);
  }
  const instead = !found && await meant(word);
  if (instead) {
    Object.assign(word, { typed: text, text: instead, key: stem(instead), open: false });
    add(scores, await exact(word.key), 1);
  }
  return scores;
}

/* Whether one letter more, less or other, or two that changed places, make `a` of `b`. */
function isNear(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = a.slice(at), other = b.slice(at), tail = rest.slice(1);
  return tail === other.slice(1) || tail === other || rest === other.slice(1) ||
    rest[0] + rest[1] === other[1] + other[0] && rest.slice(2) === other.slice(2);
}

/* What was meant by a word that stands nowhere: the most used one a letter away that shares its first half or its
 * last; for a word being typed, one that begins so. */
async function meant({ text, open, quoted }) {
  if (quoted || !/^[^\p{N}_.-]{4,}$/u.test(text)) return '';
  const turned = (word) => [...word].reverse().join(''), half = Math.max(2, text.length - 1 >> 1);
  let best = '', most = 0;
  for (const [sign, written] of [['', text], ['~', turned(text)]]) {
    const start = sign + written.slice(0, half), first = place('w', start), last = place('w', start + '\uffff');
    for (let n = first; n <= last && n < first + MOST_LISTS; n++) {
      for (const [key, times] of await shard(`w/${n}`)) {
        const word = key.slice(sign.length), shares = key.startsWith(start);
        const begins = shares && open && !sign && text.length > 4 &&
          [-1, 0, 1].some((more) => isNear(text, word.slice(0, text.length + more)));
        const score = (shares && isNear(written, word) ? 100 : begins ? 1 : 0) * (DIGITS.indexOf(times) + 1);
        if (score > most) [best, most] = [sign ? turned(word) : word, score];
      }
    }
  }
  return best;
}

async function scoreTerm(term) {
  const scores = term.key && await scoreWord(term);
  if (scores && scores.some(Boolean)) return scores;
  const all = await Promise.all(term.words.map(scoreWord));
  return new Float32Array(meta.documents)
    .map((_, doc) => (all.every((s) => s[doc]) ? all.reduce((sum, s) => sum + s[doc], 0) : 0));
}

/* A question's terms, quoted phrases, and words to mark. */
function parse(text) {
  const asked = [], phrases = [];
  text.split('"').forEach((part, n, parts) => {
    const last = n === parts.length - 1, quoted = n % 2 === 1 && !last;
    if (quoted) phrases.push(wordsOf(part));
    pieces(part).forEach((piece) => {
      // The word at the end may be on its way to a longer one; a character of an unspaced script stands in a pair.
      const open = last && piece.end === part.length;
      piece.words.forEach((word) => Object.assign(word, { quoted, open: word.unspaced ? [...word.text].length < 2
        : open && word.end === piece.end && word.text.length > 1 }));
      const words = piece.words.filter((word) => word.key || word.open);
      asked.push(...(piece.key ? [{ ...piece, open, words }] : words.map((word) => ({ words: [word] }))));
    });
  });
  // "the" alone is on its way to "thermal"; beside other words it asks for nothing.
  const telling = asked.filter((term) => term.key || term.words.some((word) => word.key));
  const terms = (telling.length ? telling : asked).slice(0, MOST_TERMS);
  const words = terms.flatMap((term) => (term.key ? [...term.words, term] : term.words));
  return { terms, words, phrases: phrases.filter((phrase) => phrase.length > 1) };
}

/* The documents that match, best first; how many hold all words; how many come first for their phrases. */
async function rank({ terms, phrases }) {
  const scored = await Promise.all(terms.map(scoreTerm));
  const every = [], some = [], total = new Float32Array(meta.documents);
  total.forEach((_, doc) => {
    const hits = scored.filter((scores) => scores[doc]);
    hits.forEach((scores) => { total[doc] += scores[doc]; });
    if (hits.length) (hits.length < scored.length ? some : every).push(doc);
  });
  const better = (a, b) => total[b] - total[a] || b - a;
  // Documents with only some of the words are worth showing when few have all.
  const docs = every.sort(better).concat(every.length < PAGE ? some.sort(better) : []);
  return { all: every.length, ...await phrasesFirst(docs, phrases) };
}

/* FNV-1a, as in src/site/search/neighbours.rs. */
const hash = (word) => word.split('')
  .reduce((value, letter) => Math.imul(value ^ letter.charCodeAt(), 0x1000193), 0x811c9dc5);

/* Those that hold the phrases first: read until they fill a page, where words stand side by side at all. */
async function phrasesFirst(docs, phrases) {
  const found = [], pairs = phrases.flatMap((phrase) => phrase.slice(1).map((word, n) => (
    Math.imul(hash(phrase[n]), 31) + hash(word) >>> 18))).slice(0, meta.p ? MOST_PAIRS : 0);
  const held = new Uint8Array(meta.documents);
  await Promise.all(pairs.map(async (pair) => {
    const bucket = (await shard(`p/${pair % meta.p}`)).split(',')[Math.floor(pair / meta.p)];
    documents(numbers(bucket), (doc) => { held[doc]++; });
  }));
  const likely = phrases.length ? docs.filter((doc) => held[doc] === pairs.length).slice(0, PHRASE_CHECKS) : [];
  while (likely.length && found.length < PAGE) {
    const batch = likely.splice(0, PAGE - found.length), pages = await Promise.all(batch.map(page));
    found.push(...batch.filter((_, n) => holds(pages[n], phrases)));
  }
  const first = new Set(found);
  return { docs: [...found, ...docs.filter((doc) => !first.has(doc))], quoted: found.length };
}

function holds({ title, parts }, phrases) {
  return phrases.every((phrase) => [title, ...parts.map(([, text]) => text)].some((text) => {
    const folded = fold(text);
    return phrase.every((word) => folded.includes(word)) &&
      ` ${wordsOf(text).join(' ')} `.includes(` ${phrase.join(' ')} `);
  }));
}

/* What is shown of a document. */
async function page(doc) {
  const [n, place] = meta.places[doc];
  return (await shard(`d/${n}`))[place];
}

/* Excerpts */
function matches(text, { words }) {
  const found = [];
  const look = (part) => {
    let { start, end } = part;
    const word = words.find(({ open, unspaced, key, text }) => key && key === part.key ||
      open && (unspaced ? part.unspaced && part.text.includes(text) : part.text.startsWith(text)));
    if (word?.open && word.unspaced) {
      start += part.text.indexOf(word.text);
      end = start + word.text.length;
    }
    if (word) found.push({ start, end, word });
    return word;
  };
  pieces(text).forEach((piece) => piece.key && look(piece) || piece.words.forEach(look));
  return found;
}

/* The stretch of a document with the most different words of the query in it. */
function excerpt({ parts }, query) {
  let best;
  parts.forEach(([label, text]) => {
    if (best?.count === query.words.length) return;
    const found = matches(text, query);
    best ??= { label, text, found, at: 0, count: 0 };
    found.forEach(({ start }, n) => {
      const near = found.slice(n, n + 24).filter((match) => match.end < start + 160);
      const count = new Set(near.flatMap(({ word }) => [word, ...(word.words ?? [])])).size;
      if (count > best.count) best = { label, text, found, at: start, count };
    });
  });
  if (!best) return best;
  const { text, at } = best, start = at > 50 ? at - 49 + text.slice(at - 50, at).indexOf(' ') : 0;
  const far = start + 220, cut = text.lastIndexOf(' ', far);
  return { ...best, start, end: far < text.length && cut > at ? cut : far };
}

window.recountSearch = { open, load, shard, numbers, documents, parse, rank, page, matches, excerpt, pieces, stem };
})();
