// @ts-check
// The list of conversations: live, one request for all rows, filters in the address.
import '../shared-bundle.js';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement } from '../element.js';
import { said } from '../api.js';
import { count, label } from '../format.js';
import { icon } from '../icons.js';
import { ORDERS, columnChooser, hiddenColumns, ordered } from '../parts/columns.js';
import '../parts/evidence-import.js';
import { loading, notice } from '../parts/marks.js';
import { judged, agentMark, bridge, lastWord, state, turns, updated } from '../parts/rows.js';
import { RowActs } from '../parts/row-acts.js';
import { timeTag } from '../parts/moment.js';
import { importedMark } from '../parts/imported.js';
import { query, setQuery } from '../router.js';
import { rpc } from '../rpc.js';
import { shortcut } from '../shortcuts.js';
import { LiveSummaries } from '../summaries.js';
import { listScenarios, titleOf } from '../scenarios.js';
import { duration, millis, moment } from '../time.js';
import { setTitle } from '../title.js';

const STATES = [
  ['', 'All'],
  ['active', 'Live'],
  ['completed', 'Finished'],
];
const OUTCOMES = /** @type {const} */ ([
  ['success', 'ok', 'Success'],
  ['failure', 'fail', 'Failure'],
  ['neutral', 'neutral', 'Neutral'],
  ['canceled', 'canceled', 'Canceled'],
  ['error', 'error', 'Error'],
]);
const HOURS = [
  ['', 'of all time'],
  ['1', 'of the last hour'],
  ['6', 'of the last 6 hours'],
  ['24', 'of the last day'],
  ['168', 'of the last week'],
];
const FIRST = 100;
const MOST = 1000;
const TYPING = 250;

const shortly = (at) => moment(at, false);

/** What tells the runs of one scenario apart. */
const began = ({ createdAt, updatedAt, status }) => {
  const took = status === 'active' ? '' : `, ${duration(millis(updatedAt) - millis(createdAt))}`;
  const start = timeTag(createdAt, shortly, { alone: false, name: 'Began' });
  return html`<span class="small dim">began ${start}${took}</span>`;
};

class ChitConversations extends ChitElement {
  static properties = {
    drawn: { state: true },
    scenarios: { state: true },
  };

