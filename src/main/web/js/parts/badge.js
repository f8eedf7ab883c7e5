// @ts-check
// Whether a scenario is published, and locked here.
import { html } from 'lit';
import { icon } from '../icons.js';
import { armed, tokenFor } from '../locks.js';
import { published } from '../scenarios.js';

/** The lock is shown closed unless this server is known to lock nothing. */
export const badge = (item) =>
  published(item)
    ? html`<span class="tag lock">${
        armed() === false ? '' : icon(tokenFor(item.id) === null ? 'lock' : 'unlock')
      }Published${tokenFor(item.id) === null ? '' : html`<span class="vh">, unlocked</span>`}</span>`
    : '';
