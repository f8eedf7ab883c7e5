// @ts-check
// Messages to another server's A2A agent, typed by hand.
import { html } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { count, plainName } from '../format.js';
import { icon } from '../icons.js';
import { A2aClient } from '../model/a2a-client.js';
import { ServerA2aClient } from '../model/server-clients.js';
import './text.js';

const MOST_BYTES = 10_000_000;

function base64(/** @type {ArrayBuffer} */ buffer) {
  const bytes = new Uint8Array(buffer);
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary);
}

class ChitTryA2a extends ChitElement {
  static properties = {
    wire: { attribute: false },
    endpoint: {},
    byServer: { type: Boolean },
    client: { state: true },
    busy: { state: true },
    drawn: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.wire;
    /** @type {any} */
    this.endpoint;
    /** Whether the server calls the agent, not this browser. */
    this.byServer = false;
    /** The files of the next message. */
    this.attached = /** @type {{name: string, type: string, bytes: string}[]} */ ([]);
    this.tooLarge = '';
    this.busy = '';
    this.drawn = 0;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.client = new (this.byServer ? ServerA2aClient : A2aClient)(this.wire, this.endpoint);
    // What it says while it works is shown at once.
    redrawnBy(this, this.wire);
    this.busy = 'open';
    await this.client.open();
    this.busy = '';
  }

