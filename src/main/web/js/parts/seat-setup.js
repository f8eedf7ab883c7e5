// @ts-check
// Run, the fourth way: who plays each role of a conversation between agents from outside.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { initial, label } from '../format.js';
import { icon } from '../icons.js';
import { enter } from '../model/codes.js';
import { navigate, query, setQuery } from '../router.js';
import { agentSettings } from './agent-settings.js';
import { callable } from './dial-target.js';
import { mark } from './marks.js';
import { notStarted } from './not-started.js';

const PLAYERS = /** @type {const} */ ([
  ['open', 'An agent from outside', 'You get a link to give away.'],
  ['server', 'This server', 'An agent that runs here.'],
  ['me', 'Myself', 'You type for it, on this device or another.'],
  ['dial', 'Call a URL', 'An A2A agent that waits to be called.'],
]);

class ChitSeatSetup extends ChitElement {
  static properties = {
    item: { attribute: false },
    agents: { attribute: false },
    starter: {},
    models: { attribute: false },
    busy: { state: true },
    refused: { state: true },
    tried: { state: true },
  };

  constructor() {
    super();
    /** @type {any} the stored scenario */
    this.item;
    /** @type {any[]} the agents as the Meta names them */
    this.agents = [];
    this.starter = '';
    /** @type {any[]} the providers that can play */
    this.models = [];
    // Whether it was tried to start, so that what is missing is marked.
    this.tried = false;
  }

  #player(agentId) {
    const chosen = query(`seat.${agentId}`);
    return PLAYERS.some(([value]) => value === chosen) ? chosen : 'open';
  }

  /** How it plays was chosen for agents of the server alone. */
  #played({ id, config }) {
    return this.#player(id) === 'server' && config ? { id, config } : { id };
  }

  #target(agentId) {
    return /** @type {any} */ (this.querySelector(`chit-dial-target[data-agent="${CSS.escape(agentId)}"]`));
  }

  #seat(agentId) {
    const player = this.#player(agentId);
    if (player === 'dial') {
      const { headers } = this.#target(agentId);
      return { agentId, kind: 'dial', url: query(`url.${agentId}`), ...(headers ? { headers } : {}) };
    }
    return { agentId, kind: player === 'server' ? 'server' : 'open' };
  }

  async #start() {
    this.tried = true;
    const missing = this.agents.find(({ id }) => this.#player(id) === 'dial' && !callable(query(`url.${id}`)));
    if (missing) {
      this.#target(missing.id).focus();
      return;
    }
    this.busy = true;
    this.refused = undefined;
    try {
      const agents = this.agents.map((agent) => ({ ...this.#played(agent), agentClass: 'scenario' }));
      const created = await api('/seated-conversations', {
        method: 'POST',
        body: {
          meta: {
            title: query('title').trim() || this.item.config.metadata.title,
            scenarioId: this.item.id,
            agents,
            startingAgentId: this.starter,
          },
          seats: agents.map(({ id }) => this.#seat(id)),
        },
      });
      const seats = Object.fromEntries(created.seats.map((seat) => [seat.agentId, seat]));
      for (const { id } of agents) if (this.#player(id) === 'me') seats[id].mine = true;
      await enter(created.host.code, { seats, watch: created.watch });
      navigate(`/enter#${created.host.code}`);
    } catch (fault) {
      this.refused = fault;
    }
    this.busy = false;
  }

  view() {
    return html`<div class="stack s6">
      ${this.agents.map(({ id }, i) => this.#role(id, i))}
      <div class="row"><button class="btn primary big" type="button" ?disabled=${this.busy}
        @click=${this.#start}>${icon('play')}${this.busy ? 'Starting…' : 'Create the seats'}</button>
        <span class="small dim">Nobody but those with a link can see the conversation.</span></div>
      ${
        this.refused
          ? notStarted(
              this.refused,
              () => this.#start(),
              () => (this.refused = undefined),
            )
          : ''
      }</div>`;
  }

  #role(id, i) {
    const player = this.#player(id);
    const principal = this.item.config.agents?.find(({ agentId }) => agentId === id)?.principal?.name ?? '';
    return html`<fieldset class="field"><legend class="lab seatrole">${mark({
      place: (i % 6) + 1,
      initial: initial(label(id)),
    })}<span><strong><bdi>${label(id)}</bdi></strong> <span
      class="small mid"><bdi>${principal}</bdi></span></span></legend>
      <div class="picks">${PLAYERS.map(
        ([value, name, words]) => html`<label class="pick"><input type="radio" name="seat-${id}"
          .checked=${player === value}
          @change=${() => setQuery({ [`seat.${id}`]: value === 'open' ? null : value })}>
        <span><strong>${name}</strong><br><span class="small mid">${words}</span></span></label>`,
      )}</div>${player === 'server' ? agentSettings(id, this.models) : ''}${
        player === 'dial' ? this.#dial(id) : ''
      }</fieldset>`;
  }

  #dial(id) {
    const url = query(`url.${id}`);
    return html`<chit-dial-target data-agent=${id} .key=${id} .name=${label(id)} .url=${url}
      .missing=${this.tried && !url} @url=${({ detail }) => setQuery({ [`url.${id}`]: detail })}></chit-dial-target>`;
  }
}
customElements.define('chit-seat-setup', ChitSeatSetup);