  constructor() {
    super();
    this.drawn = 0;
    this.limit = FIRST;
    this.acts = new RowActs(
      this,
      (number) => this.list.items?.find(({ conversation }) => conversation === number),
      () => this.requestUpdate(),
    );
    this.scenarios = new Map();
    this.list = new LiveSummaries();
    this.list.addEventListener('change', this.#changed);
  }

  connectedCallback() {
    super.connectedCallback();
    setTitle('Conversations');
    this.release = [
      shortcut('/', 'Search', () => /** @type {HTMLElement} */ (this.querySelector('.search input'))?.focus()),
      shortcut('j', 'Next conversation', () => this.#move(1)),
      shortcut('k', 'Previous conversation', () => this.#move(-1)),
      ...this.acts.listen(),
    ];
    addEventListener('chit-query', this.#queryChanged);
    rpc.addEventListener('state', this.#changed);
    this.list.ask(this.#question());
    this.list.start();
    // Only for names: the list works without.
    listScenarios().then(
      (items) => (this.scenarios = new Map(items.map((item) => [item?.id, titleOf(item, 200)]))),
      () => {},
    );
  }

  // The title must not tell either of what may be over: a hidden tab asks nothing, but hears that the server is gone.
  #changed = () => {
    this.drawn++;
    if (this.#away) {
      setTitle('Reconnecting · Conversations');
      return;
    }
    const live = this.list.items?.filter((item) => item.status === 'active').length;
    setTitle(live ? `${live} live · Conversations` : 'Conversations');
  };

  get #away() {
    return Boolean(this.list.items && this.list.fault) || (rpc.everOpen && rpc.state !== 'open');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const release of /** @type {NonNullable<typeof this.release>} */ (this.release)) release();
    removeEventListener('chit-query', this.#queryChanged);
    rpc.removeEventListener('state', this.#changed);
    this.list.stop();
  }

  #question() {
    // Another order needs all rows that there may be.
    const params = new URLSearchParams({ limit: String(query('sort') ? MOST : this.limit) });
    const status = query('status');
    if (status) params.set('status', status);
    if (query('outcome') && status !== 'active') params.set('outcome', query('outcome'));
    if (query('scenario')) params.set('scenarioId', query('scenario'));
    if (query('hours')) params.set('hours', query('hours'));
    if (query('q').trim()) params.set('q', query('q').trim());
    return params.toString();
  }

  #queryChanged = () => {
    const question = this.#question();
    const typed = question.replace(/&q=[^&]*/, '') === this.list.question.replace(/&q=[^&]*/, '');
    if (question !== this.list.question) this.list.ask(question, typed ? TYPING : 0);
    this.requestUpdate();
  };

  #move(by) {
    const links = [...this.querySelectorAll('a.cover')];
    if (!links.length) return;
    const now = links.indexOf(/** @type {any} */ (document.activeElement));
    /** @type {HTMLElement} */ (links[Math.max(0, Math.min(links.length - 1, now + by))]).focus();
  }

  #toggle(kind, on) {
    const kinds = new Set(query('outcome').split(',').filter(Boolean));
    if (on) kinds.add(kind);
    else kinds.delete(kind);
    setQuery({ outcome: [...kinds].join(',') });
  }

  view() {
    return html`<div class="pagehead"><h1>Conversations</h1>
        <label class="search">${icon('search')}<input class="in" type="search"
          placeholder="Title, agent, word or number" aria-label="Search conversations" .value=${query('q')}
            @input=${(e) => setQuery({ q: e.target.value })}><kbd aria-hidden="true">/</kbd></label>
        <span class="row">${this.#scenarioSelect()}${this.#hoursSelect()}${this.#orderSelect()}</span>
        <span class="row push"><a class="btn hide-s" href="/projector"
          title="Shows the newest live conversation in large type">${icon(
            'image',
          )}Projector</a><chit-evidence-import></chit-evidence-import></span></div>
      ${this.#facets()}
      ${
        this.list.fault && this.list.items
          ? html`<div class="banner bad"
  role="status">${icon('alert')}<div><strong>This list is not up to date.</strong><p>${said(this.list.fault)} The page
    tries again by itself.</p></div></div>`
          : ''
      }
      ${this.#list(this.list.items)}`;
  }

  #scenarioSelect() {
    const chosen = query('scenario');
    const all = [...this.scenarios];
    const shown = chosen && !this.scenarios.has(chosen) ? [[chosen, chosen], ...all] : all;
    return html`<select class="in narrow" aria-label="Scenario"
      @change=${(e) => setQuery({ scenario: e.target.value })}>
      <option value="" ?selected=${!chosen}>Every scenario</option>${shown.map(
        ([id, title]) => html`<option value=${id} ?selected=${id === chosen}>${title}</option>`,
      )}</select>`;
  }

