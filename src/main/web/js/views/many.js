// @ts-check
// Play a scenario many times: choose who plays, watch the table fill, read what the runs amount to.
import '../shared-bundle.js';
import { html } from 'lit';
import { retryWhenReachable } from '../retry.js';
import { ChitElement } from '../element.js';
import { api, said, segment } from '../api.js';
import { idPart, label } from '../format.js';
import { icon } from '../icons.js';
import { MANNERS, known } from '../model/manners.js';
import { loading } from '../parts/marks.js';
import { noScenario } from '../parts/no-scenario.js';
import { figures, runRows } from '../parts/many-table.js';
import { query, setQuery } from '../router.js';
import { setTitle } from '../title.js';

const LOOK_EVERY = 1_000;
const MOST_RUNS = 50;
const MOST_AT_A_TIME = 8;

const bounded = (key, most, otherwise) => Math.min(most, Math.max(1, Number(query(key)) || otherwise));

class ChitMany extends ChitElement {
  static properties = {
    scenarioId: { attribute: false },
    item: { state: true },
    providers: { state: true },
    test: { state: true },
    fault: { state: true },
    refused: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    retryWhenReachable(
      this,
      () => this.fault,
      () => this.#load(),
    );
    /** @type {any} */
    this.scenarioId;
    /** @type {any} */
    this.item = undefined;
    /** @type {any[]} */
    this.providers = [];
    /** @type {any} */
    this.test = undefined;
    /** @type {any} */
    this.fault = undefined;
    /** @type {any} */
    this.refused = undefined;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('chit-query', this.#drawn);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('chit-query', this.#drawn);
    clearTimeout(this.timer);
  }

  #drawn = () => this.requestUpdate();

  async #load() {
    this.fault = undefined;
    try {
      this.item = await api(`/scenarios/${segment(this.scenarioId)}`);
      setTitle(`Run many · ${this.#title}`);
    } catch (fault) {
      this.fault = fault;
      return;
    }
    this.providers = await api('/llm/providers').catch(() => []);
    if (query('test')) await this.#look();
  }

  get #title() {
    return this.item?.config?.metadata?.title || this.item?.name || 'Scenario';
  }

  get #roles() {
    return Array.isArray(this.item?.config?.agents) ? this.item.config.agents.map(({ agentId }) => agentId) : [];
  }

  async #look() {
    clearTimeout(this.timer);
    const id = query('test');
    try {
      const test = await api(`/test-runs/${segment(id)}`);
      if (id !== query('test')) return;
      this.test = test;
      this.refused = undefined;
    } catch (/** @type {any} */ fault) {
      this.refused = fault;
      // A server that is away for a moment still knows it; one that forgot it never will again.
      if (fault.status === 404) return;
    }
    if (this.isConnected && this.test?.state !== 'finished' && this.test?.state !== 'stopped')
      this.timer = setTimeout(() => this.#look(), LOOK_EVERY);
  }

  async #start(event) {
    event.preventDefault();
    this.busy = true;
    this.refused = undefined;
    const chosen = this.#roles.map((role) => [role, this.#who(role)]).filter(([, who]) => who);
    try {
      const { id } = await api('/test-runs', {
        method: 'POST',
        body: {
          scenarioId: this.item.id,
          runs: bounded('runs', MOST_RUNS, 10),
          concurrency: bounded('at', MOST_AT_A_TIME, 4),
          seats: Object.fromEntries(chosen),
        },
      });
      this.test = undefined;
      setQuery({ test: id }, { push: true });
      await this.#look();
    } catch (fault) {
      this.refused = fault;
    }
    this.busy = false;
  }

  /** As the server takes it; empty for its default. */
  #who(role) {
    const who = query(`seat.${role}`);
    const manner = known(query(`manner.${role}`));
    if (manner === 'cooperative') return who;
    return who ? `${who}#${manner}` : `server:${manner}`;
  }

  async #stop() {
    await api(`/test-runs/${segment(this.test.id)}/stop`, { method: 'POST' }).catch((fault) => (this.refused = fault));
    await this.#look();
  }

  view() {
    if (this.fault) return noScenario(this.fault, this.scenarioId, () => this.#load());
    if (!this.item) return html`<h1 class="vh">Run many</h1>${loading('the scenario')}`;
    return html`<div class="pagehead"><div class="stack s1"><a class="small clamp2"
      href="/scenarios/${segment(this.item.id)}"><bdi>${this.#title}</bdi></a><h1>Run many</h1></div></div>
      <form class="stack runform many-form" aria-label="What to run" @submit=${this.#start}>
        <div class="settings">${this.#roles.map((role) => this.#player(role))}
          ${this.#number('runs', 'Runs', MOST_RUNS, 10)}${this.#number('at', 'At a time', MOST_AT_A_TIME, 4)}</div>
        <div class="row"><button class="btn primary" type="submit"
          ?disabled=${this.busy || this.test?.state === 'running'}>${icon('play')}Start</button>
          ${
            this.test?.state === 'running'
              ? html`<button class="btn" type="button" @click=${() => this.#stop()}>${icon('stop')}Stop</button>`
              : ''
          }
          <span class="small dim">Every run is a conversation of this server, judged by the scenario’s contract.</span>
        </div></form>
      ${
        this.refused
          ? html`<div class="banner bad" role="alert">${icon('alert')}<div><strong>This did not work.</strong>
            <p>${said(this.refused)}</p></div></div>`
          : ''
      }
      ${this.test ? html`${figures(this.test)}${runRows(this.test)}` : ''}`;
  }

  #number(key, words, most, otherwise) {
    return html`<div class="field"><label for="many-${key}">${words} (1 to ${most})</label>
      <input class="in" id="many-${key}" type="number" inputmode="numeric" min="1" max=${most} required
        .value=${String(bounded(key, most, otherwise))}
        @change=${(e) => setQuery({ [key]: e.target.value })}></div>`;
  }

  #player(role) {
    const chosen = query(`seat.${role}`);
    const models = this.providers.filter(({ available, name }) => available && name !== 'browserside');
    return html`<div class="field"><label class="clamp2" for="many-${idPart(role)}">${label(role)} is played by</label>
      <select class="in" id="many-${idPart(role)}" @change=${(e) => setQuery({ [`seat.${role}`]: e.target.value })}>
        <option value="" ?selected=${!chosen}>the server’s default model</option>
        ${models.map(({ name, description, models: offered = [] }) => {
          const options = offered.map((model) => [`model:${name}/${model}`, model]);
          return html`<optgroup label=${description || name}>${options.map(
            ([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`,
          )}</optgroup>`;
        })}</select>
      <select class="in" aria-label="Manner of ${label(role)}"
        @change=${(e) => setQuery({ [`manner.${role}`]: e.target.value === 'cooperative' ? null : e.target.value })}>
        ${MANNERS.map(
          ([value, words]) =>
            html`<option value=${value} ?selected=${value === known(query(`manner.${role}`))}>${words}</option>`,
        )}</select></div>`;
  }
}
customElements.define('chit-many', ChitMany);
