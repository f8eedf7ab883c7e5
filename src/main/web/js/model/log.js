// @ts-check
// A conversation as the page knows it: its events in order, gathered into turns. No drawing here.
import { millis } from '../time.js';

/** @typedef {{message: string, seq: number, agentId: string}} Failure */

/** What failed, where a trace says that an agent's model did. @returns {Failure | null} */
function failureIn({ payload, seq, agentId }) {
  const error = payload?.type === 'thought' ? payload.error : null;
  if (!error || typeof error !== 'object') return null;
  return { message: String(error.message ?? payload.content ?? 'The model failed.'), seq, agentId };
}

/** One agent's run of messages and traces. `version` grows with every change, so that only this turn is drawn again. */
export class Turn {
  constructor(number, agentId) {
    this.number = number;
    this.agentId = agentId;
    this.messages = [];
    this.traces = [];
    this.first = null;
    this.last = null;
    this.closed = false;
    /** Why the agent could not play this turn, as its trace says. @type {Failure | null} */
    this.failure = null;
    /** What its agent's model used, once that is known. @type {import('./usage.js').Used | undefined} */
    this.used = undefined;
    this.version = 0;
  }

  add(event) {
    (event.type === 'message' ? this.messages : this.traces).push(event);
    this.failure = failureIn(event) ?? this.failure;
    this.first ??= event;
    this.last = event;
    this.closed ||= event.type === 'message' && event.finality !== 'none';
    this.version++;
  }

  get key() {
    return this.first.seq;
  }
}

/** A note of the server itself, between the turns. */
export class Note {
  constructor(event) {
    this.event = event;
    this.version = 0;
  }

  get key() {
    return this.event.seq;
  }
}

export class Log {
  constructor() {
    /** Everything shown, in order. @type {(Turn | Note)[]} */
    this.entries = [];
    /** @type {Turn[]} */
    this.turns = [];
    this.lastSeq = 0;
    this.events = [];
    this.created = null;
    this.closing = null;
    /** The last event of each author. @type {Map<string, any>} */
    this.heard = new Map();
    /** Agents whose last turn failed. @type {Map<string, Failure>} */
    this.failing = new Map();
  }

  /** Takes an event in; false when it was known already. */
  add(event) {
    if (!(event.seq > this.lastSeq)) return false;
    this.lastSeq = event.seq;
    this.events.push(event);
    this.created ??= event;
    this.heard.set(event.agentId, event);
    if (event.type === 'system' || event.turn === 0) {
      if (event.payload?.kind !== 'meta_created') this.entries.push(new Note(event));
      return true;
    }
    let turn = this.turns.at(-1);
    if (!turn || turn.number !== event.turn) {
      turn = new Turn(event.turn, event.agentId);
      this.turns.push(turn);
      this.entries.push(turn);
    }
    turn.add(event);
    if (turn.failure) this.failing.set(event.agentId, turn.failure);
    else if (turn.closed) this.failing.delete(event.agentId);
    if (event.finality === 'conversation') this.closing = event;
    return true;
  }

  get open() {
    const turn = this.turns.at(-1);
    return turn && !turn.closed ? turn : null;
  }

  /** The entry that holds an event. */
  holding(seq) {
    return this.entries.findLast((entry) => entry.key <= seq);
  }
}

/**
 * Who is expected to act, since when and until when; null when no agent is.
 * The server's guidance counts where it is newer than what the log shows; else strict alternation, its default.
 */
export function expected(log, metadata, guidance) {
  if (log.closing) return null;
  const open = log.open;
  if (open)
    return {
      agentId: open.agentId,
      since: millis(open.first.ts),
      until: deadline(guidance, open.agentId),
      working: true,
    };
  const last = log.turns.at(-1);
  const since = millis(last ? last.last.ts : log.created?.ts);
  const asked = guidance && Math.floor(guidance.seq) >= (last ? last.last.seq : 0);
  if (asked) return { agentId: guidance.nextAgentId, since, until: guidance.deadlineMs, working: false };
  const roster = (metadata?.agents ?? []).map((agent) => agent.id);
  if (!last)
    return metadata?.startingAgentId
      ? { agentId: metadata.startingAgentId, since, until: undefined, working: false }
      : null;
  if (roster.length < 2) return null;
  return {
    agentId: roster[(roster.indexOf(last.agentId) + 1) % roster.length],
    since,
    until: undefined,
    working: false,
  };
}

const deadline = (guidance, agentId) => (guidance?.nextAgentId === agentId ? guidance.deadlineMs : undefined);

/** Tool calls with their results beside them; everything else stands alone. */
export function steps(traces) {
  const list = [];
  const calls = new Map();
  traces.forEach((event, i) => {
    const payload = event.payload ?? {};
    const before = i ? millis(traces[i - 1].ts) : NaN;
    if (payload.type === 'tool_result' && calls.has(payload.toolCallId)) {
      const step = calls.get(payload.toolCallId);
      step.result = event;
      step.took = millis(event.ts) - millis(step.event.ts);
      return;
    }
    const step = { event, kind: payload.type, took: payload.type === 'thought' ? millis(event.ts) - before : NaN };
    if (payload.type === 'tool_call') calls.set(payload.toolCallId, step);
    list.push(step);
  });
  return list;
}

export const failed = (step) => {
  if (failureIn(step.event)) return true;
  const payload = (step.result ?? step.event).payload ?? {};
  return payload.type === 'tool_result' && payload.error !== undefined && payload.error !== null;
};
