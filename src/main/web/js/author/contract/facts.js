// @ts-check
// The facts of a knowledge base by their JSON Pointers (RFC 6901).

/** @typedef {{pointer: string, value: string, leaf: boolean}} Fact value: as it is written, '' for a part */

const MOST = 500;
const escaped = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (step) => step.replaceAll('~1', '/').replaceAll('~0', '~');

/**
 * Every part of a knowledge base, in its order.
 *
 * @param {import('../json.js').Node | undefined} root @param {string} text the JSON text, in which numbers keep digits
 * @returns {Fact[]}
 */
export function facts(root, text) {
  /** @type {Fact[]} */
  const found = [];
  const walk = (node, pointer) => {
    if (found.length >= MOST) return;
    const leaf = !node.entries && !node.items;
    const value = node.kind === 'string' ? node.value : leaf ? text.slice(node.from, node.to) : '';
    if (pointer) found.push({ pointer, value, leaf });
    node.entries?.forEach(({ key, node: inner }) => walk(inner, `${pointer}/${escaped(key)}`));
    node.items?.forEach((inner, i) => walk(inner, `${pointer}/${i}`));
  };
  if (root) walk(root, '');
  return found;
}

/** Facts that can be looked for: yes, no and nothing occur in every conversation. @param {Fact[]} all */
export const sayable = (all) =>
  all.filter(({ leaf, value }) => leaf && /[\p{L}\p{N}]/u.test(value) && !['true', 'false', 'null'].includes(value));

/** What people call the fact at a pointer: “date of birth” for `/member/dateOfBirth`. */
export function wordsOf(pointer) {
  const steps = pointer.split('/').slice(1).map(unescaped);
  const named = steps.findLast((step) => !/^\d+$/.test(step)) ?? 'fact';
  return named
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim()
    .replace(/\p{Lu}\p{Ll}/gu, (letters) => letters.toLowerCase());
}
