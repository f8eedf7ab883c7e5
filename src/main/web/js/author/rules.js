// @ts-check
// Validates a scenario's fields before it is sent: what the server would refuse, and what it accepts but is a mistake.

/** @typedef {Map<string, string[]>} Said sentences by dotted path, as the server writes it */

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const nameOf = (value) =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : `a ${typeof value}`;

/** @param {unknown} scenario @returns {Said} */
export function errors(scenario) {
  const said = new Map();
  const say = (path, words) => said.set(path, [...(said.get(path) ?? []), words]);
  const object = (value, path) => isObject(value) || (say(path, `Must be an object, not ${nameOf(value)}.`), false);
  const text = (value, path) => typeof value === 'string' || say(path, `Must be a text, not ${nameOf(value)}.`);
  const required = (value, path, words) => {
    if (typeof value === 'string' && value.trim()) return true;
    say(path, value === undefined || typeof value === 'string' ? words : `Must be a text, not ${nameOf(value)}.`);
    return false;
  };
  const list = (value, path) =>
    Array.isArray(value) ? value : (say(path, `Must be a list, not ${nameOf(value)}.`), []);
  const texts = (value, path) => list(value, path).forEach((item, i) => text(item, `${path}.${i}`));
  const each = (fields, path, check, ...names) =>
    names.filter((name) => name in fields).forEach((name) => check(fields[name], path ? `${path}.${name}` : name));
  const oneOf = (words) => (value, path) => words.includes(value) || say(path, `Must be one of ${words.join(', ')}.`);

  const metadata = (value) => {
    if (!object(value, 'metadata')) return;
    const id = value.id;
    if (
      required(id, 'metadata.id', 'An id is needed; it stands in the address of the scenario.') &&
      (id.length > 200 || /[\p{Cc}\p{Cs}]/u.test(id) || /^\.+$/.test(id))
    )
      say(
        'metadata.id',
        'Must work as part of an address: at most 200 characters, no control characters, not only dots.',
      );
    required(value.title, 'metadata.title', 'A title is needed.');
    each(value, 'metadata', text, 'description', 'background');
    each(value, 'metadata', texts, 'tags');
    if ('challenges' in value && typeof value.challenges !== 'string') texts(value.challenges, 'metadata.challenges');
  };
  const schema = (value, path) => {
    if (!object(value, path)) return;
    each(value, path, oneOf(['object']), 'type');
    each(value, path, object, 'properties');
    each(value, path, texts, 'required');
  };
  const tool = (value, path) => {
    if (!object(value, path)) return;
    required(value.toolName, `${path}.toolName`, 'A name is needed, for instance look_up_policy.');
    each(value, path, text, 'description', 'synthesisGuidance');
    if ('endsConversation' in value && typeof value.endsConversation !== 'boolean')
      say(`${path}.endsConversation`, 'Must be true or false.');
    each(value, path, oneOf(['failure', 'neutral', 'success']), 'conversationEndStatus');
    each(value, path, schema, 'inputSchema');
  };
  const principal = (value, path) => {
    if (!object(value, path)) return;
    each(value, path, oneOf(['individual', 'organization']), 'type');
    each(value, path, text, 'name', 'description');
  };

  if (!object(scenario, '')) return said;
  metadata(/** @type {any} */ (scenario).metadata ?? {});
  const ids = new Set();
  list(/** @type {any} */ (scenario).agents, 'agents').forEach((agent, i) => {
    const path = `agents.${i}`;
    if (!object(agent, path)) return;
    if (required(agent.agentId, `${path}.agentId`, 'An id is needed, for instance clinic-agent.')) {
      if (ids.has(agent.agentId)) say(`${path}.agentId`, 'Another agent has this id already.');
      ids.add(agent.agentId);
    }
    each(agent, path, text, 'situation', 'systemPrompt', 'messageToUseWhenInitiatingConversation');
    each(agent, path, texts, 'goals');
    each(agent, path, object, 'knowledgeBase');
    each(agent, path, principal, 'principal');
    if ('tools' in agent) list(agent.tools, `${path}.tools`).forEach((each_, n) => tool(each_, `${path}.tools.${n}`));
  });
  return said;
}

/** What can be saved but will not play well. @returns {Said} */
export function advice(scenario) {
  const said = new Map();
  const agents = Array.isArray(scenario?.agents) ? scenario.agents.filter(isObject) : [];
  let ends = false;
  (Array.isArray(scenario?.agents) ? scenario.agents : []).forEach((agent, i) => {
    const names = new Set();
    (Array.isArray(agent?.tools) ? agent.tools : []).forEach((tool, n) => {
      ends ||= tool?.endsConversation === true;
      const path = `agents.${i}.tools.${n}.toolName`;
      if (typeof tool?.toolName !== 'string' || !tool.toolName) return;
      if (!/^[A-Za-z0-9_.-]+$/.test(tool.toolName))
        said.set(path, [
          `Models cope best with letters, digits and _, for instance ` +
            `${tool.toolName.trim().replace(/[^A-Za-z0-9]+/g, '_')}.`,
        ]);
      if (names.has(tool.toolName))
        said.set(path, ['This agent has another tool of that name; only one of them can be called.']);
      names.add(tool.toolName);
    });
  });
  if (agents.length < 2) said.set('agents', ['A conversation needs at least two agents.']);
  else if (!ends)
    said.set('agents', [
      'No tool ends the conversation; it will end only at its turn limit. Let one agent have a tool that does.',
    ]);
  return said;
}
