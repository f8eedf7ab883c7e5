// @ts-check
// Which columns of the list of conversations are shown, which a browser remembers, and in what order its rows stand.
import { html } from 'lit';
import { icon } from '../icons.js';
import { remember, remembered } from '../store.js';
import { millis } from '../time.js';
import { keys, left } from './menu.js';

const COLUMNS = [
  ['turns', 'Turns'],
  ['last', 'Last word'],
  ['times', 'Updated'],
];

const took = ({ createdAt, updatedAt }) => millis(updatedAt) - millis(createdAt);

export const ORDERS = /** @type {[string, string, ((a: any, b: any) => number) | undefined][]} */ ([
  ['', 'last active first', undefined],
  ['newest', 'newest first', (a, b) => b.conversation - a.conversation],
  ['oldest', 'oldest first', (a, b) => a.conversation - b.conversation],
  ['turns', 'most turns first', (a, b) => b.turns - a.turns],
  ['longest', 'longest first', (a, b) => took(b) - took(a)],
]);

/** @param {any[]} items @param {string} order */
export function ordered(items, order) {
  const by = ORDERS.find(([name]) => name === order)?.[2];
  return by ? [...items].sort(by) : items;
}

const hidden = () => remembered('hidden-columns', '').split(' ').filter(Boolean);

export const hiddenColumns = () =>
  hidden()
    .map((name) => `no-${name}`)
    .join(' ');

/** @param {() => void} changed */
export const columnChooser = (changed) => html`<details class="menu acts-menu columns" @keydown=${keys}
  @focusout=${left}><summary class="btn ghost sm">${icon('menu')}Columns</summary><div role="group"
  aria-label="Columns">${COLUMNS.map(
    ([name, words]) =>
      html`<label><input type="checkbox" .checked=${!hidden().includes(name)} @change=${(e) => {
        const others = hidden().filter((each) => each !== name);
        remember('hidden-columns', (e.target.checked ? others : [...others, name]).join(' '));
        changed();
      }}>${words}</label>`,
  )}</div></details>`;
