// @ts-check
// What was deleted, with the way back. It stays until it is used or closed, without a time limit.
import { said } from '../api.js';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement, redrawnBy } from '../element.js';
import { deleted, deletions, dismiss, restore } from '../deletions.js';
import { icon } from '../icons.js';
import { saveAsFile, titleOf } from '../scenarios.js';

/** Fires `restored`. */
class ChitUndo extends ChitElement {
  constructor() {
    super();
    redrawnBy(this, deletions);
  }

  async focusLast() {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.toast:last-child .btn'))?.focus();
  }

  async #restore(deletion) {
    if (deletion.busy) return;
    if (await restore(deletion)) this.dispatchEvent(new CustomEvent('restored', { detail: deletion.item.id }));
  }

  view() {
    return html`<div class="toasts" role="status">${repeat(
      deleted(),
      ({ item }) => item.id,
      (deletion) => this.#toast(deletion),
    )}</div>`;
  }

  #toast(deletion) {
    const { item, fault, busy } = deletion;
    const name = html`“<bdi>${titleOf(item, 80)}</bdi>”`;
    const close = html`<button class="btn ghost icon sm" type="button"
      aria-label="Close: ${titleOf(item, 80)} stays deleted" title="Close"
        @click=${() => dismiss(deletion)}>${icon('close')}</button>`;
    if (fault) {
      return html`<div class="toast bad"><div><p
        class="err">${icon('alert')}<span>${name} is not restored. ${
          fault.status ? html`${said(fault)}` : fault.message
        }</span></p>
        <div class="row"><button class="btn sm" type="button"
          @click=${() => this.#restore(deletion)}>${icon('retry')}Try again</button><button class="btn sm" type="button"
            @click=${() => saveAsFile(item)}>${icon('download')}Save as a file</button></div></div>${close}</div>`;
    }
    return html`<div class="toast"><span>Deleted ${name}</span><span class="row tight nowrap-row"><button
      class="btn ghost sm" type="button" aria-disabled=${busy ? 'true' : 'false'}
        @click=${() => this.#restore(deletion)}
          >${icon('retry')}${busy ? 'Restoring…' : 'Undo'}</button>${close}</span></div>`;
  }
}
customElements.define('chit-undo', ChitUndo);
