// @ts-check
// The tabs of a scenario: links, so that each has an address; arrow keys move between them.
import { html, nothing } from 'lit';
import { setQuery } from '../router.js';

const TABS = [
  ['read', 'Read'],
  ['edit', 'Edit'],
  ['json', 'JSON'],
  ['assistant', 'Assistant'],
];

function step(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const list = event.currentTarget;
  const at = TABS.findIndex(([name]) => event.target.id === `tab-${name}`);
  const [name] = TABS[(at + by + TABS.length) % TABS.length];
  setQuery({ tab: name === 'read' ? null : name }, { push: true });
  list.querySelector(`#tab-${name}`)?.focus();
}

/** @param {string} now @param {Record<string, unknown>} pips marks behind the names */
export const tabs = (now, pips) =>
  html`<div class="tabs" role="tablist" aria-label="Views of the scenario" @keydown=${step}>${TABS.map(
    ([name, words]) =>
      html`<a role="tab" id="tab-${name}" href=${name === 'read' ? location.pathname : `?tab=${name}`}
        aria-controls="panel" aria-selected=${now === name ? 'true' : 'false'}
          tabindex=${now === name ? nothing : '-1'}>${words}${pips[name] ?? ''}</a>`,
  )}</div>`;
