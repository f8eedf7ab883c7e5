// @ts-check
// A part of a long conversation: drawn while it is near the window, an empty box of the same height otherwise.
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement } from '../element.js';

export const CHUNK = 30;
const GUESSED_HEIGHT = 170;

const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) /** @type {ChitChunk} */ (target).come(isIntersecting);
  },
  { rootMargin: '1200px 0px' },
);

addEventListener('beforeprint', () => {
  for (const chunk of document.querySelectorAll('chit-chunk')) /** @type {ChitChunk} */ (chunk).drawNow();
  for (const text of document.querySelectorAll('chit-text')) /** @type {any} */ (text).showWhole();
});

export class ChitChunk extends ChitElement {
  // Only `stamp` makes it draw: it changes with everything that the entries of this chunk show.
  static properties = { stamp: {}, eager: { type: Boolean }, near: { state: true } };

  entries = /** @type {any[]} */ ([]);
  draw = /** @type {(entry: any) => unknown} */ (() => '');

  constructor() {
    super();
    this.stamp = '';
    this.eager = false;
    this.near = false;
  }

  connectedCallback() {
    super.connectedCallback();
    nearby.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    nearby.unobserve(this);
  }

  /** Paper has no window: everything is drawn before it is printed, at once. */
  drawNow() {
    this.near = true;
    this.performUpdate();
    for (const turn of this.querySelectorAll('chit-turn')) /** @type {any} */ (turn).performUpdate();
  }

  /** @param {boolean} near */
  come(near) {
    if (near === this.near) return;
    if (!near && !this.eager) this.style.height = `${this.offsetHeight}px`;
    this.near = near;
  }

  view() {
    if (!this.eager && !this.near) {
      this.style.height ||= `${this.entries.length * GUESSED_HEIGHT}px`;
      return '';
    }
    this.style.height = '';
    return repeat(this.entries, (entry) => entry.key, this.draw);
  }
}
customElements.define('chit-chunk', ChitChunk);
