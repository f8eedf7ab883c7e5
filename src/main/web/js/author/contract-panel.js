// @ts-check
// The contract in the scenario's form: what it is in a sentence, and its editor once somebody asks for it.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { Lint } from './lint.js';

const HELD = /^contract\b|^agents\.\d+\.disclosure\b/;
const DEFAULT = `Without a contract the default one counts: the outcome comes from a tool that ends the conversation,
  and no agent may stall it.`;

class ChitContractPanel extends ChitElement {
  static properties = {
    fields: { attribute: false },
    version: {},
    opened: { state: true },
    fault: { state: true },
  };

  // The whole page counts what is wrong, so all of it is drawn again.
  #lint = new Lint(() => this.dispatchEvent(new Event('linted', { bubbles: true })));

  constructor() {
    super();
    /** @type {any} */
    this.fields;
    /** @type {any} */
    this.version;
    this.opened = false;
    this.fault = '';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#lint.stop();
  }

  updated() {
    // A scenario that is only looked at needs no advice.
    if (this.opened || this.fields.draft.dirty) this.#lint.see(this.fields);
  }

  /** Opens what holds a field. @param {string} path dotted */
  async reveal(path) {
    if (HELD.test(path)) await this.#open();
  }

  async #open() {
    try {
      await import('./contract/contract.js');
      this.opened = true;
      this.fault = '';
    } catch (fault) {
      console.error(fault);
      this.fault = `${location.host} did not send this part. Load the page again; your draft is kept.`;
    }
    await this.updateComplete;
    const fold = this.querySelector('details');
    if (fold) fold.open = true;
    await /** @type {any} */ (this.querySelector('chit-contract'))?.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
  }

  async #add() {
    if (this.fields.draft.fault) return;
    const ids = (this.fields.draft.scenario?.agents ?? []).map((agent) => agent?.agentId).filter(Boolean);
    const parties = Object.fromEntries(ids.map((id) => [id, { success: [] }]));
    this.fields.write(['contract'], { parties });
    await this.#open();
    /** @type {HTMLElement | null} */ (this.querySelector('chit-check-maker summary'))?.focus();
  }

  view() {
    const { remarks } = this.fields;
    const has = this.fields.node(['contract']) !== undefined;
    return html`<section class="panel" id="contract" aria-label="Contract"><header><h2>Contract</h2></header>
      <div class="body stack"><p class="mid">${has ? this.#summary() : DEFAULT}</p>
        ${
          has
            ? ''
            : html`<div><button class="btn" type="button"
  @click=${() => this.#add()}>${icon('plus')}Add a contract</button></div>`
        }
        <details class="toolrow contract" @toggle=${(e) => e.currentTarget.open && this.#open()}>
          <summary>${icon('chevron', 'chev')}<span>${
            has ? 'Checks, endings, limits and marked facts' : 'Marked facts'
          }</span></summary>
          ${
            this.opened
              ? html`<chit-contract class="body" .fields=${this.fields} .version=${this.version}></chit-contract>`
              : html`<p class="body mid" role="status">${this.fault || 'Fetching this part…'}</p>`
          }</details>
        <p class="vh" role="status">${
          remarks.asked
            ? remarks.size
              ? `${count(remarks.size, 'remark')} on the scenario, the first: ${remarks.all[0][1][0]}`
              : 'No remarks on the scenario.'
            : ''
        }</p></div></section>`;
  }

  #summary() {
    const contract = this.fields.draft.scenario?.contract;
    const checks = Object.values(contract?.parties ?? {}).flatMap((party) =>
      ['success', 'forbidden', 'mustAsk'].flatMap((list) => party?.[list] ?? []),
    );
    const established = [].concat(contract?.established ?? []);
    return `A conversation is judged by ${count(checks.length + established.length, 'check')} of this scenario.`;
  }
}
customElements.define('chit-contract-panel', ChitContractPanel);
