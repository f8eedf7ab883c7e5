// @ts-check
// The facts of one agent that it must not disclose, or only when it is asked.
import { html } from 'lit';
import { icon } from '../../icons.js';
import { raw } from '../edit.js';
import { idOf } from '../fields.js';
import { others } from '../unknown-members.js';
import { select } from './choices.js';
import { facts } from './facts.js';

const POLICIES = /** @type {[string, string][]} */ ([
  ['never', 'never said'],
  ['if-asked', 'said if asked'],
  ['free', 'free to say'],
]);
const SHORT = 60;

/** @param {import('../fields.js').Fields} fields @param {number} index of the agent @param {string} name its id */
export function marks(fields, index, name) {
  const path = ['agents', index, 'disclosure'];
  const node = fields.node(path);
  if (node && !node.items)
    return html`${fields.says(path)}<p class="help">The marks of ${name} are no list. Mend them in the JSON tab.</p>`;
  const items = node?.items ?? [];
  const offered = `${idOf(path)}-facts`;
  return html`<div class="stack s2" role="group" aria-label="Marked facts, ${name}"><div
      class="row"><strong>Marked facts</strong><span class="count">${items.length}</span></div>
    <p class="help">Facts of its knowledge that the others may learn never, or only when they ask.</p>
    ${fields.says(path)}
    <datalist id=${offered}>${facts(fields.node(['agents', index, 'knowledgeBase']), fields.draft.text).map(
      ({ pointer, value }) => html`<option value=${pointer} label=${value.slice(0, SHORT)}></option>`,
    )}</datalist>
    ${items.map((item, i) => mark(fields, path, i, item, offered))}
    <div><button class="btn ghost sm" type="button" @click=${(e) =>
      fields.add(path, raw({ policy: 'if-asked' }), e)}>${icon('plus')}Mark a fact</button></div></div>`;
}

function mark(fields, path, i, item, offered) {
  const at = (...rest) => [...path, i, ...rest];
  const name = `mark ${i + 1}`;
  const n = fields.node(path).items.length;
  if (item.kind !== 'object') return html`<div class="row">${fields.says(at())}${fields.bin(path, i, name)}</div>`;
  return html`<div class="factmark stack s2" role="group" aria-label="Mark ${i + 1}">${fields.says(at())}
    <div class="g2">${fields.text(at('path'), 'Fact', {
      mono: true,
      optional: true,
      list: offered,
      hint: '/member/ssn',
      help: 'A JSON Pointer into its knowledge; all below it counts too.',
    })}${select(fields, at('policy'), 'Policy', POLICIES, { gone: 'unknown' })}</div>
    <div class="g2">${fields.text(at('title'), 'Title', {
      optional: true,
      help: 'Words in which others may ask for it.',
    })}${fields.text(at('canary'), 'Canary', {
      mono: true,
      optional: true,
      help: 'A text to look for, in place of the fact or beside it.',
    })}</div>
    ${others(fields, at(), ['path', 'policy', 'title', 'canary'])}
    <div class="row"><span class="row tight push">${fields.order(path, i, n, name)}${fields.bin(
      path,
      i,
      name,
      'Remove mark',
    )}</span></div></div>`;
}
