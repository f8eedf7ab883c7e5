// @ts-check
// Addresses: real paths, state in the query, old addresses led to the new ones.

/** @typedef {{page: string, params: Record<string, string>}} Route */

const ROUTES = /** @type {[RegExp, string, string[]][]} */ ([
  [/^\/(?:scenarios\/?)?$/, 'scenarios', []],
  [/^\/scenarios\/([^/]+)\/?$/, 'scenario', ['id']],
  [/^\/scenarios\/([^/]+)\/run\/?$/, 'run', ['id']],
  [/^\/conversations\/?$/, 'conversations', []],
  [/^\/conversations\/(\d+)\/?$/, 'conversation', ['number']],
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

const WAYS = {
  a2a: 'connect',
  mcp: 'connect',
  websocket: 'connect',
  external: 'connect',
  manual: 'hand',
  hand: 'hand',
};

/** The run page with these choices. */
function runAddress(id, choices = {}) {
  const found = new URLSearchParams(Object.entries(choices).filter(([, value]) => value));
  return `/scenarios/${id}/run${found.size ? `?${found}` : ''}`;
}

/** The run page that says what a template in base64url says; undefined when it cannot be read. */
function configured(config64) {
  try {
    const bytes = Uint8Array.from(atob(config64.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const meta = JSON.parse(new TextDecoder().decode(bytes));
    const choices = { way: 'connect', role: meta.startingAgentId, title: meta.title };
    for (const { id, config } of meta.agents ?? []) {
      if (typeof config?.model === 'string') choices[`model.${id}`] = config.model;
      if (typeof config?.systemPromptExtra === 'string') choices[`extra.${id}`] = config.systemPromptExtra;
    }
    return meta.scenarioId ? runAddress(encodeURIComponent(meta.scenarioId), choices) : undefined;
  } catch {
    return undefined;
  }
}

function scenarioAddress(rest, given) {
  // Only what the new addresses have: the thing itself, and its run page.
  const [id, tail = ''] = rest.split('/');
  if (id === 'created') return `/conversations${tail ? `/${tail}` : ''}`;
  if (id === 'create' || id === 'new')
    return `/${given.get('idea') ? `?idea=${encodeURIComponent(given.get('idea'))}` : ''}`;
  if (id === 'configured') return configured(tail) ?? '/';
  const outside = /^external-(a2a|mcp|websocket)-client$/.exec(tail);
  if (outside) return runAddress(id, { way: 'connect', protocol: outside[1] === 'a2a' ? '' : outside[1] });
  if (tail === 'run') {
    const mode = given.get('mode') ?? '';
    return runAddress(id, { way: WAYS[mode], protocol: ['mcp', 'websocket'].includes(mode) ? mode : '' });
  }
  return `/scenarios${id ? `/${id}` : ''}`;
}

/**
 * The new address of an old one (`/#/scenarios/x`, `/watch/#/conversation/7`, `/client/#/?endpoint=…`), else
 * undefined.
 */
export function forwarded({ pathname, hash }) {
  const [path, search = ''] = hash.split('?', 2);
  const given = new URLSearchParams(search);
  const old = /^#\/(scenarios?|conversations?)(?:\/(.*))?$/.exec(path);
  if (old && /^\/(?:(?:watch|client)(?:\/.*)?)?$/.test(pathname)) {
    const rest = old[2] ?? '';
    if (old[1].startsWith('scenario')) return scenarioAddress(rest, given);
    const [number] = rest.split('/');
    return `/conversations${number ? `/${number}` : ''}`;
  }
  if (/^\/watch(\/|$)/.test(pathname)) return '/conversations';
  if (!/^\/client(\/|$)/.test(pathname)) return undefined;
  const endpoint = given.get('endpoint');
  return endpoint ? `/try?endpoint=${encodeURIComponent(endpoint)}` : '/';
}

export function navigate(address, { replace = false } = {}) {
  // Somebody may have unsaved work.
  if (!dispatchEvent(new CustomEvent('chit-leaving', { cancelable: true, detail: { address } }))) return;
  if (route(location.pathname).page === 'try' || route(new URL(address, location.href).pathname).page === 'try') {
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
    // The page that speaks to other servers has a content policy of its own, so that one is fetched anew, as is what
    // follows it.
    const [from, to] = [route(location.pathname).page, route(link.pathname).page];
    if (to === 'lost' || (from === 'try') !== (to === 'try')) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    event.preventDefault();
    link.closest('details.menu')?.removeAttribute('open');
    navigate(link.href);
  });
}
