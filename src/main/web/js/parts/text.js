// @ts-check
// Text from outside: Markdown through a parser and a sanitiser, never HTML. Very long texts are cut until asked for.
import DOMPurify from 'dompurify';
import { size } from '../format.js';
import { htmlOf, isQuick } from '../markdown.js';
import { parsedLater } from '../markdown-queue.js';

const CUT_ABOVE = 24_000;
const SHOW_AT_FIRST = 6_000;
const MARKDOWN_UP_TO = 200_000;

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

/** @param {string} dirty HTML from outside @returns {DocumentFragment} */
function sanitised(dirty) {
  const fragment = /** @type {DocumentFragment} */ (/** @type {unknown} */ (DOMPurify.sanitize(dirty, ALLOWED)));
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

/** @param {(text: string) => string} html */
function formatted(html, text) {
  try {
    return sanitised(html(text));
  } catch (fault) {
    console.error(fault);
    return plain(text);
  }
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
    if (isQuick(text)) return formatted(htmlOf, text);
    const body = plain(text);
    body.classList.add('unparsed');
    parsedLater(text).then((html) => {
      if (!body.isConnected) return;
      body.classList.remove('unparsed');
      if (html !== undefined) body.replaceWith(formatted(() => html, text));
    });
    return body;
  }

  /** For paper, where nobody can ask for the rest. */
  showWhole() {
    if (this.#whole || this.#text === null || this.#text.length <= CUT_ABOVE) return;
    this.#whole = true;
    this.#draw();
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
