// @ts-check
// Run a scenario: both sides on the server, one side an external agent, or one side by hand. The choices are in the
// address.
import '../shared-bundle.js';
import { html } from 'lit';
import { retryWhenReachable } from '../retry.js';
import { ChitElement, redrawnBy } from '../element.js';
import { api, segment } from '../api.js';
import { initial, label } from '../format.js';
import { icon } from '../icons.js';
import { agentSettings } from '../parts/agent-settings.js';
import { loading, mark } from '../parts/marks.js';
import { notStarted } from '../parts/not-started.js';
import { protocolOf, protocolPicker } from '../parts/protocol.js';
import { noScenario } from '../parts/no-scenario.js';
import { navigate, query, setQuery } from '../router.js';
import { template } from '../model/invitation.js';
import { mannerConfig } from '../model/manners.js';
import { serversConfig } from '../model/mcp-servers.js';
import { rpc } from '../rpc.js';
import { setTitle } from '../title.js';
import '../parts/endpoint.js';
import '../parts/runs.js';
import '../parts/seat-setup.js';

const WAYS = /** @type {const} */ ([
  ['simulate', 'server', 'Simulate', 'All sides play on this server. Start it and watch.'],
  ['connect', 'plug', 'My agent connects here', 'You get an address; your agent plays one role.'],
  ['outside', 'link', 'Two agents from outside', 'Each gets a link; you host and watch.'],
  ['hand', 'keyboard', 'By hand', 'You type for one role, the server plays the others.'],
]);

class ChitRun extends ChitElement {
  static properties = {
    scenarioId: {},
    item: { state: true },
    fault: { state: true },
    providers: { state: true },
    busy: { state: true },
    refused: { state: true },
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
    redrawnBy(this, window, 'chit-query');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // What still waits for the connection must not start later, unseen.
    this.starting?.abort();
  }

  willUpdate(changed) {
    if (changed.has('scenarioId')) this.#load();
  }