  #hoursSelect() {
    const hours = query('hours');
    const shown = HOURS.some(([value]) => value === hours) ? HOURS : [...HOURS, [hours, `of the last ${hours} hours`]];
    return html`<select class="in narrow" aria-label="Since"
      @change=${(e) => setQuery({ hours: e.target.value })}>${shown.map(
        ([value, name]) => html`<option value=${value} ?selected=${value === hours}>${name}</option>`,
      )}</select>`;
  }

  #orderSelect() {
    return html`<select class="in narrow" aria-label="Order"
      @change=${(e) => setQuery({ sort: e.target.value })}>${ORDERS.map(
        ([value, name]) => html`<option value=${value} ?selected=${value === query('sort')}>${name}</option>`,
      )}</select>`;
  }

  /** How many rows each facet has; none where not all rows of it are here. */
  #counts() {
    const { items } = this.list;
    const counts = /** @type {Record<string, number>} */ ({});
    if (!items || items.length >= this.limit || query('outcome')) return counts;
    if (!query('status'))
      for (const [value] of STATES) counts[value] = items.filter(({ status }) => !value || status === value).length;
    for (const [kind] of OUTCOMES) counts[kind] = items.filter(({ outcome }) => outcome?.kind === kind).length;
    return counts;
  }

  #facets() {
    const status = query('status');
    const kinds = query('outcome').split(',');
    const counts = this.#counts();
    // Its place is kept, so that nothing moves when the rows arrive.
    const number = (key) => html` <span class="num dim small">${counts[key] ?? ''}</span>`;
    return html`<div class="row facets">
      <div class="seg" role="radiogroup" aria-label="State">${STATES.map(
        ([value, name]) => html`<label><input type="radio" name="status" .checked=${status === value}
  @change=${() => setQuery({ status: value })}>${name}${number(value)}</label>`,
      )}</div>
      ${
        status === 'active'
          ? ''
          : html`<div class="row" role="group" aria-label="Outcome">${OUTCOMES.map(
              ([kind, look, name]) =>
                html`<label class="facet" data-o=${look}><input type="checkbox" .checked=${kinds.includes(kind)}
                  @change=${(e) => this.#toggle(kind, e.target.checked)}>${icon(look)}${name}${number(kind)}</label>`,
            )}</div>`
      }
      <span class="push row tight nowrap">${columnChooser(() => this.requestUpdate())}<span
      class="small dim row tight nowrap hide-s"><i class="dot ${this.#away ? 'off' : 'live'}"></i>${
        this.#away ? 'waits for the server' : 'updates by itself'
      }</span></span></div>`;
  }

  #list(items) {
    const { fault } = this.list;
    if (!items) {
      return fault
        ? notice(
            'alert',
            'The conversations could not be loaded',
            html`${said(fault)}`,
            html`<button class="btn" type="button" @click=${() => this.list.load()}>Try again</button>${
              location.search ? html`<a class="btn ghost" href="/conversations">Without filters</a>` : ''
            }`,
          )
        : loading('the conversations', 6);
    }
    if (!items.length) {
      return location.search
        ? notice(
            'search',
            'No conversation fits',
            'Another state, outcome, time or word may bring more. What begins from now on appears here by itself.',
            html`<a class="btn" href="/conversations">Show all</a>`,
          )
        : notice(
            'play',
            'No conversation yet',
            'Run a scenario, or let your own agent create one; it appears here by itself.',
            html`<a class="btn primary" href="/">Choose a scenario</a>`,
          );
    }
    const limit = query('sort') ? MOST : this.limit;
    const full = items.length >= limit;
    return html`<div class="list ${hiddenColumns()}"><div class="cols"
      aria-hidden="true"><span>No.</span><span>Conversation</span><span>Outcome</span><span
        class="col-turns">Turns</span><span class="col-last">Last word</span><span
          class="end col-times">Updated</span></div>
        <ol class="rows" role="list" aria-label="Conversations">${repeat(
          ordered(items, query('sort')),
          (item) => item.conversation,
          (item) => this.#row(item),
        )}</ol></div>
      <div class="row small dim below"><span>${full ? 'The latest ' : ''}${count(items.length, 'conversation')}</span>
        ${
          full && limit < MOST
            ? html`<button class="btn sm" type="button"
  @click=${() => this.#more()}>Show more</button>`
            : ''
        }
        <span role="status">${this.acts.done}</span>
        <span class="push row tight keys"><kbd>j</kbd><kbd>k</kbd> move <kbd>Enter</kbd> open <kbd>c</kbd> compare
          <kbd>r</kbd> run again <kbd>y</kbd> copy link <kbd>/</kbd> search</span></div>`;
  }

  #more() {
    this.limit = MOST;
    this.list.ask(this.#question());
  }

  #row(item) {
    const title = item.title || this.scenarios.get(item.scenarioId) || `Conversation ${item.conversation}`;
    const how = bridge(item);
    return html`<li><div
      class="r ${this.list.fresh.has(item.conversation) && item.status === 'active' ? 'new' : ''} ${
        item.conversation === this.acts.marked ? 'marked' : ''
      }" data-number=${item.conversation}><span
        class="c-id num">#${item.conversation}</span>
      <div class="c-title stack s1"><h2><a class="cover"
        href="/conversations/${item.conversation}"><bdi>${title}</bdi></a></h2>
        <span class="small dim names">${importedMark(item)}${how ? html`<span>${how}</span>` : ''}${item.agents
          .slice(0, 4)
          .map((id) => html`${agentMark(item, id)}<bdi class="clip" title=${id}>${label(id)}</bdi>`)}${
          item.agents.length > 4 ? html`<span>and ${item.agents.length - 4} more</span>` : ''
        }</span></div>
      <span
        class="c-out">${state(item)} ${judged(item)}</span>${turns(item)}${lastWord(item)}<span
        class="times">${updated(item)}${began(item)}</span></div></li>`;
  }
}
customElements.define('chit-conversations', ChitConversations);
