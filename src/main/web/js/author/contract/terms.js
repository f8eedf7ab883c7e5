// @ts-check
// What a contract may speak of: the agents of the scenario, their tools, and all checks where they stand.

/** @typedef {import('../json.js').Step} Step */
/** @typedef {{id: string, index: number, tools: {name: string, ends: string}[]}} Agent */
/** @typedef {{id: string, title: string, path: Step[], value: any}} Known */

export const PARTY_LISTS = ['success', 'forbidden', 'mustAsk'];

const list = (value) => (Array.isArray(value) ? value : []);
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @returns {Agent[]} those with an id */
export function agents(scenario) {
  return list(scenario?.agents)
    .map((agent, index) => ({ agent, index }))
    .filter(({ agent }) => typeof agent?.agentId === 'string' && agent.agentId)
    .map(({ agent, index }) => ({
      id: agent.agentId,
      index,
      tools: list(agent.tools)
        .filter((tool) => typeof tool?.toolName === 'string' && tool.toolName)
        .map((tool) => ({
          name: tool.toolName,
          ends: tool.endsConversation === true ? String(tool.conversationEndStatus ?? 'neutral') : '',
        })),
    }));
}

/** All checks in the order of the contract. @returns {Known[]} */
export function checks(scenario) {
  const contract = isObject(scenario?.contract) ? scenario.contract : {};
  const parties = isObject(contract.parties) ? contract.parties : {};
  const lists = Object.entries(parties).flatMap(([id, party]) =>
    PARTY_LISTS.map((name) => ({ path: ['contract', 'parties', id, name], items: list(party?.[name]) })),
  );
  lists.push({ path: ['contract', 'established'], items: list(contract.established) });
  return lists.flatMap(({ path, items }) =>
    items.map((value, i) => ({
      id: String(value?.id ?? ''),
      title: String(value?.title || value?.id || 'check without a title'),
      path: [...path, i],
      value: isObject(value) ? value : {},
    })),
  );
}
