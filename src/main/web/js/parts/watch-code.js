// @ts-check
// What a room needs to watch on its own phones. Fetched by itself: only a projector draws QR codes of its conversation.
import '../shared-bundle.js';
import { html } from 'lit';
import { qr } from './qr.js';

/** @param {string} url */
export const watchCode = (url) =>
  html`<aside class="watchcode" aria-label="Watch on a phone">${qr(
    url,
    'QR code of the address of this conversation',
  )}<span class="small">Watch on your phone</span></aside>`;
