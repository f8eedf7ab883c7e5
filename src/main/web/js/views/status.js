// @ts-check
// How the server is: health and models.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { loading, notice } from '../parts/marks.js';
import { setTitle } from '../title.js';

class ChitStatus extends ChitElement {
  static properties = { health: { state: true }, providers: { state: true }, overview: { state: true }, fault: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    setTitle('Status');
    this.#load();
  }

  async #load() {
    this.fault = this.health = this.providers = undefined;
    try {
      await api('/health');
      this.health = { ok: true };
    } catch (fault) {
      if (!fault.status) {
        this.fault = fault;
        return;
      }
      this.health = { ok: false, words: fault.message };
    }
    this.providers = await api('/llm/providers').catch((fault) => fault);
    // Open only where the debug API is on.
    this.overview = await api('/debug/overview').catch(() => null);
  }

  view() {
    if (this.fault) return html`<h1 class="vh">Status</h1>${notice('alert', 'The server does not answer', this.fault.message, html`<button class="btn" type="button" @click=${() => this.#load()}>Try again</button>`)}`;
    const { health, overview } = this;
    return html`<div class="pagehead"><h1>Status</h1>${health ? html`<span class="chip" data-o=${health.ok ? 'ok' : 'error'}>${icon(health.ok ? 'ok' : 'alert')}${health.ok ? 'Working' : 'Cannot write'}</span>` : ''}
        <span class="row push"><button class="btn" type="button" @click=${() => this.#load()}>${icon('retry')}Check again</button></span></div>
      <div class="stack s6">
        ${health && !health.ok ? html`<div class="banner bad" role="alert">${icon('alert')}<div><strong>The data file cannot be written.</strong><p>The server says: “${health.words}”</p></div></div>` : ''}
        ${overview ? html`<div class="tiles">${tile('Live conversations', overview.activeConversations, count(overview.openTurnConversations ?? 0, 'open turn'))}${tile('Finished', overview.completedConversations, 'conversations')}${tile('Events per minute', overview.eventsPerMinute, 'all conversations')}</div>` : ''}
        <section class="panel"><header><h2>Model providers</h2></header>${this.#providers()}</section>
        <section class="panel"><header><h2>This address</h2></header><div class="body"><dl class="kv"><dt>Page and REST</dt><dd><code>${location.origin}/api</code></dd><dt>WebSocket</dt><dd><code>${location.origin.replace(/^http/, 'ws')}/api/ws</code></dd></dl></div></section>
      </div>`;
  }

  #providers() {
    const { providers } = this;
    if (!providers) return loading('the providers');
    if (providers instanceof Error) return html`<div class="body"><p class="err">${icon('alert')}<span>The server says: “${providers.message}”</span></p></div>`;
    return providers.map((provider) => html`<div class="prov"><div><b>${provider.name}</b><br><code class="dim">${provider.defaultModel ?? 'no model'}</code></div>
      <span class="mid">${provider.description ?? ''}<br><span class="small dim">${count(provider.models?.length ?? 0, 'model')}</span></span>
      <span class="tag ${provider.available ? 'c-ok' : ''}">${icon(provider.available ? 'ok' : 'canceled')}${provider.available ? 'Available' : 'Not set up'}</span></div>`);
  }
}

const tile = (name, number, words) => html`<div class="tile"><span class="label">${name}</span><b>${number ?? 0}</b><span class="small dim">${words}</span></div>`;
customElements.define('chit-status', ChitStatus);
