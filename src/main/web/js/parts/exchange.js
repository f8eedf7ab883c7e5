// @ts-check
// One request and its response, folded to a line.
import { html } from 'lit';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { hint } from '../model/hints.js';
import { curlOf } from '../model/wire-log.js';
import { duration } from '../time.js';
import './copy.js';
import { coloured, indented } from './json.js';
import { addStyles } from './extra-style.js';

addStyles('exchanges.css');

const MOST = 200_000;

const body = (text) => {
  const cut = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  const pretty = indented(cut);
  return html`<pre class="code" tabindex="0" role="group" aria-label="Body"
    dir="auto">${pretty === undefined ? cut : coloured(pretty)}</pre>`;
};

/** A secret is neither shown nor copied whole. @returns {[string, string]} */
const guarded = ([name, value]) => [
  name,
  /^authorization$/i.test(name) && value.length > 10 ? `${value.slice(0, 10)}…` : value,
];

const headers = (list) =>
  html`<pre class="code" tabindex="0" role="group" aria-label="Headers">${list
    .map((each) => guarded(each).join(': '))
    .join('\n')}</pre>`;

/** @param {import('../model/wire.js').Exchange} exchange */
export function exchangeRow(exchange) {
  const wrong = hint(exchange);
  return html`<li><details class="fold exchange"><summary>${icon(
    wrong ? 'alert' : exchange.done ? 'ok' : 'send',
    wrong ? 'c-bad' : exchange.done ? 'c-ok' : '',
  )}
      <b>${exchange.method} ${exchange.name}</b> <span class="clip dim" title=${exchange.url}>${exchange.url}</span>
      <span class="num dim push nowrap">${
        exchange.done
          ? `${exchange.status || 'no answer'}, ${
              exchange.events ? `${count(exchange.events.length, 'event')}, ` : ''
            }${duration(exchange.took)}`
          : 'under way…'
      }</span>${icon('chevron')}</summary>
    <div class="stack s2"><div class="row"><h3>Request</h3><span class="push"><chit-copy .text=${curlOf(
      exchange.method,
      exchange.url,
      exchange.requestHeaders.map(guarded),
      exchange.requestBody,
    )} words="Copy as curl"></chit-copy></span></div><p class="small"><code
      class="wrap">${exchange.method} ${exchange.url}</code></p>${headers(exchange.requestHeaders)}${
        exchange.requestBody ? body(exchange.requestBody) : ''
      }
      ${
        exchange.status
          ? html`<h3>Response ${exchange.status} ${exchange.statusText}</h3>${headers(exchange.responseHeaders)}${
              exchange.events
                ? html`<ol class="stack s2 frames" aria-label="Events of the stream">${exchange.events.map(
                    (event) => html`<li>${body(event)}</li>`,
                  )}</ol>`
                : exchange.responseBody
                  ? body(exchange.responseBody)
                  : html`<p class="small dim">No body was read.</p>`
            }`
          : ''
      }</div></details>
    ${
      wrong
        ? html`<p
  class="err small">${icon('alert')}<span><b><bdi>${wrong.title}</bdi></b>${
    /[.!?]$/.test(wrong.title) ? '' : '.'
  } ${wrong.words}</span></p>`
        : ''
    }</li>`;
}
