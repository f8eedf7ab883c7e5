// @ts-check
// A scenario: read it, edit it as a form or as JSON, or let an assistant propose changes. One draft behind all four.
import { html } from 'lit';
import { ChitElement } from '../element.js';
import { request, segment } from '../api.js';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { armed, lock, locks } from '../locks.js';
import { badge } from '../parts/badge.js';
import { loading } from '../parts/marks.js';
import { noScenario } from '../parts/no-scenario.js';
import { saveAsFile } from '../scenarios.js';
import { navigate, query, setQuery } from '../router.js';
import { setTitle } from '../title.js';
import { dayOf } from '../time.js';
import { timeTag } from '../parts/moment.js';
import { compare, review } from '../author/compare.js';
import { draftBar } from '../author/draft-bar.js';
import { Draft, forget, kept, stored } from '../author/draft.js';
import { Fields } from '../author/fields.js';
import { nearest } from '../author/json.js';
import { askBeforeLeaving } from '../author/leave.js';
import { save } from '../author/saving.js';
import { tabs } from '../author/tabs.js';
import '../parts/lock-banner.js';
import '../parts/scenario-menu.js';

/** What a tab needs is fetched when it is first opened; the JSON editor is large. */
const PARTS = /** @type {Record<string, () => Promise<any>>} */ ({
  read: () => import('../author/reading.js'),
  edit: () => import('../author/form.js'),
  json: () => import('../author/json-panel.js'),
  assistant: () => import('../author/assistant.js'),
});

class ChitScenario extends ChitElement {
  static properties = {
    scenarioId: {},
    draft: { state: true },
    fault: { state: true },
    version: { state: true },
    saving: { state: true },
    refused: { state: true },
    theirs: { state: true },
    open: { state: true },
    undo: { state: true },
    said: { state: true },
    parts: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.scenarioId;
    this.version = 0;
    /** The module of each tab that was opened. */
    this.parts = /** @type {Record<string, any>} */ ({});
  }

  connectedCallback() {
    super.connectedCallback();
    this.moved = () => this.#tabbed();
    addEventListener('chit-query', this.moved);
    addEventListener('keydown', this.#keys);
    this.release = askBeforeLeaving(
      () => Boolean(this.draft?.dirty),
      () => `/scenarios/${segment(this.scenarioId)}`,
    );
    locks.addEventListener('change', this.#lockChanged);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('chit-query', this.moved);
    removeEventListener('keydown', this.#keys);
    this.release();
    locks.removeEventListener('change', this.#lockChanged);
  }

  willUpdate(changed) {
    if (changed.has('scenarioId')) this.#load();
  }

  #keys = (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || !this.draft) return;
    event.preventDefault();
    if (this.draft.dirty) this.#save();
  };

  get #tab() {
    return query('tab') in PARTS ? query('tab') : 'read';
  }

  async #tabbed() {
    const name = this.#tab;
    this.open = '';
    this.requestUpdate();
    if (this.parts[name]) return;
    try {
      const part = await PARTS[name]();
      this.parts = { ...this.parts, [name]: part };
    } catch (fault) {
      console.error(fault);
      this.refused = {
        words:
          `The ${name} part of this page could not be fetched from ${location.host}. Load the page again; ` +
          `your draft is kept.`,
      };
    }
  }

  async #load() {
    const id = this.scenarioId;
    this.draft = this.fault = this.refused = this.theirs = this.undo = undefined;
    this.open = this.said = '';
    setTitle(id);
    const local = kept(id);
    /** @type {any} */
    let base;
    try {
      base = stored(await request(`/scenarios/${segment(id)}`));
    } catch (fault) {
      if (id !== this.scenarioId) return;
      if (!local || (fault.status !== 404 && fault.status !== 0)) {
        this.fault = fault;
        return;
      }
      if (fault.status === 0) this.refused = { words: fault.message };
      else if (local.base) this.refused = { words: `${fault.message} Saving creates it anew.` };
      base = fault.status === 0 ? local.base : null;
    }
    if (id !== this.scenarioId) return;
    if (local?.base && base && base.etag !== local.base.etag && base.text !== local.base.text) this.theirs = base;
    this.#use(new Draft(id, this.theirs ? local.base : base, local));
    this.#tabbed();
  }

