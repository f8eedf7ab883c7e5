// @ts-check
// The address an external agent connects to: shown at once, with texts to paste, a self-test, and what arrives there.
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement, redrawnBy } from '../element.js';
import { api, said } from '../api.js';
import { icon } from '../icons.js';
import { LONG, LONGEST, base64url, endpoint, snippets } from '../model/invitation.js';
import { hostOf, reach } from '../model/reach.js';
import { query, setQuery } from '../router.js';
import { LiveSummaries } from '../summaries.js';
import { loading } from './marks.js';
import { lastWord, state, turns, updated } from './rows.js';
import './copy.js';
import './self-test.js';

const TYPING = 300;
const NAMES = { a2a: 'A2A 0.3 and 1.0', mcp: 'MCP 2025-03-26 to 2026-07-28', websocket: 'JSON-RPC over WebSocket' };

class ChitEndpoint extends ChitElement {
  static properties = {
    meta: { attribute: false },
    given: {},
    protocol: {},
    opening: {},
    told: { state: true },
    fault: { state: true },
    drawn: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.meta;
    /** A given template in base64url; empty when it is made from `meta`. */
    this.given = '';
    this.protocol = 'a2a';
    this.opening = '';
    this.drawn = 0;
    /** Draws an address for a camera. @type {((address: string) => unknown) | undefined} */
    this.coded = undefined;
    this.config64 = '';
    /** The configuration that `told` is about. */
    this.toldOf = '';
    this.list = new LiveSummaries();
    this.list.addEventListener('change', () => this.drawn++);
    redrawnBy(this, window, 'chit-query');
  }

  connectedCallback() {
    super.connectedCallback();
    this.list.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.list.stop();
    clearTimeout(this.soon);
  }

  willUpdate() {
    const config64 = this.given || base64url(JSON.stringify(this.meta));
    if (config64 === this.config64) return;
    this.config64 = config64;
    // While the user types, the previous list stays until the server has been asked about the address that came of it.
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#look(config64), this.told || this.fault ? TYPING : 0);
  }