  async #do(what, act) {
    this.busy = what;
    const exchange = await act();
    this.busy = '';
    return exchange;
  }

  async #attach({ target }) {
    const chosen = [...target.files];
    target.value = '';
    this.tooLarge = '';
    for (const file of chosen) {
      if (file.size > MOST_BYTES) this.tooLarge = `“${file.name}” is too large: a file may have 10 MB.`;
      else
        this.attached = [
          ...this.attached,
          { name: file.name, type: file.type || 'application/octet-stream', bytes: base64(await file.arrayBuffer()) },
        ];
    }
    this.drawn++;
  }

  #attachments() {
    return html`<label class="btn ghost sm attach">${icon('attach')}Attach files<input class="vh" type="file" multiple
        @change=${this.#attach}></label>
      ${this.attached.map(
        (file) => html`<span class="tag"><bdi>${plainName(file.name)}</bdi><button class="btn ghost icon sm"
          type="button" aria-label="Remove ${plainName(file.name)}" @click=${() => {
            this.attached = this.attached.filter((each) => each !== file);
            this.drawn++;
          }}>${icon('close')}</button></span>`,
      )}
      ${
        this.tooLarge ? html`<span class="err" role="alert">${icon('alert')}<span>${this.tooLarge}</span></span>` : ''
      }`;
  }

  async #send(event) {
    event?.preventDefault();
    const area = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    if (this.busy || !(area.value.trim() || this.attached.length)) return;
    const exchange = await this.#do('send', () =>
      /** @type {NonNullable<typeof this.client>} */ (this.client).say(area.value, this.attached),
    );
    // What was not taken stays to be corrected.
    if (exchange.json?.result !== undefined) {
      area.value = '';
      this.attached = [];
      this.drawn++;
    }
    area.focus();
  }

  view() {
    const { client, busy } = this;
    if (busy === 'open' || !client)
      return html`<section class="panel"><p class="body mid" role="status">Looking for the agent card…</p></section>`;
    const { card, task, said, documents } = client;
    const offered = client.interfaces();
    if (this.byServer && !client.version)
      return html`<section class="panel"><header><h2>${
        card?.name ? html`<bdi>${card.name}</bdi>` : 'No agent was found'
      }</h2></header><div class="body"><p class="err" role="alert">${icon('alert')}<span><bdi>${
        client.problem
      }</bdi></span></p></div></section>`;
    return html`<section class="panel"><header><h2>${
      card ? html`<bdi>${card.name}</bdi>` : 'An agent without a card'
    }</h2>
        ${this.#spoken(offered)}</header>
      <div class="body stack">
        ${
          card
            ? html`<p class="mid" dir="auto">${
                typeof card.description === 'string' ? card.description.slice(0, 600) : ''
              }</p>`
            : html`<p
  class="mid">No card was found; messages go to the endpoint itself.</p>`
        }
        ${
          card && !this.byServer && offered.length === 0
            ? html`<p
  class="err">${icon('alert')}<span>The card offers nothing over JSON-RPC, which is what this page
    speaks.</span></p>`
            : ''
        }
        ${
          client.problem
            ? html`<p class="err" role="alert">${icon('alert')}<span><bdi>${client.problem}</bdi></span></p>`
            : ''
        }
        <p class="small dim">Messages go to <code class="wrap">${client.target}</code></p>
        ${
          said.length
            ? html`<div role="log" aria-label="Talk"><ol class="trytalk" role="list">${said.map(
                (each) => html`<li class=${each.you ? 'you' : each.meanwhile ? 'dim' : ''}><b>${
                  each.you ? 'You' : each.meanwhile ? 'The agent, at work' : 'The agent'
                }</b><chit-text
  .text=${each.text || (each.files.length ? '' : '(no words)')}></chit-text>${this.#files(each.files)}</li>`,
              )}</ol></div>`
            : ''
        }
        ${
          documents.length
            ? html`<details class="fold"><summary>${count(documents.length, 'document')}</summary>${documents.map(
                (each) =>
                  html`<h3><bdi>${each.name}</bdi></h3>${
                    each.text ? html`<chit-text .text=${each.text}></chit-text>` : ''
                  }${this.#files(each.files)}`,
              )}</details>`
            : ''
        }
        ${
          task
            ? html`<p class="row small" role="status"><span class="tag">${task.state || 'no state'}</span><span
              class="dim">task <code class="wrap">${task.id}</code></span><span class="push row tight">
          <button class="btn sm" type="button" ?disabled=${Boolean(busy)}
            @click=${() => this.#do('look', () => client.look())}>Get the task</button>
          ${
            client.over
              ? ''
              : html`<button class="btn sm" type="button" ?disabled=${Boolean(busy)}
  @click=${() => this.#do('cancel', () => client.cancel())}>Cancel the task</button>`
          }
          <button class="btn ghost sm" type="button" ?disabled=${Boolean(busy)} @click=${() => {
            client.forget();
            this.drawn++;
          }}>Begin anew</button></span></p>`
            : ''
        }
        <form class="stack s2" aria-label="Message to the agent" @submit=${this.#send}><label class="vh"
          for="try-say">Message</label>
          <textarea class="in" id="try-say" rows="3" dir="auto"
            placeholder=${task && !client.over ? 'Go on in this task…' : 'Begin a task with a message…'}
              @keydown=${(e) => e.key === 'Enter' && (e.ctrlKey || e.metaKey) && this.#send(e)}></textarea>
          <div class="row"><button class="btn primary" type="submit"
            ?disabled=${Boolean(busy)}>${icon('send')}${
              busy === 'send' ? 'Waiting for the answer…' : 'Send'
            }</button>${this.#attachments()}</div></form>
      </div></section>`;
  }

  /** The version that is spoken, and others to choose where the browser calls. */
  #spoken(offered) {
    const { client } = this;
    if (this.byServer)
      return html`<span class="push tag">A2A ${/** @type {NonNullable<typeof client>} */ (client).version}</span>`;
    return html`<span class="push row tight"><label class="vh" for="a2a-interface">Interface</label><select
      class="in narrow" id="a2a-interface" @change=${(e) => {
        /** @type {A2aClient} */ (client).choose(offered[e.target.selectedIndex]);
        this.drawn++;
      }}>${offered.map(
        (each) => html`<option ?selected=${
          each.url === /** @type {NonNullable<typeof client>} */ (client).target &&
          each.version.startsWith(/** @type {NonNullable<typeof client>} */ (client).version.slice(0, 1))
        }>A2A
  ${each.version}</option>`,
      )}</select></span>`;
  }

  #files(files) {
    return files.length
      ? html`<p class="row tight">${files.map(
          (file) => html`<span class="tag">${icon('attach')}<bdi>${file.name}</bdi> ${file.type}</span>`,
        )}</p>`
      : '';
  }
}
customElements.define('chit-try-a2a', ChitTryA2a);
