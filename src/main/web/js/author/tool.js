// @ts-check
// One tool in the form: its inputs as rows or as JSON Schema, how its result is made up, whether it ends the
// conversation.
import { html, nothing } from 'lit';
import { ChitElement } from '../element.js';
import { icon } from '../icons.js';
import { ICON_OF_LOOK } from '../model/outcome.js';
import { raw, rename, set } from './edit.js';
import { dotted, idOf } from './fields.js';
import { others } from './unknown-members.js';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const KNOWN = [
  'toolName',
  'description',
  'inputSchema',
  'synthesisGuidance',
  'endsConversation',
  'conversationEndStatus',
];
const LOOKS = { success: 'ok', failure: 'fail', neutral: 'neutral' };

/** Where a name that cannot be taken waits. */
const nameOf = (path, key) => dotted([...path, 'properties', key, 'name of the input']);

class ChitTool extends ChitElement {
  static properties = {
    fields: { attribute: false },
    path: { attribute: false },
    count: {},
    version: {},
    schema: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.fields;
    /** @type {any} */
    this.path;
    /** @type {any} */
    this.count;
  }

  updated() {
    // Opens when something in it becomes wrong; closes only by hand, never while it is edited.
    const wrong = this.fields.count(dotted(this.path)) > 0;
    const fold = this.querySelector('details');
    if (wrong && !this.wasWrong && fold) fold.open = true;
    this.wasWrong = wrong;
  }

  view() {
    const { fields, path } = this;
    const at = (...rest) => [...path, ...rest];
    const list = path.slice(0, -1);
    const i = Number(path.at(-1));
    const value = (name) => fields.value(at(name));
    const ends = value('endsConversation') === true;
    const status = ends ? String(value('conversationEndStatus') ?? 'neutral') : '';
    const look = LOOKS[status] ?? 'neutral';
    const name = String(value('toolName') || `tool ${i + 1}`);
    if (fields.node(path)?.kind !== 'object')
      return html`<div class="row">${fields.says(path)}${fields.bin(list, i, name)}</div>`;
    const wrong = fields.count(dotted(path));
    return html`<details class="toolrow"
      data-list=${dotted(list)}><summary>${icon('chevron', 'chev')}<code><bdi>${name}</bdi></code><span
        class="mid grow clip"><bdi>${value('description')}</bdi></span>
        ${wrong ? html`<span class="pip bad">${wrong}<b class="vh"> errors</b></span>` : ''}${
          ends
            ? html`<span class="tag" data-o=${look}>${icon(ICON_OF_LOOK[look])}ends, ${status}</span>`
            : html`<span
  class="tag">goes on</span>`
        }</summary>
      <div class="body">
        <div class="g2">${fields.text(at('toolName'), 'Tool name', {
          mono: true,
        })}${fields.text(at('description'), 'Description')}</div>
        ${this.#inputs(at('inputSchema'))}
        ${fields.text(at('synthesisGuidance'), 'How its result is made up', {
          rows: 2,
          help: 'A model plays this tool from the agent’s knowledge. Say what it returns and what it never returns.',
        })}
        ${others(fields, at(), KNOWN)}
        <div class="row wide">${fields.toggle(at('endsConversation'), 'Ends the conversation', {
          write: (on) => this.#ends(on),
        })}
          ${
            ends
              ? html`<span class="row">as <div class="seg" role="radiogroup"
                aria-label="Outcome of ${name}">${Object.keys(LOOKS).map(
                  (word) => html`<label><input type="radio" name=${idOf(at('conversationEndStatus'))}
  .checked=${status === word}
    @change=${() => fields.write(at('conversationEndStatus'), word)}>${word}</label>`,
                )}</div></span>`
              : ''
          }
          ${fields.says(at('conversationEndStatus'))}
          <span class="row tight push">${fields.order(list, i, this.count, name)}${fields.bin(
            list,
            i,
            name,
            'Remove tool',
          )}</span></div>
      </div></details>`;
  }

