// @ts-check
// Follows the conversation: waits for news, and puts what changed into the page without touching what is being typed.
import { draft, keep, sent, unsaid } from './draft.js';
import { dress } from './enhance.js';
import { Refusal, ask, pageNow } from './seat.js';
import { tellTurn } from '../turn-alert.js';

const LOOK_EVERY = 4_000;
const AGAIN_AFTER = 3_000;
const NEAR = 160;

const main = () => /** @type {HTMLElement} */ (document.querySelector('main'));
const status = () => /** @type {HTMLElement} */ (document.querySelector('[role=status].turn'));
let wake = () => {};

/** Waits, or until something was shown meanwhile. @param {number} delay */
const rest = (delay) =>
  new Promise((resolve) => {
    setTimeout(resolve, delay);
    wake = () => resolve(undefined);
  });

/** Looks until the conversation has ended or the link no longer works. */
export async function follow() {
  unsaidWhenEnded();
  while (main().dataset.ended === undefined) {
    try {
      if (await news()) merge(await pageNow());
      connected(true);
    } catch (fault) {
      if (fault instanceof Refusal && fault.status === 404) return gone();
      connected(false);
      await rest(AGAIN_AFTER);
    }
  }
}

/** Whether something is to be seen that this page does not show. */
async function news() {
  // During one's own turn the server has no reason to wait.
  if (main().dataset.yours !== undefined) await rest(LOOK_EVERY);
  const { seq, turn = '', yours, ended } = main().dataset;
  if (ended !== undefined) return false;
  const state = await ask(yours === undefined ? `/wait?after=${seq}&seconds=20` : `?after=${seq}`);
  return (
    state.messages.length > 0 ||
    state.conversation.status === 'completed' ||
    (state.turn.of ?? '') !== turn ||
    state.turn.yours !== (yours !== undefined)
  );
}

/** Shows what has changed since the page was drawn. @param {Document} page */
export function merge(page) {
  const next = /** @type {HTMLElement | null} */ (page.querySelector('main'));
  if (!next) return;
  const shown = main();
  const follows = innerHeight + scrollY > document.body.scrollHeight - NEAR || matchMedia('(height < 500px)').matches;
  const began = shown.dataset.yours === undefined && next.dataset.yours !== undefined;
  const articles = /** @type {HTMLElement[]} */ ([...next.querySelectorAll('article')]);
  const fresh = articles.filter(({ dataset }) => Number(dataset.seq) > Number(shown.dataset.seq));
  for (const article of fresh) shown.querySelector('.log')?.append(dress(document.adoptNode(article)));
  arrived(fresh);
  for (const name of Object.keys(shown.dataset)) if (!(name in next.dataset)) delete shown.dataset[name];
  Object.assign(shown.dataset, next.dataset);
  document.title = page.title;
  const icon = page.querySelector('link[rel=icon]');
  if (icon) document.querySelector('link[rel=icon]')?.replaceWith(document.adoptNode(icon));
  status().textContent = next.querySelector('[role=status].turn')?.textContent ?? '';
  status().classList.remove('lost');
  const yours = shown.dataset.yours !== undefined;
  for (const button of document.querySelectorAll('#say > button:not([type]), [data-tool] > button'))
    /** @type {HTMLButtonElement} */ (button).disabled = !yours;
  document.querySelector('#say')?.classList.toggle('waits', !yours);
  if (fresh.length) document.querySelector('[data-opening]')?.remove();
  unsaidWhenEnded();
  wake();
  if (began) tellTurn('It is your turn', fresh.at(-1)?.dataset.said ?? document.title);
  if (follows && fresh.length) fresh[0].scrollIntoView({ block: 'nearest' });
  // A phone would answer with its keyboard, over what was just said.
  if (began && matchMedia('(pointer: fine)').matches)
    /** @type {HTMLElement | null} */ (document.querySelector('#text'))?.focus({ preventScroll: true });
}

/** A message whose answer was lost is in the log: then it need not be sent again. @param {HTMLElement[]} articles */
function arrived(articles) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('#say'));
  const own = articles.some((each) => each.matches('.own') && each.dataset.said?.trim() === draft.sent?.trim());
  if (form && draft.key && own && unsaid().trim() === draft.sent?.trim()) sent(form);
}

function connected(is) {
  if (is === !status().classList.contains('lost')) return;
  status().classList.toggle('lost', !is);
  if (is) status().textContent = status().dataset.words ?? '';
  else {
    status().dataset.words = status().textContent ?? '';
    status().textContent = 'The connection is lost; trying again. What you write is kept.';
  }
}

function gone() {
  status().textContent = 'This link no longer works: the seat has a new one, or was given up. Ask the host.';
  status().classList.add('lost');
  closeForms();
}

function unsaidWhenEnded() {
  if (main().dataset.ended !== undefined) closeForms();
}

/** Takes away what can be sent no more, and leaves what was typed to be copied. */
function closeForms() {
  for (const part of document.querySelectorAll('#say, .leave, .tools')) part.remove();
  const text = unsaid();
  if (!text.trim() || document.querySelector('.unsaid')) return;
  const box = document.createElement('section');
  box.className = 'plain unsaid';
  const words = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, id: 'unsaid' });
  const copy = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: 'Copy',
    className: 'second',
  });
  copy.onclick = () => {
    words.select();
    copy.textContent = document.execCommand('copy') ? 'Copied' : 'Select and copy it';
  };
  const drop = Object.assign(document.createElement('button'), {
    type: 'button',
    textContent: 'Forget it',
    className: 'second',
  });
  drop.onclick = () => {
    delete draft.fields['say text'];
    keep();
    box.remove();
  };
  const label = Object.assign(document.createElement('label'), {
    htmlFor: 'unsaid',
    textContent: 'You wrote this and did not send it',
  });
  box.append(label, words, copy, drop);
  main().append(box);
}
