// @ts-check
// How a conversation stands: one of six looks, each with colour, icon and word.

import { label } from '../format.js';

/** @typedef {'live'|'ok'|'fail'|'neutral'|'canceled'|'error'} Look */

const BY_STATUS = /** @type {Record<string, [Look, string]>} */ ({
  success: ['ok', 'Success'],
  succeeded: ['ok', 'Success'],
  approved: ['ok', 'Approved'],
  failure: ['fail', 'Failure'],
  failed: ['fail', 'Failure'],
  denied: ['fail', 'Denied'],
  rejected: ['fail', 'Rejected'],
  neutral: ['neutral', 'Neutral'],
  completed: ['neutral', 'Completed'],
  canceled: ['canceled', 'Canceled'],
  cancelled: ['canceled', 'Canceled'],
  error: ['error', 'Error'],
  errored: ['error', 'Error'],
});

const REASONS = {
  max_turns: 'The limit of turns was reached',
  idle_timeout: 'Nobody wrote for too long',
  canceled_by_client: 'Its client canceled it',
  agent_failed: 'An agent could not go on',
  agents_not_started: 'The other agents could not be started',
};

const CLOSERS = {
  system: 'a person on this server',
  'system-watchdog': 'the watchdog',
  'system-orchestrator': 'the server',
};

// A chip and a title hold a word, not a page.
const short = (word) => (word.length > 40 ? `${Array.from(word).slice(0, 40).join('')}…` : word);

/** A reason in words, where it is one of the server's own codes. @param {string} reason */
export const reasonWords = (reason) => REASONS[reason] ?? reason;

/** @param {string} status */
export function look(status) {
  const word = String(status ?? '').trim();
  const known = BY_STATUS[word.toLowerCase()];
  return known
    ? { look: known[0], word: known[1] }
    : { look: /** @type {Look} */ ('neutral'), word: word ? short(word[0].toUpperCase() + word.slice(1)) : 'Finished' };
}

/** What the closing message says: look, word, reason in words, the code behind it, and who closed. */
export function outcomeOf(closing) {
  if (!closing) return { look: /** @type {Look} */ ('neutral'), word: 'Finished', reason: '', code: '', by: '' };
  const outcome = closing.payload?.outcome ?? {};
  const reason = typeof outcome.reason === 'string' ? outcome.reason : '';
  const words = REASONS[reason];
  const { look: as, word } = look(outcome.status);
  return { look: as, word, reason: words ?? reason, code: words ? reason : '', by: closing.agentId };
}

const LONGEST_VALUE = 40;

/** authorizationNumber, authorization_number → authorization number */
const spaced = (name) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();

/**
 * The call of a tool of its scenario with which an agent ended the conversation, undefined if it ended without one.
 * @param {import('./log.js').Log} log @param {any} scenario
 */
export function endingCall({ closing, events }, scenario) {
  const tools = scenario?.agents?.find(({ agentId }) => agentId === closing?.agentId)?.tools;
  const ending = (name) => tools?.some?.((each) => each?.endsConversation && each.toolName === name);
  return events.findLast(
    ({ turn, type, payload }) =>
      type === 'trace' && turn === closing?.turn && payload?.type === 'tool_call' && ending(payload.name),
  );
}

/**
 * What an agent decided with such a call: the tool and what it was called with, each value by its name, without the
 * long texts. Empty otherwise.
 * @param {import('./log.js').Log} log @param {any} scenario
 */
export function decisionOf(log, scenario) {
  const call = endingCall(log, scenario);
  const values = Object.entries(call?.payload.args ?? {}).filter(
    ([, value]) => typeof value === 'number' || (typeof value === 'string' && value && value.length <= LONGEST_VALUE),
  );
  const words = values.map(([name, value]) => `${spaced(name)} ${value}`);
  return words.length ? `${label(call.payload.name)}: ${words.join(', ')}` : '';
}

// What is closed in the name of a person was not always a person's wish.
const CAUSES = {
  agent_failed: 'the server',
  agents_not_started: 'the server',
  canceled_by_client: 'its client',
};

/** Who closed it, where that was none of its agents. @param {string} agentId @param {string} [code] the reason's */
export const closerName = (agentId, code = '') => (agentId === 'system' && CAUSES[code]) || (CLOSERS[agentId] ?? '');

export const ICON_OF_LOOK = /** @type {const} */ ({
  ok: 'ok',
  fail: 'fail',
  neutral: 'neutral',
  canceled: 'canceled',
  error: 'error',
  warn: 'alert',
});
