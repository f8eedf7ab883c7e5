// @ts-check
// From where an address can be reached, as far as its name shows.

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;
const PRIVATE = new RegExp(
  '^(10(\\.\\d+){3}|192\\.168(\\.\\d+){2}|172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}|169\\.254(\\.\\d+){2}' +
    '|\\[f[cde][0-9a-f:]*\\]|[^.[\\]]+|.*\\.(local|lan|internal|home|test|example))$',
);

/** @param {string} address a URL @returns {'machine' | 'network' | 'world' | 'unknown'} */
export function reach(address) {
  let host;
  try {
    host = new URL(address).hostname.toLowerCase();
  } catch {
    return 'unknown';
  }
  if (LOOPBACK.test(host)) return 'machine';
  return PRIVATE.test(host) ? 'network' : 'world';
}

export const hostOf = (address) => {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
};
