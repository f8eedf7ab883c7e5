// @ts-check
// On top of a published scenario that is locked: says so, unlocks, locks again, forgets the token.
import { html } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { icon } from '../icons.js';
import {
  armed,
  askServer,
  forget,
  keptToken,
  lock,
  locks,
  isPersistent,
  notifyOnExpiry,
  tokenFor,
  until,
} from '../locks.js';
import { askToken } from '../ask-token.js';
import { copyAndOpen, published } from '../scenarios.js';
import { moment } from '../time.js';
import { timeTag } from './moment.js';

const tomorrow = (time) => new Date(time).toDateString() === new Date(Date.now() + 86_400_000).toDateString();
const clock = (time) =>
  tomorrow(time)
    ? `tomorrow, ${new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`
    : moment(time, false);

/**
 * `<chit-lock-banner .scenario=${item}>`, the item as the server has it: what is only typed never locks anything.
 * “Copy instead” copies the stored one, unless a listener prevents `copy-instead`.
 */
class ChitLockBanner extends ChitElement {
  static properties = { scenario: { attribute: false }, answer: { state: true }, fault: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.scenario;
    redrawnBy(this, locks);
  }

  willUpdate(changed) {
    const before = changed.get('scenario');
    if (
      !changed.has('scenario') ||
      (before && before.id === this.scenario?.id && published(before) === published(this.scenario))
    )
      return;
    this.answer = this.fault = undefined;
    if (published(this.scenario)) this.#ask(this.scenario.id);
  }

  async #ask(id) {
    try {
      const answer = await askServer(id);
      if (this.scenario?.id !== id) return;
      this.answer = answer;
      await this.updateComplete;
      // Locked or not, the form below is drawn anew.
      this.dispatchEvent(new CustomEvent('answered'));
    } catch {
      // Saving will tell; until then what this browser remembers is the best guess.
    }
  }

  /** Whether the server would refuse a change that is saved now. */
  get locked() {
    if (!published(this.scenario) || tokenFor(this.scenario.id) !== null) return false;
    return this.answer === undefined ? armed() === true : this.answer !== 'free';
  }

  /**
   * Asks for the token, for instance after a 423; the page below stays as it is.
   * @param {string} [why] what the token is wanted for @returns {Promise<boolean>} whether it is unlocked now
   */
  async open(why) {
    const opened = await askToken(this.scenario, why);
    // The server's token may have been set or removed since it was asked.
    this.answer = tokenFor(this.scenario.id) !== null ? 'open' : armed() === false ? 'free' : 'locked';
    await this.#keepFocus();
    return opened;
  }

  /** A button that goes away under the focus hands it to its successor. */
  async #keepFocus() {
    await this.updateComplete;
    if (document.activeElement === null || document.activeElement === document.body)
      /** @type {HTMLElement | null} */ (this.querySelector('.btn'))?.focus();
  }

  #act(act) {
    act(this.scenario.id);
    this.#keepFocus();
  }

  async #copy() {
    if (!this.dispatchEvent(new CustomEvent('copy-instead', { bubbles: true, cancelable: true }))) return;
    try {
      await copyAndOpen(this.scenario.id);
    } catch (/** @type {any} */ fault) {
      this.fault = fault.message;
    }
  }

  view() {
    if (!published(this.scenario)) return '';
    const { id } = this.scenario;
    return html`<div role="status">${
      tokenFor(id) !== null ? this.#unlocked(id) : this.locked ? this.#locked(id) : ''
    }</div>`;
  }

  #unlocked(id) {
    notifyOnExpiry(id);
    return html`<div
      class="banner">${icon('unlock')}<div><strong>Published, unlocked ${
        isPersistent(id) ? 'in this browser' : 'in this tab'
      } until ${timeTag(until(id), clock)}.</strong>
        <p class="hide-s">What you save is what visitors run from then on.</p></div>
      <span class="row"><button class="btn" type="button"
        @click=${() => this.#act(lock)}>${icon('lock')}Lock again</button><button class="btn ghost" type="button"
          @click=${() => this.#act(forget)}>Forget token</button></span></div>`;
  }

  #locked(id) {
    const words =
      this.answer === 'stale'
        ? 'The token kept in this browser is no longer right, so it is forgotten. '
        : keptToken(id)
          ? 'Locked again here; the token is still kept in this browser. '
          : '';
    return html`<div class="banner">${icon('lock')}<div><strong>Published, so it is locked.</strong>
        <p>${words}<span class="hide-s">Visitors run it as it is. Editing needs this server’s edit token; copying does
          not.</span></p>${
            this.fault
              ? html`<p class="err" role="alert">${icon('alert')}<span>Not copied. ${this.fault}</span></p>`
              : ''
          }</div>
      <span class="row"><button class="btn quiet" type="button"
        @click=${this.#copy}>${icon('copy')}Copy instead</button>
        <button class="btn" type="button" @click=${() => this.open()}>${icon('unlock')}Unlock</button>
        ${
          keptToken(id)
            ? html`<button class="btn ghost" type="button"
  @click=${() => this.#act(forget)}>Forget token</button>`
            : ''
        }</span></div>`;
  }
}
customElements.define('chit-lock-banner', ChitLockBanner);
