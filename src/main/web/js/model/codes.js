// @ts-check
// The secret codes that this tab holds, by conversation. The connection shows them again after every loss; nothing of
// them is in an address that is sent to a server.
import { rpc } from '../rpc.js';

const KEY = 'chitchat.codes';

/** @typedef {{code: string, role: string, agentId?: string, seats?: Record<string, any>}} Held */

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

/** Shows a code that was just given or typed. @returns {Promise<{conversationId: number, role: string}>} */
export async function enter(code, seats = undefined) {
  const seat = await rpc.call('authenticate', { code });
  held[seat.conversationId] = { code, role: seat.role, agentId: seat.agentId, seats: seats ?? seatsOf(seat, code) };
  keep();
  return seat;
}

// The server sends seat codes once; a host that comes back in the same tab still has them.
const seatsOf = ({ conversationId }, code) =>
  held[conversationId]?.code === code ? held[conversationId].seats : undefined;

/** Remembers a seat as its host received it. */
export function keepSeat(number, seat) {
  const own = held[number];
  if (!own) return;
  own.seats = { ...own.seats, [seat.agentId]: seat };
  keep();
}
