// @ts-check
// JSON whose numbers come back as they were written: 1.0 stays 1.0, and an id of twenty digits keeps its last ones.
// Where the browser cannot do that, numbers are read as JavaScript reads them.

const json = /** @type {any} */ (JSON);

const exact =
  typeof json.rawJSON === 'function'
    ? (_key, value, context) =>
        typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
          ? json.rawJSON(context.source)
          : value
    : undefined;

/** Such a number is an object that JSON.stringify writes as it was. @param {string} text */
export const parseExact = (text) => JSON.parse(text, exact);
