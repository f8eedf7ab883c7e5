// @ts-check
// The work on one scenario: its draft, what the server has, and what came of loading, saving and discarding. No drawing
// here.
import { request, segment } from '../api.js';
import { discard, forget, kept, onSavedElsewhere, tellSaved } from '../drafts.js';
import { count } from '../format.js';
import { fetchLockStatus, lock } from '../locks.js';
import { remember } from '../store.js';
import { moment } from '../time.js';
import { Draft, stored } from './draft.js';
import { Fields } from './fields.js';
import { fetchStored, save } from './saving.js';

/**
 * @typedef {{words: string, json?: number, field?: string, locked?: boolean}} Refusal
 *   json: an offset in the text; field: a dotted path
 */
/** @typedef {{words: string, before?: string, after: string, again?: () => void}} Undo */

/**
 * What the page does when the work calls for it.
 * @typedef {object} Calls
 * @property {(field: string) => void} show leads to a field that needs a correction
 * @property {() => Promise<boolean>} unlock asks for the edit token; whether it is open now
 * @property {() => void} saved what is stored has changed, and with it what the lock says
 * @property {(address: string) => void} move the scenario has another address now
 * @property {() => void} compare after a concurrent change
 */

/** Fires `change`. */
export class Workspace extends EventTarget {
  /** @type {Draft | undefined} */
  draft;
  /** @type {any} why nothing could be loaded */
  fault;
  /** @type {Refusal | undefined} */
  refused;
  /** What others saved since the draft was begun. @type {import('./draft.js').Stored | undefined} */
  theirs;
  /** @type {Undo | undefined} */
  undo;
  /** When it was saved last; empty as soon as something is typed. */
  savedAt = '';
  /** What others saved and this draft is saved over. @type {import('./draft.js').Stored | undefined} */
  #overwritten;
  saving = false;
  looking = false;

  /** @param {string} id @param {Calls} calls */
  constructor(id, calls) {
    super();
    this.id = id;
    this.calls = calls;
  }

  /** Hears of what is saved in other tabs, and asks when this one is looked at again. @returns {() => void} stops */
  listen() {
    const look = () => document.visibilityState === 'visible' && this.#lookAgain();
    const release = onSavedElsewhere(this.id, () => this.#lookAgain(true));
    document.addEventListener('visibilitychange', look);
    return () => {
      release();
      document.removeEventListener('visibilitychange', look);
    };
  }

  /** What was saved elsewhere meanwhile: shown where nothing is unsaved here, else said, and what is typed stays. */
  async #lookAgain(saved = false) {
    const { draft } = this;
    if (!draft || this.saving || this.looking || !(draft.base || saved)) return;
    this.looking = true;
    /** @type {import('./draft.js').Stored | undefined} */
    let found;
    let gone = '';
    try {
      found = await fetchStored(this.id);
      if (found.published) await fetchLockStatus();
    } catch (/** @type {any} */ fault) {
      if (fault.status === 404) gone = fault.message;
    }
    this.looking = false;
    // A save under way tells by itself.
    if (draft !== this.draft || this.saving) return;
    if (gone && draft.base) this.#gone(gone, draft);
    else if (!found || found.etag === (this.theirs ?? draft.base)?.etag) return;
    else if (!draft.dirty || (found.text === draft.text && found.history === draft.history)) draft.settle(found);
    else this.theirs = found;
    this.changed();
  }

  /** Whether what the server has is published, which locks it: the latest known state counts, not where work began. */
  get published() {
    return Boolean((this.theirs ?? this.draft?.base)?.published);
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  async load() {
    const local = kept(this.id);
    /** @type {import('./draft.js').Stored | null} */
    let base;
    try {
      base = stored(await request(`/scenarios/${segment(this.id)}`));
    } catch (fault) {
      base = this.#withoutServer(fault, local);
    }
    // Known before anything is drawn: the banner of a locked scenario would push the page down.
    if (base?.published) await fetchLockStatus();
    if (!this.fault) {
      // A draft that began before there was anything on the server did not start from what is there now either.
      const other = local && base && base.etag !== local.base?.etag && base.text !== (local.base ?? local).text;
      this.theirs = other && base ? base : undefined;
      this.#use(new Draft(this.id, other ? local.base : base, local));
    }
    this.changed();
  }

  /** A draft outlives the scenario and the connection; without one the fault is all there is. */
  #withoutServer(fault, local) {
    if (!local || (fault.status !== 404 && fault.status !== 0)) {
      this.fault = fault;
      return null;
    }
    if (fault.status === 0) this.refused = { words: fault.message };
    else if (local.base) this.refused = { words: `${fault.message} Saving creates it anew.` };
    return fault.status === 0 ? local.base : null;
  }