  #use(draft) {
    this.draft = draft;
    this.fields = new Fields(draft, (words, before) => (this.undo = { words, before, after: draft.text }));
    draft.addEventListener('change', () => {
      this.version++;
      if (this.undo && this.undo.after !== draft.text) this.undo = undefined;
      this.said = '';
      this.#title();
    });
    this.#title();
  }

  #title() {
    setTitle(String(this.draft.scenario?.metadata?.title || this.scenarioId), this.draft.dirty ? '•' : '');
  }

  #lockChanged = () => this.version++;

  get #lock() {
    return /** @type {any} */ (this.querySelector('chit-lock-banner'));
  }

  // What is stored decides, never what the draft is tagged; an unsaved draft stays open to its author.
  get #closed() {
    return Boolean(this.#lock?.locked) && !this.draft.dirty;
  }

  async #save(how = {}) {
    const { draft } = this;
    if (this.saving) return;
    this.refused = undefined;
    this.fields.all = true;
    this.version++;
    if (draft.fault) {
      this.refused = { words: `The JSON has an error. ${draft.fault.message}`, json: draft.fault.at };
      return;
    }
    const pending = Object.keys(draft.pending);
    if (draft.errors.size || pending.length) {
      const n = draft.errors.size + pending.length;
      this.refused = {
        words: `${count(n, 'field')} ${n === 1 ? 'needs' : 'need'} a correction.`,
        field: [...draft.errors.keys(), ...pending][0],
      };
      this.#show(this.refused.field);
      return;
    }
    this.saving = true;
    const outcome = await save(draft, how).catch((fault) => ({
      state: /** @type {const} */ ('failed'),
      words: String(fault.message ?? fault),
    }));
    this.saving = false;
    if (draft === this.draft) this.#came(outcome);
  }

  /** @param {import('../author/saving.js').Outcome} outcome */
  #came(outcome) {
    switch (outcome.state) {
      case 'saved':
        this.theirs = undefined;
        this.open = '';
        if (outcome.id !== this.draft.id) {
          forget(this.draft.id);
          this.draft.base = outcome.base;
          this.draft.text = outcome.base.text;
          this.draft.history = outcome.base.history;
          this.draft.pending = {};
          navigate(`/scenarios/${segment(outcome.id)}?tab=${this.#tab}`, { replace: true });
          return;
        }
        // Typed while the answer was under way: that is unsaved still.
        if (this.draft.text === outcome.base.text) this.draft.settle(outcome.base);
        else this.draft.rebase(outcome.base);
        this.said = html`Saved, ${timeTag(outcome.base.modifiedAt)}`;
        this.#lockAtOnce();
        return;
      case 'locked':
        lock(this.scenarioId);
        this.#unlockAndSave();
        return;
      case 'changed':
        this.theirs = outcome.theirs;
        this.open = 'compare';
        scrollTo({ top: 0 });
        return;
      case 'gone':
        this.draft.rebase(null);
        this.refused = {
          words: `${outcome.words} Somebody deleted it meanwhile; your changes are kept. Save again to create it anew.`,
        };
        return;
      case 'fields':
        this.fields.refused = outcome.fields;
        this.version++;
        this.refused = { words: outcome.words, field: [...outcome.fields.keys()][0] };
        this.#show(this.refused.field);
        return;
      default:
        this.refused = { words: outcome.words };
    }
  }

  // The banner knows only after it was drawn that what was saved is published, hence locked.
  async #lockAtOnce() {
    await this.updateComplete;
    await this.#lock?.updateComplete;
    this.version++;
  }

  async #unlockAndSave() {
    // The banner may not know yet that somebody published it meanwhile.
    this.draft.base.published = true;
    this.version++;
    await this.updateComplete;
    if (await this.#lock.open('Your changes are kept. They are saved once it is unlocked.')) await this.#save();
  }

  async #show(path) {
    if (this.#tab === 'json') {
      const node = this.draft.root && nearest(this.draft.root, path);
      const editor = /** @type {any} */ (this.querySelector('chit-json'));
      if (node && editor?.show) editor.show(node.from);
      return;
    }
    if (this.#tab !== 'edit') setQuery({ tab: 'edit' }, { push: true });
    await this.#tabbed();
    await this.updateComplete;
    await new Promise((done) => setTimeout(done));
    const wrong = /** @type {HTMLElement | null} */ (this.querySelector('chit-form [aria-invalid="true"]'));
    const fold = wrong?.closest('details');
    if (fold) fold.open = true;
    wrong?.focus();
  }

  async #overwrite() {
    this.draft.rebase(this.theirs);
    this.theirs = undefined;
    this.open = '';
    await this.#save();
  }

  #takeTheirs() {
    this.draft.settle(this.theirs);
    this.theirs = undefined;
    this.open = '';
  }

  #discard() {
    const { draft } = this;
    const before = { text: draft.text, history: draft.history, pending: { ...draft.pending } };
    this.refused = undefined;
    this.open = '';
    if (!draft.base) {
      draft.text = draft.history = '';
      forget(draft.id);
      this.draft = undefined;
      navigate('/?show=all');
      return;
    }
    if (this.theirs) this.#takeTheirs();
    else draft.discard();
    this.fields.refused = new Map();
    this.undo = {
      words: 'Discarded your changes',
      after: draft.text,
      again: () => {
        draft.history = before.history;
        draft.pending = before.pending;
        draft.edit(before.text);
        draft.keep();
      },
    };
  }

  #removed() {
    forget(this.scenarioId);
    this.draft = undefined;
    navigate('/');
  }

  view() {
    if (this.fault) return noScenario(this.fault, this.scenarioId, () => this.#load());
    if (!this.draft) return html`<h1 class="vh">Scenario</h1>${loading('the scenario', 5)}`;
    const { draft } = this;
    const address = `/scenarios/${segment(this.scenarioId)}`;
    const shown = draft.scenario;
    return html`${this.#banners()}
      <div class="pagehead authorhead"><div
        class="stack s1"><h1><bdi>${String(shown?.metadata?.title || this.scenarioId)}</bdi></h1>
          <div class="row">${draft.base ? badge(this.#item) : ''}${
            draft.base ? '' : html`<span class="tag">not saved yet</span>`
          }<code class="dim"><bdi>${this.scenarioId}</bdi></code>${
            draft.base?.modifiedAt
              ? html`<span class="small dim">edited ${timeTag(draft.base.modifiedAt, dayOf)}</span>`
              : ''
          }</div></div>
        <span class="row push">${
          draft.base
            ? html`<a class="btn quiet"
  href="/conversations?scenario=${segment(this.scenarioId)}">Its conversations</a><a class="btn primary"
    href="${address}/run">${icon('play')}Run</a><chit-scenario-menu .scenario=${this.#item}
      .ask=${() => this.#lock.open()} @removed=${() => this.#removed()}></chit-scenario-menu>`
            : html`<button
        class="btn quiet" type="button"
          @click=${() =>
            saveAsFile({ id: this.scenarioId, config: draft.scenario })}>${icon('download')}Export</button>`
        }</span></div>
      ${tabs(this.#tab, this.#pips())}
      ${
        this.open === 'compare' && this.theirs
          ? compare(draft, this.theirs, {
              overwrite: () => this.#overwrite(),
              takeTheirs: () => this.#takeTheirs(),
              close: () => (this.open = ''),
            })
          : this.open === 'review' && draft.base && !draft.fault
            ? review(draft, () => (this.open = ''))
            : html`<section role="tabpanel" id="panel" aria-labelledby="tab-${this.#tab}">${this.#panel()}</section>`
      }
      ${this.#bar()}`;
  }

  /** The scenario as the lock and the menu look at it: as it is stored. Kept while it is the same. */
  get #item() {
    const { base } = this.draft;
    if (!base) return undefined;
    const key = `${base.etag} ${base.published}`;
    if (this.itemKey !== key) {
      this.itemKey = key;
      this.item = {
        id: this.scenarioId,
        name: '',
        config: {
          metadata: { title: this.draft.scenario?.metadata?.title, tags: base.published ? ['published'] : [] },
          agents: [],
        },
      };
    }
    return this.item;
  }

  #banners() {
    const lock = html`<chit-lock-banner .scenario=${this.#item} @answered=${() => this.version++}></chit-lock-banner>`;
    const theirs =
      this.theirs && this.open !== 'compare'
        ? html`<div class="banner info"
          role="alert">${icon('person')}<div><strong>Saved by someone else,
            ${timeTag(this.theirs.modifiedAt)}.</strong><p>Your draft started from an earlier state. Compare before you
              save; nothing is lost either way.</p></div><button class="btn" type="button"
                @click=${() => (this.open = 'compare')}>Compare</button></div>`
        : '';
    // While there is something to save, what failed stands beside the button.
    const refused =
      this.refused && !this.draft.dirty
        ? html`<div class="banner bad" role="alert">${icon('alert')}<div><strong>That did not work.</strong><p>${
            this.refused.words
          }</p></div></div>`
        : '';
    const full = this.draft.keepable
      ? ''
      : html`<div class="banner bad"
        role="alert">${icon('alert')}<div><strong>This browser cannot keep your draft.</strong><p>Its storage is full or
          switched off, so a reload would lose the changes. Save soon, or export them as a file.</p></div></div>`;
    return html`<div class="banners">${lock}${theirs}${refused}${full}</div>`;
  }

  #pips() {
    const wrong = this.draft.fault ? 0 : this.fields.count();
    const open = this.draft.proposals.filter(({ state }) => state === 'open').length;
    return {
      edit: wrong ? html`<span class="pip bad">${wrong}<b class="vh"> errors</b></span>` : '',
      json: this.draft.fault ? html`<span class="pip bad">!<b class="vh"> has an error</b></span>` : '',
      assistant: open ? html`<span class="pip new">${open}<b class="vh"> proposals open</b></span>` : '',
    };
  }

  #panel() {
    const { draft } = this;
    const tab = this.#tab;
    if (!this.parts[tab]) return loading('this part');
    if (tab === 'json') return this.parts.json.jsonPanel(draft, this.fields.refused, this.#closed);
    if (tab === 'assistant')
      return html`<chit-assistant .draft=${draft} .version=${this.version} .locked=${this.#closed}></chit-assistant>`;
    if (draft.fault && (tab === 'edit' || !draft.scenario))
      return html`<div class="banner bad"
        role="status">${icon('alert')}<div><strong>The JSON has an error, so it cannot be shown as a
          form.</strong><p>${draft.fault.message} Nothing of what you typed is lost.</p></div><a class="btn primary"
            href="?tab=json">Mend it</a></div>`;
    if (tab === 'edit')
      return html`<chit-form .fields=${this.fields} .version=${this.version} .locked=${this.#closed}
        .lockable=${armed() !== false}></chit-form>`;
    return html`${
      draft.fault
        ? html`<p class="err">${icon('alert')}<span>The JSON has an error; this is its last correct state. <a
  href="?tab=json">Mend it</a></span></p>`
        : ''
    }<chit-reading .scenario=${draft.scenario}></chit-reading>`;
  }

  #bar() {
    return draftBar(this.draft, {
      undo: this.undo,
      said: this.said,
      saving: this.saving,
      reviewing: this.open === 'review',
      refused: this.refused,
      takeBack: () => this.#undo(),
      heard: () => (this.said = ''),
      discard: () => this.#discard(),
      review: () => (this.open = this.open === 'review' ? '' : 'review'),
      save: () => this.#save(),
      show: () => this.#show(this.refused.field),
    });
  }

  #undo() {
    const { before, again } = this.undo;
    this.undo = undefined;
    if (again) again();
    else this.draft.edit(before);
  }
}
customElements.define('chit-scenario', ChitScenario);
