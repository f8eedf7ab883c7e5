// @ts-check
// Sends requests to another server's endpoint and keeps every request and response as it went over the wire.

const TIMEOUT_MS = 60_000;
/** A stream may wait for a model or a person. */
const STREAM_TIMEOUT_MS = 600_000;
const MOST_KEPT = 200;

/**
 * One request with what came of it; `fault` says that nothing came.
 * @typedef {{id: number, method: string, url: string, name: string, requestHeaders: [string, string][],
 *   requestBody: string, status: number, statusText: string,
 *   responseHeaders: [string, string][], responseBody: string, took: number, done: boolean,
 *   fault: '' | 'timeout' | 'cors' | 'mixed' | 'unreachable' | 'url' | 'redirect', json: any, frames: any[],
 *   began: number, byServer?: boolean, events?: string[], failure?: string}} Exchange
 */

/**
 * Headers as people write them, one a line.
 * @param {string} text
 * @returns {{headers: [string, string][], wrong: string[]}}
 */
export function readHeaders(text) {
  const headers = /** @type {[string, string][]} */ ([]);
  const wrong = [];
  for (const line of text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const at = line.indexOf(':');
    const pair = /** @type {[string, string]} */ ([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
    try {
      new Headers([pair]);
      if (at < 1) throw new TypeError();
      headers.push(pair);
    } catch {
      wrong.push(line);
    }
  }
  return { headers, wrong };
}

function originOf(url) {
  try {
    return new URL(url, location.href).origin;
  } catch {
    return '';
  }
}

/** Fires `change` whenever a request begins or ends. */
export class Wire extends EventTarget {
  exchanges = /** @type {Exchange[]} */ ([]);
  /** The caller's own headers, sent with every request. */
  headers = /** @type {[string, string][]} */ ([]);
  /** The origin that a person named; another one gets the caller's own headers only after asking. */
  origin = '';
  #asked = /** @type {Map<string, boolean>} */ (new Map());
  #next = 1;

  clear() {
    this.exchanges = [];
    this.changed();
  }

  /** A card may name another server than the one it came from: keys do not follow it by themselves. */
  #trusts(url) {
    const origin = originOf(url);
    if (origin === this.origin) return true;
    if (!this.#asked.has(origin)) {
      const names = this.headers.map(([name]) => name).join(', ');
      const question = `The server you named, ${this.origin}, leads to another one: ${origin}.`;
      this.#asked.set(origin, confirm(`${question} Send your headers (${names}) there too?`));
    }
    return this.#asked.get(origin) === true;
  }

  /**
   * @param {string} url
   * @param {{method?: string, body?: unknown, headers?: Record<string, string>, name?: string,
   *   onFrame?: (frame: any) => void}} [options] `onFrame` gets each frame of a stream as it comes
   * @returns {Promise<Exchange>} never fails: what went wrong stands in it
   */
  async send(url, { method = 'GET', body, headers = {}, name = '', onFrame } = {}) {
    const own = new Headers({
      Accept: body === undefined ? 'application/json' : 'application/json, text/event-stream',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    });
    const keys = this.headers.length > 0 && this.#trusts(url);
    if (keys) for (const [key, value] of this.headers) own.set(key, value);
    const exchange = this.begin(
      method,
      url,
      name,
      /** @type {[string, string][]} */ ([...own]),
      body === undefined ? '' : JSON.stringify(body, null, 2),
    );
    try {
      const response = await fetch(url, {
        method,
        headers: own,
        body: exchange.requestBody || undefined,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // A browser takes Authorization off where a redirect leads to another origin, and every other header along.
        redirect: keys ? 'manual' : 'follow',
        signal: AbortSignal.timeout(onFrame ? STREAM_TIMEOUT_MS : TIMEOUT_MS),
      });
      if (response.type === 'opaqueredirect') exchange.fault = 'redirect';
      Object.assign(exchange, {
        status: response.status,
        statusText: response.statusText,
        responseHeaders: [...response.headers],
      });
      if (isStream(exchange)) await this.#stream(exchange, response, onFrame);
      else {
        exchange.responseBody = await response.text();
        exchange.json = parse(exchange.responseBody);
      }
    } catch (fault) {
      exchange.fault = fault instanceof DOMException && fault.name === 'TimeoutError' ? 'timeout' : await why(url);
    }
    exchange.took = performance.now() - exchange.began;
    exchange.done = true;
    this.changed();
    return exchange;
  }

  /** Keeps each event of a stream as it comes. */
  async #stream(exchange, response, onFrame) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    exchange.events = [];
    let rest = '';
    for (;;) {
      const { value = '', done } = await reader.read();
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = done ? '' : (blocks.pop() ?? '');
      for (const block of blocks) {
        const text = dataOf(block);
        if (!text) continue;
        exchange.events.push(text);
        const frame = parse(text);
        if (frame === undefined) continue;
        exchange.frames.push(frame);
        if (frame && ('result' in frame || 'error' in frame)) exchange.json = frame;
        onFrame?.(frame);
      }
      if (done) return;
      this.changed();
    }
  }

  /**
   * A request that begins, kept from now on.
   * @param {string} method @param {string} url @param {string} name
   * @param {[string, string][]} requestHeaders @param {string} requestBody
   * @returns {Exchange}
   */
  begin(method, url, name, requestHeaders, requestBody) {
    const exchange = /** @type {Exchange} */ ({
      id: this.#next++,
      method,
      url,
      name,
      requestHeaders,
      requestBody,
      status: 0,
      statusText: '',
      responseHeaders: [],
      responseBody: '',
      took: 0,
      done: false,
      fault: '',
      json: undefined,
      frames: [],
      began: performance.now(),
    });
    this.exchanges = [exchange, ...this.exchanges].slice(0, MOST_KEPT);
    this.changed();
    return exchange;
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isStream = ({ responseHeaders }) =>
  responseHeaders.some(([name, value]) => name === 'content-type' && value.startsWith('text/event-stream'));

/** The data of one event of a stream. */
const dataOf = (block) =>
  block
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''))
    .join('\n');

// A browser does not tell a page why a request failed; whether the server answers at all can be asked without reading.
async function why(url) {
  let target;
  try {
    target = new URL(url);
  } catch {
    return 'url';
  }
  if (!/^https?:$/.test(target.protocol)) return 'url';
  if (
    location.protocol === 'https:' &&
    target.protocol === 'http:' &&
    !/^(localhost|127\.|\[::1\])/.test(target.hostname)
  )
    return 'mixed';
  try {
    await fetch(url, { mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(8_000) });
    return 'cors';
  } catch {
    return 'unreachable';
  }
}
