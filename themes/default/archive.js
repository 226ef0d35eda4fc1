/* Filters of the archive, over all of its incidents: their data is a script of its own, loaded when first needed. */
(() => {
  'use strict';
  const { element, remember } = window.recount;
  const { root } = document.currentScript.dataset;
  const [filters, table, status, pages] = ['archive-filters', 'archive', 'archive-status', 'archive-pages']
    .map((id) => document.getElementById(id));
  if (!table) return;
  const MOST = 500;
  const FACETS = [['severity', 'Severity', 3], ['status', 'Status', 5], ['type', 'Type', 6], ['service', 'Service', 7],
    ['tag', 'Tag', 8], ['year', 'Year', 9], ['scope', 'Scope', 10], ['owner', 'Action owner', 11]];
  const asBuilt = [[...table.tBodies], status.textContent];
  const chosen = new URLSearchParams(location.search);
  const button = element('button', { type: 'button' }, 'Filter');
  let rows;

  const isFiltered = () => FACETS.some(([name]) => chosen.get(name));
  const values = (row, place) => [row[place] ?? []].flat().map(String);
  const matching = (except) => rows.filter((row) => FACETS.every(([name, , place]) => (
    name === except || !chosen.get(name) || values(row, place).includes(chosen.get(name)))));

  function tableRow(row) {
    const [href, id, title, severity, badge, , , services, , , , , datetime, started, duration, open, incomplete] = row;
    const span = (name, text) => element('span', { class: name }, text);
    const cell = (name, content) => element('td', { class: name }, content || span('unknown', 'not recorded'));
    const link = element('a', { href: root + href }, ...(id ? [span('id', id), ' '] : []), title);
    const mark = incomplete ? [' ', span('mark', 'review incomplete')] : [];
    return element('tr', {}, element('th', { scope: 'row' }, link, ...mark),
      cell('', severity && span(`badge ${badge}`, severity)), element('td', {}, services.join(', ')),
      cell('when', started && element('time', { datetime }, started)), cell('when', duration),
      cell('right', String(open)));
  }

  function options([name, , place]) {
    const select = filters.querySelector(`[name=${name}]`), value = chosen.get(name) || '';
    const counts = new Map(value ? [[value, 0]] : []);
    const count = (value) => counts.set(value, (counts.get(value) || 0) + 1);
    matching(name).forEach((row) => values(row, place).forEach(count));
    const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    if (name === 'year') sorted.reverse();
    select?.replaceChildren(element('option', { value: '' }, 'Any'),
      ...sorted.map(([value, n]) => element('option', { value }, `${value} (${n})`)));
    if (select) select.value = value;
  }

  function refresh() {
    const any = isFiltered(), found = any ? matching() : [];
    let [bodies, said] = asBuilt;
    if (any) {
      bodies = [element('tbody', {}, ...found.slice(0, MOST).map(tableRow))];
      said = `${found.length} of ${rows.length} incidents${found.length > MOST ? `, the first ${MOST} shown` : ''}`;
    }
    [...table.tBodies].forEach((body) => body.remove());
    table.append(...bodies);
    status.textContent = said;
    if (pages) pages.hidden = any;
    button.hidden = !any;
    FACETS.forEach(options);
    remember(chosen);
  }

  window.recountRows = (loaded) => {
    rows = loaded;
    const used = FACETS.filter(([, , place]) => rows.some((row) => values(row, place).length));
    button.textContent = 'Clear';
    filters.append(...used.map(([name, label]) => element('label', {}, label, element('select', { name }))), button);
    filters.addEventListener('change', ({ target }) => {
      chosen.set(target.name, target.value);
      if (!target.value) chosen.delete(target.name);
      refresh();
    });
    refresh();
  };

  const load = () => document.head.append(element('script', { src: `${root}incidents/rows.js` }));
  button.addEventListener('click', () => {
    if (!rows) return load();
    FACETS.forEach(([name]) => chosen.delete(name));
    return refresh();
  });
  filters.append(button);
  filters.hidden = false;
  if (isFiltered()) load();
})();
