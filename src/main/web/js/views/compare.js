// @ts-check
// Two conversations side by side: how each ended, and their turns by number with what differs.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { said } from '../api.js';
import { icon } from '../icons.js';
import { differences, ends, loaded } from '../model/comparison.js';
import { outcomeOf } from '../model/outcome.js';
import { lookOf } from '../model/verdict.js';
import { chip, loading, mark, notice } from '../parts/marks.js';
import '../parts/text.js';
import { query, setQuery } from '../router.js';
import { setTitle } from '../title.js';
import { duration, millis } from '../time.js';

/** @typedef {import('../model/comparison.js').Side} Side */

class ChitCompare extends ChitElement {
  static properties = { sides: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.sides = /** @type {Side[] | undefined} */ (undefined);
    this.fault = /** @type {any} */ (undefined);
    this.asked = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('chit-query', this.#ask);
    this.#ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('chit-query', this.#ask);
  }

  #ask = async () => {
    const [a, b] = [Number(query('a')), Number(query('b'))];
    const asked = `${a} ${b}`;
    if (asked === this.asked) return;
    this.asked = asked;
    this.sides = undefined;
    this.fault = undefined;
    setTitle(a && b ? `#${a} and #${b}` : 'Compare');
    if (!a || !b) return;
    try {
      const sides = await Promise.all([loaded(a), loaded(b)]);
      if (asked === this.asked) this.sides = sides;
    } catch (fault) {
      if (asked === this.asked) this.fault = fault;
    }
  };

  view() {
    return html`<div class="pagehead"><h1>Compare two conversations</h1></div>${this.#chooser()}${this.#content()}`;
  }

  #chooser() {
    const choose = (event) => {
      event.preventDefault();
      const chosen = new FormData(event.target);
      setQuery({ a: String(chosen.get('a')), b: String(chosen.get('b')) });
    };
    return html`<form class="row compare-ask" aria-label="Which conversations" @submit=${choose}>${['a', 'b'].map(
      (name, i) => html`<label class="row tight">${i ? 'and' : 'Number'} <input class="in narrow" name=${name}
        type="number" inputmode="numeric" min="1" required .value=${query(name)}
        aria-label=${i ? 'Second conversation' : 'First conversation'}></label>`,
    )}<button class="btn" type="submit">Compare</button></form>`;
  }

  #content() {
    if (this.fault)
      return notice(
        'alert',
        'They cannot be compared',
        said(this.fault),
        html`<a class="btn" href="/conversations">Choose
        others</a>`,
      );
    if (!query('a') || !query('b'))
      return notice('search', 'Which two?', 'Enter the numbers of two conversations, best of the same scenario.', '');
    if (!this.sides) return loading('both conversations');
    const [a, b] = this.sides;
    const { alike, words } = ends(a, b);
    const numbers = [...new Set([...a.turns.keys(), ...b.turns.keys()])].sort((x, y) => x - y);
    return html`<div class="compare-tops">${this.sides.map((side) => this.#top(side))}</div>
      <p class="row tight small" role="status">${icon(alike ? 'ok' : 'alert')}${words}</p>
      ${numbers.map((number) => this.#turn(number, a, b))}`;
  }

  #top({ number, title, snapshot, log, roster, verdict }) {
    const live = !log.closing && snapshot.status !== 'completed';
    const outcome = outcomeOf(log.closing);
    const judged = verdict && lookOf(verdict.overall);
    return html`<section class="panel" aria-label="Conversation ${number}"><h2><a
        href="/conversations/${number}"><bdi>${title}</bdi> #${number}</a></h2>
      <div class="row tight">${live ? chip('live', 'Live') : chip(outcome.look, outcome.word)}${
        judged ? html`<span class="small">Verdict:</span>${chip(judged.look, judged.word)}` : ''
      }</div>
      ${verdict ? html`<p dir="auto">${roster.named(verdict.sentence ?? '')}</p>` : ''}
      ${outcome.reason ? html`<p class="quiet small" dir="auto">${outcome.reason}</p>` : ''}
      <p class="small dim">${log.turns.length} turns in ${duration(
        millis(log.events.at(-1)?.ts) - millis(log.created?.ts),
      )}</p></section>`;
  }

  #turn(number, a, b) {
    const found = differences(a.turns.get(number), b.turns.get(number));
    const differs = found.calls.size > 0 || found.ending || found.speaker;
    const words = [
      found.speaker && 'another agent',
      found.calls.size && 'other tool calls',
      found.ending && 'another end',
    ];
    return html`<section class="compare-turn ${differs ? 'differs' : ''}" aria-label="Turn ${number}"><h2>Turn
      ${number}${differs ? `: ${words.filter(Boolean).join(', ')}` : ''}</h2>${[a, b].map((side) =>
        this.#side(side, number, found, differs),
      )}</section>`;
  }

  /**
   * @param {Side} side @param {number} number
   * @param {ReturnType<typeof differences>} found @param {boolean} differs
   */
  #side(side, number, found, differs) {
    const turn = side.turns.get(number);
    if (!turn)
      return html`<article class=${differs ? 'differs' : ''}><p class="dim">#${side.number} has no turn
        ${number}.</p></article>`;
    const who = side.roster.who(turn.agentId);
    return html`<article class=${differs ? 'differs' : ''} data-a=${who.place} aria-label="Turn ${number} of
      conversation ${side.number}"><div class="row tight">${mark(who, 'sm')}<b class="who"><bdi>${who.name}</bdi></b><a
        class="small num" href="/conversations/${side.number}#e${turn.key}">#${side.number}, event ${turn.key}</a></div>
      ${
        turn.calls.length
          ? html`<ul class="plainlist calls">${turn.calls.map(
              (call) => html`<li class=${found.calls.has(call) ? 'differs' : ''}><code>${call}</code></li>`,
            )}</ul>`
          : ''
      }
      ${turn.texts.map((text) => html`<chit-text class="prose" .text=${text}></chit-text>`)}
      ${turn.end ? html`<p class=${found.ending ? 'differs' : ''}><b>Ends it: ${turn.end}</b></p>` : ''}</article>`;
  }
}
customElements.define('chit-compare', ChitCompare);
