// @ts-check
// What stands above the tabs of a scenario: its name, what can be done with it, and what its author has to know.
import { html } from 'lit';
import { segment } from '../api.js';
import { icon } from '../icons.js';
import { badge } from '../parts/badge.js';
import { timeTag } from '../parts/moment.js';
import { saveAsFile } from '../scenarios.js';
import { dayOf } from '../time.js';
import '../parts/lock-banner.js';
import '../parts/scenario-menu.js';

/**
 * @param {string} id
 * @param {import('./draft.js').Draft} draft
 * @param {any} item the scenario as it is stored
 * @param {{unlock: () => Promise<boolean>, removed: () => void}} act
 */
export const head = (id, draft, item, act) => html`<div class="pagehead authorhead"><div
  class="stack s1"><h1 class="clamp2"><bdi>${String(draft.scenario?.metadata?.title || id)}</bdi></h1>
    <div class="row">${draft.base ? badge(item) : html`<span class="tag">not saved yet</span>`}<code
      class="dim"><bdi>${id}</bdi></code>${
        draft.base?.modifiedAt
          ? html`<span class="small dim">edited ${timeTag(draft.base.modifiedAt, dayOf)}</span>`
          : ''
      }</div></div>
  <span class="row push">${draft.base ? storedActs(id, item, act) : exportAct(id, draft)}</span></div>`;

const storedActs = (id, item, act) => html`<a class="btn quiet"
  href="/conversations?scenario=${segment(id)}">Its conversations</a><a class="btn primary"
    href="/scenarios/${segment(id)}/run">${icon('play')}Run</a><chit-scenario-menu .scenario=${item}
      .ask=${act.unlock} @removed=${act.removed}></chit-scenario-menu>`;

const exportAct = (id, draft) => html`<button class="btn quiet" type="button"
  @click=${() => saveAsFile({ id, config: draft.scenario })}>${icon('download')}Export</button>`;

/**
 * @param {import('./workspace.js').Workspace} work
 * @param {any} item the scenario as it is stored
 * @param {{answered: () => void, compare?: () => void}} act compare: left out while theirs and mine are shown
 */
export function banners({ draft, theirs, refused }, item, act) {
  if (!draft) return '';
  return html`<div class="banners"><chit-lock-banner .scenario=${item}
    @answered=${act.answered}></chit-lock-banner>${theirs && act.compare ? byOthers(theirs, draft, act.compare) : ''}${
      // While there is something to save, what failed stands beside the button.
      refused && !draft.dirty ? bad('That did not work.', refused.words) : ''
    }${
      draft.keepable
        ? ''
        : bad(
            'This browser cannot keep your draft.',
            'Its storage is full or switched off, so a reload would lose the changes. Save soon, or export them as a ' +
              'file.',
          )
    }</div>`;
}

const bad = (words, more) => html`<div class="banner bad"
  role="alert">${icon('alert')}<div><strong>${words}</strong><p>${more}</p></div></div>`;

const byOthers = (theirs, draft, compare) => html`<div class="banner info"
  role="alert">${icon('person')}<div><strong>Saved by someone else or in another tab,
    ${timeTag(theirs.modifiedAt)}.</strong><p>Your draft
    started from an earlier state. ${
      theirs.published && !draft.base?.published ? 'It is published now, so saving needs the edit token. ' : ''
    }Compare before you save; nothing is lost either way.</p></div><button class="btn"
      type="button" @click=${compare}>Compare</button></div>`;

/**
 * The scenario as the lock and the menu look at it: as it is stored now.
 * @param {import('./draft.js').Draft} draft @param {boolean} published
 */
export const asStored = ({ id, base, scenario }, published) =>
  base && {
    id,
    name: '',
    config: { metadata: { title: scenario?.metadata?.title, tags: published ? ['published'] : [] }, agents: [] },
  };
