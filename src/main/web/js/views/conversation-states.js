// @ts-check
// A conversation that is not there yet, not there at all, silent, or no longer the server's.
import { said } from '../api.js';
import { html } from 'lit';
import { timeTag } from '../parts/moment.js';
import { icon } from '../icons.js';
import { loading, notice } from '../parts/marks.js';
import { rpc } from '../rpc.js';

export const missing = (number, fault) =>
  html`<div class="main"><h1 class="vh">Conversation ${number}</h1>${notice(
    'alert',
    `Conversation ${number} does not exist`,
    html`${said(fault)} It may belong to another server; this is <b>${location.host}</b>.`,
    html`<a class="btn" href="/conversations">All conversations</a>`,
  )}</div>`;

export const failed = (number, fault) =>
  html`<div class="main"><h1 class="vh">Conversation ${number}</h1>${notice(
    'alert',
    'The conversation could not be loaded',
    html`${said(fault)}`,
    html`<button class="btn" type="button" @click=${() => location.reload()}>Try again</button><a class="btn ghost"
      href="/conversations">All conversations</a>`,
  )}</div>`;

/** @param {number} number @param {boolean} quiet shows nothing that what comes next would move away */
export const waiting = (number, quiet = false) =>
  quiet && rpc.state !== 'waiting' ? html`<h1 class="vh">Conversation ${number}</h1>` : waitingInWords(number);

const waitingInWords = (number) => html`<div class="main stack"><h1>Conversation ${number}</h1>
  ${
    rpc.state === 'waiting'
      ? html`<div class="banner bad"
        role="alert">${icon('alert')}<div><strong>No live connection to ${location.host}.</strong>
    <p>The page tries again by itself. If this stays, the server may be down, or something between may not let
      WebSockets through.</p></div>
    <button class="btn" type="button" @click=${() => rpc.retryNow()}>Try now</button></div>`
      : ''
  }
  ${loading('the conversation', 5)}</div>`;

/**
 * Nothing has been said.
 * @param {string} starter the name of who is to begin, if anybody is
 * @param {boolean} mine whether that is the person who looks
 */
export function silent(live, next, starter, ensured, mine) {
  if (!live) return html`<p class="mid">Nobody said a word in this conversation.</p>`;
  if (next && ensured.has(next.agentId)) return '';
  if (mine) return html`<p class="mid">You begin, as ${starter}. Your role is described above the field below.</p>`;
  return html`<p class="mid">${
    next
      ? `Nothing has been said yet. ${starter} is to begin, but does not run on this server: its own client ` +
        `may connect, or start it here beside its name.`
      : 'Nothing has been said yet, and nobody was asked to begin. Any agent may speak first.'
  }</p>`;
}

/** Nothing has been said, to those who only watch. @param {string | undefined} starter */
export const waits = (starter) => `Nothing has been said yet.${starter ? ` ${starter} is to begin.` : ''}`;

export const replaced = (
  number,
) => html`<div class="banner" role="alert">${icon('alert')}<div><strong>The server has started over.</strong>
  <p>What stands here is the old conversation ${number}, as it was; the server now keeps another one under this
    number.</p></div>
  <button class="btn" type="button" @click=${() => location.reload()}>Show the new one</button></div>`;

/** @param {any} closing the last event @param {import('../model/usage.js').Usage} [usage] */
export const finished = (closing, usage) =>
  html`<div class="note"><span>Finished ${timeTag(closing.ts)}${usage?.words()}</span></div>`;
