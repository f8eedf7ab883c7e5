// @ts-check
// Two conversations and what differs: who spoke, which tools were called with which arguments, and how each ended. The
// words of two talks always differ, so they are shown and not compared.
import { rpc } from '../rpc.js';
import { codesShown } from './codes.js';
import { Log } from './log.js';
import { endingCall, outcomeOf } from './outcome.js';
import { Roster } from './roster.js';
import { verdictOn } from './verdict.js';

const MOST_EVENTS = 5_000;
const PAGE = 500;
const LONGEST = 200;

/** @typedef {{agentId: string, key: number, calls: string[], texts: string[], end: string}} ComparedTurn */
/**
 * @typedef {{number: number, title: string, snapshot: any, log: Log, roster: Roster, verdict: any,
 *   turns: Map<number, ComparedTurn>}} Side
 */

/** A conversation with all that is compared. @param {number} number @returns {Promise<Side>} */
export async function loaded(number) {
  rpc.start();
  await opened();
  await codesShown();
  const snapshot = await rpc.call('getConversation', { conversationId: number, newestEvents: 0 });
  const log = new Log();
  let after = 0;
  for (;;) {
    const { events, nextAfterSeq } = await rpc.call('getEventsPage', {
      conversationId: number,
      afterSeq: after,
      limit: PAGE,
    });
    for (const event of events) log.add(event);
    if (!events.length || log.events.length >= MOST_EVENTS) break;
    after = nextAfterSeq;
  }
  const verdict = log.closing ? await verdictOn(number).catch(() => undefined) : undefined;
  const title = snapshot.metadata?.title || snapshot.scenario?.metadata?.title || 'Conversation';
  const roster = new Roster(snapshot.metadata, snapshot.scenario);
  return { number, title, snapshot, log, roster, verdict, turns: turnsOf(log) };
}

const opened = () =>
  rpc.state === 'open'
    ? Promise.resolve()
    : new Promise((resolve) => rpc.addEventListener('open', () => resolve(undefined), { once: true }));

const called = ({ payload }) => {
  const args = JSON.stringify(payload.args ?? {});
  return `${payload.name}(${args.length > LONGEST ? `${args.slice(0, LONGEST)}…` : args})`;
};

/** @param {Log} log @returns {Map<number, ComparedTurn>} */
function turnsOf(log) {
  return new Map(
    log.turns.map((turn) => {
      const last = turn.messages.at(-1);
      return [
        turn.number,
        {
          agentId: turn.agentId,
          key: turn.key,
          calls: turn.traces.filter(({ payload }) => payload?.type === 'tool_call').map(called),
          texts: turn.messages.map(({ payload }) => String(payload?.text ?? '')),
          end: last?.finality === 'conversation' ? outcomeOf(last).word : '',
        },
      ];
    }),
  );
}

/**
 * What differs between two turns of the same number.
 * @param {ComparedTurn | undefined} a @param {ComparedTurn | undefined} b
 */
export function differences(a, b) {
  const [mine, theirs] = [a?.calls ?? [], b?.calls ?? []];
  const calls = new Set([
    ...mine.filter((call) => !theirs.includes(call)),
    ...theirs.filter((call) => !mine.includes(call)),
  ]);
  return { calls, ending: (a?.end ?? '') !== (b?.end ?? ''), speaker: a?.agentId !== b?.agentId };
}

const scenarioOf = ({ snapshot }) => snapshot.metadata?.scenarioId ?? snapshot.scenario?.metadata?.id;
const toolOf = ({ log, snapshot }) => endingCall(log, snapshot.scenario)?.payload.name;

/**
 * What can be said of both ends. Only the same scenario can be decided alike: with the same kind of outcome, by the
 * same tool and with the same verdict.
 * @param {Side} a @param {Side} b @returns {{alike: boolean, words: string}}
 */
export function ends(a, b) {
  if (!a.log.closing || !b.log.closing) return { alike: false, words: 'One has not ended.' };
  const [mine, theirs] = [a, b].map(({ log }) => outcomeOf(log.closing).word);
  if (scenarioOf(a) !== scenarioOf(b)) {
    const both = mine === theirs ? ` Both ended in ${mine.toLowerCase()}.` : '';
    return { alike: false, words: `Different scenarios.${both}` };
  }
  const alike = mine === theirs && toolOf(a) === toolOf(b) && a.verdict?.overall === b.verdict?.overall;
  return { alike, words: alike ? 'Both came to the same decision.' : 'They came to different decisions.' };
}
