// @ts-check
// Addresses of the page's predecessor, led to those of this one. Fetched only by who comes with such an address.
import './shared-bundle.js';
import { normalized } from './model/template.js';

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

function scenarioAddress(rest, given) {
  const template = /^configured\/(.+)$/.exec(rest);
  if (template) return `/configured/${normalized(template[1])}`;
  // Only what the new addresses have: the thing itself, and its run page.
  const [id, tail = ''] = rest.split('/');
  if (id === 'created') return `/conversations${tail ? `/${tail}` : ''}`;
  if (id === 'create' || id === 'new')
    return `/${given.get('idea') ? `?idea=${encodeURIComponent(given.get('idea'))}` : ''}`;
  if (id === 'configured') return '/';
  const outside = /^external-(a2a|mcp|websocket)-client$/.exec(tail);
  if (outside) return runAddress(id, { way: 'connect', protocol: outside[1] === 'a2a' ? '' : outside[1] });
  if (tail === 'run') {
    const mode = given.get('mode') ?? '';
    return runAddress(id, { way: WAYS[mode], protocol: ['mcp', 'websocket'].includes(mode) ? mode : '' });
  }
  return `/scenarios${id ? `/${id}` : ''}`;
}

/** The page of an old client, which tried an endpoint with a scenario in mind; both were addresses. */
function clientAddress(given) {
  const [endpoint, scenarioUrl] = [given.get('endpoint'), webAddress(given.get('scenarioUrl'))];
  if (endpoint) {
    const found = new URLSearchParams({ endpoint, ...(scenarioUrl ? { scenarioUrl } : {}) });
    return `/try?${found}`;
  }
  return scenarioUrl ? scenarioOf(scenarioUrl) : '/';
}

/** @param {string | null} text @returns {string} the address, empty when it is none that a browser could fetch from */
const webAddress = (text) =>
  URL.canParse(text ?? '') && /^https?:/.test(new URL(text ?? '').protocol) ? (text ?? '') : '';

/** Where a scenario that stands at this address can be seen: here, when it is one of this server's, else imported. */
export function scenarioOf(address) {
  const url = new URL(address);
  const [, id] = (url.origin === location.origin && /^\/api\/scenarios\/([^/]+)\/?$/.exec(url.pathname)) || [];
  return id ? `/scenarios/${id}` : `/?import=${encodeURIComponent(address)}`;
}

/**
 * The new address of an old one (`/#/scenarios/x`, `/watch/#/conversation/7`, `/client/#/?endpoint=…`), else
 * undefined.
 */
export function forwarded({ pathname, hash, search = '' }) {
  // The query of an old address stands behind the #; what is in it may hold further question marks.
  const at = hash.indexOf('?');
  const path = at < 0 ? hash : hash.slice(0, at);
  const given = new URLSearchParams(at < 0 ? search : hash.slice(at + 1));
  const old = /^#\/(scenarios?|conversations?)(?:\/(.*))?$/.exec(path);
  if (old && /^\/(?:(?:watch|client)(?:\/.*)?)?$/.test(pathname)) {
    const rest = old[2] ?? '';
    if (old[1].startsWith('scenario')) return scenarioAddress(rest, given);
    const [number] = rest.split('/');
    return `/conversations${number ? `/${number}` : ''}`;
  }
  if (/^\/watch(\/|$)/.test(pathname)) return '/conversations';
  return /^\/client(\/|$)/.test(pathname) ? clientAddress(given) : undefined;
}
