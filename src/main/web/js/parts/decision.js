// @ts-check
// An agent waits for the person beside it: to approve, change or reject what it is about to send, or to answer it.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { said } from '../api.js';
import { icon } from '../icons.js';
import { rpc } from '../rpc.js';
import { keepText, typedText } from '../unsent-text.js';
import { mark } from './marks.js';
import './clock.js';

const CLOSES = { turn: 'It ends the turn.', conversation: 'It ends the conversation.' };

/** `<chit-decision .conversation .roster .asked>`, asked: see `model/asked.js`. */
class ChitDecision extends ChitElement {
  static properties = {
    conversation: { attribute: false },
    roster: { attribute: false },
    asked: { attribute: false },
    busy: { state: true },
    fault: { state: true },
    text: { state: true },
    rejecting: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.conversation;
    /** @type {any} */
    this.roster;
    /** @type {import('../model/asked.js').Asked} */
    this.asked;
  }

  willUpdate() {
    if (this.asked.queryId === this.shown) return;
    this.shown = this.asked.queryId;
    this.text = typedText(this.conversation, this.shown) || this.#proposed;
    this.busy = this.rejecting = false;
    this.fault = '';
  }

  get #proposed() {
    return String(this.asked.draft?.text ?? '');
  }

  #typed(text) {
    this.text = text;
    this.fault = '';
    keepText(this.conversation, this.asked.queryId, text === this.#proposed ? '' : text);
  }

  async #decide(response) {
    const { agentId, queryId } = this.asked;
    this.busy = true;
    this.fault = '';
    try {
      // The first answer counts; the same one again, after a lost connection, changes nothing.
      await rpc.call('lifecycle.answer', { conversationId: this.conversation.number, agentId, queryId, response });
      keepText(this.conversation, queryId, '');
    } catch (fault) {
      this.fault = said(fault);
    }
    // What was decided leaves with the agent's next event.
    this.busy = false;
  }

  #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const { draft } = this.asked;
    const reason = String(new FormData(event.target).get('reason') ?? '').trim();
    if (this.rejecting) this.#decide({ reject: reason || 'Say something else.' });
    else if (!draft) this.#decide(this.text);
    else this.#decide(this.text === this.#proposed ? 'approve' : { text: this.text });
  }

  async #reject(on) {
    this.rejecting = on;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(on ? '#reject-reason' : '#decide-text'))?.focus();
  }

  view() {
    const { asked, busy } = this;
    const who = this.roster.who(asked.agentId);
    return html`<form class="composer decision" aria-labelledby="decide-title" @submit=${this.#submit}>
      <div class="hint" data-a=${who.place} role="status">${mark(who, 'sm')}<span id="decide-title"><b
        class="who"><bdi>${who.name}</bdi></b> ${
          asked.draft ? 'waits for your approval before it sends this.' : html`asks you: <bdi>${asked.question}</bdi>`
        }</span><chit-clock class="push" .since=${Date.parse(asked.ts)}></chit-clock></div>
      ${
        this.fault
          ? html`<div class="hint" role="alert"><span class="err">${icon('alert')}<span>Not decided.
  ${this.fault}</span></span></div>`
          : ''
      }
      ${this.rejecting ? this.#reason() : this.#words(who)}
      <div class="foot">${this.#about(asked)}<span class="push row tight">${
        this.rejecting
          ? html`<button class="btn ghost sm" type="button" @click=${() => this.#reject(false)}>Back</button><button
  class="btn danger sm" type="submit" ?disabled=${busy}>${icon('close')}Reject it</button>`
          : this.#acts(asked, busy)
      }</span></div></form>`;
  }

  #words(who) {
    const { draft } = this.asked;
    return html`<label class="vh" for="decide-text">${
      draft ? `The message of ${who.name}, which you may change` : 'Your answer'
    }</label><textarea id="decide-text" rows="4" dir="auto" .value=${this.text}
      @input=${(e) => this.#typed(e.target.value)}></textarea>`;
  }

  #reason() {
    return html`<div class="reason stack s1"><label class="small" for="reject-reason">What shall it do instead?
        Only this agent reads it.</label>
      <input class="in" id="reject-reason" name="reason" autocomplete="off" dir="auto"></div>`;
  }

  #about({ draft, finality }) {
    const documents = Array.isArray(draft?.attachments) ? draft.attachments.map(({ name }) => name) : [];
    return html`<span class="small dim">${CLOSES[finality] ?? ''}${
      documents.length ? html` With <bdi>${documents.join(', ')}</bdi>.` : ''
    }</span>`;
  }

  #acts({ draft }, busy) {
    if (!draft)
      return html`<button class="btn primary sm" type="submit"
        ?disabled=${busy || !this.text.trim()}>${icon('send')}Answer</button>`;
    const changed = this.text !== this.#proposed;
    return html`${
      changed
        ? html`<button class="btn ghost sm" type="button"
  @click=${() => this.#typed(this.#proposed)}>${icon('retry')}As it was</button>`
        : ''
    }<button class="btn ghost sm" type="button" @click=${() => this.#reject(true)}>Reject…</button><button
      class="btn primary sm" type="submit" ?disabled=${busy || (changed && !this.text.trim())}>${icon(
        changed ? 'pen' : 'check',
      )}${changed ? 'Send as edited' : 'Approve and send'}</button>`;
  }
}
customElements.define('chit-decision', ChitDecision);
