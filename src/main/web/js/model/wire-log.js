// @ts-check
// How the exchanges of a bridge or seat read: what was asked, whether it was refused, the same to be sent again.

/** @typedef {{method: string, path: string, status?: number, request: Part, response?: Part}} Logged */
/** @typedef {{headers: [string, string][], body: string, bytes: number}} Part */

const JSON_RPC_ERROR = /"error"\s*:\s*\{/;
const TOOL_ERROR = /"isError"\s*:\s*true/;
/** What curl sets by itself, or what means something else for another client. */
const NOT_COPIED = /^(host|connection|content-length|accept-encoding|user-agent|origin|transfer-encoding)$/i;

/** Over WebSocket; the server sends some without being asked. @param {Logged} exchange */
export const isFrame = ({ method }) => method === 'WEBSOCKET';

/** Whether the server refused a request, also in the words of a protocol. @param {Logged} exchange */
export const refused = ({ status, response }) =>
  (status ?? 0) >= 400 || JSON_RPC_ERROR.test(response?.body ?? '') || TOOL_ERROR.test(response?.body ?? '');

/** A short name of what was asked: the method of JSON-RPC where there is one. @param {Logged} exchange */
export function named(exchange) {
  const { method, path, request, response } = exchange;
  if (isFrame(exchange) && !request.body) return `${parsed(response?.body ?? '')?.method ?? 'frame'} (sent)`;
  const call = parsed(request.body);
  const below = path.replace(/^\/(?:api\/(?:bridge|seats)|s)\/[^/?]+/, '').replace(/\?.*$/, '') || '/';
  if (typeof call?.method !== 'string')
    return isFrame(exchange) ? `${unread(request.body)} (WebSocket)` : `${method} ${below}`;
  if (isFrame(exchange)) return `${call.method} (WebSocket)`;
  const tool = call.params?.name;
  return `${call.method}${typeof tool === 'string' ? ` ${tool}` : ''} (${below})`;
}

/** What stands in the place of a frame that was not read: the server's own words in brackets. @param {string} body */
const unread = (body) => /^\((.*)\)$/.exec(body)?.[1] ?? 'unreadable frame';

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request for a shell; its reader puts the code or the configuration back in. @param {Logged} exchange */
export const curl = ({ method, path, request }) =>
  curlOf(method, `${location.origin}${path}`, request.headers, request.body);

/** @param {string} method @param {string} url @param {[string, string][]} headers @param {string} [body] */
export function curlOf(method, url, headers, body = '') {
  return [
    `curl -s -X ${method} ${quoted(url)}`,
    ...headers.filter(([name]) => !NOT_COPIED.test(name)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body ? [`--data-binary ${quoted(body)}`] : []),
  ].join(' \\\n  ');
}
