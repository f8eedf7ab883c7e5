// @ts-check
// One change of a scenario as a person reads it: where, and line by line what.
import { html } from 'lit';
import { label } from '../format.js';
import { addStyles } from '../parts/extra-style.js';
import { lines } from './diff.js';

/** Changes look like changes then. */
export const dressed = addStyles('changes.css');

const WORDS = {
  metadata: 'Basics',
  title: 'Title',
  description: 'Description',
  background: 'Background',
  challenges: 'Challenges',
  tags: 'Tags',
  agents: 'Agents',
  principal: 'Principal',
  situation: 'Situation',
  systemPrompt: 'Instructions',
  goals: 'Goals',
  tools: 'Tools',
  knowledgeBase: 'Knowledge',
  messageToUseWhenInitiatingConversation: 'Opening message',
  inputSchema: 'Inputs',
  synthesisGuidance: 'How its result is made up',
};
const SIGNS = { add: '+', del: '−', gap: '', '': '' };

/** Where a change is. @param {import('./json.js').Step[]} path */
export const where = (path) => {
  const names = path.filter(
    (step, i) => !(step === 'agents' && path.length > i + 1) && !(step === 'tools' && typeof path[i + 1] === 'object'),
  );
  if (!names.length) return html`<strong>The whole scenario</strong>`;
  return names.map((step, i) => {
    const words =
      typeof step === 'object'
        ? step.by === 'agentId'
          ? html`<strong><bdi>${label(step.id)}</bdi></strong>`
          : html`<code><bdi>${step.id}</bdi></code>`
        : typeof step === 'number'
          ? `no. ${step + 1}`
          : (WORDS[step] ?? html`<code><bdi>${step}</bdi></code>`);
    return html`${i ? html` <span class="dim">›</span> ` : ''}${words}`;
  });
};

/** A line with what changed in it marked. @param {import('./diff.js').Line} line */
export const marked = (line) => {
  if (!line.mark) return line.text;
  const [from, to] = line.mark;
  const inside = line.text.slice(from, to);
  return html`${line.text.slice(0, from)}${
    inside ? (line.kind === 'add' ? html`<ins>${inside}</ins>` : html`<del>${inside}</del>`) : ''
  }${line.text.slice(to)}`;
};

const MOST = 400;

/** @param {import('./diff.js').Change} change @param {unknown} actions @param {string} state CSS class */
export function changeCard(change, actions, state = '') {
  const all = lines(change);
  const kind = change.before === undefined ? 'new' : change.after === undefined ? 'removed' : '';
  return html`<article class="change ${state}"><header><span
    class="path">${where(change.path)}${kind ? html` <span class="tag">${kind}</span>` : ''}</span>${actions}</header>
    <div class="diff">${all.slice(0, MOST).map(
      (line) => html`<div class=${line.kind}><span>${line.number || ''}</span><span
  aria-hidden="true">${SIGNS[line.kind]}</span><span dir="auto">${
    line.kind === 'add'
      ? html`<b class="vh">added </b>`
      : line.kind === 'del'
        ? html`<b
  class="vh">removed </b>`
        : ''
  }${marked(line)}</span></div>`,
    )}
      ${
        all.length > MOST
          ? html`<div
  class="gap"><span></span><span></span><span>… ${all.length - MOST} more lines</span></div>`
          : ''
      }</div></article>`;
}
