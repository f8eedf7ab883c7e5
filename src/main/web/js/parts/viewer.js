// @ts-check
// An attachment beside the conversation: Markdown, JSON, text and images are shown, everything else can be downloaded.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api, segment, said } from '../api.js';
import { save } from '../download.js';
import { kindOf, plainName, size } from '../format.js';
import { icon } from '../icons.js';
import { codeHeaders, heldFor } from '../model/codes.js';
import { setQuery } from '../router.js';
import { mark } from './marks.js';
import { coloured, indented } from './json.js';
import './text.js';

class ChitViewer extends ChitElement {
  static properties = {
    attachmentId: {},
    number: {},
    roster: { attribute: false },
    log: { attribute: false },
    found: { state: true },
    fault: { state: true },
    source: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.attachmentId;
    /** @type {number | undefined} the conversation */
    this.number;
    /** @type {any} */
    this.roster;
    /** @type {any} */
    this.log;
  }

  connectedCallback() {
    super.connectedCallback();
    this.opener = document.activeElement;
    this.role = 'complementary';
    this.ariaLabel = 'Attachment';
    this.onKey = (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      this.#close();
    };
    addEventListener('keydown', this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', /** @type {NonNullable<typeof this.onKey>} */ (this.onKey));
  }

  willUpdate(changed) {
    if (changed.has('attachmentId')) this.#load(this.attachmentId);
  }

  async #load(id) {
    this.found = undefined;
    this.fault = undefined;
    this.source = false;
    try {
      const found = await api(`/attachments/${segment(id)}`, { headers: codeHeaders(this.number) });
      if (id === this.attachmentId) this.found = found;
    } catch (fault) {
      if (id === this.attachmentId) this.fault = fault;
    }
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('h2'))?.focus({ preventScroll: true });
  }

  #close() {
    const back = this.opener;
    setQuery({ att: null });
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  }

  view() {
    const close = html`<button class="btn ghost icon sm" type="button" aria-label="Close attachment" title="Close (Esc)"
      @click=${this.#close}>${icon('close')}</button>`;
    if (this.fault) {
      return html`<header><div class="grow"><h2 tabindex="-1">Attachment</h2></div>${close}</header>
        <div class="doc stack"><div class="banner bad"
          role="alert">${icon('alert')}<div><strong>It cannot be shown.</strong><p>${said(this.fault)}</p></div>
        <button class="btn" type="button" @click=${() => this.#load(this.attachmentId)}>Try again</button></div></div>`;
    }
    const found = this.found;
    if (!found)
      return html`<header><div class="grow"><h2 tabindex="-1">Loading…</h2></div>${close}</header><div class="doc stack"
        aria-hidden="true"><div class="skel w0"></div><div class="skel w1"></div><div class="skel w2"></div></div>`;
    const kind = kindOf(found.contentType);
    const view =
      kind.view === 'none' && found.encoding !== 'base64'
        ? 'text'
        : found.encoding === 'base64' && kind.view !== 'image'
          ? 'none'
          : kind.view;
    const content = typeof found.content === 'string' ? found.content : '';
    const who = this.roster.who(found.createdByAgentId);
    const from = this.log.events.find((event) => event.turn === found.turn && event.event === found.event);
    return html`<header><div class="grow"><h2
      tabindex="-1"><bdi>${plainName(found.name)}</bdi></h2></div>${close}</header>
      <div class="meta small"><span data-a=${who.place} class="row tight">${mark(who, 'sm')}${
        from ? html`<a href="#e${from.seq}">turn ${found.turn}</a>` : html`turn ${found.turn}`
      }</span>
        <span class="dim">${kind.name}, ${size(weight(found, content))}</span>
        <span class="push row tight">${
          view === 'markdown' || view === 'json'
            ? html`<div class="seg" role="radiogroup" aria-label="View of the attachment">
          <label><input type="radio" name="attview" .checked=${!this.source}
            @change=${() => (this.source = false)}>Read</label><label><input type="radio" name="attview"
              .checked=${this.source} @change=${() => (this.source = true)}>Source</label></div>`
            : ''
        }
          ${this.#download(found, 'btn ghost icon sm', '')}</span></div>
      ${found.summary ? html`<p class="summary small mid" dir="auto">${found.summary}</p>` : ''}
      <div class="doc" tabindex="0" role="region"
        aria-label="Content of ${found.name}">${this.#content(view, content, found)}</div>`;
  }

  // An address is asked for without the code that this tab holds, so what is here already is saved instead.
  #download(found, look, words) {
    const name = found.name || 'attachment';
    const inside = html`${icon('download')}${words}`;
    return heldFor(/** @type {NonNullable<typeof this.number>} */ (this.number))
      ? html`<button class=${look} type="button" aria-label=${words || `Download ${found.name}`} title="Download"
          @click=${() => save(name, 'application/octet-stream', bytesOf(found))}>${inside}</button>`
      : html`<a class=${look} href=${fileOf(found)} download=${name} aria-label=${words || `Download ${found.name}`}
          title="Download">${inside}</a>`;
  }

  #content(view, content, found) {
    if (view === 'none')
      return html`<p
        class="mid">A file of this kind is not shown here. It comes from another party: open it only if you trust
          them.</p><p>${this.#download(found, 'btn', 'Download')}</p>`;
    if (view === 'image')
      return html`<img class="picture" src=${
        heldFor(/** @type {number} */ (this.number)) ? dataOf(found) : fileOf(found)
      }
        alt=${found.summary || found.name || 'Attached image'}>`;
    if (!content) return html`<p class="mid">This attachment is empty.</p>`;
    if (this.source || view === 'text') return html`<chit-text .plain=${true} .text=${content}></chit-text>`;
    if (view === 'markdown') return html`<chit-text .text=${content}></chit-text>`;
    const pretty = content.length < 500_000 ? indented(content) : undefined;
    return pretty === undefined
      ? html`<p class="err">${icon('alert')}<span>This is not valid JSON; it is shown as it came.</span></p><chit-text
        .plain=${true} .text=${content}></chit-text>`
      : html`<pre class="code">${coloured(pretty)}</pre>`;
  }
}

const fileOf = ({ id }) => `/api/attachments/${segment(id)}/content`;

/** An attachment as an address that holds all of it; a page at such an address may do nothing in this one's name. */
const dataOf = ({ contentType, encoding, content }) =>
  encoding === 'base64'
    ? `data:${contentType};base64,${content}`
    : `data:${contentType},${encodeURIComponent(content)}`;

/** @param {any} found @returns {BlobPart} */
const bytesOf = ({ encoding, content = '' }) =>
  encoding === 'base64' ? Uint8Array.from(atob(content), (char) => char.charCodeAt(0)) : content;

const weight = (found, content) =>
  found.encoding === 'base64' ? Math.floor((content.length * 3) / 4) : new Blob([content]).size;
customElements.define('chit-viewer', ChitViewer);
