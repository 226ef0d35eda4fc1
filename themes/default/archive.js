/* Filters of the archive, over all of its incidents: their data is a script of its own, loaded when first needed. */
(() => {
  'use strict';
  const root = document.currentScript.dataset.root || '';
  const filters = document.getElementById('archive-filters');
  const table = document.getElementById('archive');
  const status = document.getElementById('archive-status');
  const pages = document.getElementById('archive-pages');
  if (!filters || !table) return;
  const MOST = 500;
  const FACETS = [['severity', 'Severity', 3], ['status', 'Status', 5], ['type', 'Type', 6], ['service', 'Service', 7], ['tag', 'Tag', 8], ['year', 'Year', 9], ['scope', 'Scope', 10], ['owner', 'Action owner', 11]];
  const asBuilt = { bodies: [...table.tBodies], status: status.textContent };
  const chosen = new URLSearchParams(location.search);
  let rows = null;

  const values = (row, at) => (Array.isArray(row[at]) ? row[at] : row[at] === null ? [] : [String(row[at])]);
  const matches = (row, except) => FACETS.every(([name, , at]) => name === except || !chosen.get(name) || values(row, at).includes(chosen.get(name)));

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  function unknown() { return element('span', { class: 'unknown' }, 'not recorded'); }

  function tableRow(row) {
    const [href, id, title, severity, severityClass, , , services, , , , , datetime, started, duration, open, incomplete] = row;
    const name = element('a', { href: root + href });
    if (id) name.append(element('span', { class: 'id' }, id), ' ');
    name.append(title);
    const head = element('th', { scope: 'row' }, name);
    if (incomplete) head.append(' ', element('span', { class: 'mark' }, 'review incomplete'));
    return element('tr', {}, head,
      element('td', {}, severity ? element('span', { class: `badge ${severityClass}` }, severity) : unknown()),
      element('td', {}, services.join(', ')),
      element('td', { class: 'when' }, started ? element('time', { datetime }, started) : unknown()),
      element('td', { class: 'when' }, duration || unknown()),
      element('td', { class: 'right' }, String(open)));
  }

  function show() {
    const any = FACETS.some(([name]) => chosen.get(name));
    [...table.tBodies].forEach((body) => body.remove());
    if (pages) pages.hidden = any;
    filters.querySelector('button').hidden = !any;
    if (!any) {
      table.append(...asBuilt.bodies);
      status.textContent = asBuilt.status;
      return;
    }
    const found = rows.filter((row) => matches(row));
    table.append(element('tbody', {}, ...found.slice(0, MOST).map(tableRow)));
    const some = found.length > MOST ? `, the first ${MOST} shown` : '';
    status.textContent = `${found.length} of ${rows.length} incidents${some}`;
  }

  function options(select, name, at) {
    const counts = new Map();
    rows.filter((row) => matches(row, name)).forEach((row) => values(row, at).forEach((value) => counts.set(value, (counts.get(value) || 0) + 1)));
    if (chosen.get(name) && !counts.has(chosen.get(name))) counts.set(chosen.get(name), 0);
    const sorted = [...counts].sort((a, b) => a[0].localeCompare(b[0], 'en', { numeric: true }));
    if (name === 'year') sorted.reverse();
    select.replaceChildren(element('option', { value: '' }, 'Any'), ...sorted.map(([value, count]) => element('option', { value }, `${value} (${count})`)));
    select.value = chosen.get(name) || '';
  }

  function refresh() {
    filters.querySelectorAll('select').forEach((select) => options(select, select.name, FACETS.find(([name]) => name === select.name)[2]));
    show();
  }

  function remember() {
    const query = chosen.toString();
    try { history.replaceState(null, '', query ? `?${query}` : location.pathname); } catch { /* Not on file://. */ }
  }

  window.recountRows = (loaded) => {
    rows = loaded;
    FACETS.filter(([, , at]) => rows.some((row) => values(row, at).length)).forEach(([name, label]) => {
      filters.append(element('label', {}, label, element('select', { name })));
    });
    const clear = element('button', { type: 'button' }, 'Clear');
    filters.append(clear);
    filters.addEventListener('change', (event) => {
      if (event.target.value) chosen.set(event.target.name, event.target.value);
      else chosen.delete(event.target.name);
      remember();
      refresh();
    });
    clear.addEventListener('click', () => {
      FACETS.forEach(([name]) => chosen.delete(name));
      remember();
      refresh();
    });
    refresh();
  };

  function load() {
    document.head.append(element('script', { src: `${root}incidents/rows.js` }));
  }

  filters.hidden = false;
  if (FACETS.some(([name]) => chosen.get(name))) {
    load();
  } else {
    const button = element('button', { type: 'button' }, 'Filter');
    button.addEventListener('click', () => { button.remove(); load(); });
    filters.append(button);
  }
})();
