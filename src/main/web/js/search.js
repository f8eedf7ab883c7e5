// @ts-check
// Finds scenarios by words in their names, agents, principals and tags, regardless of case and accents.
import { tagsOf } from './scenarios.js';

const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const known = /** @type {WeakMap<object, string>} */ (new WeakMap());

function words(item) {
  if (!item || typeof item !== 'object') return '';
  const before = known.get(item);
  if (before !== undefined) return before;
  const { metadata, agents } = item.config ?? {};
  const roles = Array.isArray(agents) ? agents.flatMap((agent) => [agent?.agentId, agent?.principal?.name]) : [];
  const text = folded(
    [item.name, item.id, metadata?.title, metadata?.description, ...tagsOf(item), ...roles]
      .filter((each) => typeof each === 'string')
      .join('\n'),
  );
  known.set(item, text);
  return text;
}

/** The items in which every word of the query stands. @param {any[]} items @param {string} query */
export function found(items, query) {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  return wanted.length ? items.filter((item) => wanted.every((word) => words(item).includes(word))) : items;
}
