// @ts-check
// A conversation to be looked at only: one behind a link, or on a projector the newest that is live.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement, redrawnBy } from '../element.js';
import { said } from '../api.js';
import { icon } from '../icons.js';
import { NewestConversation } from '../newest-conversation.js';
import { notice } from '../parts/marks.js';
import { query, setQuery } from '../router.js';
import { shortcut } from '../shortcuts.js';
import { setTitle } from '../title.js';
import './conversation.js';

/** Nobody stands at a projector: what was scrolled away follows again after this, in milliseconds. */
const FOLLOWS_AGAIN = 20_000;

class ChitWatch extends ChitElement {
  static properties = { number: { type: Number }, code: { state: true } };

  constructor() {
    super();
    /** The conversation; none means the newest. @type {number | undefined} */
    this.number = undefined;
    this.newest = new NewestConversation();
    redrawnBy(this, this.newest);
    redrawnBy(this, window, 'chit-query');
    redrawnBy(this, /** @type {any} */ (document), 'fullscreenchange');
  }

  connectedCallback() {
    super.connectedCallback();
    this.release = shortcut('l', 'Large or normal type', () => this.#resize());
    if (this.number !== undefined) return;
    setTitle('Projector');
    this.newest.start();
    this.#stayAwake();
    document.addEventListener('visibilitychange', this.#stayAwake);
    addEventListener('scroll', this.#scrolled, { passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.release?.();
    this.newest.stop();
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.#stayAwake);
    removeEventListener('scroll', this.#scrolled);
    this.awake?.release().catch(() => {});
    document.documentElement.removeAttribute('data-type');
  }

  // A screen that nobody touches goes dark; over plain HTTP the browser has no say in it.
  #stayAwake = async () => {
    if (document.hidden || !('wakeLock' in navigator)) return;
    const awake = await navigator.wakeLock.request('screen').catch(() => undefined);
    // Who left meanwhile released only what was there.
    if (this.isConnected) this.awake = awake;
    else awake?.release().catch(() => {});
  };

  #scrolled = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => /** @type {any} */ (this.querySelector('chit-conversation'))?.follower.follow(),
      FOLLOWS_AGAIN,
    );
  };

  get #large() {
    return (query('type') || (this.number === undefined ? 'large' : '')) === 'large';
  }

  #resize() {
    setQuery({ type: this.#large ? 'normal' : 'large' });
  }

  #fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  // Before anything is drawn: type that grows later would move what is read.
  willUpdate() {
    document.documentElement.dataset.type = this.#large ? 'large' : 'normal';
  }

  view() {
    const number = this.number ?? this.newest.number;
    const projector = this.number === undefined;
    return html`${
      number ? html`<chit-conversation .number=${number} .watching=${true}></chit-conversation>` : this.#none()
    }
      ${projector && number && query('code') ? this.#invitation(number) : ''}
      <div class="watchacts"><button class="btn quiet sm" type="button" aria-pressed=${this.#large}
          @click=${() => this.#resize()}>${icon('search')}Large type</button>${
            projector && number && this.newest.following
              ? html`<button class="btn quiet sm for-room" type="button" title="The next live conversation"
                  @click=${() => this.newest.next()}>${icon('play')}Next</button>`
              : ''
          }${
            projector
              ? html`<button class="btn quiet sm for-room" type="button" aria-pressed=${query('code') !== ''}
                  title="For the phones of the room"
                  @click=${() => setQuery({ code: query('code') ? null : 'shown' })}>${icon('link')}QR code</button>`
              : ''
          }${
            document.fullscreenEnabled
              ? html`<button class="btn quiet sm" type="button" aria-pressed=${Boolean(document.fullscreenElement)}
                  @click=${() => this.#fill()}>${icon('image')}Full screen</button>`
              : ''
          }</div>`;
  }

  #none() {
    const { fault, told } = this.newest;
    if (!told && !fault) return html`<h1 class="vh">Projector</h1>`;
    return html`<div class="main"><h1 class="vh">Projector</h1>${
      fault
        ? notice('alert', 'The server does not answer', html`${said(fault)} It is asked again by itself.`, '')
        : notice('play', 'No conversation is live', 'The next one appears here by itself.', '')
    }</div>`;
  }

  /** The same conversation for the phones of those who sit before it. */
  #invitation(number) {
    const url = `${location.origin}/conversations/${number}/watch`;
    if (!this.code)
      import('../parts/watch-code.js').then(
        ({ watchCode }) => (this.code = watchCode),
        () => {},
      );
    return this.code ? this.code(url) : '';
  }
}
customElements.define('chit-watch', ChitWatch);
