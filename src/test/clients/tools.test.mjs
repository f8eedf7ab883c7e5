// An agent of the server uses tools of the MCP project's reference server, over Streamable HTTP. What the model answers is
// written down here: run.sh gives the server under test the address of this model.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { base } from './bridge.mjs';

const port = process.env.MODEL_PORT;
const say = (text) => ({ tool: 'sendMessageToRemoteAgent', args: { text } });

/** A model that takes the steps one after the other and remembers what it was asked. */
const startModel = async (steps) => {
  const asked = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('Content-Type', 'application/json');
    if (request.method === 'GET') {
      response.end(JSON.stringify({ data: [{ id: 'written-down' }] }));
      return;
    }
    asked.push(JSON.parse(Buffer.concat(chunks).toString()).messages.map(({ content }) => content).join('\n'));
    const content = JSON.stringify({ reasoning: 'as written', action: steps[asked.length - 1] ?? say('Nothing more is written.') });
    response.end(
      JSON.stringify({ model: 'written-down', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }] })
    );
  });
  await new Promise((ready) => server.listen(Number(port), '127.0.0.1', ready));
  return { asked, close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))) };
};

const startTools = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => probe.once('listening', ready));
  const free = probe.address().port;
  await new Promise((closed) => probe.close(closed));
  const program = fileURLToPath(new URL('node_modules/@modelcontextprotocol/server-everything/dist/index.js', import.meta.url));
  const tools = spawn(process.execPath, [program, 'streamableHttp'], {
    env: { PATH: process.env.PATH, PORT: String(free), THE_SECRET: 'hunter2' },
    stdio: ['ignore', 'ignore', 'pipe']
  });
  const ended = new Promise((done) => tools.once('close', done));
  await new Promise((ready, failed) => {
    tools.stderr.on('data', (words) => String(words).includes('listening') && ready());
    ended.then((code) => failed(new Error(`The tools ended with ${code}.`)));
  });
  return { url: `http://127.0.0.1:${free}/mcp`, close: () => (tools.kill(), ended) };
};

const post = async (path, body) => {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const response = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${response.status} ${await response.clone().text()}`);
  return response.json();
};

test('An agent of the server uses the tools that it is allowed', { skip: !port && 'MODEL_PORT is not set' }, async () => {
  const tools = await startTools();
  const model = await startModel([
    { tool: 'echo', args: { message: 'a right knee' } },
    { tool: 'get-sum', args: { a: 2, b: 3 } },
    { tool: 'get-env', args: {} },
    { tool: 'get-sum', args: { a: 'two' } },
    say('Approved.')
  ]);
  try {
    const { seats } = await post('/api/seated-conversations', {
      meta: {
        title: 'Tools of another server',
        scenarioId: 'scen_knee_mri_01',
        startingAgentId: 'patient-agent',
        agents: [
          { id: 'patient-agent' },
          { id: 'insurance-auth-specialist', config: { mcpServers: [{ name: 'everything', url: tools.url, allow: ['echo', 'get-sum'] }] } }
        ]
      },
      seats: [
        { agentId: 'patient-agent', kind: 'open' },
        { agentId: 'insurance-auth-specialist', kind: 'server' }
      ]
    });
    const seat = seats.find(({ agentId }) => agentId === 'patient-agent').code;
    let state = await post(`/s/${seat}/say`, { text: 'May I have an MRI?' });
    while (!state.turn.yours) {
      const response = await fetch(`${base}/s/${seat}/wait?seconds=20`, { headers: { Accept: 'application/json' } });
      state = await response.json();
    }
    const all = await (await fetch(`${base}/s/${seat}`, { headers: { Accept: 'application/json' } })).json();
    assert.equal(all.messages.at(-1).text, 'Approved.');
    const [first, second, third, fourth, fifth] = model.asked;
    assert.match(first, /- echo \(server everything\)/);
    assert.match(first, /- get-sum \(server everything\)/);
    assert.doesNotMatch(first, /get-env/, 'what is not allowed is not offered');
    assert.match(second, /Echo: a right knee/);
    assert.match(third, /The sum of 2 and 3 is 5/);
    assert.doesNotMatch(model.asked.join(), /hunter2/, 'what is not allowed is not called');
    assert.match(fourth, /get-env/, 'the model is told what it did wrong');
    assert.match(fifth, /It failed:/, 'arguments that do not fit are an error of the tool');
  } finally {
    await model.close();
    await tools.close();
  }
});
