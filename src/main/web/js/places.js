// @ts-check
// Scrolls to an event of a conversation, and keeps the scroll position while content around it is drawn anew.
import { CHUNK } from './parts/chunk.js';

/** The seq that the address names; NaN for none. */
export const seqInAddress = () => Number(/^#e(\d+)$/.exec(location.hash)?.[1]);

/** @typedef {{key: number, top: number}} Place a turn and how far below the window's top it is, in pixels */

/**
 * Shows an event at the top of the window.
 * @param {HTMLElement} talk
 * @param {import('./model/log.js').Log} log
 * @param {number} seq
 * @param {boolean} focus whether the turn gets the focus
 */
export async function showEvent(talk, log, seq, focus) {
  const entry = log.holding(seq);
  const turn = entry && (await drawnTurn(talk, log, entry.key));
  if (!entry || !turn) return;
  if ('traces' in entry && entry.traces.some((event) => event.seq === seq)) {
    turn.unfolded = true;
    await turn.updateComplete;
  }
  if (focus) turn.focus({ preventScroll: true });
  const element = seq === entry.key ? turn : (turn.querySelector(`#e${seq}, [data-result="${seq}"]`) ?? turn);
  await settle(() => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
}

/** The first turn in view. @param {HTMLElement} talk @returns {Place | undefined} */
export function placeIn(talk) {
  for (const turn of /** @type {NodeListOf<HTMLElement>} */ (talk.querySelectorAll('chit-turn'))) {
    const { top, bottom } = turn.getBoundingClientRect();
    if (bottom > innerHeight / 4) return { key: Number(turn.dataset.key), top };
  }
  return undefined;
}

/** @param {HTMLElement} talk @param {import('./model/log.js').Log} log @param {Place} place */
export async function keepPlace(talk, log, { key, top }) {
  const turn = await drawnTurn(talk, log, key);
  if (turn) await settle(() => scrollBy({ top: turn.getBoundingClientRect().top - top, behavior: 'instant' }));
}

async function drawnTurn(talk, log, key) {
  const at = log.entries.findIndex((entry) => entry.key === key);
  const chunk = /** @type {any} */ (talk.querySelectorAll('chit-chunk')[Math.floor(at / CHUNK)]);
  if (at < 0 || !chunk) return null;
  chunk.come(true);
  await chunk.updateComplete;
  return chunk.querySelector(`[data-key="${key}"]`);
}

// What lies around takes its real height only now, so once is not enough.
async function settle(move) {
  for (let i = 0; i < 4; i++) {
    move();
    await new Promise((done) => setTimeout(done, 60));
  }
}