  #use(draft) {
    this.draft = draft;
    this.fields = new Fields(draft, (words, before) => (this.undo = { words, before, after: draft.text }));
    draft.addEventListener('change', () => {
      if (this.undo && this.undo.after !== draft.text) this.undo = undefined;
      this.savedAt = '';
      this.changed();
    });
  }

  async save(how = {}) {
    const { draft } = this;
    if (this.saving || !draft) return;
    /** @type {NonNullable<typeof this.fields>} */ (this.fields).all = true;
    this.refused = incomplete(draft);
    if (this.refused) {
      this.changed();
      if (this.refused.field) this.calls.show(this.refused.field);
      return;
    }
    this.saving = true;
    this.changed();
    const outcome = await save(draft, how).catch((fault) => ({
      state: /** @type {const} */ ('failed'),
      words: String(fault.message ?? fault),
    }));
    this.saving = false;
    if (draft === this.draft) this.#came(outcome, draft);
    this.changed();
  }

  /** @param {import('./saving.js').Outcome} outcome @param {Draft} draft */
  #came(outcome, draft) {
    switch (outcome.state) {
      case 'saved':
        this.#saved(outcome, draft);
        return;
      case 'locked':
        lock(this.id);
        this.#unlockAndSave(draft);
        return;
      case 'changed':
        this.theirs = outcome.theirs;
        this.#overwritten = undefined;
        this.calls.compare();
        return;
      case 'gone':
        this.#gone(outcome.words, draft);
        return;
      case 'fields': {
        /** @type {NonNullable<typeof this.fields>} */ (this.fields).refused = outcome.fields;
        const [field] = outcome.fields.keys();
        this.refused = { words: outcome.words, field };
        this.calls.show(field);
        return;
      }
      default:
        this.refused = { words: outcome.words };
    }
  }

  #saved({ id, base }, draft) {
    this.theirs = undefined;
    tellSaved(id, base.etag);
    // A new one is not published: its author must find it in the list.
    if (!draft.base && !base.published) remember('scenarios', 'all');
    if (id !== draft.id) {
      forget(draft.id);
      Object.assign(draft, { base, text: base.text, history: base.history, pending: {} });
      this.calls.move(id);
      return;
    }
    // Typed while the answer was under way: that is unsaved still.
    if (draft.text === base.text) draft.settle(base);
    else draft.rebase(base);
    this.savedAt = base.modifiedAt;
    const over = this.#overwritten;
    this.#overwritten = undefined;
    // No server has their text any more, so it can be had back here.
    if (over)
      this.#undoable(`Saved over what others saved at ${moment(over.modifiedAt, false)}`, () =>
        restore(draft, { ...over, pending: {} }),
      );
    this.calls.saved();
  }

  #gone(words, draft) {
    this.theirs = undefined;
    draft.rebase(null);
    this.refused = { words: `${words} Somebody deleted it meanwhile; what is here is kept. Saving creates it anew.` };
  }

  async #unlockAndSave(draft) {
    // It may have been published since the page loaded.
    (this.theirs ?? draft.base).published = true;
    this.changed();
    await this.unlock();
  }

  /** Asks for the token, and saves once it is right. */
  async unlock() {
    if (await this.calls.unlock()) return this.save();
    this.refused = { words: 'It is published, so it is locked. Unlock it to save.', locked: true };
    this.changed();
  }

  /** @param {boolean} loses whether something that others changed is nowhere then */
  async overwrite(loses) {
    this.draft?.rebase(this.theirs ?? null);
    this.#overwritten = loses ? this.theirs : undefined;
    this.theirs = undefined;
    await this.save();
  }

  /** Takes what others saved, whole. */
  takeTheirs() {
    const { draft, theirs } = this;
    if (!draft || !theirs) return;
    const mine = stateOf(draft);
    const { base } = draft;
    this.theirs = undefined;
    draft.settle(theirs);
    this.#undoable('Took theirs, dropped yours', () => {
      this.theirs = theirs;
      draft.rebase(base);
      restore(draft, mine);
    });
  }

  /** Takes a part of what others saved. @param {string} words @param {string} text the draft with this part */
  take(words, text) {
    const draft = /** @type {Draft} */ (this.draft);
    const mine = stateOf(draft);
    draft.edit(text);
    this.#undoable(words, () => restore(draft, mine));
  }

  /** @param {string} words @param {() => void} again */
  #undoable(words, again) {
    this.undo = { words, after: this.draft?.text ?? '', again };
    this.changed();
  }

  /** @returns {boolean} whether something is left: of a scenario that was never saved, only the list of drafts knows */
  discard() {
    const draft = /** @type {Draft} */ (this.draft);
    const before = stateOf(draft);
    this.refused = undefined;
    if (!draft.base) {
      discard(this.id);
      this.drop();
      return false;
    }
    /** @type {NonNullable<typeof this.fields>} */ (this.fields).refused = new Map();
    if (this.theirs) {
      this.takeTheirs();
      return true;
    }
    draft.discard();
    this.#undoable('Discarded your changes', () => restore(draft, before));
    return true;
  }

  /** Forgets the draft, here and in this browser. */
  drop() {
    if (this.draft) Object.assign(this.draft, { text: '', history: '' });
    this.draft = undefined;
    forget(this.id);
  }

  takeBack() {
    const { before, again } = /** @type {Undo} */ (this.undo);
    this.undo = undefined;
    if (again) again();
    else this.draft?.edit(/** @type {string} */ (before));
  }

  /** Nothing more has to be said about what was saved. */
  heard() {
    this.savedAt = '';
    this.changed();
  }
}

/** Why this draft is not worth sending. @param {Draft} draft @returns {Refusal | undefined} */
function incomplete(draft) {
  if (draft.fault) return { words: `The JSON has an error. ${draft.fault.message}`, json: draft.fault.at };
  const wrong = [
    .../** @type {NonNullable<typeof draft.errors>} */ (draft.errors).keys(),
    ...Object.keys(draft.pending),
  ];
  if (!wrong.length) return undefined;
  return {
    words: `${count(wrong.length, 'field')} ${wrong.length === 1 ? 'needs' : 'need'} a correction.`,
    field: wrong[0],
  };
}

const stateOf = ({ text, history, pending }) => ({ text, history, pending: { ...pending } });

function restore(draft, { text, history, pending }) {
  draft.history = history;
  draft.pending = pending;
  draft.edit(text);
  draft.keep();
}
