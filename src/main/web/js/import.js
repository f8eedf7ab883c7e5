// @ts-check
// Reads the scenario in a file or at an address, or finds what is wrong with it and where.
import { said } from './api.js';
import { parseExact } from './exact-numbers.js';
import { JsonFault, nearest, parse, place } from './author/json.js';

/** @typedef {{path: string, words: string, line?: number, column?: number}} Fault */
/**
 * @typedef {{name: string, config: any, history?: unknown[], prefix: string}} Found prefix: what field paths of the
 * server have that those of the file do not
 */

const MOST_BYTES = 16 * 1024 * 1024;

const TOO_LARGE = 'The file is larger than 16 MB, more than the server takes.';

/** @param {File} file @returns {Promise<string>} */
export async function textOf(file) {
  if (file.size > MOST_BYTES) throw new Error(TOO_LARGE);
  return decoded(new Uint8Array(await file.arrayBuffer()));
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function decoded(bytes) {
  const mark = (bytes[0] << 8) | bytes[1];
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    // The decoder drops a byte order mark.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error('The file is not text in UTF-8. Is it a JSON file?');
  }
}

/**
 * The address as a browser understands it, which may look quite unlike what was written; fails with what is wrong.
 * @param {string} text
 */
export function sourceOf(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error('Only an address that begins with http:// or https:// can be fetched.');
  if (url.username || url.password)
    throw new Error('An address with a password in it is not fetched; it would stay in this browser’s history.');
  return url;
}

/**
 * The content of an address, fetched by the browser itself without a referrer.
 * @param {URL} source @param {AbortSignal} signal
 * @returns {Promise<{text: string, from: string}>} from: the address that answered, after redirects
 */
export async function fetched(source, signal) {
  const response = await fetch(source, { credentials: 'omit', referrerPolicy: 'no-referrer', signal }).catch(
    (fault) => {
      throw fault instanceof TypeError ? new Error(unreached(source)) : fault;
    },
  );
  if (!response.ok)
    throw new Error(`The server there answers ${response.status} ${response.statusText}.`.replace(' .', '.'));
  const text = decoded(await bytesOf(response));
  if (/^\s*<(!doctype|html)/i.test(text))
    throw new Error('A web page stands there, no JSON file. Look on it for the address of the file itself (“Raw”).');
  return { text, from: response.url };
}

/** @param {URL} source */
const unreached = (source) =>
  source.protocol === 'http:' && location.protocol === 'https:'
    ? 'This page came over https, so the browser fetches nothing over http for it.'
    : 'That server does not answer this browser: it may be down, or not let pages of other servers read it (CORS).';

/** A stream may go on for ever: no more is read than the server would take. @param {Response} response */
async function bytesOf(response) {
  const parts = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > MOST_BYTES) {
      reader?.cancel();
      throw new Error(TOO_LARGE);
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {string} text @param {string} fileName @returns {{found?: Found, faults?: Fault[]}} */
export function scenarioIn(text, fileName) {
  let value;
  try {
    value = parseExact(text);
  } catch (fault) {
    return { faults: [syntax(text, fault)] };
  }
  if (Array.isArray(value)) return one('', `The file holds a list; import one scenario at a time.`);
  if (!value || typeof value !== 'object')
    return one('', 'The file holds no JSON object, but a scenario is one: { "metadata": …, "agents": … }');
  const wrapped = !value.metadata && !value.agents && value.config !== undefined;
  const config = wrapped ? value.config : value;
  const at = wrapped ? 'config' : '';
  if (!config || typeof config !== 'object' || Array.isArray(config))
    return one(at, 'must be an object: { "metadata": …, "agents": … }');
  if (!config.metadata && !config.agents) return one(at, 'holds neither metadata nor agents, so it is not a scenario.');
  const name = [wrapped ? value.name : undefined, config.metadata?.title, fileName.replace(/\.json$/i, '')].find(
    (each) => typeof each === 'string' && each.trim(),
  );
  const history = wrapped && Array.isArray(value.history) ? { history: value.history } : {};
  return { found: { name: name ?? 'Imported scenario', config, ...history, prefix: wrapped ? '' : 'config.' } };
}

const one = (path, words) => ({ faults: [{ path, words }] });

/** @returns {Fault} */
function syntax(text, fault) {
  if (!text.trim()) return { path: '', words: 'The file is empty.' };
  try {
    parse(text);
  } catch (found) {
    if (found instanceof JsonFault) return { path: '', words: found.words, line: found.line, column: found.column };
  }
  return { path: '', words: String(fault?.message ?? fault) };
}

/**
 * What the server finds wrong, by the paths of the file and where they stand in it.
 * @param {any} fault
 * @param {string} prefix
 * @param {string} text
 * @returns {Fault[]}
 */
export function faultsOf(fault, prefix, text) {
  const fields = fault?.details?.details?.fieldErrors;
  if (!fields || typeof fields !== 'object')
    return [{ path: '', words: fault.status ? `${said(fault)}` : fault.message }];
  const root = tree(text);
  const faults = Object.entries(fields).flatMap(([full, said]) => {
    const path = full.startsWith(prefix) ? full.slice(prefix.length) : full;
    const at = root ? place(text, nearest(root, path).from) : { line: 0, column: 0 };
    return [].concat(said).map((words) => ({ path, words: String(words), ...at }));
  });
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

function tree(text) {
  try {
    return parse(text);
  } catch {
    // Nested deeper than the page follows; the paths are reported all the same.
    return undefined;
  }
}
