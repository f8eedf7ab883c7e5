// @ts-check
// Requests to the seat that this page shows. They say that they are the page's, so that the host sees a person here.

const SEAT = location.pathname.replace(/\/$/, '');

/** A refusal in the server's own words. */
export class Refusal extends Error {
  /** @param {number} status @param {string} sentence */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/**
 * @param {string} path below the seat
 * @param {RequestInit} [options]
 * @returns {Promise<any>} the answer; fails with a {@link Refusal}, or without an answer with what the browser says
 */
export async function ask(path, options = {}) {
  const answer = await fetch(SEAT + path, {
    ...options,
    headers: { Accept: 'application/json', 'X-Seat-Page': '1', ...options.headers },
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, body.error ?? `The server answered ${answer.status}.`);
  return body;
}

/** @param {string} path @param {object} body @param {string} key */
export const post = (path, body, key) =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });

/** The page as the server draws it now, parsed without running anything. @returns {Promise<Document>} */
export const pageNow = () =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', SEAT);
    request.responseType = 'document';
    request.setRequestHeader('Accept', 'text/html');
    request.onload = () =>
      request.status === 200 && request.responseXML
        ? resolve(request.responseXML)
        : reject(new Refusal(request.status, ''));
    request.onerror = () => reject(new TypeError('No connection'));
    request.send();
  });

/** Works over plain HTTP as well, where browsers offer no UUIDs. */
export const newKey = () => `page-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;

/** What to tell a person when something did not work. @param {any} fault */
export const reason = (fault) =>
  fault instanceof Refusal ? fault.message : 'The server does not answer. What you wrote is kept; try again.';
