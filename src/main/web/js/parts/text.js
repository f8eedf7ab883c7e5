// @ts-check
// Text from outside: Markdown through a parser and a sanitiser, never HTML. Very long texts are cut until asked for.
import { Marked } from 'marked';
// Half the size of its module, this build makes itself global instead of exporting.
import 'dompurify';
import { size } from '../format.js';

const { DOMPurify } = /** @type {any} */ (globalThis);

const CUT_ABOVE = 24_000;
const SHOW_AT_FIRST = 6_000;
const MARKDOWN_UP_TO = 200_000;

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

const ALLOWED = {
  ALLOWED_TAGS: [
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'del',
    'em',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'li',
    'ol',
    'p',
    'pre',
    'strong',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
  ],
  ALLOWED_ATTR: ['href', 'title', 'start', 'align'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:)/i,
  RETURN_DOM_FRAGMENT: true,
};

/** @param {string} text @returns {DocumentFragment} */
export function markdown(text) {
  const fragment = /** @type {DocumentFragment} */ (
    /** @type {unknown} */ (DOMPurify.sanitize(/** @type {string} */ (marked.parse(text)), ALLOWED))
  );
  for (const link of fragment.querySelectorAll('a')) {
    if (!link.hasAttribute('href')) {
      link.replaceWith(...link.childNodes);
      continue;
    }
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  for (const table of fragment.querySelectorAll('table')) {
    const wrap = document.createElement('div');
    wrap.className = 'tablewrap';
    Object.assign(wrap, { tabIndex: 0, role: 'region', ariaLabel: 'Table' });
    table.replaceWith(wrap);
    wrap.append(table);
  }
  for (const code of fragment.querySelectorAll('pre')) {
    code.className = 'code';
    Object.assign(code, { tabIndex: 0, role: 'region', ariaLabel: 'Code' });
  }
  for (const block of fragment.querySelectorAll('p,li,h3,h4,h5,h6,td,th,blockquote,ul,ol'))
    block.setAttribute('dir', 'auto');
  return fragment;
}

function plain(text) {
  const pre = document.createElement('pre');
  pre.className = 'code plain';
  pre.dir = 'auto';
  pre.textContent = text;
  return pre;
}

/** A text as Markdown (`text`), or as it is with `plain`. Draws only when the text changes. */
class ChitText extends HTMLElement {
  #text = /** @type {string | null} */ (null);
  #whole = false;
  plain = false;

  set text(value) {
    const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
    if (text === this.#text) return;
    this.#text = text;
    this.#whole = false;
    this.#draw();
  }

  get text() {
    return this.#text ?? '';
  }

  #draw() {
    const text = this.#text ?? '';
    const cut = !this.#whole && text.length > CUT_ABOVE;
    const shown = cut ? text.slice(0, SHOW_AT_FIRST) : text;
    this.classList.toggle('prose', !this.plain);
    this.replaceChildren(this.#body(shown));
    if (cut) this.append(this.#more(text));
  }

  #body(text) {
    if (this.plain || text.length > MARKDOWN_UP_TO) return plain(text);
    try {
      return markdown(text);
    } catch (fault) {
      console.error(fault);
      return plain(text);
    }
  }

  #more(text) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn sm';
    button.textContent = `Show all of it (${size(new Blob([text]).size)})`;
    button.onclick = () => {
      this.#whole = true;
      this.#draw();
      this.tabIndex = -1;
      this.focus({ preventScroll: true });
    };
    const line = document.createElement('p');
    line.append('… ', button);
    return line;
  }
}
customElements.define('chit-text', ChitText);
