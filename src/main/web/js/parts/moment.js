// @ts-check
// A time as people read it: short and local. The exact one stands in its title, so a pointer shows it, and where the
// keyboard gets to the time or to what it belongs to, `exact-time.js` does.
import { html } from 'lit';
import { exactly, millis, moment } from '../time.js';
import './exact-time.js';

/** @typedef {{value: unknown, words: (value: unknown) => string, look: string, alone: boolean, name: string}} Shown */

const REFRESH_EVERY = 5_000;
const MOST = 60;

const drawn = /** @type {Set<ChitMoment>} */ (new Set());
let timer = 0;

class ChitMoment extends HTMLElement {
  #time = document.createElement('time');
  #shown = /** @type {Shown | undefined} */ (undefined);

  /** @param {Shown} shown */
  set shown(shown) {
    this.#shown = shown;
    const { value, look, alone, name } = shown;
    const time = millis(value);
    // A time from outside may be no time at all.
    const iso = Number.isNaN(time) ? '' : new Date(time).toISOString();
    this.#time.className = look;
    this.#time.dataset.name = name;
    this.#time.dateTime = iso;
    this.#time.title = iso ? exactly(value) : String(value ?? '').slice(0, MOST);
    if (alone) this.#time.tabIndex = 0;
    else this.#time.removeAttribute('tabindex');
    this.tick();
  }

  connectedCallback() {
    this.append(this.#time);
    drawn.add(this);
    // "now" and "today" are true for a while only.
    timer ||= setInterval(() => drawn.forEach((each) => each.tick()), REFRESH_EVERY);
    this.tick();
  }

  disconnectedCallback() {
    drawn.delete(this);
    if (drawn.size) return;
    clearInterval(timer);
    timer = 0;
  }

  tick() {
    if (!this.#shown) return;
    const words = this.#shown.words(this.#shown.value).slice(0, MOST);
    if (this.#time.textContent !== words) this.#time.textContent = words;
  }
}
customElements.define('chit-moment', ChitMoment);

/**
 * @param {unknown} value ISO-8601 or milliseconds
 * @param {(value: any) => string} [words] what is shown of it
 * @param {{look?: string, alone?: boolean, name?: string}} [options] look: classes; alone: whether the keyboard stops
 *   at it, which it need not where a row, a card or a link beside it takes the focus; name: what tells it from other
 *   times of that row
 */
export const timeTag = (value, words = moment, { look = '', alone = true, name = '' } = {}) =>
  html`<chit-moment .shown=${{ value, words, look, alone, name }}></chit-moment>`;
