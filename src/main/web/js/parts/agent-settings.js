// @ts-check
// How an agent of this server plays its role: model, manner, instructions, tools. The choices are in the address.
import { html } from 'lit';
import { idPart, label } from '../format.js';
import { query, setQuery } from '../router.js';
import { mannerPicker } from './manner.js';
import './mcp-servers.js';

/** @param {string} agentId @param {any[]} providers those that can play */
export function agentSettings(agentId, providers) {
  const id = idPart(agentId);
  return html`<div class="settings">
    ${modelPicker(agentId, providers)}
    ${mannerPicker(agentId)}
    <div class="field"><label for="extra-${id}">Extra instructions for ${label(agentId)}</label>
      <textarea class="in" id="extra-${id}" rows="2" aria-describedby="extra-help-${id}"
        .value=${query(`extra.${agentId}`)}
          @input=${(e) => setQuery({ [`extra.${agentId}`]: e.target.value })}></textarea>
      <p class="help" id="extra-help-${id}">Added to its role; the other side does not see it.</p></div>
    <chit-mcp-servers .agent=${agentId}></chit-mcp-servers>
    <label class="switch"><input type="checkbox" role="switch" .checked=${query(`approve.${agentId}`) !== ''}
      @change=${(e) => setQuery({ [`approve.${agentId}`]: e.target.checked ? 'yes' : null })}><span>A person approves
        what <bdi>${label(agentId)}</bdi> sends</span></label></div>`;
}

function modelPicker(agentId, providers) {
  const id = idPart(agentId);
  const chosen = query(`model.${agentId}`);
  const known = providers.some((provider) => provider.models?.includes(chosen));
  return html`<div class="field"><label for="model-${id}">Model of ${label(agentId)}</label>
    <select class="in" id="model-${id}" @change=${(e) => setQuery({ [`model.${agentId}`]: e.target.value })}>
      <option value="" ?selected=${!chosen}>The server’s default${providers.length ? '' : ', rehearsal'}</option>
      ${chosen && !known ? html`<option value=${chosen} selected>${chosen} (not in this server’s list)</option>` : ''}
      ${providers.map(
        (provider) =>
          html`<optgroup label=${provider.description || provider.name}>${(provider.models ?? []).map(
            (model) => html`<option value=${model} ?selected=${model === chosen}>${model}</option>`,
          )}</optgroup>`,
      )}</select></div>`;
}
