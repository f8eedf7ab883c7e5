// @ts-check
// Read a scenario: what it is about, who takes part, what each side knows and can do.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api, segment } from '../api.js';
import { count, initial, label } from '../format.js';
import { icon } from '../icons.js';
import { locks } from '../locks.js';
import { coloured } from '../parts/json.js';
import { loading, mark } from '../parts/marks.js';
import { noScenario } from '../parts/no-scenario.js';
import { badge } from '../parts/scenario-card.js';
import { navigate } from '../router.js';
import { setTitle } from '../title.js';
import { dayOf } from '../time.js';
import '../parts/lock-banner.js';
import '../parts/text.js';

class ChitScenario extends ChitElement {
  static properties = { scenarioId: {}, item: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.redraw = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    locks.addEventListener('change', this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    locks.removeEventListener('change', this.redraw);
  }

  willUpdate(changed) {
    if (changed.has('scenarioId')) this.#load();
  }

  async #load() {
    this.item = this.fault = undefined;
    setTitle(this.scenarioId);
    try {
      this.item = await api(`/scenarios/${segment(this.scenarioId)}`);
      setTitle(this.item.config?.metadata?.title || this.item.name);
    } catch (fault) {
      this.fault = fault;
    }
  }

  view() {
    if (this.fault) return noScenario(this.fault, this.scenarioId, () => this.#load());
    if (!this.item) return html`<h1 class="vh">Scenario</h1>${loading('the scenario', 5)}`;
    const { item } = this;
    const { metadata = {}, agents = [] } = item.config ?? {};
    return html`<chit-lock-banner .scenario=${item}></chit-lock-banner>
      <div class="pagehead"><div class="stack s1"><h1><bdi>${metadata.title || item.name}</bdi></h1>
        <div class="row">${badge(item)}<code class="dim">${item.id}</code><span class="small dim" title=${item.modifiedAt}>edited ${dayOf(item.modifiedAt)}</span></div></div>
        <span class="row push"><a class="btn quiet" href="/conversations?scenario=${segment(item.id)}">Its conversations</a><a class="btn primary" href="/scenarios/${segment(item.id)}/run">${icon('play')}Run</a><chit-scenario-menu .scenario=${item} .ask=${() => this.querySelector('chit-lock-banner').open()} @removed=${() => navigate('/')}></chit-scenario-menu></span></div>
      <div class="reading stack s6">
        ${metadata.description ? html`<chit-text .text=${metadata.description}></chit-text>` : ''}
        ${section('Background', metadata.background)}
        ${list('Challenges', metadata.challenges)}
        ${(Array.isArray(agents) ? agents : []).map((agent, i) => this.#agent(agent, i))}
      </div>`;
  }

  #agent(agent, i) {
    const tools = Array.isArray(agent?.tools) ? agent.tools : [];
    return html`<section class="panel" data-a=${(i % 6) + 1}><header>${mark({ place: (i % 6) + 1, initial: initial(label(agent?.agentId)) })}<h2 class="who"><bdi>${label(agent?.agentId)}</bdi></h2><code class="dim">${agent?.agentId}</code></header>
      <div class="body stack">
        <p><b><bdi>${agent?.principal?.name}</bdi></b> <span class="dim">${agent?.principal?.type ?? ''}</span></p>
        ${agent?.principal?.description ? html`<chit-text .text=${agent.principal.description}></chit-text>` : ''}
        ${section('Situation', agent?.situation, 'h3')}
        ${list('Goals', agent?.goals, 'h3')}
        ${agent?.messageToUseWhenInitiatingConversation ? section('Opens with', agent.messageToUseWhenInitiatingConversation, 'h3') : ''}
        ${agent?.systemPrompt ? html`<details class="fold"><summary>Instructions</summary><chit-text .text=${agent.systemPrompt}></chit-text></details>` : ''}
        ${tools.length ? html`<details class="fold" ?open=${tools.length < 8}><summary>${count(tools.length, 'tool')}</summary><ul class="tools-list">${tools.map((tool) => html`<li><code>${tool?.toolName}</code> ${tool?.endsConversation ? html`<span class="tag">ends the talk: ${tool.conversationEndStatus ?? 'neutral'}</span>` : ''}<br><span class="mid" dir="auto">${tool?.description ?? ''}</span></li>`)}</ul></details>` : ''}
        ${agent?.knowledgeBase && Object.keys(agent.knowledgeBase).length ? html`<details class="fold"><summary>What it alone knows</summary><pre class="code" tabindex="0" role="region" aria-label="Knowledge of ${label(agent.agentId)}">${coloured(JSON.stringify(agent.knowledgeBase, null, 2))}</pre></details>` : ''}
      </div></section>`;
  }
}

const heading = (level, words) => (level === 'h3' ? html`<h3>${words}</h3>` : html`<h2>${words}</h2>`);
const section = (words, text, level = 'h2') => (text ? html`<section class="stack s2">${heading(level, words)}<chit-text .text=${text}></chit-text></section>` : '');
const list = (words, items, level = 'h2') =>
  Array.isArray(items) && items.length ? html`<section class="stack s2">${heading(level, words)}<ul class="plainlist prose">${items.map((item) => html`<li dir="auto">${typeof item === 'string' ? item : JSON.stringify(item)}</li>`)}</ul></section>` : '';

customElements.define('chit-scenario', ChitScenario);
