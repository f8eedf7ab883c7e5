// Servers made with both generations of the A2A JavaScript SDK and with the Java SDK of 0.3, for the server under test to call.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import express from 'express';
import { Message, Task, TaskArtifactUpdateEvent, TaskStatusUpdateEvent } from 'a2a-sdk-1.0';
import { AgentEvent, DefaultRequestHandler, InMemoryTaskStore } from 'a2a-sdk-1.0/server';
import { UserBuilder, agentCardHandler, jsonRpcHandler, restHandler } from 'a2a-sdk-1.0/server/express';
import { DefaultRequestHandler as OldRequestHandler, InMemoryTaskStore as OldTaskStore } from 'a2a-sdk-0.3/server';
import {
  UserBuilder as OldUserBuilder,
  agentCardHandler as oldCardHandler,
  jsonRpcHandler as oldJsonRpcHandler
} from 'a2a-sdk-0.3/server/express';

/** What an agent does: greets with a message, or works on a task that asks back once and then completes. */
const plan = (kind, text, known) =>
  kind === 'hello'
    ? { message: `Hello, you said: ${text}` }
    : known
      ? { working: 'Writing', artifact: `Receipt for: ${text}`, state: 'completed' }
      : { working: 'Thinking', state: 'input-required', says: `What is "${text}"?` };

class NewExecutor {
  constructor(kind) {
    this.kind = kind;
  }

  async execute({ userMessage, taskId, contextId, task }, bus) {
    const text = userMessage.parts.find(({ content }) => content?.$case === 'text')?.content.value ?? '';
    const does = plan(this.kind, text, task !== undefined);
    const message = (words) => ({
      messageId: randomUUID(), role: 'ROLE_AGENT', taskId: this.kind === 'hello' ? '' : taskId, contextId, parts: [{ text: words }]
    });
    if (does.message) {
      bus.publish(AgentEvent.message(Message.fromJSON(message(does.message))));
      bus.finished();
      return;
    }
    const status = (state, words) => ({
      state: `TASK_STATE_${state.toUpperCase().replace('-', '_')}`,
      ...(words && { message: message(words) }),
      timestamp: new Date().toISOString()
    });
    // This SDK wants the task first, whether or not it is new.
    bus.publish(
      AgentEvent.task(task ?? Task.fromJSON({ id: taskId, contextId, status: status('submitted'), history: [Message.toJSON(userMessage)] }))
    );
    const update = (state, words) =>
      bus.publish(AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON({ taskId, contextId, status: status(state, words) })));
    update('working', does.working);
    if (does.artifact) {
      bus.publish(
        AgentEvent.artifactUpdate(
          TaskArtifactUpdateEvent.fromJSON({ taskId, contextId, artifact: { artifactId: 'receipt', parts: [{ text: does.artifact }] }, lastChunk: true })
        )
      );
    }
    update(does.state, does.says);
    bus.finished();
  }

  async cancelTask() {}
}

class OldExecutor {
  constructor(kind) {
    this.kind = kind;
  }

  async execute({ userMessage, taskId, contextId, task }, bus) {
    const text = userMessage.parts.find(({ kind }) => kind === 'text')?.text ?? '';
    const does = plan(this.kind, text, task !== undefined);
    const message = (words) => ({ kind: 'message', messageId: randomUUID(), role: 'agent', contextId, parts: [{ kind: 'text', text: words }] });
    if (does.message) {
      bus.publish(message(does.message));
      bus.finished();
      return;
    }
    if (task === undefined) {
      bus.publish({ kind: 'task', id: taskId, contextId, status: { state: 'submitted', timestamp: new Date().toISOString() }, history: [userMessage] });
    }
    const update = (state, words, final) =>
      bus.publish({
        kind: 'status-update', taskId, contextId, final,
        status: { state, ...(words && { message: message(words) }), timestamp: new Date().toISOString() }
      });
    update('working', does.working, false);
    if (does.artifact) {
      bus.publish({ kind: 'artifact-update', taskId, contextId, artifact: { artifactId: 'receipt', parts: [{ kind: 'text', text: does.artifact }] }, lastChunk: true });
    }
    update(does.state, does.says, true);
    bus.finished();
  }

  async cancelTask() {}
}

const common = (streaming) => ({
  name: 'SDK agent',
  description: 'An agent of the tests',
  version: '1.0.0',
  capabilities: { streaming },
  defaultInputModes: ['text/plain'],
  defaultOutputModes: ['text/plain'],
  skills: [{ id: 'talk', name: 'Talk', description: 'Talks', tags: ['talk'] }]
});

/** How the Java SDK's agent is run; empty where it was not built (run.sh does). */
const java = (process.env.JAVA_A2A_SERVER ?? '').split(' ').filter(Boolean);
export const hasJava = java.length > 0;

const startJava = async (kind, streaming) => {
  const agent = spawn(java[0], [...java.slice(1), kind, String(streaming)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => agent.once('close', done));
  const [url] = await Promise.race([
    new Promise((ready) => createInterface({ input: agent.stdout }).once('line', (line) => ready([line]))),
    ended.then((code) => Promise.reject(new Error(`The Java agent ended with ${code}.`)))
  ]);
  return { url, close: () => (agent.kill(), ended) };
};

/** Starts an agent; `speaks` is `0.3`, `1.0`, `rest` or `java`. Returns its address and how to close it. */
export const startAgent = async (speaks, kind, streaming) => {
  if (speaks === 'java') return startJava(kind, streaming);
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const url = `http://127.0.0.1:${server.address().port}`;
  if (speaks === '0.3') {
    const card = { ...common(streaming), protocolVersion: '0.3.0', url: `${url}/a2a`, preferredTransport: 'JSONRPC' };
    const requestHandler = new OldRequestHandler(card, new OldTaskStore(), new OldExecutor(kind));
    app.use('/.well-known/agent-card.json', oldCardHandler({ agentCardProvider: requestHandler }));
    app.use('/a2a', oldJsonRpcHandler({ requestHandler, userBuilder: OldUserBuilder.noAuthentication }));
  } else {
    const protocolBinding = speaks === 'rest' ? 'HTTP+JSON' : 'JSONRPC';
    const card = { ...common(streaming), supportedInterfaces: [{ url: `${url}/a2a`, protocolBinding, protocolVersion: '1.0', tenant: '' }] };
    const requestHandler = new DefaultRequestHandler(card, new InMemoryTaskStore(), new NewExecutor(kind));
    const handler = speaks === 'rest' ? restHandler : jsonRpcHandler;
    app.use('/.well-known/agent-card.json', agentCardHandler({ agentCardProvider: requestHandler }));
    app.use('/a2a', handler({ requestHandler, userBuilder: UserBuilder.noAuthentication }));
  }
  return { url, close: () => new Promise((closed) => { server.closeAllConnections(); server.close(closed); }) };
};
