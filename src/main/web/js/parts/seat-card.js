// @ts-check
// A seat as its host sees it: who plays it over what, its link with a QR code, and what can be done with it.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { said } from '../api.js';
import { initial, label } from '../format.js';
import { icon } from '../icons.js';
import { keepSeat } from '../model/codes.js';
import { dialWords, protocol } from '../model/seat-events.js';
import { rpc } from '../rpc.js';
import { chip, mark } from './marks.js';
import { qr } from './qr.js';
import './clock.js';
import './copy.js';

const ITS_TURN = html`<span class="chip" data-o="live"><span class="dot live"></span><span>Its turn</span></span>`;

class ChitSeatCard extends ChitElement {
  static properties = {
    number: {},
    seat: { attribute: false },
    given: { attribute: false },
    elsewhere: { type: Boolean },
    since: {},
    turn: { type: Boolean },
    ended: { type: Boolean },
    place: {},
    principal: {},
    unanswered: { attribute: false },
    busy: { state: true },
    fault: { state: true },
  };

  constructor() {
    super();
    this.number = 0;
    /** @type {any} the seat as the server reports it now */
    this.seat;
    /** @type {any} the seat with its code, as it was given out; undefined when this tab does not know it */
    this.given;
    /** @type {number} since when it is as it is (epoch ms) */
    this.since = NaN;
    this.turn = this.ended = false;
    /** Whether the link that this tab gave out was replaced from another one. */
    this.elsewhere = false;
    this.place = 1;
    this.principal = '';
    /** @type {any} what a called agent said of its task instead of an answer */
    this.unanswered;
  }

  async #ask(method, params) {
    this.busy = true;
    this.fault = undefined;
    try {
      const given = await rpc.call(method, { conversationId: this.number, agentId: this.seat.agentId, ...params });
      keepSeat(this.number, given);
      this.dispatchEvent(new CustomEvent('handed', { bubbles: true }));
      this.busy = false;
      return given;
    } catch (fault) {
      this.fault = fault;
    }
    this.busy = false;
    return undefined;
  }

  async #play() {
    // Opened at once, or the browser blocks it as a pop-up.
    const tab = window.open('', '_blank');
    const given = await this.#ask('handSeat', { to: 'person' });
    if (tab && given) tab.location.href = given.url;
    else tab?.close();
  }

  #state() {
    const { kind, taken, lost, via, client } = this.seat;
    const over = protocol(via);
    if (kind === 'server') return html`${chip('neutral', 'This server plays it')}`;
    if (lost) return html`${chip('error', 'Lost')}<span class="small mid">was here over ${over}</span>`;
    if (taken)
      return html`${chip('ok', 'Taken')}<span class="small mid">over ${over}${
        client ? html`, <bdi>${client}</bdi>` : ''
      }</span>`;
    if (kind === 'dial')
      return html`${chip(this.ended ? 'canceled' : 'live', this.ended ? 'Not called' : 'To be called')}`;
    return html`${chip(this.ended ? 'canceled' : 'live', this.ended ? 'Nobody came' : 'Waiting')}${
      this.ended
        ? ''
        : html`<span class="small mid">for <chit-clock class="quiet" .since=${this.since}></chit-clock></span>`
    }`;
  }

  view() {
    const { agentId, kind } = this.seat;
    const name = label(agentId);
    const { url } = this.given ?? {};
    return html`<section class="panel seat" aria-label="Seat of ${name}">
      <header>${mark({ place: this.place, initial: initial(name) })}<h2><bdi>${name}</bdi>${
        this.principal ? html`<span class="small mid"> <bdi>${this.principal}</bdi></span>` : ''
      }</h2>${this.turn ? ITS_TURN : ''}
      </header>
      <div class="body stack">
        <div class="row seatstate" role="status">${this.#state()}</div>
        ${kind === 'open' && !this.ended ? (url ? this.#link(name) : this.#unknown()) : ''}
        ${
          kind === 'dial'
            ? html`<p class="small mid">This server calls <bdi class="seaturl">${this.seat.url}</bdi></p>`
            : ''
        }
        ${
          this.unanswered ? html`<p class="err">${icon('alert')}<bdi>${dialWords(this.unanswered, name)}</bdi></p>` : ''
        }
        ${this.fault ? html`<p class="err">${icon('alert')}<span>${said(this.fault)}</span></p>` : ''}
        ${this.ended ? '' : this.#actions()}
      </div></section>`;
  }

  #unknown() {
    return html`<p class="small mid">${
      this.elsewhere
        ? 'Its link was replaced elsewhere, in another tab or by another host: the one that stood here no longer works.'
        : 'Its link was shown once and is not kept.'
    } Make a new one to give it away again; the old one then no longer works.</p>`;
  }

  #link(name) {
    const { url, a2a, mcp, ws } = this.given;
    const all = [
      ['A2A', a2a],
      ['MCP', mcp],
      ['WebSocket', ws],
      ['curl', `curl -s ${url}`],
    ];
    const { mine } = this.given;
    const open = html`<a class="btn ${mine ? 'primary' : ''}" href=${url} target="_blank" rel="noreferrer">${icon(
      mine ? 'person' : 'link',
    )}${mine ? 'Play it here' : 'Open'}</a>`;
    const copy = html`<chit-copy .text=${url} words="Copy the link" look=${mine ? '' : 'primary'}></chit-copy>`;
    return html`<div class="seatlink">${qr(url, `QR code of the link to the seat of ${name}`)}
        <div class="stack s2"><p class="code seaturl">${url}</p>
          <div class="row">${mine ? [open, copy] : [copy, open]}</div>
          <p class="small mid">${
            mine
              ? 'Yours: play it in another tab, or scan the code to play it on your phone.'
              : 'For a person, a model or an agent: whoever opens it is told what to do.'
          }</p></div></div>
      <details class="fold"><summary>Addresses for A2A, MCP, WebSocket and curl</summary>
        <dl class="seataddresses">${all.map(
          ([words, text]) =>
            html`<div><dt>${words}</dt><dd><code>${text}</code><chit-copy .text=${text}></chit-copy></dd></div>`,
        )}</dl></details>`;
  }

  #actions() {
    const { kind } = this.seat;
    const open = kind === 'open';
    return html`<div class="row seatactions">
      ${
        open
          ? html`<button class="btn" type="button" ?disabled=${this.busy}
              @click=${() => this.#ask('replaceCode')}>${icon('retry')}New link</button>`
          : html`<button class="btn" type="button" ?disabled=${this.busy}
              @click=${() => this.#ask('handSeat', { to: 'open' })}>${icon('plug')}Open the seat</button>`
      }
      <button class="btn" type="button" ?disabled=${this.busy} @click=${this.#play}>${icon('person')}Play it
        myself</button>
      ${
        kind !== 'server'
          ? html`<button class="btn" type="button" ?disabled=${this.busy}
              @click=${() => this.#ask('handSeat', { to: 'server' })}>${icon('server')}Let the server play it</button>`
          : ''
      }
      ${
        kind !== 'dial' && this.seat.url
          ? html`<button class="btn" type="button" ?disabled=${this.busy} title=${this.seat.url}
              @click=${() => this.#ask('handSeat', { to: 'dial' })}>${icon('plug')}Call its URL again</button>`
          : ''
      }</div>`;
  }
}
customElements.define('chit-seat-card', ChitSeatCard);
