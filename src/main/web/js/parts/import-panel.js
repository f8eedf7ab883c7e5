// @ts-check
// Takes a scenario from a file. What is wrong stands beside the text, which can be mended here; nothing is thrown away
// before it is on the server or somebody says so.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { save } from '../download.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { faultsOf, scenarioIn, textOf } from '../import.js';
import { navigate } from '../router.js';
import { addressOf, copyOf, create, cut, published, titleOf, unpublished } from '../scenarios.js';

const EDITABLE_UP_TO = 1_000_000;
const FAULTS_SHOWN = 30;

// Outlives the view, so that looking something up on another page costs nothing.
let kept = /** @type {any} */ (undefined);

/** `<chit-import .items=${the stored scenarios}>`; `choose()` asks for a file, `take(file)` is given one. */
class ChitImport extends ChitElement {
  static properties = { items: { attribute: false }, work: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.items;
    this.work = kept;
  }

  #keep(work) {
    this.work = kept = work;
  }

  /** Asks for a file, unless one is still being mended. */
  choose() {
    if (this.work?.edited) this.#focus();
    else /** @type {HTMLInputElement} */ (this.querySelector('input[type=file]')).click();
  }

  /**
   * Offers to fetch a scenario from an address; nothing is asked of it before a person agrees.
   * @param {string} address
   */
  offer(address) {
    if (this.work?.edited) return;
    this.#keep({ address, fileName: address, text: '', edited: false, faults: [] });
    this.#focus();
  }

  async #fetch() {
    const { address } = this.work;
    this.busy = true;
    try {
      const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) throw new Error(`It answers ${response.status} ${response.statusText}`.trim());
      const bytes = await response.blob();
      const text = await textOf(new File([bytes], address));
      this.#keep({ fileName: address, text, edited: false, faults: [], asks: true });
      await this.#read();
    } catch (fault) {
      const words =
        fault instanceof TypeError
          ? 'It does not answer this browser: it may be down, or not let pages of other servers read it (CORS).'
          : fault.message;
      this.#keep({ ...this.work, faults: [{ path: '', words }] });
      this.#focus();
    } finally {
      this.busy = false;
    }
  }

  async take(file) {
    if (this.work?.edited) {
      this.#keep({
        ...this.work,
        faults: [{ path: '', words: `“${file.name}” was not taken: this text is changed and not imported yet.` }],
      });
      this.#focus();
      return;
    }
    try {
      const text = await textOf(file);
      this.#keep({ fileName: file.name, text, edited: false, faults: [] });
      await this.#read();
    } catch (fault) {
      this.#keep({
        fileName: file.name,
        text: '',
        edited: false,
        unread: true,
        faults: [{ path: '', words: fault.message }],
      });
      this.#focus();
    }
  }

  async #focus() {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('section'))?.focus();
  }

  /** Looks into the text: asks what has to be asked, else sends it. */
  async #read() {
    const { found, faults } = scenarioIn(this.work.text, this.work.fileName);
    if (faults) {
      this.#keep({ ...this.work, faults, found: undefined });
      this.#focus();
      return;
    }
    const clash = this.#clash(found.config);
    this.#keep({ ...this.work, faults: [], found, clash, publish: false });
    if (clash || published(found) || this.work.asks) this.#focus();
    else await this.#send();
  }

  #clash(config) {
    return (this.items ?? []).find((item) => item?.id !== undefined && item.id === config.metadata?.id);
  }

  async #send() {
    if (this.busy) return;
    const { found, clash, publish, text } = this.work;
    const tame = published(found) && !publish ? unpublished(found.config) : found.config;
    const item = clash ? { ...copyOf(tame, publish), history: found.history } : { ...found, config: tame };
    this.busy = true;
    try {
      const stored = await create(item);
      this.#keep(undefined);
      navigate(addressOf(stored.id, '?tab=edit'));
    } catch (fault) {
      // Somebody may have taken the id since the list was loaded.
      if (fault.status === 409 && !clash) this.#keep({ ...this.work, clash: { id: found.config.metadata.id } });
      else this.#keep({ ...this.work, faults: faultsOf(fault, found.prefix, text), found: undefined });
      this.#focus();
    } finally {
      this.busy = false;
    }
  }

  /** Selects a line from a column on, in the text as it is now. */
  #show({ line, column }) {
    const lines = this.work.text.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const area = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    area.focus();
    area.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
    // Lines are not wrapped, so all are of one height.
    area.scrollTop = ((line - 3) / lines.length) * area.scrollHeight;
  }

  view() {
    return html`<input class="vh" type="file" accept=".json,application/json" tabindex="-1" aria-label="File to import"
      @change=${(e) => {
        const [file] = e.target.files;
        e.target.value = '';
        if (file) this.take(file);
      }}>${!this.work ? '' : this.work.address ? this.#offer() : this.work.found ? this.#ask() : this.#mend()}`;
  }

  #offer() {
    const { address, faults } = this.work;
    return html`<section class="panel importing" tabindex="-1" aria-labelledby="import-title">
      <header><h2 id="import-title">Import a scenario from another server?</h2></header>
      <div class="body stack s3"><p>Your browser fetches <code
        class="wrap">${cut(address, 600)}</code>. You see what it is
          before anything is stored here.</p>
        ${
          faults.length
            ? html`<ul class="faults" role="alert">${faults.map((fault) => this.#fault(fault, false))}</ul>`
            : ''
        }
        <div class="row"><button class="btn primary" type="button" aria-disabled=${this.busy ? 'true' : 'false'}
          @click=${() => this.#fetch()}>${
            this.busy ? 'Fetching…' : faults.length ? 'Try again' : 'Fetch it'
          }</button><button
          class="btn ghost" type="button" @click=${() => this.#keep(undefined)}>Not now</button></div></div></section>`;
  }

  #ask() {
    const { found, clash, fileName, publish } = this.work;
    const tagged = published(found);
    return html`<section class="panel importing" tabindex="-1" aria-labelledby="import-title"
      aria-busy=${this.busy ? 'true' : 'false'}>
      <header><h2 id="import-title">Import “<bdi>${titleOf(found, 120)}</bdi>”</h2><span
        class="small dim"><bdi>${cut(fileName, 120)}</bdi></span></header>
      <div class="body stack s3">
        ${
          clash
            ? html`<p>The id <code>${cut(clash.id, 200)}</code> is taken${
                clash.config ? html` by <a href=${addressOf(clash.id)}>“<bdi>${titleOf(clash, 120)}</bdi>”</a>` : ''
              }. The file can come
  in as a copy under a new id; what is stored stays as it is.</p>`
            : ''
        }
        ${
          tagged
            ? html`<label class="switch"><input type="checkbox" role="switch" .checked=${publish}
  @change=${(e) =>
    this.#keep({ ...this.work, publish: e.target.checked })}><span>Publish it here as well: offered to everybody on
  this server, and locked where the server has an edit token</span></label>`
            : ''
        }
        <div class="row"><button class="btn primary" type="button" aria-disabled=${this.busy ? 'true' : 'false'}
          @click=${() => this.#send()}>${
            this.busy ? 'Importing…' : clash ? 'Import as a copy' : 'Import'
          }</button>${this.#way()}</div>
      </div></section>`;
  }

  #mend() {
    const { faults, text, fileName, edited, unread } = this.work;
    const editable = !unread && text.length <= EDITABLE_UP_TO;
    return html`<section class="panel importing" tabindex="-1" aria-labelledby="import-title">
      <header><h2 id="import-title">${faults.length ? 'Not imported' : 'Importing…'}</h2><span
        class="small dim"><bdi>${cut(fileName, 120)}</bdi></span></header>
      <div class="body stack s3">
        <div role="alert"><ul class="faults">${faults
          .slice(0, FAULTS_SHOWN)
          .map((fault) => this.#fault(fault, editable))}${
          faults.length > FAULTS_SHOWN
            ? html`<li
  class="small dim">and ${count(faults.length - FAULTS_SHOWN, 'more fault')}</li>`
            : ''
        }</ul></div>
        ${
          editable
            ? html`<div class="field"><label for="import-text">Text of the file</label><textarea id="import-text"
  class="in mono" rows="12" wrap="off" spellcheck="false" .value=${text}
    @input=${(e) => this.#keep({ ...this.work, text: e.target.value, edited: true })}></textarea><p
      class="help">It can be mended here. Nothing is on the server yet, and your file stays as it is.</p></div>`
            : ''
        }
        <div class="row">${
          editable
            ? html`<button class="btn primary" type="button"
  @click=${() => this.#read()}>Import this text</button>`
            : ''
        }${this.#way(edited)}</div>
      </div></section>`;
  }

  #way(edited = this.work.edited) {
    if (!edited)
      return html`<button class="btn" type="button" @click=${() => this.choose()}>Choose another file</button><button
        class="btn ghost" type="button" @click=${() => this.#keep(undefined)}>Not now</button>`;
    return html`<button class="btn" type="button"
      @click=${() => save(this.work.fileName, 'application/json', this.work.text)}>${icon('download')}Save the text as a
  file</button><button class="btn ghost" type="button" @click=${() => this.#keep(undefined)}>Discard the text</button>`;
  }

  #fault(fault, editable) {
    const { path, words, line, column } = fault;
    const place = `Line ${line}${path ? '' : `, column ${column}`}`;
    return html`<li class="err">${icon('alert')}<span>${
      line
        ? html`${
            editable
              ? html`<button class="textlink" type="button" @click=${() => this.#show(fault)}>${place}</button>`
              : place
          }: `
        : ''
    }${path ? html`<code>${cut(path, 200)}</code> ` : ''}<bdi>${words}</bdi></span></li>`;
  }
}
customElements.define('chit-import', ChitImport);
