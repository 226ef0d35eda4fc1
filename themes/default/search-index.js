/* The search index, asked from a page without a server: words, shards, ranking and excerpts. The page itself is
 * search.js. The index is many small files, each a classic script that calls recountSearch.load(name, data); what is
 * in them, and why, says src/site/search/mod.rs. The words and stems are those of words.rs and stemming.rs there;
 * both sides are tested on the same tables. */
(() => {
  'use strict';
  const PAGE = 10, PHRASE_CHECKS = 60, MOST_TERMS = 12, OWN_ID = 15;

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
    let s = word;
    if (s.length > 4 && s.endsWith('ies')) s = s.slice(0, -3) + 'y';
    else if (/(ss|x|ch|sh|z)es$/.test(s)) s = s.slice(0, -2);
    else if (/[^su]s$/.test(s) && !/..[a-z]is$/.test(s)) s = s.slice(0, -1);
    if (s.length > 4 && s.endsWith('ied')) s = s.slice(0, -3) + 'y';
    else if (!s.endsWith('eed')) s = s.replace(/^(.*[aeiouy].*)(ed|ing)$/, (all, rest) => rest.length > 2 ? rest : all);
    if (s.length > 3 && /[^e]e$/.test(s)) s = s.slice(0, -1);
    if (s.length > 3 && /([^aeiou])\1$/.test(s)) s = s.slice(0, -1);
    return s;
  }

  /* The pieces of a text: { whole, words: [{ start, end, text, key }] }; a key is '' where none is indexed. */
  function pieces(text) {
    return [...text.matchAll(PIECE)].map((piece) => {
      const words = [];
      for (const run of piece[0].matchAll(RUN)) {
        const start = piece.index + run.index;
        const characters = [...run[0]];
        if (IS_UNSPACED.test(run[0])) {
          for (let at = start, n = 0; n < Math.max(1, characters.length - 1); at += characters[n++].length) {
            const key = characters.slice(n, n + 2).join('');
            words.push({ start: at, end: at + key.length, text: key, key, unspaced: true });
          }
        } else {
          const word = fold(run[0]);
          const noise = /^[a-z]?$/.test(word) || STOP.has(word) || [...word].length > 64;
          words.push({ start, end: start + run[0].length, text: word, key: noise ? '' : stem(word) });
        }
      }
      const whole = fold(piece[0]);
      const joined = /[-_.]/.test(whole) && !IS_UNSPACED.test(whole) && [...whole].length <= 64;
      return { start: piece.index, end: piece.index + piece[0].length, whole: joined ? whole : '', words };
    });
  }

  /* Shards */
  const arrivals = new Map(), shards = new Map();
  let meta = null, root = '';

  function shard(name) {
    if (!shards.has(name)) {
      shards.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        const fail = () => {
          if (!arrivals.delete(name)) return;
          shards.delete(name);
          reject(new Error(name));
        };
        arrivals.set(name, resolve);
        script.src = `${root}search/${name}.js${meta ? '?v=' + meta.version : ''}`;
        script.onerror = fail;
        script.onload = () => { script.remove(); fail(); };
        document.head.appendChild(script);
      }));
    }
    return shards.get(name);
  }

  function load(name, data) {
    const resolve = arrivals.get(name);
    if (arrivals.delete(name)) resolve(data);
  }

  /* Says where the site's root is, and loads what every question needs. */
  async function open(path) {
    root = path;
    const data = await shard('meta');
    if (meta) return meta;
    const shardOf = [];
    numbers(data.groups).forEach((size, n) => { for (let i = 0; i < size; i++) shardOf.push([n, i]); });
    meta = { ...data, terms: data.terms.split(','), shardOf };
    return meta;
  }

  const DIGIT = {};
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].forEach((c, n) => { DIGIT[c] = n; });

  function numbers(text) {
    const list = [];
    for (let i = 0, value = 0, scale = 1; i < text.length; i++) {
      const digit = DIGIT[text[i]];
      value += (digit & 31) * scale;
      scale *= 32;
      if (digit < 32) { list.push(value); value = 0; scale = 1; }
    }
    return list;
  }

  /* Calls see(document, step) for each posting. */
  function read(postings, see) {
    const list = numbers(postings);
    for (let i = 0; i < list.length;) {
      const step = list[i] % 16;
      let left = Math.floor(list[i++] / 16);
      for (let doc = 0; left > 0; left--, doc++) see(doc += list[i++], step);
    }
  }

  /* The entries of the shard in which `key` would stand. */
  async function entries(key) {
    let low = 0, high = meta.terms.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (meta.terms[middle] <= key) low = middle; else high = middle;
    }
    const name = `t/${low}`;
    const data = await shard(name);
    if (typeof data !== 'string') return data;
    const map = new Map();
    let before = [];
    data.split(',').forEach((entry, n) => {
      const colon = entry.indexOf(':');
      before = n ? before.slice(0, parseInt(entry[0], 36)).concat([...entry.slice(1, colon)])
        : [...entry.slice(0, colon)];
      map.set(before.join(''), entry.slice(colon + 1));
    });
    shards.set(name, Promise.resolve(map));
    return map;
  }

  async function exact(key) {
    const found = key && (await entries(key)).get(key);
    return found ? [found] : [];
  }

  async function prefixed(prefix) {
    const map = await entries(prefix + '*');
    if (map.has(prefix + '*')) return [map.get(prefix + '*')];
    return [...map.keys()].filter((key) => key.startsWith(prefix)).map((key) => map.get(key));
  }

  /* Ranking */
  function add(scores, lists, weight) {
    if (!lists.length) return;
    const steps = new Uint8Array(meta.documents);
    let found = 0;
    lists.forEach((list) => read(list, (doc, step) => {
      if (!steps[doc]) found++;
      if (step >= steps[doc]) steps[doc] = step + 1;
    }));
    const idf = Math.log(1 + (meta.documents - found + 0.5) / (found + 0.5));
    steps.forEach((step, doc) => {
      const score = weight * idf * (step - 0.5) / OWN_ID + (step > OWN_ID && weight === 1 ? 1000 : 0);
      if (step && score > scores[doc]) scores[doc] = score;
    });
  }

  /* The score of each document for one word; 0 where it has none of its forms. */
  async function scoreWord(word) {
    const scores = new Float32Array(meta.documents);
    const whole = await exact(word.key);
    add(scores, whole, 1);
    if (!word.open) return scores;
    const longer = await prefixed(word.text);
    add(scores, longer, 0.7);
    if (!whole.length && !longer.length) {
      // Halfway through an ending ("deployi"): no stem begins like that.
      for (const ending of ['s', 'es', 'd', 'ed', 'g', 'ng']) {
        const found = await exact(stem(word.text + ending));
        if (found.length) { add(scores, found, 0.7); break; }
      }
    }
    return scores;
  }

  async function scoreTerm(term) {
    if (term.whole) {
      const scores = await scoreWord({ key: term.whole, text: term.whole, open: term.open });
      if (scores.some((score) => score > 0)) return scores;
    }
    const all = await Promise.all(term.words.map(scoreWord));
    if (!all.length) return new Float32Array(meta.documents);
    return all[0].map((_, doc) => all.every((s) => s[doc] > 0) ? all.reduce((sum, s) => sum + s[doc], 0) : 0);
  }

  function parse(text) {
    const query = { terms: [], phrases: [], words: [] };
    text.split('"').forEach((part, n, parts) => {
      const quoted = n % 2 === 1 && n < parts.length - 1;
      const found = pieces(part);
      if (quoted) query.phrases.push(found.flatMap((piece) => piece.words.map((word) => word.text)));
      found.forEach((piece) => {
        const open = !quoted && n === parts.length - 1 && piece.end === part.length;
        const words = piece.words.map((word, i) => {
          const last = open && i === piece.words.length - 1;
          return { ...word, open: last && (word.unspaced ? [...word.text].length === 1 : word.text.length > 1) };
        }).filter((word) => word.key || word.open);
        if (piece.whole) query.terms.push({ whole: piece.whole, open, words });
        else words.forEach((word) => query.terms.push({ words: [word] }));
      });
    });
    query.phrases = query.phrases.filter((phrase) => phrase.length > 1);
    // "the" alone is on its way to "thermal"; beside other words it asks for nothing.
    const telling = query.terms.filter((term) => term.whole || term.words.some((word) => word.key));
    query.terms = (telling.length ? telling : query.terms).slice(0, MOST_TERMS);
    query.terms.forEach(({ whole, open, words }) => {
      query.words.push(...words);
      if (whole) query.words.push({ text: whole, key: whole, open });
    });
    return query;
  }

  /* All documents that match, best first: { docs, all, quoted } with `all` the number that hold every word, `quoted`
   * that which begin the list because the phrases were seen in them. */
  async function rank(query) {
    const scored = await Promise.all(query.terms.map(scoreTerm));
    const every = [], some = [], total = new Float32Array(meta.documents);
    for (let doc = 0; doc < meta.documents; doc++) {
      let hits = 0;
      scored.forEach((scores) => { if (scores[doc] > 0) { hits++; total[doc] += scores[doc]; } });
      if (hits === scored.length) every.push(doc); else if (hits) some.push(doc);
    }
    const better = (a, b) => total[b] - total[a] || b - a;
    every.sort(better);
    let docs = every, quoted = 0;
    if (query.phrases.length) ({ docs, quoted } = await phrasesFirst(every, query.phrases));
    // Documents with only some of the words are worth showing when few have all.
    if (every.length < PAGE) docs = docs.concat(some.sort(better));
    return { docs, all: every.length, quoted };
  }

  /* The first documents looked through for the phrases, until a page of them is found; those that hold them first. */
  async function phrasesFirst(docs, phrases) {
    const found = [], others = [];
    let next = 0;
    while (next < Math.min(docs.length, PHRASE_CHECKS) && found.length < PAGE) {
      const batch = docs.slice(next, next += PHRASE_CHECKS / 4);
      const pages = await Promise.all(batch.map(page));
      pages.forEach((shown, n) => (holds(shown, phrases) ? found : others).push(batch[n]));
    }
    return { docs: [...found, ...others, ...docs.slice(next)], quoted: found.length };
  }

  function holds(shown, phrases) {
    const texts = [shown.title, ...shown.text.map((part) => part.text)]
      .map((text) => ` ${pieces(text).flatMap((piece) => piece.words.map((word) => word.text)).join(' ')} `);
    return phrases.every((phrase) => texts.some((text) => text.includes(` ${phrase.join(' ')} `)));
  }

  async function page(doc) {
    const [n, i] = meta.shardOf[doc];
    const [title, url, id, date, severity, status, services, flat] = (await shard(`d/${n}`))[i];
    const text = [];
    for (let at = 0; at < flat.length; at += 2) text.push({ label: flat[at], text: flat[at + 1] });
    return { title, url, id, date, severity, status, services, text };
  }

  /* Excerpts */
  function matches(text, query) {
    const found = [];
    const hit = (text, key) => query.words.find((w) => w.key && w.key === key || w.open && text.startsWith(w.text));
    pieces(text).forEach((piece) => {
      const whole = piece.whole && hit(piece.whole, piece.whole);
      if (whole) return found.push({ start: piece.start, end: piece.end, word: whole });
      piece.words.forEach((part) => {
        const word = hit(part.text, part.key);
        if (word) found.push({ start: part.start, end: part.end, word });
      });
    });
    return found;
  }

  /* The stretch of a document with the most different words of the query in it. */
  function excerpt(shown, query) {
    let best = { count: -1 };
    shown.text.forEach(({ label, text }) => {
      const found = matches(text, query);
      if (best.count < 0) best = { label, text, found, at: 0, count: 0 };
      found.forEach((first, n) => {
        const seen = new Set();
        for (let i = n; i < found.length && found[i].end < first.start + 160; i++) seen.add(found[i].word);
        if (seen.size > best.count) best = { label, text, found, at: first.start, count: seen.size };
      });
    });
    if (best.count < 0) return null;
    const space = best.at > 50 ? best.text.indexOf(' ', best.at - 50) + 1 : 0;
    const start = space > best.at ? best.at : space;
    const cut = best.text.lastIndexOf(' ', start + 220);
    const end = best.text.length <= start + 220 ? best.text.length : cut > best.at ? cut : start + 220;
    return { ...best, start, end };
  }

  window.recountSearch = { open, load, shard, numbers, parse, rank, page, matches, excerpt, pieces, stem };
})();