  // The server knows under which name others reach it, and which conversations belong here.
  async #look(config64) {
    try {
      const told = await api(`/bridge/${config64}/mcp/diag`);
      if (config64 !== this.config64) return;
      this.told = told;
      this.toldOf = config64;
      this.fault = undefined;
      this.list.items = undefined;
      this.list.ask(
        new URLSearchParams({
          bridgeConfig64Hash: told.bridgeConfig64Hash,
          ...(this.meta.scenarioId ? { scenarioId: this.meta.scenarioId } : {}),
          limit: '50',
        }).toString(),
      );
    } catch (fault) {
      if (config64 === this.config64) this.fault = fault;
    }
  }

  get #apiBase() {
    return this.told?.url.replace(/\/bridge\/[^/]*\/mcp$/, '') ?? `${location.origin}/api`;
  }

  view() {
    const address = endpoint(this.#apiBase, /** @type {any} */ (this.protocol), this.config64);
    const here = endpoint(`${location.origin}/api`, /** @type {any} */ (this.protocol), this.config64);
    return html`<section class="panel"><header><h2>Endpoint</h2><span
      class="tag">${NAMES[this.protocol]}</span></header><div class="body stack">
        <div class="endpoint"><output aria-label="Endpoint address">${address}</output><chit-copy .text=${address}
          .look=${'primary'} @uncopied=${this.#select}></chit-copy></div>
        <details class="fold" @toggle=${this.#unfold}><summary>QR code</summary>${this.coded?.(address) ?? ''}</details>
        ${this.#warnings(address)}
        ${this.protocol === 'websocket' ? '' : this.#ways(here)}
        ${this.#snippets(address)}</div></section>
      <chit-self-test .protocol=${this.protocol} .here=${here} .address=${address}
        .talkAt=${endpoint(`${location.origin}/api`, 'a2a', this.config64)} .opening=${this.opening}
          .warnings=${this.told?.warnings ?? []}></chit-self-test>
      <section><div class="row listhead"><h2>Conversations of this endpoint</h2><span class="small dim row tight"><i
        class="dot live"></i>new ones appear here</span></div>${this.#conversations()}</section>`;
  }

  /** What a person can do with the address that a program is meant for. */
  #ways(here) {
    return html`<p class="small"><a href="/try?protocol=${this.protocol}&amp;endpoint=${encodeURIComponent(here)}">Talk
      to it by hand</a> <span class="dim">as a client would, with every request shown</span>${
        // The page of a given template links to itself no more.
        this.given ? '' : html` · <a href="/configured/${this.config64}">What it says, as a page to share</a>`
      }</p>`;
  }

  async #unfold({ target }) {
    if (!target.open || this.coded) return;
    try {
      this.coded = (await import('./address-code.js')).addressCode;
      this.drawn++;
    } catch {
      target.open = false;
    }
  }

  #select() {
    const output = this.querySelector('output');
    if (output) getSelection()?.selectAllChildren(output);
  }

  #warnings(address) {
    const warnings = [];
    if (this.fault) warnings.push(['This address cannot be used.', html`${said(this.fault)}`]);
    if (this.config64.length > LONGEST)
      warnings.push(['This address is too long.', 'The server takes 48 KB: shorten the extra instructions.']);
    else if (this.config64.length > LONG)
      warnings.push([
        'This address is very long.',
        'Some proxies refuse addresses beyond 8 KB. Shorten the extra instructions if a client does not get through.',
      ]);
    if (reach(address) === 'machine')
      warnings.push([
        'Only programs on this very machine reach this address.',
        html`Open this page by the machine’s name or IP address instead of <code>${hostOf(address)}</code>, or set
          <code>PUBLIC_API_BASE_URL</code>.`,
      ]);
    return warnings.map(
      ([title, words]) =>
        html`<div class="banner"
          role="status">${icon('alert')}<div><strong>${title}</strong><p>${words}</p></div></div>`,
    );
  }

  #snippets(address) {
    // Frames name the configuration by the hash that the server tells: without it the list below would not know them.
    if (this.protocol === 'websocket' && this.toldOf !== this.config64 && !this.fault) return loading('the frames', 3);
    const all = snippets(this.protocol, address, this.opening, this.meta, this.told?.bridgeConfig64Hash);
    const chosen = all.find((each) => each.id === query('snippet')) ?? all[0];
    return html`<div class="stack s2"><div class="row"><div class="seg" role="radiogroup"
      aria-label="Snippet">${all.map(
        (each) =>
          html`<label><input type="radio" name="snippet" .checked=${each === chosen}
          @change=${() => setQuery({ snippet: each === all[0] ? null : each.id })}>${each.name}</label>`,
      )}</div>
        <span class="push"><chit-copy .text=${chosen.text} .look=${'ghost sm'}
          .words=${'Copy snippet'}></chit-copy></span></div>
      <pre class="code snippet" tabindex="0" role="group" aria-label="${chosen.name} snippet">${chosen.text}</pre>
      <p class="small mid">${chosen.help}${
        chosen.link
          ? html` <a href="${endpoint(`${location.origin}/api`, 'a2a', this.config64)}/.well-known/agent-card.json"
  target="_blank" rel="noopener">Open the card</a>`
          : ''
      }</p></div>`;
  }

  #conversations() {
    const { items, fault } = this.list;
    if (!items)
      return fault || this.fault
        ? html`<p class="err">${icon('alert')}<span>They cannot be listed now. The server says:
          “${/** @type {any} */ (fault ?? this.fault).message}”</span></p>`
        : loading('its conversations', 2);
    if (!items.length)
      return html`<div class="panel"><p
        class="body mid">None yet. As soon as your agent sends its first message, its conversation appears
          here.</p></div>`;
    return html`<div class="list three"><div class="cols"
      aria-hidden="true"><span>No.</span><span>State</span><span>Turns</span><span>Last word</span><span
        class="end">Updated</span></div>
      <ol class="rows" role="list" aria-label="Conversations of this endpoint">${repeat(
        items,
        (item) => item.conversation,
        (
          item,
        ) => html`<li><div class="r ${this.list.fresh.has(item.conversation) && item.status === 'active' ? 'new' : ''}">
        <span class="c-id num"><a class="cover" href="/conversations/${item.conversation}"><span
          class="vh">Conversation </span>#${item.conversation}</a></span><span
            class="c-out">${state(item)}</span>${turns(item)}${lastWord(item)}${updated(item)}</div></li>`,
      )}</ol></div>`;
  }
}
customElements.define('chit-endpoint', ChitEndpoint);
