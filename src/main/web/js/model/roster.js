// @ts-check
// Agents of a conversation: their place gives colour and shape, their role the name.
import { initial, label } from '../format.js';

export class Roster {
  constructor(metadata, scenario) {
    const roles = new Map((scenario?.agents ?? []).map((role) => [role?.agentId, role]));
    this.agents = (metadata?.agents ?? []).map((agent, i) => {
      const role = roles.get(agent.id);
      return {
        id: String(agent.id),
        place: (i % 6) + 1,
        name: label(agent.id),
        principal: text(role?.principal?.name),
        agentClass: agent.agentClass,
        config: agent.config,
      };
    });
    this.byId = new Map(this.agents.map((agent) => [agent.id, agent]));
  }

  /** Name, colour and initial of any author, the server's own ones included. */
  who(agentId) {
    const agent = this.byId.get(agentId);
    if (agent) return { ...agent, initial: initial(agent.name) };
    return { id: agentId, place: 0, name: SERVERS[agentId] ?? label(agentId), principal: '', initial: '' };
  }
}

const SERVERS = { system: 'The server', 'system-orchestrator': 'The server', 'system-watchdog': 'The watchdog' };
const text = (value) => (typeof value === 'string' ? value : '');
