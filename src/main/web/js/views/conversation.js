// @ts-check
// Watch a talk live: pinned bar, agents, the talk itself, attachments beside it.
import '../common.js';
import { html, nothing } from 'lit';
import { ChitElement } from '../element.js';
import { icon } from '../icons.js';
import { count, firstLine } from '../format.js';
import { Follower } from '../follow.js';
import { LiveConversation } from '../live.js';
import { Note, expected } from '../model/log.js';
import { outcomeOf } from '../model/outcome.js';
import { Roster } from '../model/roster.js';
import { query, setQuery } from '../router.js';
import { shortcut } from '../shortcuts.js';
import { setIcon, setTitle } from '../title.js';
import { timeTag } from '../parts/moment.js';
import '../parts/bar.js';
import '../parts/rail.js';
import { failed, missing, replaced, silent, waiting } from './conversation-states.js';
import { CHUNK } from '../parts/chunk.js';
import '../parts/turn.js';
import '../parts/viewer.js';
import { unsent } from '../parts/unsent.js';
import '../parts/composer.js';
import '../parts/talk-search.js';

const DRAW_ALL_UP_TO = 120;
const ICON = { ok: 'ok', fail: 'fail', error: 'error', neutral: 'closed', canceled: 'closed' };

class ChitConversation extends ChitElement {
  static properties = { number: { type: Number }, drawn: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.number;
    this.drawn = 0;
    this.follower = new Follower(() => this.requestUpdate());
    this.roster = new Roster(null, null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.release = [
      shortcut('t', 'Show or fold all thoughts and tool calls', () =>
        this.#show(query('show') === 'traces' ? '' : 'traces'),
      ),
      shortcut('f', 'Follow the talk', () => this.follower.follow()),
      shortcut('s', 'Speak as an agent', () => this.#speak(true)),
    ];
    addEventListener('chit-query', this.#queryChanged);
    addEventListener('hashchange', this.#toHash);
    this.follower.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const release of this.release) release();
    removeEventListener('chit-query', this.#queryChanged);
    removeEventListener('hashchange', this.#toHash);
    this.follower.stop();
    this.conversation?.stop();
    clearTimeout(this.lateTimer);
    setIcon('');
  }

  willUpdate(changed) {
    if (!changed.has('number')) return;
    this.conversation?.stop();
    const conversation = new LiveConversation(this.number);
    this.conversation = conversation;
    this.landed = false;
    conversation.addEventListener('change', (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
    conversation.start();
    setTitle(`Conversation ${this.number}`);
  }

  #queryChanged = () => this.requestUpdate();

  #changed(events) {
    const { snapshot, log } = this.conversation;
    if (snapshot && snapshot !== this.seated) {
      this.seated = snapshot;
      this.roster = new Roster(snapshot.metadata, snapshot.scenario);
    }
    this.follower.live = this.conversation.live;
    this.#announce(events);
    this.#name(log);
    this.drawn++;
    this.#drawWhenLate(log);
    this.updateComplete.then(() => {
      if (this.landed) this.follower.arrived(events.filter((event) => event.type === 'message').length);
      else if (snapshot) this.#land();
    });
  }

  // That somebody is late is no event: it is drawn when the time has come.
  #drawWhenLate(log) {
    clearTimeout(this.lateTimer);
    const { live, snapshot, guidance } = this.conversation;
    const until = live && snapshot ? expected(log, snapshot.metadata, guidance)?.until : undefined;
    if (!(until > Date.now())) return;
    this.lateTimer = setTimeout(() => this.drawn++, Math.min(until - Date.now() + 50, 2 ** 31 - 1));
  }

  // Where a visitor comes in: at the event of the address, at the newest of a live talk, at the start of a finished
  // one.
  #land() {
    this.landed = true;
    if (location.hash) this.#toHash();
    else if (this.conversation.live) this.follower.follow();
    if (query('as') && this.conversation.live) this.#speak(true);
  }

  #toHash = () => this.#showEvent(Number(/^#e(\d+)$/.exec(location.hash)?.[1]), true);

  #goTo(seq) {
    history.replaceState(null, '', `${location.pathname}${location.search}#e${seq}`);
    this.#showEvent(seq, false);
  }

  async #showEvent(seq, focus) {
    const { entries } = this.conversation?.log ?? {};
    const at = seq && entries ? entries.indexOf(this.conversation.log.holding(seq)) : -1;
    if (at < 0) return;
    this.follower.pause();
    this.requestUpdate();
    await this.updateComplete;
    const chunk = /** @type {any} */ (this.querySelectorAll('chit-chunk')[Math.floor(at / CHUNK)]);
    chunk.come(true);
    await chunk.updateComplete;
    const turn = chunk.querySelector(`[data-key="${entries[at].key}"]`);
    if (!turn) return;
    const entry = entries[at];
    if ('traces' in entry && entry.traces.some((event) => event.seq === seq)) {
      turn.unfolded = true;
      await turn.updateComplete;
    }
    if (focus) turn.focus({ preventScroll: true });
    const element = seq === entries[at].key ? turn : (turn.querySelector(`#e${seq}, [data-result="${seq}"]`) ?? turn);
    // What lies around takes its real height only now, so once is not enough.
    for (let i = 0; i < 4; i++) {
      element.scrollIntoView({ block: 'start', behavior: 'instant' });
      await new Promise((done) => setTimeout(done, 60));
    }
  }

  #announce(events) {
    const log = this.querySelector('.announcer');
    if (!log || !this.landed) return;
    for (const event of events.filter((each) => each.type === 'message').slice(-3)) {
      const line = document.createElement('p');
      const words = firstLine(event.payload?.text, 300) || 'attachments only';
      line.textContent = `${this.roster.who(event.agentId).name}: ${words}`;
      log.append(line);
      while (log.childElementCount > 5) log.firstElementChild?.remove();
    }
  }

  get title() {
    const metadata = this.conversation?.snapshot?.metadata;
    return metadata?.title || this.conversation?.snapshot?.scenario?.metadata?.title || `Conversation ${this.number}`;
  }

  #name(log) {
    const { live, phase, snapshot } = this.conversation;
    if (!snapshot) {
      if (phase === 'missing') setTitle(`No conversation ${this.number}`);
      return;
    }
    if (live) {
      const next = expected(log, snapshot.metadata, this.conversation.guidance);
      const [failing] = log.failing.values();
      const waits = this.conversation.asked;
      const words = waits
        ? `${waits.draft ? 'Draft waits' : 'Question waits'} · ${this.title}`
        : failing
          ? `${this.roster.who(failing.agentId).name} fails · ${this.title}`
          : next && next.agentId === query('as')
            ? `Your turn · ${this.title}`
            : next
              ? `Waiting for ${this.roster.who(next.agentId).name} · ${this.title}`
              : this.title;
      setTitle(words, failing ? '!' : '●');
      setIcon(failing && !waits ? 'error' : 'live');
      return;
    }
    const outcome = outcomeOf(log.closing);
    setTitle(`${outcome.word} · ${this.title}`, outcome.look === 'ok' ? '✓' : outcome.look === 'canceled' ? '–' : '×');
    setIcon(ICON[outcome.look]);
  }

