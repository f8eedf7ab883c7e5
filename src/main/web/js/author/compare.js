// @ts-check
// What an author changed against what is stored; and, after a concurrent change, theirs against mine.
import './shared-bundle.js';
import { html } from 'lit';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { indented } from '../parts/json.js';
import { changeCard, marked, where } from './change.js';
import { back, changes, linesAfter, taken } from './diff.js';
import { find, parse } from './json.js';

export { dressed } from './change.js';

const nothingMore = html`<p class="mid">No difference is left.</p>`;

/** @param {import('./draft.js').Draft} draft @param {() => void} close */
export function review(draft, close) {
  const found = changes(/** @type {NonNullable<typeof draft.base>} */ (draft.base).text, draft.text);
  return html`<section class="stack s3" aria-label="Review">
    <div class="row"><h2>Your changes</h2><span class="count">${count(found.length, 'change')}</span><button
      class="btn ghost push" type="button" @click=${close}>${icon('close')}Close</button></div>
    ${
      draft.history === /** @type {NonNullable<typeof draft.base>} */ (draft.base).history
        ? ''
        : html`<p class="mid">The chat with the assistant is saved as well.</p>`
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
 * @param {{overwrite: (loses: boolean) => void, takeTheirs: () => void, take: (words: string, text: string) => void,
 *   redraw: () => void, close: () => void}} act
 */
export function compare(draft, theirs, act) {
  const found = draft.fault ? [] : conflicts(draft, theirs);
  const open = found.filter(isOpen);
  const theirsOnly = open.filter(({ by }) => by === 'they');
  return html`<section class="stack s3" aria-label="Theirs and mine">
    <div class="row"><h2>Theirs and mine</h2><span class="count">${count(found.length, 'difference')}</span><button
      class="btn ghost push" type="button" @click=${act.close}>${icon('close')}Close</button></div>
    <p class="mid">Both of you started from the same text. What only one of you changed shows what was and what is;
      where both did, all three texts stand side by side. Choose part by part, then save; or decide for all of it.</p>
    ${
      draft.fault
        ? html`<p
  class="err">${icon('alert')}<span>Your JSON has an error, so single differences cannot be told.
    ${draft.fault.message}</span></p>`
        : ''
    }
    <div class="row"><button class="btn" type="button" @click=${act.takeTheirs}>Take theirs, drop mine</button>${
      theirsOnly.length
        ? html`<button class="btn" type="button" @click=${() => takeAll(draft, theirsOnly, act)}>Take what only they
          changed (${theirsOnly.length})</button>`
        : ''
    }<button class="btn primary" type="button" ?disabled=${Boolean(open.length || draft.fault)}
        title=${open.length ? 'First choose for each part that others changed' : ''}
        @click=${() => act.overwrite(false)}>Save with my choices</button>${
          open.length || draft.fault
            ? html`<button class="btn danger" type="button" ?disabled=${Boolean(draft.fault)}
                @click=${() => act.overwrite(true)}>Save mine over theirs</button>`
            : ''
        }</div>
    ${found.map((each) => conflictCard(each, draft, theirs, act))}${
      found.length || draft.fault ? '' : nothingMore
    }</section>`;
}

/**
 * A difference between their text and mine; `base`: what both started from, undefined where it had nothing there; `by`:
 * who changed it; `mine`: it was decided that mine stays.
 * @typedef {{change: import('./diff.js').Change, base: string | undefined, by: 'you' | 'they' | 'both',
 *   mine: boolean}} Conflict
 */

/** Where mine is to stay, by what they saved. @type {WeakMap<import('./draft.js').Stored, Set<string>>} */
const keptMine = new WeakMap();

const keyOf = (change) => JSON.stringify(change.path);
const keptOf = (theirs) => keptMine.get(theirs) ?? keptMine.set(theirs, new Set()).get(theirs);

/** @returns {Conflict[]} what both changed first */
function conflicts(draft, theirs) {
  const common = draft.base && parse(draft.base.text);
  const all = changes(theirs.text, draft.text).map((change) => {
    const node = common && find(common, change.path);
    const base = node && draft.base.text.slice(node.from, node.to);
    const is = (text) => laidOut(text) === laidOut(base);
    const by = !draft.base ? 'both' : is(change.before) ? 'you' : is(change.after) ? 'they' : 'both';
    return { change, base, by, mine: /** @type {any} */ (keptOf(theirs)).has(keyOf(change)) };
  });
  return /** @type {Conflict[]} */ (['both', 'they', 'you'].flatMap((by) => all.filter((each) => each.by === by)));
}

const isOpen = ({ by, mine }) => by !== 'you' && !mine;

/** Whether nothing that others changed is left undecided. */
export const decided = (draft, theirs) => !draft.fault && !conflicts(draft, theirs).some(isOpen);

const laidOut = (text) => text && indented(text);

function takeAll(draft, found, act) {
  const text = found.reduce((mine, { change }) => taken(mine, back(change)), draft.text);
  act.take(`Took ${count(found.length, 'part')} from theirs`, text);
}

const CHANGED_BY = { both: 'both changed it', they: 'only they changed it', you: 'only you changed it' };

/** @param {Conflict} conflict */
function conflictCard({ change, base, by, mine }, draft, theirs, act) {
  const decide = (stays) => {
    if (stays) /** @type {any} */ (keptOf(theirs)).add(keyOf(change));
    else /** @type {any} */ (keptOf(theirs)).delete(keyOf(change));
    act.redraw();
  };
  const take = html`<button class="btn sm" type="button"
    @click=${() => act.take('Took theirs', taken(draft.text, back(change)))}>Take theirs here</button>`;
  const acts = mine
    ? html`<span class="small mid">Yours stays</span><button class="btn ghost sm" type="button"
        @click=${() => decide(false)}>Decide again</button>`
    : html`${take}${
        by === 'you'
          ? ''
          : html`<button class="btn sm" type="button" @click=${() => decide(true)}>Keep mine here</button>`
      }`;
  const note = html`<span class="small mid">${CHANGED_BY[by]}</span>`;
  if (by !== 'both' || !draft.base)
    return changeCard(by === 'they' ? back(change) : change, html`${note}${acts}`, mine ? 'done' : '');
  return html`<article class="change ${mine ? 'done' : ''}"><header><span
    class="path">${where(change.path)}</span>${note}${acts}</header>
    <div class="threeway">${side('Before', base, base)}${side('Theirs', base, change.before)}${side(
      'Yours',
      base,
      change.after,
    )}</div></article>`;
}

/** One of the three texts, whole. @param {string} name */
const side = (name, base, text) =>
  html`<section><h3>${name}</h3>${
    text === undefined
      ? html`<p class="mid small">Nothing here.</p>`
      : html`<div class="diff" tabindex="0" role="group" aria-label=${name}>${linesAfter({
          before: base,
          after: text,
        }).map((line) => html`<div class=${line.kind}><span dir="auto">${marked(line)}</span></div>`)}</div>`
  }</section>`;
