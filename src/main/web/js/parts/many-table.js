// @ts-check
// Many runs of a scenario: what they amount to, and a row for each.
import { html } from 'lit';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { duration } from '../time.js';
import { chip } from './marks.js';

/**
 * @typedef {{run: number, outcome: string, reason?: string, conversationId?: number, turns?: number, millis?: number,
 *   calls?: number, tokens?: number, cost?: number}} Run
 */

const LOOKS = /** @type {Record<string, [string, string]>} */ ({
  waiting: ['neutral', 'Waiting'],
  running: ['live', 'Running'],
  passed: ['ok', 'Pass'],
  failed: ['fail', 'Fail'],
  'not-judged': ['error', 'Not judged'],
  skipped: ['canceled', 'Skipped'],
});
const STATES = { running: 'goes on', finished: 'is over', stopped: 'was stopped' };
const SHOWN_K = 3;

const share = (value) => `${Math.round(value * 100)} %`;
const whole = new Intl.NumberFormat();
const money = (cost) => (cost ? `$${cost.toFixed(4)}` : '–');

/** What the runs that are over amount to. @param {any} test */
export function figures(test) {
  const { summary, state, id } = test;
  const judged = summary.runs.passed + summary.runs.failed;
  const over = judged + summary.runs['not-judged'] + summary.runs.skipped;
  const k = Math.min(SHOWN_K, summary.passHat.length);
  const [low, high] = summary.interval95;
  const file = (name) => `/api/test-runs/${encodeURIComponent(id)}/${name}`;
  return html`<section class="panel many" aria-label="Result">
    <p role="status"><strong>${judged ? share(summary.rate) : '–'} passed</strong>
      <span class="quiet">${summary.runs.passed} of ${count(judged, 'judged run')}; the test ${STATES[state] ?? state},
        ${over} of ${test.runs} are over</span></p>
    <progress max=${test.runs} value=${over} aria-label="Runs that are over"></progress>
    <dl>
      <div><dt>95 % interval (Wilson)</dt><dd>${judged ? `${share(low)} to ${share(high)}` : '–'}</dd></div>
      <div><dt>pass^${k || SHOWN_K}</dt><dd>${k ? share(summary.passHat[k - 1]) : '–'}</dd></div>
      <div><dt>Turns, mean</dt><dd>${judged ? summary.meanTurns.toFixed(1) : '–'}</dd></div>
      <div><dt>Duration, mean</dt><dd>${judged ? duration(summary.meanMillis) : '–'}</dd></div>
      <div><dt>Calls, tokens, cost</dt><dd>${whole.format(summary.calls)}, ${whole.format(summary.tokens)},
        ${money(summary.cost)}</dd></div>
    </dl>
    ${summary.topReason ? html`<p>Fails mostly because: <span dir="auto">${summary.topReason}</span></p>` : ''}
    <div class="row noprint">${[
      ['junit.xml', 'JUnit'],
      ['report.json', 'JSON'],
      ['report.html', 'HTML'],
    ].map(
      ([name, words]) => html`<a class="btn sm" href=${file(name)} download>${icon('download')}${words} report</a>`,
    )}</div></section>`;
}

/** @param {Run} run */
const conversation = ({ conversationId: number }) =>
  number ? html`<a href="/conversations/${number}">#${number}</a>` : html`<span class="dim">–</span>`;

const other = (run, rows) =>
  rows.find((one) => one.outcome === 'passed' && one.conversationId && one.run !== run.run)?.conversationId;

const compare = (run, rows) => {
  const passed = run.outcome === 'failed' && other(run, rows);
  return passed
    ? html` <a class="small" href="/compare?a=${run.conversationId}&amp;b=${passed}">compare with #${passed}</a>`
    : '';
};

/** @param {Run} run @param {Run[]} rows */
const row = (run, rows) => {
  const [look, word] = LOOKS[run.outcome] ?? ['neutral', run.outcome];
  const known = run.turns !== undefined;
  return html`<tr><th scope="row">${run.run}</th><td data-label="Outcome">${chip(look, word)}</td>
    <td data-label="Conversation">${conversation(run)}${compare(run, rows)}</td>
    <td class="num" data-label="Turns">${known ? run.turns : '–'}</td>
    <td class="num" data-label="Duration">${known ? duration(run.millis ?? 0) : '–'}</td>
    <td class="num" data-label="Calls">${known ? whole.format(run.calls ?? 0) : '–'}</td>
    <td class="num" data-label="Tokens">${known ? whole.format(run.tokens ?? 0) : '–'}</td>
    <td class="num" data-label="Cost">${known ? money(run.cost) : '–'}</td>
    <td class="why" data-label="Reason" dir="auto">${run.reason || ''}</td></tr>`;
};

/** @param {{rows: Run[]}} test */
export const runRows = ({ rows }) => html`<table class="many-rows"><caption class="vh">Runs</caption>
  <thead><tr><th scope="col">Run</th><th scope="col">Outcome</th><th scope="col">Conversation</th><th
    scope="col">Turns</th><th scope="col">Duration</th><th scope="col">Calls</th><th scope="col">Tokens</th><th
    scope="col">Cost</th><th scope="col">Reason</th></tr></thead>
  <tbody>${rows.map((run) => row(run, rows))}</tbody></table>`;
