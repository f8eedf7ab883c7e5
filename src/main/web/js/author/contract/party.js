// @ts-check
// One agent's part of the contract: what it must reach, must not do and must ask for.
import { html } from 'lit';
import { icon } from '../../icons.js';
import { remove, rename, raw, set } from '../edit.js';
import { others } from '../unknown-members.js';
import { checkList } from './check-list.js';
import { PARTY_LISTS, checks } from './terms.js';

const LISTS = [
  ['success', 'Success', 'All must hold for it to have reached its goal.'],
  ['forbidden', 'Forbidden', 'None may hold.'],
  ['mustAsk', 'Must ask', 'It must have asked for these, or said them, before the end.'],
];

/**
 * @param {import('../fields.js').Fields} fields @param {string} id of the agent @param {unknown} version
 */
export function party(fields, id, version) {
  const path = ['contract', 'parties', id];
  const node = fields.node(path);
  if (node && node.kind !== 'object')
    return html`${fields.says(path)}<p class="help">The part of ${id} is not an object. Mend it in the JSON tab.</p>`;
  return html`${fields.says(path)}${LISTS.map(([list, words, help]) =>
    checkList(fields, [...path, list], words, help, { party: id, version }),
  )}${others(fields, path, PARTY_LISTS)}`;
}

/** The part of an agent that the scenario does not have: given to one that has none, or removed. */
export function orphan(fields, id, free, version) {
  const select = (event) => event.target.closest('.orphan').querySelector('select');
  const give = (event) => {
    const to = select(event).value;
    fields.edit(['contract', 'parties', id], () => given(fields.draft.text, fields.draft.scenario, id, to));
  };
  return html`<section class="stack orphan" aria-label="No agent ${id}"><div class="row"><h3><bdi>${id}</bdi></h3><span
      class="mid">no agent of this scenario</span></div>
    <div class="row">${
      free.length
        ? html`<label>Give its checks to <select class="in">${free.map(
            (each) => html`<option value=${each}>${each}</option>`,
          )}</select></label><button class="btn sm" type="button" @click=${give}>Give</button>`
        : ''
    }<button class="btn ghost sm" type="button" @click=${() => drop(fields, id)}>${icon('bin')}Remove its
      part</button></div>
    ${party(fields, id, version)}</section>`;
}

/** `by` of every check follows. */
function given(text, scenario, from, to) {
  let result = text;
  for (const { path, value } of checks(scenario)) if (value.by === from) result = set(result, [...path, 'by'], raw(to));
  return rename(remove(result, ['contract', 'parties', to]), ['contract', 'parties'], from, to);
}

function drop(fields, id) {
  const before = fields.draft.text;
  fields.take(['contract', 'parties', id]);
  fields.removed(`Removed the part of ${id}`, before);
}
