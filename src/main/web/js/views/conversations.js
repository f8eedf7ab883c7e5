// @ts-check
// The list of conversations: live, one request for all rows.
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { count, initial, label } from '../format.js';
import { icon } from '../icons.js';
import { chip, loading, mark, notice } from '../parts/marks.js';
import { query, setQuery } from '../router.js';
import { rpc } from '../rpc.js';
import { shortcut } from '../shortcuts.js';
import { setTitle } from '../title.js';
import { millis, moment } from '../time.js';

const STATES = [['', 'All'], ['active', 'Live'], ['completed', 'Finished']];
const HOURS = [['', 'of all time'], ['1', 'of the last hour'], ['6', 'of the last 6 hours'], ['24', 'of the last day'], ['168', 'of the last week']];
const REFRESH_EVERY = 15_000;
const MOST = 200;

class ChitConversations extends ChitElement {
  static properties = { items: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.fresh = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    setTitle('Conversations');
    this.release = [
      shortcut('/', 'Search', () => this.querySelector('input')?.focus()),
      shortcut('j', 'Next conversation', () => this.#move(1)),
      shortcut('k', 'Previous conversation', () => this.#move(-1)),
    ];
    addEventListener('chit-query', this.#queryChanged);
    rpc.addEventListener('open', this.#subscribe);
    rpc.addEventListener('notice', this.#noticed);
    rpc.start();
    if (rpc.state === 'open') this.#subscribe();
    this.timer = setInterval(() => !document.hidden && this.#load(), REFRESH_EVERY);
    this.asked = this.#question();
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const release of this.release) release();
    removeEventListener('chit-query', this.#queryChanged);
    rpc.removeEventListener('open', this.#subscribe);
    rpc.removeEventListener('notice', this.#noticed);
    clearInterval(this.timer);
    clearTimeout(this.soon);
    if (this.sub && rpc.state === 'open') rpc.call('unsubscribe', { subId: this.sub }).catch(() => {});
  }

  #subscribe = async () => {
    try {
      this.sub = (await rpc.call('subscribeConversations')).subId;
      this.#load();
    } catch {
      // The list still refreshes by its timer.
    }
  };

  #noticed = ({ detail: { method, params } }) => {
    if (method !== 'conversation') return;
    this.fresh.add(params?.conversationId);
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#load(), 300);
  };

  #question() {
    const params = new URLSearchParams({ limit: String(MOST) });
    if (query('status')) params.set('status', query('status'));
    if (query('scenario')) params.set('scenarioId', query('scenario'));
    if (query('hours')) params.set('hours', query('hours'));
    return params.toString();
  }

  #queryChanged = () => {
    if (this.#question() === this.asked) this.requestUpdate();
    else this.#load();
  };

  async #load() {
    const asked = (this.asked = this.#question());
    try {
      const { conversations } = await api(`/conversations?${asked}`);
      if (asked !== this.asked) return;
      this.items = conversations;
      this.fault = undefined;
    } catch (fault) {
      if (asked === this.asked) this.fault = fault;
    }
  }

  #move(by) {
    const links = [...this.querySelectorAll('a.cover')];
    if (!links.length) return;
    const now = links.indexOf(/** @type {any} */ (document.activeElement));
    /** @type {HTMLElement} */ (links[Math.max(0, Math.min(links.length - 1, now + by))]).focus();
  }

  view() {
    const wanted = query('q').toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const shown = (this.items ?? []).filter((item) => wanted.every((word) => words(item).includes(word)));
    const hours = HOURS.some(([value]) => value === query('hours')) ? HOURS : [...HOURS, [query('hours'), `of the last ${query('hours')} hours`]];
    return html`<div class="pagehead"><h1>Conversations</h1>
        <label class="search">${icon('search')}<input class="in" type="search" placeholder="Title, agent or number" aria-label="Search conversations" .value=${query('q')} @input=${(e) => setQuery({ q: e.target.value })}><kbd aria-hidden="true">/</kbd></label>
        <div class="seg" role="radiogroup" aria-label="State">${STATES.map(([value, name]) => html`<label><input type="radio" name="status" .checked=${query('status') === value} @change=${() => setQuery({ status: value })}>${name}</label>`)}</div>
        <select class="in narrow" aria-label="Since" @change=${(e) => setQuery({ hours: e.target.value })}>${hours.map(([value, name]) => html`<option value=${value} ?selected=${value === query('hours')}>${name}</option>`)}</select></div>
      ${query('scenario') ? html`<p class="row filter">Only scenario <code>${query('scenario')}</code> <button class="btn ghost sm" type="button" @click=${() => setQuery({ scenario: null })}>Show every scenario</button></p>` : ''}
      ${this.fault && this.items ? html`<div class="banner bad" role="status">${icon('alert')}<div><strong>This list is not up to date.</strong><p>The server says: “${this.fault.message}” The page tries again by itself.</p></div></div>` : ''}
      ${this.#list(shown)}`;
  }

  #list(shown) {
    if (!this.items) {
      return this.fault ? notice('alert', 'The conversations could not be loaded', html`The server says: “${this.fault.message}”`, html`<button class="btn" type="button" @click=${() => this.#load()}>Try again</button>${location.search ? html`<a class="btn ghost" href="/conversations">Without filters</a>` : ''}`) : loading('the conversations', 6);
    }
    if (!shown.length) {
      return location.search ? notice('search', 'No conversation fits', 'Another state, time or word may bring more.', html`<a class="btn" href="/conversations">Show all</a>`)
        : notice('play', 'No conversation yet', 'Run a scenario, or let your own agent create one; it appears here by itself.', html`<a class="btn primary" href="/">Choose a scenario</a>`);
    }
    return html`<div class="list four"><div class="cols" aria-hidden="true"><span>No.</span><span>Conversation</span><span>State</span><span class="end">Updated</span></div>
        <ol class="rows" role="list" aria-label="Conversations">${repeat(shown, (item) => item.conversation, (item) => this.#row(item))}</ol></div>
      <p class="row small dim below"><span>${count(shown.length, 'conversation')}${this.items.length >= MOST ? `, the ${MOST} latest` : ''}, updates by itself</span><span class="push keys"><kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open <kbd>/</kbd> search</span></p>`;
  }

  #row(item) {
    const metadata = item.metadata ?? {};
    const agents = Array.isArray(metadata.agents) ? metadata.agents : [];
    const live = item.status === 'active';
    return html`<li><div class="r ${this.fresh.has(item.conversation) && live ? 'new' : ''}"><span class="c-id num">#${item.conversation}</span>
      <div class="c-title stack s1"><h2><a class="cover" href="/conversations/${item.conversation}"><bdi>${metadata.title || `Conversation ${item.conversation}`}</bdi></a></h2>
        <span class="small dim clip row tight">${agents.slice(0, 4).map((agent, i) => html`${mark({ place: (i % 6) + 1, initial: initial(label(agent?.id)) }, 'sm')}<bdi>${label(agent?.id)}</bdi>`)}</span></div>
      <span class="c-out">${live ? chip('live', 'Live') : html`<span class="tag">Finished</span>`}</span>
      <time class="end" datetime=${item.updatedAt} title=${item.updatedAt}>${Date.now() - millis(item.updatedAt) < 5_000 ? 'now' : moment(item.updatedAt, false)}</time></div></li>`;
  }
}

const words = (item) => [item.conversation, item.metadata?.title, item.metadata?.scenarioId, ...(item.metadata?.agents ?? []).map((agent) => agent?.id)].join('\n').toLocaleLowerCase();
customElements.define('chit-conversations', ChitConversations);
