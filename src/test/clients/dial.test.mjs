// The server calls agents that are made with both generations of the A2A JavaScript SDK, and with the Java SDK of 0.3.
import assert from 'node:assert/strict';
import test from 'node:test';
import { hasJava, startAgent } from './agents.mjs';
import { base } from './bridge.mjs';

const json = async (response) => {
  assert.ok(response.ok, `${response.status} ${await response.clone().text()}`);
  return response.json();
};
const post = (path, body) =>
  fetch(base + path, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) }).then(json);

/** Says words as the clinic and waits for what the called agent answers. */
const ask = async (seat, text) => {
  const get = (path) => fetch(`${base}/s/${seat}${path}`, { headers: { Accept: 'application/json' } }).then(json);
  let { turn } = await post(`/s/${seat}/say`, { text });
  while (!turn.yours) {
    ({ turn } = await get('/wait?seconds=20'));
  }
  return (await get('')).messages.at(-1);
};

const NAMES = { '0.3': 'A2A 0.3', '1.0': 'A2A 1.0', rest: 'A2A 1.0 over HTTP+JSON', java: 'the Java SDK of A2A 0.3' };

for (const speaks of Object.keys(NAMES)) {
  for (const streaming of [true, false]) {
    const name = `${NAMES[speaks]}, ${streaming ? 'streaming' : 'without streams'}`;
    const skip = speaks === 'java' && !hasJava && 'JAVA_A2A_SERVER is not set';
    const meet = async (kind, talk) => {
      const agent = await startAgent(speaks, kind, streaming);
      try {
        const { seats } = await post('/api/seated-conversations', {
          meta: { title: name, agents: [{ id: 'clinic' }, { id: 'agent' }], startingAgentId: 'clinic' },
          seats: [
            { agentId: 'clinic', kind: 'open' },
            { agentId: 'agent', kind: 'dial', url: agent.url }
          ]
        });
        await talk(seats.find(({ agentId }) => agentId === 'clinic').code);
      } finally {
        await agent.close();
      }
    };

    test(`${name}: an agent that answers with messages`, { skip }, () =>
      meet('hello', async (seat) => {
        assert.equal((await ask(seat, 'one')).text, 'Hello, you said: one');
        assert.equal((await ask(seat, 'two')).text, 'Hello, you said: two');
      }));

    test(`${name}: an agent that asks back in its task and completes it with an artifact`, { skip }, () =>
      meet('task', async (seat) => {
        assert.equal((await ask(seat, 'an MRI')).text, 'What is "an MRI"?');
        assert.equal((await ask(seat, 'a picture')).text, 'Receipt for: a picture');
        assert.equal((await ask(seat, 'and again')).text, 'What is "and again"?', 'a completed task is followed by another one');
      }));
  }

  test(`${NAMES[speaks]}: a role of a scenario, against an agent of the server`, { skip: speaks === 'java' && !hasJava && 'JAVA_A2A_SERVER is not set' }, async () => {
    const agent = await startAgent(speaks, 'hello', true);
    try {
      const { conversationId, host } = await post('/api/seated-conversations', {
        meta: {
          title: 'A scenario',
          scenarioId: 'scen_knee_mri_01',
          startingAgentId: 'patient-agent',
          agents: [{ id: 'patient-agent' }, { id: 'insurance-auth-specialist' }],
          config: { maxTurns: 6 }
        },
        seats: [
          { agentId: 'patient-agent', kind: 'server' },
          { agentId: 'insurance-auth-specialist', kind: 'dial', url: agent.url }
        ]
      });
      const headers = { Authorization: `Bearer ${host.code}` };
      const log = () => fetch(`${base}/api/debug/conversations/${conversationId}/events?limit=500`, { headers }).then(json);
      const said = async () => [await log()].flatMap((page) => page.events ?? page).filter(({ type }) => type === 'message');
      let all = await said();
      while (all.at(-1)?.finality !== 'conversation') {
        await new Promise((later) => setTimeout(later, 200));
        all = await said();
      }
      const messages = all.filter(({ agentId }) => agentId !== 'system');
      for (const [i, { agentId, payload }] of messages.entries()) {
        if (agentId !== 'insurance-auth-specialist') continue;
        assert.equal(payload.text, `Hello, you said: ${messages[i - 1].payload.text}`);
      }
      assert.ok(messages.filter(({ agentId }) => agentId === 'insurance-auth-specialist').length >= 2, JSON.stringify(messages));
    } finally {
      await agent.close();
    }
  });
}
