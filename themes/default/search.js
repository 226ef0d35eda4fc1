/* The search page: the form, the filters and the results; the index is asked through search-index.js. */
(() => {
  'use strict';
  const { element, remember } = window.recount;
  const { open, shard, numbers, documents, parse, rank, page, matches, excerpt } = window.recountSearch;
  const { root } = document.currentScript.dataset;
  const [input, status, list, beside] = ['search-input', 'search-status', 'search-results', 'search-facets']
    .map((id) => document.getElementById(id));
  const PAGE = 10, OPEN_FACETS = 42000;
  const facets = new Map(), asked = new URLSearchParams(location.search);
  const more = element('button', { type: 'button', class: 'search-more', hidden: '' }, 'More results');
  let meta = null, run = 0, timer = 0, state = null;

  const part = (name, suffix, ...children) => element(name, { class: `search-${suffix}` }, ...children);

  function say(text, isError = false) {
    status.textContent = text;
    status.classList.toggle('search-error', isError);
  }

  function fail(error) {
    say(`A part of the search index did not load (search/${error.message}.js). Reload the page to try again.`, true);
  }

  /* Filters */
  function buildFacets() {
    let total = 0;
    meta.facets.forEach(([name, size]) => {
      const title = name[0].toUpperCase() + name.slice(1);
      const group = element('div', { class: 'search-facet-values', role: 'group', 'aria-label': title });
      const box = part('details', 'facet', element('summary', {}, title), group);
      total += size;
      // In a large archive the later ones are loaded when they are opened. On a narrow screen they stand above the
      // results, which should be seen first.
      box.open = total < OPEN_FACETS && matchMedia('(min-width: 48rem)').matches || asked.has(name);
      box.addEventListener('toggle', () => { if (box.open && !facets.get(name).values) update(); });
      facets.set(name, { name, box, group });
      beside.append(box);
    });
  }

  async function loadFacet(facet) {
    const { name, box, group } = facet;
    if (facet.values || !box.open && !asked.has(name)) return;
    const data = await shard(`f/${name}`);
    facet.values ??= data.map(([value, gaps]) => {
      const docs = [], check = element('input', { type: 'checkbox', name, value }), count = part('span', 'facet-count');
      documents(numbers(gaps), (doc) => docs.push(doc));
      check.checked = asked.getAll(name).includes(value);
      check.addEventListener('change', () => { choose(facet); update(); });
      const label = part('label', 'facet-value', check, part('span', 'facet-name', value), count);
      group.append(label);
      return { docs, check, count, label };
    });
    choose(facet);
  }

  const checked = (facet) => facet.values?.filter(({ check }) => check.checked) ?? [];

  function choose(facet) {
    asked.delete(facet.name);
    checked(facet).forEach(({ check }) => asked.append(facet.name, check.value));
  }

  function members(docs) {
    const member = new Uint8Array(meta.documents);
    docs.forEach((doc) => { member[doc] = 1; });
    return member;
  }

  /* The documents of `docs` that pass the filters, those of facet `except` aside. */
  function filtered(docs, except) {
    return [...facets.values()].reduce((kept, facet) => {
      const chosen = checked(facet), member = members(chosen.flatMap((value) => value.docs));
      return facet === except || !chosen.length ? kept : kept.filter((doc) => member[doc]);
    }, docs);
  }

  function countFacets(docs) {
    facets.forEach((facet) => {
      const member = facet.values && members(filtered(docs, facet));
      facet.values?.forEach(({ docs, check, count, label }) => {
        const n = docs.reduce((sum, doc) => sum + member[doc], 0);
        count.textContent = String(n);
        label.hidden = !n && !check.checked;
      });
    });
  }

  /* Questions */
  async function update() {
    const mine = ++run, text = input.value;
    clearTimeout(timer);
    try {
      meta = await open(root);
      if (mine !== run) return;
      if (!facets.size) buildFacets();
      asked.set('q', text);
      [...asked.keys()].forEach((name) => { if (!(name === 'q' ? text : facets.has(name))) asked.delete(name); });
      const query = parse(text), isAsked = query.terms.length > 0;
      let found = { docs: [] };
      if (isAsked) found = await rank(query);
      await Promise.all([...facets.values()].map(loadFacet));
      if (mine !== run) return;
      remember(asked);
      const all = !text.trim() && [...facets.values()].some((facet) => checked(facet).length);
      if (all) found.docs = meta.places.map((_, n) => meta.documents - 1 - n);
      const docs = filtered(found.docs);
      countFacets(found.docs);
      if (await show({ docs, shown: 0, query }, mine)) say(answer(text, query, found, docs.length, isAsked || all));
    } catch (error) {
      if (mine === run) fail(error);
    }
  }

  /* What is said of the results. */
  function answer(text, { words, phrases }, found, n, isAsked) {
    if (!isAsked) return text.trim() && 'Type at least two letters.';
    const instead = words.filter((word) => word.typed)
      .map((word) => `No result for “${word.typed}”, showing “${word.text}”. `).join('');
    if (!n) return `${instead}No results.`;
    const seen = found.quoted ? ', those with the phrase first' : ', none seen with the phrase';
    const some = found.docs.length > found.all ? ', those with all words first' : '';
    return `${instead}${n} ${n === 1 ? 'result' : 'results'}${phrases.length ? seen : some}.`;
  }

  /* Results */
  async function show(next, mine) {
    const pages = await Promise.all(next.docs.slice(next.shown, next.shown + PAGE).map(page));
    if (mine !== run) return null;
    const items = pages.map((shown) => result(shown, next.query));
    if (!next.shown) list.replaceChildren();
    list.append(...items);
    state = { ...next, shown: next.shown + items.length };
    more.hidden = state.shown >= state.docs.length;
    return items;
  }

  /* A text, or the stretch of one, with its matches marked. */
  function marked(text, found, start = 0, end = text.length) {
    const nodes = [];
    let at = start;
    found.forEach((match) => {
      const from = Math.max(at, match.start);
      if (match.end > end || from >= match.end) return;
      nodes.push(text.slice(at, from), element('mark', {}, text.slice(from, match.end)));
      at = match.end;
    });
    return [...nodes, text.slice(at, end)];
  }

  function result(shown, query) {
    const { id, date, severity, status, services, title, url } = shown;
    const mark = (text) => marked(text, matches(text, query));
    const fact = (name, text) => (text ? [part('span', name, ...text), ' '] : []);
    const link = element('a', { class: 'search-link', href: root + url }, ...mark(title));
    const about = part('p', 'meta', ...fact('id', id && mark(id)),
      ...(date ? [element('time', { class: 'search-date' }, date), ' '] : []), ...fact('severity', severity), ...fact('incident-status', status),
      ...fact('services', mark(services.join(', '))));
    const best = excerpt(shown, query);
    if (!best) return part('li', 'result', link, about);
    const { label, text, found, start, end } = best;
    return part('li', 'result', link, about, part('p', 'excerpt', part('span', 'excerpt-label', `${label}:`), ' ',
      start ? '… ' : '', ...marked(text, found, start, end), end < text.length ? ' …' : ''));
  }

  function onKey(event) {
    const links = [...list.querySelectorAll('.search-link')], at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1, Escape: -1 }[event.key];
    const target = to < 0 ? input : links[to];
    const inInput = event.target === input && event.key !== 'ArrowDown';
    if (!target || inInput || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    target.focus();
  }

  more.addEventListener('click', () => {
    show(state, run).then((items) => items?.[0].querySelector('a').focus(), fail);
  });
  list.after(more);
  input.addEventListener('input', () => {
    run++;
    clearTimeout(timer);
    timer = setTimeout(update, 120);
  });
  input.addEventListener('focus', () => open(root).catch(fail));
  [input, list].forEach((place) => place.addEventListener('keydown', onKey));
  input.form.addEventListener('submit', (event) => { event.preventDefault(); update(); });
  input.value = asked.get('q') || '';
  if (asked.toString()) update();
})();
