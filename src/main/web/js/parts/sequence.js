// @ts-check The sequence picture of a conversation: agents as lanes, messages as arrows, tool calls and documents. It
// can be saved as SVG.
import '../shared-bundle.js';
import { html, svg } from 'lit';
import { save } from '../download.js';
import { ChitElement } from '../element.js';
import { count, firstLine } from '../format.js';
import { icon } from '../icons.js';
import { sequence } from '../model/sequence.js';

// Two lanes fit into the window of a phone, whose texts are shorter instead of smaller.
const NARROW = matchMedia('(width <= 760px)').matches;
const LANE = NARROW ? 144 : 300;
const HEAD = 56;
/** Right of the last lane, where the names of its tools go on. */
const TAIL = NARROW ? 36 : 90;
// In characters, by how wide one is: 9 in the name of a lane, 7.4 in that of a tool.
const NAME_LENGTH = Math.floor((LANE - 24) / 9);
const TOOL_LENGTH = Math.floor((LANE / 2 + TAIL - 12) / 7.4);
const STEP = { message: 46, tool: 26 };
// Outside the page, where its variables are unknown, only the second colour counts: that of the light theme.
const INK = 'var(--text, #1b1f24)';
const DIM = 'var(--text-3, #5b6470)';
const GROUND = 'var(--surface, #ffffff)';
const RED = 'var(--error, #b3261e)';
const COLOURS = ['#0b6a70', '#86358f', '#6f5600', '#4a4ec2', '#a03260', '#48690f'].map(
  (colour, i) => `var(--a${i + 1}, ${colour})`,
);
/** Many programs that show SVG know no variables. */
const VARIABLE = /var\(--[\w-]+, (#\w+)\)/g;
const colour = (lane) => COLOURS[lane % COLOURS.length];
const x = (lane) => LANE / 2 + lane * LANE;

class ChitSequence extends ChitElement {
  static properties = {
    log: { attribute: false },
    roster: { attribute: false },
    heading: {},
    number: {},
    drawn: {},
  };

  constructor() {
    super();
    /** @type {import('../model/log.js').Log} */
    this.log;
    /** @type {import('../model/roster.js').Roster} */
    this.roster;
    this.heading = '';
    this.number = 0;
  }

  #save() {
    const drawn = /** @type {SVGElement} */ (this.querySelector('svg.sequence'));
    const picture = /** @type {SVGElement} */ (drawn.cloneNode(true));
    picture.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    picture.setAttribute('font-family', 'sans-serif');
    // Opened alone it has no page to link into.
    for (const link of picture.querySelectorAll('a'))
      link.setAttribute('href', new URL(link.getAttribute('href') ?? '', location.href).href);
    const text = new XMLSerializer().serializeToString(picture).replace(/<!--.*?-->/g, '');
    save(
      `conversation-${this.number}.svg`,
      'image/svg+xml',
      `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(VARIABLE, '$1')}\n`,
    );
  }

  view() {
    const { agents } = this.roster;
    const steps = sequence(this.log, agents);
    const heights = steps.map((step) => STEP[step.kind]);
    const height = HEAD + heights.reduce((sum, each) => sum + each, 0) + 24;
    const width = Math.max(1, agents.length) * LANE + TAIL;
    let y = HEAD + 14;
    const drawn = steps.map((step, i) => {
      const row = step.kind === 'tool' ? tool(step, y) : message(step, y, agents.length);
      y += heights[i];
      return row;
    });
    return html`<div class="row"><span class="small dim">${count(steps.length, 'step')}; an arrow leads to who speaks
        next.</span><button class="btn sm push" type="button"
        @click=${() => this.#save()}>${icon('download')}Save as SVG</button></div>
      <div class="picture" tabindex="0" role="region" aria-label="Sequence picture">${svg`<svg class="sequence"
        viewBox="0 0 ${width} ${height}" width=${width} height=${height} font-size="12">
        <title>${this.heading}</title><rect width="100%" height="100%" fill=${GROUND}></rect>
        ${agents.map((agent, i) => lane(agent, i, height))}${drawn}</svg>`}</div>`;
  }
}

const lane = ({ name }, i, height) => svg`<g>
  <line x1=${x(i)} x2=${x(i)} y1=${HEAD - 8} y2=${height - 10} stroke=${colour(i)} stroke-dasharray="3 4"></line>
  <rect x=${x(i) - LANE / 2 + 6} y="10" width=${LANE - 12} height="34" rx="6" fill=${GROUND} stroke=${colour(i)}
    stroke-width="2"></rect>
  <text x=${x(i)} y="32" text-anchor="middle" font-size="14" font-weight="600"
    fill=${INK}>${firstLine(name, NAME_LENGTH)}</text>
</g>`;

const tool = ({ at, words, failed, seq }, y) => svg`<a href="#e${seq}"><rect x=${x(at) - 5} y=${y - 9} width="10"
  height="10" fill=${failed ? RED : colour(at)}></rect><text x=${x(at) + 12} y=${y} fill=${failed ? RED : DIM}
  font-family="monospace">${firstLine(words, TOOL_LENGTH)}${failed ? ' (failed)' : ''}</text></a>`;

function message({ from, to, words, documents, closes, seq }, y, lanes) {
  const left = Math.min(x(from), x(to)) + 12;
  const self = from === to;
  const end = self ? x(from) + 40 : x(to) + (to > from ? -2 : 2);
  const back = self ? -6 : to > from ? -7 : 7;
  const room = Math.floor((self ? LANE / 2 : Math.abs(x(to) - x(from))) / 6.4) - 4;
  const paper = documents.length
    ? `${documents.length === 1 ? documents[0] : count(documents.length, 'document')}`
    : '';
  return svg`<a href="#e${seq}">
    <text x=${left} y=${y - 2} fill=${INK}>${firstLine(words || (lanes ? 'documents only' : ''), room)}</text>
    <line x1=${x(from)} x2=${end} y1=${y + 5} y2=${y + 5} stroke=${colour(from)}
      stroke-width=${closes ? 3 : 1.5}></line>
    <path d=${`M${end} ${y + 5}l${back} -4v8z`} fill=${colour(from)}></path>
    ${paper ? documentLine(left, y + 20, firstLine(`+ ${paper}`, room + 4)) : ''}</a>`;
}
const documentLine = (left, y, words) => svg`<text x=${left} y=${y} font-size="11" fill=${DIM}>${words}</text>`;
customElements.define('chit-sequence', ChitSequence);
