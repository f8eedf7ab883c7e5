// @ts-check
// Makes a check from one of the scenario's own tools or facts.
import { html } from 'lit';
import { ChitElement } from '../../element.js';
import { icon } from '../../icons.js';
import { raw } from '../edit.js';
import { idOf } from '../fields.js';
import { facts, sayable } from './facts.js';
import { slug, unique } from './ids.js';
import { KINDS, patterns } from './patterns.js';
import { agents, checks } from './terms.js';

class ChitCheckMaker extends ChitElement {
  static properties = {
    fields: { attribute: false },
    path: { attribute: false },
    party: {},
    version: {},
    kind: { state: true },
    chosen: { state: true },
    opened: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.fields;
    /** @type {any} */
    this.path;
    /** The agent in whose part the check will stand, '' for none. */
    this.party = '';
    this.kind = KINDS[0][0];
    this.chosen = 0;
    this.opened = false;
  }

  get #patterns() {
    const { draft } = this.fields;
    const sources = agents(draft.scenario).map((agent) => ({
      agent,
      facts: sayable(facts(this.fields.node(['agents', agent.index, 'knowledgeBase']), draft.text)),
    }));
    return patterns(this.kind, sources, this.party);
  }

  view() {
    const id = `${idOf(this.path)}-new`;
    return html`<details class="maker" @toggle=${(e) => (this.opened = e.currentTarget.open)}><summary
      class="btn ghost sm">${icon('plus')}Add check</summary>${this.opened ? this.#form(id) : ''}</details>`;
  }

  #form(id) {
    const found = this.#patterns;
    const label = KINDS.find(([kind]) => kind === this.kind)?.[2];
    const groups = [...new Set(found.map(({ group }) => group))];
    return html`<div class="making" role="group" aria-label="New check"><div class="field"><label
        for="${id}-kind">What</label><select class="in" id="${id}-kind"
        @change=${(e) => {
          this.kind = e.target.value;
          this.chosen = 0;
        }}>${KINDS.map(
          ([kind, words]) => html`<option value=${kind} .selected=${kind === this.kind}>${words}</option>`,
        )}</select></div>
      ${
        label && found.length
          ? html`<div class="field"><label for="${id}-which">${label}</label><select class="in" id="${id}-which"
              @change=${(e) => (this.chosen = Number(e.target.value))}>${groups.map(
                (group) =>
                  html`<optgroup label=${group}>${found.map((pattern, i) =>
                    pattern.group === group
                      ? html`<option value=${i} .selected=${i === this.chosen}>${pattern.words}</option>`
                      : '',
                  )}</optgroup>`,
              )}</select></div>`
          : ''
      }
      ${label && !found.length ? html`<p class="mid">${this.#nothing()}</p>` : ''}
      <button class="btn" type="button" ?disabled=${Boolean(label) && !found.length}
        @click=${(e) => this.#add(e, found)}>Add</button></div>`;
  }

  #nothing() {
    return this.kind === 'used' || this.kind === 'unused'
      ? 'No agent of this scenario has a tool yet.'
      : 'No other agent of this scenario has such a fact in its knowledge yet.';
  }

  async #add(event, found) {
    const { draft } = this.fields;
    const made = this.kind === 'blank' ? { title: '' } : (found[this.chosen] ?? found[0]).check;
    const taken = checks(draft.scenario).map(({ id }) => id);
    const id = unique(slug(String(made.title)), taken);
    const fold = event.target.closest('details');
    await this.fields.add(this.path, raw({ id, ...made }), event);
    fold.open = false;
  }
}
customElements.define('chit-check-maker', ChitCheckMaker);
