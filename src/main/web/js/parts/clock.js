// @ts-check
// A counter that shows how long something lasts; one timer for all of them.
import { exactly, roughly, span } from '../time.js';

const running = new Set();
let timer = 0;

class ChitClock extends HTMLElement {
  #since = NaN;

  set since(value) {
    this.#since = value;
    if (Number.isFinite(value)) this.title = `since ${exactly(value)}`;
    this.tick();
  }

  connectedCallback() {
    this.setAttribute('role', 'timer');
    running.add(this);
    timer ||= setInterval(() => running.forEach((clock) => clock.tick()), 1000);
    this.tick();
  }

  disconnectedCallback() {
    running.delete(this);
    if (running.size) return;
    clearInterval(timer);
    timer = 0;
  }

  tick() {
    if (Number.isNaN(this.#since)) return;
    // A browser's clock may be behind the server's.
    const past = Math.max(0, Date.now() - this.#since);
    this.textContent = span(past);
    this.setAttribute('aria-label', roughly(past));
  }
}
customElements.define('chit-clock', ChitClock);
