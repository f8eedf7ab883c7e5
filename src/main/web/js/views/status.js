// @ts-check
// How the server is: version, storage, models, watchdog, the address that others use.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api, said } from '../api.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { loading, notice } from '../parts/marks.js';
import { timeTag } from '../parts/moment.js';
import { setIcon, setTitle } from '../title.js';
import { millis, roughly } from '../time.js';
import { address, ceilings, editing, providers, sparkline, storage, watchdog } from './status-panels.js';

const KINDS = [
  ['success', 'success'],
  ['failure', 'failure'],
  ['neutral', 'neutral'],
  ['canceled', 'canceled'],
  ['error', 'error'],
];
const REFRESH_EVERY = 15_000;
/** Providers are polled each second: a user may be waiting for one. */
const MODELS_EVERY = 1_000;
const DAY = 24;

class ChitStatus extends ChitElement {
  static properties = {
    status: { state: true },
    health: { state: true },
    providers: { state: true },
    overview: { state: true },
    day: { state: true },
    fault: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.status;
    /** @type {any} */
    this.health;
    /** @type {any} */
    this.providers;
    /** @type {any} */
    this.overview;
    /** @type {any} */
    this.day;
    /** @type {any} */
    this.fault;
  }

  connectedCallback() {
    super.connectedCallback();
    setTitle('Status');
    this.#load();
    this.timer = setInterval(() => !document.hidden && this.#load(), REFRESH_EVERY);
    this.quickTimer = setInterval(() => !document.hidden && this.status && this.#refresh(), MODELS_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    clearInterval(this.quickTimer);
    setIcon('');
  }

  // Drawn when all of it is known, so that nothing moves while a person reads.
  async #load() {
    try {
      const status = await api('/status');
      const [health, providers, day, overview] = await Promise.all([
        api('/health').then(
          () => ({ ok: true, words: '' }),
          (fault) => ({ ok: false, words: fault.message }),
        ),
        api('/llm/providers').catch((fault) => fault),
        api(`/conversations?summary=true&status=completed&hours=${DAY}&limit=1000`).then(
          ({ conversations }) => conversations,
          () => undefined,
        ),
        // Open only where the debug API is on.
        status.debugApi ? api('/debug/overview').catch(() => null) : null,
      ]);
      Object.assign(this, { status, health, providers, day, overview, fault: undefined });
      this.#name();
    } catch (fault) {
      this.fault = fault;
    }
  }

  async #refresh() {
    try {
      this.status = await api('/status');
      this.fault = undefined;
    } catch (fault) {
      this.fault = fault;
    }
    this.#name();
  }

  #name() {
    const failing = this.status?.models?.providers?.some(({ answered }) => !answered);
    setTitle(failing ? 'A model fails · Status' : 'Status', failing ? '!' : '');
    setIcon(failing ? 'error' : '');
  }

  view() {
    const { status, health, fault } = this;
    if (!status) {
      if (!fault) return html`<h1 class="vh">Status</h1>${loading('the status', 5)}`;
      return html`<h1 class="vh">Status</h1>${notice(
        'alert',
        'The server does not tell its status',
        html`${said(fault)}`,
        html`<button
  class="btn" type="button" @click=${() => this.#load()}>Try again</button>`,
      )}`;
    }
    return html`<div class="pagehead"><h1>Status</h1>${
      health
        ? html`<span class="chip"
  data-o=${health.ok ? 'ok' : 'error'}>${icon(health.ok ? 'ok' : 'alert')}${
    health.ok ? 'Working' : 'Cannot write'
  }</span>`
        : ''
    }
        ${
          status.models?.providers?.some(({ answered }) => !answered)
            ? html`<span class="chip" data-o="error">${icon('alert')}A model fails</span>`
            : ''
        }
        <span class="small dim">version ${status.version}, up for ${timeTag(status.startedAt, (at) =>
          roughly(millis(status.now) - millis(at)),
        )}</span>
        <span class="row push"><a class="btn quiet sm" href="/api/openapi.yaml">API document</a>${
          status.adminPort
            ? html`<a class="btn quiet sm" href="http://${location.hostname}:${status.adminPort}/metrics"
  title="On the admin port, which is usually out of reach from outside">Metrics</a>`
            : ''
        }</span></div>
      <div class="stack">
        ${
          fault
            ? html`<div class="banner bad"
  role="status">${icon('alert')}<div><strong>This page is not up to date.</strong><p>${said(fault)}
    It tries again by itself.</p></div></div>`
            : ''
        }
        ${
          health && !health.ok
            ? html`<div class="banner bad"
  role="alert">${icon('alert')}<div><strong>The data file cannot be written.</strong><p>The server says:
    “${health.words}” Whoever runs it should look at disk space and permissions.</p></div></div>`
            : ''
        }
        ${this.#tiles()}
        <div class="two"><div
          class="stack">${providers(this.providers, status.models?.providers ?? [])}${storage(status.storage)}</div>
          <div class="stack">${address(status.address)}${watchdog(status.watchdog)}${ceilings(
            status,
          )}${editing(status)}</div></div>
      </div>`;
  }

  #tiles() {
    const { overview, day } = this;
    const { connections, closedAsSlow, eventsPerMinute } = this.status.traffic;
    const kinds = KINDS.map(([kind, word]) => [
      day?.filter((item) => item.outcome?.kind === kind).length ?? 0,
      word,
    ]).filter(([n]) => n);
    return html`<div class="tiles">
      ${
        overview
          ? tile(
              'Live conversations',
              overview.activeConversations,
              count(overview.openTurnConversations ?? 0, 'open turn'),
            )
          : ''
      }
      ${
        day
          ? tile(
              'Finished in the last day',
              day.length >= 1000 ? 'over 1000' : day.length,
              kinds.map(([n, word]) => `${n} ${word}`).join(', ') || 'no conversation',
            )
          : ''
      }
      ${overview ? tile('Finished in all', overview.completedConversations, 'conversations') : ''}
      ${tile('Events in the last minute', eventsPerMinute.at(-1) ?? '–', sparkline(eventsPerMinute))}
      ${tile('Connected pages and agents', connections, `${closedAsSlow} dropped for not reading`)}</div>`;
  }
}

const tile = (name, number, words) =>
  html`<div class="tile"><span class="label">${name}</span><b>${number ?? 0}</b><span
    class="small dim">${words}</span></div>`;
customElements.define('chit-status', ChitStatus);
