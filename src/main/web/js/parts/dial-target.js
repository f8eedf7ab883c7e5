// @ts-check
// The agent that this server is to call for a role: its URL, a header for it, and whether it answers, checked as you
// type. The header stays in this tab: it is in no address and in no storage.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api, said } from '../api.js';
import { idPart } from '../format.js';
import { icon } from '../icons.js';

/** How long nothing is typed before a URL is checked. */
const PAUSE = 700;

/** Whether a URL can be called at all. @param {string} url */
export const callable = (url) => /^https?:\/\/[^/\s]+/i.test(url) && URL.canParse(url);

class ChitDialTarget extends ChitElement {
  static properties = {
    key: {},
    name: {},
    url: {},
    header: { state: true },
    value: { state: true },
    missing: { type: Boolean },
    checking: { state: true },
    garbled: { state: true },
    found: { state: true },
  };

  constructor() {
    super();
    this.key = this.name = this.url = '';
    this.header = 'Authorization';
    this.value = '';
    this.missing = this.checking = this.garbled = false;
    /** @type {{ok: boolean, sentence: string, card?: any} | undefined} */
    this.found;
    /** @type {AbortController | undefined} */
    this.running;
    this.timer = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.url) this.#soon(0);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  /** The headers as the server takes them; undefined for none. */
  get headers() {
    return this.value.trim() && this.header.trim() ? { [this.header.trim()]: this.value.trim() } : undefined;
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.querySelector('input'))?.focus();
  }

  #stop() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
    this.checking = false;
  }

  #soon(pause = PAUSE) {
    this.#stop();
    this.found = undefined;
    this.garbled = false;
    if (!this.url) return;
    const next = () => (callable(this.url) ? this.#check() : (this.garbled = true));
    this.timer = window.setTimeout(next, pause);
  }

  async #check() {
    this.#stop();
    const running = new AbortController();
    this.running = running;
    this.checking = true;
    this.found = undefined;
    try {
      const body = { url: this.url, headers: this.headers };
      this.found = await api('/preflight', { method: 'POST', body, signal: running.signal });
    } catch (fault) {
      if (running.signal.aborted) return;
      this.found = { ok: false, sentence: said(fault) };
    }
    if (this.running === running) this.#stop();
  }

  #typed(url) {
    this.url = url.trim();
    this.dispatchEvent(new CustomEvent('url', { detail: this.url }));
    this.#soon();
  }

  view() {
    const bad = this.missing || this.garbled || this.found?.ok === false;
    const key = idPart(this.key);
    return html`<div class="stack s2 dialtarget">
      <div class="field"><label for="dial-${key}">URL of the agent that plays <bdi>${this.name}</bdi></label>
        <div class="row dialurl"><input class="in" id="dial-${key}" type="url" inputmode="url" autocomplete="off"
          spellcheck="false" placeholder="https://agent.example/" .value=${this.url}
          aria-invalid=${bad ? 'true' : 'false'}
          aria-describedby="dial-help-${key} dial-state-${key}"
          @input=${(e) => this.#typed(e.target.value)} @change=${() => !callable(this.url) && this.#soon(0)}>
          <button class="btn" type="button" ?disabled=${this.checking || !callable(this.url)}
            @click=${() => this.#check()}>${icon('retry')}Check</button></div>
        <p class="help" id="dial-help-${key}">Of its agent card, its A2A endpoint or its host.</p></div>
      <div class="dialstate" id="dial-state-${key}" role="status">${this.#state()}</div>
      <details class="fold"><summary>A header for it, such as a token</summary>
        <div class="settings">
          <div class="field"><label for="dial-header-${key}">Name</label><input class="in" autocomplete="off"
            id="dial-header-${key}" spellcheck="false" .value=${this.header}
            @input=${(e) => (this.header = e.target.value)} @change=${() => this.#soon(0)}></div>
          <div class="field"><label for="dial-value-${key}">Value</label><input class="in" type="password"
            id="dial-value-${key}" autocomplete="off" placeholder="Bearer …" .value=${this.value}
            @input=${(e) => (this.value = e.target.value)} @change=${() => this.#soon(0)}></div></div>
        <p class="small mid">Sent to the host of this URL and to no other; kept encrypted, and shown
          nowhere.</p></details>
    </div>`;
  }

  #state() {
    if (this.checking) return html`<p class="small mid">Checking…</p>`;
    if (this.found) {
      return this.found.ok
        ? html`<p class="fine">${icon('ok')}<span><bdi>${this.found.sentence}</bdi></span></p>`
        : html`<p class="err">${icon('alert')}<span><bdi>${this.found.sentence}</bdi></span></p>`;
    }
    if (this.garbled)
      return html`<p class="err">${icon('alert')}<span>This is not a URL that can be called. Write it with
      its host, such as https://agent.example/a2a.</span></p>`;
    return this.missing ? html`<p class="err">${icon('alert')}<span>Give the URL of the agent.</span></p>` : '';
  }
}
customElements.define('chit-dial-target', ChitDialTarget);
