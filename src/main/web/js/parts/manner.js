// @ts-check
// Chooses how an agent of the server behaves; the choice is in the address.
import { html } from 'lit';
import { idPart, label } from '../format.js';
import { MANNERS, known, seconds } from '../model/manners.js';
import { query, setQuery } from '../router.js';

/** @param {string} agentId */
export function mannerPicker(agentId) {
  const chosen = known(query(`manner.${agentId}`));
  const id = idPart(agentId);
  const sentence = MANNERS.find(([value]) => value === chosen)?.[2];
  return html`<div class="field"><label for="manner-${id}">Manner of ${label(agentId)}</label>
    <select class="in" id="manner-${id}" aria-describedby="manner-help-${id}"
      @change=${({ target: { value } }) =>
        setQuery({
          [`manner.${agentId}`]: value === 'cooperative' ? null : value,
          [`delay.${agentId}`]: null,
        })}>${MANNERS.map(
        ([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
      )}</select>
    <p class="help" id="manner-help-${id}" aria-live="polite">${sentence}</p></div>
    ${chosen === 'slow' ? delay(agentId) : ''}`;
}

function delay(agentId) {
  const typed = query(`delay.${agentId}`);
  return html`<div class="field"><label for="delay-${idPart(agentId)}">Seconds before each answer</label>
    <input class="in" id="delay-${idPart(agentId)}" type="number" min="0" max="3600" step="any"
      .value=${typed || String(seconds(''))}
      @input=${(e) => setQuery({ [`delay.${agentId}`]: e.target.value })}></div>`;
}
