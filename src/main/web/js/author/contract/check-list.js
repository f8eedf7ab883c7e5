// @ts-check
// A list of checks with what makes another one.
import { html } from 'lit';
import { dotted } from '../fields.js';
import './check-maker.js';
import './check.js';

/**
 * @param {import('../fields.js').Fields} fields
 * @param {import('../json.js').Step[]} path of the list
 * @param {string} words @param {string} help
 * @param {{party?: string, version: unknown}} more party: the agent in whose part it stands
 */
export function checkList(fields, path, words, help, { party = '', version }) {
  const node = fields.node(path);
  if (node && !node.items)
    return html`<div class="field"><span class="lab">${words}</span>${fields.says(path)}<p
      class="help">This is not a list.
      Mend it in the JSON tab.</p></div>`;
  const items = node?.items ?? [];
  return html`<div class="stack s2" role="group" aria-label="${party ? `${words}, ${party}` : words}"><div
      class="row"><strong>${words}</strong><span class="count">${items.length}</span></div>
    <p class="help">${help}</p>${fields.says(path)}
    ${items.map(
      (_, i) => html`<chit-check .fields=${fields} .path=${[...path, i]} .count=${items.length}
        .version=${version}></chit-check>`,
    )}
    <chit-check-maker data-for=${dotted(path)} .fields=${fields} .path=${path} .party=${party}
      .version=${version}></chit-check-maker></div>`;
}
