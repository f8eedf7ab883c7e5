// @ts-check
// Follows one conversation over the tab's connection: snapshot, then events from the last seq, again after every loss.
import { rpc } from './rpc.js';
import { PAGE_SIZE, earlierEvents } from './backlog.js';
import { codesShown } from './model/codes.js';
import { asked } from './model/asked.js';
import { Log } from './model/log.js';

/** How long nobody is known to be started before the server is asked again, in milliseconds. */
const NOT_STARTED = 4_000;

/**
 * Fires `change` (detail: the new events, empty when only the state changed) and `fault`.
 * phase: loading | ready | missing | fault | replaced
 */
export class LiveConversation extends EventTarget {
  phase = 'loading';
  fault = /** @type {Error | null} */ (null);
  snapshot = /** @type {any} */ (null);
  log = new Log();
  guidance = /** @type {any} */ (null);
  ensured = /** @type {Map<string, string | undefined>} */ (new Map());
  /** The ids of those that a person plays instead of the server. */
  takenOver = /** @type {Set<string>} */ (new Set());
  /** How many earlier events are still to come. */
  missing = 0;
  /** False until the server has said once which agents run there. */
  agentsKnown = false;

  #sub = '';
  #stopped = false;
  #joining = 0;
  /** @type {number | undefined} */
  #again;
  /** Agents of whom the server was asked when they first did something. @type {Set<string>} */
  #met = new Set();
  #newest = 0;
  #firstOfSnapshot = 0;
  #fresh = /** @type {any[]} */ ([]);
  #frame = 0;

  constructor(number) {
    super();
    this.number = number;
  }

