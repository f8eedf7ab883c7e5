// @ts-check
// REST: one function that always fails with a sentence a person can act on.
import { parseExact } from './exact-numbers.js';

export class ApiError extends Error {
  /** @param {number} status 0 when the server was not reached @param {string} message @param {unknown} [details] */
  constructor(status, message, details) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** What failed, in a sentence: the server's own where it answered, the page's where it did not. @param {any} fault */
export const said = (fault) =>
  fault?.status === 0 || fault?.code === 0 ? fault.message : `The server says: “${fault?.message}”`;

/** What an answer that refuses says; empty when it says nothing. @param {any} body */
export const words = (body) => {
  if (!body || typeof body !== 'object') return '';
  const fields = body.details?.fieldErrors;
  if (fields && typeof fields === 'object') {
    return Object.entries(fields)
      .map(([path, said]) => `${path}: ${[].concat(said).join(' ')}`)
      .join(' ');
  }
  return typeof body.message === 'string' ? body.message : typeof body.error === 'string' ? body.error : '';
};

// A header carries bytes. The server reads those of a token as UTF-8; fetch itself would refuse anything beyond
// Latin-1.
const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));
const asBytes = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bytes(value)]));

/**
 * An answer as JSON, as text and with its ETag; fails with a sentence.
 *
 * @param {string} path below /api
 * @param {{method?: string, body?: unknown, text?: string, headers?: Record<string, string>, signal?: AbortSignal,
 *   exact?: boolean, file?: Blob}} [options]
 *   text: a body that is JSON text already; file: one that is none, whose type the headers
 *   name; exact: numbers that JavaScript would change keep their digits, see exact-numbers.js
 */
export async function request(
  path,
  {
    method = 'GET',
    body,
    text: sent = body === undefined ? undefined : JSON.stringify(body),
    headers = {},
    signal,
    exact = false,
    file = undefined,
  } = {},
) {
  let response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      signal,
      headers: {
        Accept: 'application/json',
        ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...asBytes(headers),
      },
      body: file ?? sent,
    });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new ApiError(0, `The server at ${location.host} does not answer.`);
  }
  const text = await response.text();
  let json;
  try {
    json = text ? (exact ? parseExact(text) : JSON.parse(text)) : undefined;
  } catch {
    json = undefined;
  }
  if (!response.ok)
    throw new ApiError(
      response.status,
      words(json) || `The server answered ${response.status} ${response.statusText}.`.replace(' .', '.'),
      json,
    );
  if (text && json === undefined)
    throw new ApiError(
      response.status,
      'The server answered something that is not JSON. Another server may stand at this address.',
    );
  return { json, text, etag: response.headers.get('ETag') ?? '' };
}

/** The answer's JSON. @param {string} path @param {Parameters<typeof request>[1]} [options] */
export async function api(path, options) {
  return (await request(path, options)).json;
}

export const segment = (id) => encodeURIComponent(String(id));
