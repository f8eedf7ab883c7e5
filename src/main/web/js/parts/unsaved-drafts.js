// @ts-check
// The drafts of scenarios that only this browser has: go on with one, or throw it away with a way back.
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { bringBack, discard, unsaved, onDraftSavedElsewhere } from '../drafts.js';
import { ChitElement } from '../element.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { addressOf, cut } from '../scenarios.js';
import { timeTag } from './moment.js';

/** More would push the scenarios out of sight. */
const PAGE_SIZE = 3;

class ChitUnsavedDrafts extends ChitElement {
  static properties = { drafts: { state: true }, all: { state: true } };

  constructor() {
    super();
    this.drafts = unsaved();
    this.all = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.release = onDraftSavedElsewhere(() => (this.drafts = unsaved()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.release?.();
  }

  /** The button that takes the place of the one used gets the focus. @param {(id: string) => void} act */
  async #act(act, { id }) {
    act(id);
    this.drafts = unsaved();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-draft="${CSS.escape(id)}"] button`))?.focus();
  }

  view() {
    const { drafts } = this;
    if (!drafts.length) return '';
    const shown = this.all ? drafts : drafts.slice(0, PAGE_SIZE);
    return html`<section class="panel unsaved" aria-labelledby="unsaved-drafts"><header><h2
      id="unsaved-drafts">Unsaved drafts</h2><span class="small dim">only in this browser</span></header>
      <ul role="list">${repeat(
        shown,
        ({ id }) => id,
        (draft) =>
          html`<li class="row" data-draft=${draft.id}>${draft.discarded ? this.#gone(draft) : this.#row(draft)}</li>`,
      )}</ul>${
        shown.length < drafts.length
          ? html`<button class="btn ghost sm" type="button"
              @click=${() => (this.all = true)}>Show ${count(drafts.length - shown.length, 'more draft')}</button>`
          : ''
      }</section>`;
  }

  #row(draft) {
    return html`<a class="grow clip" href=${addressOf(draft.id, '?tab=edit')}><bdi>${cut(draft.title, 120)}</bdi></a>
      <span class="tag">${draft.fresh ? 'not saved yet' : 'changes'}</span>
      ${draft.at ? html`<span class="small dim">${timeTag(draft.at)}</span>` : ''}
      <button class="btn ghost sm" type="button" aria-label="Discard the draft ${cut(draft.title, 80)}"
        @click=${() => this.#act(discard, draft)}>${icon('trash')}Discard</button>`;
  }

  #gone(draft) {
    return html`<span class="grow clip mid" role="status">Discarded “<bdi>${cut(draft.title, 80)}</bdi>”</span><button
      class="btn ghost sm" type="button" @click=${() => this.#act(bringBack, draft)}>${icon('retry')}Undo</button>`;
  }
}
customElements.define('chit-unsaved-drafts', ChitUnsavedDrafts);
