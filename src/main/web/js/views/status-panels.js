// @ts-check
// The panels of the status page: how models answer, the data file, the public address, the watchdog, the lock.
import { html, nothing } from 'lit';
import { said } from '../api.js';
import { count, size } from '../format.js';
import { icon } from '../icons.js';
import { hostOf, reach } from '../model/reach.js';
import { timeTag } from '../parts/moment.js';
import { duration, moment, roughly } from '../time.js';

const SCARCE = 500_000_000;
const PROVIDERS = {
  mock: 'Rehearsal',
  browserside: 'In the browser',
  openai: 'OpenAI',
  openrouter: 'OpenRouter',
  anthropic: 'Anthropic',
  google: 'Google',
};
const SIGNS = { ok: 'ok', warn: 'alert', bad: 'alert' };
const tag = (state, words) => html`<span class="tag c-${state} push">${icon(SIGNS[state])}${words}</span>`;
const panel = (title, mark, body) =>
  html`<section class="panel"><header><h2>${title}</h2>${mark}</header>${body}</section>`;

/**
 * @param {any} listings what the server offers, or why that is unknown
 * @param {any[]} reports how the last call to each provider ended
 */
export function providers(listings, reports) {
  if (listings instanceof Error)
    return panel(
      'Model providers',
      '',
      html`<div class="body"><p class="err">${icon('alert')}<span>${said(listings)}</span></p></div>`,
    );
  return panel(
    'Model providers',
    '',
    listings.map((provider) =>
      row(
        provider,
        reports.find(({ name }) => name === provider.name),
      ),
    ),
  );
}

const row = (provider, report) => html`<div class="prov"><div><b
    title=${provider.name}>${PROVIDERS[provider.name] ?? provider.name}</b><br><code
    class="dim">${provider.defaultModel ?? 'no model'}</code></div>
  <span class="mid">${provider.description ?? ''}<br>${report ? lastCall(report) : ''}${
    provider.models?.length
      ? html`<details class="fold small"><summary>${count(provider.models.length, 'model')}</summary><ul
          class="plainlist">${provider.models.map((model) => html`<li><code>${model}</code></li>`)}</ul></details>`
      : ''
  }</span>${standing(provider, report)}</div>`;

function standing({ available }, report) {
  if (report && !report.answered) return html`<span class="tag c-bad">${icon('alert')}Fails</span>`;
  if (report) return html`<span class="tag c-ok">${icon('ok')}Answers</span>`;
  return html`<span class="tag ${available ? 'c-ok' : ''}">${icon(available ? 'ok' : 'canceled')}${
    available ? 'Available' : 'Off'
  }</span>`;
}

function lastCall({ answered, failure, at, since, latencyMs, model }) {
  const how = html`<code>${model}</code> after ${duration(latencyMs)}`;
  if (answered)
    return html`<span class="small">Last answer ${timeTag(at)} from ${how}, without failure since
      ${timeTag(since)}</span>`;
  return html`<span class="err" role="status">${icon('alert')}<span>Fails since ${timeTag(since)}; last ${timeTag(at)},
    ${how}. The server says: “<bdi>${failure}</bdi>”</span></span>`;
}

export function storage({ writable, usedBytes, freeBytes }) {
  const scarce = freeBytes < SCARCE;
  return panel(
    'Storage',
    writable ? tag(scarce ? 'warn' : 'ok', scarce ? 'Nearly full' : 'Writable') : tag('bad', 'Not writable'),
    html`<div class="body"><dl
      class="kv"><dt>Stored</dt><dd>${size(usedBytes)}</dd>${
        freeBytes === undefined ? nothing : html`<dt>Free beside it</dt><dd>${size(freeBytes)}</dd>`
      }</dl></div>`,
  );
}

export function address({ apiBase, configured, refusal }) {
  const from = reach(apiBase);
  const other = hostOf(apiBase) !== location.host;
  const words =
    from === 'machine'
      ? 'Only programs on this very machine reach it.'
      : from === 'network'
        ? 'It works in this network; agents on the internet cannot reach it.'
        : 'It looks reachable from anywhere.';
  const doubt = Boolean(refusal) || from === 'machine' || from === 'unknown';
  return panel(
    'Public address',
    tag(doubt ? 'warn' : 'ok', doubt ? 'Check' : 'Fine'),
    html`<div class="body stack s3">
    <p><code class="wrap">${apiBase}</code></p>
    <p class="mid">${from === 'unknown' ? 'This is not an address that a client could use.' : words} ${
      configured
        ? html`Set by <code>PUBLIC_API_BASE_URL</code>.`
        : html`Taken from each request; set
<code>PUBLIC_API_BASE_URL</code> to change what endpoints show.`
    }</p>
    ${
      other
        ? html`<p class="mid">This page came from <code>${location.host}</code>. <a href="${apiBase}/health"
target="_blank" rel="noopener">See whether the public address answers</a></p>`
        : ''
    }
    ${
      refusal
        ? html`<p
class="err">${icon('alert')}<span>MCP clients would be refused under this name. The server says:
  “${refusal}”</span></p>`
        : ''
    }
    <dl class="kv"><dt>WebSocket</dt><dd><code
      class="wrap">${apiBase.replace(/^http/, 'ws')}/ws</code></dd></dl></div>`,
  );
}

