// @ts-check
// The assistant: a chat with a model whose proposals are accepted or rejected change by change.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { query, setQuery } from '../router.js';
import { remember, remembered } from '../store.js';
import { moment } from '../time.js';
import { timeTag } from '../parts/moment.js';
import { ask, promptText, read } from './advisor.js';
import { changeCard } from './change.js';
import { changes, taken } from './diff.js';
import { insert, raw } from './edit.js';
import { parse, plain } from './json.js';
import '../parts/text.js';

class ChitAssistant extends ChitElement {
  static properties = {
    draft: { attribute: false },
    version: {},
    locked: { type: Boolean },
    providers: { state: true },
    fault: { state: true },
    busy: { state: true },
    words: { state: true },
    pasted: { state: true },
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
    if (idea && this.#models.length && !this.locked) this.#send();
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
      // What was asked stands in the field again, to be sent once more.
      this.words ||= words;
    }
    this.busy = false;
  }

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

  #paste(event) {
    event.preventDefault();
    this.fault = undefined;
    try {
      const { message, proposed } = read(this.pasted, this.draft.text);
      if (this.words.trim()) this.#say({ role: 'user', content: this.words.trim() });
      setQuery({ idea: null });
      this.#answered({ message, changes: proposed === undefined ? [] : changes(this.draft.text, proposed) }, 'pasted');
      this.pasted = this.words = '';
    } catch (fault) {
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
        ${this.providers === undefined ? '' : this.#models.length ? this.#composer() : this.#byHand()}</div>
      ${this.#proposals()}</div>`;
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
  class="code" tabindex="0" role="region"
    aria-label="Answer that could not be used">${String(each?.answer)}</pre>`,
        )}</details>`
          : ''
      }</div>`;
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

  /** Without a model that can write the person may use one elsewhere. */
  #byHand() {
    const talk = [...this.#talk, ...(this.words.trim() ? [{ role: 'user', content: this.words.trim() }] : [])];
    const text = promptText(this.draft.text, talk);
    return html`<div class="inset stack"><div
      class="banner">${icon('alert')}<div><strong>Only the rehearsal model is set up.</strong><p>It plays scenarios from
        a fixed pattern and cannot write one. Whoever runs this server can add a model (<a
          href="/status">providers</a>). Until then, use any chat elsewhere: copy the prompt, paste its answer. It is
            checked and shown as changes here.</p></div></div>
      <form class="stack s3" @submit=${this.#paste}>
        <div class="field"><label for="ask">1. What should it do?</label><textarea class="in" id="ask" rows="2"
          dir="auto" ?disabled=${this.locked} .value=${this.words}
            @input=${(e) => (this.words = e.target.value)}></textarea></div>
        <div class="field"><label for="prompt">2. Copy this into the other chat</label><textarea
          class="in mono code-in short" id="prompt" rows="4" readonly .value=${text}
            @focus=${(e) => e.target.select()}></textarea>
          <div><button class="btn sm" type="button"
            @click=${(e) => this.#copy(text, e.currentTarget)}>${icon('copy')}Copy the prompt</button></div></div>
        <div class="field"><label for="answer">3. Paste its answer</label><textarea class="in mono code-in" id="answer"
          rows="4" ?disabled=${this.locked} .value=${this.pasted}
            @input=${(e) => (this.pasted = e.target.value)}></textarea></div>
        <div><button class="btn primary" type="submit"
          ?disabled=${!this.pasted.trim() || this.locked}>Show the changes</button></div></form></div>`;
  }

  async #copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Plain HTTP has no clipboard API; the older way still works there.
      /** @type {HTMLTextAreaElement} */ (this.querySelector('#prompt')).select();
      document.execCommand('copy');
    }
    button.lastChild.textContent = 'Copied';
  }

  #proposals() {
    const all = this.draft.proposals;
    if (!all.length)
      return html`<div class="stack s3"><h2>Proposed changes</h2><p
        class="mid">None yet. What the assistant proposes appears here, to be accepted or rejected one by
          one.</p></div>`;
    const open = all.filter(({ state }) => state === 'open');
    const accepted = all.filter(({ state }) => state === 'accepted').length;
    return html`<div class="stack s3"><div class="row"><h2>Proposed changes</h2><span class="count"
      role="status">${accepted} accepted, ${open.length} open</span>
        <span class="row push">${
          open.length > 1
            ? html`<button class="btn ghost" type="button"
  @click=${() => this.#all('rejected')}>Reject the rest</button><button class="btn" type="button"
    ?disabled=${this.locked} @click=${() => this.#all('accepted')}>${icon('check')}Accept the rest</button>`
            : ''
        }
        ${
          open.length
            ? ''
            : html`<button class="btn ghost" type="button"
  @click=${() => this.draft.propose([])}>Clear the list</button>`
        }</span></div>
      ${all.map((each, i) => this.#proposal(each, i))}</div>`;
  }

  #proposal({ change, state, fault }, i) {
    const act = (to) => this.draft.decide(i, to, taken);
    const actions =
      state === 'open'
        ? html`<button class="btn ghost sm" type="button"
          @click=${() => act('rejected')}>${icon('close')}Reject</button><button class="btn sm" type="button"
            ?disabled=${this.locked} @click=${() => act('accepted')}>${icon('check')}Accept</button>`
        : html`<span class="tag"
          data-o=${state === 'accepted' ? 'ok' : 'canceled'}>${icon(
            state === 'accepted' ? 'check' : 'close',
          )}${state === 'accepted' ? 'Accepted' : 'Rejected'}</span><button
  class="btn ghost sm" type="button" @click=${() => act('open')}>${icon('retry')}Undo</button>`;
    return html`${changeCard(change, actions, state === 'accepted' ? 'done' : state === 'rejected' ? 'no' : '')}${
      fault ? html`<p class="err">${icon('alert')}<span>${fault}</span></p>` : ''
    }`;
  }

  #all(to) {
    this.draft.proposals.forEach(({ state }, i) => state === 'open' && this.draft.decide(i, to, taken));
  }
}
customElements.define('chit-assistant', ChitAssistant);
