// @ts-check
// Fields of the scenario's form: each shows one value of the JSON text and writes it back, with what is wrong beside
// it.
import { html, nothing } from 'lit';
import { icon } from '../icons.js';
import { insert, move, raw, remove, set, sliceOf } from './edit.js';
import { child, find } from './json.js';
import { jsonField } from './json-field.js';
import { Remarks } from './remarks.js';

/** @typedef {import('./json.js').Step} Step */

export const dotted = (path) => path.join('.');
const idOf = (path) => `f-${dotted(path).replace(/[^\w.-]/g, (c) => `_${c.codePointAt(0)}_`)}`;

/** What all fields of one form share: the draft, what to say at which path, undoing. */
export class Fields {
  /** @param {import('./draft.js').Draft} draft @param {(words: string, before: string) => void} removed */
  constructor(draft, removed) {
    this.draft = draft;
    this.removed = removed;
    /** Where an error may be shown: a blank form is not wrong before it was touched. */
    this.touched = new Set();
    this.all = draft.base !== null;
    /** What the server said of the last save, by dotted path. @type {Map<string, string[]>} */
    this.refused = new Map();
    /** What the server says of the draft as it is. */
    this.remarks = new Remarks();
  }

  node(path) {
    return find(this.draft.root, path);
  }

  value(path) {
    return this.node(path)?.value;
  }

  write(path, value) {
    this.edit(path, () => set(this.draft.text, path, raw(value)));
  }

  take(path) {
    this.edit(path, () => remove(this.draft.text, path));
  }

  /** @param {Step[]} path what is changed first of all @param {() => string} change the whole text afterwards */
  edit(path, change) {
    this.refused.delete(dotted(path));
    this.remarks.forget(dotted(path));
    if (!this.draft.fault) this.draft.edit(change());
  }

  /** What is wrong at a path, as far as it may be said by now. */
  said(path) {
    const at = dotted(path);
    const own =
      this.all || this.touched.has(at)
        ? (/** @type {NonNullable<typeof this.draft.errors>} */ (this.draft.errors).get(at) ?? [])
        : [];
    const refused = this.refused.get(at) ?? [];
    return [
      ...own,
      ...refused,
      ...(refused.length || /** @type {NonNullable<typeof this.draft.errors>} */ (this.draft.errors).has(at)
        ? []
        : this.#remarked(at)),
    ];
  }

  #remarked(at) {
    return this.remarks.errors.get(at) ?? [];
  }

  /** What does not keep the draft from being saved, at a path. */
  advised(path) {
    if (this.said(path).length) return [];
    const at = dotted(path);
    return this.draft.advice?.get(at) ?? this.remarks.warnings.get(at) ?? [];
  }

  /** The ids of what is said at a path, for `aria-describedby`; empty when nothing is. */
  described(path, more = '') {
    const id = idOf(path);
    const said = this.said(path).length ? `${id}-e` : '';
    const advised = this.advised(path).length ? `${id}-n` : '';
    return [said, advised, said ? '' : more].filter(Boolean).join(' ');
  }

  /** How many errors stand below a path. @param {string} start dotted */
  count(start = '') {
    const below = (at) => !start || at === start || at.startsWith(`${start}.`);
    const own = [.../** @type {NonNullable<typeof this.draft.errors>} */ (this.draft.errors).keys()].filter(
      (at) => below(at) && (this.all || this.touched.has(at)),
    );
    return new Set([
      ...own,
      ...Object.keys(this.draft.pending).filter(below),
      ...[...this.refused.keys()].filter(below),
      ...[...this.remarks.errors.keys()].filter(
        (at) => below(at) && !(/** @type {NonNullable<typeof this.draft.errors>} */ (this.draft.errors).has(at)),
      ),
    ]).size;
  }

