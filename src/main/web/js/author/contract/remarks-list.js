// @ts-check
// What the server says of the draft, with the way to the field.
import { html } from 'lit';
import { count } from '../../format.js';
import { icon } from '../../icons.js';
import { idOf } from '../fields.js';

const MOST = 12;
const FIELD = 'input, select, textarea, button, summary';

/** @param {import('../remarks.js').Remarks} remarks */
export function remarksList(remarks) {
  if (remarks.unasked)
    return html`<p class="err">${icon('alert')}<span>It could not be looked at whether this works:
      ${remarks.unasked}</span></p>`;
  if (!remarks.asked) return '';
  if (!remarks.size) return html`<p class="small dim">${icon('check')} No remarks.</p>`;
  return html`<details class="fold"><summary>${count(remarks.size, 'remark')} on the scenario</summary><ul
    class="stack s1">${remarks.all.slice(0, MOST).map(
      ([path, words]) => html`<li><code>${path}</code> ${words.join(' ')} <button class="linkish" type="button"
        @click=${(e) => lead(e.target.closest('chit-form'), path)}>Go to it</button></li>`,
    )}</ul>${remarks.size > MOST ? html`<p class="mid">and ${remarks.size - MOST} more</p>` : ''}</details>`;
}

/** To the field at a path, or to the nearest one above it. @param {HTMLElement} form @param {string} path dotted */
function lead(form, path) {
  for (let steps = path.split('.'); steps.length; steps = steps.slice(0, -1)) {
    const id = idOf(steps);
    const place =
      form.querySelector(`:is(${FIELD})[id="${id}"]`) ??
      form.querySelector(`[id="${id}-e"], [id="${id}-n"], [id^="${id}."]:is(${FIELD})`);
    if (!place) continue;
    for (let fold = place.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true;
    if (!place.matches(FIELD)) place.setAttribute('tabindex', '-1');
    /** @type {HTMLElement} */ (place).focus();
    place.scrollIntoView({ block: 'center' });
    return;
  }
}
