// @ts-check
// The pinned bar: how it stands, why, who is expected to act and since when. Cancel and export live here.
import { html } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { api } from '../api.js';
import { count, firstLine, label } from '../format.js';
import { icon } from '../icons.js';
import { codeHeaders, mayHost } from '../model/codes.js';
import { expected } from '../model/log.js';
import { closerName, decisionOf, outcomeOf } from '../model/outcome.js';
import { choices } from '../model/run-choices.js';
import { query } from '../router.js';
import { rpc } from '../rpc.js';
import { duration, millis, moment } from '../time.js';
import { exportEvidence, exportJson, exportMarkdown } from '../export.js';
import { chip, mark } from './marks.js';
import { timeTag } from './moment.js';
import { chosen, keys, left } from './menu.js';
import './clock.js';
import './ribbon.js';

/** How much of the cause is shown: of an error all that helps, of a success one line. */
const CLAMPS = /** @type {Record<string, string>} */ ({ ok: 'clamp', error: 'clamp2 helps' });

class ChitBar extends ChitElement {
  static properties = {
    conversation: { attribute: false },
    roster: { attribute: false },
    heading: {},
    drawn: {},
    plain: { type: Boolean },
    asking: { state: true },
    fault: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.conversation;
    /** @type {any} */
    this.heading;
    /** @type {any} */
    this.roster;
    /** @type {any} */
    this.drawn;
    /** Without anything that leads on or changes something. */
    this.plain = false;
    redrawnBy(this, rpc, 'state');
  }

