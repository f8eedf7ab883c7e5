// @ts-check
// The sections of the form as a tree with counts and errors, and the one that is read: beside the form where there is
// room, else a line above it.
import './shared-bundle.js';
import { html, nothing } from 'lit';
import { ChitElement } from '../element.js';
import { initial, label } from '../format.js';
import { mark } from '../parts/marks.js';

/** How far below the place that a link to it leads to a section is the one that is read already. */
const SLACK = 24;

const padding = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
const isRead = (section) =>
  section.getBoundingClientRect().top < padding() + parseFloat(getComputedStyle(section).scrollMarginTop) + SLACK;
const PARTS = /** @type {const} */ ([
  ['role', 'Role', ['principal', 'situation']],
  ['goals', 'Goals', ['goals']],
  ['tools', 'Tools', ['tools']],
  ['knowledge', 'Knowledge', ['knowledgeBase']],
]);

/** The id of a part of an agent's section. @param {number} i @param {string} part */
export const partId = (i, part) => `agent-${i + 1}-${part}`;

class ChitSections extends ChitElement {
  static properties = { fields: { attribute: false }, version: {}, at: { state: true } };

  constructor() {
    super();
    /** @type {import('./fields.js').Fields} */
    this.fields;
    this.at = 'basics';
    this.looking = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('scroll', this.#look, { passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#look);
    cancelAnimationFrame(this.looking);
  }

  get #agents() {
    return this.fields.node(['agents'])?.items ?? [];
  }

  get #ids() {
    return [
      'basics',
      ...this.#agents.flatMap((_, i) => [`agent-${i + 1}`, ...PARTS.map(([part]) => partId(i, part))]),
      'contract',
    ];
  }

  // Once a frame; the last section cannot come to the top of the window.
  #look = () => {
    cancelAnimationFrame(this.looking);
    this.looking = requestAnimationFrame(() => {
      const there = this.#ids.flatMap((id) => document.getElementById(id) ?? []);
      const end = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      this.at = (end ? there : there.filter(isRead)).at(-1)?.id ?? 'basics';
    });
  };

  // In the line above the form, the section that is read stays in sight; but no link moves away from under a mouse.
  updated(changed) {
    if (!changed.has('at')) return;
    const nav = this.querySelector('nav');
    const current = /** @type {HTMLElement | null} */ (this.querySelector('[aria-current], .within'));
    const pointed = matchMedia('(hover: hover)').matches && nav?.matches(':hover');
    if (nav && current && !pointed && nav.scrollWidth > nav.clientWidth)
      nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
  }

  view() {
    return html`<nav class="sections" aria-label="Sections of the form">${this.#link('basics', 'Basics', [
      'metadata',
    ])}${this.#agents.map((_, i) => this.#agent(i))}${this.#link('contract', 'Contract', ['contract'])}</nav>`;
  }

  #agent(i) {
    const id = `agent-${i + 1}`;
    const within = this.at.startsWith(`${id}-`);
    const name = String(this.fields.value(['agents', i, 'agentId']) ?? '');
    return html`${this.#link(
      id,
      html`${mark({ place: (i % 6) + 1, initial: initial(label(name)) }, 'sm')}<span class="clip"><bdi>${
        name || 'unnamed agent'
      }</bdi></span>`,
      [`agents.${i}`],
      { within },
    )}${
      within || this.at === id
        ? PARTS.map(([part, words, members]) => {
            const items = this.fields.node(['agents', i, members[0]])?.items;
            return this.#link(
              partId(i, part),
              html`${words}${items ? html` <span class="count">${items.length}</span>` : ''}`,
              members.map((member) => `agents.${i}.${member}`),
              { part: true },
            );
          })
        : ''
    }`;
  }

  /** @param {string} id @param {unknown} words @param {string[]} starts of the paths whose errors count here */
  #link(id, words, starts, { within = false, part = false } = {}) {
    const n = starts.reduce((sum, start) => sum + this.fields.count(start), 0);
    return html`<a href="#${id}" class="${part ? 'part' : ''} ${within ? 'within' : ''}"
      aria-current=${this.at === id ? 'location' : nothing}>${words}${
        n ? html`<span class="push"><span class="pip bad">${n}<b class="vh"> errors</b></span></span>` : ''
      }</a>`;
  }
}
customElements.define('chit-sections', ChitSections);
