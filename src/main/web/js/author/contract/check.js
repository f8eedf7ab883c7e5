// @ts-check
// One check of a contract: what must, or must not, be in the log.
import { html } from 'lit';
import { ChitElement } from '../../element.js';
import { icon } from '../../icons.js';
import { raw, set } from '../edit.js';
import { dotted, idOf } from '../fields.js';
import { others as keptMembers } from '../unknown-members.js';
import { about, further, whose } from './check-conditions.js';
import { select } from './choices.js';
import { follows, others, renamed, slug, unique } from './ids.js';

const KNOWN = 'id title by in contains matches schema tool status before after times'.split(' ');
const PLACES = /** @type {[string, string][]} */ ([
  ['message', 'a message'],
  ['attachment', 'an attachment'],
  ['tool_call', 'the call of a tool'],
  ['tool_result', 'the result of a tool'],
  ['outcome', 'the outcome'],
]);

class ChitCheck extends ChitElement {
  static properties = {
    fields: { attribute: false },
    path: { attribute: false },
    count: {},
    version: {},
    note: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.fields;
    /** @type {any} */
    this.path;
    /** @type {any} */
    this.count;
    this.note = '';
  }

  updated() {
    // As with a tool: opens when something in it becomes wrong, closes only by hand.
    const wrong = this.fields.count(dotted(this.path)) > 0;
    const fold = this.querySelector('details');
    if (wrong && !this.wasWrong && fold) fold.open = true;
    this.wasWrong = wrong;
  }

  get #scenario() {
    return this.fields.draft.scenario;
  }

  view() {
    const { fields, path } = this;
    const at = (...rest) => [...path, ...rest];
    const list = path.slice(0, -1);
    const i = Number(path.at(-1));
    const name = String(fields.value(at('title')) || fields.value(at('id')) || `check ${i + 1}`);
    if (fields.node(path)?.kind !== 'object')
      return html`<div class="row">${fields.says(path)}${fields.bin(list, i, name)}</div>`;
    const wrong = fields.count(dotted(path));
    const place = String(fields.value(at('in')) ?? 'message');
    return html`<details class="toolrow" data-list=${dotted(list)}><summary>${icon('chevron', 'chev')}<span
        class="grow name"><bdi>${name}</bdi></span>${
          wrong ? html`<span class="pip bad">${wrong}<b class="vh"> errors</b></span>` : ''
        }<span class="tag">${PLACES.find(([word]) => word === place)?.[1] ?? place}</span></summary>
      <div class="body">${fields.says(path)}
        <div class="g2">${this.#title(at('title'))}${this.#id(at('id'), name)}</div>
        <div class="g2">${select(fields, at('in'), 'Looks at', [['', 'a message (default)'], ...PLACES], {
          gone: 'unknown',
        })}${select(fields, at('by'), 'Of', whose(this.#scenario, path))}</div>
        ${about(fields, path, place)}
        ${fields.list(at('contains'), 'Says all of', 'Text', {
          rows: false,
          help: 'Case, spacing, punctuation and accents do not count.',
        })}
        ${further(fields, path)}
        ${keptMembers(fields, path, KNOWN)}
        <div class="row"><span class="row tight push">${fields.order(list, i, this.count, name)}${fields.bin(
          list,
          i,
          name,
          'Remove check',
        )}</span></div>
      </div></details>`;
  }

  #title(path) {
    const { fields } = this;
    const id = idOf(path);
    return html`<div class="field"><label for=${id}>Title</label><input class="in" id=${id} dir="auto"
      autocomplete="off" .value=${String(fields.value(path) ?? '')}
      @input=${(e) => this.#retitle(path, e.target.value)}>${fields.says(path)}</div>`;
  }

  #retitle(path, title) {
    const { fields } = this;
    const was = String(fields.value(path) ?? '');
    const id = String(fields.value([...this.path, 'id']) ?? '');
    fields.edit(path, () => {
      const { text } = fields.draft;
      const made = unique(slug(title), others(this.#scenario, this.path));
      const named = follows(id, was) ? renamed(text, this.#scenario, this.path, made) : text;
      return set(named, path, raw(title));
    });
  }

  #id(path, name) {
    const { fields } = this;
    const id = idOf(path);
    return html`<div class="field"><label for=${id}>Id</label><input class="in mono" id=${id} dir="auto"
      autocomplete="off" spellcheck="false" aria-describedby="${id}-h ${fields.described(path)}"
      .value=${String(fields.value(path) ?? '')} @change=${(e) => this.#rename(path, e.target, name)}>
      ${fields.says(path)}<p class="help" id="${id}-h" role="status">${
        this.note || 'Made from the title; a verdict names it.'
      }</p></div>`;
  }

  /** Never empty and never one that another check has. */
  #rename(path, input, name) {
    const typed = input.value.trim();
    const id = unique(typed || slug(name), others(this.#scenario, this.path));
    const why = typed ? `Another check has “${typed}”` : 'An id is needed';
    this.note = id === typed ? '' : `${why}, so it is “${id}”.`;
    input.value = id;
    this.fields.edit(path, () => renamed(this.fields.draft.text, this.#scenario, this.path, id));
  }
}
customElements.define('chit-check', ChitCheck);
