// @ts-check
// What can be done with a stored scenario besides editing it. No drawing here.
import { api, segment } from './api.js';
import { save } from './download.js';
import { begin } from './drafts.js';
import { firstLine } from './format.js';
import { navigate } from './router.js';
import { remember } from './store.js';

const PUBLISHED = 'published';

/** Whether it is offered to all users; such a scenario is locked where the server has an edit token. */
export const published = (item) => tagsOf(item).includes(PUBLISHED);

export const tagsOf = (item) => (Array.isArray(item?.config?.metadata?.tags) ? item.config.metadata.tags : []);

/** A name to show, never empty and never longer than a heading can bear. */
export function titleOf(item, most = 300) {
  const words = [item?.config?.metadata?.title, item?.name, item?.id].find(
    (each) => typeof each === 'string' && each.trim(),
  );
  return cut(words ?? 'Scenario without a name', most);
}

/** @param {unknown} value @param {number} most characters */
export function cut(value, most) {
  const text =
    typeof value === 'string' ? value : value === undefined || value === null ? '' : (JSON.stringify(value) ?? '');
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The address of a scenario, with further parts behind it. */
export const addressOf = (id, rest = '') => `/scenarios/${segment(id)}${rest}`;

/** The whole item as the server has it now, digit for digit. */
export const fetchScenario = (id) => api(`/scenarios/${segment(id)}`, { exact: true });

/**
 * All scenarios as items without the parts that a list has no room for. Of a row that is none, nothing is expected.
 * @returns {Promise<any[]>}
 */
export const listScenarios = async () => (await api('/scenarios?summary=true')).map(itemOfRow);

/** How often each was run, by id; nothing where that cannot be learned. @returns {Promise<Record<string, number>>} */
export const runCounts = () =>
  api('/run-counts').then(
    ({ runs }) => runs ?? {},
    () => ({}),
  );

function itemOfRow(row) {
  if (!row || typeof row !== 'object') return row;
  const { id, name, title, description, agents, modifiedAt } = row;
  // A row holds no more than the first tags.
  const tags = Array.isArray(row.tags) ? row.tags.filter((tag) => tag !== PUBLISHED) : [];
  if (row.published) tags.push(PUBLISHED);
  const role = (agent) => ({ agentId: agent?.agentId, principal: { name: agent?.name } });
  return {
    id,
    name,
    modifiedAt,
    config: {
      metadata: { id, title, description, tags },
      agents: Array.isArray(agents) ? agents.map(role) : agents,
    },
  };
}

/** @param {{name: string, config: any, history?: unknown[]}} item */
export async function create({ name, config, history }) {
  const item = await api('/scenarios', { method: 'POST', body: { name, config, ...(history ? { history } : {}) } });
  // A new one is not published: its author must find it in the list.
  if (!published(item)) remember('scenarios', 'all');
  return item;
}

/** An id that no other scenario has: readable, and short enough for any address. */
export function newId(title) {
  const plain = String(title).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  // Not randomUUID, which plain HTTP does not have.
  const tail = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join('');
  return `scen_${slug ? `${slug}_` : ''}${tail}`;
}

const agent = (agentId) => ({
  agentId,
  principal: { type: 'organization', name: '', description: '' },
  situation: '',
  systemPrompt: '',
  goals: [],
  tools: [],
  knowledgeBase: {},
});

/** A scenario with two agents that know nothing yet. @param {string} [idea] */
export function blank(idea = '') {
  const title = firstLine(idea, 60) || 'New scenario';
  return {
    name: title,
    config: {
      metadata: { id: newId(title), title, description: idea, tags: [] },
      agents: [agent('first-agent'), agent('second-agent')],
    },
  };
}

const copyTitle = (title) => {
  const again = / \(copy(?: (\d+))?\)$/.exec(title);
  return again ? `${title.slice(0, again.index)} (copy ${Number(again[1] ?? 1) + 1})` : `${title} (copy)`;
};

/** The same under a new id. The chat stays with the original. @param {any} config @param {boolean} publish */
export function copyOf(config, publish = false) {
  const metadata = config?.metadata ?? {};
  const title = copyTitle(titleOf({ config }, 1000));
  const tags = Array.isArray(metadata.tags)
    ? { tags: publish ? metadata.tags : metadata.tags.filter((tag) => tag !== PUBLISHED) }
    : {};
  return { name: title, config: { ...config, metadata: { ...metadata, id: newId(title), title, ...tags } } };
}

export const unpublished = (config) => ({
  ...config,
  metadata: { ...config.metadata, tags: config.metadata.tags.filter((tag) => tag !== PUBLISHED) },
});

/** Copies a stored scenario into a draft of this browser and goes to where it can be edited. */
export async function copyAndOpen(id) {
  const copy = copyOf((await fetchScenario(id)).config);
  begin(copy, true);
  navigate(addressOf(copy.config.metadata.id, '?tab=edit'));
}

/** Gives the scenario to the person as a file. @param {{id: string, config: any}} item */
export function saveAsFile(item) {
  const name = String(item.id)
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, '_')
    .replace(/^\.+/, '')
    .slice(0, 120);
  save(`${name || 'scenario'}.json`, 'application/json', `${JSON.stringify(item.config, null, 2)}\n`);
}

export const exportFile = async (id) => saveAsFile(await fetchScenario(id));
