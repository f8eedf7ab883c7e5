// @ts-check
// The bar at the bottom of a scenario that is being edited: what is unsaved, what was refused and why, save and
// discard.
import { html } from 'lit';
import { icon } from '../icons.js';
import { timeTag } from '../parts/moment.js';

/**
 * @param {import('./draft.js').Draft} draft
 * @param {any} state what was said, done, refused last; and what each button does
 */
export function draftBar(draft, state) {
  const undo = state.undo
    ? html`<div class="toast" role="status"><span><bdi>${state.undo.words}</bdi></span><button class="btn ghost sm"
        type="button" @click=${state.takeBack}>${icon('retry')}Undo</button></div>`
    : '';
  if (!draft.dirty) return html`<div class="float">${undo}${state.said ? saved(state) : ''}</div>`;
  return html`<div class="float">${undo}<div class="draft ${state.refused ? 'bad' : ''}">
    ${state.refused ? refusal(draft, state) : ''}${state.theirs ? savedElsewhere(state) : ''}
    <div class="grow" role="status"><strong>${
      draft.base ? 'Unsaved changes' : 'Not saved yet'
    }</strong> <span class="mid small">${whereKept(draft)}</span></div>
    <span class="row"><button class="btn ghost" type="button" @click=${state.discard}>Discard</button>
    ${
      draft.base && !draft.fault
        ? html`<button class="btn" type="button" aria-expanded=${state.reviewing ? 'true' : 'false'}
            @click=${state.review}>Review</button>`
        : ''
    }
    ${
      state.save
        ? html`<button class="btn primary" type="button" ?disabled=${state.saving} title="Save (Ctrl+S)"
            @click=${state.save}>${state.saving ? 'Saving…' : 'Save'}</button>`
        : html`<span class="small mid">Choose above what to keep</span>`
    }</span></div></div>`;
}

function whereKept(draft) {
  if (!draft.keepable) return 'not kept by this browser';
  if (draft.untouched) return 'nobody else sees it before you save it';
  return html`kept in this browser${draft.at ? html`, last at ${timeTag(draft.at)}` : ''}`;
}

const saved = (state) =>
  html`<div class="toast" role="status">${icon('check')}<span>${state.said}</span><button
    class="btn ghost icon sm" type="button" aria-label="Close" @click=${state.heard}>${icon('close')}</button></div>`;

// The banner on top is out of sight for who writes further down.
const savedElsewhere = ({ compare }) => html`<div class="refused" role="status">${icon('person')}<div
  class="grow"><strong>Saved elsewhere meanwhile.</strong> <span>What you typed is kept.</span></div><button
    class="btn sm" type="button" @click=${compare}>Compare</button></div>`;

function refusal(draft, { refused, show, unlock }) {
  return html`<div class="refused" role="alert">${icon('alert')}<div class="grow"><strong>Not saved.</strong>
    <span>${refused.words}${draft.keepable ? ' Your changes are kept in this browser.' : ''}</span></div>
    ${
      refused.field
        ? html`<button class="btn sm" type="button" @click=${show}>Show the field</button>`
        : refused.json !== undefined
          ? html`<a class="btn sm" href="?tab=json">Open the JSON</a>`
          : refused.locked
            ? html`<button class="btn sm" type="button" @click=${unlock}>${icon('unlock')}Unlock</button>`
            : ''
    }</div>`;
}
