// @ts-check
// What the assistant proposes, to be accepted or rejected one by one.
import { html } from 'lit';
import { icon } from '../icons.js';
import { changeCard } from './change.js';
import { taken } from './diff.js';

const NONE = html`<div class="stack s3"><h2>Proposed changes</h2><p
  class="mid">None yet. What the assistant proposes appears here, to be accepted or rejected one by one.</p></div>`;

/** @param {import('./draft.js').Draft} draft @param {boolean} locked */
export function proposals(draft, locked) {
  const all = draft.proposals;
  if (!all.length) return NONE;
  const open = all.filter(({ state }) => state === 'open');
  const accepted = all.filter(({ state }) => state === 'accepted').length;
  const decide = (to) => all.forEach(({ state }, i) => state === 'open' && draft.decide(i, to, taken));
  return html`<div class="stack s3"><div class="row"><h2>Proposed changes</h2><span class="count"
    role="status">${accepted} accepted, ${open.length} open</span>
      <span class="row push">${
        open.length > 1
          ? html`<button class="btn ghost" type="button"
  @click=${() => decide('rejected')}>Reject the rest</button><button class="btn" type="button"
    ?disabled=${locked} @click=${() => decide('accepted')}>${icon('check')}Accept the rest</button>`
          : ''
      }
      ${
        open.length
          ? ''
          : html`<button class="btn ghost" type="button" @click=${() => draft.propose([])}>Clear the list</button>`
      }</span></div>
    ${all.map((each, i) => proposal(each, locked, (to) => draft.decide(i, to, taken)))}</div>`;
}

/** @param {import('./draft.js').Draft['proposals'][number]} one @param {(to: any) => void} act */
function proposal({ change, state, fault }, locked, act) {
  const actions =
    state === 'open'
      ? html`<button class="btn ghost sm" type="button"
        @click=${() => act('rejected')}>${icon('close')}Reject</button><button class="btn sm" type="button"
          ?disabled=${locked} @click=${() => act('accepted')}>${icon('check')}Accept</button>`
      : html`<span class="tag"
        data-o=${state === 'accepted' ? 'ok' : 'canceled'}>${icon(
          state === 'accepted' ? 'check' : 'close',
        )}${state === 'accepted' ? 'Accepted' : 'Rejected'}</span><button
  class="btn ghost sm" type="button" @click=${() => act('open')}>${icon('retry')}Undo</button>`;
  return html`${changeCard(change, actions, state === 'accepted' ? 'done' : state === 'rejected' ? 'no' : '')}${
    fault ? html`<p class="err">${icon('alert')}<span>${fault}</span></p>` : ''
  }`;
}
