// @ts-check
// The verdict on a conversation that has ended: one sentence, a row for each party, each claim a link to its event.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { lookOf, verdictOn } from '../model/verdict.js';
import { chip, mark } from './marks.js';

const seqLinks = (seqs) =>
  seqs.slice(0, 6).map((seq) => html` <a class="num small" href="#e${seq}" aria-label="Event ${seq}">#${seq}</a>`);

// The sentence begins with the title, which stands before it here.
const rest = ({ title, sentence }) => (sentence.startsWith(`${title}: `) ? sentence.slice(title.length + 2) : sentence);

// The sentence says of what is forbidden whether it holds as well; a tick beside that would read as a failed condition.
const happened = (words) => words.replace(/^does not hold/, 'did not happen').replace(/^holds/, 'happened');

// What is forbidden is as it should be when it does not hold.
const isGood = ({ part, held }) => (part === 'forbidden' ? !held : held);

function checkRow(check, roster) {
  const forbidden = check.part === 'forbidden';
  const words = roster.named(forbidden ? happened(rest(check)) : rest(check));
  return html`<li class=${isGood(check) ? 'held' : 'open'}>${icon(isGood(check) ? 'check' : 'close')}
    <span>${forbidden ? 'Must not happen: ' : ''}<b dir="auto">${check.title}</b>${forbidden ? ' – ' : ': '}<span
      class="quiet" dir="auto">${words}</span>${seqLinks(check.seqs)}</span></li>`;
}

class ChitVerdictCard extends ChitElement {
  static properties = { number: { type: Number }, roster: { attribute: false }, verdict: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.number;
    /** @type {any} */
    this.roster;
    /** @type {import('../model/verdict.js').Verdict | undefined} */
    this.verdict = undefined;
    this.fault = '';
  }

  willUpdate(changed) {
    if (changed.has('number') && this.number) this.#load();
  }

  async #load() {
    const number = this.number;
    this.verdict = undefined;
    this.fault = '';
    try {
      const verdict = await verdictOn(number);
      if (number === this.number) this.verdict = verdict;
    } catch (/** @type {any} */ fault) {
      this.fault = fault.message;
      this.requestUpdate();
    }
  }

  view() {
    if (this.fault) return this.#notShown();
    if (!this.verdict) return this.#waiting();
    const { overall, sentence, parties, faults } = this.verdict;
    const { look, word } = lookOf(overall);
    return html`<section class="panel verdict" data-o=${look} aria-label="Verdict">
      <div class="head">${chip(look, word)}<h2 dir="auto">${this.roster.named(sentence)}</h2></div>
      <ul class="parties">${Object.entries(parties).map(([id, party]) => this.#party(id, party))}</ul>
      ${faults.length ? this.#faults(faults) : ''}</section>`;
  }

  // As high as the verdict will be in most cases, so that the talk below stays where it is.
  #waiting() {
    return html`<section class="panel verdict" aria-label="Verdict" aria-busy="true">
      <div class="head">${chip('neutral', 'Judging')}<h2 class="quiet">What happened is judged by what the scenario asks
        of each side.</h2></div>
      <ul class="parties">${this.roster.agents.map(
        ({ id }) =>
          html`<li data-a=${this.roster.who(id).place}><div class="row tight">${this.#name(id)}${chip(
            'neutral',
            'Open',
          )}<span class="quiet small">Its checks</span></div></li>`,
      )}</ul></section>`;
  }

  #notShown() {
    return html`<p class="note err" role="status">${icon('alert')}<span>The verdict cannot be shown: “${
      this.fault
    }”</span> <button class="btn ghost sm" type="button" @click=${() => this.#load()}>Try again</button></p>`;
  }

  #name(id) {
    const who = this.roster.who(id);
    return html`${mark(who, 'sm')}<b class="who clip"><bdi>${who.name}</bdi></b>`;
  }

  /** @param {string} id @param {{result: any, checks?: any[]}} party */
  #party(id, { result, checks = [] }) {
    const who = this.roster.who(id);
    const { look, word } = lookOf(result);
    const good = checks.filter(isGood).length;
    const name = html`${this.#name(id)}${chip(look, word)}`;
    if (!checks.length) return html`<li data-a=${who.place}><div class="row tight">${name}</div></li>`;
    return html`<li data-a=${who.place}><details ?open=${result === 'fail'}><summary class="row tight">${name}<span
      class="quiet small">${good} of ${count(checks.length, 'check')}</span>${icon('chevron')}</summary>
      <ul class="checks">${checks.map((check) => checkRow(check, this.roster))}</ul></details></li>`;
  }

  #faults(faults) {
    return html`<ul class="checks faults" aria-label="Faults">${faults.map(
      ({ seq, sentence }) =>
        html`<li class="open">${icon('alert')}<span dir="auto">${this.roster.named(sentence)}${
          seq ? seqLinks([seq]) : ''
        }</span></li>`,
    )}</ul>`;
  }
}
customElements.define('chit-verdict-card', ChitVerdictCard);
