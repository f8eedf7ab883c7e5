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
  return html`<div class="note" data-key=${event.seq} title=${event.ts}><bdi>${noteWords(
    payload,
    roster,
  )}</bdi>${seqLinks(payload.data)}</div>`;
}

/** Links to the events of which a finding speaks. @param {any} data */
function seqLinks(data) {
  if (!data?.noticed) return '';
  const seqs = [data.from, data.to, data.seq].filter((seq, i, all) => Number.isInteger(seq) && all.indexOf(seq) === i);
  return seqs.length ? html` (${seqs.map((seq, i) => html`${i ? ', ' : ''}<a href="#e${seq}">#${seq}</a>`)})` : '';
}

const STALLS = {
  repeat: (who, many) => `${who} ${many ? 'repeat themselves' : 'repeats itself'}`,
  cycle: (who, many) => `${who} ${many ? 'go' : 'goes'} round in a circle`,
  idle: (who) => `The turns of ${who} bring nothing new`,
};

/** A finding of the running verdict; undefined for one that this page does not know. */
function findingWords({ noticed, stall, agents = [], owner, learnedBy, fact }, roster) {
  const name = (agentId) => roster.who(agentId).name;
  if (noticed === 'stall') return STALLS[stall]?.(agents.map(name).join(' and '), agents.length > 1);
  if (noticed === 'disclosure')
    return `${name(learnedBy)} learned “${fact}” from ${name(owner)} against the rules of the scenario`;
  return undefined;
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
  const finding = data?.noticed && findingWords(data, roster);
  if (finding) return finding;
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
