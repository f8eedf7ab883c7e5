// @ts-check
// Lets the server call another server, as it calls the agents of conversations, and keeps every request, response and
// frame that it tells of. What is secret the server has taken out.
import { words } from '../api.js';

/** @typedef {import('./wire.js').Exchange} Exchange */
/** @typedef {{event: string, data: any}} Told */

const named = (method, body) => {
  try {
    const json = JSON.parse(body);
    return [json.method, json.params?.name].filter((each) => typeof each === 'string').join(' ');
  } catch {
    // Of a body that was cut, the beginning.
    const [, begun] = /"method":\s*"([^"]{1,60})"/.exec(body) ?? [];
    return begun ?? (method === 'GET' ? '' : 'message');
  }
};

/** The events of a stream, as they come. */
async function* eventsOf(/** @type {ReadableStream<Uint8Array>} */ stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const found = /^event: (.*)\ndata: (.*)$/.exec(block);
        if (found) yield /** @type {Told} */ ({ event: found[1], data: JSON.parse(found[2]) });
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

export class ServerWire {
  /** @param {import('./wire.js').Wire} wire keeps the exchanges, and the caller's own headers */
  constructor(wire, endpoint, protocol) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.protocol = protocol;
  }

  /**
   * @param {object} step what to do, as `POST /api/try` takes it
   * @param {(event: string, data: any) => void} [onEvent] of what is not a frame, as it happens
   * @returns {Promise<Map<string, any>>} the last of each kind of event; `problem` is the sentence of what went wrong
   */
  async run(step, onEvent = () => {}) {
    const last = new Map();
    const headers = this.wire.headers.length ? Object.fromEntries(this.wire.headers) : undefined;
    const body = JSON.stringify({ url: this.endpoint, headers, protocol: this.protocol, ...step });
    const calls = new Map();
    try {
      const response = await fetch('/api/try', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream, application/json' },
        body,
      });
      if (!response.ok || !response.body)
        throw new Error(words(await response.json().catch(() => null)) || `This server answered ${response.status}.`);
      for await (const { event, data } of eventsOf(response.body)) {
        if ('n' in data) this.#keep(calls, event, data);
        else onEvent(event, data);
        last.set(event, data);
      }
    } catch (/** @type {any} */ fault) {
      last.set('end', { problem: String(fault.message ?? fault) });
    }
    for (const exchange of calls.values()) this.#finish(exchange);
    this.wire.changed();
    const found = last.get('found');
    last.set(
      'problem',
      last.get('refused')?.sentence ??
        (found?.ok === false ? found.sentence : undefined) ??
        last.get('tools')?.problem ??
        last.get('end')?.problem ??
        (last.has('end') ? '' : 'The connection to this server ended before the answer came.'),
    );
    return last;
  }

  #keep(calls, event, data) {
    if (event === 'sent') {
      for (const exchange of calls.values()) this.#finish(exchange);
      const headers = /** @type {[string, string][]} */ (Object.entries(data.headers));
      const body = data.length ? `${data.body}… (${data.length} characters)` : (data.body ?? '');
      const name = named(data.method, data.body ?? '');
      calls.set(data.n, this.wire.begin(data.method, data.url, name, headers, body));
      calls.get(data.n).byServer = true;
    }
    const exchange = calls.get(data.n);
    if (event === 'answered')
      Object.assign(exchange, { status: data.status, responseHeaders: Object.entries(data.headers) });
    if (event === 'received') {
      const text = data.length ? `${data.text}… (${data.length} characters)` : data.text;
      if (data.event) exchange.events = [...(exchange.events ?? []), text];
      else exchange.responseBody = text;
    }
    if (event === 'failed' && exchange) exchange.failure = data.sentence;
    this.wire.changed();
  }

  #finish(exchange) {
    if (exchange.done) return;
    exchange.done = true;
    exchange.took = performance.now() - exchange.began;
  }
}
