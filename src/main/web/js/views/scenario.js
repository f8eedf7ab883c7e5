// @ts-check
// A scenario: read it, edit it as a form or as JSON, or let an assistant propose changes. One draft behind all four.
import '../author/shared-bundle.js';
import { html } from 'lit';
import { retryWhenReachable } from '../retry.js';
import { ChitElement } from '../element.js';
import { segment } from '../api.js';
import { icon } from '../icons.js';
import { armed, locks, tokenFor } from '../locks.js';
import { loading } from '../parts/marks.js';
import { timeTag } from '../parts/moment.js';
import { noScenario } from '../parts/no-scenario.js';
import { navigate, query, setQuery } from '../router.js';
import { setTitle } from '../title.js';
import { draftBar } from '../author/draft-bar.js';
import { asStored, banners, head } from '../author/head.js';
import { nearest } from '../author/json.js';
import { askBeforeLeaving } from '../author/leave.js';
import { tabs } from '../author/tabs.js';
import { Workspace } from '../author/workspace.js';

/** What a tab needs is fetched when it is first opened; the JSON editor is large. */
const PARTS = /** @type {Record<string, () => Promise<any>>} */ ({
  read: () => import('../author/reading.js'),
  edit: () => import('../author/form.js'),
  json: () => import('../author/json-panel.js'),
  assistant: () => import('../author/assistant.js'),
  compare: async () => {
    const part = await import('../author/compare.js');
    await part.dressed;
    return part;
  },
});
const TABS = ['read', 'edit', 'json', 'assistant'];

class ChitScenario extends ChitElement {
  static properties = {
    scenarioId: {},
    version: { state: true },
    open: { state: true },
    parts: { state: true },
  };

  constructor() {
    super();
    retryWhenReachable(
      this,
      () => this.work?.fault,
      () => this.#begin(),
    );
    /** @type {any} */
    this.scenarioId;
    this.version = 0;
    /** What is shown in place of the tab: `compare` or `review`. */
    this.open = '';
    /** The module of each part that was opened. */
    this.parts = /** @type {Record<string, any>} */ ({});
    this.unfetched = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('chit-query', this.#tabbed);
    addEventListener('keydown', this.#keys);
    this.release = askBeforeLeaving(
      () => Boolean(this.work?.draft?.dirty && !this.work.draft.untouched),
      () => `/scenarios/${segment(this.scenarioId)}`,
    );
    locks.addEventListener('change', this.#relocked);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('chit-query', this.#tabbed);
    removeEventListener('keydown', this.#keys);
    /** @type {NonNullable<typeof this.release>} */ (this.release)();
    this.stopListening?.();
    locks.removeEventListener('change', this.#relocked);
  }

  willUpdate(changed) {
    if (changed.has('scenarioId')) this.#begin();
  }

  #redraw = () => this.version++;

  #relocked = () => {
    if (this.work?.refused?.locked && tokenFor(this.scenarioId) !== null) this.work.refused = undefined;
    this.version++;
  };

  #keys = (event) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || !this.work?.draft) return;
    event.preventDefault();
    if (this.work.draft.dirty) this.#save();
  };

  /** Whether theirs and mine are shown, and what others changed is not all decided. */
  get #undecided() {
    const { draft, theirs } = /** @type {Workspace} */ (this.work);
    return this.open === 'compare' && theirs && this.parts.compare && !this.parts.compare.decided(draft, theirs);
  }

  #save() {
    if (this.open === 'compare' && this.work?.theirs) return this.#undecided ? undefined : this.work.overwrite(false);
    return this.work?.save();
  }

  #begin() {
    const work = new Workspace(this.scenarioId, {
      show: (field) => this.#show(field),
      unlock: async () => {
        await this.updateComplete;
        return this.#lock.open('Your changes are kept. They are saved once it is unlocked.');
      },
      saved: () => this.#stored(),
      move: (id) => navigate(`/scenarios/${segment(id)}?tab=${this.#tab}`, { replace: true }),
      compare: () => this.#compare(),
    });
    work.addEventListener('change', () => work === this.work && this.#changed());
    this.stopListening?.();
    this.stopListening = work.listen();
    this.work = work;
    this.open = '';
    setTitle(this.scenarioId);
    work.load().then(() => /** @type {any} */ (work === this.work && this.#tabbed()));
  }

  #compare() {
    this.#put('compare');
    scrollTo({ top: 0 });
  }

  #changed() {
    const { draft } = /** @type {Workspace} */ (this.work);
    if (draft) setTitle(String(draft.scenario?.metadata?.title || this.scenarioId), draft.dirty ? '•' : '');
    this.version++;
  }

  get #tab() {
    return TABS.includes(query('tab')) ? query('tab') : 'read';
  }

