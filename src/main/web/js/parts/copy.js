// @ts-check
// Copying that works over plain HTTP as well, where a page has no clipboard of its own.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { icon } from '../icons.js';

/** @param {string} text @returns {Promise<boolean>} whether it is in the clipboard now */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const before = document.activeElement;
  const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, className: 'vh' });
  area.setAttribute('aria-hidden', 'true');
  document.body.append(area);
  area.select();
  let copied = false;
  try {
    copied = document.execCommand('copy');
  } catch {
    // The button says what to do by hand.
  }
  area.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}

/** A button that copies `text`, and says whether it did; `select` is what to select where nothing can be copied. */
class ChitCopy extends ChitElement {
  static properties = { text: {}, words: {}, look: {}, said: { state: true } };

  constructor() {
    super();
    this.text = '';
    this.words = 'Copy';
    this.look = '';
    this.said = '';
  }

  willUpdate(changed) {
    if (changed.has('text')) this.said = '';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async #copy() {
    const copied = await copyText(this.text);
    this.said = copied ? 'Copied' : 'Press Ctrl+C';
    if (!copied) this.dispatchEvent(new CustomEvent('uncopied', { bubbles: true }));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said = ''), 4000);
  }

  view() {
    return html`<button class="btn ${this.look}" type="button"
      @click=${this.#copy}>${icon(this.said === 'Copied' ? 'ok' : 'copy')}<span
        aria-live="polite">${this.said || this.words}</span></button>`;
  }
}
customElements.define('chit-copy', ChitCopy);
