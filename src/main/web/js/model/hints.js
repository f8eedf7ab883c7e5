// @ts-check
// What an exchange that went wrong means, and what to change.

/** @typedef {{title: string, words: string}} Hint */

const BY_FAULT = {
  url: ['This is not an address', 'An endpoint begins with http:// or https://.'],
  mixed: [
    'A page with TLS may not call an address without',
    'Open this page over http, or use the server’s https address.',
  ],
  redirect: [
    'The address leads to another one',
    'Your own headers are sent to the address that you name and no further. Name the one that it leads to, if you ' +
      'trust that.',
  ],
  timeout: [
    'No answer within a minute',
    'The server may be waiting for a model or a person, or something between holds the request back.',
  ],
  unreachable: [
    'Nothing answered',
    'Check the name and the port; the server may be down, its certificate unknown to this browser, or the ' +
      'network another one.',
  ],
};

/** @param {import('./wire.js').Exchange} exchange @returns {Hint | null} null when nothing went wrong */
export function hint(exchange) {
  if (!exchange.done) return null;
  // The server knows what its clients look for and do not find; only what they could not do is a fault.
  if (exchange.byServer) return exchange.failure ? { title: exchange.failure, words: '' } : null;
  if (exchange.fault === 'cors') {
    const named = exchange.requestHeaders
      .map(([name]) => name)
      .filter((name) => name !== 'accept')
      .join(', ');
    return {
      title: 'The server answers, but not to pages (CORS)',
      words:
        `It must send “Access-Control-Allow-Origin: ${location.origin}” (or *), and answer a preflight ` +
        `OPTIONS with the headers ${named || 'sent'} allowed. Programs outside a browser are not affected.`,
    };
  }
  if (exchange.fault) {
    const [title, words] = BY_FAULT[exchange.fault];
    return { title, words };
  }
  const error = exchange.json?.error;
  if (error && typeof error === 'object')
    return { title: `The server refused: ${error.message ?? 'no reason given'}`, words: byCode(error.code) };
  return byStatus(exchange);
}

function byCode(code) {
  if (code === -32601)
    return 'It does not know this method: it may speak another version or protocol. Try another one above.';
  if (code === -32009) return 'It does not speak this version of A2A. Try the other one.';
  if (code === -32602) return 'It does not accept the parameters; open the request below and compare.';
  if (code === -32001) return 'It does not know the task, or no longer.';
  return code === undefined ? '' : `The code is ${code}.`;
}

function byStatus({ status, method, responseBody, json, url }) {
  if (status >= 200 && status < 300) {
    if (status === 202 || status === 204 || json !== undefined) return null;
    const page = /^\s*<(!doctype|html)/i.test(responseBody);
    return page
      ? {
          title: 'This is a web page, not an endpoint',
          words: 'The address of a page for people was given, or a proxy answers with its own page.',
        }
      : { title: 'The answer is not JSON', words: 'Another kind of server may stand at this address.' };
  }
  const said = typeof json?.error === 'string' ? json.error : '';
  if (status === 401 || status === 403)
    return {
      title: said || 'The server wants to know who calls',
      words: 'Add a header such as “Authorization: Bearer …” above. A 403 may also be a check of the host name.',
    };
  if (status === 404)
    return {
      title: said || 'Nothing lives at this address',
      words: url.includes('agent-card.json')
        ? 'The agent card is looked for below the endpoint. Is the endpoint complete, with its path?'
        : 'Is the endpoint complete, with its path?',
    };
  if (status === 405)
    return {
      title: `The address does not take ${method}`,
      words: 'It exists, but it may be another one than the endpoint, or speak another protocol.',
    };
  if (status === 406 || status === 415)
    return {
      title: said || 'The server does not take this media type',
      words: 'It may speak another protocol or version.',
    };
  if (status === 429) return { title: 'The server has had enough for now', words: 'Wait, then try again.' };
  if (status >= 500) return { title: said || `The server failed (${status})`, words: 'Its own log says more.' };
  return { title: said || `The server answered ${status}`, words: '' };
}
