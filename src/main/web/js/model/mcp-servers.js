// @ts-check
// The MCP servers whose tools an agent of this server may use, as a run's address holds them. No drawing here.

/** @typedef {{name: string, url: string, allow: string, header: string, variable: string}} ServerRow what is typed */

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]|_(?!_)){0,30}(?<!_)$/;
const VARIABLE = /^MCP_[A-Z0-9_]{1,60}$/;
const SHELL = /^\$\{(.*)\}$/;
export const MOST_SERVERS = 8;

/** @returns {ServerRow} */
export const emptyRow = () => ({ name: '', url: '', allow: '', header: '', variable: '' });

/** @param {string} text of the address @returns {ServerRow[]} */
export function rowsOf(text) {
  try {
    const rows = JSON.parse(text || '[]');
    return Array.isArray(rows) ? rows.slice(0, MOST_SERVERS).map((row) => ({ ...emptyRow(), ...texts(row) })) : [];
  } catch {
    return [];
  }
}

const texts = (row) => Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => typeof value === 'string'));

/** For the address; nothing of what is empty. @param {ServerRow[]} rows */
export const textOf = (rows) =>
  rows.length
    ? JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))))
    : '';

/**
 * What is wrong with a row, by its field; empty when nothing is.
 * @param {ServerRow} row @param {ServerRow[]} earlier
 */
export function faultsOf({ name, url, header, variable }, earlier) {
  const faults = /** @type {Record<string, string>} */ ({});
  if (name && !NAME.test(name)) faults.name = 'Up to 31 letters, digits, hyphens and single underscores.';
  else if (name && earlier.some((row) => row.name.toLowerCase() === name.toLowerCase()))
    faults.name = 'An earlier server has this name.';
  if (url && !(/^https?:\/\/[^/\s]+/i.test(url) && URL.canParse(url) && !new URL(url).username))
    faults.url = 'The http or https URL of an MCP endpoint, without a user name.';
  if (variable && !VARIABLE.test(variable))
    faults.variable = 'The name of a variable that begins with MCP_, never the value: whoever reads the talk sees it.';
  else if (Boolean(header) !== Boolean(variable)) faults.variable = 'A header needs its name and a variable.';
  return faults;
}

/** What goes into an agent's config. @param {string} text of the address @returns {object} */
export function serversConfig(text) {
  const servers = rowsOf(text)
    .filter((row) => Object.values(row).some(Boolean))
    .map(({ name, url, allow, header, variable }) => {
      const allowed = allow.split(/[\s,]+/).filter(Boolean);
      return {
        name,
        url,
        ...(header || variable ? { headers: { [header]: `\${${variable}}` } } : {}),
        ...(allowed.length ? { allow: allowed } : {}),
      };
    });
  return servers.length ? { mcpServers: servers } : {};
}

/** The same back into the address, for running it again. @param {any} config */
export function serversChoice(config) {
  const servers = Array.isArray(config?.mcpServers) ? config.mcpServers : [];
  return textOf(
    servers.slice(0, MOST_SERVERS).map(({ name, url, allow, headers }) => {
      const [[header, value] = ['', '']] = Object.entries(headers ?? {});
      return {
        name: String(name ?? ''),
        url: String(url ?? ''),
        allow: Array.isArray(allow) ? allow.join(', ') : '',
        header,
        variable: SHELL.exec(String(value))?.[1] ?? '',
      };
    }),
  );
}
