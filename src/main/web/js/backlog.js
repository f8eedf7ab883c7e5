// @ts-check
// The earlier events of a long conversation: the newest come with the snapshot, these page by page behind it.
import { rpc } from './rpc.js';

/** So many events come first; more than a window shows. */
export const PAGE_SIZE = 100;
const PAGE = 1_000;

/**
 * Hands over the events after `after` and before `before`, in their order.
 * @param {number} number of the conversation
 * @param {{after: number, before: number, limit?: number}} range seqs; with a limit no more than one page of so many
 * @param {(events: any[]) => boolean} take whether to go on
 * @returns {Promise<boolean>} whether all were taken
 * @throws {Error} when the connection is lost meanwhile
 */
export async function earlierEvents(number, { after, before, limit }, take) {
  let from = after;
  while (from < before - 1) {
    const page = Math.min(limit ?? PAGE, before - 1 - from);
    const { events, nextAfterSeq } = await rpc.call('getEventsPage', {
      conversationId: number,
      afterSeq: from,
      limit: page,
    });
    if (!take(events.filter(({ seq }) => seq < before))) return false;
    if (limit || nextAfterSeq <= from) break;
    from = nextAfterSeq;
  }
  return true;
}
