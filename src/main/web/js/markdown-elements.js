// @ts-check
// The elements of a parsed Markdown text, made one by one: nothing from outside is ever read as HTML.

const ELEMENTS = new Set(
  'a blockquote br code del em h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul'.split(' '),
);
const ATTRIBUTES = new Set(['href', 'title', 'start', 'align']);
const DIRECTED = new Set('p li h3 h4 h5 h6 td th blockquote ul ol'.split(' '));

/** @param {import('./markdown.js').Node[]} nodes */
export function elementsOf(nodes) {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes.map(made));
  return fragment;
}

/** @param {import('./markdown.js').Node} node @returns {string | HTMLElement} */
function made(node) {
  if (typeof node === 'string') return node;
  const [tag, attributes, content] = node;
  if (!ELEMENTS.has(tag)) throw new TypeError(`No element of a text: ${tag}`);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (ATTRIBUTES.has(name)) element.setAttribute(name, String(value));
  if (DIRECTED.has(tag)) element.dir = 'auto';
  element.append(...content.map(made));
  // Text below an element with a direction of its own does not count: a list has the one of its text as a whole.
  if (tag === 'ul' || tag === 'ol') for (const part of element.querySelectorAll('[dir]')) part.removeAttribute('dir');
  return tag === 'table' ? scrolling(element) : dressed(element, tag);
}

function dressed(element, tag) {
  if (tag === 'a') Object.assign(element, { target: '_blank', rel: 'noopener noreferrer nofollow' });
  if (tag === 'pre') Object.assign(element, { className: 'code', tabIndex: 0, role: 'region', ariaLabel: 'Code' });
  return element;
}

function scrolling(table) {
  const wrap = document.createElement('div');
  Object.assign(wrap, { className: 'tablewrap', tabIndex: 0, role: 'region', ariaLabel: 'Table' });
  wrap.append(table);
  return wrap;
}
