// Two strangers meet in one recorded conversation: each pair of clients that nobody here wrote finishes a case of four
// turns through two seats, either of them first. A table of the pairs is printed at the end.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { ClientFactory } from 'a2a-sdk-1.0/client';
import { ClientFactory as OldClientFactory } from 'a2a-sdk-0.3/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { base } from './bridge.mjs';

const run = promisify(execFile);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const LINES = { clinic: ['May I?', 'Here are the notes.'], payer: ['Please send the notes.', 'Approved.'] };

// Each plays a seat: says its lines in its turns and returns when it has been told that the conversation is over.

async function a2a(seat, lines) {
  const client = await new ClientFactory().createFromUrl(seat.a2a);
  const terminal = (task) => ![1, 2, 6].includes(task.status.state);
  const part = (text) => ({ content: { $case: 'text', value: text }, filename: '', mediaType: '' });
  let task;
  for (const text of lines) {
    const message = { messageId: randomUUID(), role: 1, taskId: task?.id ?? '', contextId: '', parts: [part(text)] };
    task = await client.sendMessage({ message: { ...message, extensions: [], referenceTaskIds: [] } });
    while (task.status.state === 2) task = await client.getTask({ id: task.id });
  }
  assert.ok(terminal(task), `state ${task.status.state}`);
}

async function oldA2a(seat, lines) {
  const client = await new OldClientFactory().createFromUrl(seat.a2a);
  let task;
  for (const text of lines) {
    const message = { kind: 'message', messageId: randomUUID(), role: 'user', parts: [{ kind: 'text', text }] };
    task = await client.sendMessage({
      message: { ...message, ...(task ? { taskId: task.id } : {}) },
      configuration: { blocking: true },
    });
    while (task.status.state === 'working') task = await client.getTask({ id: task.id });
  }
  assert.ok(['canceled', 'completed'].includes(task.status.state), task.status.state);
}

async function mcpTalk(client, transport, lines, begins) {
  await client.connect(transport);
  try {
    const call = async (name, args) => {
      const result = await client.callTool({ name, arguments: args });
      assert.notEqual(result.isError, true, JSON.stringify(result));
      return result.structuredContent;
    };
    const settled = async () => {
      for (;;) {
        const replies = await call('check_replies', { waitMs: 20000 });
        if (replies.status !== 'working') return replies;
      }
    };
    if (!begins) await settled();
    let replies;
    for (const message of lines) {
      await call('send_message_to_chat_thread', { message });
      replies = await settled();
    }
    assert.equal(replies.conversation_ended, true);
  } finally {
    await client.close();
  }
}

const who = { name: 'pairs', version: '1.0.0' };
const oldMcp = (seat, lines, begins) =>
  mcpTalk(new OldClient(who), new OldTransport(new URL(seat.mcp)), lines, begins);
const newMcp = (seat, lines, begins) =>
  mcpTalk(
    new Client(who, { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
    new StreamableHTTPClientTransport(new URL(seat.mcp)),
    lines,
    begins,
  );

async function curl(seat, lines, begins) {
  const ask = async (...args) =>
    JSON.parse((await run('curl', ['-sS', '-m', '60', '-H', 'Accept: application/json', ...args])).stdout);
  const seq = (state) => state.messages.at(-1)?.seq ?? 0;
  let state = await ask(seat.url);
  const wait = async () => {
    do state = { ...(await ask(`${seat.url}/wait?after=${seq(state)}&seconds=20`)) };
    while (!state.turn.yours && state.conversation.status === 'active');
  };
  if (!begins && !state.turn.yours) await wait();
  for (const text of lines) {
    state = await ask(`${seat.url}/say`, '-H', 'Content-Type: text/plain', '--data-binary', text);
    if (state.conversation.status === 'active') await wait();
  }
  assert.equal(state.conversation.status, 'completed');
}

async function webSocket(seat, lines, begins) {
  const socket = new WebSocket(seat.ws);
  const frames = [];
  const seen = async (wanted) => {
    for (let i = 0; i < 900; i++) {
      const found = frames.findIndex(wanted);
      if (found >= 0) return frames.splice(found, 1)[0];
      await sleep(50);
    }
    throw new Error(`nothing came: ${JSON.stringify(frames)}`);
  };
  socket.onmessage = ({ data }) => frames.push(JSON.parse(data));
  await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
  let id = 0;
  const call = async (method, params) => {
    const own = ++id;
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: own, method, params }));
    const { result, error } = await seen((frame) => frame.id === own);
    assert.equal(error, undefined, JSON.stringify(error));
    return result;
  };
  const { conversationId } = await call('authenticate', { code: seat.code });
  await call('subscribe', { conversationId, includeGuidance: true, sinceSeq: 0 });
  const turn = () => seen(({ method, params }) => method === 'guidance' && params.nextAgentId === seat.agentId);
  for (const [i, text] of lines.entries()) {
    if (i > 0 || !begins) await turn();
    await call('sendMessage', { conversationId, messagePayload: { text }, finality: 'turn' });
  }
  await seen(({ method, params }) => method === 'event' && params.finality === 'conversation');
  socket.close();
}

