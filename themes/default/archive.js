/* Filters of the archive, over all of its incidents: their data is a script of its own, loaded when first needed. */
(() => {
'use strict';
const { element, remember } = window.recount;
const { root } = document.currentScript.dataset;
const [filters, table, status, pages] = ['archive-filters', 'archive', 'archive-status', 'archive-pages']
  .map((id) => document.getElementById(id));
if (!table) return;
const MOST = 500, asBuilt = [[...table.tBodies], status.textContent];
const chosen = new URLSearchParams(location.search);
const button = element('button', { type: 'button' }, 'Filter');

function tableRow([[[severity], , , services], href, id, title, badge, datetime, started, duration, open, incomplete]) {
  const span = (name, text) => element('span', { class: name }, text);
  const cell = (name, content) => element('td', { class: name }, content || span('unknown', 'not recorded'));
  const link = element('a', { href: root + href }, ...(id ? [span('id', id), ' '] : []), title);
  const mark = incomplete ? [' ', span('mark', 'review incomplete')] : [];
  return element('tr', {}, element('th', { scope: 'row' }, link, ...mark),
    cell('', severity && span(`badge ${badge}`, severity)), element('td', {}, services.join(', ')),
    cell('when', started && element('time', { datetime }, started)), cell('when', duration), cell('right', `${open}`));
}

/* Called by the data: the name and label of each filter, and the rows, which begin with the values for each. */
window.recountRows = (facets, rows) => {
  const selects = facets.map(([name]) => element('select', { name }));
  const matching = (except) => rows.filter(([values]) => facets.every(([name], n) => (
    name === except || !chosen.get(name) || values[n].includes(chosen.get(name)))));

  function options(select, n) {
    const { name } = select, value = chosen.get(name) || '', counts = new Map(value ? [[value, 0]] : []);
    matching(name).forEach(([values]) => values[n].forEach((one) => counts.set(one, (counts.get(one) || 0) + 1)));
    const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    if (name === 'year') sorted.reverse();
    select.replaceChildren(element('option', { value: '' }, 'Any'),
      ...sorted.map(([one, count]) => element('option', { value: one }, `${one} (${count})`)));
    select.value = value;
    select.parentNode.hidden = !counts.size;
  }

  function refresh() {
    const any = facets.some(([name]) => chosen.get(name)), found = matching();
    const some = found.length > MOST ? `, the first ${MOST} shown` : '';
    const [bodies, said] = any ? [[element('tbody', {}, ...found.slice(0, MOST).map(tableRow))],
      `${found.length} of ${rows.length} incidents${some}`] : asBuilt;
    [...table.tBodies].forEach((body) => body.remove());
    table.append(...bodies);
    status.textContent = said;
    if (pages) pages.hidden = any;
    button.hidden = !any;
    selects.forEach(options);
    remember(chosen);
  }

  button.textContent = 'Clear';
  button.onclick = () => {
    facets.forEach(([name]) => chosen.delete(name));
    refresh();
  };
  filters.append(...facets.map(([, label], n) => element('label', {}, label, selects[n])), button);
  filters.onchange = ({ target }) => {
    chosen.set(target.name, target.value);
    if (!target.value) chosen.delete(target.name);
    refresh();
  };
  refresh();
};

button.onclick = () => document.head.append(element('script', { src: `${root}incidents/rows.js` }));
filters.append(button);
filters.hidden = false;
if (`${chosen}`) button.click();
})();
