// @ts-check
// The tools of the role: their forms become calls, their results stand below them until the page is closed for good.
import { formatted } from './enhance.js';
import { draft, keep } from './draft.js';
import { newKey, post, reason } from './seat.js';

const MOST_KEPT = 100_000;

/** @param {HTMLFormElement} form */
export async function useTool(form) {
  const tool = /** @type {string} */ (form.dataset.tool);
  const fault = /** @type {HTMLElement} */ (form.querySelector('.fault'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  const words = button.textContent;
  fault.textContent = '';
  let args;
  try {
    args = argumentsOf(form);
  } catch (failure) {
    fault.textContent = String(failure instanceof Error ? failure.message : failure);
    return;
  }
  button.disabled = true;
  button.textContent = 'Asking…';
  try {
    const reply = await post(`/tools/${tool}`, args, newKey());
    if (reply.attachment && !draft.documents.includes(reply.attachment)) draft.documents.push(reply.attachment);
    if (JSON.stringify(reply).length <= MOST_KEPT) draft.results[tool] = reply;
    keep();
    show(form, reply);
    offerDocuments();
  } catch (failure) {
    fault.textContent = reason(failure);
  }
  button.textContent = words;
  button.disabled = document.querySelector('main')?.dataset.yours === undefined;
}

/** What was filled in, each value as its schema types it; an empty optional field is left out. */
function argumentsOf(form) {
  const args = {};
  for (const field of form.querySelectorAll('[data-type]')) {
    const { name, value } = field;
    const { type } = field.dataset;
    if (type === 'boolean') args[name] = field.checked;
    else if (value === '') continue;
    else if (type === 'number' || type === 'integer') args[name] = Number(value);
    else args[name] = type === 'json' ? parsed(name, value) : value;
  }
  return args;
}

function parsed(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} is not JSON yet: put texts in quotes, lists in [ ] and objects in { }.`);
  }
}

/** Shows what tools brought before the page was loaded. */
export function showResults() {
  for (const form of document.querySelectorAll('[data-tool]')) {
    const reply = draft.results[/** @type {HTMLElement} */ (form).dataset.tool ?? ''];
    if (reply) show(form, reply);
  }
  offerDocuments();
}

function show(form, { result, attachment, next }) {
  const box = form.parentElement.querySelector('.result');
  const text = typeof result === 'string' ? result : (result?.content ?? result?.text);
  box.replaceChildren(typeof text === 'string' ? formatted(text) : pretty(result));
  for (const words of [attachment && `It can be attached to your message as ${attachment}.`, next])
    if (words) box.append(Object.assign(document.createElement('p'), { className: 'help', textContent: words }));
}

function pretty(value) {
  const pre = document.createElement('pre');
  Object.assign(pre, { className: 'json', tabIndex: 0, textContent: JSON.stringify(value, null, 2) });
  return pre;
}

/** A box in the message's form for each document that a tool gave. */
function offerDocuments() {
  const form = document.querySelector('#say');
  form?.querySelector('.documents')?.remove();
  if (!form || !draft.documents.length) return;
  const group = document.createElement('fieldset');
  group.className = 'documents';
  group.append(Object.assign(document.createElement('legend'), { textContent: 'Documents of your tools' }));
  for (const name of draft.documents) {
    const label = document.createElement('label');
    label.className = 'check';
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', value: name });
    box.dataset.document = '';
    label.append(box, ` Attach ${name}`);
    group.append(label);
  }
  form.querySelector('.attachments')?.before(group);
}
