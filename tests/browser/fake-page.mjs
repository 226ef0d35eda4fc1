// A page for search.js to work on without a browser: as much of the DOM as it uses, and scripts read from a folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const theme = new URL('../../themes/default/', import.meta.url);

class Element {
  constructor(page, tag) {
    Object.assign(this, { page, tag, childNodes: [], dataset: {}, attributes: {}, listeners: {}, value: '' });
    this.classList = { toggle: (name, on) => { this.classes = on ? name : ''; } };
  }
  append(...nodes) {
    nodes.forEach((node) => this.childNodes.push(typeof node === 'string' ? { text: node } : node));
    nodes.filter((node) => node.tag === 'script').forEach((script) => this.page.run(script));
  }
  replaceChildren(...nodes) { this.childNodes = []; this.append(...nodes); }
  after(node) { this.next = node; }
  remove() {}
  setAttribute(name, value) {
    this.attributes[name] = value;
    this[name === 'class' ? 'className' : name] = name === 'hidden' || value;
  }
  addEventListener(name, listener) { this.listeners[name] = listener; }
  dispatch(name, event = {}) { return (this.listeners[name] ?? this[`on${name}`])?.({ target: this, preventDefault() {}, ...event }); }
  focus() { this.page.document.activeElement = this; }
  get textContent() { return this.childNodes.map((node) => node.text ?? node.textContent).join(''); }
  set textContent(text) { this.childNodes = [{ text: String(text) }]; }
  all() { return this.childNodes.flatMap((node) => (node.tag ? [node, ...node.all()] : [])); }
  querySelectorAll(selector) {
    return this.all().filter((e) => (selector[0] === '.' ? e.className === selector.slice(1) : e.tag === selector));
  }
  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }
}

/** Opens the search page of the site in `folder` with the query string `search`. */
export function openPage(folder, search = '') {
  const page = { loaded: [], broken: () => false, delay: () => 0, pending: 0, address: search };
  const element = (name) => new Element(page, name);
  const parts = Object.fromEntries(['search-input', 'search-facets', 'search-status', 'search-results']
    .map((id) => [id, element('div')]));
  const form = element('form');
  parts['search-input'].form = form;
  const window = {
    document: {
      createElement: element, getElementById: (id) => parts[id], head: element('head'),
      documentElement: element('html'), querySelectorAll: () => [], addEventListener() {},
      currentScript: { dataset: { root: '../' } }, activeElement: null,
    },
    navigator: {}, location: { search, pathname: '' }, history: { replaceState: (_, __, url) => { page.address = url; } },
    addEventListener() {}, matchMedia: () => ({ matches: true }), URLSearchParams, setTimeout, clearTimeout,
  };
  window.window = window;
  vm.createContext(window);
  page.run = (script) => {
    page.pending++;
    const name = script.src.replace('../', '').replace(/\?.*/, '');
    setTimeout(() => {
      try {
        if (page.broken(name)) throw new Error('404');
        const source = readFileSync(join(folder, name), 'utf8');
        page.loaded.push({ name, bytes: source.length, gzip: gzipSync(source).length });
        vm.runInContext(source, window);
        script.onload();
      } catch {
        script.onerror();
      }
      page.pending--;
    }, page.delay(name));
  };
  Object.assign(page, {
    window, form, document: window.document, api: () => window.recountSearch,
    input: parts['search-input'], facets: parts['search-facets'], status: parts['search-status'],
    list: parts['search-results'],
  });
  for (const name of ['site.js', 'search-index.js', 'search.js']) {
    vm.runInContext(readFileSync(new URL(name, theme), 'utf8'), window, { filename: name });
  }
  return page;
}

/** Waits until nothing is loading any more. */
export async function settle(page) {
  for (let quiet = 0; quiet < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    quiet = page.pending ? 0 : quiet + 1;
  }
}

/** Types `text`, without waiting for the debounce, and waits for the results. */
export async function ask(page, text) {
  page.input.value = text;
  page.form.dispatch('submit');
  await settle(page);
  return titles(page);
}

/** The titles of the results shown. */
export function titles(page) {
  return page.list.querySelectorAll('.search-link').map((link) => link.textContent);
}

/** What stands marked in the results shown. */
export function marks(page) {
  return page.list.querySelectorAll('mark').map((mark) => mark.textContent);
}
