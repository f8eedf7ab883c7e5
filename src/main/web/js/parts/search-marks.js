// @ts-check
// Marks what is searched for where it stands in a talk. The text itself stays as it is: formatted, in its direction.
import '../shared-bundle.js';

const { highlights } = /** @type {any} */ (CSS);
const PLACES = '.message, .tr';
/** Until then the event itself is being scrolled to, in milliseconds. */
const SCROLLED_AFTER = 300;
/** Marks in one message; a single letter stands in a long one more often than anybody looks at. */
const MOST = 1_000;

/** Keeps the marks right while the talk is drawn, which happens later and again. */
export class Marks {
  #words = '';
  #seq = 0;
  #frame = 0;
  /** Where the words stand in each place that was read. @type {WeakMap<Element, Range[]>} */
  #ranges = new WeakMap();
  #observer = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const place = /** @type {Element} */ (target).closest(PLACES);
      if (place) this.#ranges.delete(place);
    }
    this.#soon();
  });

  /** @param {Element} talk */
  constructor(talk) {
    this.talk = talk;
  }

  /** @param {string} words nothing for no marks @param {number} seq the event that was gone to */
  show(words, seq) {
    if (!highlights) return;
    if (this.#words !== words.toLowerCase()) this.#ranges = new WeakMap();
    this.#words = words.toLowerCase();
    this.#seq = seq;
    this.#observer.disconnect();
    if (words) this.#observer.observe(this.talk, { subtree: true, childList: true });
    this.#draw();
    if (seq) setTimeout(() => seq === this.#seq && this.#reveal(seq), SCROLLED_AFTER);
  }

  /** The words may be further down in a long message, or in the part that is not shown yet. @param {number} seq */
  #reveal(seq) {
    const place = this.talk.querySelector(`#e${seq}:is(${PLACES}), [data-result="${seq}"]`);
    if (!place) return;
    let [range] = rangesIn(place, this.#words);
    if (!range) {
      for (const text of place.querySelectorAll('chit-text')) /** @type {any} */ (text).showWhole();
      [range] = rangesIn(place, this.#words);
    }
    const box = range?.getBoundingClientRect();
    if (box && (box.bottom > innerHeight || box.top < 0)) scrollBy({ top: box.top - innerHeight / 3 });
  }

  /** @param {Element} place */
  #rangesOf(place) {
    const ranges = this.#ranges.get(place) ?? rangesIn(place, this.#words);
    this.#ranges.set(place, ranges);
    return ranges;
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const [all, here] = /** @type {Range[][]} */ ([[], []]);
    for (const place of this.#words ? this.talk.querySelectorAll(PLACES) : []) {
      const current =
        place.id === `e${this.#seq}` || /** @type {HTMLElement} */ (place).dataset.result === `${this.#seq}`;
      (current ? here : all).push(...this.#rangesOf(place));
    }
    const { Highlight } = /** @type {any} */ (globalThis);
    highlights.set('found', new Highlight(...all));
    highlights.set('found-here', new Highlight(...here));
  }
}

/** Small letters with each at its place; those that would become two stay. */
const small = (text) => {
  const all = text.toLowerCase();
  return all.length === text.length ? all : Array.from(text, lowered).join('');
};
const lowered = (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter);

/** Where the words stand, over the borders of bold and linked words too. @param {Element} place @returns {Range[]} */
function rangesIn(place, words) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  /** @type {{node: Node, from: number}[]} */
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    nodes.push({ node, from: text.length });
    text += small(node.data);
  }
  const ranges = [];
  let n = 0;
  /** Goes on to the last node that begins before a place. */
  const upTo = (at) => {
    while (nodes[n + 1]?.from <= at) n++;
    return nodes[n];
  };
  let at = words ? text.indexOf(words) : -1;
  for (; at >= 0 && ranges.length < MOST; at = text.indexOf(words, at + words.length)) {
    const range = document.createRange();
    const start = upTo(at);
    range.setStart(start.node, at - start.from);
    const end = upTo(at + words.length - 1);
    range.setEnd(end.node, at + words.length - end.from);
    ranges.push(range);
  }
  return ranges;
}