  #tabbed = () => this.#put('');

  /** Shows this in place of the tab, or the tab, once its part is there. @param {string} open */
  async #put(open) {
    const name = open ? 'compare' : this.#tab;
    this.open = open;
    this.requestUpdate();
    if (this.parts[name]) return;
    try {
      const part = await PARTS[name]();
      this.unfetched = '';
      this.parts = { ...this.parts, [name]: part };
    } catch (fault) {
      console.error(fault);
      this.unfetched = name;
      this.requestUpdate();
    }
  }

  get #lock() {
    return /** @type {any} */ (this.querySelector('chit-lock-banner'));
  }

  // What is stored decides, never what the draft is tagged; an unsaved draft stays open to its author.
  get #closed() {
    return Boolean(this.#lock?.locked) && !this.work?.draft?.dirty;
  }

  // The banner knows only after it was drawn that what was saved is published, hence locked.
  async #stored() {
    this.open = '';
    await this.updateComplete;
    await this.#lock?.updateComplete;
    this.version++;
  }

  async #show(path) {
    const root = this.work?.draft?.root;
    if (this.#tab === 'json') {
      const node = root && nearest(root, path);
      const editor = /** @type {any} */ (this.querySelector('chit-json'));
      if (node && editor?.show) editor.show(node.from);
      return;
    }
    if (this.#tab !== 'edit') setQuery({ tab: 'edit' }, { push: true });
    await this.#put('');
    await this.updateComplete;
    await new Promise((done) => setTimeout(done));
    await /** @type {any} */ (this.querySelector('chit-contract-panel'))?.reveal(path);
    const wrong = /** @type {HTMLElement | null} */ (this.querySelector('chit-form [aria-invalid="true"]'));
    const fold = wrong?.closest('details');
    if (fold) fold.open = true;
    wrong?.focus();
  }

  #discard() {
    this.open = '';
    if (!this.work?.discard()) navigate('/?show=all');
  }

  #removed() {
    this.work?.drop();
    navigate('/');
  }

  view() {
    const { work } = this;
    if (work?.fault) return noScenario(work.fault, this.scenarioId, () => this.#begin());
    if (!work?.draft) return html`<h1 class="vh">Scenario</h1>${loading('the scenario', 5)}`;
    const item = this.#item;
    return html`${banners(work, item, {
      answered: this.#redraw,
      compare: this.open === 'compare' ? undefined : () => this.#put('compare'),
    })}
      ${head(this.scenarioId, work.draft, item, {
        unlock: () => this.#lock.open(),
        removed: () => this.#removed(),
      })}
      ${tabs(this.#tab, this.#pips())}
      <section role="tabpanel" id="panel" aria-labelledby="tab-${this.#tab}">${
        this.#inPlace() ?? this.#panel()
      }</section>
      ${this.#bar()}`;
  }

  /** Kept while it is the same, so that nothing that looks at it starts over. */
  get #item() {
    const { draft, published } = /** @type {any} */ (this.work);
    const key = draft.base ? `${draft.id} ${draft.base.etag} ${published}` : '';
    if (this.itemKey !== key) {
      this.itemKey = key;
      this.item = asStored(draft, published);
    }
    return this.item;
  }

  /** What takes the place of the tab. */
  #inPlace() {
    const { draft, theirs } = /** @type {Workspace} */ (this.work);
    const { compare: part } = this.parts;
    const close = () => (this.open = '');
    if (!draft || !part) return undefined;
    if (this.open === 'compare' && theirs)
      return part.compare(draft, theirs, {
        redraw: this.#redraw,
        take: (words, text) => this.work?.take(words, text),
        overwrite: (loses) => this.work?.overwrite(loses),
        takeTheirs: () => {
          close();
          this.work?.takeTheirs();
        },
        close,
      });
    return this.open === 'review' && draft.base && !draft.fault ? part.review(draft, close) : undefined;
  }

  #pips() {
    const { draft, fields } = /** @type {any} */ (this.work);
    const wrong = draft.fault ? 0 : fields.count();
    const open = draft.proposals.filter(({ state }) => state === 'open').length;
    return {
      edit: wrong ? html`<span class="pip bad">${wrong}<b class="vh"> errors</b></span>` : '',
      json: draft.fault ? html`<span class="pip bad">!<b class="vh"> has an error</b></span>` : '',
      assistant: open ? html`<span class="pip new">${open}<b class="vh"> proposals open</b></span>` : '',
    };
  }

  #panel() {
    const { draft, fields } = /** @type {any} */ (this.work);
    const tab = this.#tab;
    if (this.unfetched === tab)
      return html`<div class="banner bad" role="alert">${icon('alert')}<div><strong>This part could not be
        fetched.</strong><p>${location.host} did not send it. Load the page again; your draft is kept.</p></div></div>`;
    if (!this.parts[tab]) return loading('this part');
    if (tab === 'json') return this.parts.json.jsonPanel(draft, fields.refused, this.#closed);
    if (tab === 'assistant')
      return html`<chit-assistant .draft=${draft} .version=${this.version} .locked=${this.#closed}></chit-assistant>`;
    if (draft.fault && (tab === 'edit' || !draft.scenario)) return notAForm(draft.fault);
    if (tab === 'edit')
      return html`<chit-form .fields=${fields} .version=${this.version} .locked=${this.#closed}
        .lockable=${armed() !== false} @linted=${this.#redraw}></chit-form>`;
    return html`${draft.fault ? lastCorrect : ''}<chit-reading .scenario=${draft.scenario}
      .stored=${draft.base ? draft.id : ''}></chit-reading>`;
  }

  #bar() {
    const work = /** @type {any} */ (this.work);
    return draftBar(work.draft, {
      undo: work.undo,
      said: work.savedAt
        ? html`Saved, ${timeTag(work.savedAt)}${this.#closed ? '. It is published, so it is locked now.' : ''}`
        : '',
      saving: work.saving,
      reviewing: this.open === 'review',
      refused: work.refused,
      theirs: this.open === 'compare' ? undefined : work.theirs,
      compare: () => this.#compare(),
      takeBack: () => work.takeBack(),
      heard: () => work.heard(),
      discard: () => this.#discard(),
      review: () => this.#put(this.open === 'review' ? '' : 'review'),
      save: this.#undecided ? undefined : () => this.#save(),
      show: () => this.#show(work.refused.field),
      unlock: () => work.unlock(),
    });
  }
}

const notAForm = (fault) => html`<div class="banner bad"
  role="status">${icon('alert')}<div><strong>The JSON has an error, so it cannot be shown as a
    form.</strong><p>${fault.message} Nothing of what you typed is lost.</p></div><a class="btn primary"
      href="?tab=json">Mend it</a></div>`;

const lastCorrect = html`<p class="err">${icon('alert')}<span>The JSON has an error; this is its last correct state. <a
  href="?tab=json">Mend it</a></span></p>`;
customElements.define('chit-scenario', ChitScenario);
