// @ts-check
// A person at a seat. The server draws the page; this follows the conversation, keeps what is typed, and uses the tools
// of the role. It runs without an import map, so that nothing here may import a library by its name.
import { dress } from './enhance.js';
import { keepTyping, restore } from './draft.js';
import { follow } from './follow.js';
import { chosenFiles, listenForFiles } from './files.js';
import { say } from './say.js';
import { offerToTell } from './tell.js';
import { showResults, useTool } from './tools.js';

document.documentElement.classList.add('scripted');
dress(document);
restore();
showResults();
keepTyping();
listenForFiles();
offerToTell();

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.id !== 'say' && !form.dataset.tool) return;
  event.preventDefault();
  if (form.id === 'say') say(form);
  else useTool(form);
});
document.addEventListener('click', ({ target }) => {
  const { opening } = /** @type {HTMLElement} */ (target).dataset ?? {};
  const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector('#text'));
  if (!opening || !field) return;
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${opening}` : opening;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
});
// Browsers keep no chosen files over a reload.
addEventListener('beforeunload', (event) => chosenFiles().length && event.preventDefault());
follow();
