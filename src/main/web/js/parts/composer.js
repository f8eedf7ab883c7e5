// @ts-check
// Speak as an agent by hand: text, files, what the message closes. What was typed stays until the server has it.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { count, size } from '../format.js';
import { icon } from '../icons.js';
import { expected } from '../model/log.js';
import { setQuery } from '../router.js';
import { rpc } from '../rpc.js';
import { mark } from './marks.js';

const MOST_BYTES = 10_000_000;
const TEXTUAL = /^(text\/|application\/(json|xml|yaml|.*\+(json|xml))$)/;

class ChitComposer extends ChitElement {
  static properties = {
    conversation: { attribute: false },
    roster: { attribute: false },
    metadata: { attribute: false },
    as: {},
    drawn: {},
    files: { state: true },
    fault: { state: true },
    busy: { state: true },
    finality: { state: true },
    outcome: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.roster;
    /** @type {any} */
    this.as;
    /** @type {any} */
    this.conversation;
    /** @type {any} */
    this.metadata;
    this.files = [];
    this.fault = '';
    this.finality = 'turn';
    this.outcome = 'success';
    this.requestId = '';
  }

  get #agent() {
    return this.roster.byId.get(this.as) ?? this.roster.agents[0];
  }

  async #attach(event) {
    for (const file of event.target.files) {
      if (this.#weight() + file.size > MOST_BYTES) {
        this.fault = `“${file.name}” is too large: all attachments of a message together may have ${size(MOST_BYTES)}.`;
        break;
      }
      const contentType =
        file.type || (/\.(md|markdown)$/i.test(file.name) ? 'text/markdown' : 'application/octet-stream');
      this.files = [
        ...this.files,
        { name: file.name, contentType, size: file.size, ...(await contentOf(file, contentType)) },
      ];
    }
    event.target.value = '';
  }

  #weight() {
    return this.files.reduce((sum, file) => sum + file.size, 0);
  }

  async #send(event) {
    event?.preventDefault();
    const area = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    if (this.busy || (!area.value.trim() && !this.files.length)) return;
    this.busy = true;
    this.fault = '';
    // The same id until it is known to be stored: sending again after a lost connection cannot double the message.
    this.requestId ||= `page-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
    try {
      await rpc.call('sendMessage', {
        conversationId: this.conversation.number,
        agentId: this.#agent.id,
        finality: this.finality,
        messagePayload: {
          text: area.value,
          clientRequestId: this.requestId,
          ...(this.files.length ? { attachments: this.files.map(({ size: _, ...file }) => file) } : {}),
          ...(this.finality === 'conversation' ? { outcome: { status: this.outcome } } : {}),
        },
      });
      area.value = '';
      this.files = [];
      this.requestId = '';
      this.finality = 'turn';
      this.dispatchEvent(new CustomEvent('spoke'));
    } catch (fault) {
      this.fault = fault.message;
      // A refused message was not stored: a corrected one is a new one.
      if (fault.code) this.requestId = '';
    }
    this.busy = false;
    await this.updateComplete;
    area.focus();
  }

  async #takeOver() {
    this.busy = true;
    try {
      await rpc.call('lifecycle.stop', { conversationId: this.conversation.number, agentIds: [this.#agent.id] });
      await this.conversation.refreshAgents();
    } catch (fault) {
      this.fault = fault.message;
    }
    this.busy = false;
  }

  view() {
    const agent = this.#agent;
    if (!agent) return '';
    const who = this.roster.who(agent.id);
    const next = expected(this.conversation.log, this.metadata, this.conversation.guidance);
    const others = next && next.agentId !== agent.id ? this.roster.who(next.agentId) : null;
    const here = this.conversation.ensured.has(agent.id);
    return html`<form class="composer" aria-label="Speak as an agent" @submit=${this.#send}>
      ${
        here
          ? html`<div class="hint" data-a=${agent.place}>${mark(who, 'sm')}<span><b
            class="who">${who.name}</b> runs on this server. Stop it before you speak for it.</span>
        <button class="btn sm push" type="button" ?disabled=${this.busy}
          @click=${this.#takeOver}>${icon('stop')}Stop and take over</button></div>`
          : others
            ? html`<div
              class="hint"><span>It is <b>${others.name}</b>’s turn. A message from ${who.name} now may be
                refused.</span></div>`
            : ''
      }
      ${
        this.fault
          ? html`<div class="hint" role="alert"><span
  class="err">${icon('alert')}<span>Not sent. ${this.fault}</span></span></div>`
          : ''
      }
      <label class="vh" for="say">Message</label>
      <textarea id="say" rows="1" placeholder="Say something as ${who.name}…" dir="auto"
        @keydown=${(e) => e.key === 'Enter' && (e.ctrlKey || e.metaKey) && this.#send(e)}></textarea>
      ${
        this.files.length
          ? html`<div class="atts">${this.files.map(
              (file) => html`<span class="tag">${icon('attach')}<bdi>${file.name}</bdi> ${size(file.size)}
        <button class="btn ghost icon sm" type="button" aria-label="Remove ${file.name}"
          @click=${() => (this.files = this.files.filter((each) => each !== file))}>${icon('close')}</button></span>`,
            )}</div>`
          : ''
      }
      <div class="foot"><span data-a=${agent.place} class="row tight">${mark(who, 'sm')}
          <select aria-label="Speak as" @change=${(e) => setQuery({ as: e.target.value })}>${this.roster.agents.map(
            (each) => html`<option value=${each.id}
  ?selected=${each.id === agent.id}>${each.name}</option>`,
          )}</select></span>
        <select aria-label="What the message closes" .value=${this.finality}
          @change=${(e) => (this.finality = e.target.value)}>
          <option value="turn">ends the turn</option><option value="none">keeps the turn open</option><option
            value="conversation">ends the talk</option></select>
        ${
          this.finality === 'conversation'
            ? html`<select aria-label="Outcome" .value=${this.outcome}
  @change=${(e) => (this.outcome = e.target.value)}><option value="success">success</option><option
    value="failure">failure</option><option value="neutral">neutral</option></select>`
            : ''
        }
        <span class="push row tight"><label class="btn ghost icon sm attach"
          title="Attach files">${icon('attach')}<input class="vh" type="file" multiple aria-label="Attach files"
            @change=${this.#attach}></label>
          <button class="btn ghost sm" type="button"
            @click=${() => this.dispatchEvent(new CustomEvent('done'))}>Close</button>
          <button class="btn primary sm" type="submit" ?disabled=${this.busy || here}
            title="Send (Ctrl+Enter)">${icon('send')}<span>${
              this.busy ? 'Sending…' : this.files.length ? `Send with ${count(this.files.length, 'file')}` : 'Send'
            }</span></button></span></div></form>`;
  }
}

async function contentOf(file, contentType) {
  if (TEXTUAL.test(contentType)) return { content: await file.text() };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return { content: btoa(binary), encoding: 'base64' };
}
customElements.define('chit-composer', ChitComposer);
