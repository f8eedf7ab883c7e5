// @ts-check
// What a person who plays a role by hand has to know: brief, goals, knowledge, the opening, and the role's tools as
// forms.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { label } from '../format.js';
import { icon } from '../icons.js';
import { rpc } from '../rpc.js';
import { coloured } from './json.js';
import { argumentsOf, fieldsOf, schemaField } from './schema-form.js';
import './text.js';

/** Fires `words` (detail: a text for the message) and `ending` (detail: {status}) when a tool ends the conversation. */
class ChitRoleCard extends ChitElement {
  static properties = {
    role: { attribute: false },
    conversation: { attribute: false },
    opened: { type: Boolean },
    tool: { state: true },
    call: { state: true },
    fault: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {any} the role as the scenario has it */
    this.role;
    /** @type {any} */
    this.conversation;
    /** Unfolded from the start. */
    this.opened = false;
    this.fault = this.said = '';
    /** @type {any} the tool whose form is open */
    this.tool;
    /** @type {any} a call that waits for its result */
    this.call;
  }

  willUpdate(changed) {
    if (changed.has('role') && changed.get('role')?.agentId !== this.role?.agentId) this.tool = this.call = undefined;
  }

  // Unfolded once and folded with the first message sent; for the rest a person decides.
  updated() {
    const details = this.querySelector('details');
    if (this.shown || !details) return;
    this.shown = true;
    details.open = this.opened;
  }

  /** The answer is what a person looks for now, and the card would lie over it. */
  fold() {
    const details = this.querySelector('details');
    if (details) details.open = false;
  }

  async #trace(tracePayload) {
    this.fault = '';
    try {
      await rpc.call('sendTrace', {
        conversationId: this.conversation.number,
        agentId: this.role.agentId,
        tracePayload,
      });
      return true;
    } catch (/** @type {any} */ fault) {
      this.fault = fault.message;
      return false;
    }
  }

  async #use(event, tool) {
    event.preventDefault();
    const args = argumentsOf(event.target, tool.inputSchema);
    const toolCallId = `hand-${Date.now().toString(36)}`;
    if (!(await this.#trace({ type: 'tool_call', name: tool.toolName, args, toolCallId }))) return;
    if (tool.endsConversation) {
      await this.#trace({
        type: 'tool_result',
        toolCallId,
        result: { status: tool.conversationEndStatus ?? 'neutral' },
      });
      this.tool = undefined;
      this.said = `Noted: ${label(tool.toolName)}. Your next message ends the conversation; say it in words.`;
      this.dispatchEvent(new CustomEvent('ending', { detail: { status: tool.conversationEndStatus ?? 'neutral' } }));
      return;
    }
    this.call = { tool, toolCallId };
  }

  async #result(event) {
    event.preventDefault();
    const { toolCallId } = this.call;
    const result = String(new FormData(event.target).get('result') ?? '');
    if (!(await this.#trace({ type: 'tool_result', toolCallId, result }))) return;
    this.call = this.tool = undefined;
    this.said = 'Kept with this turn, as a note that the other side does not see.';
  }

  view() {
    const { role } = this;
    if (!role) return '';
    const goals = Array.isArray(role.goals) ? role.goals : [];
    const opening = role.messageToUseWhenInitiatingConversation;
    const fresh = !this.conversation.log.turns.length;
    const tools = Array.isArray(role.tools) ? role.tools : [];
    return html`<details class="rolecard"><summary>${icon('chevron', 'chev')}<b>Your role:
        <bdi>${label(role.agentId)}</bdi></b>${
          role.principal?.name ? html` <span class="mid">for <bdi>${role.principal.name}</bdi></span>` : ''
        }</summary>
      <div class="stack s3">
        ${
          fresh && typeof opening === 'string' && opening.trim()
            ? html`<div><button class="btn" type="button"
                @click=${() => this.dispatchEvent(new CustomEvent('words', { detail: opening }))}>${icon('pen')}Use the
                suggested opening</button></div>`
            : ''
        }
        ${
          role.situation
            ? html`<div><h3 class="label">Situation</h3><chit-text .text=${role.situation}></chit-text></div>`
            : ''
        }
        ${
          goals.length
            ? html`<div><h3
  class="label">Goals</h3><ul>${goals.map((goal) => html`<li dir="auto">${goal}</li>`)}</ul></div>`
            : ''
        }
        ${
          role.systemPrompt
            ? html`<details class="fold"><summary>Brief</summary><chit-text
  .text=${role.systemPrompt}></chit-text></details>`
            : ''
        }
        ${
          role.knowledgeBase && Object.keys(role.knowledgeBase).length
            ? html`<details class="fold"><summary>What only you know</summary><pre class="code"
                tabindex="0">${coloured(JSON.stringify(role.knowledgeBase, null, 2))}</pre></details>`
            : ''
        }
        ${
          tools.length
            ? html`<div><h3 class="label">Tools</h3><div class="row">${tools.map(
                (tool) => html`<button class="btn sm" type="button" title=${tool.description ?? ''}
                  aria-expanded=${this.tool === tool ? 'true' : 'false'} @click=${() => {
                    this.tool = this.tool === tool ? undefined : tool;
                    this.call = undefined;
                    this.said = '';
                  }}>${icon('tool')}<bdi>${label(tool.toolName)}</bdi></button>`,
              )}</div></div>`
            : ''
        }
        ${this.call ? this.#resultForm() : this.tool ? this.#toolForm(this.tool) : ''}
        ${this.fault ? html`<p class="err" role="alert">${icon('alert')}<span>Not done. ${this.fault}</span></p>` : ''}
        ${this.said ? html`<p class="mid" role="status">${this.said}</p>` : ''}
      </div></details>`;
  }

  #toolForm(tool) {
    const fields = fieldsOf(tool.inputSchema);
    return html`<form class="panel" @submit=${(event) => this.#use(event, tool)}><div class="body stack s3">
      ${tool.description ? html`<p class="mid" dir="auto">${tool.description}</p>` : ''}
      ${fields.map((field) => schemaField(field))}
      <div><button class="btn primary sm"
        type="submit">${tool.endsConversation ? 'Decide this' : 'Call it'}</button></div>
    </div></form>`;
  }

  #resultForm() {
    const { tool } = this.call;
    return html`<form class="panel" @submit=${this.#result}><div class="body stack s3">
      <div class="field"><label for="tool-result">What ${label(tool.toolName)} brings</label>
        <textarea class="in" id="tool-result" name="result" rows="3" dir="auto"></textarea>
        <p class="help">You decide it from what your role knows.${
          tool.synthesisGuidance ? html` <bdi>${tool.synthesisGuidance}</bdi>` : ''
        }</p></div>
      <div><button class="btn primary sm" type="submit">Keep the result</button></div></div></form>`;
  }
}

customElements.define('chit-role-card', ChitRoleCard);
