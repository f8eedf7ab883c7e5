// @ts-check
// Which published scenarios this browser may change: the edit token and since when, for 24 hours.
import { api, segment } from './api.js';
import { forgotten, remember, remembered } from './store.js';

/** @typedef {{token: string, at: number, open: boolean}} Kept */

const DAY = 24 * 60 * 60 * 1000;
const PREFIX = 'lock.';

/** Fires `change` (detail: the scenario's id, or undefined for any) here and when another tab changes something. */
export const locks = new EventTarget();

// What a browser that refuses storage would forget before the next click.
const memory = /** @type {Map<string, Kept>} */ (new Map());
let timer = 0;

/** @param {string} id @returns {Kept | undefined} */
function stored(id) {
  try {
    const kept = JSON.parse(remembered(PREFIX + id, 'null'));
    return kept && typeof kept.token === 'string' && Number.isFinite(kept.at) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} id @returns {Kept | undefined} */
function read(id) {
  const kept = memory.get(id) ?? stored(id);
  if (!kept) return undefined;
  // A clock that was set back would make a token live longer than a day.
  if (Date.now() - kept.at < DAY && kept.at <= Date.now() + 60_000) return kept;
  drop(id);
  return undefined;
}

function drop(id) {
  memory.delete(id);
  forgotten(PREFIX + id);
}

/** @param {string} id @param {Kept} kept */
function keep(id, kept) {
  const text = JSON.stringify(kept);
  remember(PREFIX + id, text);
  if (remembered(PREFIX + id, '') === text) memory.delete(id);
  else memory.set(id, kept);
}

function changed(id) {
  locks.dispatchEvent(new CustomEvent('change', { detail: id }));
}

addEventListener('storage', (event) => {
  if (event.key === null) memory.clear();
  if (event.key === null || event.key.startsWith(`chitchat.${PREFIX}`))
    changed(event.key?.slice(`chitchat.${PREFIX}`.length));
});

/** Fires `change` when the token's day is over. */
export function notifyOnExpiry(id) {
  const end = until(id);
  if (!end) return;
  clearTimeout(timer);
  timer = setTimeout(() => changed(undefined), end - Date.now() + 50);
}

/** The token to send for this scenario; null when it is not unlocked, or was longer than 24 hours ago. */
export function tokenFor(id) {
  const kept = read(id);
  return kept?.open ? kept.token : null;
}

/** What a request that changes this scenario has to carry. @returns {Record<string, string>} */
export function tokenHeaders(id) {
  const token = tokenFor(id);
  return token === null ? {} : editToken(token);
}

/** A header carries bytes: `fetch` refuses characters beyond Latin-1, and the server takes UTF-8. */
const editToken = (token) => ({ 'X-Edit-Token': String.fromCharCode(...new TextEncoder().encode(token)) });

/** The token of a scenario that was locked again, so that unlocking takes one key. @returns {string} */
export const keptToken = (id) => read(id)?.token ?? '';

/** When the token is forgotten by itself, in milliseconds; undefined when none is kept. */
export function until(id) {
  const kept = read(id);
  return kept && kept.at + DAY;
}

/** Whether what is kept outlives this tab. */
export const isPersistent = (id) => !memory.has(id);

/**
 * Checks the token with the server and remembers it. Throws what the server says when it is wrong.
 * @param {string} id @param {string} token @param {AbortSignal} [signal]
 */
export async function unlock(id, token, signal) {
  const given = token.trim();
  if (!given) throw new Error('Enter the edit token first.');
  if (/\p{Cc}/u.test(given))
    throw new Error('A token is one line without control characters. Something else may have been pasted.');
  await api(`/scenarios/${segment(id)}/unlock`, { method: 'POST', headers: editToken(given), signal });
  if (signal?.aborted) return;
  keep(id, { token: given, at: Date.now(), open: true });
  remember('armed', 'yes');
  notifyOnExpiry(id);
  changed(id);
}

/** Locked again in this browser; the token is kept for the rest of its day. */
export function lock(id) {
  const kept = read(id);
  if (!kept?.open) return;
  keep(id, { ...kept, open: false });
  changed(id);
}

/** Locked again, and the token is gone from this browser. */
export function forget(id) {
  drop(id);
  changed(id);
}

/** Whether this server is known to lock published scenarios; undefined before anyone asked. */
export const armed = () => ({ yes: true, no: false })[remembered('armed', '')];

/** Learns, once in a browser, whether this server locks published scenarios; fails silently. */
export async function fetchLockStatus() {
  if (armed() !== undefined) return;
  const status = await api('/status').catch(() => null);
  if (status) remember('armed', status.editTokenWanted ? 'yes' : 'no');
}

/**
 * Asks the server how a published scenario stands: `free` (this server locks none), `locked`, `open`
 * (unlocked here), or
 * `stale` (the token kept here was right once; it is forgotten).
 * @param {string} id @returns {Promise<'free' | 'locked' | 'open' | 'stale'>}
 */
export async function askServer(id) {
  const token = tokenFor(id);
  try {
    await api(`/scenarios/${segment(id)}/unlock`, { method: 'POST', headers: tokenHeaders(id) });
  } catch (/** @type {any} */ fault) {
    if (fault.status !== 423) throw fault;
    remember('armed', 'yes');
    if (token === null) return 'locked';
    // The new token may have been entered meanwhile.
    if (tokenFor(id) === token) forget(id);
    return 'stale';
  }
  if (token !== null) return 'open';
  remember('armed', 'no');
  return 'free';
}
