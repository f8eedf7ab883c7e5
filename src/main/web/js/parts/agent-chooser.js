// @ts-check
// For which agent a person speaks, or which one they instruct; the choice is in the address.
import { html } from 'lit';
import { setQuery } from '../router.js';
import { mark } from './marks.js';

/** @param {import('../model/roster.js').Roster} roster @param {{id: string, place: number}} agent the chosen one */
export const agentChooser = (roster, agent) => html`<span data-a=${agent.place} class="row tight">${mark(
  roster.who(agent.id),
  'sm',
)}
  <select aria-label="Speak as" @change=${(e) => setQuery({ as: e.target.value })}>${roster.agents.map(
    (each) => html`<option value=${each.id} ?selected=${each.id === agent.id}>${each.name}</option>`,
  )}</select></span>`;
