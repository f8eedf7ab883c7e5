// @ts-check
// Read a scenario: what it is about, who takes part, what each side knows and can do.
import './shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { count, initial, label } from '../format.js';
import { coloured } from '../parts/json.js';
import { mark } from '../parts/marks.js';
import '../parts/runs.js';
import '../parts/text.js';

const KINDS = { organization: 'Organisation', individual: 'Person' };
const kindOf = (principal) => KINDS[principal?.type] ?? principal?.type ?? '';
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @param {any} scenario */
function reading(scenario) {
  const metadata = isObject(scenario?.metadata) ? scenario.metadata : {};
  const agents = Array.isArray(scenario?.agents) ? scenario.agents : [];
  return html`<div class="reading stack s6">
    ${metadata.description ? html`<chit-text .text=${metadata.description}></chit-text>` : ''}
    ${section('Background', metadata.background)}
    ${list('Challenges', typeof metadata.challenges === 'string' ? [metadata.challenges] : metadata.challenges)}
    ${agents.map((agent, i) => role(agent, i))}
  </div>`;
}

function role(agent, i) {
  const tools = Array.isArray(agent?.tools) ? agent.tools : [];
  return html`<section class="panel" data-a=${(i % 6) + 1}><header>${mark({
    place: (i % 6) + 1,
    initial: initial(label(agent?.agentId)),
  })}<h2
  class="who"><bdi>${label(agent?.agentId)}</bdi></h2><code class="dim">${agent?.agentId}</code></header>
    <div class="body stack">
      <p><b><bdi>${agent?.principal?.name}</bdi></b> <span class="dim">${kindOf(agent?.principal)}</span></p>
      ${agent?.principal?.description ? html`<chit-text .text=${agent.principal.description}></chit-text>` : ''}
      ${section('Situation', agent?.situation, 'h3')}
      ${list('Goals', agent?.goals, 'h3')}
      ${
        agent?.messageToUseWhenInitiatingConversation
          ? section('Opens with', agent.messageToUseWhenInitiatingConversation, 'h3')
          : ''
      }
      ${
        agent?.systemPrompt
          ? html`<details class="fold"><summary>Instructions</summary><chit-text
  .text=${agent.systemPrompt}></chit-text></details>`
          : ''
      }
      ${
        tools.length
          ? html`<details class="fold" ?open=${tools.length < 8}><summary>${count(tools.length, 'tool')}</summary><ul
  class="tools-list">${tools.map(
    (tool) => html`<li><code>${tool?.toolName}</code> ${
      tool?.endsConversation
        ? html`<span
  class="tag">ends the talk: ${tool.conversationEndStatus ?? 'neutral'}</span>`
        : ''
    }<br><span class="mid"
    dir="auto">${tool?.description ?? ''}</span></li>`,
  )}</ul></details>`
          : ''
      }
      ${
        agent?.knowledgeBase && Object.keys(agent.knowledgeBase).length
          ? html`<details
  class="fold"><summary>What it alone knows</summary><pre class="code" tabindex="0" role="group"
    aria-label="Knowledge of ${label(agent.agentId)}">${coloured(
      JSON.stringify(agent.knowledgeBase, null, 2),
    )}</pre></details>`
          : ''
      }
    </div></section>`;
}

const heading = (level, words) => (level === 'h3' ? html`<h3>${words}</h3>` : html`<h2>${words}</h2>`);
const section = (words, text, level = 'h2') =>
  text ? html`<section class="stack s2">${heading(level, words)}<chit-text .text=${text}></chit-text></section>` : '';
const list = (words, items, level = 'h2') =>
  Array.isArray(items) && items.length
    ? html`<section class="stack s2">${heading(level, words)}<ul class="plainlist prose">${items.map(
        (item) => html`<li
  dir="auto">${typeof item === 'string' ? item : JSON.stringify(item)}</li>`,
      )}</ul></section>`
    : '';

class ChitReading extends ChitElement {
  static properties = { scenario: { attribute: false }, stored: {} };

  constructor() {
    super();
    /** @type {any} */
    this.scenario;
    /** Its id, once the server has it. */
    this.stored = '';
  }

  view() {
    return html`<div class="withruns">${reading(this.scenario)}${
      this.stored ? html`<chit-runs .scenarioId=${this.stored}></chit-runs>` : ''
    }</div>`;
  }
}
customElements.define('chit-reading', ChitReading);
