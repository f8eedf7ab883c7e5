// @ts-check
// Markdown as a tree of plain values: no HTML is made of it anywhere. Used by the page for short texts, by its worker
// for the others.
import { Marked } from '../vendor/marked.js';

/** A text, or an element: its tag, its attributes, what is in it. @typedef {string | [string, object, any[]]} Node */

const marked = new Marked({ gfm: true, breaks: true });

// A browser lays out nested elements by recursion: deeper ones are shown as they were written.
const DEEPEST = 60;
const MOST_NODES = 50_000;
// A short row of a table is filled up with empty cells: a few characters must not become thousands of elements.
const NODES_OF_ANY_TEXT = 1_000;
const NODES_PER_CHARACTER = 2;
const LINK = /^(?:https?:|mailto:|tel:)/i;
const CHARACTERS = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** `&amp;` and its like, as Markdown means them. @param {string} text */
const decoded = (text) =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (written, digits, hex, name) => {
    if (name) return CHARACTERS[name.toLowerCase()];
    const point = digits ? Number(digits) : parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000)
      ? String.fromCodePoint(point)
      : written;
  });

/** Makes nodes of marked's tokens. */
class Tree {
  #depth = 0;
  #left;

  /** @param {number} length of the text */
  constructor(length) {
    this.#left = Math.min(MOST_NODES, NODES_OF_ANY_TEXT + NODES_PER_CHARACTER * length);
  }

  count() {
    if (--this.#left < 0) throw new RangeError('Too many parts');
  }

  /** @param {any[] | undefined} tokens @returns {Node[]} */
  all(tokens) {
    return (tokens ?? []).flatMap((token) => this.#node(token));
  }

  /** @returns {Node[]} */
  #node(token) {
    this.count();
    if (this.#depth >= DEEPEST) return [token.raw];
    this.#depth++;
    const nodes = Object.hasOwn(NODES, token.type) ? NODES[token.type](token, this) : [token.raw];
    this.#depth--;
    return nodes;
  }
}

/** @type {(tag: string, attributes?: object) => (token: any, tree: Tree) => Node[]} */
const holding =
  (tag, attributes = {}) =>
  (token, tree) => [[tag, attributes, tree.all(token.tokens)]];

/** @param {string} href @param {Node[]} content @param {string | null} [title] @returns {Node[]} */
const link = (href, content, title) =>
  LINK.test(href) ? [['a', { href, ...(title ? { title } : {}) }, content]] : content;

const cell = (tag) => (each, tree) => {
  tree.count();
  return [tag, each.align ? { align: each.align } : {}, tree.all(each.tokens)];
};

/** What each kind of token becomes. @type {Record<string, (token: any, tree: Tree) => Node[]>} */
const NODES = {
  space: () => [],
  def: () => [],
  hr: () => [['hr', {}, []]],
  br: () => [['br', {}, []]],
  paragraph: holding('p'),
  blockquote: holding('blockquote'),
  strong: holding('strong'),
  em: holding('em'),
  del: holding('del'),
  list_item: holding('li'),
  heading: (token, tree) => [[`h${Math.min(token.depth + 2, 6)}`, {}, tree.all(token.tokens)]],
  code: ({ text }) => [['pre', {}, [['code', {}, [text]]]]],
  codespan: ({ text }) => [['code', {}, [text]]],
  list: ({ ordered, start, items }, tree) => [
    [ordered ? 'ol' : 'ul', ordered && start !== 1 ? { start } : {}, tree.all(items)],
  ],
  table: ({ header, rows }, tree) => [
    [
      'table',
      {},
      [
        ['thead', {}, [['tr', {}, header.map((each) => cell('th')(each, tree))]]],
        ['tbody', {}, rows.map((row) => ['tr', {}, row.map((each) => cell('td')(each, tree))])],
      ],
    ],
  ],
  text: (token, tree) => (token.tokens ? tree.all(token.tokens) : [decoded(token.text)]),
  escape: ({ text }) => [text],
  // Markup in a message is text of its sender, so it is shown as written.
  html: ({ text, block }) => (block ? [['p', {}, [text]]] : [text]),
  checkbox: ({ checked }) => [checked ? '☑ ' : '☐ '],
  link: (token, tree) => link(token.href, tree.all(token.tokens), token.title),
  image: ({ href, text }) => link(href, [`${text || href} (image)`]),
};

/** @param {string} text @returns {Node[]} @throws when it cannot be shown as Markdown */
export const treeOf = (text) => new Tree(text.length).all(marked.lexer(text));

// What makes a parser of Markdown try again and again: with few of these no text takes long.
const COSTLY = /[[\]()*_~`<>|!\\]/g;
const AT_ONCE_UP_TO = 4_000;
const MOST_COSTLY = 200;

// Each level of a list or quotation reads all lines below it once more. A level takes two characters at the start of a
// line, as marks or as indentation.
const LEVELS = /^[ \t\d.)*+>-]+/gm;
const MOST_READ = 4_000;
const ONE_LINE = 50;

// Each line of a table has as many cells as its widest one.
const MOST_CELLS = 4_000;

/** How many lines are read at most, again and again, when even one costs something. @param {string} text */
function linesRead(text) {
  const starts = /** @type {string[]} */ (text.match(LEVELS) ?? []);
  const deepest = starts.reduce((most, start) => Math.max(most, start.length / 2), 0);
  return deepest * (text.split(/[\r\n]/).length + ONE_LINE);
}

/** How many cells a table in it can have at most. @param {string} text */
function cellsFilled(text) {
  const lines = text.split(/[\r\n]/);
  return lines.length * Math.max(...lines.map((line) => line.split('|').length - 1));
}

/** Whether a text is parsed in a few milliseconds, for any content. @param {string} text */
export const isQuick = (text) =>
  text.length <= AT_ONCE_UP_TO &&
  (text.match(COSTLY)?.length ?? 0) <= MOST_COSTLY &&
  linesRead(text) <= MOST_READ &&
  cellsFilled(text) <= MOST_CELLS;
