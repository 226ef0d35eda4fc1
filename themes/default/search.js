/* Search, without a server: a static index in small files, each a classic script that calls recountSearch.load().
 *
 * The page:
 *   <script src="../search.js" data-root="../" defer></script>   data-root: from the page to the site's root
 *   <form role="search" action="…"> <input type="search" name="q" id="search-input"> …
 *   <div id="search-facets"></div>                               inside the form, or not
 *   <p id="search-status" aria-live="polite"></p>
 *   <ol id="search-results"></ol>
 * What it makes: in #search-facets  details.search-facet > summary + .search-facet-values > label.search-facet-value
 *   (input[type=checkbox], .search-facet-name, .search-facet-count); in #search-results  li.search-result >
 *   a.search-link, p.search-meta (.search-id .search-date .search-severity[data-severity] .search-incident-status
 *   .search-services), p.search-excerpt (.search-excerpt-label, mark); after it  button.search-more.
 *   #search-status has .search-error when a part of the index did not load.
 * The words and stems are those of src/site/search/{words,stemming}.rs; both are tested on the same tables. */
(() => {
  'use strict';
  const root = document.currentScript.dataset.root || '';
  const PAGE = 10, PHRASE_CHECKS = 60, SMALL_FACET = 6000, OWN_ID = 15;

  /* Words */
  const STOP = new Set(('an and are as at be been by for from had has have in is it of or our that the then there ' +
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
    else if (/[^su]s$/.test(s) && !s.endsWith('is')) s = s.slice(0, -1);
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
  let meta = null;

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

  async function begin() {
    if (meta) return;
    const data = await shard('meta');
    if (meta) return;
    const shardOf = [];
    numbers(data.groups).forEach((size, n) => { for (let i = 0; i < size; i++) shardOf.push([n, i]); });
    meta = { ...data, terms: data.terms.split(','), shardOf };
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
        if (!words.length) return;
        query.words.push(...words);
        if (piece.whole) query.terms.push({ whole: piece.whole, open, words });
        else words.forEach((word) => query.terms.push({ words: [word] }));
        if (piece.whole) query.words.push({ text: piece.whole, key: piece.whole, open });
      });
    });
    query.phrases = query.phrases.filter((phrase) => phrase.length > 1);
    // "to b" is on its way to something; "it" alone asks for what begins with it; "the" between words asks nothing.
    if (query.terms.some((term) => term.words.some((word) => word.key))) {
      query.terms = query.terms.filter((term, n) => n === query.terms.length - 1 || term.words.some((w) => w.key));
    }
    return query;
  }

  /* All documents that match, best first: { docs, all } with `all` the number that hold every word. */
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
    let docs = every;
    if (query.phrases.length) docs = await phrasesFirst(every, query.phrases);
    // Documents with only some of the words are worth showing when few have all.
    if (every.length < PAGE) docs = docs.concat(some.sort(better));
    return { docs, all: every.length };
  }

  async function phrasesFirst(docs, phrases) {
    const checked = docs.slice(0, PHRASE_CHECKS);
    const pages = await Promise.all(checked.map(page));
    const has = pages.map((shown) => {
      const texts = [shown.title, ...shown.text.map((part) => part.text)]
        .map((text) => ` ${pieces(text).flatMap((piece) => piece.words.map((word) => word.text)).join(' ')} `);
      return phrases.every((phrase) => texts.some((text) => text.includes(` ${phrase.join(' ')} `)));
    });
    return [...checked.filter((_, n) => has[n]), ...checked.filter((_, n) => !has[n]), ...docs.slice(PHRASE_CHECKS)];
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

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function marked(text, found, start, end) {
    const nodes = [];
    let at = start;
    found.forEach((match) => {
      if (match.start < at && match.end <= at || match.end > end || match.start < start) return;
      const from = Math.max(at, match.start);
      nodes.push(text.slice(at, from), element('mark', '', text.slice(from, match.end)));
      at = match.end;
    });
    nodes.push(text.slice(at, end));
    return nodes;
  }

  window.recountSearch = { load, stem, pieces };
  /* The page */
  const byId = (id) => document.getElementById(id);
  const input = byId('search-input'), status = byId('search-status'), list = byId('search-results');
  const facets = new Map();
  let run = 0, timer = 0, state = { docs: [], shown: 0, query: null }, chosen = new Map();
  const more = element('button', 'search-more', 'More results');

  function say(text, isError) {
    status.textContent = text;
    status.classList.toggle('search-error', !!isError);
  }

  function fail(error) {
    say(`A part of the search index did not load (search/${error.message}.js). Reload the page to try again.`, true);
  }

  function readUrl() {
    const parameters = new URLSearchParams(location.search);
    input.value = parameters.get('q') || '';
    chosen = new Map();
    parameters.forEach((value, name) => {
      if (name !== 'q') chosen.set(name, (chosen.get(name) || new Set()).add(value));
    });
  }

  function writeUrl() {
    const parameters = new URLSearchParams();
    if (input.value) parameters.set('q', input.value);
    chosen.forEach((values, name) => values.forEach((value) => parameters.append(name, value)));
    // Some browsers refuse this for files; the search works without.
    try { history.replaceState(null, '', `?${parameters}`); } catch { /* the address stays as it is */ }
  }

  function buildFacets() {
    if (facets.size) return;
    meta.facets.forEach(([name, size]) => {
      const values = element('div', 'search-facet-values');
      const title = name[0].toUpperCase() + name.slice(1);
      const box = element('details', 'search-facet', element('summary', '', title), values);
      values.setAttribute('role', 'group');
      values.setAttribute('aria-label', title);
      // A large facet is loaded when it is opened.
      box.open = size < SMALL_FACET || chosen.has(name);
      box.addEventListener('toggle', () => { if (box.open && !facets.get(name).values) update(); });
      facets.set(name, { name, box, parent: values, values: null });
      byId('search-facets').append(box);
    });
    chosen.forEach((_, name) => { if (!facets.has(name)) chosen.delete(name); });
  }

  async function loadFacet(facet) {
    if (facet.values || !(facet.box.open || chosen.has(facet.name))) return;
    const data = await shard(`f/${facet.name}`);
    if (facet.values) return;
    facet.values = data.map(([value, gaps]) => {
      let next = 0;
      const docs = numbers(gaps).map((gap) => { next += gap + 1; return next - 1; });
      const check = element('input', ''), count = element('span', 'search-facet-count');
      check.type = 'checkbox';
      check.name = facet.name;
      check.value = value;
      check.addEventListener('change', () => {
        const values = chosen.get(facet.name) || new Set();
        if (check.checked) values.add(value); else values.delete(value);
        if (values.size) chosen.set(facet.name, values); else chosen.delete(facet.name);
        update();
      });
      const label = element('label', 'search-facet-value', check, element('span', 'search-facet-name', value), count);
      facet.parent.append(label);
      return { value, docs, check, count, label };
    });
  }

  /* The documents of `docs` that pass the filters, those of facet `except` aside. */
  function filtered(docs, except) {
    let kept = docs;
    chosen.forEach((values, name) => {
      if (name === except) return;
      const member = new Uint8Array(meta.documents);
      facets.get(name).values.forEach((v) => { if (values.has(v.value)) v.docs.forEach((doc) => { member[doc] = 1; }); });
      kept = kept.filter((doc) => member[doc]);
    });
    return kept;
  }

  function countFacets(docs) {
    facets.forEach((facet) => {
      if (!facet.values) return;
      const member = new Uint8Array(meta.documents);
      filtered(docs, facet.name).forEach((doc) => { member[doc] = 1; });
      facet.values.forEach((v) => {
        const count = v.docs.reduce((sum, doc) => sum + member[doc], 0);
        v.check.checked = !!chosen.get(facet.name)?.has(v.value);
        v.count.textContent = String(count);
        v.label.hidden = !count && !v.check.checked;
      });
    });
  }

  async function update() {
    const mine = ++run;
    clearTimeout(timer);
    writeUrl();
    try {
      await begin();
      if (mine !== run) return;
      buildFacets();
      const text = input.value, query = parse(text);
      const asked = query.terms.length > 0, all = !text.trim() && chosen.size > 0;
      let found = { docs: [], all: 0 };
      if (asked) found = await rank(query);
      else if (all) found.docs = Array.from({ length: meta.documents }, (_, n) => meta.documents - 1 - n);
      await Promise.all([...facets.values()].map(loadFacet));
      if (mine !== run) return;
      const docs = filtered(found.docs);
      countFacets(found.docs);
      await show({ docs, shown: 0, query }, mine);
      if (mine !== run) return;
      const n = docs.length, count = n === 1 ? '1 result' : `${n} results`;
      if (!asked && !all) say(text.trim() ? 'Type at least two letters.' : '');
      else if (!n) say('No results.');
      else if (asked && found.docs.length > found.all) say(`${count}, those with all words first.`);
      else say(`${count}.`);
    } catch (error) {
      if (mine === run) fail(error);
    }
  }

  async function show(next, mine) {
    const pages = await Promise.all(next.docs.slice(next.shown, next.shown + PAGE).map(page));
    if (mine !== run) return null;
    if (!next.shown) list.replaceChildren();
    const items = pages.map((shown) => result(shown, next.query));
    list.append(...items);
    state = { ...next, shown: next.shown + pages.length };
    more.hidden = state.shown >= state.docs.length;
    return items;
  }

  function result(shown, query) {
    const item = element('li', 'search-result');
    const link = element('a', 'search-link', ...marked(shown.title, matches(shown.title, query), 0, shown.title.length));
    link.href = (root || './') + shown.url;
    const about = element('p', 'search-meta');
    const fact = (name, text) => {
      if (!text) return null;
      const made = element(name === 'date' ? 'time' : 'span', `search-${name}`, text);
      about.append(made, ' ');
      return made;
    };
    fact('id', shown.id);
    fact('date', shown.date);
    const severity = fact('severity', shown.severity);
    if (severity) severity.dataset.severity = shown.severity;
    fact('incident-status', shown.status);
    fact('services', shown.services.join(', '));
    item.append(link, about);
    const part = excerpt(shown, query);
    if (part) {
      item.append(element('p', 'search-excerpt', element('span', 'search-excerpt-label', part.label), ' ',
        part.start ? '… ' : '', ...marked(part.text, part.found, part.start, part.end),
        part.end < part.text.length ? ' …' : ''));
    }
    return item;
  }

  function onKey(event) {
    const links = [...list.querySelectorAll('.search-link')];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1, Escape: -1 }[event.key];
    const fromInput = event.target === input && event.key !== 'ArrowDown';
    if (to === undefined || fromInput || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = to < 0 ? input : links[to];
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  if (!input || !status || !list) return;
  more.type = 'button';
  more.hidden = true;
  more.addEventListener('click', () => {
    show(state, run).then((items) => { if (items) items[0].querySelector('a').focus(); }, fail);
  });
  list.after(more);
  input.addEventListener('input', () => { run++; clearTimeout(timer); timer = setTimeout(update, 120); });
  input.addEventListener('focus', () => { begin().catch(fail); });
  input.addEventListener('keydown', onKey);
  list.addEventListener('keydown', onKey);
  input.form?.addEventListener('submit', (event) => { event.preventDefault(); update(); });
  window.addEventListener('popstate', () => { readUrl(); update(); });
  readUrl();
  if (input.value || chosen.size) update();
})();
