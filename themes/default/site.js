/* Conveniences of every page; each works alone, and the page is whole without them. */
(() => {
  'use strict';
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const make = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  };

  /* Colours: the system's, until the reader chooses. */
  const theme = document.getElementById('theme');
  if (theme) {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
    const label = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; theme.setAttribute('aria-label', `Use ${isDark() ? 'light' : 'dark'} colours`); };
    theme.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      try { localStorage.setItem('recount-theme', root.dataset.theme); } catch { /* Then it lasts for this page. */ }
      label();
    });
    system.addEventListener('change', label);
    label();
    theme.hidden = false;
  }

  /* Search: / and Ctrl-K. */
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
    const field = document.querySelector('[data-focus]');
    if (!field || !(slash || command)) return;
    event.preventDefault();
    if (field.offsetParent === null) field.form.submit();
    else { field.focus(); field.select(); }
  });

  /* The reader's own time beside UTC, where the two differ. */
  each('.page time[data-zoned]', (time) => {
    if (time.closest('.about')) return;
    const at = new Date(time.dateTime);
    if (isNaN(at) || at.getTimezoneOffset() === 0) return;
    const two = (n) => String(n).padStart(2, '0');
    const sameDay = at.getDate() === at.getUTCDate();
    const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} `;
    const local = make('span', 'local', `${sameDay ? '' : day}${two(at.getHours())}:${two(at.getMinutes())} your time`);
    time.after(' ', local);
  });

  /* A link to one event, copied. */
  if (navigator.clipboard) {
    each('.offset', (link) => {
      const button = make('button', 'copy', 'Copy link');
      button.type = 'button';
      button.setAttribute('aria-label', `Copy link to ${link.textContent}`);
      button.addEventListener('click', () => navigator.clipboard.writeText(link.href).then(() => {
        button.textContent = 'Copied';
        setTimeout(() => { button.textContent = 'Copy link'; }, 2000);
      }, () => { button.textContent = 'Not copied'; }));
      link.closest('.event').querySelector('.about').append(' ', button);
    });
  }

  /* Timeline: sources on and off. */
  each('[data-timeline]', (filters) => {
    filters.hidden = false;
    filters.addEventListener('change', () => {
      const shown = new Set([...filters.querySelectorAll(':checked')].map((box) => box.value));
      const all = shown.size === filters.querySelectorAll('input').length;
      each('.timeline > .event', (event) => {
        event.hidden = !['declared', 'noted', 'recorded'].some((source) => event.classList.contains(source) && shown.has(source));
      });
      each('.timeline > .gap', (gap) => { gap.hidden = !all; });
      each('.timeline > .day', (day) => {
        let next = day.nextElementSibling;
        while (next && next.hidden && !next.classList.contains('day')) next = next.nextElementSibling;
        day.hidden = !next || next.classList.contains('day');
      });
    });
  });

  /* Action board: one owner's, with the choice in the address. */
  each('[data-owner-filter]', (line) => {
    const select = line.querySelector('select');
    const apply = () => each('.actions > li', (item) => {
      item.hidden = select.value !== '' && !item.dataset.owners.split('|').includes(select.value);
    });
    select.value = new URLSearchParams(location.search).get('owner') || '';
    if (select.selectedIndex < 0) select.value = '';
    select.addEventListener('change', () => {
      const query = select.value ? `?owner=${encodeURIComponent(select.value)}` : location.pathname;
      try { history.replaceState(null, '', query); } catch { /* Not on file://. */ }
      apply();
    });
    line.hidden = false;
    apply();
  });
})();
