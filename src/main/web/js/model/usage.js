// @ts-check
// What models were asked for a conversation, by turn and in total: tokens, cost, time.
import { api } from '../api.js';
import { count } from '../format.js';
import { duration } from '../time.js';
import { codeHeaders } from './codes.js';

const SOON = 1_000;

/** @typedef {{calls: number, failures: number, rehearsed: number, priced: number, tokens: number, cost: number,
 *   ms: number}} Used */

/** Asks again when turns were closed; fires `change`. */
export class Usage extends EventTarget {
  /** @type {(Used & {turns: (Used & {turn: number, agentId: string})[]}) | undefined} */
  total;
  #timer = 0;
  #asked = false;
  #stopped = false;

  /** @param {import('../live.js').LiveConversation} conversation */
  constructor(conversation) {
    super();
    this.conversation = conversation;
    conversation.addEventListener('change', (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
  }

  /** The total at the end of the talk; empty while it is not known. */
  words() {
    return this.total?.calls ? `, models: ${usedWords(this.total)}` : '';
  }

  stop() {
    clearTimeout(this.#timer);
    this.#stopped = true;
  }

  #changed(events) {
    if (this.#stopped || this.conversation.phase !== 'ready') return;
    this.#apply();
    const closed = events.some(({ finality }) => finality && finality !== 'none');
    // Several turns of one moment ask once.
    if ((closed || !this.#asked) && !this.#timer) this.#timer = setTimeout(() => this.#ask(), SOON);
    this.#asked = true;
  }

  async #ask() {
    const { number } = this.conversation;
    try {
      const total = await api(`/conversations/${number}/usage`, { headers: codeHeaders(number) });
      if (this.#stopped) return;
      this.total = total;
      this.#apply();
      this.dispatchEvent(new Event('change'));
    } catch {
      // The figures are an extra; the next turn asks again.
    } finally {
      this.#timer = 0;
    }
  }

  /** Gives each turn what it used; those that change are drawn again. */
  #apply() {
    if (!this.total) return;
    const { log } = this.conversation;
    const by = new Map(this.total.turns.map((used) => [`${used.turn} ${used.agentId}`, used]));
    for (const turn of log.turns) {
      const used = by.get(`${turn.number} ${turn.agentId}`);
      if (!used || turn.used?.calls === used.calls) continue;
      turn.used = used;
      turn.version++;
    }
  }
}

/** US dollars, with the digits that small amounts need. @param {number} cost */
export const dollars = (cost) => `$${cost >= 1 ? cost.toFixed(2) : Number(cost.toPrecision(2))}`;

/** In a few words, such as `2 calls, 1,234 tokens, $0.0021, 2.1 s`. @param {Used} used */
export function usedWords({ calls, failures, rehearsed, priced, tokens, cost, ms }) {
  const asked = calls - rehearsed;
  const price = priced === 0 ? '' : `${dollars(cost)}${priced < asked ? ' or more' : ''}`;
  return [
    asked ? count(asked, 'call') : 'rehearsed, free',
    failures ? `${failures} failed` : '',
    asked && tokens ? `${tokens.toLocaleString('en')} tokens` : '',
    price,
    ms ? duration(ms) : '',
  ]
    .filter(Boolean)
    .join(', ');
}
