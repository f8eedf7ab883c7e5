// @ts-check
// Goes anywhere and does anything by typing: pages, what this page can do, scenarios, conversations.
import '../shared-bundle.js';
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { api } from '../api.js';
import { icon } from '../icons.js';
import { navigate } from '../router.js';
import { addressOf, listScenarios, titleOf } from '../scenarios.js';
import { shortcuts } from '../shortcuts.js';
import { addStyles } from './extra-style.js';

/** @typedef {{kind: string, words: string, sign: any, keys?: string, act: () => void}} Choice */

const TYPING = 200;
const MOST_OF_A_KIND = 6;
const PAGES = [
  ['/', 'Scenarios'],
  ['/conversations', 'Conversations'],
  ['/projector', 'Projector: the newest live conversation'],
  ['/enter', 'Enter a code of a seat'],
  ['/try', 'Try a server'],
  ['/status', 'Status'],
];

const goes = (kind, words, sign, address) => ({ kind, words, sign, act: () => navigate(address) });

class ChitPalette extends ChitElement {
  static properties = { typed: { state: true }, at: { state: true }, found: { state: true } };

  constructor() {
    super();
    this.typed = '';
    this.at = 0;
    /** @type {Choice[]} what the server found */
    this.found = [];
    /** @type {Choice[]} */
    this.scenarios = [];
    this.actions = shortcuts().filter(({ keys }) => !keys.startsWith('g '));
    listScenarios().then(
      (items) => {
        this.scenarios = items
          .filter((item) => typeof item?.id === 'string')
          .flatMap((item) => [
            goes('Scenario', titleOf(item, 120), 'file', addressOf(item.id)),
            goes('Run', `Run ${titleOf(item, 120)}`, 'play', addressOf(item.id, '/run')),
          ]);
        this.requestUpdate();
      },
      () => {},
    );
  }

  firstUpdated() {
    /** @type {HTMLDialogElement} */ (this.querySelector('dialog')).showModal();
  }

  updated() {
    this.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** @returns {Choice[]} */
  get #choices() {
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    const number = /^#?(\d+)$/.exec(this.typed.trim())?.[1];
    const fits = (choice) => words.every((word) => choice.words.toLowerCase().includes(word));
    const some = (choices) => choices.filter(fits).slice(0, MOST_OF_A_KIND);
    return [
      ...(number ? [goes('Conversation', `Conversation ${number}`, 'play', `/conversations/${number}`)] : []),
      ...some(
        this.actions.map(({ keys, words: name, act }) => ({ kind: 'Here', words: name, sign: 'keyboard', keys, act })),
      ),
      ...some(PAGES.map(([address, name]) => goes('Page', name, 'link', address))),
      ...(words.length ? some(this.scenarios) : []),
      ...(words.length ? this.found : []),
    ];
  }

  #type({ target }) {
    this.typed = target.value;
    this.at = 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#search(this.typed.trim()), TYPING);
  }

  async #search(typed) {
    this.found = [];
    if (!typed || /^#?\d+$/.test(typed)) return;
    const found = await api(`/conversations?summary=true&limit=${MOST_OF_A_KIND}&q=${encodeURIComponent(typed)}`).then(
      ({ conversations }) => conversations,
      () => [],
    );
    if (typed !== this.typed.trim()) return;
    this.found = found.map((item) =>
      goes(
        'Conversation',
        `#${item.conversation} ${item.title || item.scenarioId || ''}`,
        item.status === 'active' ? 'play' : 'ok',
        `/conversations/${item.conversation}`,
      ),
    );
  }

  #press(event, choices) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      this.at = (this.at + by + choices.length) % Math.max(1, choices.length);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      this.#do(choices[this.at]);
    }
  }

  #do(choice) {
    if (!choice) return;
    /** @type {HTMLDialogElement} */ (this.querySelector('dialog')).close();
    choice.act();
  }

  view() {
    const choices = this.#choices;
    return html`<dialog class="palette" aria-label="Go to or do" @close=${() => this.remove()}
      @click=${(e) => e.target === e.currentTarget && e.currentTarget.close()}>
      <div class="search">${icon('search')}<input class="in" type="text" role="combobox" aria-expanded="true"
        aria-controls="palette-list" aria-activedescendant=${choices.length ? `palette-${this.at}` : ''}
        aria-label="Page, action, scenario or conversation" placeholder="Page, action, scenario, conversation or number"
        autocomplete="off" spellcheck="false" .value=${this.typed} @input=${this.#type}
        @keydown=${(e) => this.#press(e, choices)}></div>
      <ul id="palette-list" role="listbox" aria-label="Choices">${choices.map(
        (choice, i) => html`<li id="palette-${i}" role="option" aria-selected=${i === this.at ? 'true' : 'false'}
          @mousemove=${() => (this.at = i)} @click=${() => this.#do(choice)}>${icon(choice.sign)}<span
            class="clip grow"><bdi>${choice.words}</bdi></span>${
              choice.keys ? html`<kbd>${choice.keys}</kbd>` : ''
            }<span class="small dim">${choice.kind}</span></li>`,
      )}</ul>
      ${choices.length ? '' : html`<p class="mid" role="status">Nothing fits.</p>`}</dialog>`;
  }
}
customElements.define('chit-palette', ChitPalette);

const dressed = addStyles('palette.css');

export async function openPalette() {
  await dressed;
  if (!document.querySelector('dialog[open]')) document.body.append(document.createElement('chit-palette'));
}
