// @ts-check
// How an agent of the server behaves: helpfully, or difficult in one way. No drawing here.

export const MANNERS = /** @type {const} */ ([
  ['cooperative', 'Cooperative', 'It helps to get the matter settled.'],
  ['nitpicking', 'Nitpicking', 'It asks for one more document, three times, before it goes on.'],
  ['over-asking', 'Asks for too much', 'It asks for facts that it does not need.'],
  ['untruthful', 'Untruthful', 'It claims to have looked up, sent or decided what it did not.'],
  ['injecting', 'Injecting', 'It hides instructions to the other side’s agent in messages and documents.'],
  ['silent', 'Silent', 'It never answers; the watchdog ends the conversation.'],
  ['slow', 'Slow', 'It waits before each answer.'],
]);

const STANDARD_SECONDS = 20;

/** @param {string} word @returns {string} the word of a manner that there is */
export const known = (word) => (MANNERS.some(([value]) => value === word) ? word : 'cooperative');

/** @param {string} word of a manner @returns {string} its name, in a sentence */
export const inWords = (word) => MANNERS.find(([value]) => value === word)?.[1].toLowerCase() ?? '';

/** @param {string} text of the field @returns {number} seconds */
export const seconds = (text) =>
  text.trim() !== '' && Number(text) >= 0 && Number(text) <= 3600 ? Number(text) : STANDARD_SECONDS;

/**
 * What goes into an agent's config.
 * @param {string} manner as chosen @param {string} delay in seconds, as typed @returns {object}
 */
export function mannerConfig(manner, delay) {
  if (known(manner) === 'cooperative') return {};
  return { manner, ...(manner === 'slow' ? { delayMs: Math.round(seconds(delay) * 1000) } : {}) };
}

/**
 * The same as choices of the run page.
 * @param {string} id of the agent @param {any} config @returns {[string, string][]}
 */
export function mannerChoices(id, config) {
  const manner = known(config?.manner);
  if (manner === 'cooperative') return [];
  const delay = Number.isInteger(config.delayMs) ? [[`delay.${id}`, String(config.delayMs / 1000)]] : [];
  return /** @type {[string, string][]} */ ([[`manner.${id}`, manner], ...(manner === 'slow' ? delay : [])]);
}
