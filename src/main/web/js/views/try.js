// @ts-check
// Try another server's A2A or MCP endpoint by hand: this server calls it, as it calls the agents of conversations, or
// the browser does. Every request, response and event is shown.
import '../shared-bundle.js';
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement, redrawnBy } from '../element.js';
import { icon } from '../icons.js';
import { Wire, readHeaders } from '../model/wire.js';
import { exchangeRow } from '../parts/exchange.js';
import { notice } from '../parts/marks.js';
import { keptServers } from '../parts/kept-servers.js';
import { ownTemplate } from '../parts/own-conversations.js';
import { scenarioOf } from '../old-links.js';
import { query, setQuery } from '../router.js';
import { setTitle } from '../title.js';
import '../parts/try-a2a.js';
import '../parts/try-mcp.js';

const PROTOCOLS = [
  ['a2a', 'A2A'],
  ['mcp', 'MCP'],
  ['mcp-2026', 'MCP 2026-07-28'],
];
const CALLERS = [
  ['server', 'This server'],
  ['browser', 'Your browser'],
];

class ChitTry extends ChitElement {
  static properties = { round: { state: true }, drawn: { state: true }, wrong: { state: true } };

  constructor() {
    super();
    this.round = 0;
    this.drawn = 0;
    this.wrong = '';
    this.headers = '';
    this.wire = new Wire();
    this.wire.addEventListener('change', () => this.drawn++);
    redrawnBy(this, window, 'chit-query');
  }

  connectedCallback() {
    super.connectedCallback();
    setTitle('Try a server');
  }

  get #protocol() {
    return PROTOCOLS.some(([value]) => value === query('protocol'))
      ? query('protocol')
      : /\/mcp\/?$/.test(query('endpoint'))
        ? 'mcp'
        : 'a2a';
  }

  /** The server does not call itself, so its own addresses are for the browser. */
  get #caller() {
    const chosen = query('caller');
    if (CALLERS.some(([value]) => value === chosen)) return chosen;
    const address = query('endpoint');
    return URL.canParse(address) && new URL(address).origin === location.origin ? 'browser' : 'server';
  }

  #connect(event) {
    event.preventDefault();
    this.#open(String(new FormData(event.target).get('endpoint')).trim());
  }

  /** @param {string} endpoint @param {{protocol?: string, caller?: string}} [how] */
  #open(endpoint, how = {}) {
    const { headers, wrong } = readHeaders(this.headers);
    this.wrong = wrong.length
      ? `These are no headers: ${wrong.join(' · ')}. Write “Name: value”, one a line.`
      : /^https?:\/\/\S+$/.test(endpoint)
        ? ''
        : 'An endpoint begins with http:// or https:// and has no spaces.';
    if (this.wrong) return;
    setQuery({ endpoint, ...how });
    this.wire.headers = headers;
    this.wire.origin = new URL(endpoint).origin;
    this.wire.clear();
    this.round++;
  }

  /** Links of an old client name the scenario that the endpoint plays. */
  #scenario() {
    const address = query('scenarioUrl');
    if (!URL.canParse(address) || !/^https?:/.test(new URL(address).protocol)) return '';
    return html`<p class="small">The link names a scenario as well: <a
      href=${scenarioOf(address)}><code class="wrap">${address.slice(0, 600)}</code></a></p>`;
  }

  view() {
    const caller = this.#caller;
    const byServer = caller === 'server';
    const protocol = byServer && this.#protocol === 'mcp-2026' ? 'mcp' : this.#protocol;
    return html`<div class="pagehead"><h1>Try a server</h1></div><div class="runlay try">
      <form class="panel" aria-label="The server" novalidate @submit=${this.#connect}><div class="body stack">
        <div class="field"><label for="try-endpoint">Endpoint</label><input class="in mono" id="try-endpoint"
          name="endpoint" type="url" inputmode="url" autocomplete="off" spellcheck="false"
            placeholder="https://agents.example.org/a2a" .value=${query('endpoint')}></div>
        <div class="field"><span class="lab" id="try-protocol">Protocol</span><div><div class="seg" role="radiogroup"
          aria-labelledby="try-protocol">${PROTOCOLS.filter(([value]) => !byServer || value !== 'mcp-2026').map(
            ([value, name]) =>
              html`<label><input type="radio" name="protocol" .checked=${protocol === value} @change=${() => {
                setQuery({ protocol: value });
                this.round = 0;
              }}>${name}</label>`,
          )}</div></div></div>
        <div class="field"><span class="lab" id="try-caller">Called by</span><div><div class="seg" role="radiogroup"
          aria-labelledby="try-caller">${CALLERS.map(
            ([value, name]) =>
              html`<label><input type="radio" name="caller" .checked=${caller === value} @change=${() => {
                setQuery({ caller: value });
                this.round = 0;
              }}>${name}</label>`,
          )}</div></div></div>
        <div class="field"><label for="try-headers">Headers of your own</label><textarea class="in mono"
          id="try-headers" rows="2" spellcheck="false" placeholder="Authorization: Bearer …"
            aria-describedby="try-headers-help" .value=${this.headers}
              @input=${(e) => (this.headers = e.target.value)}></textarea>
          <p class="help" id="try-headers-help">Sent with every request; kept only until this page is closed.</p></div>
        ${this.wrong ? html`<p class="err" role="alert">${icon('alert')}<span>${this.wrong}</span></p>` : ''}
        <div class="row"><button class="btn primary" type="submit">${icon('plug')}Connect</button></div>
        ${this.#scenario()}
        ${keptServers(
          { endpoint: this.round ? query('endpoint') : '', protocol, caller },
          ({ endpoint, ...how }) => this.#open(endpoint, how),
          () => this.requestUpdate(),
        )}
        <p class="small dim">${
          byServer
            ? 'This server calls it as it calls the agents of conversations: it finds the version, streams where it ' +
              'can, and goes only to addresses that its operator allows. It does not call itself.'
            : 'Your browser calls the server itself: it must be reachable from here and let pages call it (CORS).'
        }</p></div></form>
      <div class="stack">${
        this.round
          ? keyed(
              this.round,
              protocol === 'a2a'
                ? html`<chit-try-a2a .wire=${this.wire} .endpoint=${query('endpoint')}
                  ?byServer=${byServer}></chit-try-a2a>`
                : html`<chit-try-mcp .wire=${this.wire} .endpoint=${query('endpoint')} ?byServer=${byServer}
                  ?modern=${protocol === 'mcp-2026'}></chit-try-mcp>`,
            )
          : notice(
              'plug',
              query('endpoint') ? 'Not connected yet' : 'No server yet',
              query('endpoint')
                ? 'The address is filled in: press Connect.'
                : 'Give the address of an A2A agent or an MCP server, then talk to it by hand.',
              '',
            )
      }
        ${
          this.round && ownTemplate(query('endpoint'))
            ? html`<chit-own-conversations .config64=${ownTemplate(query('endpoint'))}></chit-own-conversations>`
            : ''
        }
        ${
          this.wire.exchanges.length
            ? html`<section><h2 class="listhead">Requests, newest first</h2><ol class="panel exchanges"
  role="list">${repeat(this.wire.exchanges, (each) => each.id, exchangeRow)}</ol></section>`
            : ''
        }</div></div>`;
  }
}
customElements.define('chit-try', ChitTry);
