// @ts-check
// The ids of checks: made from their titles, unique in the contract, and followed by the checks that name them.
import { raw, set } from '../edit.js';
import { checks } from './terms.js';

const LONGEST = 40;

/** A title as an id. @param {string} title */
export function slug(title) {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  return words || 'check';
}

/** @param {string} wanted @param {string[]} taken */
export function unique(wanted, taken) {
  let id = wanted;
  for (let n = 2; taken.includes(id); n++) id = `${wanted}-${n}`;
  return id;
}

/** Whether an id was made from this title, so that it goes with the title. */
export const follows = (id, title) => {
  const made = slug(title);
  return !id || id === made || (id.startsWith(`${made}-`) && /^\d+$/.test(id.slice(made.length + 1)));
};

/** The ids of all other checks. @param {import('./terms.js').Step[]} path of this one */
export const others = (scenario, path) =>
  checks(scenario)
    .filter((check) => check.path.join('.') !== path.join('.'))
    .map(({ id }) => id);

/**
 * The scenario with another id for one check; `before` and `after` of the others follow.
 *
 * @param {string} text @param {any} scenario @param {import('./terms.js').Step[]} path @param {string} id
 */
export function renamed(text, scenario, path, id) {
  const all = checks(scenario);
  const was = all.find((check) => check.path.join('.') === path.join('.'))?.id;
  let result = set(text, [...path, 'id'], raw(id));
  // With two of the same id nobody knows which one is meant.
  if (!was || all.filter((check) => check.id === was).length > 1) return result;
  for (const { path: at, value } of all)
    for (const name of ['before', 'after']) if (value[name] === was) result = set(result, [...at, name], raw(id));
  return result;
}
