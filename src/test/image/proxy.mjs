// Long connections through the proxy, each longer than its time-out: `node proxy.mjs wss|sse PORT`. Ends with 1 when one is cut.
import assert from 'node:assert/strict';

const [, , what, port] = process.argv;
const seconds = 40; // the proxy cuts what is silent for 30
const turns = [
  [
    { kind: 'post', text: 'One moment.', finality: 'none' },
    { kind: 'sleep', ms: seconds * 1000 },
    { kind: 'post', text: 'Done.' }
  ]
];
const agents = [{ id: 'a' }, { id: 'b', agentClass: 'script', config: { script: { name: 'b', turns } } }];

async function wss() {
  const socket = new WebSocket(`wss://localhost:${port}/api/ws`);
  const answers = new Map();
  let closed;
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    answers.get(frame.id)?.(frame);
  };
  socket.onclose = ({ code }) => (closed = code);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('no connection'));
  });
  const call = (id, method, params) =>
    new Promise((resolve) => {
      answers.set(id, resolve);
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  const { result } = await call(1, 'createConversation', { meta: { title: 'idle', agents: [{ id: 'a' }, { id: 'b' }] } });
  // A frame that is large, but smaller than the server's limit, passes.
  const { error } = await call(2, 'sendMessage', {
    conversationId: result.conversationId,
    agentId: 'nobody',
    messagePayload: { text: 'x'.repeat(15 << 20) }
  });
  assert.ok(error, 'a message of nobody was taken');
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  assert.equal(closed, undefined, `the idle connection was closed with ${closed}`);
  assert.equal((await call(3, 'getConversation', { conversationId: result.conversationId })).error, undefined);
}

async function sse() {
  const config64 = Buffer.from(JSON.stringify({ title: 'stream', agents, startingAgentId: 'a' })).toString('base64url');
  const message = { kind: 'message', role: 'user', messageId: 'm1', parts: [{ kind: 'text', text: 'hello' }] };
  const began = Date.now();
  const response = await fetch(`https://localhost:${port}/api/bridge/${config64}/a2a`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'message/stream', params: { message } })
  });
  const came = {};
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (const word of ['One moment.', 'Done.']) if (text.includes(word)) came[word] ??= (Date.now() - began) / 1000;
  }
  assert.ok(came['One moment.'] < seconds / 2, `the first message came after ${came['One moment.']} s: it was buffered`);
  assert.ok(came['Done.'] >= seconds, `the last message came after ${came['Done.']} s`);
}

await { wss, sse }[what]();
process.exit(0);
