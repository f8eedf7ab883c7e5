// @ts-check
// Choose a scenario, or make one: cards, Published or All, search; blank, from a file, from an idea.
import '../shared-bundle.js';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { retryWhenReachable } from '../retry.js';
import { ChitElement, redrawnBy } from '../element.js';
import { said } from '../api.js';
import { begin } from '../drafts.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { locks } from '../locks.js';
import { loading, notice } from '../parts/marks.js';
import { scenarioCard } from '../parts/scenario-card.js';
import { navigate, query, setQuery } from '../router.js';
import { addressOf, blank, cut, listScenarios, published, runCounts, titleOf } from '../scenarios.js';
import { found } from '../search.js';
import { shortcut } from '../shortcuts.js';
import { remember, remembered } from '../store.js';
import { millis } from '../time.js';
import { setTitle } from '../title.js';
import '../parts/import-panel.js';
import '../parts/undo.js';
import '../parts/unsaved-drafts.js';

const PAGE_SIZE = 60;
const FEW = 12;
const WHICH = ['published', 'all'];
/** A server with few scenarios shows them all at first; one with many, those it offers. */
const which = (items) =>
  [query('show'), remembered('scenarios', '')].find((each) => WHICH.includes(each)) ??
  ((items?.length ?? 0) <= FEW || !items.some(published) ? 'all' : 'published');

const ORDERS = /** @type {[string, string, ((runs: Record<string, number>) => (a: any, b: any) => number)][]} */ ([
  ['', 'last edited first', () => (a, b) => (millis(b?.modifiedAt) || 0) - (millis(a?.modifiedAt) || 0)],
  ['title', 'by title', () => (a, b) => titleOf(a).localeCompare(titleOf(b))],
  ['runs', 'most run first', (runs) => (a, b) => (runs[b?.id] ?? 0) - (runs[a?.id] ?? 0)],
]);

class ChitScenarios extends ChitElement {
  static properties = {
    items: { state: true },
    runs: { state: true },
    fault: { state: true },
    problem: { state: true },
    most: { state: true },
    dropping: { state: true },
  };

  constructor() {
    super();
    retryWhenReachable(
      this,
      () => this.fault,
      () => this.#load(),
    );
    this.most = PAGE_SIZE;
    redrawnBy(this, locks);
    redrawnBy(this, window, 'chit-query');
    this.seen = () => document.visibilityState === 'visible' && this.items && this.#load();
  }

  connectedCallback() {
    super.connectedCallback();
    setTitle('Scenarios');
    this.release = [
      shortcut('/', 'Search', () => /** @type {HTMLElement | null} */ (this.querySelector('.search input'))?.focus()),
      shortcut('j', 'Next scenario', () => this.#move(1)),
      shortcut('k', 'Previous scenario', () => this.#move(-1)),
      shortcut('r', 'Run a scenario', () => this.#go('/run')),
      shortcut('e', 'Edit a scenario', () => this.#go('?tab=edit')),
    ];
    document.addEventListener('visibilitychange', this.seen);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const release of /** @type {NonNullable<typeof this.release>} */ (this.release)) release();
    document.removeEventListener('visibilitychange', this.seen);
  }

  firstUpdated() {
    if (query('import'))
      /** @type {any} */ (this.querySelector('chit-import')).offer(query('import'));
    setQuery({ import: null });
  }

  async #load() {
    this.fault = undefined;
    try {
      const counted = runCounts();
      this.items = await listScenarios();
      this.runs = await counted;
    } catch (fault) {
      // What is shown already is worth more than a message about a second look.
      if (!this.items) this.fault = fault;
    }
  }

  #move(by) {
    const links = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.card h2 a')]);
    const now = links.findIndex((link) => link.closest('.card')?.contains(document.activeElement));
    links[Math.max(0, Math.min(links.length - 1, now + by))]?.focus();
  }

  /** To a page of the scenario that has the focus, else of the one under the pointer. */
  #go(rest) {
    const card = this.querySelector('.card:focus-within') ?? this.querySelector('.card:hover');
    const address = card?.querySelector('h2 a')?.getAttribute('href');
    if (address) navigate(address + rest);
  }

