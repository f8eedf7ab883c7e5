// Clients that write while the server stops: `node load.mjs write PORT FILE` sends until every socket is closed and lists in FILE
// what was acknowledged; `node load.mjs check PORT FILE` looks each of it up. Ends with 1 when something is lost.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';

const [, , what, port, file] = process.argv;

async function connect() {
  const socket = new WebSocket(`wss://localhost:${port}/api/ws`);
  const answers = new Map();
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    answers.get(frame.id)?.(frame);
  };
  const closed = new Promise((resolve) => (socket.onclose = ({ code }) => resolve(code)));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('no connection'));
  });
  let next = 1;
  const call = (method, params) =>
    Promise.race([
      closed,
      new Promise((resolve) => {
        answers.set(next, resolve);
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: next++, method, params }));
      })
    ]);
  return { closed, call };
}

async function conversation(client) {
  const meta = { title: 'load', agents: [{ id: 'a' }, { id: 'b' }], startingAgentId: 'a' };
  return (await client.call('createConversation', { meta })).result.conversationId;
}

async function writer(number) {
  const client = await connect();
  const conversationId = await conversation(client);
  for (let i = 0; ; i++) {
    const text = `${number}-${i}`;
    const answer = await client.call('sendMessage', { conversationId, agentId: 'a', messagePayload: { text }, finality: 'none' });
    if (typeof answer === 'number') return answer;
    // What is refused while the server stops is no acknowledgement.
    if (answer.result) appendFileSync(file, `${conversationId} ${answer.result.seq} ${text}\n`);
  }
}

async function idle() {
  const client = await connect();
  await client.call('subscribe', { conversationId: await conversation(client), sinceSeq: 0 });
  return client.closed;
}

async function write() {
  const codes = await Promise.all([...[1, 2, 3, 4].map(writer), idle(), idle()]);
  assert.deepEqual(codes, [1001, 1001, 1001, 1001, 1001, 1001], 'the codes that the sockets were closed with');
}

async function check() {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const { call } = await connect();
  const logs = new Map();
  for (const line of lines) {
    const [id, seq, text] = line.split(' ');
    if (!logs.has(id)) {
      const { result } = await call('getConversation', { conversationId: Number(id) });
      logs.set(id, new Map(result.events.map((event) => [event.seq, event.payload?.text])));
    }
    assert.equal(logs.get(id).get(Number(seq)), text, `acknowledged, but not there: ${line}`);
  }
  console.log(`${lines.length} acknowledged messages, all there`);
}

await { write, check }[what]();
process.exit(0);
