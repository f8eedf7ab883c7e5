// @ts-check
// Of an endpoint of this very server: the conversations that begin while it is tried, as this page shows them.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { LiveSummaries } from '../summaries.js';

const OURS = /^\/api\/bridge\/([^/]+)\/(?:a2a|mcp)\/?$/;

/** The template of an endpoint of this server, in base64url; empty for every other address. @param {string} endpoint */
export function ownTemplate(endpoint) {
  if (!URL.canParse(endpoint)) return '';
  const url = new URL(endpoint);
  return (url.origin === location.origin && OURS.exec(url.pathname)?.[1]) || '';
}

class ChitOwnConversations extends ChitElement {
  static properties = { config64: {}, drawn: { state: true } };

  constructor() {
    super();
    this.config64 = '';
    this.drawn = 0;
    this.list = new LiveSummaries();
    this.list.addEventListener('change', () => this.#changed());
    /** @type {Set<number> | undefined} those that were there before */
    this.former = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.list.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.list.stop();
  }

  willUpdate(changed) {
    if (!changed.has('config64')) return;
    this.former = undefined;
    api(`/bridge/${this.config64}/mcp/diag`).then(
      ({ bridgeConfig64Hash }) => this.list.ask(new URLSearchParams({ bridgeConfig64Hash, limit: '20' }).toString()),
      // Why this endpoint does not answer stands among the requests.
      () => {},
    );
  }

  #changed() {
    this.former ??= this.list.items && new Set(this.list.items.map(({ conversation }) => conversation));
    this.drawn++;
  }

  view() {
    const begun = (this.list.items ?? []).filter(({ conversation }) => !this.former?.has(conversation));
    return begun.length
      ? html`<p class="row" role="status">${begun.map(
          ({ conversation }) => html`<a class="btn" href="/conversations/${conversation}" target="_blank"
            >${icon('play')}Open as conversation ${conversation}</a>`,
        )}</p>`
      : '';
  }
}
customElements.define('chit-own-conversations', ChitOwnConversations);
