// @ts-check
// Everything that can be done with one scenario, behind one button.
import { html } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { icon } from '../icons.js';
import { locks } from '../locks.js';
import { remove } from '../deletions.js';
import { addressOf, copyAndOpen, exportFile, published, titleOf } from '../scenarios.js';
import { lockChoices } from './lock-menu.js';
import { choice, menu } from './menu.js';

/**
 * `<chit-scenario-menu .scenario=${item}>`; `.ask` opens the unlocking where the page has a banner for it.
 * Fires `removed` (detail: the id), and `failed` (detail: {words, fault, again}), which it shows itself
 * unless prevented.
 */
class ChitScenarioMenu extends ChitElement {
  static properties = {
    scenario: { attribute: false },
    ask: { attribute: false },
    small: { type: Boolean },
    busy: { state: true },
    failed: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.scenario;
    /** @type {any} */
    this.ask;
    /** @type {any} */
    this.small;
    redrawnBy(this, locks);
  }

  async #do(words, act) {
    if (this.busy) return;
    this.busy = true;
    this.failed = undefined;
    try {
      await act();
    } catch (fault) {
      const detail = { words, fault, again: () => this.#do(words, act) };
      if (this.dispatchEvent(new CustomEvent('failed', { detail, bubbles: true, cancelable: true })))
        this.failed = detail;
    } finally {
      this.busy = false;
    }
  }

  async #remove(id) {
    if (await remove(id)) this.dispatchEvent(new CustomEvent('removed', { detail: id, bubbles: true }));
  }

  view() {
    const item = this.scenario;
    const { id } = item;
    const title = titleOf(item, 80);
    const busy = Boolean(this.busy);
    return html`${menu(
      `More for ${title}`,
      html`<a class="btn ghost" href=${addressOf(id)}>${icon('file')}Open</a>
        <a class="btn ghost" href=${addressOf(id, '?tab=edit')}>${icon('pen')}Edit</a>
        ${choice('copy', 'Copy', () => this.#do(`“${title}” is not copied`, () => copyAndOpen(id)), { off: busy })}
        ${choice('download', 'Export', () => this.#do(`“${title}” is not exported`, () => exportFile(id)), {
          off: busy,
        })}
        ${published(item) ? html`<hr>${lockChoices(item, this.ask)}` : ''}
        <hr>${choice('trash', 'Delete', () => this.#do(`“${title}” is not deleted`, () => this.#remove(id)), {
          off: busy,
          danger: true,
        })}`,
      this.small ? 'sm' : '',
    )}
      ${
        this.failed
          ? html`<p class="err"
  role="alert">${icon('alert')}<span>${this.failed.words}. ${/** @type {any} */ (this.failed.fault).message}</span></p>`
          : ''
      }`;
  }
}
customElements.define('chit-scenario-menu', ChitScenarioMenu);
