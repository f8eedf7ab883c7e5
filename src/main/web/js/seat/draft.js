// @ts-check
// What a person typed at this seat and has not sent: it outlives a reload, a lost connection and the end of the
// conversation. The secret code is in none of it.
import { forgotten, remember, remembered } from '../store.js';

const KEY = `seat.${document.querySelector('main')?.dataset.draft}`;

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/**
 * `key` repeats the sending of `sent` without saying it twice; `documents` are what tools gave.
 *
 * @type {{fields: Record<string, string | boolean>, key?: string, sent?: string, results: Record<string, any>,
 *   documents: string[]}}
 */
export const draft = kept();

function kept() {
  try {
    return { fields: {}, results: {}, documents: [], ...JSON.parse(remembered(KEY, '{}')) };
  } catch {
    return { fields: {}, results: {}, documents: [] };
  }
}

export function keep() {
  if (Object.keys({ ...draft.fields, ...draft.results }).length || draft.key || draft.documents.length) {
    remember(KEY, JSON.stringify(draft));
  } else forgotten(KEY);
}

const nameOf = (field) => `${field.form?.dataset.tool ?? 'say'} ${field.name}`;
const fields = () => /** @type {Field[]} */ ([...document.querySelectorAll('#say [name], [data-tool] [name]')]);

/** Fills in what was typed before the page was loaded. */
export function restore() {
  for (const field of fields()) {
    const typed = draft.fields[nameOf(field)];
    if (typed === undefined) continue;
    if (typeof typed === 'boolean') /** @type {HTMLInputElement} */ (field).checked = typed;
    else field.value = typed;
  }
}

export function keepTyping() {
  document.addEventListener('input', ({ target }) => {
    const field = /** @type {any} */ (target);
    if (!field.form || !field.name || !(field.form.id === 'say' || field.form.dataset.tool)) return;
    const value = field.type === 'checkbox' ? field.checked : field.value;
    if (value) draft.fields[nameOf(field)] = value;
    else delete draft.fields[nameOf(field)];
    keep();
  });
}

/** Forgets what a form held, for it has arrived. @param {HTMLFormElement} form */
export function sent(form) {
  for (const field of fields()) if (field.form === form) delete draft.fields[nameOf(field)];
  form.reset();
  if (form.id === 'say') {
    draft.key = draft.sent = undefined;
    draft.documents = [];
  }
  keep();
}

/** The message that was typed and not said. */
export const unsaid = () => String(draft.fields['say text'] ?? '');