  connectedCallback() {
    super.connectedCallback();
    // What is pinned below the bar needs its height, which changes with width and state.
    this.observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty('--bar-h', `${this.offsetHeight}px`),
    );
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    /** @type {NonNullable<typeof this.observer>} */ (this.observer).disconnect();
    document.documentElement.style.removeProperty('--bar-h');
  }

  async #cancel(event) {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason');
    this.busy = true;
    this.fault = '';
    try {
      await api(`/conversations/${this.conversation.number}/cancel`, {
        method: 'POST',
        headers: codeHeaders(this.conversation.number),
        body: reason ? { reason: String(reason) } : {},
      });
      this.asking = false;
    } catch (/** @type {any} */ fault) {
      if (fault.status === 409) this.asking = false;
      else this.fault = fault.message;
    }
    this.busy = false;
  }

  view() {
    const { log, live, snapshot, number } = this.conversation;
    const outcome = live ? null : outcomeOf(log.closing);
    const [failing] = live ? log.failing.values() : [];
    const look = outcome?.look ?? (failing ? 'error' : 'live');
    const scenarioId = snapshot.metadata?.scenarioId;
    this.className = 'bar pin';
    this.dataset.o = look;
    return html`<div class="top"><h1><bdi>${this.heading}</bdi>${
      this.heading === `Conversation ${number}` ? '' : html` <span class="id num">#${number}</span>`
    }</h1>
        ${
          scenarioId && !this.plain
            ? html`<a class="small hide-s" href="/scenarios/${encodeURIComponent(scenarioId)}">Scenario</a>`
            : ''
        }
        ${this.plain ? '' : html`<span class="push row tight">${this.#actions(live, scenarioId)}</span>`}</div>
      <div class="state">${live ? this.#now(log, snapshot) : this.#closed(log, outcome)}</div>
      ${
        this.exportFault
          ? html`<p class="err" role="alert">${icon('alert')}<span>Not exported. ${this.exportFault}</span></p>`
          : ''
      }
      ${this.asking && live ? this.#ask() : ''}
      <chit-ribbon .log=${log} .roster=${this.roster} .live=${live} .drawn=${this.drawn}></chit-ribbon>`;
  }

  #actions(live, scenarioId) {
    return html`
      ${
        !live && scenarioId
          ? html`<a class="btn quiet sm"
  href="/scenarios/${encodeURIComponent(scenarioId)}/run${choices(this.conversation.snapshot)}">${icon('play')}<span>Run
    again</span></a>`
          : ''
      }
      ${
        live
          ? ''
          : html`<a class="btn quiet sm hide-s" href="/compare?a=${this.conversation.number}"
              title="Puts this conversation beside another one">Compare</a>`
      }
      <details class="menu" @keydown=${keys} @focusout=${left} @click=${chosen}>
        <summary class="btn quiet sm">${icon('download')}<span class="hide-s">Export</span><span
          class="vh"> conversation</span></summary>
        <div><button class="btn ghost" type="button" @click=${() => this.#export(exportMarkdown)}>Markdown</button>
          <button class="btn ghost" type="button" @click=${() => this.#export(exportJson)}>JSON</button>
          <button class="btn ghost" type="button" @click=${() => this.#export(exportEvidence)}>Evidence (zip)</button>
          <button class="btn ghost" type="button" @click=${() => print()}>Print</button>
          <a class="btn ghost" href="/conversations/${this.conversation.number}/watch"
            title="Without controls, to share or to project">Watch link</a></div></details>
      ${
        live && mayHost(this.conversation.number)
          ? html`<button class="btn danger sm" type="button" aria-label="Cancel conversation"
            aria-expanded=${Boolean(this.asking)}
        @click=${() => this.#toggleAsking()}>${icon('close')}<span class="hide-s">Cancel conversation</span></button>`
          : ''
      }`;
  }

  async #export(act) {
    this.exportFault = '';
    try {
      await act(this.conversation, this.roster, this.heading);
    } catch (/** @type {any} */ fault) {
      this.exportFault = fault.message;
    }
    this.requestUpdate();
  }

  #toggleAsking() {
    this.asking = !this.asking;
    this.fault = '';
    if (this.asking)
      this.updateComplete.then(() => /** @type {HTMLElement} */ (this.querySelector('.ask input'))?.focus());
  }

  #ask() {
    return html`<form class="ask row" @submit=${this.#cancel}
      @keydown=${(e) => e.key === 'Escape' && (this.asking = false)}>
      <label for="cancel-reason">End it for everyone?</label>
      <input class="in" id="cancel-reason" name="reason" placeholder="Reason (optional)" autocomplete="off"
        maxlength="500">
      <button class="btn danger" type="submit" ?disabled=${this.busy}>${this.busy ? 'Canceling…' : 'Cancel it'}</button>
      <button class="btn ghost" type="button" @click=${() => (this.asking = false)}>Keep it going</button>
      ${
        this.fault
          ? html`<p class="err"
  role="alert">${icon('alert')}<span>Not canceled. The server says: “${this.fault}”</span></p>`
          : ''
      }</form>`;
  }

  #now(log, snapshot) {
    if (rpc.state !== 'open') {
      const silent = rpc.state === 'silent';
      const chip = silent ? 'No answer' : 'Reconnecting';
      return html`<span class="chip" data-o="canceled">${icon('retry')}<span>${chip}</span></span>
        <div class="cause"
          role="status"><b>The ${silent ? 'server is silent' : 'connection is gone'} since ${timeTag(rpc.since)}.</b>
            Shown up to event ${log.lastSeq}; it goes on from there by itself.</div>
        ${
          rpc.state !== 'connecting'
            ? html`<button class="btn quiet sm" type="button"
  @click=${() => rpc.retryNow()}>Try now</button>`
            : ''
        }`;
    }
    const waits = this.conversation.asked;
    if (waits) return this.#undecided(waits);
    const [failing] = log.failing.values();
    if (failing) return this.#failing(failing, log.failing.size);
    const next = expected(log, snapshot.metadata, this.conversation.guidance);
    const turn = log.turns.length ? log.turns.at(-1).number + (log.open ? 0 : 1) : 1;
    const live = chip('live', html`Live<span class="hide-s">, turn ${turn}</span>`);
    if (!next) return html`${live}<span class="mid">nobody is asked to act; any agent may speak</span>`;
    const who = this.roster.who(next.agentId);
    const late = next.until < Date.now();
    if (late && !this.plain) this.#askWatchdog();
    if (next.agentId === query('as'))
      return html`${chip('live', 'Your turn')}<span class="wait"
        data-a=${who.place}>${mark(who, 'sm')}<span>you speak for
        <b class="who">${who.name}</b></span> <chit-clock .since=${next.since}></chit-clock></span>`;
    return html`${live}<span class="wait" data-a=${who.place}>${mark(who, 'sm')}<span>waiting for <b
      class="who">${who.name}</b></span>
        <chit-clock .since=${next.since}></chit-clock></span>
      ${
        late
          ? html`<span class="small late"
            role="status">${icon('alert')}<span>late since ${timeTag(next.until)}${this.#ending()}</span></span>`
          : html`<span class="small dim hide-s">${next.working ? 'working since' : 'asked at'} ${timeTag(next.since)}${
              next.until > Date.now() ? html`, expected by ${timeTag(next.until)}` : ''
            }</span>`
      }`;
  }

  #undecided({ agentId, draft, ts }) {
    const who = this.roster.who(agentId);
    return html`${chip('live', draft ? 'Draft waits' : 'Question waits')}<span class="wait"
      data-a=${who.place}>${mark(who, 'sm')}<span><b class="who">${who.name}</b> waits for a person</span>
        <chit-clock .since=${millis(ts)}></chit-clock></span>`;
  }

  #failing({ agentId, message, seq }, others) {
    const who = this.roster.who(agentId);
    return html`${chip('error', 'Model fails')}<div class="cause" role="status"><b><bdi>${who.name}</bdi></b>${
      others > 1 ? ` and ${count(others - 1, 'other')}` : ''
    }: <bdi title=${message}>${firstLine(message, 400)}</bdi></div>
      <a class="btn quiet sm" href="#e${seq}">Details</a>`;
  }

  // When the watchdog ends a stalled conversation; fetched only once an agent is late.
  async #askWatchdog() {
    if (this.statusAsked) return;
    this.statusAsked = true;
    this.watchdog = await api('/status').then(
      (status) => status.watchdog ?? null,
      () => null,
    );
    this.requestUpdate();
  }

  #ending() {
    const { log, snapshot } = this.conversation;
    if (this.plain || snapshot.metadata?.watchdog?.disabled) return '';
    // Until the server has told, the sentence keeps the room that it nearly always takes.
    if (this.watchdog === undefined)
      return html`<span class="untold">, the watchdog ends it at about ${timeTag(Date.now(), shortly)}</span>`;
    if (!this.watchdog?.enabled) return '';
    const silence = millis(log.events.at(-1)?.ts) + this.watchdog.stalledThresholdMs;
    const at = Math.max(silence, millis(log.created?.ts) + this.watchdog.minAgeMs);
    if (at < Date.now()) return ', the watchdog ends it when it looks next';
    return html`, the watchdog ends it at about ${timeTag(at, shortly)}`;
  }

  #closed(log, outcome) {
    const closing = log.closing;
    if (!closing) return html`${chip('neutral', 'Finished')}`;
    const who = closerName(outcome.by, outcome.code) || this.roster.who(outcome.by).name;
    const turns = log.turns.filter((turn) => this.roster.byId.has(turn.agentId)).length;
    const [failing] = log.failing.values();
    const failed = outcome.look === 'error' && failing ? failing.message : '';
    const decided = decisionOf(log, this.conversation.snapshot.scenario);
    const cause = failed || outcome.reason || decided || firstLine(closing.payload?.text, 160);
    return html`${chip(outcome.look, outcome.word)}<div
      class="cause"><b class=${CLAMPS[outcome.look] ?? 'clamp2'} title=${cause}><bdi>${cause}</bdi>${
        /[.!?…]$/.test(cause) ? '' : '.'
      }</b>${outcome.code ? html` <code>${outcome.code}</code>` : ''}
      <span class="closedby">Closed by ${
        who === label(outcome.by) ? who : html`<span title=${outcome.by}>${who}</span>`
      } at ${timeTag(closing.ts)},
  ${count(turns, 'turn')} in ${duration(millis(closing.ts) - millis(log.created.ts))}.</span></div>`;
  }
}

customElements.define('chit-bar', ChitBar);

const shortly = (at) => moment(at, false);
