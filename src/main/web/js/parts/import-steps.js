// @ts-check
// The steps of an import as a person sees them: shall it be fetched, shall it be stored, what has to be mended first.
import { html } from 'lit';
import { count, firstLine, label } from '../format.js';
import { icon } from '../icons.js';
import { addressOf, cut, published, titleOf } from '../scenarios.js';

const EDITABLE_UP_TO = 1_000_000;
const FAULTS_SHOWN = 30;
const AGENTS_SHOWN = 8;

/** @param {string} heading @param {unknown} beside @param {unknown} body @param {boolean} [busy] */
const step = (heading, beside, body, busy = false) => html`<section class="panel importing" tabindex="-1"
  aria-labelledby="import-title" aria-busy=${busy ? 'true' : 'false'}><header><h2 id="import-title">${heading}</h2>${
    beside ? html`<span class="small dim"><bdi>${cut(beside, 120)}</bdi></span>` : ''
  }</header><div class="body stack s3">${body}</div></section>`;

const primary = (words, busy, act) => html`<button class="btn primary" type="button"
  aria-disabled=${busy ? 'true' : 'false'} @click=${act}>${words}</button>`;

const quiet = (words, act) => html`<button class="btn ghost" type="button" @click=${act}>${words}</button>`;

/** Characters that would turn the text around or hide a part of it, as a browser writes them in an address. */
const visible = (address) => address.replace(/[\p{Cc}\p{Cf}]/gu, encodeURIComponent);

/** An address that a link brought along: fetched only when the person says so. */
export const offering = ({ address, source, faults }, acts, busy) =>
  step(
    'Import a scenario from another server?',
    '',
    html`<p>Your browser fetches <code class="wrap">${cut(source?.href ?? visible(address), 600)}</code>${
      source ? html` from <strong>${source.host}</strong>` : ''
    }. You see what it is before anything is stored here.</p>
      ${
        faults.length
          ? html`<div role="alert"><ul class="faults">${faults.map((each) => faultLine(each, acts, false))}</ul></div>`
          : ''
      }
      ${
        source && faults.length
          ? html`<p class="small mid">Another way: <a href=${source.href} target="_blank" rel="noopener noreferrer"
  >open it in a tab</a>, save it as a file there, and import the file.</p>`
          : ''
      }
      <div class="row">${
        source ? primary(busy ? 'Fetching…' : faults.length ? 'Try again' : 'Fetch it', busy, acts.fetch) : ''
      }${busy ? quiet('Stop', acts.stop) : quiet('Not now', acts.drop)}</div>`,
    busy,
  );

/** What is in it and what has to be decided. */
export const asking = (work, acts, busy) => {
  const { found, clash, fileName, publish } = work;
  return step(
    /** @type {any} */ (html`Import “<bdi>${titleOf(found, 120)}</bdi>”`),
    fileName,
    html`${contents(found.config)}
      ${
        clash
          ? html`<p>The id <code>${cut(clash.id, 200)}</code> is taken${
              clash.config ? html` by <a href=${addressOf(clash.id)}>“<bdi>${titleOf(clash, 120)}</bdi>”</a>` : ''
            }. The file can come in as a copy under a new id; what is stored stays as it is.</p>`
          : ''
      }
      ${
        published(found)
          ? html`<label class="switch"><input type="checkbox" role="switch" .checked=${publish}
  @change=${(e) => acts.publish(e.target.checked)}><span>Publish it here as well: offered to everybody on this server,
  and locked where the server has an edit token</span></label>`
          : ''
      }
      <div class="row">${primary(
        busy ? 'Importing…' : clash ? 'Import as a copy' : 'Import',
        busy,
        acts.send,
      )}${way(work, acts)}</div>`,
    busy,
  );
};

/** An untrusted scenario in few words; any part of it may be of a wrong type. */
function contents({ metadata, agents }) {
  const roles = (Array.isArray(agents) ? agents : []).filter((agent) => typeof agent?.agentId === 'string');
  const tools = roles.reduce((sum, { tools: own }) => sum + (Array.isArray(own) ? own.length : 0), 0);
  const names = roles.slice(0, AGENTS_SHOWN).map(({ agentId }) => cut(label(agentId), 60));
  const rest = roles.length - names.length;
  return html`${
    metadata?.description ? html`<p dir="auto">${firstLine(cut(metadata.description, 600), 400)}</p>` : ''
  }<p class="small mid">${count(roles.length, 'agent')}${
    names.length ? html`: <bdi>${names.join(', ')}</bdi>${rest ? ` and ${rest} more` : ''}` : ''
  }. ${count(tools, 'tool')}.</p>`;
}

/** What is wrong, beside the text where it can be mended. */
export const mending = (work, acts) => {
  const { faults, text, fileName, unread } = work;
  const editable = !unread && text.length <= EDITABLE_UP_TO;
  return step(
    faults.length ? 'Not imported' : 'Importing…',
    fileName,
    html`<div role="alert"><ul class="faults">${faults
      .slice(0, FAULTS_SHOWN)
      .map((fault) => faultLine(fault, acts, editable))}${
      faults.length > FAULTS_SHOWN
        ? html`<li class="small dim">and ${count(faults.length - FAULTS_SHOWN, 'more fault')}</li>`
        : ''
    }</ul></div>
      ${
        editable
          ? html`<div class="field"><label for="import-text">Text of the file</label><textarea id="import-text"
  class="in mono" rows="12" wrap="off" spellcheck="false" .value=${text}
    @input=${(e) => acts.edit(e.target.value)}></textarea><p class="help">It can be mended here. Nothing is on the
      server yet, and your file stays as it is.</p></div>`
          : ''
      }
      <div class="row">${editable ? primary('Import this text', false, acts.read) : ''}${way(work, acts)}</div>`,
  );
};

const way = ({ edited }, acts) =>
  edited
    ? html`<button class="btn" type="button" @click=${acts.save}>${icon('download')}Save the text as a
  file</button>${quiet('Discard the text', acts.drop)}`
    : html`<button class="btn" type="button" @click=${acts.choose}>Choose another file</button>${quiet(
        'Not now',
        acts.drop,
      )}`;

function faultLine(fault, acts, editable) {
  const { path, words, line, column } = fault;
  const place = `Line ${line}${path ? '' : `, column ${column}`}`;
  const at = editable
    ? html`<button class="textlink" type="button" @click=${() => acts.show(fault)}>${place}</button>`
    : place;
  return html`<li class="err">${icon('alert')}<span>${line ? html`${at}: ` : ''}${
    path ? html`<code>${cut(path, 200)}</code> ` : ''
  }<bdi>${words}</bdi></span></li>`;
}
