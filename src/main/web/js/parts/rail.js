// @ts-check
// Beside the conversation: the agents with where they run, and the turns as an outline.
import { html, nothing } from 'lit';
import { ChitElement } from '../element.js';
import { count, firstLine } from '../format.js';
import { icon } from '../icons.js';
import { heldFor, mayHost } from '../model/codes.js';
import { cameOver, tolerances } from '../model/seat-events.js';
import { usedWords } from '../model/usage.js';
import { rpc } from '../rpc.js';
import { duration, millis } from '../time.js';
import { BRIDGES } from './rows.js';
import { mark } from './marks.js';
import { timeTag } from './moment.js';

const OUTLINE_OF = 60;
const SCROLLED = 150;
/** What can be done with an agent; `one`: the method takes one agent, not a list. */
const ACTS = /** @type {const} */ ({
  stop: { method: 'stop', icon: 'stop', label: 'Stop', one: false },
  start: { method: 'ensure', icon: 'play', label: 'Start here', one: false },
  handBack: { method: 'handBack', icon: 'play', label: 'Hand back', one: true },
});

class ChitRail extends ChitElement {
  static properties = {
    conversation: { attribute: false },
    roster: { attribute: false },
    next: { attribute: false },
    usage: { attribute: false },
    drawn: {},
    busy: { state: true },
    whole: { state: true },
    reading: { state: true },
    fault: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.conversation;
    /** @type {any} */
    this.roster;
    /** @type {any} */
    this.next;
    /** @type {import('../model/usage.js').Usage | undefined} */
    this.usage;
    /** The key of the turn that stands at the top of the window; of a talk that is followed, none. */
    this.reading = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('scroll', this.#scrolled, { passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('scroll', this.#scrolled);
    clearTimeout(this.timer);
  }

  #scrolled = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(), SCROLLED);
  };

