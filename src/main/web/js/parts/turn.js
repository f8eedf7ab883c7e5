// @ts-check
// One turn: who, when, the folded private work, the messages with their attachments.
import { html, nothing } from 'lit';
import { ChitElement } from '../element.js';
import { count, firstLine, kindOf, plainName } from '../format.js';
import { icon } from '../icons.js';
import { failed, steps } from '../model/log.js';
import { usedWords } from '../model/usage.js';
import { duration, millis } from '../time.js';
import { coloured } from './json.js';
import { choice, menu } from './menu.js';
import { copyText } from './copy.js';
import { timeTag } from './moment.js';
import { traceList } from './traces.js';
import './text.js';

class ChitTurn extends ChitElement {
  static properties = {
    turn: { attribute: false },
    version: {},
    who: { attribute: false },
    show: {},
    attachment: {},
    unfolded: { state: true },
    raw: { state: true },
    done: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.show;
    /** @type {any} */
    this.who;
    /** @type {any} */
    this.turn;
    /** @type {string | undefined} the attachment that is open */
    this.attachment;
    /** Whether the events stand there as JSON. */
    this.raw = false;
    this.done = '';
  }

  willUpdate(changed) {
    if (changed.has('show')) this.unfolded = this.show === 'traces';
  }

  shouldUpdate(changed) {
    // The roster makes a new `who` object each time; only what it says counts.
    const who = changed.get('who');
    return !(
      changed.size === 1 &&
      who &&
      who.id === this.who.id &&
      who.name === this.who.name &&
      who.place === this.who.place
    );
  }

  view() {
    const { turn, who } = this;
    this.ariaLabel = `Turn ${turn.number}, ${who.name}`;
    this.role = 'article';
    const when = timeTag(turn.first.ts, undefined, { alone: false });
    return html`<div class="thread"><span class="av" data-a=${who.place}
      aria-hidden="true">${who.place ? who.initial : icon('server')}</span></div>
      <header class="turnhead"><span class="who" title=${who.id}><bdi>${who.name}</bdi></span><span
        class="dim small">turn ${turn.number}</span>${
          turn.used ? html`<span class="dim small used" title="What its model used">${usedWords(turn.used)}</span>` : ''
        }
        <a class="perma" href="#e${turn.key}"
          aria-label="Link to event ${turn.key}">${icon('link')}</a>${when}${this.#acts(turn, who)}</header>
      ${this.raw ? this.#rawEvents(turn) : ''}
      ${turn.traces.length ? this.#traces(turn) : ''}
      ${turn.messages.map((message, i) => this.#message(message, i > 0 || turn.traces.length > 0))}
      ${
        turn.closed || turn.messages.length
          ? ''
          : turn.failure
            ? html`<div class="pending c-bad"><span class="dot bad inline"></span> cannot play this turn: its model
                fails</div>`
            : html`<div class="pending"><span
  class="dot live inline"></span> is working on this turn</div>`
      }`;
  }

  #acts(turn, who) {
    const text = turn.messages.map(({ payload }) => payload?.text ?? '').join('\n\n');
    const link = `${location.origin}${location.pathname}#e${turn.key}`;
    return html`<span class="turnacts" role="status">${this.done}</span>${menu(
      `Turn ${turn.number} of ${who.name}`,
      html`${choice('copy', 'Copy text', () => this.#copy(text), { off: !text })}
        ${choice('link', 'Copy link', () => this.#copy(link))}
        ${choice('code', this.raw ? 'Hide JSON' : 'Show JSON', () => (this.raw = !this.raw))}`,
      'sm',
    )}`;
  }

  async #copy(text) {
    this.done = (await copyText(text)) ? 'Copied' : 'Not copied: this browser does not allow it';
    clearTimeout(this.doneTimer);
    this.doneTimer = setTimeout(() => (this.done = ''), 4_000);
  }

  /** The events as the server has them. */
  #rawEvents(turn) {
    const events = [...turn.traces, ...turn.messages].sort((a, b) => a.seq - b.seq);
    return html`<div class="rawevents">${events.map(
      (event) => html`<div class="row"><b class="small">Event ${event.seq}</b><chit-copy class="push" look="ghost sm"
          .text=${JSON.stringify(event, null, 2)}></chit-copy></div><pre class="code" dir="auto" tabindex="0"
          role="group" aria-label="Event ${event.seq} as JSON">${coloured(JSON.stringify(event, null, 2))}</pre>`,
    )}</div>`;
  }

  #traces(turn) {
    const list = steps(turn.traces);
    const thoughts = list.filter((step) => step.kind === 'thought').length;
    const calls = list.filter((step) => step.kind === 'tool_call');
    const others = list.length - thoughts - calls.length;
    const bad = list.filter(failed).length;
    const what = [
      thoughts && count(thoughts, 'thought'),
      calls.length && count(calls.length, 'tool call'),
      others && count(others, 'note'),
    ]
      .filter(Boolean)
      .join(', ');
    const names = [...new Set(calls.map((step) => firstLine(step.event.payload.name, 40)))].slice(0, 3).join(', ');
    const ms = millis(turn.traces.at(-1).ts) - millis(turn.traces[0].ts);
    const took = ms > 0 ? duration(ms) : '';
    return html`<details class="traces" .open=${this.unfolded} @toggle=${(e) => (this.unfolded = e.target.open)}>
      <summary>${icon('chevron', 'chev')}<b>${what}${bad ? html` <span class="bad">${bad} failed</span>` : ''}</b><span
        class="tools-used">${[names, took].filter(Boolean).join(' · ')}</span></summary>
      ${this.unfolded ? traceList(list) : ''}${
        this.unfolded && turn.used ? html`<p class="small dim used">Model: ${usedWords(turn.used)}</p>` : ''
      }</details>`;
  }

  #message(message, linked) {
    const payload = message.payload ?? {};
    const attachments = Array.isArray(payload.attachments) ? payload.attachments : [];
    return html`<div class="message" id="e${message.seq}">${
      linked
        ? html`<a class="perma" href="#e${message.seq}"
  aria-label="Link to event ${message.seq}">${icon('link')}</a>`
        : ''
    }${payload.text ? html`<chit-text .text=${payload.text}></chit-text>` : ''}
      ${
        attachments.length
          ? html`<div
  class="atts">${attachments.map((attachment) => this.#attachment(attachment))}</div>`
          : ''
      }</div>`;
  }

  #attachment(attachment) {
    const kind = kindOf(attachment?.contentType);
    const url = new URL(location.href);
    url.searchParams.set('att', attachment.id);
    return html`<a class="att" href="${url.pathname}${url.search}"
      aria-current=${this.attachment === attachment.id ? 'true' : nothing}>${icon(
        /** @type {any} */ (kind.icon),
      )}<b><bdi>${plainName(attachment.name)}</bdi></b><span>${kind.name}${
        attachment.summary ? html` · <bdi>${firstLine(attachment.summary, 90)}</bdi>` : ''
      }</span></a>`;
  }
}
customElements.define('chit-turn', ChitTurn);
