// @ts-check
// Deleting that can be taken back: what was deleted stays here until it is restored or dismissed.
import { api, segment } from './api.js';
import { forget, tokenFor, tokenHeaders } from './locks.js';
import { askToken } from './ask-token.js';
import { fetchScenario } from './scenarios.js';

/** @typedef {{item: any, fault?: Error, busy?: boolean}} Deletion */

/** Fires `change`. */
export const deletions = new EventTarget();

let list = /** @type {Deletion[]} */ ([]);

export const deleted = () => list;

function set(next) {
  list = next;
  deletions.dispatchEvent(new Event('change'));
}

const update = (deletion, changes) =>
  set(list.map((each) => (each.item.id === deletion.item.id ? { ...each, ...changes } : each)));

/**
 * Deletes it; a locked one asks for the token first.
 * @returns {Promise<boolean>} false when the person would rather not
 */
export async function remove(id) {
  // Fetched now, so that undoing restores the latest stored state.
  const item = await fetchScenario(id);
  for (;;) {
    const token = tokenFor(id);
    try {
      await api(`/scenarios/${segment(id)}`, { method: 'DELETE', headers: tokenHeaders(id) });
      break;
    } catch (/** @type {any} */ fault) {
      if (fault.status !== 423) throw fault;
      if (token !== null) forget(id);
      if (!(await askToken(item, 'Nothing is deleted yet.'))) return false;
    }
  }
  set([...list.filter((each) => each.item.id !== id), { item }]);
  return true;
}

/** Brings it back under the same id. @param {Deletion} deletion @returns {Promise<boolean>} */
export async function restore(deletion) {
  const { name, config, history } = deletion.item;
  update(deletion, { busy: true, fault: undefined });
  try {
    await api('/scenarios', { method: 'POST', body: { name, config, history } });
  } catch (fault) {
    update(deletion, { busy: false, fault });
    return false;
  }
  dismiss(deletion);
  return true;
}

export const dismiss = (deletion) => set(list.filter((each) => each.item.id !== deletion.item.id));
