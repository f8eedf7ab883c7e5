// @ts-check
// Names what the form does not edit: it stays as its author wrote it.
import { html } from 'lit';

const MOST = 12;

/**
 * @param {import('./fields.js').Fields} fields
 * @param {import('./json.js').Step[]} path of an object
 * @param {string[]} known what the form shows of it
 */
export function others(fields, path, known) {
  const more = (fields.node(path)?.entries ?? []).map((entry) => entry.key).filter((key) => !known.includes(key));
  return more.length
    ? html`<p class="help">Kept as they are, edited in the JSON tab: ${more
        .slice(0, MOST)
        .map((key, i) => html`${i ? ', ' : ''}<code>${key}</code>`)}${more.length > MOST ? ' …' : ''}</p>`
    : '';
}
