// @ts-check
// The ribbon: a lane per agent, a block per turn, time from left to right. One image with a text.
import { html, svg } from 'lit';
import { ChitElement } from '../element.js';
import { count } from '../format.js';
import { millis } from '../time.js';
import { timeTag } from './moment.js';
import './clock.js';

const WIDTH = 1000;
const MOST_BLOCKS = 200;

class ChitRibbon extends ChitElement {
  static properties = { log: { attribute: false }, roster: { attribute: false }, live: {}, drawn: {} };

  constructor() {
    super();
    /** @type {any} */
    this.live;
    /** @type {any} */
    this.log;
    /** @type {any} */
    this.roster;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.live && !document.hidden && this.requestUpdate(), 2000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  view() {
    this.className = 'ribbon';
    const { log, roster, live } = this;
    const agents = roster.agents.slice(0, 6);
    const start = millis(log.created?.ts);
    const last = millis(log.events.at(-1)?.ts);
    const end = Math.max(live ? Date.now() : last, start + 1);
    const x = (ts) => ((millis(ts) - start) / (end - start)) * WIDTH;
    const height = agents.length > 2 ? 5 : 7;
    const lane = (i) => 1 + i * (height + 2);
    const turns = log.turns.slice(-MOST_BLOCKS);
    // A turn begins when its agent was asked: at the end of the turn before, or at the start.
    const began = (i) => (turns[i - 1]?.last ?? log.created).ts;
    return html`${timeTag(start)}
      <svg viewBox="0 0 ${WIDTH} ${agents.length * (height + 2) + 1}" preserveAspectRatio="none" role="img"
        aria-label="Timeline: ${count(log.turns.length, 'turn')} by ${agents.map((agent) => agent.name).join(' and ')}">
        ${agents.map(
          (_, i) => svg`<rect class="lane" x="0" y=${lane(i)} width=${WIDTH} height=${height} rx="1"></rect>`,
        )}
        ${turns.map((turn, i) => {
          const at = agents.findIndex((agent) => agent.id === turn.agentId);
          if (at < 0) return '';
          const left = x(began(i));
          const right = turn.closed || !live ? x(turn.last.ts) : WIDTH;
          return svg`<rect data-a=${agents[at].place} class=${turn.closed ? '' : 'open'} x=${left.toFixed(1)}
            y=${lane(at)} width=${Math.max(4, right - left - 3).toFixed(1)} height=${height} rx="1"
              vector-effect="non-scaling-stroke"></rect>`;
        })}
      </svg>
      ${live ? html`<chit-clock .since=${start}></chit-clock>` : html`${timeTag(last)}`}`;
  }
}
customElements.define('chit-ribbon', ChitRibbon);
