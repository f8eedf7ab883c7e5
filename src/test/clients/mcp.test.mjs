// MCP clients that nobody here wrote carry a scripted conversation to its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { bridge } from './bridge.mjs';

const url = new URL(bridge('mcp'));

async function play(client) {
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(tool => tool.name),
    ['begin_chat_thread', 'send_message_to_chat_thread', 'check_replies']
  );
  const call = async (name, args) => {
    const result = await client.callTool({ name, arguments: args });
    assert.notEqual(result.isError, true, JSON.stringify(result));
    assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
    return result.structuredContent;
  };
  const { conversationId } = await call('begin_chat_thread', {});
  const settled = async () => {
    for (;;) {
      const replies = await call('check_replies', { conversationId, waitMs: 20000 });
      if (replies.status !== 'working') return replies;
    }
  };
  await call('send_message_to_chat_thread', { conversationId, message: 'We ask for an MRI.' });
  const first = await settled();
  assert.equal(first.status, 'input-required');
  assert.deepEqual(
    first.messages.map(message => message.text),
    ['One moment.', 'Here is the policy.']
  );
  assert.equal(first.messages[1].attachments[0].content, '# Policy ä');
  await call('send_message_to_chat_thread', {
    conversationId,
    message: 'Here is the letter.',
    attachments: [{ name: 'letter.md', contentType: 'text/markdown', content: '# Letter', summary: 'Why' }]
  });
  const last = await settled();
  assert.equal(last.status, 'completed');
  assert.equal(last.conversation_ended, true);
  assert.match(last.guidance, /success/);
  const refused = await client.callTool({ name: 'check_replies', arguments: { conversationId: 'unknown' } });
  assert.equal(refused.isError, true);
}

test('@modelcontextprotocol/sdk 1.x finishes the conversation', { timeout: 60_000 }, async () => {
  const client = new OldClient({ name: 'clients-test', version: '1.0.0' });
  await client.connect(new OldTransport(url));
  try {
    await client.ping();
    await play(client);
  } finally {
    await client.close();
  }
});

const modes = { legacy: '2025-11-25', auto: '2026-07-28', pin: '2026-07-28' };
for (const [mode, version] of Object.entries(modes)) {
  test(`@modelcontextprotocol/client 2.x, mode ${mode}, finishes the conversation`, { timeout: 60_000 }, async () => {
    const client = new Client(
      { name: 'clients-test', version: '1.0.0' },
      { versionNegotiation: { mode: mode === 'pin' ? { pin: version } : mode } }
    );
    await client.connect(new StreamableHTTPClientTransport(url));
    try {
      assert.equal(client.getNegotiatedProtocolVersion(), version);
      await play(client);
    } finally {
      await client.close();
    }
  });
}
