// @ts-check
// Follows one conversation over the tab's connection: snapshot, then events from the last seq, again after every loss.
import { rpc } from './rpc.js';
import { asked } from './model/asked.js';
import { Log } from './model/log.js';

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
  /** False until the server has said once which agents run there. */
  agentsKnown = false;

  #sub = '';
  #stopped = false;
  #joining = 0;
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
    rpc.removeEventListener('notice', this.#noticed);
    rpc.removeEventListener('open', this.#join);
    cancelAnimationFrame(this.#frame);
    if (this.#sub && rpc.state === 'open') rpc.call('unsubscribe', { subId: this.#sub }).catch(() => {});
  }

  get live() {
    return this.phase === 'ready' && !this.log.closing && this.snapshot?.status !== 'completed';
  }

  /** What an agent waits for a person to decide; the draft of one that was stopped is sent by nobody. */
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
  }

  #join = async () => {
    const turn = ++this.#joining;
    const current = () => !this.#stopped && turn === this.#joining;
    try {
      if (!this.snapshot) {
        const snapshot = await rpc.call('getConversation', { conversationId: this.number });
        if (!current()) return;
        this.snapshot = snapshot;
        for (const event of snapshot.events ?? []) this.log.add(event);
      } else if (await this.#isAnother()) {
        if (current()) this.#fail('replaced', null);
        return;
      }
      const { subId } = await rpc.call('subscribe', {
        conversationId: this.number,
        includeGuidance: true,
        sinceSeq: this.log.lastSeq,
      });
      if (!current()) return;
      this.#sub = subId;
      this.phase = 'ready';
      this.fault = null;
      this.#changed([]);
      await this.refreshAgents();
    } catch (fault) {
      if (!current() || rpc.state !== 'open') return;
      this.#fail(fault.code === 404 ? 'missing' : 'fault', fault);
    }
  };

  // The data file may have been wiped meanwhile: the same number is then another conversation.
  async #isAnother() {
    const known = this.log.events[0];
    if (!known) return false;
    const { events } = await rpc.call('getEventsPage', { conversationId: this.number, afterSeq: 0, limit: 1 });
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
    // Somebody else may have taken an agent over, or handed it back.
    if (fresh.some(({ finality, payload }) => finality === 'conversation' || payload?.data?.handedTo))
      this.refreshAgents();
  }

  #changed(events) {
    if (!this.#stopped) this.dispatchEvent(new CustomEvent('change', { detail: events }));
  }
}