  #choose(value) {
    remember('scenarios', value);
    setQuery({ show: value });
    this.requestUpdate();
  }

  /** Begins a new scenario where it can be filled; nobody else sees it until its author saves it. */
  #make(idea) {
    const item = blank(idea);
    begin(item, idea !== '');
    navigate(
      addressOf(item.config.metadata.id, idea ? `?tab=assistant&idea=${encodeURIComponent(idea)}` : '?tab=edit'),
    );
  }

  async #failed(problem) {
    this.problem = problem;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.problem'))?.focus();
  }

  async #removed(id) {
    this.items = (this.items ?? []).filter((item) => item?.id !== id);
    await this.updateComplete;
    /** @type {any} */ (this.querySelector('chit-undo'))?.focusLast();
  }

  async #restored(id) {
    await this.#load();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`.card a[href="${CSS.escape(addressOf(id))}"]`))?.focus();
  }

  #import() {
    /** @type {any} */ (this.querySelector('chit-import')).choose();
  }

  #over(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = event.type === 'dragover';
    if (event.type === 'drop' && event.dataTransfer.files[0])
      /** @type {any} */ (this.querySelector('chit-import')).take(event.dataTransfer.files[0]);
  }

  view() {
    return html`<div class="page ${this.dropping ? 'dropping' : ''}" @dragover=${this.#over} @drop=${this.#over}
      @dragleave=${() => (this.dropping = false)}>
      ${this.#welcome()}
      ${this.#head()}
      ${this.#idea()}
      <chit-unsaved-drafts></chit-unsaved-drafts>
      <chit-import .items=${this.items}></chit-import>
      ${this.problem ? this.#problem() : ''}
      <div @removed=${(e) => this.#removed(e.detail)} @failed=${(e) => {
        e.preventDefault();
        this.#failed(e.detail);
      }}>${this.#list()}</div>
      <chit-undo @restored=${(e) => this.#restored(e.detail)}></chit-undo></div>`;
  }

  /** What this site is, in two sentences, and three ways in. */
  #welcome() {
    const first = this.items?.find(published) ?? this.items?.[0];
    const run = first ? addressOf(first.id, '').concat('/run') : '/conversations';
    return html`<section class="welcome" aria-label="Welcome">
      <p>Chitchat is neutral ground where AI agents of different organisations talk out a problem, such as a prior
        authorization. Pick a scenario, let agents play its roles, and watch what they say, think and decide.</p>
      <div class="start-choices">
        <a class="start-choice"
          href=${run}>${icon('play')}<b>Watch one</b><span>The agents of this server play all roles.</span></a>
        <a class="start-choice"
          href="${run}${first ? '?way=connect' : ''}">${icon('plug')}<b>Connect mine</b><span>Your agent plays a role,
          over A2A, MCP or WebSocket.</span></a>
        <button class="start-choice" type="button" @click=${() => {
          const idea = /** @type {HTMLElement | null} */ (this.querySelector('.idea input'));
          idea?.scrollIntoView({ block: 'center' });
          idea?.focus();
        }}>${icon('pen')}<b>Write one</b><span>Describe a case in a sentence, or start blank.</span></button>
      </div></section>`;
  }

  #head() {
    const items = this.items ?? [];
    return html`<div class="pagehead"><h1>Scenarios</h1>
      <label class="search">${icon('search')}<input class="in" type="search"
        placeholder="Title, agent, principal, tag" aria-label="Search scenarios" .value=${query('q')}
          @input=${(e) => {
            this.most = PAGE_SIZE;
            setQuery({ q: e.target.value });
          }}><kbd aria-hidden="true">/</kbd></label>
      <div class="seg" role="radiogroup" aria-label="Which scenarios">${[
        ['published', 'Published', items.filter(published).length],
        ['all', 'All', items.length],
      ].map(
        ([value, name, n]) =>
          html`<label><input type="radio" name="which" .checked=${which(this.items) === value}
            @change=${() => this.#choose(value)}>${name} <span class="count">${this.items ? n : ''}</span></label>`,
      )}</div>
      <select class="in narrow" aria-label="Order" @change=${(e) => setQuery({ sort: e.target.value })}>${ORDERS.map(
        ([value, name]) => html`<option value=${value} ?selected=${value === query('sort')}>${name}</option>`,
      )}</select>
      <span class="row push">${this.#new()}</span></div>`;
  }

  #new() {
    return html`<button class="btn" type="button" @click=${() => this.#import()}>${icon('upload')}Import</button>
      <button class="btn" type="button"
        @click=${() => this.#make('')}>${icon('plus')}Blank</button>`;
  }

  #idea() {
    const submit = (event) => {
      event.preventDefault();
      const input = event.target.elements.idea;
      const idea = input.value.trim();
      input.setCustomValidity(idea ? '' : 'Write in a sentence what the talk is about.');
      if (input.reportValidity()) this.#make(idea);
    };
    return html`<form class="idea" novalidate @submit=${submit}>${icon('spark')}<input name="idea" maxlength="2000"
      autocomplete="off" aria-label="Idea for a new scenario" .defaultValue=${query('idea')}
        placeholder="Start from an idea: a midwife asks a lab about a delayed result…"
          @input=${(e) => e.target.setCustomValidity('')}><button class="btn" type="submit">Draft it</button></form>`;
  }

  #problem() {
    const { words, fault, again } = this.problem;
    return html`<div class="banner bad problem" role="alert"
      tabindex="-1">${icon('alert')}<div><strong><bdi>${words}</bdi>.</strong><p>${
        fault.status ? html`${said(fault)}` : fault.message
      }</p></div>
      <span class="row"><button class="btn" type="button" @click=${() => {
        this.problem = undefined;
        again();
      }}>Try again</button><button class="btn ghost" type="button"
        @click=${() => (this.problem = undefined)}>Close</button></span></div>`;
  }

  #list() {
    if (this.fault)
      return notice(
        'alert',
        'The scenarios could not be loaded',
        /** @type {any} */ (this.fault).status ? html`${said(this.fault)}` : /** @type {any} */ (this.fault).message,
        html`<button class="btn" type="button" @click=${() => this.#load()}>Try again</button>`,
      );
    if (!this.items) return loading('the scenarios');
    const group = which(this.items) === 'all' ? this.items : this.items.filter(published);
    const order = ORDERS.find(([name]) => name === query('sort'));
    const all = found(group, query('q'));
    const shown = order?.[0] ? [...all].sort(order[2](this.runs ?? {})) : all;
    if (!shown.length) return this.#nothing(group.length);
    return html`<p class="vh" role="status">${query('q') ? `${count(shown.length, 'scenario')} found` : ''}</p>
      <div class="cards">${repeat(
        shown.slice(0, this.most),
        (item, i) => item?.id ?? i,
        (item) => scenarioCard(item, this.runs?.[item?.id]),
      )}</div>
      ${
        shown.length > this.most
          ? html`<div class="row below"><button class="btn" type="button"
  @click=${() => (this.most += PAGE_SIZE)}>Show more</button><span
    class="small dim">${this.most} of ${shown.length} shown</span></div>`
          : ''
      }`;
  }

  #nothing(inGroup) {
    const q = query('q').trim();
    const all = (words) =>
      html`<button class="btn" type="button" @click=${() => this.#choose('all')}>${words}</button>`;
    if (q) {
      const elsewhere = which(this.items) === 'all' ? 0 : found(this.items, q).length;
      return notice(
        'search',
        html`No ${which(this.items) === 'all' ? '' : 'published '}scenario matches “<bdi>${cut(q, 120)}</bdi>”`,
        html`${
          elsewhere ? `${elsewhere} of the unpublished ones ${elsewhere === 1 ? 'does' : 'do'}. ` : ''
        }The search looks at titles,
  agents, principals and tags.`,
        html`${elsewhere ? all(elsewhere === 1 ? 'Show it' : `Show the ${elsewhere}`) : ''}<button class="btn ghost"
          type="button" @click=${() => setQuery({ q: null })}>Clear the search</button>`,
      );
    }
    if (this.items.length && !inGroup)
      return notice(
        'lock',
        'No scenario is published yet',
        `Published scenarios carry the tag “published”. ${count(this.items.length, 'other')} can be seen under All.`,
        all(`Show all ${this.items.length}`),
      );
    return notice(
      'file',
      'This server holds no scenarios yet',
      'Make a blank one, import a file, or start from an idea above.',
      this.#new(),
    );
  }
}
customElements.define('chit-scenarios', ChitScenarios);
