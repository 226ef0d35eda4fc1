/* The search page: the form, the filters and the results; the index is asked through search-index.js. */
(() => {
'use strict';
const { element, remember } = window.recount;
const { open, shard, numbers, documents, parse, rank, page, matches, excerpt } = window.recountSearch;
const { root } = document.currentScript.dataset;
const [input, status, list, filters] = ['input', 'status', 'results', 'facets']
  .map((id) => document.getElementById(`search-${id}`));
const PAGE = 10, OPEN_FACETS = 8000;
const asked = new URLSearchParams(location.search);
let meta, facets, timer, state, run = 0;

const part = (tag, name, ...children) => element(tag, { class: `search-${name}` }, ...children);
const more = part('button', 'more', 'More results');

function say(text, isError = false) {
  status.textContent = text;
  status.classList.toggle('search-error', isError);
}

function fail(error) {
  say(`A part of the index did not load (search/${error.message}.js): reload the page.`, true);
}

/* Filters */
function buildFacets() {
  let total = 0;
  return meta.facets.map(([name, size]) => {
    const group = element('div', { class: 'search-facet-values', role: 'group', 'aria-label': name });
    const box = part('details', 'facet', element('summary', {}, name), group), facet = { name, box, group };
    total += size;
    // A large archive's are loaded when opened; on a narrow screen they stand above the results.
    box.open = asked.has(name) || total < OPEN_FACETS && matchMedia('(min-width: 48rem)').matches;
    box.ontoggle = () => { if (box.open && !facet.values) update(); };
    return facet;
  });
}

async function loadFacet(facet) {
  const { name, box, group } = facet;
  if (facet.values || !box.open && !asked.has(name)) return;
  const data = await shard(`f/${name}`);
  facet.values ??= data.map(([value, gaps]) => {
    const docs = [], check = element('input', { type: 'checkbox', name, value }), count = part('span', 'facet-count');
    documents(numbers(gaps), (doc) => docs.push(doc));
    check.checked = asked.has(name, value);
    check.onchange = update;
    const label = part('label', 'facet-value', check, part('span', 'facet-name', value), count);
    group.append(label);
    return { docs, check, count, label };
  });
}

const checked = ({ values = [] }) => values.filter(({ check }) => check.checked);

function members(docs) {
  const member = new Uint8Array(meta.documents);
  docs.forEach((doc) => { member[doc] = 1; });
  return member;
}

/* The documents of `docs` that pass the filters, those of facet `except` aside. */
function filtered(docs, except) {
  return facets.reduce((kept, facet) => {
    const chosen = checked(facet), member = members(chosen.flatMap((value) => value.docs));
    return facet === except || !chosen.length ? kept : kept.filter((doc) => member[doc]);
  }, docs);
}

function countFacet(facet, found) {
  const member = members(filtered(found, facet));
  facet.values?.forEach(({ docs, check, count, label }) => {
    const n = docs.reduce((sum, doc) => sum + member[doc], 0);
    count.textContent = n;
    label.hidden = !n && !check.checked;
  });
}

/* Questions */
async function update() {
  const mine = ++run, text = input.value;
  clearTimeout(timer);
  try {
    meta = await open(root);
    facets ??= buildFacets();
    const query = parse(text);
    const found = query.terms.length ? await rank(query) : { docs: [] };
    await Promise.all(facets.map(loadFacet));
    // All at once and filled: nothing moves.
    if (!filters.firstChild) filters.append(...facets.map(({ box }) => box));
    if (mine !== run) return;
    asked.set('q', text);
    if (!text) asked.delete('q');
    facets.filter((facet) => facet.values).forEach((facet) => {
      asked.delete(facet.name);
      checked(facet).forEach(({ check }) => asked.append(facet.name, check.value));
    });
    if (!text.trim() && facets.some((facet) => checked(facet).length)) found.docs = meta.places.map((_, n) => meta.documents - 1 - n);
    facets.forEach((facet) => countFacet(facet, found.docs));
    const docs = filtered(found.docs);
    if (!await show({ docs, shown: 0, query }, mine)) return;
    remember(asked);
    say(answer(text, query, found, docs.length));
  } catch (error) {
    if (mine === run) fail(error);
  }
}

/* What is said of `n` results. */
function answer(text, { terms, words, phrases }, found, n) {
  if (!terms.length && !n) return text.trim() && 'Type at least two letters.';
  const instead = words.filter((word) => word.typed)
    .map((word) => `No result for “${word.typed}”, showing “${word.text}”. `).join('');
  const seen = found.quoted ? ', those with the phrase first' : ', none seen with the phrase';
  const some = found.docs.length > found.all ? ', those with all words first' : '';
  return `${instead}${n || 'No'} ${n === 1 ? 'result' : 'results'}${n && phrases.length ? seen : n ? some : ''}.`;
}

/* Results */
async function show(next, mine) {
  const pages = await Promise.all(next.docs.slice(next.shown, next.shown + PAGE).map(page));
  if (mine !== run) return;
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
  const mark = (text) => marked(text, matches(text, query));
  const fact = (name, text, tag = 'span') => (text ? [part(tag, name, ...mark(text)), ' '] : []);
  const item = part('li', 'result', part('a', 'link', ...mark(shown.title)), part('p', 'meta', ...fact('id', shown.id),
    ...fact('date', shown.date, 'time'), ...fact('severity', shown.severity), ...fact('incident-status', shown.status),
    ...fact('services', shown.services.join(', '))));
  item.querySelector('a').href = root + shown.url;
  const best = excerpt(shown, query);
  if (best) {
    const { label, text, found, start, end } = best;
    item.append(part('p', 'excerpt', part('span', 'excerpt-label', `${label}:`), ' ', start ? '… ' : '',
      ...marked(text, found, start, end), end < text.length ? ' …' : ''));
  }
  return item;
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

more.onclick = () => show(state, run).then((items) => items?.[0].querySelector('a').focus(), fail);
more.hidden = true;
list.after(more);
list.onkeydown = input.onkeydown = onKey;
input.oninput = () => {
  run++;
  clearTimeout(timer);
  timer = setTimeout(update, 120);
};
input.onfocus = () => open(root).catch(fail);
input.form.onsubmit = (event) => {
  event.preventDefault();
  update();
};
input.value = asked.get('q') || '';
if (`${asked}`) update();
})();
