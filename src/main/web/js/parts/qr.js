// @ts-check
// A QR code, drawn in the browser: what it says goes nowhere.
import { html } from 'lit';
import { encode } from 'uqr';

// Modules of a whole number of pixels, and the quiet zone of the standard: small cameras fail without them.
const MODULE = 4;
/** Of a code that would be wider than a phone. */
const SMALL_MODULE = 3;
const WIDE = 66;
const QUIET_ZONE = 4;

/** @param {string} text @param {string} words what it is, for those who do not see it */
export function qr(text, words) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  let path = '';
  data.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`;
    }),
  );
  const side = size * (size > WIDE ? SMALL_MODULE : MODULE);
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" width=${side} height=${side} role="img"
    aria-label=${words} shape-rendering="crispEdges"><path d=${path}></path></svg>`;
}