export function watchdog(watchdog) {
  if (!watchdog.enabled)
    return panel(
      'Watchdog',
      tag('warn', 'Off'),
      html`<p class="body mid">Conversations in which nothing happens stay open. <code>WATCHDOG_ENABLED</code> is
        off.</p>`,
    );
  return panel(
    'Watchdog',
    tag('ok', 'On'),
    html`<div class="body"><dl class="kv"><dt>Looks every</dt><dd>${roughly(watchdog.intervalMs)}</dd>
    <dt>Cancels after</dt><dd>${roughly(
      watchdog.stalledThresholdMs,
    )} of silence, never in the first ${roughly(watchdog.minAgeMs)}</dd>
    <dt>Next to go</dt><dd>${
      watchdog.next
        ? html`<a href="/conversations/${watchdog.next.conversation}">#${watchdog.next.conversation}</a> at about
            ${timeTag(watchdog.next.at, shortly)}, if nobody speaks`
        : 'none that it knows of'
    }</dd>
    <dt>Since the start</dt><dd>${watchdog.closed} canceled${
      watchdog.closed
        ? html`, <a
href="/conversations?outcome=canceled&amp;q=idle_timeout">show them</a>`
        : ''
    }</dd></dl></div>`,
  );
}

/**
 * The events of the last hour as a line.
 * @param {number[]} minutes events of each minute, the oldest first
 */
export function sparkline(minutes) {
  if (minutes.length < 2) return html`<span class="small dim">counted since the server started</span>`;
  const most = Math.max(1, ...minutes);
  const points = minutes.map((n, i) => `${(i * 100) / (minutes.length - 1)} ${20 - (n / most) * 19}`);
  const line = `M${points.join('L')}`;
  const words = `The last ${count(minutes.length, 'minute')}: between ${Math.min(...minutes)} and ${Math.max(
    ...minutes,
  )} events in one`;
  return html`<svg class="spark" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" aria-label=${words}>
    <title>${words}</title><path class="area" d="${line}V20H0z"></path><path d=${line}></path></svg>`;
}

/** What the operator allows at most, and what is used of it. */
export function ceilings({ ceilings: most, models }) {
  const full = most.serverAgentsRunning >= most.serverAgents;
  const spent = [
    [models.callsToday, models.callsPerDay],
    [models.tokensToday, models.tokensPerDay],
  ].some(([today, limit]) => limit && today >= limit);
  const state = spent ? 'Budget spent' : full ? 'Agents full' : 'Room left';
  return panel(
    'Limits',
    tag(spent || full ? 'warn' : 'ok', state),
    html`<div class="body"><dl class="kv"><dt>A conversation</dt><dd>${whole(most.maxTurns)} turns, ${size(
      most.conversationBytes,
    )}, ${most.conversationLifeMs ? html`active for ${roughly(most.conversationLifeMs)}` : 'active for any time'}</dd>
    <dt>Agents on this server</dt><dd>${whole(most.serverAgentsRunning)} of ${whole(most.serverAgents)} run</dd>
    <dt>Paid models a day</dt><dd>${of(models.callsToday, models.callsPerDay)} calls, ${of(
      models.tokensToday,
      models.tokensPerDay,
    )} tokens</dd>
    <dt>For one conversation</dt><dd>${upTo(models.callsPerConversation)} calls, ${upTo(
      models.tokensPerConversation,
    )} tokens a day</dd>
    <dt>One call</dt><dd>a prompt of ${whole(models.promptCharacters)} characters, an answer of ${whole(
      models.maxTokens,
    )} tokens</dd></dl></div>`,
  );
}

const shortly = (at) => moment(at, false);
const whole = (number) => number.toLocaleString('en');
const of = (number, limit) => (limit ? `${whole(number)} of ${whole(limit)}` : `${whole(number)}, no limit on`);
const upTo = (limit) => (limit ? whole(limit) : 'any number of');

export function editing({ editTokenWanted }) {
  return panel(
    'Editing of published scenarios',
    editTokenWanted
      ? html`<span class="tag push">${icon('lock')}Token needed</span>`
      : html`<span class="tag push">Open</span>`,
    html`<p class="body mid">${
      editTokenWanted
        ? 'Changing or deleting a published scenario needs this server’s edit token.'
        : html`Everybody may
change published scenarios: no <code>PUBLISHED_EDIT_TOKEN</code> is set.`
    }</p>`,
  );
}
