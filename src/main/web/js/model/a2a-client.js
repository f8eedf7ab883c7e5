// @ts-check
// A small A2A client for messages by hand, for 1.0 and 0.3. No drawing here.

/**
 * @typedef {{you: boolean, id: string, text: string, files: {name: string, type: string}[],
 *   meanwhile?: boolean}} Said
 */

const text = (parts) =>
  (parts ?? [])
    .map((part) =>
      typeof part?.text === 'string'
        ? part.text
        : part?.data !== undefined
          ? `\`\`\`\n${JSON.stringify(part.data, null, 2)}\n\`\`\``
          : '',
    )
    .filter(Boolean)
    .join('\n\n');
const files = (parts) =>
  (parts ?? [])
    .filter((part) => part?.file || part?.raw || part?.url)
    .map((part) => ({
      name: part.filename ?? part.file?.name ?? 'file',
      type: part.mediaType ?? part.file?.mimeType ?? '',
    }));

const stateOf = (status) =>
  String(status?.state ?? '')
    .replace('TASK_STATE_', '')
    .replaceAll('_', '-')
    .toLowerCase();

const documentOf = (artifact) => ({
  id: artifact.artifactId,
  name: artifact.name ?? artifact.artifactId ?? 'document',
  text: text(artifact.parts),
  files: files(artifact.parts),
});

const parts10 = (words, attached) => [
  ...(words.trim() ? [{ text: words }] : []),
  ...attached.map(({ name, type, bytes }) => ({ raw: bytes, filename: name, mediaType: type })),
];

const parts03 = (words, attached) => [
  ...(words.trim() ? [{ kind: 'text', text: words }] : []),
  ...attached.map(({ name, type, bytes }) => ({ kind: 'file', file: { bytes, name, mimeType: type } })),
];

export class A2aClient {
  card = /** @type {any} */ (null);
  target = '';
  version = '1.0';
  task = /** @type {{id: string, contextId?: string, state: string} | null} */ (null);
  said = /** @type {Said[]} */ ([]);
  /** For all that went wrong, see the exchanges. */
  problem = '';
  documents = /** @type {{id?: string, name: string, text: string, files: {name: string, type: string}[]}[]} */ ([]);
  #next = 1;

  /** @param {import('./wire.js').Wire} wire @param {string} endpoint */
  constructor(wire, endpoint) {
    this.wire = wire;
    this.endpoint = endpoint.replace(/\/+$/, '');
    this.target = endpoint;
  }

  /** Looks for the agent card and takes address and version from it; without one the endpoint itself is spoken to. */
  async open() {
    for (const url of cardAddresses(this.endpoint)) {
      const { json, status } = await this.wire.send(url, { name: 'agent card' });
      if (status !== 200 || typeof json?.name !== 'string') continue;
      this.card = json;
      break;
    }
    const offered = this.interfaces();
    const best = offered.find((each) => each.version.startsWith('1')) ?? offered[0];
    if (best) this.choose(best);
  }

  /** What the card offers over JSON-RPC. */
  interfaces() {
    const { card } = this;
    if (!card)
      return [
        { url: this.endpoint, version: '1.0' },
        { url: this.endpoint, version: '0.3' },
      ];
    const listed = (card.supportedInterfaces ?? [])
      .filter((each) => each?.protocolBinding === 'JSONRPC')
      .map((each) => ({ url: String(each.url), version: String(each.protocolVersion) }));
    if (listed.length) return listed;
    const old = [
      { url: card.url, transport: card.preferredTransport ?? 'JSONRPC' },
      ...(card.additionalInterfaces ?? []),
    ].filter((each) => each.transport === 'JSONRPC' && each.url);
    return old.slice(0, 1).map((each) => ({ url: String(each.url), version: '0.3' }));
  }

  choose({ url, version }) {
    this.target = url;
    this.version = version.startsWith('1') ? '1.0' : '0.3';
    this.forget();
  }

  forget() {
    this.task = null;
    this.said = [];
    this.documents = [];
  }

  get over() {
    return /completed|failed|canceled|rejected/i.test(this.task?.state ?? '');
  }

