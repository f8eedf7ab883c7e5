// @ts-check
// The tools of another MCP server, called by hand.
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ChitElement } from '../element.js';
import { icon } from '../icons.js';
import { McpClient, sample } from '../model/mcp-client.js';
import { ServerMcpClient } from '../model/server-clients.js';
import { coloured } from './json.js';
import { argumentsOf, fieldsOf, schemaField } from './schema-form.js';
import './text.js';

const WAYS = [
  ['form', 'Form'],
  ['json', 'JSON'],
];

class ChitTryMcp extends ChitElement {
  static properties = {
    wire: { attribute: false },
    endpoint: {},
    modern: { type: Boolean },
    byServer: { type: Boolean },
    client: { state: true },
    busy: { state: true },
    chosen: { state: true },
    wrong: { state: true },
    result: { state: true },
    way: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.wire;
    /** @type {any} */
    this.endpoint;
    /** @type {any} */
    this.modern;
    /** Whether the server calls it, not this browser. */
    this.byServer = false;
    this.chosen = 0;
    this.way = 'form';
    this.args = /** @type {Record<string, any>} */ ({});
    /** How often the fields were filled anew. */
    this.written = 0;
    this.wrong = '';
  }

  async connectedCallback() {
    super.connectedCallback();
    this.client = this.byServer
      ? new ServerMcpClient(this.wire, this.endpoint)
      : new McpClient(this.wire, this.endpoint, this.modern);
    this.busy = true;
    await this.client.open();
    this.args = sample(this.#tool?.inputSchema);
    this.busy = false;
  }

  get #tool() {
    return /** @type {NonNullable<typeof this.client>} */ (this.client).tools?.[this.chosen];
  }

  async #call(event) {
    event.preventDefault();
    if (!this.#read()) return;
    this.busy = true;
    const exchange = await /** @type {NonNullable<typeof this.client>} */ (this.client).call(
      this.#tool.name,
      this.args,
    );
    this.result = exchange.json?.result;
    this.busy = false;
  }

  /** Takes what was filled in; false where it is no JSON. */
  #read() {
    this.wrong = '';
    if (this.way === 'form') {
      const form = this.querySelector('form');
      // What the form has no field for stays.
      const others = Object.entries(this.args).filter(
        ([name]) => !(name in (this.#tool.inputSchema?.properties ?? {})),
      );
      this.args = { ...Object.fromEntries(others), ...argumentsOf(form, this.#tool.inputSchema) };
      return true;
    }
    try {
      const area = /** @type {HTMLTextAreaElement} */ (this.querySelector('#mcp-args'));
      const args = JSON.parse(area.value || '{}');
      if (args === null || typeof args !== 'object' || Array.isArray(args))
        throw new TypeError('an object is expected');
      this.args = args;
      return true;
    } catch (/** @type {any} */ fault) {
      this.wrong = String(fault.message);
      return false;
    }
  }

  #write(way) {
    if (this.#read()) {
      this.way = way;
      this.written++;
    } else this.requestUpdate();
  }

  #choose(index) {
    this.chosen = index;
    this.args = sample(this.#tool.inputSchema);
    this.written++;
    this.result = undefined;
    this.wrong = '';
  }

  view() {
    const { client, busy } = this;
    if (!client || (busy && !client.tools))
      return html`<section class="panel"><p class="body mid" role="status">Asking for the tools…</p></section>`;
    if (!client.tools)
      return html`<section class="panel"><p
        class="body err">${icon('alert')}<span>${
          client.problem
            ? html`<bdi>${client.problem}</bdi>`
            : 'No list of tools came; the requests below show what did.'
        }</span></p></section>`;
    if (!client.tools.length)
      return html`<section class="panel"><p class="body mid">This server has no tools.</p></section>`;
    const tool = this.#tool;
    return html`<section class="panel"><header><h2>Tools</h2><span class="small dim clip"
      title=${client.about}><bdi>${client.about.slice(0, 200)}</bdi></span></header><div class="body stack">
      <div class="field"><label for="mcp-tool">Tool</label><select class="in" id="mcp-tool"
        @change=${(e) => this.#choose(e.target.selectedIndex)}>${client.tools.map(
          (each, i) => html`<option ?selected=${i === this.chosen}>${each?.name}</option>`,
        )}</select></div>
      <p class="mid" dir="auto">${typeof tool.description === 'string' ? tool.description.slice(0, 2000) : ''}</p>
      <form class="stack s2" aria-label="Call the tool" @submit=${this.#call}>
        <div><div class="seg" role="radiogroup" aria-label="Arguments as">${WAYS.map(
          ([value, name]) => html`<label><input type="radio" name="way" .checked=${this.way === value}
            @change=${() => this.#write(value)}>${name}</label>`,
        )}</div></div>
        ${this.way === 'form' ? this.#form(tool) : this.#json()}
        ${
          this.wrong
            ? html`<p class="err"
  role="alert">${icon('alert')}<span>Not sent, this is not JSON: ${this.wrong}</span></p>`
            : ''
        }
        <details class="fold small"><summary>Schema of the arguments</summary><pre class="code" tabindex="0"
          role="group" aria-label="Schema">${coloured(JSON.stringify(tool.inputSchema ?? {}, null, 2))}</pre></details>
        <div class="row"><button class="btn primary" type="submit"
          ?disabled=${busy}>${icon('play')}${busy ? 'Waiting for the answer…' : 'Call'}</button></div></form>
      ${this.result ? this.#answer(this.result) : ''}</div></section>`;
  }

  #form(tool) {
    const fields = fieldsOf(tool.inputSchema);
    return fields.length
      ? keyed(
          this.written,
          html`${fields.map((field) => schemaField(field, this.args[field.name] ?? field.schema.default))}`,
        )
      : html`<p class="mid">It takes no arguments.</p>`;
  }

  #json() {
    return html`<div class="field"><label for="mcp-args">Arguments, JSON</label><textarea class="in mono" id="mcp-args"
      rows="5" spellcheck="false" aria-invalid=${Boolean(this.wrong)}
        .defaultValue=${JSON.stringify(this.args, null, 2)}></textarea></div>`;
  }

  #answer(result) {
    const texts = (Array.isArray(result.content) ? result.content : []).filter(
      (each) => typeof each?.text === 'string',
    );
    return html`<div class="stack s2" role="status"><h3
      class=${result.isError ? 'c-bad' : ''}>${result.isError ? 'The tool reports an error' : 'Result'}</h3>
      ${
        result.structuredContent
          ? html`<pre class="code" tabindex="0" role="group" aria-label="Structured result"
  dir="auto">${coloured(JSON.stringify(result.structuredContent, null, 2))}</pre>`
          : texts.map(
              (each) => html`<chit-text
    .text=${each.text}></chit-text>`,
            )
      }</div>`;
  }
}
customElements.define('chit-try-mcp', ChitTryMcp);
