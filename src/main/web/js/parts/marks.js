// @ts-check
// Small marks used everywhere: an agent, an outcome, states of a whole page.
import { html } from 'lit';
import { icon } from '../icons.js';
import { ICON_OF_LOOK } from '../model/outcome.js';

/** @param {{place: number, initial: string}} who @param {string} [extra] */
export const mark = (who, extra = '') =>
  html`<span class="av ${extra}" data-a=${who.place}
    aria-hidden="true">${who.place ? who.initial : icon('server')}</span>`;

/** @param {string} look @param {unknown} word */
export const chip = (look, word) =>
  html`<span class="chip" data-o=${look}>${
    look === 'live'
      ? html`<span
  class="dot live"></span>`
      : icon(ICON_OF_LOOK[look] ?? 'neutral')
  }<span>${word}</span></span>`;

/** Nothing here, not found, failed: a heading, the server's own sentence, a next step. */
export const notice = (name, heading, text, actions) => html`<section class="empty">
  ${icon(name)}<h2>${heading}</h2>${text ? html`<p>${text}</p>` : ''}${
    actions ? html`<div class="row">${actions}</div>` : ''
  }</section>`;

export const loading = (what, rows = 3) => html`<div class="panel skeleton" role="status">
  <span class="vh">Loading ${what}…</span>
  <div class="body stack" aria-hidden="true">${Array.from(
    { length: rows },
    (_, i) => html`<div class="skel w${i % 3}"></div>`,
  )}</div></div>`;
