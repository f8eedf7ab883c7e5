// @ts-check
// What a row of a list of conversations is made of: how it stands, who had the last word, since when.
import { html } from 'lit';
import { firstLine, initial, label } from '../format.js';
import { icon } from '../icons.js';
import { closerName, look, reasonWords } from '../model/outcome.js';
import { lookOf } from '../model/verdict.js';
import { millis, moment } from '../time.js';
import { chip, mark } from './marks.js';
import { timeTag } from './moment.js';
import './clock.js';

export const BRIDGES = { a2a: 'over A2A', mcp: 'over MCP', websocket: 'over WebSocket' };

const ICONS = { ok: 'check', fail: 'close', neutral: 'neutral' };

const place = (item, agentId) => {
  const at = item.agents.indexOf(agentId);
  return at < 0 ? 0 : (at % 6) + 1;
};

export const agentMark = (item, agentId) =>
  mark({ place: place(item, agentId), initial: initial(label(agentId)) }, 'sm');

/** Whether the agent that is to act lets all others wait for longer than it should. */
const late = ({ status, expected }) => status === 'active' && millis(expected?.until) < Date.now();

export const state = (item) => {
  if (item.status === 'active')
    return item.failing ? chip('error', 'Model fails') : late(item) ? chip('warn', 'Late') : chip('live', 'Live');
  const { look: as, word } = look(item.outcome?.status);
  return chip(as, html`<bdi class="clip">${word}</bdi>`);
};

/** Pass or fail of a conversation that was judged. */
export const judged = (item) => {
  if (!item.verdict) return '';
  const { look: as, word } = lookOf(item.verdict);
  return html`<span class="judged" data-o=${as} title="Verdict: ${word}">${icon(ICONS[as])}<span
    class="vh">Verdict: </span>${word}</span>`;
};

export const turns = (item) =>
  html`<span class="c-turns num">${item.turns}<span
    class="unit vh"> ${item.turns === 1 ? 'turn' : 'turns'}</span></span>`;

export const bridge = (item) => (item.bridge ? (BRIDGES[item.bridge] ?? '') : '');

const lately = (at) => (Date.now() - millis(at) < 5_000 ? 'now' : moment(at, false));

/** The latest message, and in a live conversation the agent that works on the next one. */
export function lastWord(item) {
  if (item.status === 'active' && item.failing) {
    const { agentId, reason } = item.failing;
    return html`<span class="last">${agentMark(item, agentId)}<span class="vh">${label(agentId)}: </span><span
      class="clip c-bad" dir="auto" title=${agentId}>${firstLine(reason, 160)}</span></span>`;
  }
  if (late(item)) {
    const { agentId, until } = item.expected;
    return html`<span class="last">${agentMark(item, agentId)}<span class="clip"><bdi>${label(agentId)}</bdi> is late
      since ${timeTag(until, lately, { alone: false })}</span></span>`;
  }
  if (item.status === 'active' && item.speaking) {
    return html`<span class="last">${agentMark(item, item.speaking)}<span
      class="clip"><bdi>${label(item.speaking)}</bdi> is working, <chit-clock class="quiet"
        .since=${millis(item.last?.ts ?? item.createdAt)}></chit-clock></span></span>`;
  }
  if (!item.last) return html`<span class="last dim">Nobody has spoken yet</span>`;
  const by = closerName(item.last.agentId, item.outcome?.reason);
  const words =
    (by && reasonWords(item.outcome?.reason)) ||
    item.last.text ||
    (item.last.attachments ? 'attachments only' : 'no words');
  return html`<span class="last">${agentMark(item, item.last.agentId)}<span
    class="vh">${by || label(item.last.agentId)}: </span><span class="clip" dir="auto"
      title=${item.last.agentId}>${firstLine(words, 160)}</span></span>`;
}

export const updated = (item) => timeTag(item.updatedAt, lately, { look: 'end', alone: false, name: 'Updated' });
