// @ts-check
// The page of a conversation's host, and the way in for spectators: `/enter#CODE`. What stands behind
// the # is never sent to a server.
import '../shared-bundle.js';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChitElement } from '../element.js';
import { firstLine, label } from '../format.js';
import { icon } from '../icons.js';
import { LiveConversation } from '../live.js';
import { enter, heldFor, keepSeat } from '../model/codes.js';

import { seatNow, unanswered } from '../model/seat-events.js';
import { chip, loading, notice } from '../parts/marks.js';
import { navigate } from '../router.js';
import { rpc } from '../rpc.js';
import { millis } from '../time.js';
import { setIcon, setTitle } from '../title.js';
import '../parts/copy.js';
import '../parts/seat-card.js';

class ChitHost extends ChitElement {
  static properties = {
    fault: { state: true },
    seats: { state: true },
    drawn: { state: true },
  };

  constructor() {
    super();
    this.drawn = 0;
    this.live = /** @type {LiveConversation | null} */ (null);
    this.moved = () => this.#enter();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.moved);
    this.#enter();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.moved);
    this.live?.stop();
    setIcon('');
  }

  async #enter() {
    this.fault = this.seats = undefined;
    this.live?.stop();
    setTitle('Host');
    try {
      const { conversationId, role } = await enter(decodeURIComponent(location.hash.slice(1)));
      if (role !== 'host') {
        navigate(`/conversations/${conversationId}`, { replace: true });
        return;
      }
      this.number = conversationId;
      this.live = new LiveConversation(conversationId);
      this.live.addEventListener('change', (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
      this.live.start();
      await this.#look();
    } catch (fault) {
      this.fault = fault;
    }
  }

  async #look() {
    const { seats } = await rpc.call('getSeats', { conversationId: this.number });
    // A seat that was handed over, or given a new link, from elsewhere has a link that is not known here.
    for (const seat of seats) {
      const given = heldFor(/** @type {NonNullable<typeof this.number>} */ (this.number))?.seats?.[seat.agentId];
      const newer = given?.url && given.revision < seat.revision;
      if (given?.kind !== seat.kind || newer) keepSeat(this.number, { ...seat, elsewhere: Boolean(newer) });
    }
    this.seats = seats;
  }

  #changed(events) {
    if (events.some(({ payload }) => payload?.kind === 'seat')) this.#look().catch(() => {});
    this.drawn++;
    const turn = this.#turn;
    setIcon(this.live?.live ? 'live' : 'closed');
    setTitle(`${turn ? `${label(turn)}’s turn` : this.live?.live ? 'Waiting' : 'Ended'} · ${this.#title}`);
  }

  get #turn() {
    return this.live?.live ? this.live.guidance?.nextAgentId : undefined;
  }

  get #title() {
    return this.live?.snapshot?.metadata?.title || 'Conversation';
  }

  /** Since when a seat is as it is: its last event, else the beginning. */
  #since(agentId) {
    const events = this.live?.log.events ?? [];
    const own = events.filter(({ payload }) => payload?.kind === 'seat' && payload.data?.agentId === agentId);
    return millis((own.at(-1) ?? events[0])?.ts);
  }

  view() {
    if (this.fault) {
      return html`<h1 class="vh">Host</h1>${notice(
        'lock',
        'This code opens nothing',
        'It is wrong, was replaced, or its conversation ended more than a day ago.',
        html`<a class="btn" href="/conversations">Conversations</a>`,
      )}`;
    }
    if (!this.seats || !this.live?.snapshot) return html`<h1 class="vh">Host</h1>${loading('the seats')}`;
    const ended = !this.live.live && this.live.phase === 'ready';
    const order = (this.live.snapshot.metadata?.agents ?? []).map(({ id }) => id);
    const { seats, watch } = heldFor(/** @type {NonNullable<typeof this.number>} */ (this.number)) ?? {};
    const cards = [...this.seats].sort((a, b) => order.indexOf(a.agentId) - order.indexOf(b.agentId));
    const messages = this.live.log.events.filter(({ type }) => type === 'message');
    return html`<div class="pagehead"><div class="stack s1">
        <p class="small mid">You host conversation ${this.number}</p>
        <h1><bdi>${this.#title}</bdi></h1></div></div>
      <div class="row hostbar">${ended ? chip('closed', 'Ended') : chip('live', 'Going on')}
        <a class="btn primary" href="/conversations/${this.number}">${icon('play')}Watch the conversation</a>
        ${watch ? html`<chit-copy .text=${watch.url} words="Copy the link for spectators"></chit-copy>` : ''}</div>
      <div class="seats">${repeat(
        cards,
        ({ agentId }) => agentId,
        (seat) => {
          const given = seats?.[seat.agentId];
          return html`<chit-seat-card .number=${this.number}
            .seat=${seatNow(seat, this.live?.log.events ?? [])} .given=${given?.url ? given : undefined}
            ?elsewhere=${Boolean(given?.elsewhere)}
            .since=${this.#since(seat.agentId)} .place=${(order.indexOf(seat.agentId) % 6) + 1}
            .principal=${this.#principal(seat.agentId)} ?turn=${this.#turn === seat.agentId} ?ended=${ended}
            .unanswered=${unanswered(this.live?.log.events ?? [], seat.agentId)}
            @handed=${() => this.#look()}></chit-seat-card>`;
        },
      )}</div>
      ${
        messages.length
          ? html`<section class="panel"><header><h2>Last words</h2></header><div class="body stack">${messages
              .slice(-3)
              .map(
                ({ agentId, payload }) =>
                  html`<p><strong><bdi>${label(agentId)}</bdi></strong> <bdi>${firstLine(payload.text, 200)}</bdi></p>`,
              )}</div></section>`
          : ''
      }
      <p class="small dim">Keep the address of this page: with it you come back as the host. Give it to nobody.</p>`;
  }

  #principal(agentId) {
    return this.live?.snapshot?.scenario?.agents?.find((agent) => agent.agentId === agentId)?.principal?.name ?? '';
  }
}
customElements.define('chit-host', ChitHost);
