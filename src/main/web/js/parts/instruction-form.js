// @ts-check
// A person beside an agent that this server runs: instructs it, or takes it over.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { said } from '../api.js';
import { icon } from '../icons.js';
import { rpc } from '../rpc.js';
import { keepText, typedText } from '../unsent-text.js';
import { agentChooser } from './agent-chooser.js';
import { mark } from './marks.js';

const SAID = {
  written: 'It has your instruction and goes by it from its next step on.',
  waiting: 'It reads your instruction when its next turn begins.',
};

/** `<chit-instruct .conversation .roster .agent>`; fires `done` to be closed. */
class ChitInstruct extends ChitElement {
  static properties = {
    conversation: { attribute: false },
    roster: { attribute: false },
    agent: { attribute: false },
    busy: { state: true },
    fault: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.conversation;
    /** @type {any} */
    this.roster;
    /** @type {any} */
    this.agent;
    this.fault = this.said = '';
  }

  get #key() {
    return `instruct ${this.agent.id}`;
  }

  get #area() {
    return /** @type {HTMLTextAreaElement | null} */ (this.querySelector('#instruction'));
  }

  async focusField() {
    await this.updateComplete;
    this.#area?.focus();
  }

  // The text is the field's own, so that drawing never disturbs typing; it is only filled for another agent.
  updated() {
    if (this.#key === this.keptFor || !this.#area) return;
    this.keptFor = this.#key;
    this.#area.value = typedText(this.conversation, this.#key);
    this.fault = this.said = '';
  }

  #typed(text) {
    this.fault = this.said = '';
    keepText(this.conversation, this.#key, text);
  }

  async #call(method, params) {
    this.busy = true;
    this.fault = this.said = '';
    try {
      return await rpc.call(`lifecycle.${method}`, {
        conversationId: this.conversation.number,
        ...params,
      });
    } catch (fault) {
      this.fault = said(fault);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  async #instruct(event) {
    event?.preventDefault();
    const area = /** @type {HTMLTextAreaElement} */ (this.#area);
    if (this.busy || !area.value.trim()) return;
    const answer = await this.#call('instruct', { agentId: this.agent.id, text: area.value.trim() });
    if (answer) {
      area.value = '';
      this.#typed('');
      this.said = SAID[answer.state] ?? SAID.written;
    }
    area.focus();
  }

  async #takeOver() {
    if (await this.#call('takeOver', { agentId: this.agent.id })) await this.conversation.refreshAgents();
  }

  view() {
    const { agent, busy } = this;
    const who = this.roster.who(agent.id);
    return html`<form class="composer" aria-label="Instruct an agent" @submit=${this.#instruct}>
      <div class="hint" data-a=${agent.place}>${mark(who, 'sm')}<span><b class="who"><bdi>${who.name}</bdi></b> runs on
        this server. Only it reads what you write here.</span><button class="btn sm push" type="button"
          ?disabled=${busy} @click=${this.#takeOver}>${icon('keyboard')}Take over</button></div>
      <div class="hint ${this.fault || this.said ? '' : 'vh'}" role="status">${
        this.fault ? html`<span class="err">${icon('alert')}<span>${this.fault}</span></span>` : this.said
      }</div>
      <label class="vh" for="instruction">Instruction</label>
      <textarea id="instruction" rows="1" placeholder="Tell ${who.name} what to do…" dir="auto"
        @input=${(e) => this.#typed(e.target.value)}
        @keydown=${(e) => e.key === 'Enter' && (e.ctrlKey || e.metaKey) && this.#instruct(e)}></textarea>
      <div class="foot">${agentChooser(this.roster, agent)}<span class="push row tight"><button class="btn ghost sm"
        type="button" @click=${() => this.dispatchEvent(new CustomEvent('done', { bubbles: true }))}>Close</button>
        <button class="btn primary sm" type="submit" ?disabled=${busy}
          title="Instruct (Ctrl+Enter)">${icon('send')}Instruct</button></span></div></form>`;
  }
}
customElements.define('chit-instruct', ChitInstruct);
