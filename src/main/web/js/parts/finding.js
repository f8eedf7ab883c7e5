// @ts-check
// What the running verdict noticed, in words, with links to the events of which it speaks.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { firstLine } from '../format.js';

const STALLS = {
  repeat: (who, many) => `${who} ${many ? 'repeat themselves' : 'repeats itself'}`,
  cycle: (who, many) => `${who} ${many ? 'go' : 'goes'} round in a circle`,
  idle: (who) => `The turns of ${who} bring nothing new`,
};

class ChitFinding extends ChitElement {
  static properties = { data: { attribute: false }, roster: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.data;
    /** @type {import('../model/roster.js').Roster} */
    this.roster;
  }

  /** The words for a kind that this page knows. */
  get #words() {
    const { noticed, stall, agents = [], owner, learnedBy, fact } = this.data;
    const name = (agentId) => this.roster.who(agentId).name;
    if (noticed === 'stall') return STALLS[stall]?.(agents.map(name).join(' and '), agents.length > 1);
    if (noticed === 'disclosure')
      return `${name(learnedBy)} learned “${fact}” from ${name(owner)} against the rules of the scenario`;
    return undefined;
  }

  view() {
    const { from, to, seq } = this.data;
    const seqs = [...new Set([from, to, seq])].filter(Number.isInteger);
    const links = seqs.map((each, i) => html`${i ? ', ' : ''}<a href="#e${each}">#${each}</a>`);
    return html`<bdi>${this.#words ?? firstLine(JSON.stringify(this.data), 200)}</bdi>${
      seqs.length ? html` (${links})` : ''
    }`;
  }
}
customElements.define('chit-finding', ChitFinding);
