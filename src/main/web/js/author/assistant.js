// @ts-check
// The assistant: a chat with a model whose proposals are accepted or rejected change by change.
import './shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { query, setQuery } from '../router.js';
import { remember, remembered } from '../store.js';
import { moment } from '../time.js';
import { timeTag } from '../parts/moment.js';
import { insert, raw } from './edit.js';
import { parse, plain } from './json.js';
import { proposals } from './proposals.js';

class ChitAssistant extends ChitElement {
  static properties = {
    draft: { attribute: false },
    version: {},
    locked: { type: Boolean },
    providers: { state: true },
    ready: { state: true },
    fault: { state: true },
    busy: { state: true },
    words: { state: true },
    pasted: { state: true },
    byHand: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.locked;
    /** @type {any} */
    this.draft;
    this.words = '';
    this.pasted = '';
    this.choice = remembered('assistant', '');
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.abort?.abort();
  }

  async #load() {
    const idea = query('idea');
    this.words ||= idea ? `Write a scenario from this idea: ${idea}` : '';
    try {
      this.providers = await api('/llm/providers');
    } catch (fault) {
      this.providers = [];
      this.fault = fault;
    }
    if (!this.#models.length) this.byHand = (await import('./by-hand.js')).byHand;
    // What stands below comes with it: it would be pushed down later.
    this.ready = true;
    if (!this.#models.length) return;
    if (idea && !this.locked) this.#send();
  }

  /** Every model that can write; the rehearsal one only repeats. */
  get #models() {
    return (this.providers ?? [])
      .filter(({ available, name }) => available && name !== 'browserside' && name !== 'mock')
      .flatMap(({ name, description, models, defaultModel }) =>
        (models?.length ? models : [defaultModel])
          .filter(Boolean)
          .map((model) => ({ provider: name, model, first: model === defaultModel, title: description || name })),
      );
  }

