// @ts-check
// Text from outside: Markdown as elements, never as HTML. Very long texts are cut until asked for.
import '../shared-bundle.js';
import { size } from '../format.js';
import { isQuick, treeOf } from '../markdown.js';
import { elementsOf } from '../markdown-elements.js';
import { parsedLater } from '../markdown-queue.js';

const CUT_ABOVE = 24_000;
const SHOW_AT_FIRST = 6_000;
const MARKDOWN_UP_TO = 200_000;

function plain(text) {
  const pre = document.createElement('pre');
  pre.className = 'code plain';
  pre.dir = 'auto';
  pre.textContent = text;
  return pre;
}

/** @param {(text: string) => import('../markdown.js').Node[]} parsed */
function formatted(parsed, text) {
  try {
    return elementsOf(parsed(text));
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
    if (isQuick(text)) return formatted(treeOf, text);
    const body = plain(text);
    body.classList.add('unparsed');
    parsedLater(text).then((tree) => {
      if (!body.isConnected) return;
      body.classList.remove('unparsed');
      if (tree) body.replaceWith(formatted(() => tree, text));
    });
    return body;
  }

  /** For paper, where the rest cannot be unfolded. */
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
