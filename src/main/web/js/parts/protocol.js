// @ts-check
// The protocol of an external agent; the choice is in the address.
import { html } from 'lit';
import { query, setQuery } from '../router.js';

const PROTOCOLS = [
  ['a2a', 'A2A'],
  ['mcp', 'MCP'],
  ['websocket', 'WebSocket'],
];

/** @returns {string} `a2a`, `mcp` or `websocket` */
export const protocolOf = () => (PROTOCOLS.some(([value]) => value === query('protocol')) ? query('protocol') : 'a2a');

export const protocolPicker = () => html`<div class="field"><span class="lab" id="protocol">Protocol</span><div><div
  class="seg" role="radiogroup" aria-labelledby="protocol">${PROTOCOLS.map(
    ([value, name]) =>
      html`<label><input type="radio" name="protocol" .checked=${protocolOf() === value}
      @change=${() => setQuery({ protocol: value === 'a2a' ? null : value, snippet: null })}>${name}</label>`,
  )}</div></div></div>`;
