// @ts-check
// A conversation as a sequence of steps between lanes: messages, tool calls, documents. No drawing here.
import { firstLine, plainName } from '../format.js';
import { failed, steps } from './log.js';

/**
 * @typedef {{kind: 'message', seq: number, from: number, to: number, words: string, documents: string[],
 *   closes: boolean}} MessageStep
 * @typedef {{kind: 'tool', seq: number, at: number, words: string, failed: boolean}} ToolStep
 */

const LONGEST = 90;

/**
 * @param {import('./log.js').Log} log
 * @param {{id: string}[]} agents the lanes, from left to right
 * @returns {(MessageStep | ToolStep)[]}
 */
export function sequence(log, agents) {
  const lane = new Map(agents.map(({ id }, i) => [id, i]));
  return log.turns.flatMap((turn, i) => {
    const from = lane.get(turn.agentId);
    if (from === undefined) return [];
    const to = lane.get(nextSpeaker(log.turns, i)) ?? (agents.length === 2 ? 1 - from : from);
    return [...toolSteps(turn, from), ...turn.messages.map((event) => messageStep(event, from, to))];
  });
}

const nextSpeaker = (turns, i) => turns.slice(i + 1).find(({ agentId }) => agentId !== turns[i].agentId)?.agentId;

const toolSteps = (turn, at) =>
  steps(turn.traces)
    .filter(({ kind }) => kind === 'tool_call')
    .map((step) => ({
      kind: /** @type {const} */ ('tool'),
      seq: step.event.seq,
      at,
      words: firstLine(step.event.payload?.name, LONGEST),
      failed: failed(step),
    }));

function messageStep({ seq, payload, finality }, from, to) {
  const documents = (Array.isArray(payload?.attachments) ? payload.attachments : []).map(({ name }) => plainName(name));
  return {
    kind: /** @type {const} */ ('message'),
    seq,
    from,
    to,
    words: firstLine(payload?.text, LONGEST),
    documents,
    closes: finality === 'conversation',
  };
}
