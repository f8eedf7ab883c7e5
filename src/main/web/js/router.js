// @ts-check
// Addresses: real paths, state in the query. Those of the page's predecessor are led on by `old-links.js`.

/** @typedef {{page: string, params: Record<string, string>}} Route */

const ROUTES = /** @type {[RegExp, string, string[]][]} */ ([
  [/^\/(?:scenarios\/?)?$/, 'scenarios', []],
  [/^\/scenarios\/([^/]+)\/?$/, 'scenario', ['id']],
  [/^\/scenarios\/([^/]+)\/run\/?$/, 'run', ['id']],
  [/^\/scenarios\/([^/]+)\/many\/?$/, 'many', ['id']],
  [/^\/conversations\/(\d+)\/watch\/?$/, 'watch', ['number']],
  [/^\/projector\/?$/, 'watch', []],
  [/^\/compare\/?$/, 'compare', []],
  [/^\/configured\/([^/]+)\/?$/, 'configured', ['config64']],
  [/^\/conversations\/?$/, 'conversations', []],
  [/^\/conversations\/(\d+)\/?$/, 'conversation', ['number']],
  [/^\/enter\/?$/, 'host', []],
  [/^\/status\/?$/, 'status', []],
  [/^\/try\/?$/, 'try', []],
]);

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** @param {string} path @returns {Route} */
export function route(path) {
  for (const [pattern, page, names] of ROUTES) {
    const match = pattern.exec(path);
    if (match) return { page, params: Object.fromEntries(names.map((name, i) => [name, decode(match[i + 1])])) };
  }
  return { page: 'lost', params: {} };
}

/**
 * Whether the document at this address may speak to other servers. Such a document has a content policy of its own, so
 * it is fetched anew, as is what follows it.
 * @param {URL | Location} url
 */
const reachesOut = ({ pathname, search }) =>
  route(pathname).page === 'try' || (pathname === '/' && new URLSearchParams(search).has('import'));

const reachingOut = reachesOut(location);

export function navigate(address, { replace = false } = {}) {
  // There may be unsaved work.
  if (!dispatchEvent(new CustomEvent('chit-leaving', { cancelable: true, detail: { address } }))) return;
  if (reachingOut || reachesOut(new URL(address, location.href))) {
    location.assign(address);
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  dispatchEvent(new CustomEvent('chit-navigate', { detail: { moved: true } }));
}

/** Changes parts of the query in place; null removes one. */
export function setQuery(changes, { push = false } = {}) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '' || value === undefined) url.searchParams.delete(key);
    else url.searchParams.set(key, String(value));
  }
  // A change writes all of them anew; a space stays as it is in links.
  url.search = url.search.replaceAll('+', '%20');
  if (url.href === location.href) return;
  history[push ? 'pushState' : 'replaceState'](null, '', url);
  dispatchEvent(new CustomEvent('chit-navigate', { detail: { moved: false } }));
}

export const query = (key) => new URLSearchParams(location.search).get(key) ?? '';

/** Turns clicks on links of this page into navigation without a reload. */
export function interceptLinks() {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (
      !(link instanceof HTMLAnchorElement) ||
      link.target ||
      link.hasAttribute('download') ||
      link.origin !== location.origin
    )
      return;
    if (route(link.pathname).page === 'lost' || reachingOut || reachesOut(new URL(link.href))) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    event.preventDefault();
    link.closest('details.menu')?.removeAttribute('open');
    navigate(link.href);
  });
}
