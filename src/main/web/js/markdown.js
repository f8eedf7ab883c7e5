// @ts-check
// Markdown as HTML that is not trusted yet; used by the page for short texts and by its worker for the others.
import { Marked } from '../vendor/marked.js';

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // Markup in a message is something somebody wrote, so it is shown as written.
    html: ({ text }) => escape(text),
    image: ({ href, text }) => `<a href="${escape(href)}">${escape(text || href)} (image)</a>`,
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    heading({ tokens, depth }) {
      const level = Math.min(depth + 2, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
  },
});

/** @param {string} text @returns {string} */
export const htmlOf = (text) => /** @type {string} */ (marked.parse(text));

// What makes a parser of Markdown try again and again: with few of these no text takes long.
const COSTLY = /[[\]()*_~`<>|!\\]/g;
const AT_ONCE_UP_TO = 4_000;
const MOST_COSTLY = 200;

/** Whether a text is parsed in a few milliseconds, whatever is in it. @param {string} text */
export const isQuick = (text) => text.length <= AT_ONCE_UP_TO && (text.match(COSTLY)?.length ?? 0) <= MOST_COSTLY;