  /**
   * @param {Step[]} path
   * @param {string} words
   * @param {{rows?: number, help?: unknown, mono?: boolean, hint?: string, readonly?: boolean, optional?: boolean,
   *   list?: string}} [look] optional: an empty field is none; list: the id of a datalist
   */
  text(path, words, { rows = 0, help, mono = false, hint = '', readonly = false, optional = false, list = '' } = {}) {
    const node = this.node(path);
    const value = node ? (node.kind === 'string' ? node.value : sliceOf(this.draft.text, this.draft.root, path)) : '';
    const id = idOf(path);
    const wrong = this.said(path);
    const attributes = {
      about: this.described(path, help ? `${id}-h` : '') || nothing,
      invalid: wrong.length ? 'true' : nothing,
    };
    const write = (e) => {
      if (e.target.value !== '' || (node && !optional)) this.write(path, e.target.value);
      else if (node) this.take(path);
    };
    const leave = () => this.#touch(path);
    return html`<div class="field"><label for=${id}>${words}</label>
      ${
        rows
          ? html`<textarea class="in ${mono ? 'mono' : ''}" id=${id} rows=${rows} dir="auto"
            placeholder=${hint || nothing} aria-describedby=${attributes.about} aria-invalid=${attributes.invalid}
              .value=${value} ?readonly=${readonly} @input=${write} @blur=${leave}></textarea>`
          : html`<input class="in ${mono ? 'mono' : ''}" id=${id} dir="auto" placeholder=${hint || nothing}
            autocomplete="off" list=${list || nothing} spellcheck=${mono ? 'false' : nothing}
              aria-describedby=${attributes.about} aria-invalid=${attributes.invalid}
              .value=${value} ?readonly=${readonly} @input=${write} @blur=${leave}>`
      }
      ${this.says(path)}${help ? html`<p class="help" id="${id}-h">${help}</p>` : ''}</div>`;
  }

