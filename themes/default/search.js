/* The search page. It asks the index through search-index.js, and works from files and under script-src 'self'.
 *
 *   <script src="../search-index.js" defer></script>
 *   <script src="../search.js" data-root="../" defer></script>   data-root: from the page to the site's root
 *   <form role="search" action="…"> <input type="search" name="q" id="search-input"> …
 *   <div id="search-facets"></div>                               inside the form, or not
 *   <p id="search-status" aria-live="polite"></p>
 *   <ol id="search-results"></ol>
 * It makes, in #search-facets, details.search-facet > summary + .search-facet-values > label.search-facet-value
 * (input[type=checkbox], .search-facet-name, .search-facet-count); in #search-results, li.search-result >
 * a.search-link, p.search-meta (.search-id .search-date .search-severity[data-severity] .search-incident-status
 * .search-services), p.search-excerpt (.search-excerpt-label, mark); after it, button.search-more. #search-status has
 * .search-error when a part of the index did not load. Text enters the page as text nodes alone. */
(() => {
  'use strict';
  const root = document.currentScript.dataset.root || './';
  const { open, shard, numbers, parse, rank, page, matches, excerpt } = window.recountSearch;
  const PAGE = 10, OPEN_FACETS = 42000;

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

  const byId = (id) => document.getElementById(id);
  const input = byId('search-input'), status = byId('search-status'), list = byId('search-results');
  const facets = new Map();
  let meta = null, run = 0, timer = 0, state = { docs: [], shown: 0, query: null }, chosen = new Map();
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
    let total = 0;
    // On a narrow screen they stand above the results, which should be seen first.
    const beside = matchMedia('(min-width: 48rem)').matches;
    meta.facets.forEach(([name, size]) => {
      total += size;
      const values = element('div', 'search-facet-values');
      const title = name[0].toUpperCase() + name.slice(1);
      const box = element('details', 'search-facet', element('summary', '', title), values);
      values.setAttribute('role', 'group');
      values.setAttribute('aria-label', title);
      // In a large archive the later ones are loaded when they are opened.
      box.open = (beside && total < OPEN_FACETS) || chosen.has(name);
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
    const known = new Set(data.map(([value]) => value));
    chosen.get(facet.name)?.forEach((value, _, values) => { if (!known.has(value)) values.delete(value); });
    if (chosen.get(facet.name)?.size === 0) chosen.delete(facet.name);
  }

  /* The documents of `docs` that pass the filters, those of facet `except` aside. */
  function filtered(docs, except) {
    let kept = docs;
    chosen.forEach((values, name) => {
      if (name === except) return;
      const member = new Uint8Array(meta.documents);
      const chosenOnes = facets.get(name).values.filter((v) => values.has(v.value));
      chosenOnes.forEach((v) => v.docs.forEach((doc) => { member[doc] = 1; }));
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
      meta = await open(root);
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
      else if (query.phrases.length && !found.quoted) say(`${count}, none seen with the phrase.`);
      else if (query.phrases.length) say(`${count}, those with the phrase first.`);
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
    const title = marked(shown.title, matches(shown.title, query), 0, shown.title.length);
    const link = element('a', 'search-link', ...title);
    link.href = root + shown.url;
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
  input.addEventListener('focus', () => { open(root).catch(fail); });
  input.addEventListener('keydown', onKey);
  list.addEventListener('keydown', onKey);
  input.form?.addEventListener('submit', (event) => { event.preventDefault(); update(); });
  readUrl();
  if (input.value || chosen.size) update();
})();
