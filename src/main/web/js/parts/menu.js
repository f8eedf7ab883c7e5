// @ts-check
// A menu behind a button: closes on Escape, on a choice, on a click elsewhere, and when the focus leaves it.
import { html } from 'lit';
import { icon } from '../icons.js';

document.addEventListener('pointerdown', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute('open');
  }
});

/** What a details of class "menu" listens with: keydown, focusout, click. */
export function keys(event) {
  if (event.key !== 'Escape') return;
  const menu = event.currentTarget;
  if (!menu.open) return;
  event.preventDefault();
  menu.removeAttribute('open');
  menu.querySelector('summary').focus();
}

export function left(event) {
  if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
    event.currentTarget.removeAttribute('open');
}

export function chosen(event) {
  const menu = event.currentTarget;
  const item = event.target.closest('.menu > div > :is(a, button)');
  if (!item || !menu.contains(item)) return;
  // A dialog that opens next gives the focus back to where it was.
  if (item.matches('button')) menu.querySelector('summary').focus();
  menu.removeAttribute('open');
}

/**
 * @param {string} name what it is a menu of
 * @param {unknown} items links and buttons of class "btn"
 * @param {string} [size]
 */
export const menu = (
  name,
  items,
  size = '',
) => html`<details class="menu acts-menu" @keydown=${keys} @focusout=${left} @click=${chosen}>
  <summary class="btn ghost icon ${size}" aria-label=${name}
    title=${name}>${icon('more')}</summary><div>${items}</div></details>`;

/**
 * @param {Parameters<typeof icon>[0]} sign
 * @param {unknown} words
 * @param {() => void} act
 * @param {{off?: boolean, danger?: boolean}} [how]
 */
export const choice = (sign, words, act, { off = false, danger = false } = {}) =>
  html`<button class="btn ghost ${danger ? 'grave' : ''}" type="button" ?disabled=${off}
    @click=${act}>${icon(sign)}${words}</button>`;
