// @ts-check
// Search inside a conversation: texts, tools with what they got and gave, errors; from one event to the next.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { icon } from '../icons.js';
import { shortcut } from '../shortcuts.js';

const PAUSE = 150;

/** Fires `found` (detail: the seq of an event to go to). */
class ChitTalkSearch extends ChitElement {
  static properties = { log: { attribute: false }, drawn: {}, words: { state: true }, seq: { state: true } };

  constructor() {
    super();
    /** @type {import('../model/log.js').Log} */
    this.log;
    this.drawn = 0;
    this.words = '';
    /** The hit that was gone to last; 0 for none. */
    this.seq = 0;
    /** What each event says, in small letters. @type {Map<number, string>} */
    this.texts = new Map();
    /** Fetched when first something is typed. @type {Promise<any> | undefined} */
    this.marks = undefined;
    this.marked = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.release = shortcut('/', 'Search in the talk', () => this.querySelector('input')?.focus());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.release?.();
    clearTimeout(this.timer);
    this.marks?.then((marks) => marks?.show('', 0));
  }

  #text(event) {
    let text = this.texts.get(event.seq);
    if (text === undefined) {
      const written = JSON.stringify(event.payload ?? '').toLowerCase();
      // As it is read as well: without the marks that make words bold.
      text = `${written}\n${written.replace(/[*_`~]+/g, '')}`;
      this.texts.set(event.seq, text);
    }
    return text;
  }

  get #hits() {
    // A quote or a line break in the words stands escaped in what is searched.
    const words = JSON.stringify(this.words.trim().toLowerCase()).slice(1, -1);
    if (!words) return [];
    return this.log.events
      .filter((event) => event.type !== 'system' && this.#text(event).includes(words))
      .map((event) => event.seq);
  }

  #typed(words) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.words = words;
      this.seq = 0;
      this.#go(1);
    }, PAUSE);
  }

  #go(step) {
    const hits = this.#hits;
    if (!hits.length) return;
    const at = hits.indexOf(this.seq);
    const next = at < 0 && step < 0 ? hits.length - 1 : (at + step + hits.length) % hits.length;
    this.seq = hits[next];
    this.dispatchEvent(new CustomEvent('found', { detail: this.seq }));
  }

  /** A hit may come only after its words were typed: with the rest of a long talk, or live. */
  updated() {
    if (this.words.trim() && !this.seq && this.contains(document.activeElement)) this.#go(1);
    this.#mark(this.words.trim(), this.seq);
  }

  #mark(words, seq) {
    const said = `${seq} ${words}`;
    if (said === this.marked || (!words && !this.marks)) return;
    this.marked = said;
    const talk = this.closest('chit-conversation') ?? document.body;
    this.marks ??= import('./search-marks.js').then(
      ({ Marks }) => new Marks(talk),
      () => undefined,
    );
    this.marks.then((marks) => this.marked === said && marks?.show(words, seq));
  }

  #key(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#go(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && this.words) {
      event.stopPropagation();
      event.target.value = this.words = '';
    }
  }

  view() {
    const hits = this.#hits;
    return html`<label class="search">${icon('search')}<span class="vh">Search in this conversation</span><input
        class="in" type="search" placeholder="Search" autocomplete="off" @input=${(e) => this.#typed(e.target.value)}
        @keydown=${this.#key}></label>
      ${
        this.words.trim()
          ? html`<span class="row tight nowrap"><span class="num small" role="status">${
              hits.length ? `${hits.indexOf(this.seq) + 1} of ${hits.length}` : 'nothing'
            }</span><button class="btn ghost icon sm" type="button" aria-label="Previous" ?disabled=${!hits.length}
              @click=${() => this.#go(-1)}>${icon('up')}</button><button class="btn ghost icon sm" type="button"
              aria-label="Next" ?disabled=${!hits.length} @click=${() => this.#go(1)}>${icon('down')}</button></span>`
          : ''
      }`;
  }
}
customElements.define('chit-talk-search', ChitTalkSearch);
