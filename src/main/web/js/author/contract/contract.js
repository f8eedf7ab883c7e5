// @ts-check
// The editor of a scenario's contract and of the facts that its agents must not disclose.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../../element.js';
import { initial, label } from '../../format.js';
import { icon } from '../../icons.js';
import { mark } from '../../parts/marks.js';
import { others } from '../unknown-members.js';
import { checkList } from './check-list.js';
import { marks } from './marks.js';
import { orphan, party } from './party.js';
import { remarksList } from './remarks-list.js';
import { agents } from './terms.js';
import { endings, limits, stall } from './terms-of-ending.js';

const KNOWN = ['parties', 'established', 'endings', 'limits', 'stall'];

class ChitContract extends ChitElement {
  static properties = { fields: { attribute: false }, version: {} };

  constructor() {
    super();
    /** @type {import('../fields.js').Fields} */
    this.fields;
    /** @type {any} */
    this.version;
  }

  view() {
    const { fields, version } = this;
    const contract = fields.node(['contract']);
    const all = agents(fields.draft.scenario);
    if (contract && contract.kind !== 'object')
      return html`${fields.says(['contract'])}<p
        class="help">The contract is not an object. Mend it in the JSON tab.</p>`;
    return html`${remarksList(fields.remarks)}${contract ? fields.says(['contract']) : ''}${
      contract ? fields.says(['contract', 'parties']) : ''
    }
      ${all.map(
        ({ id, index }) => html`<section class="stack" data-a=${(index % 6) + 1} aria-label="Contract of ${id}"><div
            class="row">${mark({ place: (index % 6) + 1, initial: initial(label(id)) })}<h3
            class="name"><bdi>${id}</bdi></h3></div>
          ${contract ? party(fields, id, version) : ''}${marks(fields, index, id)}</section>`,
      )}
      ${contract ? this.#shared(all.map(({ id }) => id)) : ''}`;
  }

  #shared(ids) {
    const { fields, version } = this;
    const parts = (fields.node(['contract', 'parties'])?.entries ?? []).map(({ key }) => key);
    const free = ids.filter((id) => !hasChecks(fields, id));
    return html`${parts.filter((id) => !ids.includes(id)).map((id) => orphan(fields, id, free, version))}
      <section class="stack" aria-label="Contract of all agents"><h3>All agents</h3>${checkList(
        fields,
        ['contract', 'established'],
        'Established',
        'Facts that must be on record before an ending counts as agreed.',
        { version },
      )}${endings(fields)}${limits(fields)}${stall(fields)}${others(fields, ['contract'], KNOWN)}</section>
      <div><button class="btn ghost sm" type="button" @click=${() => this.#remove()}>${icon('bin')}Remove the
        contract</button></div>`;
  }

  #remove() {
    const { draft } = this.fields;
    if (draft.fault) return;
    const before = draft.text;
    for (const at of Object.keys(draft.pending)) if (at.startsWith('contract.')) draft.await(at, undefined);
    this.fields.remarks.forget('contract', true);
    this.fields.take(['contract']);
    this.fields.removed('Removed the contract', before);
    /** @type {HTMLElement | null | undefined} */ (this.closest('details')?.querySelector('summary'))?.focus();
  }
}

const hasChecks = (fields, id) =>
  (fields.node(['contract', 'parties', id])?.entries ?? []).some(({ node }) => node.items?.length || !node.items);

customElements.define('chit-contract', ChitContract);
