// @ts-check
// Choose a scenario: cards, Published or All, search.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api, segment } from '../api.js';
import { initial, label } from '../format.js';
import { icon } from '../icons.js';
import { loading, mark, notice } from '../parts/marks.js';
import { query, setQuery } from '../router.js';
import { published } from '../scenarios.js';
import { shortcut } from '../shortcuts.js';
import { remember, remembered } from '../store.js';
import { setTitle } from '../title.js';
import { dayOf } from '../time.js';

/** Why a stored scenario cannot be shown as a card, or nothing. */
const broken = (item) => (!item?.config?.metadata ? 'metadata is missing' : !Array.isArray(item.config.agents) ? 'agents is missing' : '');

const words = (item) => {
  const { metadata = {}, agents = [] } = item?.config ?? {};
  const roles = Array.isArray(agents) ? agents.flatMap((agent) => [agent?.agentId, agent?.principal?.name]) : [];
  return [item?.name, item?.id, metadata.title, metadata.description, ...(Array.isArray(metadata.tags) ? metadata.tags : []), ...roles].filter((each) => typeof each === 'string').join('\n').toLocaleLowerCase();
};

class ChitScenarios extends ChitElement {
  static properties = { items: { state: true }, fault: { state: true }, which: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    setTitle('Scenarios');
    this.which = query('show') || remembered('scenarios', 'published');
    this.release = shortcut('/', 'Search', () => this.querySelector('input')?.focus());
    this.redraw = () => this.requestUpdate();
    addEventListener('chit-query', this.redraw);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.release();
    removeEventListener('chit-query', this.redraw);
  }

  async #load() {
    this.fault = undefined;
    try {
      this.items = await api('/scenarios');
    } catch (fault) {
      this.fault = fault;
    }
  }

  #choose(which) {
    this.which = which;
    remember('scenarios', which);
    setQuery({ show: which === 'all' ? 'all' : null });
  }

  view() {
    const items = this.items ?? [];
    const out = items.filter(published);
    const group = this.which === 'all' ? items : out;
    const wanted = query('q').toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const matches = (item) => wanted.every((word) => words(item).includes(word));
    const shown = group.filter(matches);
    return html`<div class="pagehead"><h1>Scenarios</h1>
        <label class="search">${icon('search')}<input class="in" type="search" placeholder="Search titles, agents, principals, tags" aria-label="Search scenarios" .value=${query('q')} @input=${(e) => setQuery({ q: e.target.value })}><kbd aria-hidden="true">/</kbd></label>
        <div class="seg" role="radiogroup" aria-label="Which scenarios">${[['published', 'Published', out.length], ['all', 'All', items.length]].map(([value, name, n]) =>
          html`<label><input type="radio" name="which" .checked=${this.which === value} @change=${() => this.#choose(value)}>${name} <span class="count">${this.items ? n : ''}</span></label>`)}</div></div>
      ${this.fault ? this.#failed() : !this.items ? loading('the scenarios') : shown.length ? html`<div class="cards">${shown.map((item) => this.#card(item))}</div>` : this.#nothing(items.filter(matches).length, group.length)}`;
  }

  #failed() {
    return notice('alert', 'The scenarios could not be loaded', html`The server says: “${this.fault.message}”`, html`<button class="btn" type="button" @click=${() => this.#load()}>Try again</button>`);
  }

  #nothing(elsewhere, inGroup) {
    const q = query('q');
    const clear = html`<button class="btn ghost" type="button" @click=${() => setQuery({ q: null })}>Clear the search</button>`;
    const all = html`<button class="btn" type="button" @click=${() => this.#choose('all')}>Show all ${q ? elsewhere : this.items.length}</button>`;
    if (q) return notice('search', html`No ${this.which === 'all' ? '' : 'published'} scenario matches “${q}”`, elsewhere ? `${elsewhere} of the unpublished ones ${elsewhere === 1 ? 'does' : 'do'}.` : 'The search looks at titles, agents, principals and tags.', html`${elsewhere && this.which !== 'all' ? all : ''}${clear}`);
    if (this.items.length && !inGroup) return notice('lock', 'No scenario is published yet', 'Published scenarios carry the tag “published”.', all);
    return notice('file', 'This server holds no scenarios yet', html`Send one with <code>POST /api/scenarios</code>; it appears here.`, html`<button class="btn" type="button" @click=${() => this.#load()}>Look again</button>`);
  }

  #card(item) {
    const fault = broken(item);
    const title = item?.config?.metadata?.title || item?.name || item?.id;
    const lock = published(item) ? html`<span class="tag lock">${icon('lock')}Published</span>` : '';
    const address = `/scenarios/${segment(item.id)}`;
    if (fault) {
      return html`<article class="card broken"><div class="row"><h2 class="grow"><bdi>${title}</bdi></h2>${lock}</div>
        <p class="err">${icon('alert')}<span>Cannot be shown: <code>${fault}</code>.</span></p><p>The other scenarios are not affected.</p>
        <div class="foot"><a class="btn sm" href="/api/scenarios/${segment(item.id)}" target="_blank" rel="noopener">Open its JSON</a></div></article>`;
    }
    const { metadata, agents } = item.config;
    const tags = (Array.isArray(metadata.tags) ? metadata.tags : []).filter((tag) => tag !== 'published').map(String);
    return html`<article class="card"><div class="row nowrap-row"><h2 class="grow"><a href=${address}><bdi>${title}</bdi></a></h2>${lock}</div>
      <div class="pair">${agents.slice(0, 6).map((agent, i) => html`<span>${mark({ place: (i % 6) + 1, initial: initial(label(agent?.agentId)) }, 'sm')}<span class="clip" title=${String(agent?.agentId)}><bdi>${agent?.principal?.name || label(agent?.agentId)}</bdi></span></span>`)}</div>
      ${metadata.description ? html`<p dir="auto">${metadata.description}</p>` : ''}
      ${tags.length ? html`<div class="row tight">${tags.slice(0, 6).map((tag) => html`<span class="tag"><bdi>${tag}</bdi></span>`)}</div>` : ''}
      <div class="foot"><a class="btn tint sm" href="${address}/run" aria-label="Run ${title}">${icon('play')}Run</a><span class="small dim clip" title=${item.modifiedAt}>edited ${dayOf(item.modifiedAt)}</span></div></article>`;
  }
}
customElements.define('chit-scenarios', ChitScenarios);
