// @ts-check
// Watch a conversation live: pinned bar, agents, turns, attachments beside it.
import '../shared-bundle.js';
import { html, nothing } from 'lit';
import { ChitElement } from '../element.js';
import { count } from '../format.js';
import { Follower } from '../follow.js';
import { LiveConversation } from '../live.js';
import { heldFor, maySpeak } from '../model/codes.js';
import { Note, expected } from '../model/log.js';
import { Roster } from '../model/roster.js';
import { query, setQuery } from '../router.js';
import { shortcut } from '../shortcuts.js';
import { keepPlace, placeIn, seqInAddress, showEvent } from '../places.js';
import { Usage } from '../model/usage.js';
import { rpc } from '../rpc.js';
import { setIcon, setTitle } from '../title.js';
import { timeTag } from '../parts/moment.js';
import { importedLine } from '../parts/imported.js';
import '../parts/bar.js';
import '../parts/rail.js';
import { dock, followButton, hasWire, tools } from './conversation-controls.js';
import { announce, askedLine, nameTab, noteLine } from './conversation-notes.js';
import {
  failed,
  finished,
  missing as noConversation,
  replaced,
  silent,
  waiting,
  waits,
} from './conversation-states.js';
import { CHUNK } from '../parts/chunk.js';
import '../parts/turn.js';
import '../parts/verdict-card.js';
import { unsent } from '../parts/unsent.js';

const DRAW_ALL_UP_TO = 120;

class ChitConversation extends ChitElement {
  static properties = { number: { type: Number }, watching: { type: Boolean }, drawn: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.number;
    /** Only to be looked at: nothing to change, to search or to leave by. */
    this.watching = false;
    this.drawn = 0;
    this.follower = new Follower(() => this.requestUpdate());
    this.roster = new Roster(null, null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.release = [shortcut('f', 'Follow the talk', () => this.follower.follow())];
    if (!this.watching)
      this.release.push(
        shortcut('t', 'Show or fold all thoughts and tool calls', () =>
          this.#show(query('show') === 'traces' ? '' : 'traces'),
        ),
        shortcut('s', 'Speak as an agent', () => this.#speak(true)),
      );
    addEventListener('chit-query', this.#queryChanged);
    rpc.addEventListener('state', this.#linkChanged);
    addEventListener('hashchange', this.#toHash);
    this.follower.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const release of /** @type {NonNullable<typeof this.release>} */ (this.release)) release();
    removeEventListener('chit-query', this.#queryChanged);
    rpc.removeEventListener('state', this.#linkChanged);
    removeEventListener('hashchange', this.#toHash);
    this.follower.stop();
    this.conversation?.stop();
    this.usage?.stop();
    clearTimeout(this.lateTimer);
    setIcon('');
  }

  willUpdate(changed) {
    if (!changed.has('number')) return;
    this.conversation?.stop();
    const conversation = new LiveConversation(this.number);
    this.conversation = conversation;
    // Before the listener below: what turns used is known when they are drawn. An audience is not told the cost.
    this.usage?.stop();
    this.usage = this.watching ? undefined : new Usage(conversation);
    this.usage?.addEventListener('change', () => this.drawn++);
    this.landed = false;
    this.watched = false;
    this.shownLog = undefined;
    conversation.addEventListener('change', (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
    conversation.start();
    setTitle(`Conversation ${this.number}`);
  }

  #linkChanged = () => this.conversation && nameTab(this.conversation, this.roster, this.title);

  #queryChanged = () => this.requestUpdate();

  #changed(events) {
    const { snapshot, log } = /** @type {LiveConversation} */ (this.conversation);
    if (snapshot && snapshot !== this.seated) {
      this.seated = snapshot;
      this.roster = new Roster(snapshot.metadata, snapshot.scenario);
    }
    this.follower.live = /** @type {LiveConversation} */ (this.conversation).live;
    this.watched ||= /** @type {LiveConversation} */ (this.conversation).live;
    if (this.landed) announce(this.querySelector('.announcer'), events, this.roster);
    nameTab(/** @type {LiveConversation} */ (this.conversation), this.roster, this.title);
    // Earlier events came in above what is read.
    const above = this.shownLog !== undefined && this.shownLog !== log;
    const place = above && !this.follower.following ? placeIn(this) : undefined;
    this.shownLog = log;
    this.drawn++;
    this.#drawWhenLate(log);
    this.updateComplete.then(() => {
      if (above && this.landed) this.#earlierCame(place);
      else if (this.landed) this.follower.arrived(events.filter((event) => event.type === 'message').length);
      else if (snapshot) this.#land();
    });
  }

  // An agent's lateness is not an event: a timer draws it.
  #drawWhenLate(log) {
    clearTimeout(this.lateTimer);
    const { live, snapshot, guidance } = /** @type {LiveConversation} */ (this.conversation);
    const until = live && snapshot ? expected(log, snapshot.metadata, guidance)?.until : undefined;
    if (!(until > Date.now())) return;
    this.lateTimer = setTimeout(() => this.drawn++, Math.min(until - Date.now() + 50, 2 ** 31 - 1));
  }

  // Where a visitor comes in: at the event of the address, at the newest of a live conversation, at the start of a
  // finished one.
  #land() {
    this.landed = true;
    this.landAgain = /** @type {LiveConversation} */ (this.conversation).missing > 0 && location.hash !== '';
    if (location.hash) this.#toHash();
    else if (/** @type {LiveConversation} */ (this.conversation).live) this.follower.follow();
    if (query('as') && /** @type {LiveConversation} */ (this.conversation).live) this.#speak(true);
  }

  // A link may have led to an event that was not there yet; else a person goes on reading where they were.
  #earlierCame(place) {
    if (this.landAgain) this.#toHash();
    else if (place) keepPlace(this, /** @type {LiveConversation} */ (this.conversation).log, place);
    this.landAgain = false;
  }

  #toHash = () => this.#showEvent(seqInAddress(), true);

  #goTo(seq) {
    history.replaceState(null, '', `${location.pathname}${location.search}#e${seq}`);
    this.#showEvent(seq, false);
  }

  async #showEvent(seq, focus) {
    const { log } = this.conversation ?? {};
    if (!seq || !log?.holding(seq)) return;
    this.follower.pause();
    if (['picture', 'wire'].includes(query('show'))) setQuery({ show: null });
    this.requestUpdate();
    await this.updateComplete;
    await showEvent(this, log, seq, focus);
  }

  get title() {
    const metadata = this.conversation?.snapshot?.metadata;
    return metadata?.title || this.conversation?.snapshot?.scenario?.metadata?.title || `Conversation ${this.number}`;
  }

  #show(mode) {
    setQuery({ show: mode || null });
    this.requestUpdate();
  }

  #speak(on) {
    if (this.watching || !this.conversation?.live || !maySpeak(this.number)) return;
    const own = heldFor(this.number)?.agentId;
    setQuery({ as: on ? query('as') || own || this.roster.agents[0]?.id : null });
    if (on) this.#focusComposer();
  }

  async #focusComposer() {
    await Promise.all([this.updateComplete, customElements.whenDefined('chit-composer')]);
    await /** @type {any} */ (this.querySelector('chit-composer'))?.focusField();
  }

