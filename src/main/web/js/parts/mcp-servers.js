// @ts-check
// The MCP servers whose tools an agent of this server may use: a row each, kept in the address.
import { html, nothing } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { count, idPart, label } from '../format.js';
import { icon } from '../icons.js';
import { MOST_SERVERS, emptyRow, faultsOf, rowsOf, textOf } from '../model/mcp-servers.js';
import { query, setQuery } from '../router.js';

const FIELDS = /** @type {const} */ ([
  ['name', 'Name', 'registry', ''],
  ['url', 'URL', 'https://tools.example/mcp', ''],
  ['allow', 'Only these tools', 'search, read_record', 'Empty for all. It calls a tool without asking you.'],
  ['header', 'Header', 'Authorization', ''],
  ['variable', 'Variable that holds its value', 'MCP_REGISTRY', 'Set by whoever runs this server.'],
]);

class ChitMcpServers extends ChitElement {
  static properties = { agent: {} };

  constructor() {
    super();
    this.agent = '';
    redrawnBy(this, window, 'chit-query');
  }

  get #rows() {
    return rowsOf(query(`mcp.${this.agent}`));
  }

  #write(rows) {
    setQuery({ [`mcp.${this.agent}`]: textOf(rows) });
    this.requestUpdate();
  }

  async #add() {
    const rows = [...this.#rows, emptyRow()];
    this.#write(rows);
    await this.updateComplete;
    document.getElementById(this.#id(rows.length - 1, 'name'))?.focus();
  }

  #id(i, field) {
    return `mcp-${idPart(this.agent)}-${i}-${field}`;
  }

  view() {
    const rows = this.#rows;
    return html`<details class="fold" ?open=${rows.length > 0}><summary>Tools of MCP servers${
      rows.length ? html` <span class="small mid">${count(rows.length, 'server')}</span>` : ''
    }</summary><div class="stack s3">
      <p class="small mid"><bdi>${label(this.agent)}</bdi> may use them beside the tools of its role. The rehearsal does
        not.</p>
      ${rows.map((row, i) => this.#row(row, i, rows))}
      ${
        rows.length < MOST_SERVERS
          ? html`<div><button class="btn sm" type="button"
              @click=${() => this.#add()}>${icon('plus')}Add a server</button></div>`
          : ''
      }</div></details>`;
  }

  #row(row, i, rows) {
    const faults = faultsOf(row, rows.slice(0, i));
    const write = (field, value) =>
      this.#write(rows.map((each) => (each === row ? { ...row, [field]: value.trim() } : each)));
    return html`<fieldset class="mcpserver"><legend class="vh">Server ${i + 1}</legend>${FIELDS.map(
      ([field, words, hint, help]) => {
        const id = this.#id(i, field);
        const fault = faults[field];
        return html`<div class="field ${field}"><label for=${id}>${words}</label><input class="in" id=${id}
          autocomplete="off" spellcheck="false" placeholder=${hint} .value=${row[field]}
          aria-invalid=${fault ? 'true' : nothing} aria-describedby=${fault || help ? `${id}-h` : nothing}
          @change=${(e) => write(field, e.target.value)}>${
            fault
              ? html`<p class="err" id="${id}-h">${icon('alert')}<span>${fault}</span></p>`
              : help
                ? html`<p class="help" id="${id}-h">${help}</p>`
                : ''
          }</div>`;
      },
    )}<button class="btn ghost sm" type="button" aria-label="Remove server ${i + 1}"
      @click=${() => this.#write(rows.filter((each) => each !== row))}>${icon('bin')}Remove</button></fieldset>`;
  }
}
customElements.define('chit-mcp-servers', ChitMcpServers);