  /** Whether it tells what it does while it does it. */
  get streams() {
    return this.card?.capabilities?.streaming === true;
  }

  /** @param {string} words @param {{name: string, type: string, bytes: string}[]} [attached] bytes in base64 */
  async say(words, attached = []) {
    const messageId = `try-${Date.now().toString(36)}-${this.#next}`;
    const again = this.task && !this.over ? { taskId: this.task.id, contextId: this.task.contextId } : {};
    if (this.over) this.task = null;
    this.said = [...this.said, { you: true, id: messageId, text: words, files: attached }];
    const exchange =
      this.version === '1.0'
        ? await this.#call(this.streams ? 'SendStreamingMessage' : 'SendMessage', {
            message: { role: 'ROLE_USER', messageId, parts: parts10(words, attached), ...again },
          })
        : await this.#call(this.streams ? 'message/stream' : 'message/send', {
            message: { kind: 'message', role: 'user', messageId, parts: parts03(words, attached), ...again },
            ...(this.streams ? {} : { configuration: { blocking: true } }),
          });
    if (exchange.json?.result === undefined) this.said = this.said.filter((each) => each.id !== messageId);
    return exchange;
  }

  look() {
    return this.#call(this.version === '1.0' ? 'GetTask' : 'tasks/get', { id: this.task?.id });
  }

  cancel() {
    return this.#call(this.version === '1.0' ? 'CancelTask' : 'tasks/cancel', { id: this.task?.id });
  }

  async #call(method, params) {
    const headers = /** @type {Record<string, string>} */ (this.version === '1.0' ? { 'A2A-Version': '1.0' } : {});
    const exchange = await this.wire.send(this.target, {
      method: 'POST',
      body: { jsonrpc: '2.0', id: this.#next++, method, params },
      headers,
      name: method,
      // Told of a response that is a stream, event by event.
      onFrame: ({ result }) => result && this.#took(result),
    });
    const result = exchange.json?.result;
    if (result && !exchange.events) this.#took(result);
    return exchange;
  }

  #took(result) {
    const status = result.statusUpdate ?? (result.kind === 'status-update' ? result : undefined);
    const artifact = result.artifactUpdate ?? (result.kind === 'artifact-update' ? result : undefined);
    if (status) this.#goOn(status);
    else if (artifact) this.#document(artifact);
    else this.#take(result.task ?? result.message ?? result);
    this.wire.changed();
  }

  #goOn({ taskId, contextId, status }) {
    this.task = { id: taskId, contextId, state: stateOf(status) };
    if (status?.message) this.#hear(status.message, this.task.state === 'working');
  }

  #document({ artifact, append }) {
    const id = artifact?.artifactId;
    const part = documentOf(artifact ?? {});
    const at = this.documents.findIndex((each) => each.id === id);
    const former = this.documents[at];
    const whole =
      append && former ? { ...former, text: former.text + part.text, files: [...former.files, ...part.files] } : part;
    this.documents = at < 0 ? [...this.documents, part] : this.documents.with(at, whole);
  }

  #take(thing) {
    if (!thing.status) {
      this.#hear(thing);
      return;
    }
    this.task = {
      id: thing.id,
      contextId: thing.contextId,
      state: stateOf(thing.status),
    };
    for (const message of thing.history ?? []) this.#hear(message);
    if (thing.status.message) this.#hear(thing.status.message);
    this.documents = (thing.artifacts ?? []).map(documentOf);
  }

  #hear(message, meanwhile = false) {
    if (/user$/i.test(message.role ?? '') || this.said.some((each) => each.id === message.messageId)) return;
    this.said = [
      ...this.said,
      { you: false, id: message.messageId, text: text(message.parts), files: files(message.parts), meanwhile },
    ];
  }
}

function cardAddresses(endpoint) {
  if (endpoint.endsWith('.json')) return [endpoint];
  try {
    return [
      ...new Set([
        `${endpoint}/.well-known/agent-card.json`,
        `${new URL(endpoint).origin}/.well-known/agent-card.json`,
      ]),
    ];
  } catch {
    return [`${endpoint}/.well-known/agent-card.json`];
  }
}