  view() {
    const { phase, snapshot, fault } = this.conversation ?? { phase: 'loading' };
    if (phase === 'missing') return noConversation(this.number, fault);
    if (!snapshot) return phase === 'fault' ? failed(this.number, fault) : waiting(this.number, this.watching);
    return this.#talk(snapshot);
  }

  #talk(snapshot) {
    if (this.watching) return this.#watched(snapshot);
    const { log, live, phase, guidance, ensured, missing } = /** @type {LiveConversation} */ (this.conversation);
    const asked = query('show');
    const show =
      ['traces', 'picture'].includes(asked) ||
      (asked === 'wire' && hasWire(/** @type {LiveConversation} */ (this.conversation)))
        ? asked
        : 'talk';
    const next = expected(log, snapshot.metadata, guidance);
    const attachment = query('att');
    return html`
      <chit-bar .conversation=${this.conversation} .roster=${this.roster} .heading=${this.title}
        .drawn=${this.drawn}></chit-bar>
      <div class="conv ${attachment ? 'beside' : ''}">
        <chit-rail class="rail" role="complementary" aria-label="Agents and turns" .roster=${this.roster}
          .conversation=${this.conversation} .next=${next} .usage=${this.usage} .drawn=${this.drawn}></chit-rail>
        <div class="talk ${this.watched || location.hash ? '' : 'arriving'}">
          ${tools(show, /** @type {LiveConversation} */ (this.conversation), this.drawn, {
            show: (value) => this.#show(value),
            found: (seq) => this.#goTo(seq),
          })}
          ${snapshot.imported ? importedLine(snapshot.imported) : ''}
          ${this.#verdict(snapshot, live, phase)}
          <div class="announcer vh" role="log" aria-live="polite" aria-label="New messages"></div>
          <div class="log" role="region" aria-label="Talk">
            <h2 class="vh">Talk</h2>
            ${
              missing && live
                ? html`<div class="note" role="status">${count(missing, 'earlier event')} still to come</div>`
                : html`<div class="note">Started ${timeTag(log.created?.ts)}</div>`
            }
            ${this.#shown(show, log, attachment)}
            ${live && next && awaited(next, log) && ensured.has(next.agentId) ? this.#asked(next) : ''}
            ${log.turns.length === 0 ? this.#silent(next) : ''}
            ${
              missing && !live
                ? html`<div class="note" role="status">${count(missing, 'event')} still to come</div>`
                : ''
            }
            ${log.closing ? finished(log.closing, this.usage) : ''}
            ${phase === 'replaced' ? replaced(this.number) : ''}
            ${live || phase !== 'ready' ? '' : unsent(this.conversation, this.roster, () => this.requestUpdate())}
          </div>
          ${
            live
              ? dock(
                  /** @type {LiveConversation} */ (this.conversation),
                  this.roster,
                  this.follower,
                  this.drawn,
                  (on) => this.#speak(on),
                )
              : ''
          }
        </div>
        ${attachment ? this.#viewer(log, attachment) : nothing}
      </div>`;
  }

  #watched({ metadata }) {
    const { log, live, guidance, phase } = /** @type {LiveConversation} */ (this.conversation);
    const next = expected(log, metadata, guidance);
    const attachment = query('att');
    return html`
      <chit-bar .conversation=${this.conversation} .roster=${this.roster} .heading=${this.title}
        .drawn=${this.drawn} plain></chit-bar>
      <div class="conv alone ${attachment ? 'beside' : ''}"><div class="talk">
        <div class="announcer vh" role="log" aria-live="polite" aria-label="New messages"></div>
        <div class="log" role="region" aria-label="Talk"><h2 class="vh">Talk</h2>
          ${this.#chunks(log, 'talk', attachment)}
          ${
            log.turns.length || !live
              ? ''
              : html`<p class="mid">${waits(next && this.roster.who(next.agentId).name)}</p>`
          }
          ${log.closing ? finished(log.closing) : ''}
          ${phase === 'replaced' ? replaced(this.number) : ''}</div>
        ${
          live && !this.follower.following
            ? html`<div class="dock"><div class="follow">${followButton(this.follower)}</div></div>`
            : ''
        }
      </div>${attachment ? this.#viewer(log, attachment) : nothing}</div>`;
  }

  #silent(next) {
    const { live, ensured, agentsKnown } = /** @type {LiveConversation} */ (this.conversation);
    if (live && !agentsKnown) return '';
    return silent(live, next, next && this.roster.who(next.agentId).name, ensured, next?.agentId === query('as'));
  }

  #asked({ agentId }) {
    return askedLine(this.roster.who(agentId));
  }

  #verdict(snapshot, live, phase) {
    if (live || phase !== 'ready' || !(snapshot.metadata?.scenarioId || snapshot.imported)) return '';
    return html`<chit-verdict-card .number=${this.number} .roster=${this.roster}></chit-verdict-card>`;
  }

  #shown(show, log, attachment) {
    if (show === 'picture') return this.#picture(log);
    if (show !== 'wire') return this.#chunks(log, show, attachment);
    import('../parts/wire.js').catch(() => {});
    return html`<chit-wire .number=${this.number}
      .shared=${Boolean(
        /** @type {LiveConversation} */ (this.conversation).snapshot.metadata?.custom?.bridge,
      )}></chit-wire>`;
  }

  #viewer(log, attachment) {
    import('../parts/viewer.js').catch(() => {});
    return html`<chit-viewer class="viewer" .attachmentId=${attachment} .roster=${this.roster}
      .number=${this.number} .log=${log}></chit-viewer>`;
  }

  #picture(log) {
    import('../parts/sequence.js').catch(() => {});
    return html`<chit-sequence .log=${log} .roster=${this.roster} .heading=${this.title} .number=${this.number}
      .drawn=${this.drawn}></chit-sequence>`;
  }

  #chunks(log, show, attachment) {
    const linked = log.holding(Number(location.hash.slice(2)) || 0);
    const draw = (entry) =>
      entry instanceof Note ? noteLine(entry, this.roster) : this.#turn(entry, show, attachment, entry === linked);
    const chunks = [];
    for (let from = 0; from < log.entries.length; from += CHUNK) {
      const entries = log.entries.slice(from, from + CHUNK);
      const versions = entries.reduce((sum, entry) => sum + entry.version, entries.length);
      const stamp = [entries[0].key, versions, show, attachment, entries.includes(linked) ? linked.key : ''].join();
      chunks.push(
        html`<chit-chunk .entries=${entries} .draw=${draw} .eager=${log.entries.length <= DRAW_ALL_UP_TO}
          .stamp=${stamp}></chit-chunk>`,
      );
    }
    return chunks;
  }

  #turn(turn, show, attachment, linked) {
    const who = this.roster.who(turn.agentId);
    return html`<chit-turn tabindex="-1" class="turn ${linked ? 'target' : ''}" data-key=${turn.key} data-a=${who.place}
      .turn=${turn} .version=${turn.version} .who=${who} .show=${show} .attachment=${attachment}></chit-turn>`;
  }
}
/** Asked, and neither at work nor failing, which are other states. */
const awaited = ({ agentId, working }, log) => !working && !log.failing.has(agentId);

customElements.define('chit-conversation', ChitConversation);
