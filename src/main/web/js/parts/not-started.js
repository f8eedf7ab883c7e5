// @ts-check
// Beside a button that starts something: why it did not.
import { html } from 'lit';
import { said } from '../api.js';
import { icon } from '../icons.js';

/** @param {any} fault @param {() => void} again @param {() => void} cancel */
export const notStarted = (fault, again, cancel) => html`<div class="banner bad" role="alert">${icon('alert')}<div>
  <strong>${fault.uncertain ? 'It may not have started.' : 'Not started.'}</strong>
  <p>${said(fault)}${
    fault.uncertain ? html` Look at the <a href="/conversations">conversations</a> before you try again.` : ''
  }</p>
  <div class="row tight"><button class="btn sm" type="button" @click=${again}>Try again</button><button
    class="btn ghost sm" type="button" @click=${cancel}>Cancel</button></div></div></div>`;