  #touch(path) {
    if (this.touched.has(dotted(path))) return;
    this.touched.add(dotted(path));
    this.draft.dispatchEvent(new Event('change'));
  }

  says(path) {
    const wrong = this.said(path);
    const advice = this.advised(path);
    return html`${
      wrong.length ? html`<p class="err" id="${idOf(path)}-e">${icon('alert')}<span>${wrong.join(' ')}</span></p>` : ''
    }${
      advice.length
        ? html`<p class="hint" id="${idOf(path)}-n">${icon('alert')}<span>${advice.join(' ')}</span></p>`
        : ''
    }`;
  }

  /** A choice of a few words; choosing nothing takes the field away. */
  choice(path, words, options) {
    const value = this.value(path);
    const id = idOf(path);
    return html`<div class="field"><span class="lab" id="${id}-l">${words}</span><div><div class="seg" role="radiogroup"
      aria-labelledby="${id}-l">${options.map(
        ([option, name]) =>
          html`<label><input type="radio" name=${id} .checked=${value === option}
          @change=${() => this.write(path, option)}>${name}</label>`,
      )}</div></div>${this.says(path)}</div>`;
  }

  toggle(
    path,
    words,
    { value = this.value(path) === true, write = (on) => (on ? this.write(path, true) : this.take(path)) } = {},
  ) {
    return html`<label class="switch"><input type="checkbox" role="switch" id=${idOf(path)} .checked=${value}
      @change=${(e) => write(e.target.checked)}>${words}</label>${this.says(path)}`;
  }

  /** A list of texts, one row each. */
  list(path, words, one, { help = '', rows = true, hide = '' } = {}) {
    const node = this.node(path);
    const items = node?.items ?? [];
    if (node && !node.items && node.kind !== 'string')
      return html`<div class="field"><span class="lab">${words}</span>${this.says(path)}<p
        class="help">Mend it in the JSON tab.</p></div>`;
    if (node?.kind === 'string') return this.text(path, words, { rows: 2 });
    return html`<div class="field" role="group" aria-label=${words}><span class="lab">${words}</span>
      <div class="stack s2">${items.map((item, i) =>
        hide && item.value === hide
          ? ''
          : html`<div class="item"><div class="row nowrap-row"><textarea class="in one grow" rows="1" dir="auto"
            id=${idOf([...path, i])} aria-label="${one} ${i + 1}"
              aria-invalid=${this.said([...path, i]).length ? 'true' : nothing}
              aria-describedby=${this.described([...path, i]) || nothing}
          .value=${item.kind === 'string' ? item.value : this.draft.text.slice(item.from, item.to)}
            @input=${(e) => this.write([...path, i], e.target.value)}></textarea>${
              rows ? this.order(path, i, items.length, `${one} ${i + 1}`) : ''
            }${this.bin(path, i, `${one} ${i + 1}`)}</div>${this.says([...path, i])}</div>`,
      )}</div>
      ${this.says(path)}${help ? html`<p class="help">${help}</p>` : ''}
      <div><button class="btn ghost sm" type="button"
        @click=${(e) => this.add(path, '""', e)}>${icon('plus')}Add ${one.toLowerCase()}</button></div></div>`;
  }

  /** Adds an item and puts the cursor into it. @param {string} json */
  async add(path, json, event) {
    if (this.draft.fault) return;
    const n = this.node(path)?.items?.length ?? 0;
    const form = event.target.closest('chit-form');
    this.draft.edit(insert(this.draft.text, path, n, json));
    await form.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
    const place =
      form.querySelector(`[id="${idOf([...path, n])}"]`) ?? form.querySelector(`[id^="${idOf([...path, n])}."]`);
    const fold = place?.closest('details');
    if (fold) fold.open = true;
    place?.focus();
  }

  order(path, i, n, name) {
    const to = async (by, event) => {
      const button = event.currentTarget;
      const form = button.closest('chit-form');
      const opened = [...form.querySelectorAll(`details[data-list="${dotted(path)}"]`)].map((fold) => fold.open);
      opened.splice(i + by, 0, ...opened.splice(i, 1));
      this.#shift(path, (at) => (at === i ? i + by : at === i + by ? i : at));
      this.draft.edit(move(this.draft.text, path, i, i + by));
      await form.updateComplete;
      [...form.querySelectorAll(`details[data-list="${dotted(path)}"]`)].forEach(
        (fold, at) => (fold.open = opened[at] ?? fold.open),
      );
      const next =
        form.querySelector(`[data-move="${dotted(path)}.${i + by}.${by}"]:not([disabled])`) ??
        form.querySelector(`[data-move="${dotted(path)}.${i + by}.${-by}"]`);
      next?.focus();
    };
    const button = (by, words) =>
      html`<button class="btn ghost icon sm" type="button" data-move="${dotted(path)}.${i}.${by}"
        aria-label="Move ${name} ${words}" title="Move ${words}" ?disabled=${i + by < 0 || i + by >= n}
          @click=${(e) => to(by, e)}>${icon(by < 0 ? 'up' : 'down')}</button>`;
    return html`${button(-1, 'up')}${button(1, 'down')}`;
  }

  bin(path, i, name, words = '') {
    return html`<button class="btn ghost sm ${words ? '' : 'icon'}" type="button" aria-label="Remove ${name}"
      title="Remove ${name}" @click=${() => this.drop(path, i, name)}>${icon('bin')}${words}</button>`;
  }

  drop(path, i, name) {
    if (this.draft.fault) return;
    const before = this.draft.text;
    this.#shift(path, (at) => (at === i ? -1 : at > i ? at - 1 : at));
    this.draft.edit(remove(before, [...path, i]));
    this.removed(`Removed ${name}`, before);
  }

  /** Texts that are not JSON yet, and what the server said, follow their item. */
  #shift(path, to) {
    const start = `${dotted(path)}.`;
    const moved = (at) => {
      const [index, ...rest] = at.slice(start.length).split('.');
      const next = to(Number(index));
      return next < 0 ? undefined : [start + next, ...rest].join('.');
    };
    const pending = this.draft.pending;
    const all = Object.entries(pending);
    for (const [at] of all) delete pending[at];
    for (const [at, text] of all) {
      const next = at.startsWith(start) ? moved(at) : at;
      if (next !== undefined) pending[next] = text;
    }
    this.remarks.forget(dotted(path), true);
    for (const at of [...this.refused.keys()]) if (at.startsWith(start)) this.refused.delete(at);
  }

  /** A part that is edited as JSON. */
  json(path, words, look = {}) {
    return jsonField(this, path, idOf(path), words, look);
  }
}

export { child, idOf };
