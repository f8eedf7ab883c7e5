// @ts-check
// What differs between two scenarios, as changes that can be taken one by one and in any order.
import { indented } from '../parts/json.js';
import { insert, remove, set } from './edit.js';
import { entryOf, find, parse } from './json.js';

/**
 * @typedef {import('./json.js').Step} Step
 * @typedef {{path: Step[], before?: string, after?: string, behind?: Step | null}} Change JSON texts;
 *   one missing: it is added
 *   or removed; `behind`: the item of the list after which it stands
 */

const NAMES = ['agentId', 'toolName'];
const MOST_LINES = 1500;

/** @param {string} before @param {string} after JSON texts @returns {Change[]} */
export function changes(before, after) {
  const found = [];
  walk(parse(before), parse(after), []);
  return found;

  function walk(a, b, path) {
    const [was, is] = [before.slice(a.from, a.to), after.slice(b.from, b.to)];
    if (was === is) return;
    if (a.kind === 'object' && b.kind === 'object') fields(a, b, path);
    else if (a.kind === 'array' && b.kind === 'array') items(a, b, path);
    else if (a.kind !== b.kind || (a.kind === 'string' ? a.value !== b.value : was !== is))
      found.push({ path, before: was, after: is });
  }

  function fields(a, b, path) {
    for (const key of new Set([...a.entries, ...b.entries].map((entry) => entry.key))) {
      const [was, is] = [entryOf(a, key)?.node, entryOf(b, key)?.node];
      if (was && is) walk(was, is, [...path, key]);
      else
        found.push({
          path: [...path, key],
          ...(was ? { before: before.slice(was.from, was.to) } : {}),
          ...(is ? { after: after.slice(is.from, is.to) } : {}),
        });
    }
  }

  function items(a, b, path) {
    const by = NAMES.find((name) => unique(a.items, name) && unique(b.items, name));
    const ids = (list) => list.map((item) => entryOf(item, by)?.node.value);
    const [was, is] = by ? [ids(a.items), ids(b.items)] : [[], []];
    const renamed =
      was.length === is.length && was.every((id, i) => id === is[i] || (!is.includes(id) && !was.includes(is[i])));
    if (a.items.length === b.items.length && (!by || renamed)) {
      a.items.forEach((item, i) => walk(item, b.items[i], [...path, by && was[i] === is[i] ? { by, id: was[i] } : i]));
      return;
    }
    const kept = was.filter((id) => is.includes(id));
    if (!by || kept.join('\n') !== is.filter((id) => was.includes(id)).join('\n')) {
      const texts = [before.slice(a.from, a.to), after.slice(b.from, b.to)];
      if (indented(texts[0]) !== indented(texts[1])) found.push({ path, before: texts[0], after: texts[1] });
      return;
    }
    const step = (id) => ({ by, id });
    was.forEach(
      (id, i) =>
        !is.includes(id) &&
        found.push({
          path: [...path, step(id)],
          before: before.slice(a.items[i].from, a.items[i].to),
          behind: i ? step(was[i - 1]) : null,
        }),
    );
    is.forEach((id, i) => {
      const at = was.indexOf(id);
      if (at >= 0) walk(a.items[at], b.items[i], [...path, step(id)]);
      else
        found.push({
          path: [...path, step(id)],
          after: after.slice(b.items[i].from, b.items[i].to),
          behind: i ? step(is[i - 1]) : null,
        });
    });
  }
}

const unique = (items, name) => {
  const ids = items.map((item) => entryOf(item, name)?.node.value);
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
};

/** Takes a change over into a text. @param {string} text @param {Change} change */
export function taken(text, change) {
  const { path, after, behind } = change;
  if (after === undefined) return remove(text, path);
  const root = parse(text);
  if (behind === undefined || find(root, path)) return set(text, path, after);
  const list = path.slice(0, -1);
  const items = find(root, list)?.items ?? [];
  const at =
    behind === null
      ? 0
      : items.findIndex((item) => typeof behind === 'object' && entryOf(item, behind.by)?.node.value === behind.id) + 1;
  return insert(text, list, behind !== null && at === 0 ? items.length : at, after);
}

/** The change back. @param {Change} change @returns {Change} */
export function back(change) {
  const { before, after, ...rest } = change;
  return {
    ...rest,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  };
}

/** @typedef {{kind: '' | 'add' | 'del' | 'gap', number: number, text: string, mark?: [number, number]}} Line */

const shown = (json) => {
  if (json === undefined) return [];
  const value = json.startsWith('"') ? JSON.parse(json) : (indented(json) ?? json);
  return value === '' ? ['(empty)'] : value.split('\n');
};

/**
 * What a change leaves there, whole, with the lines and letters marked that it brings.
 * @param {{before?: string, after?: string}} change
 */
export const linesAfter = ({ before, after }) =>
  marked(steps(shown(before), shown(after))).filter(({ kind }) => kind !== 'del');

/** A change line by line with two lines around it. @param {Change} change @returns {Line[]} */
export function lines({ before, after }) {
  const [a, b] = [shown(before), shown(after)];
  const all = marked(steps(a, b));
  const near = all.map((_, i) => all.slice(Math.max(0, i - 2), i + 3).some((line) => line.kind));
  const result = /** @type {Line[]} */ ([]);
  all.forEach((line, i) => {
    if (near[i]) result.push(line);
    else if (result.at(-1)?.kind !== 'gap') result.push({ kind: 'gap', number: 0, text: '…' });
  });
  return result;
}

/** @returns {Line[]} */
function steps(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const result = /** @type {Line[]} */ (a.slice(0, start).map((text, i) => ({ kind: '', number: i + 1, text })));
  const del = (i) => result.push({ kind: 'del', number: start + i + 1, text: x[i] });
  const add = (j) => result.push({ kind: 'add', number: start + j + 1, text: y[j] });
  let [i, j] = [0, 0];
  if (x.length <= MOST_LINES && y.length <= MOST_LINES && x.length && y.length) {
    const common = longest(x, y);
    while (i < x.length && j < y.length) {
      if (x[i] === y[j]) {
        result.push({ kind: '', number: start + j + 1, text: y[j] });
        i++;
        j++;
      } else if (common[i + 1][j] >= common[i][j + 1]) del(i++);
      else add(j++);
    }
  }
  while (i < x.length) del(i++);
  while (j < y.length) add(j++);
  b.slice(b.length - end).forEach((text, n) => result.push({ kind: '', number: b.length - end + n + 1, text }));
  return result;
}

/** Lengths of the longest common subsequences of the rests. */
function longest(x, y) {
  const table = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--)
      table[i][j] = x[i] === y[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  }
  return table;
}

/** Marks what changed inside lines that stand against each other. */
function marked(all) {
  for (let i = 0; i < all.length; i++) {
    if (all[i].kind !== 'del') continue;
    let n = i;
    while (all[n]?.kind === 'del') n++;
    let m = n;
    while (all[m]?.kind === 'add') m++;
    for (let k = 0; k < Math.min(n - i, m - n); k++) pair(all[i + k], all[n + k]);
    i = m - 1;
  }
  return all;
}

function pair(was, is) {
  const [a, b] = [was.text, is.text];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  if (start + end < Math.max(a.length, b.length) / 4) return;
  was.mark = [start, a.length - end];
  is.mark = [start, b.length - end];
}
