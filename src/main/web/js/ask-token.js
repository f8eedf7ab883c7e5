// @ts-check
// The dialog that asks for an edit token is fetched when it is first needed.

/** @param {any} item a scenario @param {string} [why] @returns {Promise<boolean>} whether the scenario is open now */
export const askToken = async (item, why = '') => (await import('./parts/unlock-dialog.js')).askToken(item, why);
