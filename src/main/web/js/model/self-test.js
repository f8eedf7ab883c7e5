// @ts-check
// Exercises an endpoint as a client would, and puts what goes wrong into words. No conversation begins here.

/** @typedef {{state: 'ok' | 'warn' | 'bad', words: string, took?: number, said?: string, hint?: string}} Check */

const TOOLS = ['begin_chat_thread', 'send_message_to_chat_thread', 'check_replies'];
const TIMEOUT_MS = 15_000;

class Failed extends Error {
  constructor(said, hint = '') {
    super(said);
    this.hint = hint;
  }
}

async function ask(url, body, headers = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: {
        Accept: 'application/json, text/event-stream',
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'TimeoutError')
      throw new Failed(
        `No answer within ${TIMEOUT_MS / 1000} seconds.`,
        'The server is busy, or something between holds the request back.',
      );
    throw new Failed(
      'Nothing answered at this address.',
      'The server may be down, or this device has lost its network.',
    );
  }
  const text = await response.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Failed(
      `The answer (${response.status}) is not JSON: ${text.slice(0, 120) || 'nothing at all'}`,
      'A proxy or another program answers in place of this server; it must pass /api/bridge/ on unchanged.',
    );
  }
  const error = json?.error;
  const said = typeof error === 'string' ? error : error?.message;
  if (!response.ok)
    throw new Failed(
      said || `The server answered ${response.status}.`,
      hintOf(response.status, json?.reason ?? error?.data?.reason),
    );
  return json;
}

function hintOf(status, reason) {
  if (reason === 'host_not_allowed')
    return 'Open this page by IP address, or let whoever runs the server add the name to ALLOWED_HOSTS.';
  if (reason === 'origin_not_allowed')
    return 'Let whoever runs the server add this page’s origin to CORS_ALLOWED_ORIGINS.';
  if (status === 404) return 'The scenario may have been deleted, or a proxy cuts the address.';
  if (status === 413 || status === 414 || status === 431)
    return 'The address is too long for something on the way: shorten the extra instructions.';
  return status >= 500 ? 'The server’s log says more.' : '';
}

async function check(words, act) {
  const began = performance.now();
  try {
    const hint = await act();
    return /** @type {Check} */ ({
      state: 'ok',
      words,
      took: performance.now() - began,
      hint: hint ?? '',
    });
  } catch (/** @type {any} */ fault) {
    return /** @type {Check} */ ({
      state: 'bad',
      words,
      took: performance.now() - began,
      said: fault.message,
      hint: fault.hint ?? '',
    });
  }
}

const expect = (fits, said) => {
  if (!fits) throw new Failed(said, 'This page and the server may be of different versions: load the page again.');
};

/** @returns {AsyncGenerator<Check>} */
async function* a2a(url) {
  yield check('The agent card is there, for A2A 1.0 and 0.3', async () => {
    const card = await ask(`${url}/.well-known/agent-card.json`);
    expect(card.protocolVersion && card.url, 'The card has no fields of A2A 0.3.');
    expect(
      card.supportedInterfaces?.some((each) => each.protocolVersion === '1.0'),
      'The card has no interface of A2A 1.0.',
    );
    return `“${card.name}”`;
  });
  const unknown = async (method, headers) => {
    const answer = await ask(url, { jsonrpc: '2.0', id: 'self-test', method, params: { id: 'self-test' } }, headers);
    expect(
      answer.id === 'self-test' && answer.error?.code === -32001,
      `It answered ${JSON.stringify(answer).slice(0, 160)}.`,
    );
  };
  yield check('A2A 1.0 answers a request', () => unknown('GetTask', { 'A2A-Version': '1.0' }));
  yield check('A2A 0.3 answers a request', () => unknown('tasks/get', {}));
}

/** @returns {AsyncGenerator<Check>} */
async function* mcp(url) {
  yield check('initialize (2025-11-25) is answered', async () => {
    const { result, error } = await ask(url, {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'chitchat-self-test', version: '1' },
      },
    });
    expect(result?.protocolVersion === '2025-11-25', error?.message ?? 'It agreed on no version.');
  });
  yield check('server/discover (2026-07-28) is answered', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const { result, error } = await ask(
      url,
      { jsonrpc: '2.0', id: 2, method: 'server/discover', params: { _meta } },
      { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'server/discover' },
    );
    expect(result?.supportedVersions?.includes('2026-07-28'), error?.message ?? 'It does not list its versions.');
  });
  yield check('The three tools are listed', async () => {
    const { result, error } = await ask(url, {
      jsonrpc: '2.0',
      id: 3,
      method: 'tools/list',
      params: {},
    });
    const names = (result?.tools ?? []).map((tool) => tool.name);
    expect(
      TOOLS.every((name) => names.includes(name)),
      error?.message ?? `It lists ${names.join(', ') || 'none'}.`,
    );
  });
}

/** @returns {AsyncGenerator<Check>} */
async function* websocket(url) {
  yield check(
    'The WebSocket opens and answers a ping',
    () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url);
        const late = setTimeout(
          () =>
            done(() =>
              reject(
                new Failed(`No answer within ${TIMEOUT_MS / 1000} seconds.`, 'A proxy may not pass WebSockets on.'),
              ),
            ),
          TIMEOUT_MS,
        );
        const done = (act) => {
          clearTimeout(late);
          socket.onclose = null;
          socket.close();
          act();
        };
        socket.onopen = () => socket.send('{"jsonrpc":"2.0","id":1,"method":"ping"}');
        socket.onmessage = ({ data }) => String(data).includes('"result"') && done(() => resolve(''));
        socket.onclose = () =>
          done(() =>
            reject(
              new Failed(
                'The connection was refused.',
                'A proxy must pass on the headers Upgrade and Connection of /api/ws.',
              ),
            ),
          );
      }),
  );
}

/**
 * @param {'a2a'|'mcp'|'websocket'} protocol
 * @param {string} url as this page reaches it
 */
export const selfTest = (protocol, url) => ({ a2a, mcp, websocket })[protocol](url);

/**
 * Begins a conversation with one message, waits for the first answer and ends it.
 * @returns {Promise<Check & {conversation?: number}>}
 */
export async function shortTalk(url, opening) {
  const call = async (method, params) => {
    const answer = await ask(url, { jsonrpc: '2.0', id: 'short-talk', method, params }, { 'A2A-Version': '1.0' });
    if (answer.error) throw new Failed(answer.error.message);
    return answer.result;
  };
  let conversation;
  const checked = await check('A first message got an answer', async () => {
    const configuration = { returnImmediately: true };
    const { task } = await call('SendMessage', {
      message: {
        role: 'ROLE_USER',
        messageId: `self-test-${Date.now()}`,
        parts: [{ text: opening }],
      },
      configuration,
    });
    conversation = task.metadata?.conversationId;
    try {
      const until = Date.now() + 60_000;
      for (;;) {
        const now = await call('GetTask', { id: task.id });
        const spoken = (now.history ?? []).some((message) => message.role === 'ROLE_AGENT');
        if (spoken) return '';
        if (/COMPLETED|FAILED|CANCELED|REJECTED/.test(now.status?.state))
          throw new Failed('The conversation ended without an answer.', 'The conversation itself shows why.');
        if (Date.now() > until)
          throw new Failed(
            'Nobody answered within a minute.',
            'The model of the other side may be slow or out of reach: see Status.',
          );
        await new Promise((done) => setTimeout(done, 500));
      }
    } finally {
      await call('CancelTask', { id: task.id }).catch(() => {});
    }
  });
  return { ...checked, conversation };
}
