// @ts-check
// Checks that are made from the scenario's own tools and facts.
import { wordsOf } from './facts.js';

/** @typedef {{group: string, words: string, check: Record<string, unknown>}} Pattern one that can be chosen */
/** @typedef {{agent: import('./terms.js').Agent, facts: import('./facts.js').Fact[]}} Source */

export const KINDS = /** @type {[string, string, string][]} */ ([
  ['used', 'A tool was used', 'Tool'],
  ['unused', 'A tool was not used', 'Tool'],
  ['said', 'A fact was said', 'Fact'],
  ['asked', 'A fact was asked for', 'Fact'],
  ['attached', 'A document was attached', 'Document'],
  ['blank', 'Something else', ''],
]);

const SHORT = 48;
const short = (text) => (text.length > SHORT ? `${text.slice(0, SHORT - 1)}…` : text);
const named = ({ pointer, value }) => `${pointer}: ${short(value)}`;

const used = ({ agent }) =>
  agent.tools.map(({ name }) => ({
    group: agent.id,
    words: name,
    check: { title: `${name} was used`, by: agent.id, in: 'tool_call', tool: name },
  }));

const unused = (source) =>
  used(source).map(({ check, ...rest }) => ({
    ...rest,
    check: { ...check, title: `${rest.words} was not used`, times: { max: 0 } },
  }));

const said = ({ agent, facts }) =>
  facts.map((fact) => ({
    group: agent.id,
    words: named(fact),
    check: { title: `${first(wordsOf(fact.pointer))} was said`, by: agent.id, in: 'message', contains: [fact.value] },
  }));

/** Whoever does not know the fact asks: the party itself, or the only other agent. */
const asked = ({ agent, facts }, party, ids) => {
  if (agent.id === party) return [];
  const rest = ids.filter((id) => id !== agent.id);
  const by = party || (rest.length === 1 ? rest[0] : 'any');
  return facts.map((fact) => ({
    group: agent.id,
    words: named(fact),
    check: {
      title: `${first(wordsOf(fact.pointer))} was asked for`,
      by,
      in: 'message',
      contains: [wordsOf(fact.pointer)],
    },
  }));
};

const attached = ({ agent, facts }) => [
  {
    group: agent.id,
    words: 'any document',
    check: { title: `${agent.id} attached a document`, by: agent.id, in: 'attachment' },
  },
  ...facts.map((fact) => ({
    group: agent.id,
    words: `with ${named(fact)}`,
    check: {
      title: `A document with the ${wordsOf(fact.pointer)} was attached`,
      by: agent.id,
      in: 'attachment',
      contains: [fact.value],
    },
  })),
];

const first = (words) => `${words[0].toUpperCase()}${words.slice(1)}`;
const OF = { used, unused, said, asked, attached };

/**
 * What can be chosen for a kind of check.
 *
 * @param {string} kind @param {Source[]} sources @param {string} party the agent in whose part it will stand, or ''
 * @returns {Pattern[]}
 */
export const patterns = (kind, sources, party) =>
  sources.flatMap(
    (source) =>
      OF[kind]?.(
        source,
        party,
        sources.map(({ agent }) => agent.id),
      ) ?? [],
  );