  #ends(on) {
    const { fields, path } = this;
    if (!on) {
      fields.take([...path, 'conversationEndStatus']);
      fields.take([...path, 'endsConversation']);
      return;
    }
    fields.write([...path, 'endsConversation'], true);
    if (fields.value([...path, 'conversationEndStatus']) === undefined)
      fields.write([...path, 'conversationEndStatus'], 'success');
  }

  #inputs(path) {
    const { fields } = this;
    const node = fields.node(path);
    const properties = fields.node([...path, 'properties']);
    // What the rows cannot show is edited as what it is.
    const odd =
      (node && node.kind !== 'object') ||
      (properties && properties.kind !== 'object') ||
      fields.draft.pending[dotted(path)] !== undefined;
    const toggle = html`<button class="btn ghost sm" type="button" aria-pressed=${this.schema || odd ? 'true' : 'false'}
      ?disabled=${odd} @click=${() => (this.schema = !this.schema)}>${icon('code')}As JSON Schema</button>`;
    const head = html`<div class="row"><span class="lab">Inputs</span><span class="push">${toggle}</span></div>`;
    if (this.schema || odd)
      return html`<div class="field">${head}${fields.json(
        path,
        html`<span class="vh">Inputs as </span>JSON Schema`,
      )}</div>`;
    return html`<div class="field" role="group" aria-label="Inputs">${head}
      <div class="params">${(properties?.entries ?? []).map((entry, i) => this.#input(path, entry, i))}</div>
      ${fields.says(path)}${fields.says([...path, 'properties'])}${fields.says([...path, 'required'])}
      <div><button class="btn ghost sm" type="button"
        @click=${() => this.#addInput(path, properties)}>${icon('plus')}Add input</button></div></div>`;
  }

  #input(path, entry, i) {
    const { fields } = this;
    const own = [...path, 'properties', entry.key];
    const object = entry.node.kind === 'object';
    const type = object ? fields.node([...own, 'type']) : undefined;
    const plainType = !type || TYPES.includes(type.value);
    const required = (fields.draft.scenario && this.#required(path)).includes(entry.key);
    const typed = fields.draft.pending[nameOf(path, entry.key)];
    const wrong = typed === undefined ? '' : this.#refusal(path, entry.key, typed);
    return html`<div class="param"><input class="in mono" aria-label="Name of input ${i + 1}"
      aria-invalid=${wrong ? 'true' : nothing} .value=${typed ?? entry.key}
        @change=${(e) => this.#rename(path, entry.key, e.target.value)}>
      <select class="in" aria-label="Type of ${entry.key}" ?disabled=${!plainType || !object}
        @change=${(e) => fields.write([...own, 'type'], e.target.value)}>
        ${type ? '' : html`<option value="" selected>any</option>`}${
          plainType ? '' : html`<option selected>see schema</option>`
        }${TYPES.map((each) => html`<option value=${each} ?selected=${type?.value === each}>${each}</option>`)}</select>
      <input class="in desc" dir="auto" aria-label="Description of ${entry.key}" ?disabled=${!object}
        .value=${object ? String(fields.value([...own, 'description']) ?? '') : ''}
          @input=${(e) => fields.write([...own, 'description'], e.target.value)}>
      <label class="switch"><input type="checkbox" role="switch" .checked=${required}
        aria-label="${entry.key} is required"
          @change=${(e) => this.#require(path, entry.key, e.target.checked)}><span>required</span></label>
      <button class="btn ghost icon sm" type="button" aria-label="Remove input ${entry.key}" title="Remove"
        @click=${() => this.#dropInput(path, entry.key)}>${icon('bin')}</button>
      ${wrong ? html`<p class="err wide">${icon('alert')}<span>${wrong}</span></p>` : ''}</div>`;
  }

  #required(path) {
    return (this.fields.node([...path, 'required'])?.items ?? []).map((item) => item.value);
  }

  #require(path, key, on) {
    const others = this.#required(path).filter((name) => name !== key);
    this.fields.write([...path, 'required'], on ? [...others, key] : others);
  }

  /** Why an input cannot have this name; empty when it can. */
  #refusal(path, before, after) {
    if (!after) return 'A name is needed.';
    const { entries } = this.fields.node([...path, 'properties']);
    return entries.some(({ key }) => key === after && key !== before) ? `There is another input “${after}”.` : '';
  }

  /** A name that cannot be taken stays where it was typed, and keeps the scenario from being saved. */
  #rename(path, before, typed) {
    const { draft } = this.fields;
    const after = typed.trim();
    const refused = this.#refusal(path, before, after);
    draft.await(nameOf(path, before), refused ? after : undefined);
    if (refused || after === before) return;
    let text = rename(draft.text, [...path, 'properties'], before, after);
    const required = this.#required(path);
    if (required.includes(before))
      text = set(text, [...path, 'required'], raw(required.map((name) => (name === before ? after : name))));
    draft.edit(text);
    this.#takeFreeNames(path);
  }

  /** A name that was taken when it was typed may have become free. */
  #takeFreeNames(path) {
    const { draft } = this.fields;
    for (const { key } of this.fields.node([...path, 'properties'])?.entries ?? []) {
      const typed = draft.pending[nameOf(path, key)];
      if (typed && !this.#refusal(path, key, typed)) {
        this.#rename(path, key, typed);
        return;
      }
    }
  }

  async #addInput(path, properties) {
    const keys = (properties?.entries ?? []).map((entry) => entry.key);
    let n = keys.length + 1;
    while (keys.includes(`input${n}`)) n++;
    this.fields.write([...path, 'properties', `input${n}`], { type: 'string', description: '' });
    await this.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
    const names = this.querySelectorAll('.param > .in.mono');
    const last = /** @type {HTMLInputElement | undefined} */ (names[names.length - 1]);
    last?.focus();
    last?.select();
  }

  #dropInput(path, key) {
    const before = this.fields.draft.text;
    this.fields.draft.await(nameOf(path, key), undefined);
    this.fields.take([...path, 'properties', key]);
    if (this.#required(path).includes(key)) this.#require(path, key, false);
    this.fields.removed(`Removed input ${key}`, before);
    this.#takeFreeNames(path);
  }
}
customElements.define('chit-tool', ChitTool);
