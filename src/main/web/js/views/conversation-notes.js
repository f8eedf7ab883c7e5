// @ts-check
// The notes between the turns of a conversation, and the title of its tab.
import { html } from 'lit';
import { firstLine } from '../format.js';
import { expected } from '../model/log.js';
import { outcomeOf } from '../model/outcome.js';
import { dialWords, seatWords } from '../model/seat-events.js';
import { query } from '../router.js';
import { rpc } from '../rpc.js';
import { setIcon, setTitle } from '../title.js';

/** @typedef {import('../model/roster.js').Roster} Roster */

const ICON = { ok: 'ok', fail: 'fail', error: 'error', neutral: 'closed', canceled: 'closed' };

/** A note of the server. @param {{event: any}} note @param {Roster} roster */
export function noteLine({ event }, roster) {
  const payload = event.payload ?? {};
  return html`<div class="note" data-key=${event.seq} title=${event.ts}>${
    payload.data?.noticed ? finding(payload.data, roster) : html`<bdi>${noteWords(payload, roster)}</bdi>`
  }</div>`;
}

/** Few conversations have one. */
function finding(data, roster) {
  import('../parts/finding.js').catch(() => {});
  return html`<chit-finding .data=${data} .roster=${roster}></chit-finding>`;
}

function noteWords({ kind, data }, roster) {
  if (kind === 'idle_timeout') return 'The watchdog saw no event for too long';
  if (kind === 'seat' && data) return seatWords(data, roster.who(data.agentId).name);
  if (kind === 'dial' && data) return dialWords(data, roster.who(data.agentId).name);
  if (data?.tolerance) return `Tolerated from a client: ${firstLine(data.detail, 200)}`;
  if (data?.handedTo) {
    const { name } = roster.who(data.agentId);
    return data.handedTo === 'person' ? `A person took ${name} over` : `${name} was handed back to the server`;
  }
  return typeof data?.text === 'string' ? data.text : firstLine(JSON.stringify(data ?? kind ?? ''), 200);
}

/** The turn of an agent that has been asked and has not begun. @param {any} who */
export const askedLine = (who) => html`<div class="turn ghostly" data-a=${who.place}><div class="thread"><span
  class="av" data-a=${who.place} aria-hidden="true">${who.initial}</span></div>
  <div class="pending"><span class="who">${who.name}</span><span><span
    class="dot live inline"></span> has been asked</span></div></div>`;

/** @param {import('../live.js').LiveConversation} conversation @param {Roster} roster @param {string} title */
export function nameTab(conversation, roster, title) {
  const { live, phase, snapshot, log, number } = conversation;
  if (!snapshot) {
    if (phase === 'missing') setTitle(`No conversation ${number}`);
    return;
  }
  // Neither may tell what may be over.
  if (live && rpc.everOpen && rpc.state !== 'open') {
    setTitle(`Reconnecting · ${title}`);
    setIcon('closed');
    return;
  }
  if (live) {
    const [failing] = log.failing.values();
    setTitle(`${stateWords(conversation, roster, failing)}${title}`, failing ? '!' : '●');
    setIcon(failing && !conversation.asked ? 'error' : 'live');
    return;
  }
  const outcome = outcomeOf(log.closing);
  setTitle(`${outcome.word} · ${title}`, outcome.look === 'ok' ? '✓' : outcome.look === 'canceled' ? '–' : '×');
  setIcon(ICON[outcome.look]);
}

function stateWords({ asked, log, snapshot, guidance }, roster, failing) {
  if (asked) return asked.draft ? 'Draft waits · ' : 'Question waits · ';
  if (failing) return `${roster.who(failing.agentId).name} fails · `;
  const next = expected(log, snapshot.metadata, guidance);
  if (!next) return '';
  return next.agentId === query('as') ? 'Your turn · ' : `Waiting for ${roster.who(next.agentId).name} · `;
}

/** Says new messages to a screen reader. @param {Element | null} log a live region */
export function announce(log, events, roster) {
  for (const event of log ? events.filter((each) => each.type === 'message').slice(-3) : []) {
    const line = document.createElement('p');
    const words = firstLine(event.payload?.text, 300) || 'attachments only';
    line.textContent = `${roster.who(event.agentId).name}: ${words}`;
    log?.append(line);
    while (log && log.childElementCount > 5) log.firstElementChild?.remove();
  }
}
