/* The search index: words, shards, ranking, excerpts. How and why: docs/decisions/0003-search-index.md.
 * The rules for words and stems are also in src/site/search/; both sides are tested on the same tables. */
(() => {
  'use strict';
  const PAGE = 10, PHRASE_CHECKS = 60, MOST_TERMS = 12, OWN_ID = 15, MOST_LISTS = 3;

  /* Words */
  const STOP = new Set(('an and are as at be been by for from had has have in is of or our that the then there ' +
    'these they this to was we were which will with').split(' '));
  const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff' +
    '\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
  const WORD = '[\\p{Alphabetic}\\p{N}\\u0300-\\u036f\\u0900-\\u0963\\u0966-\\u0dff\\u0e31-\\u0e4e]+';
  const PIECE = new RegExp(`${WORD}(?:[-_.]${WORD})*`, 'gu');
  const RUN = new RegExp(`[${UNSPACED}]+|[^-_.${UNSPACED}]+`, 'gu');
  const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
  const SINGLE = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ð: 'd', þ: 'th', ς: 'σ', ſ: 's' };

  function fold(text) {
    return text.toLowerCase()
      .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
      .replace(/[\u00c0-\u024f\u0370-\u04ff\u1e00-\u1fff]/g, (c) => c.normalize('NFD'))
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[ßæœøđłıðþςſ]/g, (c) => SINGLE[c]);
  }

  function stem(word) {
    if (!/^[a-z]{4,}$/.test(word)) return word;
    let s = word.replace(/(..)ies$/, '$1y');
    if (/(ss|x|ch|sh|z)es$/.test(s)) s = s.slice(0, -2);
    else if (/[^su]s$/.test(s) && !/...is$/.test(s)) s = s.slice(0, -1);
    if (/..ied$/.test(s)) s = s.slice(0, -3) + 'y';
    else if (!s.endsWith('eed')) s = s.replace(/^(...+)(ed|ing)$/, (all, rest) => (/[aeiouy]/.test(rest) ? rest : all));
    if (s.length > 3 && /[^e]e$/.test(s)) s = s.slice(0, -1);
    return s.length > 3 ? s.replace(/([^aeiou])\1$/, '$1') : s;
  }

  /* The pieces of a text, { start, end, text, key, words }, and their words, { start, end, text, key }: a key is ''
   * where none is asked for, as that of a piece that nothing joins. */
  function pieces(text) {
    return [...text.matchAll(PIECE)].map(({ 0: piece, index }) => {
      const words = [...piece.matchAll(RUN)].flatMap((run) => {
        const start = index + run.index;
        if (IS_UNSPACED.test(run[0])) {
          return [...run[0].matchAll(/(?=(..|^.$))./gu)].map(({ 1: key, index: at }) => (
            { start: start + at, end: start + at + key.length, text: key, key, unspaced: true }));
        }
        const word = fold(run[0]), noise = /^[a-z]?$/.test(word) || STOP.has(word) || [...word].length > 64;
        return { start, end: start + run[0].length, text: word, key: noise ? '' : stem(word) };
      });
      const whole = fold(piece), joined = /[-_.]/.test(whole) && !IS_UNSPACED.test(whole) && [...whole].length <= 64;
      return { start: index, end: index + piece.length, text: whole, key: joined ? whole : '', words };
    });
  }

  const wordsOf = (found) => found.flatMap((piece) => piece.words.map((word) => word.text));

  /* Shards */
  const arrivals = new Map(), shards = new Map(), lists = new Map();
  let meta = null, root = '';

  function shard(name) {
    if (!shards.has(name)) {
      shards.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        arrivals.set(name, resolve);
        script.src = `${root}search/${name}.js${meta ? '?v=' + meta.version : ''}`;
        script.onload = script.onerror = () => {
          script.remove();
          if (arrivals.delete(name) && shards.delete(name)) reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return shards.get(name);
  }

  function load(name, data) {
    arrivals.get(name)?.(data);
    arrivals.delete(name);
  }

  /* Says where the site's root is, and loads what every question needs. */
  async function open(path) {
    root = path;
    const data = await shard('meta');
    if (meta) return meta;
    const places = numbers(data.groups).flatMap((size, n) => Array.from({ length: size }, (_, i) => [n, i]));
    meta = { ...data, t: data.t.split(','), w: data.w.split(','), places };
    return meta;
  }

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  function numbers(text) {
    const list = [];
    let value = 0, scale = 1;
    for (const character of text) {
      const digit = DIGITS.indexOf(character);
      value += (digit & 31) * scale;
      scale *= 32;
      if (digit < 32) { list.push(value); value = 0; scale = 1; }
    }
    return list;
  }

  /* Calls see(document) for each of `count` gaps of `list` from `at` on. */
  function documents(list, see, at = 0, count = list.length) {
    for (let doc = 0; count > 0; count--, doc++) see(doc += list[at++]);
  }

  /* The number of the shard of terms ('t') or words ('w') in which `key` would stand. */
  const place = (kind, key) => meta[kind].findLastIndex((first) => first <= key);

  /* The entries of a shard. */
  async function entries(kind, n) {
    const name = `${kind}/${n}`, data = await shard(name);
    if (!lists.has(name)) {
      const map = new Map();
      let before = [];
      data.split(',').forEach((entry) => {
        const colon = entry.indexOf(':');
        before = [...before.slice(0, parseInt(entry[0], 36)), ...entry.slice(1, colon)];
        map.set(before.join(''), entry.slice(colon + 1));
      });
      lists.set(name, map);
    }
    return lists.get(name);
  }

  const shardOf = (key) => entries('t', place('t', key));

  async function exact(key) {
    const found = key && (await shardOf(key)).get(key);
    return found ? [found] : [];
  }

  async function prefixed(prefix) {
    const map = await shardOf(prefix + '*'), union = map.get(prefix + '*');
    return union ? [union] : [...map].filter(([key]) => key.startsWith(prefix)).map(([, postings]) => postings);
  }

  /* Ranking */
  function add(scores, postings, weight) {
    const steps = new Uint8Array(meta.documents);
    let found = 0;
    postings.map(numbers).forEach((list) => {
      for (let i = 0; i < list.length;) {
        const step = list[i] % 16, count = list[i] >> 4;
        documents(list, (doc) => {
          if (!steps[doc]) found++;
          if (step >= steps[doc]) steps[doc] = step + 1;
        }, i + 1, count);
        i += count + 1;
      }
    });
    const idf = Math.log(1 + (meta.documents - found + 0.5) / (found + 0.5));
    steps.forEach((step, doc) => {
      const score = weight * idf * (step - 0.5) / OWN_ID + (step > OWN_ID && weight === 1 ? 1000 : 0);
      if (step && score > scores[doc]) scores[doc] = score;
    });
    return found;
  }

  /* The score of each document for one word; 0 where it has none of its forms. */
  async function scoreWord(word) {
    const scores = new Float32Array(meta.documents);
    let found = add(scores, await exact(word.key), 1);
    if (word.open) {
      found += add(scores, await prefixed(word.text), 0.7);
      // Halfway through an ending ("deployi"): no stem begins like that.
      for (const ending of ['s', 'es', 'd', 'ed', 'g', 'ng']) {
        if (!found) found = add(scores, await exact(stem(word.text + ending)), 0.7);
      }
    }
    const instead = !found && await meant(word);
    if (instead) {
      Object.assign(word, { typed: word.text, text: instead, key: stem(instead), open: false });
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

  /* What was meant by a word that stands nowhere: the most used of those one letter away. That letter leaves the
   * first half as it was or the last, so the words that share either are looked through. */
  async function meant({ text, open, quoted }) {
    if (quoted || !/^[^\p{N}_.-]{4,64}$/u.test(text)) return '';
    const turn = (word) => [...word].reverse().join('');
    const half = Math.max(2, text.length - 1 >> 1);
    let best = '', most = 0;
    for (const [sign, written] of [['', text], ['~', turn(text)]]) {
      const start = sign + written.slice(0, half), first = place('w', start);
      const last = Math.min(place('w', start + '\uffff'), first + MOST_LISTS - 1);
      for (let n = first; n <= last; n++) {
        for (const [key, times] of await entries('w', n)) {
          if (!key.startsWith(start)) continue;
          const word = key.slice(sign.length);
          // A word being typed is one letter away from the beginning of what it will be.
          const begins = open && !sign && text.length > 4 &&
            [-1, 0, 1].some((more) => isNear(text, word.slice(0, text.length + more)));
          const score = (isNear(written, word) ? 100 : begins ? 1 : 0) * (DIGITS.indexOf(times) + 1);
          if (score > most) [best, most] = [sign ? turn(word) : word, score];
        }
      }
    }
    return best;
  }

  async function scoreTerm(term) {
    if (term.key) {
      const scores = await scoreWord(term);
      if (scores.some((score) => score)) return scores;
    }
    const all = await Promise.all(term.words.map(scoreWord));
    return new Float32Array(meta.documents)
      .map((_, doc) => (all.every((s) => s[doc]) ? all.reduce((sum, s) => sum + s[doc], 0) : 0));
  }

  /* A question's terms, quoted phrases, and words to mark. */
  function parse(text) {
    let terms = [];
    const phrases = [];
    text.split('"').forEach((part, n, parts) => {
      const last = n === parts.length - 1, quoted = n % 2 === 1 && !last, found = pieces(part);
      if (quoted) phrases.push(wordsOf(found));
      found.forEach((piece) => {
        // The word at the end may be on its way to a longer one; a character of a script without spaces is in a pair.
        const typing = last && piece.end === part.length;
        piece.words.forEach((word) => {
          word.quoted = quoted;
          word.open = word.unspaced ? [...word.text].length < 2 : typing && word.end === piece.end && word.text.length > 1;
        });
        const words = piece.words.filter((word) => word.key || word.open);
        if (piece.key) terms.push({ ...piece, open: typing, words });
        else words.forEach((word) => terms.push({ words: [word] }));
      });
    });
    // "the" alone is on its way to "thermal"; beside other words it asks for nothing.
    const telling = terms.filter((term) => term.key || term.words.some((word) => word.key));
    terms = (telling.length ? telling : terms).slice(0, MOST_TERMS);
    const words = terms.flatMap((term) => (term.key ? [...term.words, term] : term.words));
    return { terms, words, phrases: phrases.filter((phrase) => phrase.length > 1) };
  }

  /* All documents that match, best first: { docs, all, quoted } with `all` the number that hold every word, `quoted`
   * that which begin the list because the phrases were seen in them. */
  async function rank({ terms, phrases }) {
    const scored = await Promise.all(terms.map(scoreTerm));
    const every = [], some = [], total = new Float32Array(meta.documents);
    total.forEach((_, doc) => {
      const hits = scored.filter((scores) => scores[doc]);
      hits.forEach((scores) => { total[doc] += scores[doc]; });
      if (hits.length) (hits.length < scored.length ? some : every).push(doc);
    });
    const better = (a, b) => total[b] - total[a] || b - a;
    const found = await phrasesFirst(every.sort(better), phrases);
    // Documents with only some of the words are worth showing when few have all.
    if (every.length < PAGE) found.docs.push(...some.sort(better));
    return { ...found, all: every.length };
  }

  /* The first documents looked through for the phrases, until a page of them is found; those that hold them first. */
  async function phrasesFirst(docs, phrases) {
    const found = [], others = [];
    let next = 0;
    while (phrases.length && next < Math.min(docs.length, PHRASE_CHECKS) && found.length < PAGE) {
      const batch = docs.slice(next, next += PHRASE_CHECKS / 4);
      const pages = await Promise.all(batch.map(page));
      pages.forEach((shown, n) => (holds(shown, phrases) ? found : others).push(batch[n]));
    }
    return { docs: [...found, ...others, ...docs.slice(next)], quoted: found.length };
  }

  function holds({ title, text }, phrases) {
    const texts = [{ text: title }, ...text].map((part) => ` ${wordsOf(pieces(part.text)).join(' ')} `);
    return phrases.every((phrase) => texts.some((words) => words.includes(` ${phrase.join(' ')} `)));
  }

  /* What is shown of a document. */
  async function page(doc) {
    const [n, i] = meta.places[doc];
    const [title, url, id, date, severity, status, services, flat] = (await shard(`d/${n}`))[i];
    const text = [];
    for (let at = 0; at < flat.length; at += 2) text.push({ label: flat[at], text: flat[at + 1] });
    return { title, url, id, date, severity, status, services, text };
  }

  /* Excerpts */
  function matches(text, { words }) {
    const found = [];
    const look = (part) => {
      let { start, end } = part;
      const word = words.find((w) => w.key && w.key === part.key ||
        w.open && (w.unspaced ? part.unspaced && part.text.includes(w.text) : part.text.startsWith(w.text)));
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
  function excerpt(shown, query) {
    let best = null;
    shown.text.forEach((part) => {
      const found = matches(part.text, query);
      best ??= { ...part, found, at: 0, count: 0 };
      found.forEach(({ start }, n) => {
        const near = found.slice(n, n + 24).filter((match) => match.end < start + 160);
        const count = new Set(near.map((match) => match.word)).size;
        if (count > best.count) best = { ...part, found, at: start, count };
      });
    });
    if (!best) return null;
    const { text, at } = best, space = at > 50 ? text.indexOf(' ', at - 50) + 1 : 0;
    const start = Math.min(space, at), cut = text.lastIndexOf(' ', start + 220);
    const end = text.length <= start + 220 ? text.length : cut > at ? cut : start + 220;
    return { ...best, start, end };
  }

  window.recountSearch = { open, load, shard, numbers, documents, parse, rank, page, matches, excerpt, pieces, stem };
})();
