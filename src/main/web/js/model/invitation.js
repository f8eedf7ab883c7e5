// @ts-check
// What an external agent needs to join: the template in base64url, the addresses, texts to paste. No drawing here.

/** The longest template a bridge takes, and from where on proxies may refuse an address. */
export const LONGEST = 48 * 1024;
export const LONG = 7_000;

/** @param {string} text @returns {string} base64url of its UTF-8, without padding; works over plain HTTP as well */
export function base64url(text) {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The template of a conversation in which `role` is played from outside.
 * @param {{scenarioId: string, role: string, title: string, agents: {id: string, config?: object}[]}} choices
 */
export const template = ({ scenarioId, role, title, agents }) => ({
  ...(title ? { title } : {}),
  scenarioId,
  startingAgentId: role,
  agents,
});

/** A text inside single quotes of a shell. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const curl = (url, body, headers = []) =>
  [
    'curl -sN ' + quoted(url),
    ...['Content-Type: application/json', ...headers].map((header) => `  -H ${quoted(header)}`),
    `  -d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n');

const a2a = (url, opening) => [
  {
    id: 'curl',
    name: 'curl, A2A 1.0',
    text: curl(
      url,
      {
        jsonrpc: '2.0',
        id: 1,
        method: 'SendStreamingMessage',
        params: { message: { role: 'ROLE_USER', messageId: 'm-1', parts: [{ text: opening }] } },
      },
      ['A2A-Version: 1.0'],
    ),
    help:
      'Streams what the others say. Answer with the taskId of the first frame in params.message.taskId and a ' +
      'new messageId.',
  },
  {
    id: 'curl03',
    name: 'curl, A2A 0.3',
    text: curl(url, {
      jsonrpc: '2.0',
      id: 1,
      method: 'message/stream',
      params: {
        message: { kind: 'message', role: 'user', messageId: 'm-1', parts: [{ kind: 'text', text: opening }] },
      },
    }),
    help: 'The same for the installed base. The answer names the task; send its id back as params.message.taskId.',
  },
  {
    id: 'card',
    name: 'Agent card',
    text: `${url}/.well-known/agent-card.json`,
    help: 'Clients that are built from a card take this address, or the endpoint itself.',
    link: true,
  },
];

const mcp = (url, opening) => [
  {
    id: 'client',
    name: 'MCP client JSON',
    text: JSON.stringify({ mcpServers: { chitchat: { type: 'http', url } } }, null, 2),
    help:
      'For clients that speak streamable HTTP. Then tell your model: “Begin a chat thread, and take part ' +
      'until it is completed.”',
  },
  {
    id: 'remote',
    name: 'mcp-remote',
    text: JSON.stringify(
      {
        mcpServers: {
          chitchat: {
            command: 'npx',
            args: ['-y', 'mcp-remote', url, ...(url.startsWith('http:') ? ['--allow-http'] : [])],
          },
        },
      },
      null,
      2,
    ),
    help: 'For clients that only start programs.',
  },
  {
    id: 'curl',
    name: 'curl',
    text: [
      curl(url, { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'begin_chat_thread', arguments: {} } }),
      '# then, with the conversationId of the answer:',
      curl(url, {
        jsonrpc: '2.0',
        id: 2,
        method: 'tools/call',
        params: { name: 'send_message_to_chat_thread', arguments: { conversationId: 'HERE', message: opening } },
      }),
      curl(url, {
        jsonrpc: '2.0',
        id: 3,
        method: 'tools/call',
        params: { name: 'check_replies', arguments: { conversationId: 'HERE', waitMs: 45000 } },
      }),
    ].join('\n\n'),
    help: 'Ask for replies again while their status is “working”; it is your turn at “input-required”.',
  },
  {
    id: 'inspector',
    name: 'Inspector',
    text: `npx @modelcontextprotocol/inspector --cli ${quoted(url)} --transport http --method tools/list`,
    help: 'Tries the address without a model.',
  },
];

const frame = (id, method, params) => JSON.stringify({ jsonrpc: '2.0', id, method, params });

const websocket = (url, opening, meta, hash) => {
  const tagged = {
    ...meta,
    custom: { bridge: 'websocket', wire: true, ...(hash ? { bridgeConfig64Hash: hash } : {}) },
  };
  const others = meta.agents.map((agent) => agent.id).filter((id) => id !== meta.startingAgentId);
  return [
    {
      id: 'frames',
      name: 'Frames',
      text: [
        frame(1, 'createConversation', { meta: tagged }),
        frame(2, 'lifecycle.ensure', { conversationId: 0, agentIds: others }),
        frame(3, 'subscribe', { conversationId: 0, includeGuidance: true, sinceSeq: 0 }),
        frame(4, 'sendMessage', {
          conversationId: 0,
          agentId: meta.startingAgentId,
          finality: 'turn',
          messagePayload: { text: opening, clientRequestId: 'm-1' },
        }),
      ].join('\n'),
      help:
        'One JSON-RPC frame per line; put the conversationId of the first answer in place of 0. Speak when a ' +
        'guidance notice names your agent.',
    },
    {
      id: 'wscat',
      name: 'wscat',
      text: `npx wscat -c ${quoted(url)}`,
      help: 'Opens the connection; paste the frames one by one.',
    },
  ];
};

/** Texts to paste for one protocol. */
export function snippets(protocol, url, opening, meta, hash) {
  if (protocol === 'mcp') return mcp(url, opening);
  return protocol === 'websocket' ? websocket(url, opening, meta, hash) : a2a(url, opening);
}

/** @param {string} apiBase `https://host/api` @param {'a2a'|'mcp'|'websocket'} protocol @param {string} config64 */
export const endpoint = (apiBase, protocol, config64) =>
  protocol === 'websocket' ? `${apiBase.replace(/^http/, 'ws')}/ws` : `${apiBase}/bridge/${config64}/${protocol}`;
