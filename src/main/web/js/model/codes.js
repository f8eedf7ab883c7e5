// @ts-check
// The secret codes that this tab holds, by conversation. The connection shows them again after every loss; nothing of
// them is in an address that is sent to a server.
import { rpc } from '../rpc.js';

const KEY = 'chitchat.codes';

/**
 * `seats` and `watch` are as the server told them once: with their codes.
 *
 * @typedef {{code: string, role: string, agentId?: string, seats?: Record<string, any>, watch?: any}} Held
 */

/** @returns {Record<string, Held>} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

const held = kept();

function keep() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // Without storage the codes last until the page is loaded again.
  }
}

let shown = /** @type {Promise<unknown>} */ (Promise.resolve());

rpc.addEventListener('open', () => {
  const codes = Object.values(held).map(({ code }) => code);
  shown = Promise.all(codes.map((code) => rpc.call('authenticate', { code }).catch(() => {})));
});

/** Resolves once the present connection has shown all codes. */
export const codesShown = () => shown;

/** What this tab holds for a conversation. @param {number | string} number @returns {Held | undefined} */
export const heldFor = (number) => held[number];

/** The headers with which a request shows what this tab holds for a conversation. @returns {Record<string, string>} */
export function codeHeaders(number) {
  const own = held[number];
  return own ? { Authorization: `Bearer ${own.code}` } : {};
}

/** Whether this tab may end a conversation, and start and stop its agents: everybody where there are no seats. */
export const mayHost = (number) => !held[number] || held[number].role === 'host';

/** Whether this tab may speak in a conversation. */
export const maySpeak = (number) => held[number]?.role !== 'watch';

/**
 * Shows a code that was just given or typed.
 *
 * @param {string} code
 * @param {{seats: Record<string, any>, watch: any}} [given] what its host was told when the conversation was created
 * @returns {Promise<{conversationId: number, role: string}>}
 */
export async function enter(code, given = undefined) {
  const { conversationId, role, agentId } = await rpc.call('authenticate', { code });
  const former = held[conversationId];
  // The server sends seat codes once; a host that comes back in the same tab still has them.
  const { seats, watch } = given ?? (former?.code === code ? former : {});
  held[conversationId] = { code, role, agentId, seats, watch };
  keep();
  return { conversationId, role };
}

/** Remembers a seat as its host received it. */
export function keepSeat(number, seat) {
  const own = held[number];
  if (!own) return;
  own.seats = { ...own.seats, [seat.agentId]: seat };
  keep();
}
