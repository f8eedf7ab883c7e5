// @ts-check
// What an agent asks the person beside it before it goes on. No drawing here.

/**
 * @typedef {object} Asked
 * @property {string} agentId @property {string} queryId @property {string} question
 * @property {any} draft the message that waits for approval; undefined when it is a question only
 * @property {string} finality what the message closes @property {string} ts since when it waits
 */

/**
 * What the agent of the open turn still waits for, oldest first.
 * @param {import('./log.js').Log} log @returns {Asked[]}
 */
export function asked(log) {
  const { open } = log;
  let waiting = /** @type {Asked[]} */ ([]);
  for (const { payload, ts } of open?.traces ?? []) {
    if (payload?.type === 'turn_cleared') waiting = [];
    if (payload?.type === 'user_response') waiting = waiting.filter(({ queryId }) => queryId !== payload.queryId);
    if (payload?.type === 'user_query' && typeof payload.queryId === 'string')
      waiting.push({
        agentId: open?.agentId,
        queryId: payload.queryId,
        question: String(payload.question ?? ''),
        draft: payload.context?.draft,
        finality: String(payload.context?.finality ?? ''),
        ts,
      });
  }
  return waiting;
}
