// @ts-check
// A list of conversations that stays up to date: one request for all rows, then only what changed.
import { api } from './api.js';
import { rpc } from './rpc.js';

const LOOK_EVERY = 3_000;
const SOON = 300;

/** Fires `change`. A new question drops what an older one still brings. */
export class LiveSummaries extends EventTarget {
  items = /** @type {any[] | undefined} */ (undefined);
  fault = /** @type {Error | undefined} */ (undefined);
  /** Conversations that began while this list was open. */
  fresh = new Set();

  #question = '';
  #timer = 0;
  #soon = 0;
  #late = 0;
  #sub = '';

  start() {
    rpc.addEventListener('open', this.#subscribe);
    rpc.addEventListener('notice', this.#noticed);
    rpc.start();
    if (rpc.state === 'open') this.#subscribe();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    document.addEventListener('visibilitychange', this.#seen);
  }

  stop() {
    rpc.removeEventListener('open', this.#subscribe);
    rpc.removeEventListener('notice', this.#noticed);
    document.removeEventListener('visibilitychange', this.#seen);
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    clearTimeout(this.#late);
    this.#question = '';
    if (this.#sub && rpc.state === 'open') rpc.call('unsubscribe', { subId: this.#sub }).catch(() => {});
  }

  get question() {
    return this.#question;
  }

  /**
   * @param {string} question the query of /conversations, without `summary`
   * @param {number} [delay] ms to wait for more typing
   */
  ask(question, delay = 0) {
    this.#question = question;
    clearTimeout(this.#soon);
    if (delay) this.#soon = setTimeout(() => this.load(), delay);
    else this.load();
  }

  async load() {
    clearTimeout(this.#soon);
    const asked = this.#question;
    if (!asked) return;
    try {
      const { conversations } = await api(`/conversations?summary=true&${asked}`);
      if (asked !== this.#question) return;
      this.items = conversations;
      this.#answered(undefined);
    } catch (fault) {
      if (asked === this.#question) this.#answered(fault);
    }
  }

  // What has moved since the newest row; a row that left the list comes as a notice instead.
  async #look() {
    const asked = this.#question;
    if (!asked || document.hidden) return;
    if (!this.items?.length || this.fault) {
      this.load();
      return;
    }
    try {
      const { conversations } = await api(
        `/conversations?summary=true&${asked}&updatedAfter=${encodeURIComponent(this.items[0].updatedAt)}`,
      );
      if (asked !== this.#question || !this.items) return;
      const moved = new Map(conversations.map((item) => [item.conversation, item]));
      const changed = conversations.some(
        (item) => this.items?.find((old) => old.conversation === item.conversation)?.events !== item.events,
      );
      if (!changed) return;
      this.items = [...conversations, ...this.items.filter((item) => !moved.has(item.conversation))];
      this.#answered(undefined);
    } catch (fault) {
      if (asked === this.#question) this.#answered(fault);
    }
  }

  #answered(fault) {
    this.fault = fault;
    this.dispatchEvent(new Event('change'));
    this.#changeWhenLate();
  }

  // That an agent is late is told by no notice: its time runs out.
  #changeWhenLate() {
    clearTimeout(this.#late);
    const now = Date.now();
    const ends = (this.items ?? []).map(({ expected }) => Date.parse(expected?.until)).filter((end) => end >= now);
    if (!ends.length) return;
    this.#late = setTimeout(() => this.#answered(this.fault), Math.min(...ends) - now + 50);
  }

  #seen = () => !document.hidden && this.load();

  #subscribe = async () => {
    try {
      this.#sub = (await rpc.call('subscribeConversations')).subId;
      this.load();
    } catch {
      // The list still looks by its timer.
    }
  };

  /** @param {any} notice */
  #noticed = ({ detail: { method, params } }) => {
    if (method !== 'conversation') return;
    const known = this.items?.some((item) => item.conversation === params?.conversationId);
    if (!known) this.fresh.add(params?.conversationId);
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.load(), SOON);
  };
}
