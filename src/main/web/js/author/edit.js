// @ts-check
// Changes one value of a JSON text and leaves every other character as it is.
import { indented } from '../parts/json.js';
import { child, entryOf, find, parse } from './json.js';

/** @typedef {import('./json.js').Step} Step */

/** A value as JSON text. */
export const raw = (value) => JSON.stringify(value, null, 2);

const splice = (text, from, to, by) => text.slice(0, from) + by + text.slice(to);
const lineIndent = (text, at) => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
const shifted = (json, indent) => json.replaceAll('\n', `\n${indent}`);

/** JSON text indented for the place where it will stand; texts that are no JSON stay as they are. */
const fitted = (json, indent) => shifted(indented(json) ?? json, indent);

/** The lines of a value without the indentation of the place where it stands. */
export function dedented(text) {
  const [first, ...rest] = text.split('\n');
  const indent = Math.min(...rest.filter((line) => line.trim()).map((line) => /^ */.exec(line)?.[0].length ?? 0));
  return Number.isFinite(indent) && indent ? [first, ...rest.map((line) => line.slice(indent))].join('\n') : text;
}

/** The text of the value at a path, or undefined. @param {Step[]} path */
export function sliceOf(text, root, path) {
  const node = find(root, path);
  return node && text.slice(node.from, node.to);
}

/** @param {string} text @param {Step[]} path @param {string} json */
export function set(text, path, json) {
  const root = parse(text);
  const node = find(root, path);
  if (node) return splice(text, node.from, node.to, json);
  const above = path.slice(0, -1);
  const last = /** @type {Step} */ (path.at(-1));
  const parent = find(root, above);
  if (!parent) return set(text, above, `{${JSON.stringify(last)}: ${json}}`);
  if (parent.items) return insert(text, above, parent.items.length, json);
  if (!parent.entries) return splice(text, parent.from, parent.to, `{${JSON.stringify(last)}: ${json}}`);
  return into(
    text,
    parent,
    parent.entries.map((entry) => ({ from: entry.keyFrom, to: entry.node.to })),
    parent.entries.length,
    `${JSON.stringify(last)}: `,
    json,
  );
}

/** Adds an item to the list at a path. @param {Step[]} path */
export function insert(text, path, index, json) {
  const node = find(parse(text), path);
  if (!node?.items) return set(text, path, fitted(`[${json}]`, ''));
  return into(text, node, node.items, Math.min(index, node.items.length), '', json);
}

function into(text, parent, parts, index, head, json) {
  const indent = lineIndent(text, parent.from);
  if (!parts.length)
    return splice(
      text,
      parent.from + 1,
      parent.to - 1,
      `\n${indent}  ${head}${fitted(json, `${indent}  `)}\n${indent}`,
    );
  const gap = text.slice(parent.from + 1, parts[0].from);
  const inner = gap.includes('\n') ? gap.slice(gap.lastIndexOf('\n') + 1) : '';
  const fresh = `${head}${gap.includes('\n') ? fitted(json, inner) : json}`;
  if (index >= parts.length) {
    const end = parts.at(-1).to;
    return splice(text, end, end, `,${gap || ' '}${fresh}`);
  }
  return splice(text, parts[index].from, parts[index].from, `${fresh},${gap || ' '}`);
}

/** Takes a field or an item away. @param {Step[]} path */
export function remove(text, path) {
  const root = parse(text);
  const parent = find(root, path.slice(0, -1));
  const last = /** @type {Step} */ (path.at(-1));
  if (!parent || !child(parent, last)) return text;
  const parts =
    parent.items ??
    /** @type {NonNullable<typeof parent.entries>} */ (parent.entries).map((entry) => ({
      from: entry.keyFrom,
      to: entry.node.to,
    }));
  const index = parent.items
    ? parent.items.indexOf(/** @type {import('./json.js').Node} */ (child(parent, last)))
    : /** @type {NonNullable<typeof parent.entries>} */ (parent.entries).indexOf(entryOf(parent, String(last)));
  if (index > 0) return splice(text, parts[index - 1].to, parts[index].to, '');
  if (parts.length > 1) return splice(text, parts[0].from, parts[1].from, '');
  return splice(text, parent.from + 1, parent.to - 1, '');
}

/** Moves an item of a list; every item keeps its own text. @param {Step[]} path */
export function move(text, path, from, to) {
  const items = find(parse(text), path)?.items;
  if (!items || !items[from] || !items[to]) return text;
  const texts = items.map((item) => text.slice(item.from, item.to));
  texts.splice(to, 0, ...texts.splice(from, 1));
  let result = text;
  for (let i = items.length - 1; i >= 0; i--) result = splice(result, items[i].from, items[i].to, texts[i]);
  return result;
}

/** Gives a field another name in its place. @param {Step[]} path of the object */
export function rename(text, path, before, after) {
  const entry = entryOf(find(parse(text), path), before);
  return entry ? splice(text, entry.keyFrom, entry.keyTo, JSON.stringify(after)) : text;
}
