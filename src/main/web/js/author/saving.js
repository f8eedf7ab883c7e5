// @ts-check
// Brings a draft to the server: what is sent, and what each refusal means for the author.
import { ApiError, request, segment } from '../api.js';
import { tokenHeaders } from '../locks.js';
import { stored } from './draft.js';
import { raw, sliceOf } from './edit.js';
import { find } from './json.js';

/**
 * @typedef {{state: 'saved', base: import('./draft.js').Stored, id: string} | {state: 'locked', words: string}
 *   | {state: 'changed', theirs: import('./draft.js').Stored} | {state: 'gone', words: string}
 *   | {state: 'fields', fields: Map<string, string[]>, words: string} | {state: 'failed', words: string}} Outcome
 */

export const fetchStored = async (id) => stored(await request(`/scenarios/${segment(id)}`));

/** Title and name are written alike. */
const body = (draft) => {
  const title = find(draft.root, ['metadata', 'title'])?.value;
  const name = sliceOf(draft.text, draft.root, ['metadata', 'title']) ?? raw(title ?? draft.id);
  return `{"name":${name},"config":${draft.text},"history":${draft.history}}`;
};

/** @param {import('./draft.js').Draft} draft @param {{asNew?: boolean}} [how] @returns {Promise<Outcome>} */
export async function save(draft, { asNew = draft.base === null } = {}) {
  const id = asNew ? String(draft.scenario?.metadata?.id) : draft.id;
  try {
    const answer = asNew
      ? await request('/scenarios', { method: 'POST', text: body(draft) })
      : await request(`/scenarios/${segment(id)}`, {
          method: 'PUT',
          text: body(draft),
          headers: { 'If-Match': /** @type {NonNullable<typeof draft.base>} */ (draft.base).etag, ...tokenHeaders(id) },
        });
    // What is stored is what was sent; its layout stays as the author sees it.
    return { state: 'saved', id, base: { ...stored(answer), text: draft.text, history: draft.history } };
  } catch (fault) {
    if (!(fault instanceof ApiError)) throw fault;
    return refusal(fault, id);
  }
}

/** @returns {Promise<Outcome>} */
async function refusal(fault, id) {
  if (fault.status === 423) return { state: 'locked', words: fault.message };
  if (fault.status === 404) return { state: 'gone', words: fault.message };
  if (fault.status === 409)
    return {
      state: 'fields',
      words: fault.message,
      fields: new Map([['metadata.id', ['The server has a scenario with this id already; choose another one.']]]),
    };
  if (fault.status === 412) {
    try {
      return { state: 'changed', theirs: await fetchStored(id) };
    } catch (/** @type {any} */ again) {
      return again.status === 404 ? { state: 'gone', words: again.message } : { state: 'failed', words: again.message };
    }
  }
  const said = /** @type {any} */ (fault.details)?.details?.fieldErrors;
  if (fault.status === 400 && said && typeof said === 'object') {
    const fields = new Map(
      Object.entries(said).map(([path, words]) => [
        path === 'name' ? 'metadata.title' : path.replace(/^config\.?/, ''),
        /** @type {string[]} */ ([]).concat(words).map((each) => `The server says: ${each}.`),
      ]),
    );
    return { state: 'fields', fields, words: fault.message };
  }
  return { state: 'failed', words: fault.message };
}
