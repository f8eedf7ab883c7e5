// @ts-check
// Takes a scenario from a file. What is wrong stands beside the text, which can be mended here; nothing is thrown away
// before it is on the server or the user confirms.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { save } from '../download.js';
import { faultsOf, fetched, scenarioIn, sourceOf, textOf } from '../import.js';
import { navigate } from '../router.js';
import { addressOf, copyOf, create, published, unpublished } from '../scenarios.js';
import { asking, mending, offering } from './import-steps.js';

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
    let source,
      faults = [];
    try {
      source = sourceOf(address);
    } catch (/** @type {any} */ fault) {
      faults = [{ path: '', words: fault.message }];
    }
    this.#keep({ address, source, fileName: address, text: '', edited: false, faults });
    this.#focus();
  }

  async #fetch() {
    if (this.busy) return;
    const offered = this.work;
    this.fetching = new AbortController();
    this.busy = true;
    this.#keep({ ...offered, faults: [] });
    try {
      const { text, from } = await fetched(offered.source, this.fetching.signal);
      this.busy = false;
      this.#keep({ fileName: from, text, edited: false, faults: [], asks: true });
      await this.#read();
    } catch (/** @type {any} */ fault) {
      this.busy = false;
      // Stopped by the person, who knows it.
      const faults = fault.name === 'AbortError' ? [] : [{ path: '', words: fault.message }];
      this.#keep({ ...offered, faults });
      this.#focus();
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
    } catch (/** @type {any} */ fault) {
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
    const clash = this.#clash(/** @type {NonNullable<typeof found>} */ (found).config);
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
    } catch (/** @type {any} */ fault) {
      // The id may have been taken since the list was loaded.
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

  #acts = {
    fetch: () => this.#fetch(),
    stop: () => this.fetching?.abort(),
    drop: () => this.#keep(undefined),
    choose: () => this.choose(),
    read: () => this.#read(),
    send: () => this.#send(),
    save: () => save(this.work.fileName, 'application/json', this.work.text),
    publish: (on) => this.#keep({ ...this.work, publish: on }),
    edit: (text) => this.#keep({ ...this.work, text, edited: true }),
    show: (fault) => this.#show(fault),
  };

  view() {
    const { work, busy } = this;
    const draw = work && (work.address ? offering : work.found ? asking : mending);
    return html`<input class="vh" type="file" accept=".json,application/json" tabindex="-1" aria-label="File to import"
      @change=${(e) => {
        const [file] = e.target.files;
        e.target.value = '';
        if (file) this.take(file);
      }}>${draw ? draw(work, this.#acts, busy) : ''}`;
  }
}
customElements.define('chit-import', ChitImport);
