// @ts-check
// What an author has changed and not yet saved: kept in this browser at every change, so that a reload loses nothing.
import { forgetOwn, keep } from '../drafts.js';
import { back } from './diff.js';
import { indented } from '../parts/json.js';
import { parse, plain } from './json.js';

import { advice, errors } from './rules.js';

/** @typedef {import('./json.js').JsonFault} JsonFault */

/**
 * @typedef {{text: string, history: string, etag: string, modifiedAt: string, published: boolean}} Stored
 *   a scenario as the server has it; `text` and `history` are JSON texts
 */

export const published = (scenario) =>
  Array.isArray(scenario?.metadata?.tags) && scenario.metadata.tags.includes('published');

/** The stored scenario in an answer of the server. @param {{text: string, etag: string}} answer @returns {Stored} */
export function stored({ text, etag }) {
  const item = parse(text);
  const part = (name) => {
    const node = item.entries?.find((entry) => entry.key === name)?.node;
    return node ? text.slice(node.from, node.to) : '';
  };
  const config = part('config');
  return {
    // A scenario that a program wrote on one line is laid out for people; its values keep their digits.
    text: config.includes('\n') ? config : (indented(config) ?? config),
    history: part('history') || '[]',
    etag,
    modifiedAt: JSON.parse(part('modifiedAt') || '""'),
    published: published(plain(parse(config))),
  };
}

export class Draft extends EventTarget {
  /** What this tab has kept last. */
  #last = '';

  /**
   * @param {string} id
   * @param {Stored | null} base null: not on the server yet
   * @param {any} [local] what this browser kept
   */
  constructor(id, base, local) {
    super();
    this.id = id;
    this.base = base;
    this.text = local?.text ?? base?.text ?? '{}';
    this.history = local?.history ?? base?.history ?? '[]';
    /** Texts typed into fields that are no JSON yet, by dotted path. @type {Record<string, string>} */
    this.pending = local?.pending ?? {};
    /**
     * What the assistant proposed.
     * @type {{change: import('./diff.js').Change, state: 'open'|'accepted'|'rejected', fault?: string}[]}
     */
    this.proposals = local?.proposals ?? [];
    this.at = local?.at ?? 0;
    this.keepable = true;
    this.#last = local ? JSON.stringify(local) : '';
    this.#read();
  }

  get dirty() {
    return (
      this.base === null ||
      this.text !== this.base.text ||
      this.history !== this.base.history ||
      Object.keys(this.pending).length > 0
    );
  }

  /** Whether it is new and nothing of it comes from its author: nobody would miss it. */
  get untouched() {
    return this.base === null && this.at === 0;
  }

  #read() {
    try {
      this.root = parse(this.text);
      this.scenario = plain(this.root);
      this.fault = undefined;
      this.errors = errors(this.scenario);
      this.advice = advice(this.scenario);
    } catch (fault) {
      this.fault = /** @type {JsonFault} */ (fault);
      this.errors = new Map();
    }
  }

  /** @param {string} text the whole scenario as JSON text, valid or not */
  edit(text) {
    if (text === this.text) return;
    this.text = text;
    this.#read();
    this.keep();
  }

  /** @param {string} history a JSON list */
  chat(history) {
    this.history = history;
    this.keep();
  }

  /** @param {string} path dotted @param {string | undefined} text undefined: it is fine now */
  await(path, text) {
    if (text === undefined) delete this.pending[path];
    else this.pending[path] = text;
    this.keep();
  }

  /** @param {import('./diff.js').Change[]} found */
  propose(found) {
    this.proposals = found.map((change) => ({ change, state: 'open' }));
    this.keep();
  }

  /**
   * Accepts, rejects or reopens a proposal.
   * @param {number} i
   * @param {(text: string, change: import('./diff.js').Change) => string} taken
   */
  decide(i, state, taken) {
    const one = this.proposals[i];
    const was = one.state;
    one.fault = undefined;
    if (state === was) return;
    try {
      if (state === 'accepted') this.edit(taken(this.text, one.change));
      else if (was === 'accepted') this.edit(taken(this.text, back(one.change)));
      one.state = state;
    } catch (/** @type {any} */ fault) {
      one.fault = `This cannot be done any more: ${fault.message}`;
    }
    this.keep();
  }

  keep() {
    this.at = Date.now();
    if (this.dirty) {
      const { text, history, pending, proposals, at, base } = this;
      const all = JSON.stringify({ text, history, pending, proposals, at, base });
      this.keepable = keep(this.id, all);
      this.#last = all;
    } else {
      forgetOwn(this.id, this.#last);
      this.keepable = true;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** The server has exactly this now. @param {Stored} base */
  settle(base) {
    const typedOn = this.base?.text;
    this.base = base;
    this.text = base.text;
    this.history = base.history;
    this.pending = {};
    if (typedOn !== base.text) this.#read();
    this.keep();
  }

  /**
   * Another state of the server counts as the one this draft started from; the draft stays.
   * @param {Stored | null} base
   */
  rebase(base) {
    this.base = base;
    this.keep();
  }

  discard() {
    forgetOwn(this.id, this.#last);
    if (!this.base) return;
    this.pending = {};
    this.proposals = [];
    this.text = this.base.text;
    this.history = this.base.history;
    this.#read();
    this.keep();
  }
}
