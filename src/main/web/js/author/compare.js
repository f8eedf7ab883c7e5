// @ts-check
// What an author changed against what is stored; and, after a concurrent change, theirs against mine.
import './shared-bundle.js';
import { html } from 'lit';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { changeCard } from './change.js';
import { back, changes, taken } from './diff.js';

const nothingMore = html`<p class="mid">No difference is left.</p>`;

/** @param {import('./draft.js').Draft} draft @param {() => void} close */
export function review(draft, close) {
  const found = changes(draft.base.text, draft.text);
  return html`<section class="stack s3" aria-label="Review">
    <div class="row"><h2>Your changes</h2><span class="count">${count(found.length, 'change')}</span><button
      class="btn ghost push" type="button" @click=${close}>${icon('close')}Close</button></div>
    ${
      draft.history === draft.base.history ? '' : html`<p class="mid">The chat with the assistant is saved as well.</p>`
    }
    ${
      found.length
        ? found.map((change) =>
            changeCard(
              change,
              html`<button class="btn ghost sm" type="button"
  @click=${() => draft.edit(taken(draft.text, back(change)))}>${icon('retry')}Revert</button>`,
            ),
          )
        : nothingMore
    }</section>`;
}

/**
 * @param {import('./draft.js').Draft} draft @param {import('./draft.js').Stored} theirs
 * @param {{overwrite: () => void, takeTheirs: () => void, close: () => void}} act
 */
export function compare(draft, theirs, act) {
  const found = draft.fault ? [] : changes(theirs.text, draft.text);
  return html`<section class="stack s3" aria-label="Theirs and mine">
    <div class="row"><h2>Theirs and mine</h2><span class="count">${count(found.length, 'difference')}</span><button
      class="btn ghost push" type="button" @click=${act.close}>${icon('close')}Close</button></div>
    <p class="mid">Red is what the server has now, green is yours. Take single parts from theirs, then save; or decide
      for all of it.</p>
    ${
      draft.fault
        ? html`<p
  class="err">${icon('alert')}<span>Your JSON has an error, so single differences cannot be told.
    ${draft.fault.message}</span></p>`
        : ''
    }
    <div class="row"><button class="btn" type="button" @click=${act.takeTheirs}>Take theirs, drop mine</button><button
      class="btn primary" type="button" ?disabled=${Boolean(draft.fault)}
        @click=${act.overwrite}>Save mine over theirs</button></div>
    ${
      found.length || draft.fault
        ? found.map((change) =>
            changeCard(
              change,
              html`<button class="btn sm" type="button"
  @click=${() => draft.edit(taken(draft.text, back(change)))}>Take theirs here</button>`,
            ),
          )
        : nothingMore
    }</section>`;
}
