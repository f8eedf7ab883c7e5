// @ts-check
// Says what was typed, with files and with documents that tools gave.
import { draft, keep, sent } from './draft.js';
import { chosenFiles, contentOf, forgetFiles } from './files.js';
import { newKey, post, reason, pageNow, Refusal } from './seat.js';
import { merge } from './follow.js';

/** @param {HTMLFormElement} form */
export async function say(form) {
  const fault = /** @type {HTMLElement} */ (form.querySelector('.fault'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button:not([type])'));
  const { text, end } = /** @type {any} */ (form.elements);
  if (button.disabled) return;
  button.disabled = true;
  button.textContent = 'Sending…';
  fault.textContent = '';
  try {
    const attachments = [
      ...(await Promise.all(chosenFiles().map(contentOf))),
      ...[.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('[data-document]:checked'))].map(
        ({ value: name }) => ({ name }),
      ),
    ];
    const words = text.value;
    // Other words are another message; the same ones may be sent again without being said twice.
    if (!draft.key || draft.sent !== words) draft.key = newKey();
    draft.sent = words;
    keep();
    await post('/say', { text: words, attachments, ...(end.value ? { end: { status: end.value } } : {}) }, draft.key);
    sent(form);
    forgetFiles();
    for (const each of form.querySelectorAll('.documents')) each.remove();
    // What was looked up for this message is done with.
    for (const tool of document.querySelectorAll('.tools > details')) tool.removeAttribute('open');
    merge(await pageNow());
  } catch (failure) {
    fault.textContent = `Not sent. ${reason(failure)}`;
    // What was refused is not stored; after no answer it may be.
    if (failure instanceof Refusal && failure.status < 500) draft.key = draft.sent = undefined;
    keep();
  }
  button.textContent = 'Say it';
  button.disabled = document.querySelector('main')?.dataset.yours === undefined;
}
