// @ts-check
// A QR code, drawn in the browser: what it says goes nowhere.
import { html } from 'lit';
import { encode } from 'uqr';

/** @param {string} text @param {string} words what it is, for those who do not see it */
export function qr(text, words) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  let path = '';
  data.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`;
    }),
  );
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${words}
    shape-rendering="crispEdges"><path d=${path}></path></svg>`;
}
