// @ts-check
// Brings a conversation of another server here: choose its evidence file, or drop it on the list.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { request, said } from '../api.js';
import { icon } from '../icons.js';
import { navigate } from '../router.js';

const MOST_BYTES = 16 * 1024 * 1024;

const DRAGS = ['dragover', 'dragleave', 'drop'];

class ChitEvidenceImport extends ChitElement {
  static properties = { busy: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.busy = '';
    this.fault = /** @type {any} */ (undefined);
  }

  connectedCallback() {
    super.connectedCallback();
    this.page = /** @type {HTMLElement} */ (this.closest('.main'));
    for (const type of DRAGS) this.page.addEventListener(type, this.#dragged);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const type of DRAGS) this.page?.removeEventListener(type, this.#dragged);
  }

  /** @param {any} event */
  #dragged = (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.page?.classList.toggle('dropping', event.type === 'dragover');
    if (event.type === 'drop' && event.dataTransfer.files[0]) this.take(event.dataTransfer.files[0]);
  };

  /** @param {File} file */
  async take(file) {
    if (this.busy) return;
    this.fault = undefined;
    if (file.size > MOST_BYTES) {
      this.fault = new Error('The file is larger than 16 MB, more than a server takes.');
      return;
    }
    this.busy = file.name;
    try {
      const headers = { 'Content-Type': 'application/zip' };
      const { json } = await request('/evidence', { method: 'POST', file, headers });
      navigate(`/conversations/${json.conversationId}`);
    } catch (fault) {
      this.fault = fault;
    } finally {
      this.busy = '';
    }
  }

  view() {
    return html`<input class="vh" type="file" accept=".zip,application/zip" tabindex="-1"
        aria-label="Evidence file to import" @change=${(e) => {
          const [file] = e.target.files;
          e.target.value = '';
          if (file) this.take(file);
        }}>
      <button class="btn" type="button" ?disabled=${this.busy !== ''}
        title="Shows a conversation of another server, from its evidence file (.zip)"
        @click=${() => this.querySelector('input')?.click()}>${icon('upload')}${
          this.busy ? 'Importing…' : 'Import'
        }</button>
      ${this.fault ? this.#fault() : ''}`;
  }

  #fault() {
    const known = this.fault.status === 409 && this.fault.details?.conversationId;
    const close = html`<button class="btn ghost sm" type="button"
      @click=${() => (this.fault = undefined)}>Close</button>`;
    if (known)
      return html`<div class="banner" role="alert">${icon('file')}<div><strong>It is here already.</strong>
        <p>The same file was imported before, as <a href="/conversations/${known}">conversation ${known}</a>.</p>
        </div>${close}</div>`;
    return html`<div class="banner bad" role="alert">${icon('alert')}<div><strong>Nothing was imported.</strong>
      <p>${this.fault.status === undefined ? this.fault.message : said(this.fault)}</p></div>${close}</div>`;
  }
}
customElements.define('chit-evidence-import', ChitEvidenceImport);
