// @ts-check
// Speak as an agent by hand: text, files, what the message closes. What was typed stays until the server has it.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { count, firstLine, size } from '../format.js';
import { icon } from '../icons.js';
import { expected } from '../model/log.js';
import { rpc } from '../rpc.js';
import { setTells, tells, tellTurn } from '../turn-alert.js';
import { chosenFiles, holdsFiles, keepFiles, keepText, typedText } from '../unsent-text.js';
import { agentChooser } from './agent-chooser.js';
import { mark } from './marks.js';
import './instruction-form.js';
import './role-card.js';

const MOST_BYTES = 10_000_000;
const TEXTUAL = /^(text\/|application\/(json|xml|yaml|.*\+(json|xml))$)/;

class ChitComposer extends ChitElement {
  static properties = {
    conversation: { attribute: false },
    roster: { attribute: false },
    metadata: { attribute: false },
    scenario: { attribute: false },
    as: {},
    drawn: {},
    files: { state: true },
    fault: { state: true },
    busy: { state: true },
    finality: { state: true },
    outcome: { state: true },
    telling: { state: true },
  };

  constructor() {
    super();
    redrawnBy(this, rpc, 'state');
    /** @type {any} */
    this.roster;
    /** @type {any} */
    this.as;
    /** @type {any} */
    this.conversation;
    /** @type {any} */
    this.metadata;
    /** @type {any} */
    this.scenario;
    this.files = [];
    this.fault = '';
    this.finality = 'turn';
    this.outcome = 'success';
    this.requestId = '';
    this.telling = '';
    /** @type {boolean | undefined} whether it was this agent's turn when this was drawn last */
    this.mine = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('beforeunload', this.#unloading);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#unloading);
    // What still waits for the connection must not be sent later, unseen.
    this.sending?.abort();
  }

  #unloading = (event) => holdsFiles() && event.preventDefault();

  willUpdate() {
    const id = this.#agent?.id;
    if (id === this.keptFor) return;
    this.files = chosenFiles(this.conversation, id);
  }

  // The text is the field's own, so that drawing never disturbs typing; it is only filled for another agent and when
  // the field is a new one, after an agent was handed back and taken over again.
  updated() {
    const id = this.#agent?.id;
    this.#tellTurn();
    const area = this.#area;
    if (!area || (id === this.keptFor && area === this.keptIn)) return;
    this.keptFor = id;
    this.keptIn = area;
    area.value = typedText(this.conversation, id);
  }

  /** Where a person writes: to the conversation, or to the agent that the server runs. */
  async focusField() {
    await this.updateComplete;
    const instruct = /** @type {any} */ (this.querySelector('chit-instruct'));
    if (!instruct) this.#area?.focus();
    // Drawn one step later.
    else await instruct.focusField();
  }

  get #area() {
    return /** @type {HTMLTextAreaElement | null} */ (this.querySelector('#say'));
  }

  #typed(text) {
    this.fault = '';
    keepText(this.conversation, this.#agent.id, text);
  }

  #write(text) {
    const area = /** @type {HTMLTextAreaElement} */ (this.#area);
    area.value = area.value.trim() ? `${area.value.trimEnd()}\n\n${text}` : text;
    this.#typed(area.value);
    area.focus();
  }

