// @ts-check
// The JSON tab: the editor, and above it every error with the way to its line.
import './shared-bundle.js';
import { html } from 'lit';
import { icon } from '../icons.js';
import { nearest, place } from './json.js';
import './json-editor.js';

const MOST = 8;

/**
 * @param {import('./draft.js').Draft} draft
 * @param {Map<string, string[]>} refused what the server said
 * @param {boolean} locked
 */
export function jsonPanel(draft, refused, locked) {
  const faults = draft.fault
    ? [{ from: draft.fault.at, to: draft.fault.at + 1, severity: 'error', message: draft.fault.words }]
    : [.../** @type {Map<any, any>} */ (draft.errors), ...refused].map(([path, said]) => {
        const node = nearest(draft.root, path);
        // Of something large the beginning is enough.
        return {
          from: node.from,
          to: node.items || node.entries ? node.from + 1 : node.to,
          severity: 'error',
          message: `${path}: ${said.join(' ')}`,
        };
      });
  const editor = (event) => event.target.closest('.jsonpanel').querySelector('chit-json');
  const line = (fault) => place(draft.text, fault.from).line;
  return html`<div class="stack s3 jsonpanel"><div class="row">${
    faults.length ? '' : html`<span class="small dim">${icon('check')} No errors.</span>`
  }<span class="row push"><button
  class="btn ghost sm" type="button" @click=${(e) => editor(e).search()}>${icon('search')}Find</button></span></div>
    <div class="stack s1" role="status">${faults.slice(0, MOST).map(
      (fault) => html`<p
  class="err">${icon('alert')}<span>Line ${line(fault)}: ${fault.message} <button class="linkish" type="button"
    @click=${(e) => editor(e).show(fault.from)}>Go to line ${line(fault)}</button></span></p>`,
    )}${faults.length > MOST ? html`<p class="mid">and ${faults.length - MOST} more</p>` : ''}</div>
    <chit-json .text=${draft.text} .faults=${faults} .locked=${locked}
      @typed=${(e) => draft.edit(e.detail)}></chit-json></div>`;
}