  get #model() {
    const all = this.#models;
    return (
      all.find(({ provider, model }) => `${provider} ${model}` === this.choice) ??
      all.find(({ first }) => first) ??
      all[0]
    );
  }

  get #talk() {
    return plain(parse(this.draft.history)).filter(
      (entry) => entry && typeof entry === 'object' && typeof entry.content === 'string',
    );
  }

  #say(entry) {
    const at = parse(this.draft.history).items?.length ?? 0;
    this.draft.chat(insert(this.draft.history, [], at, raw({ ...entry, at: new Date().toISOString() })));
  }

  async #send(event) {
    event?.preventDefault();
    const words = this.words.trim();
    const model = this.#model;
    if (!words || this.busy || !model || this.draft.fault) return;
    this.fault = undefined;
    this.busy = true;
    this.words = '';
    setQuery({ idea: null });
    this.#say({ role: 'user', content: words });
    this.abort = new AbortController();
    try {
      const { provider, model: name } = model;
      const { ask } = await import('./advisor.js');
      this.#answered(
        await ask({
          scenario: this.draft.text,
          talk: this.#talk,
          model: { provider, model: name },
          id: this.draft.id,
          signal: this.abort.signal,
        }),
        name,
      );
    } catch (fault) {
      if (!(fault instanceof DOMException)) this.fault = fault;
      // The question is put back into the field, to be sent again.
      this.words ||= words;
    }
    this.busy = false;
  }

  /**
   * @param {{message: string, changes: any[], sentBack?: {answer: string, reason: string}[], failed?: boolean}} answer
   * @param {any} model
   */
  #answered({ message, changes: found, sentBack = [], failed = false }, model) {
    this.#say({
      role: 'assistant',
      content: message,
      model,
      changes: found.length,
      ...(sentBack.length ? { sentBack } : {}),
      ...(failed ? { failed } : {}),
    });
    if (found.length) this.draft.propose(found);
  }

  async #paste() {
    this.fault = undefined;
    try {
      const { readChanges } = await import('./advisor.js');
      const answer = readChanges(this.pasted, this.draft.text);
      if (this.words.trim()) this.#say({ role: 'user', content: this.words.trim() });
      setQuery({ idea: null });
      this.#answered(answer, 'pasted');
      this.pasted = this.words = '';
      await this.updateComplete;
      this.querySelector('.change')?.scrollIntoView({ block: 'center' });
    } catch (/** @type {any} */ fault) {
      this.fault = fault;
    }
  }

  view() {
    const { draft } = this;
    if (draft.fault)
      return html`<div class="banner bad"
        role="alert">${icon('alert')}<div><strong>The JSON has an error.</strong><p>${draft.fault.message} The assistant
          can go on once it is mended.</p></div><a class="btn" href="?tab=json">Mend it</a></div>`;
    return html`<div class="assist"><div class="panel"><header><h2>Assistant</h2>${this.#chooser()}</header>
        ${this.#history()}
        ${
          this.fault
            ? html`<div class="banner bad inset"
  role="alert">${icon('alert')}<div><strong>That did not work.</strong><p>“${this.fault.message}”</p></div></div>`
            : ''
        }
        ${!this.ready ? '' : this.#models.length ? this.#composer() : this.#pasting()}</div>
      ${this.ready ? proposals(draft, this.locked) : ''}</div>`;
  }

  #chooser() {
    const all = this.#models;
    const now = this.#model;
    if (!all.length) return '';
    return html`<select class="in push narrow" aria-label="Model" @change=${(e) => {
      this.choice = e.target.value;
      remember('assistant', this.choice);
      this.requestUpdate();
    }}>${all.map(
      (each) => html`<option value="${each.provider} ${each.model}"
  ?selected=${each === now}>${each.model}</option>`,
    )}</select>`;
  }

  #history() {
    const talk = this.#talk;
    return html`<div class="chat" role="log" aria-label="Chat with the assistant">
      ${
        talk.length
          ? talk.map((entry) => this.#entry(entry))
          : html`<p
  class="mid">Say what the scenario should be about, or what should change. Nothing is changed before you accept
    it.</p>`
      }
      ${
        this.busy
          ? html`<p class="row" role="status"><span class="dot live"></span>The model is writing… <button
  class="btn ghost sm" type="button" @click=${() => this.abort?.abort()}>${icon('stop')}Stop</button></p>`
          : ''
      }</div>`;
  }

  #entry(entry) {
    const mine = entry.role === 'user';
    // With its parser of Markdown it is larger than all the rest of this tab.
    import('../parts/text.js').catch(() => {});
    return html`<div><span class="small dim">${mine ? 'You' : 'Assistant'}${
      entry.at ? html`, ${timeTag(entry.at, (at) => moment(at, false))}` : ''
    }${entry.model ? html`, <bdi>${String(entry.model)}</bdi>` : ''}</span>
      <chit-text class=${mine ? 'me' : entry.failed ? 'failed' : ''} .text=${entry.content}></chit-text>
      ${entry.changes ? html`<span class="small dim">${count(Number(entry.changes), 'change')} proposed</span>` : ''}
      ${
        Array.isArray(entry.sentBack) && entry.sentBack.length
          ? html`<details class="fold small"><summary>${
              entry.failed
                ? `${entry.sentBack.length} answers could not be used`
                : entry.sentBack.length === 1
                  ? 'Sent back once'
                  : `Sent back ${entry.sentBack.length} times`
            }</summary>
        ${entry.sentBack.map(
          (each) => html`<p class="err">${icon('alert')}<span>${String(each?.reason)}</span></p><pre
  class="code" tabindex="0" role="group"
    aria-label="Answer that could not be used">${String(each?.answer)}</pre>`,
        )}</details>`
          : ''
      }</div>`;
  }

  /** Without a model that can write the person may use one elsewhere. */
  #pasting() {
    const asked = this.words.trim() ? [{ role: 'user', content: this.words.trim() }] : [];
    return this.byHand?.({
      scenario: this.draft.text,
      talk: [...this.#talk, ...asked],
      words: this.words,
      pasted: this.pasted,
      locked: this.locked,
      type: (words) => (this.words = words),
      paste: (text) => (this.pasted = text),
      read: () => this.#paste(),
    });
  }

  #composer() {
    return html`<form class="ask stack s2" @submit=${this.#send}><label class="vh" for="ask">Ask the assistant</label>
      <textarea class="in" id="ask" rows="3" dir="auto" placeholder="What should change?" ?disabled=${this.locked}
        .value=${this.words} @input=${(e) => (this.words = e.target.value)}
          @keydown=${(e) => e.key === 'Enter' && (e.ctrlKey || e.metaKey) && this.#send(e)}></textarea>
      <div class="row"><span class="small dim">${
        this.locked ? 'Unlock the scenario first.' : 'The chat is saved with the scenario.'
      }</span><button
  class="btn primary push" type="submit"
    ?disabled=${this.busy || this.locked || !this.words.trim()}>${icon('send')}Send</button></div></form>`;
  }
}
customElements.define('chit-assistant', ChitAssistant);
