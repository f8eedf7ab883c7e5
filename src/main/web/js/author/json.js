// @ts-check
// JSON text as a tree that knows where each value stands, so that one value can be changed and every other character of
// the text, digits and unknown fields included, stays as its author wrote it.

/**
 * @typedef {{kind: 'object'|'array'|'string'|'number'|'boolean'|'null', from: number, to: number, value?: any,
 *   entries?: {key: string, keyFrom: number, keyTo: number, node: Node}[], items?: Node[]}} Node
 * @typedef {string | number | {by: string, id: string}} Step one step of a path;
 *   an item of a list also by what names it
 */

const DEEPEST = 400;
const SPACE = /[\t\n\r ]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- JSON forbids exactly these inside a string.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

export class JsonFault extends Error {
  /** @param {string} words @param {string} text @param {number} at */
  constructor(words, text, at) {
    const { line, column } = place(text, at);
    super(`Line ${line}, column ${column}: ${words}`);
    this.words = words;
    this.at = at;
    this.line = line;
    this.column = column;
  }
}

/** Line and column, both from 1. */
export function place(text, at) {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
}

/** @param {string} text @returns {Node} */
export function parse(text) {
  let at = 0;
  const fail = (words, where = at) => {
    throw new JsonFault(words, text, where);
  };
  const space = () => {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  };
  const seen = () =>
    at >= text.length
      ? 'the end of the text'
      : `“${text
          .slice(at)
          .match(/^(\w+|[\s\S])/u)?.[0]
          .slice(0, 20)}”`;

  const string = () => {
    STRING.lastIndex = at;
    const match = STRING.exec(text);
    if (!match) {
      const bad = /["\n]|\\(?!["\\/bfnrtu])/.exec(text.slice(at + 1));
      if (bad?.[0] === '\\')
        fail('a backslash that starts no known escape; write \\\\ for one backslash.', at + 1 + bad.index);
      fail('a text that is not closed with a double quote on its line (a line break inside is written \\n).');
    }
    const from = at;
    at = STRING.lastIndex;
    return {
      kind: /** @type {const} */ ('string'),
      from,
      to: at,
      value: JSON.parse(/** @type {NonNullable<typeof match>} */ (match)[0]),
    };
  };

  const members = (depth) => {
    const from = at++;
    const entries = [];
    for (space(); text[at] !== '}'; space()) {
      if (entries.length) {
        if (text[at] !== ',') fail(`a comma or } is expected, not ${seen()}.`);
        at++;
        space();
        if (text[at] === '}') fail('a comma too many before }.');
      }
      if (text[at] !== '"') fail(`a field name in double quotes is expected, not ${seen()}.`);
      const key = string();
      space();
      if (text[at] !== ':') fail(`a colon is expected after the field name, not ${seen()}.`);
      at++;
      entries.push({ key: key.value, keyFrom: key.from, keyTo: key.to, node: value(depth + 1) });
    }
    at++;
    return { kind: /** @type {const} */ ('object'), from, to: at, entries };
  };

  const list = (depth) => {
    const from = at++;
    const items = [];
    for (space(); text[at] !== ']'; space()) {
      if (items.length) {
        if (text[at] !== ',') fail(`a comma or ] is expected, not ${seen()}.`);
        at++;
        space();
        if (text[at] === ']') fail('a comma too many before ].');
      }
      items.push(value(depth + 1));
    }
    at++;
    return { kind: /** @type {const} */ ('array'), from, to: at, items };
  };

  /** @returns {Node} */
  const value = (depth) => {
    if (depth > DEEPEST) fail('nested too deeply.');
    space();
    if (text[at] === '{') return members(depth);
    if (text[at] === '[') return list(depth);
    if (text[at] === '"') return string();
    const from = at;
    for (const [word, kind, known] of WORDS) {
      if (text.startsWith(word, at) && !/\w/.test(text[at + word.length] ?? '')) {
        at += word.length;
        return { kind, from, to: at, value: known };
      }
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (!number || /[\w.]/.test(text[NUMBER.lastIndex] ?? '')) fail(`a value is expected, not ${seen()}.`);
    at = NUMBER.lastIndex;
    return { kind: 'number', from, to: at, value: Number(text.slice(from, at)) };
  };

  const root = value(0);
  space();
  if (at < text.length) fail(`nothing more is expected, but there is ${seen()}.`);
  return root;
}

const WORDS = /** @type {[string, 'boolean'|'null', any][]} */ ([
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['null', 'null', null],
]);

/** The tree as plain objects, lists and scalars. */
export function plain(node) {
  if (!node) return undefined;
  if (node.kind === 'object')
    return Object.fromEntries(node.entries.map(({ key, node: inner }) => [key, plain(inner)]));
  return node.kind === 'array' ? node.items.map(plain) : node.value;
}

/** The last entry counts when a key stands twice. */
export const entryOf = (node, key) => node?.entries?.findLast((entry) => entry.key === key);

/** @param {Node | undefined} node @param {Step} step @returns {Node | undefined} */
export function child(node, step) {
  if (typeof step === 'object') return node?.items?.find((item) => entryOf(item, step.by)?.node.value === step.id);
  return node?.items ? node.items[Number(step)] : entryOf(node, String(step))?.node;
}

/** @param {Node | undefined} node @param {Step[]} path */
export const find = (node, path) => path.reduce((at, step) => child(at, step), node);

/** The value at a dotted path as the server writes it (`agents.0.agentId`), or the nearest one that exists. */
export function nearest(node, dotted) {
  let at = node;
  for (const step of dotted.split('.').filter(Boolean)) {
    const next = child(at, step);
    if (!next) break;
    at = next;
  }
  return at;
}
