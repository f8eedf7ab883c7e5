// @ts-check
// Everything that was chosen for a run, as a query that the run page takes: for running it again.
import { mannerChoices } from './manners.js';
import { serversChoice } from './mcp-servers.js';

/** @param {any} snapshot of the conversation @returns {string} '' or '?…' */
export function choices({ metadata, scenario }) {
  const found = new URLSearchParams();
  way(metadata, found);
  if (metadata.startingAgentId) found.set('starts', metadata.startingAgentId);
  if (metadata.title && metadata.title !== scenario?.metadata?.title) found.set('title', metadata.title);
  for (const { id, config } of metadata.agents ?? []) {
    if (typeof config?.model === 'string') found.set(`model.${id}`, config.model);
    if (typeof config?.systemPromptExtra === 'string') found.set(`extra.${id}`, config.systemPromptExtra);
    if (config?.approve === true) found.set(`approve.${id}`, 'yes');
    const servers = serversChoice(config);
    if (servers) found.set(`mcp.${id}`, servers);
    for (const [name, value] of mannerChoices(id, config)) found.set(name, value);
  }
  const query = found.toString();
  return query ? `?${query}` : '';
}

/** How it was run and who came from outside. */
function way({ custom, agents = [] }, found) {
  const { bridge, run } = custom ?? {};
  if (bridge) {
    found.set('way', 'connect');
    if (bridge !== 'a2a') found.set('protocol', bridge);
    const outside = agents.filter(({ agentClass }) => !agentClass);
    if (outside.length === 1) found.set('role', outside[0].id);
  } else if (run?.way === 'hand') {
    found.set('way', 'hand');
    if (typeof run.role === 'string') found.set('role', run.role);
  }
}
