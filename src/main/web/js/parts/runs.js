// @ts-check
// What the latest conversations about a scenario amount to: outcomes, medians, the last ones that failed.
import { html } from 'lit';
import { retryWhenReachable } from '../retry.js';
import { ChitElement } from '../element.js';
import { api, said, segment } from '../api.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { duration } from '../time.js';
import { chip, loading } from './marks.js';
import { lastWord, state, updated } from './rows.js';

const OUTCOMES = /** @type {const} */ ([
  ['success', 'ok', 'Success'],
  ['failure', 'fail', 'Failure'],
  ['neutral', 'neutral', 'Neutral'],
  ['canceled', 'canceled', 'Canceled'],
  ['error', 'error', 'Error'],
]);
const whole = new Intl.NumberFormat();

class ChitRuns extends ChitElement {
  static properties = { scenarioId: {}, runs: { state: true }, fault: { state: true } };

  constructor() {
    super();
    retryWhenReachable(
      this,
      () => this.fault,
      () => this.#load(this.scenarioId),
    );
    this.scenarioId = '';
    /** @type {any} */
    this.runs;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#seen);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#seen);
  }

  willUpdate(changed) {
    if (!changed.has('scenarioId')) return;
    this.runs = this.fault = undefined;
    this.#load(this.scenarioId);
  }

  // People come back here from a talk that they watched in another tab.
  #seen = () => !document.hidden && this.#load(this.scenarioId);

  async #load(id) {
    try {
      const runs = await api(`/scenarios/${segment(id)}/runs`);
      if (id !== this.scenarioId) return;
      this.runs = runs;
      this.fault = undefined;
    } catch (fault) {
      if (id === this.scenarioId) this.fault = fault;
    }
  }

  view() {
    return html`<section class="panel runs" aria-labelledby="runs"><header><h2 id="runs">Runs</h2>${
      this.runs?.more ? html`<span class="small dim">the latest ${whole.format(this.runs.runs)}</span>` : ''
    }</header><div class="body stack">${this.#body()}</div></section>`;
  }

  #body() {
    const { runs, fault } = this;
    if (!runs)
      return fault
        ? html`<p class="err">${icon('alert')}<span>They could not be counted. ${said(fault)}</span></p>`
        : loading('its runs', 2);
    if (!runs.runs) return html`<p class="mid">Nobody has run it yet.</p>`;
    return html`${this.#figures()}${this.#failures()}<p class="small"><a href=${this.#list()}>All its
      conversations</a></p>`;
  }

  #list(more = '') {
    return `/conversations?scenario=${segment(this.scenarioId)}${more}`;
  }

  #figures() {
    const { runs, active, outcomes, medianTurns, medianMs } = this.runs;
    return html`<dl>
        <div><dt>Runs</dt><dd>${whole.format(runs)}</dd></div>
        <div><dt>Turns, median</dt><dd>${medianTurns ?? '–'}</dd></div>
        <div><dt>Time, median</dt><dd>${medianMs === undefined ? '–' : duration(medianMs)}</dd></div>
      </dl>
      <ul class="row tight" role="list" aria-label="How they ended">${
        active
          ? html`<li><a href=${this.#list('&status=active')}>${chip('live', `Live ${whole.format(active)}`)}</a></li>`
          : ''
      }${OUTCOMES.filter(([kind]) => outcomes[kind]).map(
        ([kind, look, word]) =>
          html`<li><a href=${this.#list(`&outcome=${kind}`)}>${chip(
            look,
            `${word} ${whole.format(outcomes[kind])}`,
          )}</a></li>`,
      )}</ul>`;
  }

  #failures() {
    const { failures } = this.runs;
    if (!failures.length) return '';
    return html`<section class="stack s2"><h3>${
      failures.length === 1 ? 'The last that failed' : `The last ${count(failures.length, 'failure')}`
    }</h3><ol class="failures" role="list">${failures.map(
      (item) => html`<li><div class="row tight"><a class="num" href="/conversations/${item.conversation}"><span
        class="vh">Conversation </span>#${item.conversation}</a>${state(item)}<span
          class="push small dim">${updated(item)}</span></div>${lastWord(item)}</li>`,
    )}</ol></section>`;
  }
}
customElements.define('chit-runs', ChitRuns);