  #end({ status }) {
    this.finality = 'conversation';
    this.outcome = status;
    this.#area?.focus();
  }

  get #agent() {
    return this.roster.byId.get(this.as) ?? this.roster.agents[0];
  }

  async #attach(event) {
    for (const file of event.target.files) {
      if (this.#weight() + file.size > MOST_BYTES) {
        this.fault = `Not attached: “${file.name}” is too large. A message takes ${size(MOST_BYTES)} of files.`;
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
    keepFiles(this.conversation, this.#agent.id, this.files);
  }

  #detach(file) {
    this.files = this.files.filter((each) => each !== file);
    keepFiles(this.conversation, this.#agent.id, this.files);
  }

  #weight() {
    return this.files.reduce((sum, file) => sum + file.size, 0);
  }

  async #send(event) {
    event?.preventDefault();
    const area = /** @type {HTMLTextAreaElement} */ (this.#area);
    const agentId = this.#agent.id;
    this.sending = new AbortController();
    if (this.busy || (!area.value.trim() && !this.files.length)) return;
    this.busy = true;
    this.fault = '';
    // The same id until it is known to be stored: sending again after a lost connection cannot double the message.
    this.requestId ||= `page-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
    try {
      await rpc.call(
        'sendMessage',
        {
          conversationId: this.conversation.number,
          agentId,
          finality: this.finality,
          messagePayload: {
            text: area.value,
            clientRequestId: this.requestId,
            ...(this.files.length ? { attachments: this.files.map(({ size: _, ...file }) => file) } : {}),
            ...(this.finality === 'conversation' ? { outcome: { status: this.outcome } } : {}),
          },
        },
        this.sending.signal,
      );
      area.value = '';
      this.files = [];
      keepText(this.conversation, agentId, '');
      keepFiles(this.conversation, agentId, []);
      this.requestId = '';
      this.finality = 'turn';
      /** @type {any} */ (this.querySelector('chit-role-card'))?.fold();
      this.dispatchEvent(new CustomEvent('spoke'));
    } catch (/** @type {any} */ fault) {
      this.fault = `Not sent. ${fault.message}`;
      // A refused message was not stored: a corrected one is a new one.
      if (fault.code) this.requestId = '';
    }
    this.busy = false;
    await this.updateComplete;
    area.focus();
  }

  #tell = async ({ target }) => {
    this.telling = await setTells(target.checked);
  };

  /** Whose turn it is changes without a click of the person who waits for it. */
  #tellTurn() {
    const { log, guidance } = this.conversation;
    const next = expected(log, this.metadata, guidance);
    const mine = Boolean(next && next.agentId === this.#agent?.id);
    const words = log.turns.at(-1)?.messages.at(-1)?.payload?.text;
    if (mine && this.mine === false) tellTurn('It is your turn', firstLine(words, 120));
    this.mine = mine;
  }

  async #handBack() {
    this.busy = true;
    try {
      await rpc.call('lifecycle.handBack', { conversationId: this.conversation.number, agentId: this.#agent.id });
      await this.conversation.refreshAgents();
    } catch (/** @type {any} */ fault) {
      this.fault = `Not handed back. ${fault.message}`;
    }
    this.busy = false;
  }

  view() {
    const agent = this.#agent;
    if (!agent) return '';
    const who = this.roster.who(agent.id);
    const next = expected(this.conversation.log, this.metadata, this.conversation.guidance);
    const others = next && next.agentId !== agent.id ? this.roster.who(next.agentId) : null;
    const waits = this.busy && rpc.state !== 'open';
    const role = this.scenario?.agents?.find((each) => each?.agentId === agent.id);
    // A person speaks for an agent or instructs it, never both.
    if (this.conversation.ensured.has(agent.id))
      return html`<chit-instruct .roster=${this.roster} .conversation=${this.conversation}
        .agent=${agent}></chit-instruct>`;
    return html`<chit-role-card .role=${role} .conversation=${this.conversation}
      .opened=${!this.conversation.log.turns.length}
        @words=${(e) => this.#write(e.detail)} @ending=${(e) => this.#end(e.detail)}></chit-role-card><form
          class="composer" aria-label="Speak as an agent" @submit=${this.#send}>
      ${agent.agentClass && this.conversation.agentsKnown ? this.#played(agent, who) : ''}
      ${
        next?.agentId === agent.id
          ? ''
          : html`<div class="hint"><span>${
              others ? html`It is <b>${others.name}</b>’s turn; yours may be refused.` : ''
            }</span><label class="row tight push"><input type="checkbox" .checked=${tells()}
              @change=${this.#tell}>Tell me when it is mine</label><span class="small"
                role="status">${this.telling}</span></div>`
      }
      ${
        this.fault
          ? html`<div class="hint" role="alert"><span
  class="err">${icon('alert')}<span>${this.fault}</span></span></div>`
          : ''
      }
      <label class="vh" for="say">Message</label>
      <textarea id="say" rows="1" placeholder="Say something as ${who.name.slice(0, 30)}…" dir="auto"
        @input=${(e) => this.#typed(e.target.value)}
        @keydown=${(e) => e.key === 'Enter' && (e.ctrlKey || e.metaKey) && this.#send(e)}></textarea>
      ${
        this.files.length
          ? html`<div class="atts">${this.files.map(
              (file) => html`<span class="tag">${icon('attach')}<bdi>${file.name}</bdi> ${size(file.size)}
        <button class="btn ghost icon sm" type="button" aria-label="Remove ${file.name}"
          @click=${() => this.#detach(file)}>${icon('close')}</button></span>`,
            )}</div>`
          : ''
      }
      <div class="foot">${agentChooser(this.roster, agent)}
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
          <button class="btn primary sm" type="submit" ?disabled=${this.busy}
            title="Send (Ctrl+Enter)">${icon('send')}<span>${
              waits
                ? 'Waits for the connection'
                : this.busy
                  ? 'Sending…'
                  : this.files.length
                    ? `Send with ${count(this.files.length, 'file')}`
                    : 'Send'
            }</span></button></span></div></form>`;
  }

  /** An agent that could run here, and that a person plays instead. */
  #played(agent, who) {
    return html`<div class="hint" data-a=${agent.place}>${mark(who, 'sm')}<span>You play <b
      class="who"><bdi>${who.name}</bdi></b></span><button class="btn sm push"
        type="button" ?disabled=${this.busy} @click=${this.#handBack}>${icon('play')}Hand back</button></div>`;
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
