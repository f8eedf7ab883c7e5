// @ts-check
// What came to the addresses of a conversation's bridge or seats, and what was answered, without secrets.
import '../shared-bundle.js';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { ChitElement } from '../element.js';
import { count, size } from '../format.js';
import { icon } from '../icons.js';
import { codeHeaders } from '../model/codes.js';
import { curl, isFrame, named, refused } from '../model/wire-log.js';
import { duration } from '../time.js';
import { coloured, indented } from './json.js';
import { timeTag } from './moment.js';
import './copy.js';
import { addStyles } from './extra-style.js';

const LOOK_EVERY = 2_000;

class ChitWire extends ChitElement {
  static properties = {
    number: {},
    shared: { type: Boolean },
    exchanges: { state: true },
    fault: { state: true },
    refusedOnly: { state: true },
  };

  constructor() {
    super();
    this.number = 0;
    /** Whether its address may have begun other conversations too. */
    this.shared = false;
    /** @type {any[] | undefined} */
    this.exchanges;
    this.fault = '';
    this.refusedOnly = false;
    this.revision = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    addStyles('exchanges.css');
    this.timer = setInterval(() => document.hidden || this.#look(), LOOK_EVERY);
  }

  // Its module may come after the element, and the number after that.
  updated(changed) {
    if (changed.has('number') && this.number) this.#look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #look() {
    try {
      const { exchanges } = await api(`/conversations/${this.number}/exchanges?after=${this.revision}`, {
        headers: codeHeaders(this.number),
      });
      this.fault = '';
      if (!exchanges.length && this.exchanges) return;
      const all = new Map((this.exchanges ?? []).map((each) => [each.number, each]));
      for (const each of exchanges) all.set(each.number, each);
      this.revision = Math.max(this.revision, ...exchanges.map(({ revision }) => revision));
      this.exchanges = [...all.values()].sort((a, b) => b.number - a.number);
    } catch (/** @type {any} */ fault) {
      this.fault = fault.message;
    }
  }

  view() {
    if (this.fault && !this.exchanges) return html`<p class="err">${icon('alert')}<span>${this.fault}</span></p>`;
    if (!this.exchanges) return '';
    const bad = this.exchanges.filter(refused).length;
    const shown = this.refusedOnly ? this.exchanges.filter(refused) : this.exchanges;
    return html`<section aria-label="Requests and frames">
      <div class="row wirehead"><p class="small mid">The last ${count(
        this.exchanges.length,
        'request or frame',
        'requests and frames',
      )}
        since the server started, newest first; ${bad} refused. Codes and keys are removed.${
          this.shared ? ' They are those of the whole address, which may have begun other conversations.' : ''
        }</p>
        <label class="switch push"><input type="checkbox" role="switch" .checked=${this.refusedOnly}
          @change=${(e) => (this.refusedOnly = e.target.checked)}>Refused only</label></div>
      ${
        shown.length
          ? html`<ol class="tlist wirelist">${repeat(
              shown,
              ({ number }) => number,
              (each) => row(each),
            )}</ol>`
          : html`<p class="small mid">${
              this.refusedOnly ? 'None was refused.' : 'None yet: what a client asks appears here.'
            }</p>`
      }</section>`;
  }
}

/** How an exchange stands, its signs and words. */
function look(exchange) {
  const { ms, request, response, status } = exchange;
  const frame = isFrame(exchange);
  const sent = frame && !request.body;
  const answered = sent ? 'sent' : refused(exchange) ? 'refused' : 'answered';
  const words = status ? (frame ? `closed, ${status}` : status) : frame && response ? answered : 'under way';
  return {
    frame,
    sent,
    sign: /** @type {'alert' | 'down' | 'send'} */ (refused(exchange) ? 'alert' : sent ? 'down' : 'send'),
    words: ms === undefined || sent ? words : `${words}, ${duration(ms)}`,
    heads: frame
      ? ['Frame', sent ? 'Frame' : status ? `Connection closed, ${status}` : 'Answer']
      : ['Request', `Response ${status}`],
  };
}

function row(exchange) {
  const { at, method, path, request, response } = exchange;
  const { frame, sent, sign, words, heads } = look(exchange);
  const bad = refused(exchange) ? 'c-bad' : '';
  return html`<li><details class="fold exchange"><summary>${icon(sign, bad)}
      <b class="clip">${named(exchange)}</b> ${timeTag(at)}<span
        class="num dim push nowrap ${bad}">${words}</span></summary>
    <div class="stack s2"><div class="row"><code class="wrap">${frame ? 'WebSocket' : method} ${path}</code><chit-copy
        class="push" look="ghost sm" .text=${frame ? request.body || response?.body : curl(exchange)}
        words=${frame ? 'Copy the frame' : 'Copy as curl'}></chit-copy></div>
      ${sent ? '' : part(heads[0], request)}
      ${response ? part(heads[1], response) : ''}</div></details></li>`;
}

function part(title, { headers, body, bytes }) {
  const cut = new Blob([body]).size < bytes;
  const pretty = cut ? undefined : indented(body);
  return html`<h3>${title}</h3>${
    headers.length
      ? html`<pre class="code" tabindex="0" role="group" aria-label="Headers">${headers
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}</pre>`
      : ''
  }${
    body
      ? html`<pre class="code" tabindex="0" role="group" aria-label="Body" dir="auto">${
          pretty === undefined ? body : coloured(pretty)
        }</pre>${cut ? html`<p class="small dim">The first part of ${size(bytes)}.</p>` : ''}`
      : html`<p class="small dim">No body.</p>`
  }`;
}
customElements.define('chit-wire', ChitWire);
