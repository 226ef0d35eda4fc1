'use strict';
// On served pages alone: reloads the page once it was made anew, and shows what the linter says of it.
(() => {
  const { page, version } = document.currentScript.dataset;
  const query = `page=${encodeURIComponent(page)}`;
  const OPEN = 'recount-remarks-open';

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const count = (number, name) => `${number} ${name}${number === 1 ? '' : 's'}`;

  const style = element('link', { rel: 'stylesheet', href: '/__recount/served.css' });
  const box = element('aside', { className: 'recount-remarks', ariaLabel: 'What the linter says of this page', hidden: true });
  document.head.append(style);
  document.body.append(box);

  const finding = ({ level, rule, line, column, message, help }) =>
    element('li', { className: `recount-${level}` },
      element('code', { textContent: `${line}:${column}` }), ' ',
      element('strong', { textContent: level }), ` ${message} `,
      element('small', { textContent: rule }),
      ...(help ? [element('p', { textContent: help })] : []));

  const show = (remarks) => {
    const { failure, file, errors, warnings, findings } = remarks;
    const parts = [];
    if (failure) parts.push(element('pre', { textContent: failure }));
    if (findings.length) {
      const list = element('ol', {}, ...findings.map(finding));
      const rest = errors + warnings - findings.length;
      parts.push(element('p', { textContent: file }), list, ...(rest ? [element('p', { textContent: `and ${rest} more` })] : []));
    }
    const told = [errors && count(errors, 'error'), warnings && count(warnings, 'warning')].filter(Boolean).join(', ');
    const summary = element('summary', { textContent: failure ? 'Not the newest: the archive could not be read' : told });
    const details = element('details', { open: Boolean(failure) || sessionStorage.getItem(OPEN) === 'yes' }, summary, ...parts);
    details.addEventListener('toggle', () => sessionStorage.setItem(OPEN, details.open ? 'yes' : 'no'));
    box.className = `recount-remarks recount-${failure || errors ? 'error' : 'warning'}`;
    box.hidden = parts.length === 0;
    box.replaceChildren(details);
  };
  const ask = () => fetch(`/__recount/remarks?${query}`).then((answer) => answer.json()).then(show, () => {});

  let events;
  const listen = () => {
    events?.close();
    // A browser has six connections to one address: a page that nobody looks at gives its own back.
    if (document.hidden) return;
    events = new EventSource(`/__recount/events?${query}&version=${version}`);
    events.addEventListener('rebuilt', () => location.reload());
    events.addEventListener('read', ask);
  };
  document.addEventListener('visibilitychange', listen);
  listen();
})();