  start() {
    rpc.addEventListener('notice', this.#noticed);
    rpc.addEventListener('open', this.#join);
    rpc.start();
    if (rpc.state === 'open') this.#join();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#again);
    rpc.removeEventListener('notice', this.#noticed);
    rpc.removeEventListener('open', this.#join);
    cancelAnimationFrame(this.#frame);
    if (this.#sub && rpc.state === 'open') rpc.call('unsubscribe', { subId: this.#sub }).catch(() => {});
  }

  get live() {
    return this.phase === 'ready' && !this.log.closing && this.snapshot?.status !== 'completed';
  }

  /** What an agent waits for a person to decide; the draft of a stopped agent is never sent. */
  get asked() {
    const stopped = (agentId) => this.agentsKnown && !this.ensured.has(agentId);
    return asked(this.log).find(({ agentId, draft }) => !draft || !stopped(agentId));
  }

  async refreshAgents() {
    try {
      const { ensured, takenOver = [] } = await rpc.call('lifecycle.getEnsured', { conversationId: this.number });
      this.agentsKnown = true;
      this.ensured = new Map(ensured.map((agent) => [agent.id, agent.class]));
      this.takenOver = new Set(takenOver);
      this.#changed([]);
    } catch {
      // Only the rail's state of the agents is older; the next refresh brings it.
    }
    this.#askAgain();
  }

  // That agents are started is no event: until one has spoken, the server is asked again.
  #askAgain() {
    clearTimeout(this.#again);
    if (this.#stopped || !this.live || this.ensured.size || this.log.turns.length) return;
    this.#again = setTimeout(
      () => (document.hidden || rpc.state !== 'open' ? this.#askAgain() : this.refreshAgents()),
      NOT_STARTED,
    );
  }

  #join = async () => {
    const turn = ++this.#joining;
    const current = () => !this.#stopped && turn === this.#joining;
    try {
      await codesShown();
      if (!current()) return;
      if (!this.snapshot) {
        const snapshot = await rpc.call('getConversation', { conversationId: this.number, newestEvents: PAGE_SIZE });
        if (!current()) return;
        await this.#begin(snapshot, current);
        if (!current()) return;
        // Shown before the subscription, which brings what came meanwhile: a slow network saves a round trip.
        this.phase = 'ready';
        this.#changed([]);
      } else if (await this.#isAnother()) {
        if (current()) this.#fail('replaced', null);
        return;
      }
      const { subId } = await rpc.call('subscribe', {
        conversationId: this.number,
        includeGuidance: true,
        sinceSeq: this.#newest,
      });
      if (!current()) return;
      this.#sub = subId;
      this.phase = 'ready';
      this.fault = null;
      this.#changed([]);
      await this.refreshAgents();
      if (this.missing) await this.#fetchEarlier(current);
    } catch (/** @type {any} */ fault) {
      if (!current() || rpc.state !== 'open') return;
      this.#fail(fault.code === 404 ? 'missing' : 'fault', fault);
    }
  };

  // A live conversation is shown from its newest event on, a finished one from its first.
  async #begin(snapshot, current) {
    const events = snapshot.events ?? [];
    this.#newest = events.at(-1)?.seq ?? 0;
    this.#firstOfSnapshot = events[0]?.seq ?? 1;
    this.missing = this.#firstOfSnapshot - 1;
    const log = new Log();
    if (!this.missing || snapshot.status !== 'completed') for (const event of events) log.add(event);
    else {
      const first = { after: 0, before: this.#firstOfSnapshot, limit: PAGE_SIZE };
      await earlierEvents(this.number, first, (page) => {
        for (const event of page) log.add(event);
        return true;
      });
      log.closing = events.findLast(({ finality }) => finality === 'conversation') ?? null;
      // All of it is there already where one page reached the snapshot's own events.
      if (this.missing <= PAGE_SIZE) for (const event of events) log.add(event);
      this.missing = Math.max(0, this.missing - PAGE_SIZE);
    }
    if (!current()) return;
    this.log = log;
    this.snapshot = snapshot;
  }

  async #fetchEarlier(current) {
    const before = this.#firstOfSnapshot;
    const finished = this.snapshot.status === 'completed' && this.log.events[0]?.seq < before;
    const fetched = finished ? this.log.events.filter(({ seq }) => seq < before) : [];
    const after = fetched.at(-1)?.seq ?? 0;
    const all = await earlierEvents(this.number, { after, before }, (page) => {
      if (!current()) return false;
      fetched.push(...page);
      this.missing = Math.max(1, before - 1 - (page.at(-1)?.seq ?? 0));
      this.#changed([]);
      return true;
    });
    if (!all || !current()) return;
    const rest = finished ? [...this.snapshot.events, ...this.log.events] : this.log.events;
    const log = new Log();
    for (const event of [...fetched, ...rest]) log.add(event);
    this.missing = 0;
    this.log = log;
    this.#changed([]);
  }

  // The data file may have been wiped meanwhile: the same number is then another conversation.
  async #isAnother() {
    const known = this.log.events[0];
    if (!known) return false;
    const { events } = await rpc.call('getEventsPage', {
      conversationId: this.number,
      afterSeq: known.seq - 1,
      limit: 1,
    });
    return events[0]?.ts !== known.ts;
  }

  #fail(phase, fault) {
    this.phase = phase;
    this.fault = fault;
    this.#changed([]);
  }

  /** @param {any} notice */
  #noticed = ({ detail: { method, params } }) => {
    if (params?.conversation !== this.number) return;
    if (method === 'event') {
      if (!this.log.add(params)) return;
      this.#newest = params.seq;
      if (params.finality === 'conversation') this.snapshot.status = 'completed';
      this.#fresh.push(params);
    } else if (method === 'guidance') {
      this.guidance = params;
    } else {
      return;
    }
    // Many events of one moment are drawn together.
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#flush());
    // A tab in the background draws no frames; its title still has to change.
    if (document.hidden) this.#flush();
  };

  #flush() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const fresh = this.#fresh.splice(0);
    this.#changed(fresh);
    // Another user may have taken an agent over, or handed it back.
    if (
      fresh.some(({ finality, payload }) => finality === 'conversation' || payload?.data?.handedTo) ||
      fresh.some((event) => this.#isNew(event))
    )
      this.refreshAgents();
  }

  /** Whether an agent that was not known to run here does something for the first time: it may have been started. */
  #isNew({ agentId, type }) {
    if (type === 'system' || this.ensured.has(agentId) || this.#met.has(agentId)) return false;
    this.#met.add(agentId);
    return true;
  }

  #changed(events) {
    if (!this.#stopped) this.dispatchEvent(new CustomEvent('change', { detail: events }));
  }
}