  async #load() {
    this.item = this.fault = undefined;
    setTitle('Run');
    // Without the list of models the server's default still plays.
    const providers = api('/llm/providers').catch(() => []);
    try {
      const item = await api(`/scenarios/${segment(this.scenarioId)}`);
      // Together: the warning that there is no model would push the form down.
      this.providers = await providers;
      this.item = item;
      setTitle(`Run ${this.item.config?.metadata?.title || this.item.name}`);
    } catch (fault) {
      this.fault = fault;
    }
  }

  get #agents() {
    return Array.isArray(this.item?.config?.agents) ? this.item.config.agents : [];
  }

  get #models() {
    return (this.providers ?? []).filter(
      (provider) => provider.available && !['browserside', 'mock'].includes(provider.name),
    );
  }

  get #starter() {
    const ids = this.#agents.map((agent) => agent.agentId);
    const chosen = query('starts');
    return ids.includes(chosen)
      ? chosen
      : (this.#agents.find((agent) => agent.messageToUseWhenInitiatingConversation)?.agentId ?? ids[0]);
  }

  get #mine() {
    const ids = this.#agents.map((agent) => agent.agentId);
    return ids.includes(query('role')) ? query('role') : ids[0];
  }

  // Whether the address brings settings that are folded otherwise.
  get #chosen() {
    return /[?&](extra|model|approve|manner|mcp)\./.test(location.search) || query('title') !== '';
  }

  get #way() {
    return WAYS.some(([value]) => value === query('way')) ? query('way') : 'simulate';
  }

  /** The agents as the Meta names them; who is played from outside thinks with no model of this server. */
  #cast(mine) {
    return this.#agents.map(({ agentId }) => {
      const model = agentId === mine ? '' : query(`model.${agentId}`);
      const extra = agentId === mine ? '' : query(`extra.${agentId}`).trim();
      const config = {
        ...(model ? { model } : {}),
        ...(extra ? { systemPromptExtra: extra } : {}),
        ...(agentId !== mine && query(`approve.${agentId}`) ? { approve: true } : {}),
        ...(agentId === mine ? {} : mannerConfig(query(`manner.${agentId}`), query(`delay.${agentId}`))),
        ...(agentId === mine ? {} : serversConfig(query(`mcp.${agentId}`))),
      };
      return { id: agentId, ...(Object.keys(config).length ? { config } : {}) };
    });
  }

  /** @param {Event} [event] */
  async #start(event = undefined) {
    event?.preventDefault();
    if (this.busy || ['connect', 'outside'].includes(this.#way)) return;
    this.starting = new AbortController();
    this.busy = true;
    this.refused = undefined;
    const mine = this.#way === 'hand' ? this.#mine : '';
    try {
      const agents = this.#cast(mine).map((agent) => ({ ...agent, agentClass: 'scenario' }));
      const title = query('title').trim() || this.item.config.metadata.title;
      const meta = {
        title,
        scenarioId: this.item.id,
        agents,
        startingAgentId: this.#starter,
        // For "Run again": nothing else records who was played by hand.
        ...(mine ? { custom: { run: { way: 'hand', role: mine } } } : {}),
      };
      const { conversationId } = await rpc.call('createConversation', { meta }, this.starting.signal);
      const agentIds = agents.map((agent) => agent.id).filter((id) => id !== mine);
      const failed = await rpc.call('lifecycle.ensure', { conversationId, agentIds }).then(
        () => undefined,
        (fault) => fault,
      );
      if (failed)
        throw Object.assign(new Error(`${failed.message} Conversation ${conversationId} exists and waits.`), {
          code: failed.code,
          uncertain: true,
        });
      navigate(`/conversations/${conversationId}${mine ? `?as=${segment(mine)}` : ''}`);
    } catch (fault) {
      this.refused = fault;
    }
    this.busy = false;
  }

  view() {
    if (this.fault) return noScenario(this.fault, this.scenarioId, () => this.#load());
    if (!this.item) return html`<h1 class="vh">Run a scenario</h1>${loading('the scenario')}`;
    const way = this.#way;
    return html`<div class="pagehead pair-head"><div class="stack s1"><a class="small clamp2"
      href="/scenarios/${segment(this.item.id)}"><bdi>${
        this.item.config?.metadata?.title || this.item.name
      }</bdi></a><h1>Run this scenario</h1></div>
      <a class="btn nowrap" href="/scenarios/${segment(this.item.id)}/many">${icon('many')}Run many</a></div>
      <form class="stack runform" @submit=${this.#start} aria-label="How to run it">
        <div class="ways" role="radiogroup" aria-label="Way to run">${WAYS.map(
          ([value, sign, name, words]) =>
            html`<label class="way"><input type="radio" name="way" .checked=${way === value}
              @change=${() =>
                setQuery({
                  way: value === 'simulate' ? null : value,
                })}>${icon(sign)}<strong>${name}</strong><span>${words}</span></label>`,
        )}</div>
        ${
          this.#agents.length === 0
            ? html`<div
  class="banner bad">${icon('alert')}<div><strong>This scenario has no agents.</strong><p>Give it at least one before
    you run it.</p></div></div>`
            : way === 'connect'
              ? this.#connect()
              : way === 'outside'
                ? this.#outside()
                : this.#here(way)
        }
      </form>`;
  }

  #here(way) {
    const mine = way === 'hand' ? this.#mine : '';
    return this.#besideRuns(html`<div class="runhere stack s6">
      ${this.#warning(mine)}
      ${mine ? this.#roles('The role you play', 'role', mine) : ''}
      ${this.#roles('Who speaks first', 'starts', this.#starter)}
      ${this.#settings(mine)}
      <div class="row"><button class="btn primary big" type="submit"
        ?disabled=${this.busy}>${icon('play')}${
          this.busy ? 'Starting…' : mine ? 'Start and speak' : 'Start and watch'
        }</button>
        <span class="small dim">All choices are in the address of this page; share it as a link.</span></div>
      ${
        this.refused
          ? notStarted(
              this.refused,
              () => this.#start(),
              () => (this.refused = undefined),
            )
          : ''
      }</div>`);
  }

  /** With what came of it before, where there is room for it beside. */
  #besideRuns(content) {
    return html`<div class="withruns">${content}<chit-runs .scenarioId=${this.item.id}></chit-runs></div>`;
  }

  #outside() {
    return this.#besideRuns(html`<div class="runhere stack s6">
      ${this.#roles('Who speaks first', 'starts', this.#starter)}
      <chit-seat-setup .item=${this.item} .agents=${this.#cast('')} .starter=${this.#starter}
        .models=${this.#models}></chit-seat-setup></div>`);
  }

  #connect() {
    const mine = this.#mine;
    const meta = template({
      scenarioId: this.item.id,
      role: mine,
      title: query('title').trim(),
      agents: this.#cast(mine),
    });
    const opening = this.#agents.find((agent) => agent.agentId === mine)?.messageToUseWhenInitiatingConversation;
    return html`<div class="runlay"><div class="stack"><chit-endpoint class="stack" .meta=${meta}
        .protocol=${protocolOf()}
        .opening=${
          typeof opening === 'string' && opening.trim() ? opening : 'Hello, may I ask you something?'
        }></chit-endpoint></div>
      <div class="stack choices">
        <div class="panel"><div class="body stack">
          ${this.#roles('The role your agent plays', 'role', mine)}
          ${protocolPicker()}
          ${this.#warning(mine)}
          ${this.#settings(mine)}
        </div></div>
        <p class="small dim">All of this is in the address of this page; share it as a link.</p></div></div>`;
  }

  #settings(mine) {
    const others = this.#agents.filter(({ agentId }) => agentId !== mine);
    const settings = others.map(({ agentId }) => agentSettings(agentId, this.#models));
    return html`<details class="fold" ?open=${this.#chosen}><summary>Models, manners, instructions, tools,
      title</summary><div class="stack">${settings}${this.#title()}</div></details>`;
  }

  #title() {
    return html`<div class="field"><label for="run-title">Title of the conversation</label><input class="in"
      id="run-title" .value=${query('title')} placeholder=${this.item.config?.metadata?.title ?? ''}
        @input=${(e) => setQuery({ title: e.target.value })}></div>`;
  }

  #warning(mine) {
    if (this.providers === undefined || this.#models.length) return '';
    return html`<div class="banner">${icon('alert')}<div><strong>Only the rehearsal model is set up.</strong>
      <p>${
        mine ? 'The other side answers' : 'Both sides answer'
      } by fixed rules, with no key and no cost: decisions follow the
  evidence, in plain words. Whoever runs this server can add a real model. <a
    href="/status">Providers</a></p></div></div>`;
  }

  #roles(words, key, chosen) {
    return html`<fieldset class="field"><legend class="lab">${words}</legend><div class="picks">${this.#agents.map(
      (agent, i) =>
        html`<label class="pick"><input type="radio" name=${key} .checked=${agent.agentId === chosen}
          @change=${() => setQuery({ [key]: agent.agentId })}>${mark({
            place: (i % 6) + 1,
            initial: initial(label(agent.agentId)),
          })}
        <span><strong><bdi>${label(agent.agentId)}</bdi></strong><br><span
          class="small mid"><bdi>${agent.principal?.name ?? ''}</bdi></span></span></label>`,
    )}</div></fieldset>`;
  }
}
customElements.define('chit-run', ChitRun);
