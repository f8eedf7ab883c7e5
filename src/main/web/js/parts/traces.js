// @ts-check
// The private work of a turn, unfolded: thoughts, calls with their results, a waterfall of time.
import { html, nothing } from 'lit';
import { icon } from '../icons.js';
import { failed } from '../model/log.js';
import { duration, millis } from '../time.js';
import { coloured } from './json.js';
import './text.js';

const SHORT = 2_000;

/** @param {ReturnType<import('../model/log.js').steps>} steps */
export function traceList(steps) {
  const start = millis(steps[0].event.ts);
  const end = Math.max(...steps.map((step) => millis((step.result ?? step.event).ts)), start + 1);
  const at = (ts) => ((millis(ts) - start) / (end - start)) * 100;
  return html`<div class="tlist">${steps.map((step) => {
    const bad = failed(step);
    const left = Math.min(99, at(step.event.ts));
    const right = step.result ? at(step.result.ts) : left;
    return html`<div class="tr ${bad ? 'bad' : ''}" id="e${step.event.seq}"
      data-result=${step.result?.seq ?? nothing}>${icon(
        bad ? 'alert' : (ICONS[step.kind] ?? 'file'),
      )}<div>${body(step)}</div>
      <span class="dur"><a class="perma" href="#e${step.event.seq}"
        aria-label="Link to event ${step.event.seq}">${icon('link')}</a>${duration(step.took)}</span>
      <svg class="wf" aria-hidden="true"><rect x="${left}%" width="${Math.max(1, right - left)}%" height="3"
        rx="1.5"></rect></svg></div>`;
  })}</div>`;
}

const ICONS = {
  thought: 'thought',
  tool_call: 'tool',
  tool_result: 'tool',
  user_query: 'question',
  user_response: 'question',
  turn_cleared: 'retry',
};

function body({ event, kind, result }) {
  const payload = event.payload ?? {};
  switch (kind) {
    case 'thought':
      return html`<chit-text .text=${payload.content}></chit-text>`;
    case 'tool_call':
      return html`<span class="fn">${payload.name}</span> <span class="args">${oneLine(payload.args)}</span>${
        result ? answer(result.payload ?? {}) : html` <span class="dim">no result yet</span>`
      }`;
    case 'tool_result':
      return answer(payload);
    case 'user_query':
      return html`<p>Asked a person: <bdi>${payload.question}</bdi></p>${
        payload.context ? block(payload.context) : ''
      }`;
    case 'user_response':
      return html`<p>A person answered: <bdi>${text(payload.response)}</bdi></p>`;
    case 'turn_cleared':
      return html`<p>${payload.abortedBy ?? event.agentId} cleared this turn${
        payload.reason ? html` (<code>${payload.reason}</code>)` : ''
      } and begins it again.</p>`;
    default:
      return block(payload);
  }
}

function answer(payload) {
  if (payload.error !== undefined && payload.error !== null) return html`<p class="c-bad">${text(payload.error)}</p>`;
  const result = payload.result;
  if (result === undefined || result === null) return html` <span class="dim">→ done</span>`;
  if (typeof result === 'object' && typeof result.content === 'string') {
    return html`<p><b>${result.name ?? result.docId ?? 'document'}</b> <span
      class="dim">${result.contentType ?? ''}</span></p>${block(result.content)}`;
  }
  return block(result);
}

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

function oneLine(args) {
  if (args === undefined || args === null) return '';
  const line = JSON.stringify(args);
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function block(value) {
  const whole = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const colour = typeof value === 'string' ? (x) => x : coloured;
  if (whole.length <= SHORT)
    return html`<pre class="code" dir="auto" tabindex="0" role="group" aria-label="Content">${colour(whole)}</pre>`;
  return html`<pre class="code" dir="auto" tabindex="0" role="group"
    aria-label="Content">${colour(`${whole.slice(0, SHORT)}…`)}</pre>
    <details class="whole" @toggle=${(e) =>
      (e.target.querySelector('chit-text').text = e.target.open ? whole : '')}><summary>Show all of
  it</summary><chit-text .plain=${true}></chit-text></details>`;
}
