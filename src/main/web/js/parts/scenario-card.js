// @ts-check
// One scenario in the list; any stored document yields a card.
import { html } from 'lit';
import { count, firstLine, initial, label } from '../format.js';
import { icon } from '../icons.js';
import { addressOf, cut, tagsOf, titleOf } from '../scenarios.js';
import { dayOf } from '../time.js';
import { timeTag } from './moment.js';
import { badge } from './badge.js';
import { mark } from './marks.js';
import './scenario-menu.js';

const MOST = 6;

/** Why a stored scenario cannot be shown as a card, or nothing. */
const broken = ({ config }) => (Array.isArray(config?.agents) ? '' : html`Cannot be shown: it has no agents.`);

const menuOf = (item) => html`<chit-scenario-menu class="push" small .scenario=${item}></chit-scenario-menu>`;

/** @param {any} item @param {number} [runs] how often it was run */
export function scenarioCard(item, runs) {
  if (!item || typeof item.id !== 'string') return unnamed();
  try {
    const fault = broken(item);
    return fault ? brokenCard(item, fault) : wholeCard(item, runs);
  } catch (fault) {
    console.error(fault);
    return brokenCard(item, html`Cannot be shown: ${String(fault)}`);
  }
}

function wholeCard(item, runs) {
  const { metadata, agents } = item.config;
  const title = titleOf(item);
  const address = addressOf(item.id);
  const tags = tagsOf(item).filter((tag) => tag !== 'published' && String(tag ?? '').trim());
  return html`<article class="card"><div class="row nowrap-row"><h2 class="grow"><a
    href=${address}><bdi>${title}</bdi></a></h2>${badge(item)}</div>
    <div class="pair">${agents.slice(0, MOST).map(principal)}${more(agents.length - MOST)}</div>
    ${metadata.description ? html`<p dir="auto">${firstLine(cut(metadata.description, 600), 600)}</p>` : ''}
    ${
      tags.length
        ? html`<div class="row tight">${tags.slice(0, MOST).map(
            (tag) => html`<span
  class="tag"><bdi>${cut(tag, 60)}</bdi></span>`,
          )}${more(tags.length - MOST)}</div>`
        : ''
    }
    <div class="foot"><a class="btn tint sm" href="${address}/run"
      aria-label="Run ${cut(title, 80)}">${icon('play')}Run</a><span class="small dim clip"
        >${often(runs)}edited ${timeTag(item.modifiedAt, dayOf, { alone: false })}</span>
      ${menuOf(item)}</div></article>`;
}

const often = (runs) => (runs ? `${count(runs, 'run')}, ` : '');

const more = (n) => (n > 0 ? html`<span class="small dim">and ${n} more</span>` : '');

function principal(agent, i) {
  const name = label(cut(agent?.agentId, 120));
  return html`<span>${mark({ place: (i % MOST) + 1, initial: initial(name) }, 'sm')}<span class="clip"
    title=${name}><bdi>${cut(agent?.principal?.name, 120).trim() || name}</bdi></span></span>`;
}

const brokenCard = (item, fault) => html`<article class="card broken"><div class="row nowrap-row"><h2
  class="grow"><bdi>${titleOf(item)}</bdi></h2>${badge(item)}</div>
  <p class="err">${icon('alert')}<span>${fault}</span></p><p>The other scenarios are not affected. Its JSON can be
    opened and mended.</p>
  <div class="foot"><a class="btn sm"
    href=${addressOf(item.id, '?tab=json')}>Open JSON</a>${menuOf(item)}</div></article>`;

const unnamed =
  () => html`<article class="card broken"><div class="row"><h2 class="grow">Scenario without an id</h2></div>
  <p class="err">${icon('alert')}<span>Cannot be shown: <code>id</code> is missing.</span></p><p>The other scenarios are
    not affected.</p></article>`;
