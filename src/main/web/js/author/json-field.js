// @ts-check
// A part that is edited as JSON in its field; what is not JSON yet is kept and said.
import { html, nothing } from 'lit';
import { icon } from '../icons.js';
import { dedented, set, sliceOf } from './edit.js';
import { parse } from './json.js';

/**
 * @param {import('./fields.js').Fields} fields
 * @param {import('./json.js').Step[]} path
 * @param {string} id of the field
 */
export function jsonField(fields, path, id, words, { rows = 6, help = '' } = {}) {
  const at = path.join('.');
  const { draft } = fields;
  const slice = sliceOf(draft.text, draft.root, path);
  const pending = draft.pending[at];
  const value = pending ?? (slice === undefined ? '' : dedented(slice));
  const wrong = pending === undefined ? fields.said(path) : [faultOf(pending)];
  const type = (e) => {
    const typed = e.target.value;
    fields.refused.delete(at);
    if (!typed.trim()) {
      draft.await(at, undefined);
      fields.take(path);
    } else if (faultOf(typed)) draft.await(at, typed);
    else {
      draft.await(at, undefined);
      draft.edit(set(draft.text, path, typed.trim()));
    }
  };
  return html`<div class="field"><label for=${id}>${words}</label>
      <textarea class="in mono code-in" id=${id} rows=${rows} spellcheck="false" autocomplete="off" autocapitalize="off"
        aria-describedby=${wrong.length ? `${id}-e` : nothing} aria-invalid=${wrong.length ? 'true' : nothing}
          .value=${value} @input=${type}></textarea>
      ${
        wrong.length
          ? html`<p class="err" id="${id}-e">${icon('alert')}<span>${wrong.join(' ')} ${
              pending === undefined ? '' : 'What you typed is kept here; the scenario has the last correct state.'
            }</span></p>`
          : ''
      }${help ? html`<p class="help">${help}</p>` : ''}</div>`;
}

function faultOf(text) {
  try {
    return parse(text).kind === 'object' ? '' : 'An object is expected: { … }.';
  } catch (/** @type {any} */ fault) {
    return fault.message;
  }
}
