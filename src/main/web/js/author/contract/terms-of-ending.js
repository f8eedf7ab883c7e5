// @ts-check
// How a conversation may end, how long it may be, and when it counts as stalled.
import { html } from 'lit';
import { others } from '../unknown-members.js';
import { number } from './choices.js';

const ENDINGS = ['success', 'failure', 'neutral'];
const LIMITS = [
  ['turns', 'Turns', 'of all agents'],
  ['minutes', 'Minutes', 'from the first event'],
  ['messageChars', 'Characters', 'of one message'],
  ['toolCalls', 'Tool calls', 'of each agent'],
];
const STALLS = [
  ['repeats', 'Repeats', '2', 'An agent says the same so often.'],
  ['cycle', 'Cycle', '2', 'Two messages follow each other so often.'],
  ['idleTurns', 'Idle turns', '4', 'So many turns bring nothing new.'],
];

const odd = (fields, path, kind) => {
  const node = fields.node(path);
  return node && node.kind !== kind
    ? html`${fields.says(path)}<p class="help">Its form is another one. Mend it in the JSON tab.</p>`
    : undefined;
};

export function endings(fields) {
  const path = ['contract', 'endings'];
  const listed = fields.node(path)?.items?.map((item) => item.value);
  const choose = (word, on) => {
    const rest = (listed ?? ENDINGS).filter((each) => each !== word);
    fields.write(path, on ? [...rest, word] : rest);
  };
  const all = [...new Set([...ENDINGS, ...(listed ?? [])])];
  return html`<fieldset class="bare stack s1"><legend><h3>Endings</h3></legend><p class="help">The outcomes that are
      legitimate; another one is the fault of whoever ended the conversation.</p>
    ${
      odd(fields, path, 'array') ??
      html`<div class="row wide">${all.map(
        (word) => html`<label class="row tight"><input type="checkbox" name="ending" value=${word}
          .checked=${!listed || listed.includes(word)}
            @change=${(e) => choose(word, e.target.checked)}>${word}</label>`,
      )}</div>${fields.says(path)}${listed?.map((_, i) => fields.says([...path, i])) ?? ''}${
        listed?.length === 0 ? html`<p class="help">No ending is legitimate now.</p>` : ''
      }`
    }</fieldset>`;
}

export function limits(fields) {
  const path = ['contract', 'limits'];
  return html`<fieldset class="bare stack s1"><legend><h3>Limits</h3></legend><p class="help">Empty: no limit.</p>${
    odd(fields, path, 'object') ??
    html`<div class="nums">${LIMITS.map(([name, words, help]) =>
      number(fields, [...path, name], words, { help }),
    )}</div>
      ${fields.says(path)}${others(
        fields,
        path,
        LIMITS.map(([name]) => name),
      )}`
  }</fieldset>`;
}

export function stall(fields) {
  const path = ['contract', 'stall'];
  return html`<fieldset class="bare stack s1"><legend><h3>Stall</h3></legend><p class="help">When the
      conversation goes in circles. Empty: the default.</p>${
        odd(fields, path, 'object') ??
        html`<div class="nums">${STALLS.map(([name, words, hint, help]) =>
          number(fields, [...path, name], words, { least: 2, hint, help }),
        )}</div>${fields.says(path)}${others(
          fields,
          path,
          STALLS.map(([name]) => name),
        )}`
      }</fieldset>`;
}
