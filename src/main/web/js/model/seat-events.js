// @ts-check
// What the log tells of a conversation's seats and of its clients, in words.

const PROTOCOLS = {
  'a2a-0.3': 'A2A 0.3',
  'a2a-1.0': 'A2A 1.0',
  'mcp-legacy': 'MCP',
  'mcp-2026': 'MCP 2026-07-28',
  ws: 'WebSocket',
  http: 'plain HTTP',
  page: 'the page',
};

/** The name of a protocol as the log has it, such as `a2a-1.0`. */
export const protocol = (via) => PROTOCOLS[via] ?? via ?? '';

/** What happened to a seat. @param {any} data of a `seat` event @param {string} name of its agent */
export function seatWords({ change, via, client, to }, name) {
  const how = `${via ? `over ${protocol(via)}` : ''}${client ? ` (${client})` : ''}`.trim();
  if (change === 'taken') return `${name}’s seat is taken ${how}`.trim();
  if (change === 'changed') return `${name} now comes ${how}`.trim();
  if (change === 'lost') return `${name} has been gone for a minute of its turn`;
  if (change === 'back') return `${name} is back ${how}`.trim();
  if (change === 'replaced') return `${name}’s seat has a new link`;
  if (to === 'server') return `The server plays ${name} now`;
  if (to === 'person') return `${name}’s seat was given to a person`;
  if (to === 'dial') return `The server calls ${name} again`;
  return `${name}’s seat is open`;
}

const TASK_STATES = {
  failed: 'could not do its task',
  rejected: 'rejects its task',
  canceled: 'has canceled its task',
  'auth-required': 'wants an authorisation first',
  refused: 'refused the message',
  unreachable: 'is not reached',
  'headers-lost': 'cannot be called',
  unusable: 'gave an answer that cannot be used',
};

/** Why a called agent gave no answer. @param {any} data of a `dial` event @param {string} name of the agent */
export const dialWords = ({ state, words }, name) =>
  `${name} ${TASK_STATES[state] ?? `did not answer (${state})`}${words ? `: “${words}”` : ''}`;

/** Why a called agent gave no answer the last time; undefined once it has answered. */
export function unanswered(events, agentId) {
  const last = events.findLast(
    ({ type, agentId: from, payload }) =>
      (type === 'message' && from === agentId) || (payload?.kind === 'dial' && payload.data?.agentId === agentId),
  );
  return last?.payload?.kind === 'dial' ? last.payload.data : undefined;
}

/**
 * A seat as the log has it by now: its events come before what the server answers when it is asked for its seats.
 *
 * @param {any} seat as `getSeats` answers @param {any[]} events
 */
export function seatNow(seat, events) {
  const last = events.findLast(({ payload }) => payload?.kind === 'seat' && payload.data?.agentId === seat.agentId);
  const { change, via, client } = last?.payload.data ?? {};
  if (change === 'lost') return { ...seat, taken: true, lost: true };
  return ['taken', 'changed', 'back'].includes(change) ? { ...seat, taken: true, lost: false, via, client } : seat;
}

/** Over what the holder of an agent's seat came last; empty before anybody has taken it. */
export function cameOver(events, agentId) {
  const last = events.findLast(({ payload }) => payload?.kind === 'seat' && payload.data?.agentId === agentId);
  return protocol(last?.payload.data.via);
}

/**
 * What was accepted of clients although the protocol does not have it.
 *
 * @returns {{tolerance: string, detail: string}[]}
 */
export const tolerances = (events) =>
  events
    .filter(({ payload }) => payload?.kind === 'note' && payload.data?.tolerance)
    .map(({ payload }) => payload.data);