  #read() {
    if (!this.querySelector('.outline')?.checkVisibility()) return;
    const turns = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('chit-turn')]);
    const line = innerHeight / 3;
    const read = turns.findLast((turn) => turn.getBoundingClientRect().top <= line) ?? turns[0];
    this.reading = Number(read?.dataset.key) || 0;
  }

  // Only the outline itself scrolls: the page stays where it is read.
  updated(changed) {
    if (!changed.has('reading')) return;
    const outline = /** @type {HTMLElement | null} */ (this.querySelector('.outline'));
    const current = /** @type {HTMLElement | null} */ (outline?.querySelector('[aria-current]'));
    const frame = outline && scroller(outline);
    if (!frame || !current) return;
    const { top, bottom } = current.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    if (top < box.top) frame.scrollTop -= box.top - top;
    else if (bottom > Math.min(box.bottom, innerHeight)) frame.scrollTop += bottom - Math.min(box.bottom, innerHeight);
  }

  async #lifecycle({ method, one }, agentId) {
    this.busy = agentId;
    this.fault = null;
    const whom = one ? { agentId } : { agentIds: [agentId] };
    try {
      await rpc.call(`lifecycle.${method}`, { conversationId: this.conversation.number, ...whom });
    } catch (/** @type {any} */ fault) {
      this.fault = { agentId, text: fault.message };
    }
    this.busy = '';
    // Without an answer nothing has changed, and asking would wait for the connection.
    if (rpc.state === 'open') await this.conversation.refreshAgents();
  }

  view() {
    const { snapshot, log } = this.conversation;
    const scenario = snapshot.scenario;
    return html`<section><h2 class="label">Agents</h2><div
      class="agents stack">${this.roster.agents.map((agent) => this.#agent(agent))}</div></section>
      ${
        log.turns.length
          ? html`<section class="outline-sec"><h2 class="label">Turns</h2><nav class="outline"
  aria-label="Turns">${this.#outline(log)}</nav></section>`
          : ''
      }
      ${
        scenario || snapshot.metadata?.description
          ? html`<section class="outline-sec"><h2 class="label">About</h2><dl class="small stack s2">
        ${
          scenario
            ? html`<div><dt class="dim">Scenario</dt><dd><a class="clamp2"
  href="/scenarios/${encodeURIComponent(scenario.metadata?.id)}"><bdi>${scenario.metadata?.title}</bdi></a></dd></div>`
            : ''
        }
        ${
          snapshot.metadata?.description
            ? html`<div><dt class="dim">Description</dt><dd
  dir="auto">${firstLine(snapshot.metadata.description, 300)}</dd></div>`
            : ''
        }
        ${
          snapshot.metadata?.watchdog?.disabled
            ? html`<div><dt class="dim">Watchdog</dt><dd>off for this talk</dd></div>`
            : ''
        }
      </dl></section>`
          : ''
      }
      ${this.#used()}${this.#tolerated(tolerances(log.events))}`;
  }

  #used() {
    const { total } = this.usage ?? {};
    if (!total?.calls) return '';
    return html`<section class="outline-sec used"><h2 class="label">Models</h2><p
      class="small">${usedWords(total)}</p></section>`;
  }

  #tolerated(list) {
    if (!list.length) return '';
    return html`<section class="outline-sec"><h2 class="label">Tolerated from clients</h2><dl
      class="small stack s2">${list.map(
        ({ tolerance, detail }) => html`<div><dt class="dim">${String(tolerance).replaceAll('-', ' ')}</dt><dd
          dir="auto">${firstLine(detail, 200)}</dd></div>`,
      )}</dl></section>`;
  }

  #agent(agent) {
    const { live, ensured, takenOver, log } = this.conversation;
    const here = ensured.has(agent.id);
    const byHand = takenOver.has(agent.id);
    const act = here ? ACTS.stop : byHand ? ACTS.handBack : ACTS.start;
    const failing = live ? log.failing.get(agent.id) : undefined;
    const last = log.heard.get(agent.id);
    const model = typeof agent.config?.model === 'string' ? agent.config.model : '';
    const working = live && this.next?.agentId === agent.id;
    // One state: who fails is not late as well.
    const late = working && !failing && this.next.until < Date.now();
    const { custom } = this.conversation.snapshot.metadata ?? {};
    const bridge = BRIDGES[custom?.bridge];
    const over = cameOver(log.events, agent.id);
    const outside = byHand
      ? 'Played by a person'
      : bridge || over
        ? `Outside, ${bridge ?? over}`
        : openSeat(this.conversation.number, agent.id)
          ? 'Seat is open'
          : 'Not on this server';
    // Their lines have their room from the start, or the talk would move when the answer comes.
    const known = this.conversation.agentsKnown;
    return html`<div class="agentcard" data-a=${agent.place}>${mark(this.roster.who(agent.id))}
      <div><div class="who" title=${agent.id}><bdi>${agent.name}</bdi></div>
        ${
          agent.principal
            ? html`<div class="small dim more clip"
  title=${agent.principal}><bdi>${agent.principal}</bdi></div>`
            : ''
        }
        ${
          live
            ? html`<div class="small mid health ${known ? '' : 'unseen'}"><i
  class="dot ${late || failing ? 'bad' : here ? (working ? 'live' : 'ok') : 'off'}"></i><span>${
    failing ? 'Its model fails' : here ? (working ? 'Working here' : 'On this server') : outside
  }${late ? html`<span class="c-warn">, late</span>` : ''}</span></div>`
            : ''
        }
        <div class="small dim more">${
          last ? html`last heard ${timeTag(last.ts)}` : 'not heard yet'
        }${model ? html`<br>${model}` : ''}</div></div>
      ${
        live && this.#mayAct(agent.id)
          ? html`<div class="acts ${known ? '' : 'unseen'}"><button class="btn ghost sm" type="button"
        ?disabled=${this.busy === agent.id}
        @click=${() => this.#lifecycle(act, agent.id)}>${icon(act.icon)}${act.label}<span
            class="vh">: ${agent.name}</span></button></div>`
          : ''
      }
      ${
        this.fault?.agentId === agent.id
          ? html`<p class="err acts"
  role="alert">${icon('alert')}<span>${/** @type {NonNullable<typeof this.fault>} */ (this.fault).text}</span></p>`
          : ''
      }</div>`;
  }

  // A host hands a seat over on its own page, where the link that it had is replaced as well.
  #mayAct(agentId) {
    const { number } = this.conversation;
    return mayHost(number) && !openSeat(number, agentId);
  }

  #outline(log) {
    const current = log.holding(this.reading || Number(location.hash.slice(2)) || 0);
    const last = Math.max(0, log.turns.length - OUTLINE_OF);
    const at = current ? log.turns.indexOf(current) : -1;
    const from = this.whole ? 0 : at < 0 ? last : Math.min(last, Math.max(0, at - OUTLINE_OF / 2));
    const to = this.whole ? log.turns.length : from + OUTLINE_OF;
    const more = html`<button class="btn ghost sm" type="button"
      @click=${() => (this.whole = true)}>${count(from, 'earlier turn')}</button>`;
    const links = log.turns.slice(from, to).map((turn, i) => {
      const who = this.roster.who(turn.agentId);
      const before = log.turns[from + i - 1]?.last ?? log.created;
      const words = turn.messages.length
        ? firstLine(turn.messages.at(-1).payload?.text, 60) || 'attachments'
        : turn.closed
          ? ''
          : turn.failure
            ? 'its model fails'
            : 'working';
      return html`<a href="#e${turn.key}" data-a=${who.place}
        aria-current=${turn === current ? 'true' : nothing}>${mark(who, 'sm')}<span
          class="num">${turn.number}</span><span class="clip" dir="auto">${words}</span><span
            class="num dim">${turn.closed ? duration(millis(turn.last.ts) - millis(before.ts)) : ''}</span></a>`;
    });
    const later = log.turns.length - to;
    return [from ? more : '', links, later > 0 ? html`<p class="small dim">${count(later, 'later turn')}</p>` : ''];
  }
}
/** What scrolls an element, where that is not the page. @param {HTMLElement} element */
function scroller(element) {
  let each = /** @type {HTMLElement | null} */ (element);
  while (each && !(each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY)))
    each = each.parentElement;
  return each === document.documentElement || each === document.body ? null : each;
}

/** Whether an agent's place is kept for somebody who has the code of its seat. */
const openSeat = (number, agentId) => heldFor(number)?.seats?.[agentId]?.kind === 'open';

customElements.define('chit-rail', ChitRail);