  #show(mode) {
    setQuery({ show: mode || null });
    this.requestUpdate();
  }

  #speak(on) {
    if (!this.conversation?.live) return;
    setQuery({ as: on ? query('as') || this.roster.agents[0]?.id : null });
    if (on) this.#focusComposer();
  }

  async #focusComposer() {
    await this.updateComplete;
    const composer = /** @type {any} */ (this.querySelector('chit-composer'));
    await composer?.updateComplete;
    // Drawn one step later, where the agent runs here.
    await composer?.querySelector('chit-instruct')?.updateComplete;
    composer?.querySelector('textarea')?.focus();
  }

  view() {
    const { phase, snapshot, fault } = this.conversation ?? { phase: 'loading' };
    if (phase === 'missing') return missing(this.number, fault);
    if (!snapshot) return phase === 'fault' ? failed(this.number, fault) : waiting(this.number);
    return this.#talk(snapshot);
  }

  #talk(snapshot) {
    const { log, live, phase, guidance, ensured } = this.conversation;
    const show = query('show') === 'traces' ? 'traces' : 'talk';
    const next = expected(log, snapshot.metadata, guidance);
    const attachment = query('att');
    return html`
      <chit-bar .conversation=${this.conversation} .roster=${this.roster} .heading=${this.title}
        .drawn=${this.drawn}></chit-bar>
      <div class="conv ${attachment ? 'beside' : ''}">
        <chit-rail class="rail" role="complementary" aria-label="Agents and turns" .roster=${this.roster}
          .conversation=${this.conversation} .next=${next} .drawn=${this.drawn}></chit-rail>
        <div class="talk">
          <div class="tools">
            <div class="seg" role="radiogroup" aria-label="Show">${[
              ['talk', 'Talk'],
              ['traces', html`<span class="rest">Talk and traces</span><span class="brief">Traces</span>`],
            ].map(
              ([value, name]) =>
                html`<label><input type="radio" name="show" .checked=${show === value}
                  @change=${() => this.#show(value === 'traces' ? value : '')}>${name}</label>`,
            )}</div>
            <chit-talk-search class="row tight push" .log=${log} .drawn=${this.drawn}
              @found=${(e) => this.#goTo(e.detail)}></chit-talk-search>
            <span class="count">${count(log.events.length, 'event')}</span>
          </div>
          <div class="announcer vh" role="log" aria-live="polite" aria-label="New messages"></div>
          <div class="log" role="region" aria-label="Talk">
            <h2 class="vh">Talk</h2>
            <div class="note">Started ${timeTag(log.created?.ts)}</div>
            ${this.#chunks(log, show, attachment)}
            ${live && next && !next.working && ensured.has(next.agentId) ? this.#waiting(next) : ''}
            ${log.turns.length === 0 ? this.#silent(next) : ''}
            ${log.closing ? html`<div class="note">Finished ${timeTag(log.closing.ts)}</div>` : ''}
            ${phase === 'replaced' ? replaced(this.number) : ''}
            ${live || phase !== 'ready' ? '' : unsent(this.conversation, this.roster, () => this.requestUpdate())}
          </div>
          ${live ? html`<div class="dock">${this.#dock(snapshot)}</div>` : ''}
        </div>
        ${
          attachment
            ? html`<chit-viewer class="viewer" .attachmentId=${attachment} .roster=${this.roster}
  .log=${log}></chit-viewer>`
            : nothing
        }
      </div>`;
  }

  #silent(next) {
    const { live, ensured, agentsKnown } = this.conversation;
    if (live && !agentsKnown) return '';
    return silent(live, next, next && this.roster.who(next.agentId).name, ensured, next?.agentId === query('as'));
  }

  #chunks(log, show, attachment) {
    const linked = log.holding(Number(location.hash.slice(2)) || 0);
    const draw = (entry) =>
      entry instanceof Note ? this.#note(entry) : this.#turn(entry, show, attachment, entry === linked);
    const chunks = [];
    for (let from = 0; from < log.entries.length; from += CHUNK) {
      const entries = log.entries.slice(from, from + CHUNK);
      const versions = entries.reduce((sum, entry) => sum + entry.version, entries.length);
      const stamp = [versions, show, attachment, entries.includes(linked) ? linked.key : ''].join();
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

  #note({ event }) {
    const payload = event.payload ?? {};
    const words =
      payload.kind === 'idle_timeout'
        ? 'The watchdog saw no event for too long'
        : payload.data?.handedTo
          ? this.#handed(payload.data)
          : typeof payload.data?.text === 'string'
            ? payload.data.text
            : firstLine(JSON.stringify(payload.data ?? payload.kind ?? ''), 200);
    return html`<div class="note" data-key=${event.seq} title=${event.ts}><bdi>${words}</bdi></div>`;
  }

  #handed({ agentId, handedTo }) {
    const { name } = this.roster.who(agentId);
    return handedTo === 'person' ? `A person took ${name} over` : `${name} was handed back to the server`;
  }

  #waiting(next) {
    const who = this.roster.who(next.agentId);
    return html`<div class="turn ghostly" data-a=${who.place}><div class="thread"><span class="av" data-a=${who.place}
      aria-hidden="true">${who.initial}</span></div>
      <div class="pending"><span class="who">${who.name}</span><span><span
        class="dot live inline"></span> has been asked</span></div></div>`;
  }

  #dock(snapshot) {
    const { following, unseen } = this.follower;
    const as = query('as');
    const decision = this.conversation.asked;
    // Few conversations ask a person; after a failure the next drawing tries again.
    if (decision) import('../parts/decision.js').catch(() => {});
    return html`<div class="follow">
        <button class="btn sm" type="button" aria-pressed=${following}
          @click=${() => (following ? this.follower.pause() : this.follower.follow())}>
          ${
            following
              ? html`<span class="dot live"></span>Following, scroll up to stop`
              : html`${icon('down')}${unseen ? `${count(unseen, 'new message')}, follow again` : 'Follow'}`
          }</button>
        ${
          as
            ? ''
            : html`<button class="btn sm" type="button"
  @click=${() => this.#speak(true)}>${icon('keyboard')}Speak or instruct</button>`
        }
      </div>
      ${
        decision
          ? html`<chit-decision .roster=${this.roster} .conversation=${this.conversation}
  .asked=${decision}></chit-decision>`
          : ''
      }
      ${
        as
          ? html`<chit-composer .roster=${this.roster} .conversation=${this.conversation} .as=${as} .drawn=${this.drawn}
        .metadata=${snapshot.metadata} .scenario=${snapshot.scenario} @done=${() => this.#speak(false)}
          @spoke=${() => this.follower.follow()}></chit-composer>`
          : ''
      }`;
  }
}
customElements.define('chit-conversation', ChitConversation);
