// @ts-check
// Asks the server what in the draft it would refuse and what cannot work, a moment after the last change.
import { request, said } from '../api.js';

const WAIT = 500;

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

function byPath(problems) {
  const found = new Map();
  for (const { path, sentence: words } of problems ?? []) {
    const at = path.replace(/^config\.?/, '');
    found.set(at, [...(found.get(at) ?? []), sentence(words)]);
  }
  return found;
}

export class Lint {
  /** The text that was sent last. */
  #sent = '';
  #timer = 0;

  /** @param {() => void} heard after each answer */
  constructor(heard) {
    this.heard = heard;
  }

  /** @param {import('./fields.js').Fields} fields of the form as it is drawn now */
  see(fields) {
    const { text, fault } = fields.draft;
    if (fault || text === this.#sent) return;
    this.#sent = text;
    clearTimeout(this.#timer);
    this.abort?.abort();
    this.#timer = setTimeout(() => this.#ask(fields, text), WAIT);
  }

  stop() {
    clearTimeout(this.#timer);
    this.abort?.abort();
    this.#sent = '';
  }

  async #ask(fields, text) {
    const abort = (this.abort = new AbortController());
    try {
      const { json } = await request('/scenarios/lint', {
        method: 'POST',
        text: `{"config":${text}}`,
        signal: abort.signal,
      });
      fields.remarks.errors = byPath(json.errors);
      fields.remarks.warnings = byPath(json.warnings);
      fields.remarks.unasked = '';
      fields.remarks.asked = true;
    } catch (fault) {
      if (abort.signal.aborted) return;
      fields.remarks.unasked = said(fault);
    }
    if (!abort.signal.aborted) this.heard();
  }
}
