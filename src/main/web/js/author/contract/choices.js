// @ts-check
// Fields of the contract: one of some words, and whole numbers.
import { html, nothing } from 'lit';
import { set } from '../edit.js';
import { dotted, idOf } from '../fields.js';

const LARGEST = 2147483647;

/**
 * One of some words; the empty one takes the field away. A value that is none of them stays, and is offered too.
 *
 * @param {import('../fields.js').Fields} fields @param {import('../json.js').Step[]} path @param {string} words
 * @param {[string, string][]} options value and name
 */
export function select(fields, path, words, options, { help = '', gone = 'not in the scenario' } = {}) {
  const node = fields.node(path);
  const value = node ? (node.kind === 'string' ? node.value : fields.draft.text.slice(node.from, node.to)) : '';
  const id = idOf(path);
  const known = options.some(([option]) => option === value);
  const choose = (e) => (e.target.value === '' ? fields.take(path) : fields.write(path, e.target.value));
  return html`<div class="field"><label for=${id}>${words}</label>
    <select class="in" id=${id} aria-describedby=${fields.described(path, help && `${id}-h`) || nothing}
      aria-invalid=${fields.said(path).length ? 'true' : nothing} @change=${choose}>${options.map(
        ([option, name]) => html`<option value=${option} .selected=${option === value}>${name}</option>`,
      )}${known ? '' : html`<option value=${value} .selected=${true}>${value} (${gone})</option>`}</select>
    ${fields.says(path)}${help ? html`<p class="help" id="${id}-h">${help}</p>` : ''}</div>`;
}

/**
 * A whole number; the empty field takes it away, and what is not a number yet is kept and said.
 *
 * @param {import('../fields.js').Fields} fields @param {import('../json.js').Step[]} path @param {string} words
 */
export function number(fields, path, words, { least = 1, hint = '', help = '' } = {}) {
  const { draft } = fields;
  const at = dotted(path);
  const id = idOf(path);
  const node = fields.node(path);
  const pending = draft.pending[at];
  const right = (typed) => /^\d{1,10}$/.test(typed) && Number(typed) >= least && Number(typed) <= LARGEST;
  const type = (e) => {
    const typed = e.target.value.trim();
    draft.await(at, typed === '' || right(typed) ? undefined : typed);
    if (typed === '') takeAway(fields, path);
    else if (right(typed)) fields.edit(path, () => set(draft.text, path, String(Number(typed))));
  };
  const wrong = pending !== undefined || fields.said(path).length > 0;
  return html`<div class="field num"><label for=${id}>${words}</label>
    <input class="in" id=${id} inputmode="numeric" autocomplete="off" placeholder=${hint || nothing}
      aria-describedby=${(pending === undefined ? fields.described(path, help && `${id}-h`) : `${id}-p`) || nothing}
      aria-invalid=${wrong ? 'true' : nothing}
      .value=${pending ?? (node ? draft.text.slice(node.from, node.to) : '')} @input=${type}>
    ${
      pending === undefined
        ? fields.says(path)
        : html`<p class="err" id="${id}-p"><span>A whole number of at least ${least}. What you
            typed is kept here.</span></p>`
    }${help ? html`<p class="help" id="${id}-h">${help}</p>` : ''}</div>`;
}

/** Takes a field away, and what held it when nothing is left there. */
function takeAway(fields, path) {
  if (!fields.node(path)) return;
  fields.take(path);
  const above = path.slice(0, -1);
  if (fields.node(above)?.entries?.length === 0) fields.take(above);
}
