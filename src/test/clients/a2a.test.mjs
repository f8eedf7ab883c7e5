// Both generations of the A2A JavaScript SDK finish a scripted scenario through the bridge.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { ClientFactory, ClientFactoryOptions, RestTransportFactory } from 'a2a-sdk-1.0/client';
import { ClientFactory as OldClientFactory } from 'a2a-sdk-0.3/client';
import { bridge } from './bridge.mjs';

// A payer that asks once and then approves, with the approval as a document.
const meta = {
  title: 'Prior authorization',
  agents: [
    { id: 'clinic' },
    {
      id: 'payer',
      agentClass: 'script',
      config: {
        script: {
          name: 'ask-then-approve',
          turns: [
            [
              { kind: 'post', text: 'Looking it up.', finality: 'none' },
              { kind: 'post', text: 'Please send the notes.', delayMs: 50 },
            ],
            [
              {
                kind: 'post',
                text: 'Approved.',
                finality: 'conversation',
                outcome: { status: 'success', reason: 'notes are complete' },
                attachments: [
                  { name: 'approval.bin', contentType: 'application/octet-stream', content: 'AP8Q', encoding: 'base64' },
                ],
              },
            ],
          ],
        },
      },
    },
  ],
  startingAgentId: 'clinic',
};
const endpoint = bridge('a2a', meta);
const notes = Buffer.from([0, 1, 2, 250, 251, 252]);

const collect = async (stream) => {
  const events = [];
  for await (const event of stream) {
    events.push(event);
  }
  return events;
};

const oldMessage = (text, extra = {}) => ({
  kind: 'message',
  messageId: randomUUID(),
  role: 'user',
  parts: [{ kind: 'text', text }],
  ...extra,
});

for (const cardBase of [endpoint, `${endpoint}/`]) {
  test(`0.3: the SDK finds the card below ${cardBase.slice(-4)} and finishes a scenario, waiting`, async () => {
    const client = await new OldClientFactory().createFromUrl(cardBase);
    const asked = await client.sendMessage({ message: oldMessage('May I?'), configuration: { blocking: true } });
    assert.equal(asked.kind, 'task');
    assert.equal(asked.status.state, 'input-required');
    assert.deepEqual(
      asked.history.map((message) => message.parts[0].text),
      ['May I?', 'Looking it up.', 'Please send the notes.'],
    );

    const done = await client.sendMessage({
      message: oldMessage('Here.', {
        taskId: asked.id,
        parts: [
          { kind: 'text', text: 'Here.' },
          { kind: 'file', file: { bytes: notes.toString('base64'), name: 'notes.bin', mimeType: 'application/x-notes' } },
        ],
      }),
      configuration: { blocking: true },
    });
    assert.equal(done.id, asked.id);
    assert.equal(done.status.state, 'completed');
    assert.deepEqual(done.metadata.outcome, { status: 'success', reason: 'notes are complete' });
    assert.equal(done.artifacts[0].parts[0].file.bytes, 'AP8Q');
    const sent = done.history.find((message) => message.parts.length === 2);
    assert.deepEqual(Buffer.from(sent.parts[1].file.bytes, 'base64'), notes);

    await assert.rejects(client.cancelTask({ id: done.id }), /ended|cancel/i);
  });
}

test('0.3: the SDK streams a scenario to its end', async () => {
  const client = await new OldClientFactory().createFromUrl(endpoint);
  const first = await collect(client.sendMessageStream({ message: oldMessage('May I?') }));
  assert.deepEqual(
    first.map((event) => event.kind),
    ['task', 'message', 'message', 'status-update'],
  );
  assert.equal(first.at(-1).status.state, 'input-required');
  assert.equal(first.at(-1).final, true);

  const second = await collect(
    client.sendMessageStream({ message: oldMessage('Here.', { taskId: first[0].id, contextId: first[0].contextId }) }),
  );
  assert.deepEqual(
    second.map((event) => event.kind),
    ['task', 'message', 'artifact-update', 'status-update'],
  );
  assert.equal(second.at(-1).status.state, 'completed');

  const again = await collect(client.resubscribeTask({ id: first[0].id }));
  assert.deepEqual(
    again.map((event) => event.kind),
    ['task'],
  );
});

