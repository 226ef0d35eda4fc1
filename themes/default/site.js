/* Conveniences of every page; each works alone, and the page is whole without them. */
(() => {
'use strict';
const { dataset } = document.documentElement;
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

/* All text enters the page here, as text. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/* Keeps a question in the address. */
function remember(query) {
  try { history.replaceState(null, '', `${query}` ? `?${query}` : location.pathname); } catch { /* Not on file://. */ }
}

window.recount = { element, remember };

/* Colours: the system's, until the reader chooses. */
each('#theme', (button) => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const other = () => ((dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark');
  const label = () => {
    button.textContent = other();
    button.setAttribute('aria-label', `Use ${other()} colours`);
  };
  button.onclick = () => {
    dataset.theme = other();
    label();
    try { localStorage.setItem('recount-theme', dataset.theme); } catch { /* Then it lasts for this page. */ }
  };
  system.onchange = label;
  label();
  button.hidden = false;
});

/* Search: / and Ctrl-K. */
document.addEventListener('keydown', (event) => {
  const { key, target, altKey } = event, command = event.ctrlKey || event.metaKey;
  const isTyping = target.isContentEditable || target.matches('input, textarea, select');
  const field = document.querySelector('[data-focus]');
  if (!field || altKey || !(command ? key.toLowerCase() === 'k' : key === '/' && !isTyping)) return;
  event.preventDefault();
  if (!field.offsetParent) field.form.submit();
  field.focus();
  field.select();
});

/* The reader's own time beside UTC, where the two differ. */
each('.page time[data-zoned]', (time) => {
  const at = new Date(time.dateTime);
  if (time.closest('.about') || !at.getTimezoneOffset()) return;
  const local = new Date(at - at.getTimezoneOffset() * 60000).toISOString();
  const from = at.getDate() === at.getUTCDate() ? 11 : 0;
  time.after(' ', element('span', { class: 'local' }, `${local.slice(from, 16).replace('T', ' ')} your time`));
});

/* A link to one event, copied. */
if (navigator.clipboard) {
  each('.offset', (link) => {
    const button = element('button', { class: 'copy', 'aria-label': `Copy link to ${link.textContent}` }, 'Copy link');
    const say = (text) => { button.textContent = text; };
    button.onclick = () => navigator.clipboard.writeText(link.href).then(() => {
      say('Copied');
      setTimeout(say, 2000, 'Copy link');
    }, () => say('Not copied'));
    link.closest('.event').querySelector('.about').append(' ', button);
  });
}

/* Timeline: sources on and off. */
each('[data-timeline]', (filters) => {
  filters.hidden = false;
  filters.onchange = () => {
    const off = [...filters.querySelectorAll('input:not(:checked)')].map((box) => box.value);
    each('.timeline > .event', (event) => { event.hidden = off.some((source) => event.matches(`.${source}`)); });
    each('.timeline > .gap', (gap) => { gap.hidden = off.length; });
    each('.timeline > .day', (day) => {
      let next = day.nextElementSibling;
      while (next?.hidden && !next.matches('.day')) next = next.nextElementSibling;
      day.hidden = !next || next.matches('.day');
    });
  };
});

/* Action board: one owner's, with the choice in the address. */
each('[data-owner-filter]', (line) => {
  const select = line.querySelector('select');
  const show = () => each('.actions > li', (item) => {
    item.hidden = select.value && !item.dataset.owners.split('|').includes(select.value);
  });
  select.value = new URLSearchParams(location.search).get('owner') || '';
  if (select.selectedIndex < 0) select.value = '';
  select.onchange = () => {
    remember(select.value && new URLSearchParams({ owner: select.value }));
    show();
  };
  line.hidden = false;
  show();
});
})();
