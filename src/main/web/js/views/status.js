// @ts-check
// How the server is: version, storage, models, watchdog, the address that others use.
import '../common.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api, said } from '../api.js';
import { count, size } from '../format.js';
import { icon } from '../icons.js';
import { hostOf, reach } from '../model/reach.js';
import { loading, notice } from '../parts/marks.js';
import { timeTag } from '../parts/moment.js';
import { setTitle } from '../title.js';
import { millis, roughly } from '../time.js';

const SCARCE = 500_000_000;
const KINDS = [
  ['success', 'success'],
  ['failure', 'failure'],
  ['neutral', 'neutral'],
  ['canceled', 'canceled'],
  ['error', 'error'],
];
const REFRESH_EVERY = 15_000;
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

  connectedCallback() {
    super.connectedCallback();
    setTitle('Status');
    this.#load();
    this.timer = setInterval(() => !document.hidden && this.#load(), REFRESH_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
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
    } catch (fault) {
      this.fault = fault;
    }
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
          class="stack">${panel('Model providers', '', this.#providers())}${this.#storage(status.storage)}</div>
          <div class="stack">${this.#address(status.address)}${this.#watchdog(
            status.watchdog,
          )}${this.#editing(status)}</div></div>
      </div>`;
  }

  #tiles() {
    const { overview, day } = this;
    if (!overview && !day) return '';
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
      ${overview ? tile('Events per minute', overview.eventsPerMinute, 'all conversations') : ''}</div>`;
  }

  #providers() {
    const { providers } = this;
    if (!providers) return loading('the providers');
    if (providers instanceof Error)
      return html`<div class="body"><p
        class="err">${icon('alert')}<span>${said(providers)}</span></p></div>`;
    return providers.map(
      (provider) => html`<div class="prov"><div><b
        title=${provider.name}>${PROVIDERS[provider.name] ?? provider.name}</b><br><code
        class="dim">${provider.defaultModel ?? 'no model'}</code></div>
      <span class="mid">${provider.description ?? ''}<br>
        ${
          provider.models?.length
            ? html`<details
  class="fold small"><summary>${count(provider.models.length, 'model')}</summary><ul
    class="plainlist">${provider.models.map((model) => html`<li><code>${model}</code></li>`)}</ul></details>`
            : ''
        }</span>
      <span class="tag ${provider.available ? 'c-ok' : ''}">${icon(
        provider.available ? 'ok' : 'canceled',
      )}${provider.available ? 'Available' : 'Off'}</span></div>`,
    );
  }

  #storage({ writable, usedBytes, freeBytes }) {
    const scarce = freeBytes < SCARCE;
    return panel(
      'Storage',
      writable ? tag(scarce ? 'warn' : 'ok', scarce ? 'Nearly full' : 'Writable') : tag('bad', 'Not writable'),
      html`<div class="body"><dl
        class="kv"><dt>Data file</dt><dd>${size(usedBytes)}</dd><dt>Free beside
          it</dt><dd>${size(freeBytes)}</dd></dl></div>`,
    );
  }

  #address({ apiBase, configured, refusal }) {
    const from = reach(apiBase);
    const other = hostOf(apiBase) !== location.host;
    const words =
      from === 'machine'
        ? 'Only programs on this very machine reach it.'
        : from === 'network'
          ? 'It works in this network; agents on the internet cannot reach it.'
          : 'It looks reachable from anywhere.';
    const doubt = Boolean(refusal) || from === 'machine' || from === 'unknown';
    return panel(
      'Public address',
      tag(doubt ? 'warn' : 'ok', doubt ? 'Check' : 'Fine'),
      html`<div class="body stack s3">
      <p><code class="wrap">${apiBase}</code></p>
      <p class="mid">${from === 'unknown' ? 'This is no address that a client could use.' : words} ${
        configured
          ? html`Set by <code>PUBLIC_API_BASE_URL</code>.`
          : html`Taken from each request; set
  <code>PUBLIC_API_BASE_URL</code> to change what endpoints show.`
      }</p>
      ${
        other
          ? html`<p class="mid">This page came from <code>${location.host}</code>. <a href="${apiBase}/health"
  target="_blank" rel="noopener">See whether the public address answers</a></p>`
          : ''
      }
      ${
        refusal
          ? html`<p
  class="err">${icon('alert')}<span>MCP clients would be refused under this name. The server says:
    “${refusal}”</span></p>`
          : ''
      }
      <dl class="kv"><dt>WebSocket</dt><dd><code
        class="wrap">${apiBase.replace(/^http/, 'ws')}/ws</code></dd></dl></div>`,
    );
  }

  #watchdog(watchdog) {
    if (!watchdog.enabled)
      return panel(
        'Watchdog',
        tag('warn', 'Off'),
        html`<p class="body mid">Conversations in which nothing happens stay open. <code>WATCHDOG_ENABLED</code> is
          off.</p>`,
      );
    return panel(
      'Watchdog',
      tag('ok', 'On'),
      html`<div class="body"><dl class="kv"><dt>Looks every</dt><dd>${roughly(watchdog.intervalMs)}</dd>
      <dt>Cancels after</dt><dd>${roughly(
        watchdog.stalledThresholdMs,
      )} of silence, never in the first ${roughly(watchdog.minAgeMs)}</dd>
      <dt>Since the start</dt><dd>${watchdog.closed} canceled${
        watchdog.closed
          ? html`, <a
  href="/conversations?outcome=canceled&amp;q=idle_timeout">show them</a>`
          : ''
      }</dd></dl></div>`,
    );
  }

  #editing({ editTokenWanted }) {
    return panel(
      'Editing of published scenarios',
      editTokenWanted
        ? html`<span class="tag push">${icon('lock')}Token needed</span>`
        : html`<span class="tag push">Open</span>`,
      html`<p class="body mid">${
        editTokenWanted
          ? 'Changing or deleting a published scenario needs this server’s edit token.'
          : html`Everybody may
  change published scenarios: no <code>PUBLISHED_EDIT_TOKEN</code> is set.`
      }</p>`,
    );
  }
}

const PROVIDERS = {
  mock: 'Rehearsal',
  browserside: 'In the browser',
  openai: 'OpenAI',
  openrouter: 'OpenRouter',
  anthropic: 'Anthropic',
  google: 'Google',
};
const SIGNS = { ok: 'ok', warn: 'alert', bad: 'alert' };
const tag = (state, words) => html`<span class="tag c-${state} push">${icon(SIGNS[state])}${words}</span>`;
const panel = (title, mark, body) =>
  html`<section class="panel"><header><h2>${title}</h2>${mark}</header>${body}</section>`;
const tile = (name, number, words) =>
  html`<div class="tile"><span class="label">${name}</span><b>${number ?? 0}</b><span
    class="small dim">${words}</span></div>`;
customElements.define('chit-status', ChitStatus);
