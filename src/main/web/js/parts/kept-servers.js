// @ts-check
// The servers that a person keeps for another time, in this browser. Headers, which may be secret, are not kept.
import { html } from 'lit';
import { icon } from '../icons.js';
import { remember, remembered } from '../store.js';

const MOST = 50;

/** @typedef {{endpoint: string, protocol: string, caller: string}} KeptServer */

/** @returns {KeptServer[]} */
function kept() {
  try {
    const list = JSON.parse(remembered('servers', '[]'));
    return Array.isArray(list) ? list.filter((each) => typeof each?.endpoint === 'string') : [];
  } catch {
    return [];
  }
}

const without = (endpoint) => kept().filter((each) => each.endpoint !== endpoint);

/** @param {KeptServer} server */
const keep = (server) => remember('servers', JSON.stringify([server, ...without(server.endpoint)].slice(0, MOST)));

/**
 * @param {KeptServer} now the one in the form
 * @param {(server: KeptServer) => void} choose
 * @param {() => void} changed
 */
export function keptServers(now, choose, changed) {
  const list = kept();
  const fresh = now.endpoint && !list.some(({ endpoint }) => endpoint === now.endpoint);
  if (!list.length && !fresh) return '';
  return html`<div class="stack s2 keptservers">${
    list.length
      ? html`<h2 class="label">Saved servers</h2><ul class="plainlist" role="list">${list.map(
          (each) => html`<li class="row nowrap-row"><button class="btn ghost sm grow" type="button"
            title=${each.endpoint} aria-current=${each.endpoint === now.endpoint ? 'true' : 'false'}
            @click=${() => choose(each)}><span class="clip"><bdi>${each.endpoint}</bdi></span></button><button
              class="btn ghost icon sm" type="button" aria-label="Forget ${each.endpoint}" title="Forget"
              @click=${() => {
                remember('servers', JSON.stringify(without(each.endpoint)));
                changed();
              }}>${icon('close')}</button></li>`,
        )}</ul>`
      : ''
  }${
    fresh
      ? html`<div><button class="btn sm" type="button" @click=${() => {
          keep(now);
          changed();
        }}>${icon('plus')}Save this server</button></div>`
      : ''
  }</div>`;
}
