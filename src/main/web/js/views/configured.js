// @ts-check
// A template of a conversation, shared as a link: its content, how to start it, its conversations.
import '../shared-bundle.js';
import { html } from 'lit';
import { retryWhenReachable } from '../retry.js';
import { ChitElement, redrawnBy } from '../element.js';
import { api, said, segment } from '../api.js';
import { icon } from '../icons.js';
import { cast, rules, runChoices } from '../model/template.js';
import { loading, notice } from '../parts/marks.js';
import { notStarted } from '../parts/not-started.js';
import { protocolOf, protocolPicker } from '../parts/protocol.js';
import { navigate } from '../router.js';
import { rpc } from '../rpc.js';
import { titleOf } from '../scenarios.js';
import { setTitle } from '../title.js';
import '../parts/endpoint.js';
import '../parts/text.js';

const OPENING = 'Hello, may I ask you something?';

class ChitConfigured extends ChitElement {
  static properties = {
    config64: {},
    told: { state: true },
    scenario: { state: true },
    fault: { state: true },
    busy: { state: true },
    refused: { state: true },
  };

  constructor() {
    super();
    retryWhenReachable(
      this,
      () => this.fault,
      () => this.#load(this.config64),
    );
    this.config64 = '';
    redrawnBy(this, window, 'chit-query');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // What still waits for the connection must not start later, unseen.
    this.starting?.abort();
  }

  willUpdate(changed) {
    if (changed.has('config64')) this.#load(this.config64);
  }

  async #load(config64) {
    this.told = this.scenario = this.fault = this.refused = undefined;
    setTitle('Prepared conversation');
    try {
      const told = await api(`/bridge/${config64}/mcp/diag`, { exact: true });
      if (config64 !== this.config64) return;
      this.told = told;
    } catch (fault) {
      if (config64 === this.config64) this.fault = fault;
      return;
    }
    const { scenarioId } = this.told.meta;
    // Without the scenario its id is shown; what is wrong with it stands among the server's warnings.
    if (scenarioId) this.scenario = await api(`/scenarios/${segment(scenarioId)}`).catch(() => undefined);
    setTitle(this.#title);
  }

  get #title() {
    return this.told.meta.title || (this.scenario ? titleOf(this.scenario) : 'Prepared conversation');
  }

  async #start() {
    const { meta } = this.told;
    this.starting = new AbortController();
    this.busy = true;
    this.refused = undefined;
    try {
      const { conversationId } = await rpc.call(
        'createConversation',
        { meta: { ...meta, startingAgentId: this.told.externalAgent } },
        this.starting.signal,
      );
      await rpc.call('lifecycle.ensure', { conversationId });
      navigate(`/conversations/${conversationId}`);
    } catch (/** @type {any} */ fault) {
      this.refused = fault;
    }
    this.busy = false;
  }

  view() {
    if (this.fault) return this.#unreadable();
    if (!this.told) return html`<h1 class="vh">Prepared conversation</h1>${loading('the prepared conversation')}`;
    const { meta } = this.told;
    return html`<div class="pagehead"><div class="stack s1"><span class="small dim">Prepared conversation</span><h1
        class="clamp2"><bdi>${this.#title}</bdi></h1></div></div>
      <div class="stack">
        ${meta.description ? html`<chit-text .text=${String(meta.description)}></chit-text>` : ''}
        ${this.#says(meta)}
        <div class="row">${protocolPicker()}</div>
        <chit-endpoint class="stack" .meta=${meta} .given=${this.config64} .protocol=${protocolOf()}
          .opening=${this.#opening}></chit-endpoint></div>`;
  }

  #unreadable() {
    const { fault } = /** @type {{fault: any}} */ (this);
    return html`<h1 class="vh">Prepared conversation</h1>${notice(
      'alert',
      fault.status === 404 ? 'This link does not hold a conversation' : 'The link could not be looked into',
      html`${said(fault)} ${fault.status === 404 ? 'Part of it may have been lost on the way.' : ''}`,
      html`<button class="btn" type="button" @click=${() => this.#load(this.config64)}>Try again</button><a
        class="btn ghost" href="/">Scenarios</a>`,
    )}`;
  }

  get #opening() {
    const agents = this.scenario?.config?.agents;
    const mine = Array.isArray(agents) && agents.find(({ agentId }) => agentId === this.told.externalAgent);
    const opening = mine && mine.messageToUseWhenInitiatingConversation;
    return typeof opening === 'string' && opening.trim() ? opening : OPENING;
  }

  #says(meta) {
    const { warnings, externalAgent } = this.told;
    return html`<section class="panel" aria-labelledby="says"><header><h2 id="says">What it says</h2><a
        class="small push" href="/api/bridge/${this.config64}/mcp/diag" target="_blank" rel="noopener"
          >As the server reads it (diag)</a></header><div class="body stack s3">
        <p>${
          meta.scenarioId
            ? html`A conversation of the scenario <a
                href="/scenarios/${segment(meta.scenarioId)}"><bdi>${
                  this.scenario ? titleOf(this.scenario, 200) : meta.scenarioId
                }</bdi></a>.`
            : 'A conversation without a scenario.'
        } ${rules(meta).join(' ')}</p>
        <ul class="plainlist stack s2">${cast(meta, externalAgent).map(
          ({ id, name, words, extra }) =>
            html`<li><strong title=${id}><bdi>${name}</bdi></strong> ${words}.${
              extra ? html` Its extra instructions: <q><bdi>${extra}</bdi></q>` : ''
            }</li>`,
        )}</ul>
        ${warnings.map(
          (words) => html`<p class="err">${icon('alert')}<span>The server says: “<bdi>${words}</bdi>”</span></p>`,
        )}
        <details class="fold"><summary>Every setting, as JSON</summary><pre class="code" tabindex="0" role="group"
          aria-label="The template as JSON">${JSON.stringify(meta, null, 2)}</pre></details>
        <div class="row"><button class="btn primary" type="button" ?disabled=${this.busy} @click=${this.#start}>${icon(
          'play',
        )}${this.busy ? 'Starting…' : 'Let this server play all roles'}</button>${
          meta.scenarioId
            ? html`<a class="btn" href="/scenarios/${segment(meta.scenarioId)}/run?${runChoices(
                meta,
              )}">${icon('pen')}Change it first</a>`
            : ''
        }</div>${
          this.refused
            ? notStarted(
                this.refused,
                () => this.#start(),
                () => (this.refused = undefined),
              )
            : ''
        }</div></section>`;
  }
}
customElements.define('chit-configured', ChitConfigured);
