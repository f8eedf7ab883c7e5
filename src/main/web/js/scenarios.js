// @ts-check
// What can be done with a stored scenario besides editing it. No drawing here.

/** Whether everybody is offered it; such a scenario is locked where the server has an edit token. */
export const published = (item) => Array.isArray(item?.config?.metadata?.tags) && item.config.metadata.tags.includes('published');

/** A name to show, never empty and never longer than a heading can bear. */
export function titleOf(item, most = 300) {
  const words = [item?.config?.metadata?.title, item?.name, item?.id].find((each) => typeof each === 'string' && each.trim());
  return cut(words ?? 'Scenario without a name', most);
}

/** @param {unknown} value @param {number} most characters */
export function cut(value, most) {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value) ?? '';
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
