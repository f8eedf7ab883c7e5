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

  /** A sentence of the server, which calls agents by their ids, with their names. @param {string} sentence */
  named(sentence) {
    const ids = this.agents.filter(({ id, name }) => id && id !== name).map(({ id }) => id);
    if (!ids.length) return sentence;
    // The longest first: one id may begin with another one.
    const any = ids.sort((a, b) => b.length - a.length).map(literally);
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${any.join('|')})(?![\\p{L}\\p{N}_-])`, 'gu');
    return sentence.replace(pattern, (id) => this.who(id).name);
  }
}

const SERVERS = { system: 'The server', 'system-orchestrator': 'The server', 'system-watchdog': 'The watchdog' };
const literally = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const text = (value) => (typeof value === 'string' ? value : '');