async function connect(seat, [first, second], begins) {
  const [program, ...options] = (process.env.CONNECT ?? '').split(' ');
  const script = `n=$(grep -o '"seq":' | wc -l); if [ $n -lt 2 ]; then echo '${first}'; else echo '${second}'; fi`;
  await run(program, [...options, seat.url, '--exec', script, ...(begins ? ['--begin'] : [])], { timeout: 120_000 });
}

async function javaA2a(seat, lines) {
  const [program, ...options] = (process.env.JAVA_A2A ?? '').split(' ');
  await run(program, [...options, seat.a2a, ...lines], { timeout: 180_000 });
}

const PLAYERS = {
  'a2a-js 0.3': oldA2a,
  'a2a-js 1.3': a2a,
  'A2A Java 0.3.3': javaA2a,
  'MCP TS 1.32': oldMcp,
  'MCP TS 2.4': newMcp,
  curl,
  WebSocket: webSocket,
  'connect --exec': connect,
};

async function json(path, options = {}) {
  const answer = await fetch(`${base}/api${path}`, {
    ...options,
    headers: { 'Content-Type': 'application/json', ...options.headers },
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}

/** What was said, as `agent: text`. */
async function said(created) {
  const state = await fetch(created.host.url, { headers: { Accept: 'application/json' } });
  return (await state.json()).messages.filter(({ text }) => text).map(({ from, text }) => `${from}: ${text}`);
}

async function meet(first, second) {
  const created = await json('/seated-conversations', {
    method: 'POST',
    body: JSON.stringify({
      meta: { title: 'Pair', agents: [{ id: 'clinic' }, { id: 'payer' }], config: { maxTurns: 4 } },
      seats: [
        { agentId: 'clinic', kind: 'open' },
        { agentId: 'payer', kind: 'open' },
      ],
    }),
  });
  const [clinic, payer] = created.seats;
  const playing = PLAYERS[first](clinic, LINES.clinic, true);
  playing.catch(() => {});
  for (let i = 0; i < 900 && (await said(created)).length === 0; i++) await sleep(100);
  await Promise.all([playing, PLAYERS[second](payer, LINES.payer, false)]);
  assert.deepEqual((await said(created)).slice(0, 4), [
    'clinic: May I?',
    'payer: Please send the notes.',
    'clinic: Here are the notes.',
    'payer: Approved.',
  ]);
}

/** Why a pair cannot be tried: what plays for it is named by a variable of the environment. */
const missing = (pair) =>
  (pair.includes('connect') && !process.env.CONNECT && 'CONNECT does not name the command') ||
  (pair.includes('Java') && !process.env.JAVA_A2A && 'JAVA_A2A does not name the command');

const done = new Map();
const names = Object.keys(PLAYERS);

test('each pair finishes a case through two seats', { timeout: 1_800_000 }, async (all) => {
  for (const first of names) {
    for (const second of names) {
      const pair = `${first} → ${second}`;
      await all.test(pair, { skip: missing(pair), timeout: 180_000 }, async () => {
        await meet(first, second);
        done.set(pair, 'ok');
      });
    }
  }
});

after(() => {
  const width = Math.max(...names.map((name) => name.length));
  const row = (head, cells) => [head, ...cells].map((cell) => cell.padEnd(width)).join('  ');
  console.log(row('first ↓ second →', names));
  for (const first of names) {
    console.log(row(first, names.map((second) => done.get(`${first} → ${second}`) ?? '-')));
  }
});