test('0.3: the SDK is told the code of a failure, plain and streamed', async () => {
  const client = await new OldClientFactory().createFromUrl(endpoint);
  await assert.rejects(client.getTask({ id: 'nobody' }), { name: 'TaskNotFoundError' });
  await assert.rejects(collect(client.resubscribeTask({ id: 'nobody' })), /-32001/);
});

const text = (value) => ({ content: { $case: 'text', value }, metadata: undefined, filename: '', mediaType: '' });
const message = (parts, extra = {}) => ({
  messageId: randomUUID(),
  contextId: '',
  taskId: '',
  role: 1,
  parts,
  metadata: undefined,
  extensions: [],
  referenceTaskIds: [],
  ...extra,
});
const request = (sent) => ({ tenant: '', message: sent, configuration: undefined, metadata: undefined });

const restCalls = [];
const recorded = (url, options) => {
  restCalls.push(String(url));
  return fetch(url, options);
};
const rest = ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
  transports: [new RestTransportFactory({ fetchImpl: recorded })],
  preferredTransports: ['HTTP+JSON'],
});
const BINDINGS = { 'JSON-RPC': () => new ClientFactory(), 'HTTP+JSON': () => new ClientFactory(rest) };

for (const [binding, factory] of Object.entries(BINDINGS)) {
  test(`1.0 over ${binding}: the SDK finishes a scenario, waiting`, async () => {
    const client = await factory().createFromUrl(endpoint);
    const asked = await client.sendMessage(request(message([text('May I?')])));
    assert.equal(asked.status.state, 6, 'input required');
    const done = await client.sendMessage(
      request(
        message(
          [
            text('Here.'),
            { content: { $case: 'raw', value: notes }, metadata: undefined, filename: 'notes.bin', mediaType: 'application/x-notes' },
          ],
          { taskId: asked.id, contextId: asked.contextId },
        ),
      ),
    );
    assert.equal(done.status.state, 3, 'completed');
    assert.deepEqual(done.metadata.outcome, { status: 'success', reason: 'notes are complete' });
    assert.deepEqual([...done.artifacts[0].parts[0].content.value], [0, 255, 16]);
    const sent = done.history.find((one) => one.parts.length === 2);
    assert.deepEqual([...sent.parts[1].content.value], [...notes]);

    const listed = await client.listTasks({ tenant: '', contextId: '', status: 0, pageToken: '', pageSize: 1 });
    assert.equal(listed.tasks[0].id, done.id);
    assert.equal(restCalls.some((url) => url.endsWith('/message:send')), binding === 'HTTP+JSON');
  });

  test(`1.0 over ${binding}: the SDK streams a scenario to its end`, async () => {
    const client = await factory().createFromUrl(`${endpoint}/`);
    const first = await collect(client.sendMessageStream(request(message([text('May I?')]))));
    assert.deepEqual(
      first.map((event) => event.payload.$case),
      ['task', 'message', 'message', 'statusUpdate'],
    );
    const task = first[0].payload.value;
    const following = collect(client.resubscribeTask({ tenant: '', id: task.id }));
    const second = await collect(client.sendMessageStream(request(message([text('Here.')], { taskId: task.id }))));
    assert.deepEqual(
      second.map((event) => event.payload.$case),
      ['task', 'message', 'artifactUpdate', 'statusUpdate'],
    );
    const followed = (await following).map((event) => event.payload.$case);
    assert.equal(followed[0], 'task');
    assert.equal(followed.at(-1), 'statusUpdate');

    await assert.rejects(collect(client.resubscribeTask({ tenant: '', id: task.id })), {
      name: 'UnsupportedOperationError',
    });
    await assert.rejects(client.getTask({ tenant: '', id: 'nobody' }), { name: 'TaskNotFoundError' });
  });
}
