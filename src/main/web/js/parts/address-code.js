// @ts-check
// The address of an endpoint for a camera. Fetched when it is asked for.
import '../shared-bundle.js';
import { html } from 'lit';
import { qr } from './qr.js';

/** A denser code is not read by a phone from a screen. */
const LONGEST = 900;

/** @param {string} address */
export const addressCode = (address) =>
  address.length > LONGEST
    ? html`<p class="small mid" role="status">This address is too long for a QR code that cameras can read. Shorten the
        extra instructions, or share the page of the endpoint.</p>`
    : html`<div class="addresscode">${qr(address, 'QR code of the endpoint')}</div>`;
