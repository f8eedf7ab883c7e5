// @ts-check
// One WebSocket per tab: JSON-RPC calls and notifications; it reconnects by itself and reports its state.

export class RpcError extends Error {
  /** @param {number} code 0 when the server did not answer @param {string} message @param {boolean} [uncertain] */
  constructor(code, message, uncertain = false) {
    super(message);
    this.code = code;
    /** Whether the server may have done what was asked all the same. */
    this.uncertain = uncertain;
  }
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const OPEN_WITHIN = 10_000;
const ANSWER_WITHIN = 60_000;
// What would change something later, unasked, is dropped soon and said to be; what is only read may come late.
const COMMAND_WAITS = 2_500;
const READS = /^(get|subscribe|unsubscribe|authenticate$|ping$|lifecycle\.get)/;
// Of a page that nobody looks at the server hears less often.
const QUIET = 6_000;
const QUIET_UNSEEN = 25_000;
const CHECK_EVERY = 2_000;
const SILENT_AFTER = 3_000;
const PING_WITHIN = 10_000;

/** Events: `state` when the link changes, `open` after each connect, `notice` with detail {method, params}. */
class Rpc extends EventTarget {
  /**
   * silent: open as far as the browser knows, but nothing comes.
   * @type {'off' | 'connecting' | 'open' | 'silent' | 'waiting'}
   */
  state = 'off';
  /** Since when the link is as it is, and when the next attempt comes (epoch ms). */
  since = Date.now();
  nextTry = 0;
  /** True once the link was open: a loss then is a reconnect, not a first attempt. */
  everOpen = false;

  #socket = /** @type {WebSocket | null} */ (null);
  #wait = FIRST_WAIT;
  #timer = 0;
  #openTimer = 0;
  #pingTimer = 0;
  #heard = 0;
  #nextId = 1;
  #pending = new Map();
  #queue = /** @type {string[]} */ ([]);

  start() {
    if (this.state !== 'off') return;
    addEventListener('online', () => this.retryNow());
    // Without a network the other side's goodbye never comes.
    addEventListener('offline', () => this.#socket && this.#closed(this.#socket));
    addEventListener('pagehide', () => this.#socket?.close());
    addEventListener('pageshow', (event) => event.persisted && this.retryNow());
    document.addEventListener('visibilitychange', () => !document.hidden && this.state === 'open' && this.#ping());
    this.#connect();
  }

  retryNow() {
    if (this.state === 'silent') this.#closed(this.#socket);
    if (this.state !== 'waiting') return;
    this.#wait = FIRST_WAIT;
    this.#connect();
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @param {AbortSignal} [signal] takes a call back that still waits for the connection
   * @returns {Promise<any>}
   */
  call(method, params = {}, signal = undefined) {
    this.start();
    const id = this.#nextId++;
    const frame = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve, reject) => {
      const drop = (fault) => {
        this.#pending.delete(id);
        this.#queue = this.#queue.filter((waiting) => waiting !== frame);
        clearTimeout(timer);
        reject(fault);
      };
      const waits = () => this.#queue.includes(frame);
      const unanswered = () =>
        drop(
          waits()
            ? new RpcError(0, 'The server does not answer.')
            : new RpcError(0, `The server did not answer within ${ANSWER_WITHIN / 1000} seconds.`, true),
        );
      const timer = setTimeout(unanswered, ANSWER_WITHIN);
      if (!READS.test(method)) setTimeout(() => waits() && unanswered(), COMMAND_WAITS);
      this.#pending.set(id, { resolve, reject, timer, sent: this.#takesFrames });
      signal?.addEventListener(
        'abort',
        () => waits() && drop(new RpcError(0, 'It was taken back before it was sent.')),
      );
      if (this.#takesFrames) this.#socket?.send(frame);
      else this.#queue.push(frame);
    });
  }

  /** A socket that closes has not told so yet; what it is given then is lost. */
  get #takesFrames() {
    return this.state === 'open' && this.#socket?.readyState === WebSocket.OPEN;
  }

  #become(state) {
    this.state = state;
    this.since = Date.now();
    this.dispatchEvent(new Event('state'));
  }

  #connect() {
    clearTimeout(this.#timer);
    const keep = this.since;
    this.#become('connecting');
    if (this.everOpen) this.since = keep;
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/ws`);
    this.#socket = socket;
    this.#openTimer = setTimeout(() => socket.close(), OPEN_WITHIN);
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => {
      this.#heard = Date.now();
      if (this.state === 'silent') {
        this.#become('open');
        this.#flush();
      }
      this.#received(data);
    };
    socket.onclose = () => this.#closed(socket);
  }

  #opened() {
    clearTimeout(this.#openTimer);
    this.#wait = FIRST_WAIT;
    this.everOpen = true;
    this.#heard = Date.now();
    this.#become('open');
    this.dispatchEvent(new Event('open'));
    this.#flush();
    this.#pingTimer = setInterval(() => {
      const quiet = Date.now() - this.#heard;
      if (this.state === 'open' && quiet >= (document.hidden ? QUIET_UNSEEN : QUIET)) this.#ping();
    }, CHECK_EVERY);
  }

  #flush() {
    for (const frame of this.#queue.splice(0)) this.#socket?.send(frame);
    for (const call of this.#pending.values()) call.sent = true;
  }

  // A laptop that slept keeps a dead socket that looks open: only an unanswered ping shows it. It is said soon, but a
  // server that is only slow is given longer than that before all its pages would connect anew.
  #ping() {
    const socket = this.#socket;
    const asked = Date.now();
    this.call('ping').catch(() => {});
    const mute = () => socket === this.#socket && this.#heard < asked;
    setTimeout(() => mute() && this.state === 'open' && this.#become('silent'), SILENT_AFTER);
    setTimeout(() => mute() && this.#closed(socket), PING_WITHIN);
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    socket.onclose = socket.onmessage = socket.onopen = null;
    socket.close();
    clearTimeout(this.#openTimer);
    clearInterval(this.#pingTimer);
    for (const [id, call] of this.#pending) {
      if (!call.sent) continue;
      this.#pending.delete(id);
      clearTimeout(call.timer);
      call.reject(new RpcError(0, 'The connection was lost before the server answered.', true));
    }
    const since = this.state === 'open' ? Date.now() : this.since;
    this.nextTry = Date.now() + this.#wait;
    this.#timer = setTimeout(() => this.#connect(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    this.#become('waiting');
    this.since = since;
  }

  #received(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame.method) {
      this.dispatchEvent(new CustomEvent('notice', { detail: frame }));
      return;
    }
    const call = this.#pending.get(frame.id);
    if (!call) return;
    this.#pending.delete(frame.id);
    clearTimeout(call.timer);
    if (frame.error)
      call.reject(
        new RpcError(frame.error.code, frame.error.message || `The server answered error ${frame.error.code}.`),
      );
    else call.resolve(frame.result);
  }
}

export const rpc = new Rpc();
