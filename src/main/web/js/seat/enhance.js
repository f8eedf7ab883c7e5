// @ts-check
// What the server wrote plainly, as this page shows it: Markdown as elements, times of here.
import { isQuick, treeOf } from '../markdown.js';
import { elementsOf } from '../markdown-elements.js';

/** A text as Markdown, or as it is when that would take long. @param {string} text */
export function formatted(text) {
  const box = document.createElement('div');
  box.dir = 'auto';
  try {
    if (!isQuick(text)) throw new RangeError('long');
    box.className = 'text prose';
    box.append(elementsOf(treeOf(text)));
  } catch {
    box.className = 'text';
    box.textContent = text;
  }
  return box;
}

/** @template {ParentNode} T @param {T} part @returns {T} */
export function dress(part) {
  if (part instanceof HTMLElement && part.matches('article'))
    part.dataset.said = part.querySelector('.text')?.textContent ?? '';
  for (const text of part.querySelectorAll('.text:not(.prose)')) text.replaceWith(formatted(text.textContent ?? ''));
  for (const time of part.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    time.title = at.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' });
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = today
      ? at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
      : at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  }
  for (const json of part.querySelectorAll('pre.json')) json.textContent = indented(json.textContent ?? '');
  return part;
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
