// @ts-check
// Talks to another server through this one: an A2A agent, or the tools of an MCP server.
import { ServerWire } from './server-wire.js';

const text = (parts) =>
  parts
    .map((part) =>
      typeof part.text === 'string'
        ? part.text
        : part.data !== undefined
          ? `\`\`\`\n${JSON.stringify(part.data, null, 2)}\n\`\`\``
          : (part.file?.address ?? ''),
    )
    .filter(Boolean)
    .join('\n\n');
const files = (parts) =>
  parts.filter((part) => part.file).map(({ file }) => ({ name: file.name ?? 'file', type: file.mediaType ?? '' }));

export class ServerA2aClient {
  /** @type {any} */
  card = null;
  target = '';
  version = '';
  /** @type {{id: string, contextId?: string, state: string} | null} */
  task = null;
  /** @type {import('./a2a-client.js').Said[]} */
  said = [];
  documents = /** @type {{name: string, text: string, files: {name: string, type: string}[]}[]} */ ([]);
  /** Why nothing came of the last step. */
  problem = '';
  /** @type {string | undefined} */
  #context;
  /** @type {string[]} */
  #known = [];
  #next = 1;

  /** @param {import('./wire.js').Wire} wire @param {string} endpoint */
  constructor(wire, endpoint) {
    this.server = new ServerWire(wire, endpoint, 'a2a');
    this.wire = wire;
    this.target = endpoint;
  }

  async open() {
    const last = await this.server.run({});
    this.problem = last.get('problem');
    const found = last.get('found');
    if (['loops-back', 'forbidden-address'].includes(found?.class))
      this.problem += ' Or let your browser call it: choose it above “Headers of your own”.';
    this.card = found?.card ?? null;
    if (!found?.endpoint) return;
    this.target = found.endpoint.url;
    this.version = found.endpoint.version;
  }

  interfaces() {
    return this.version ? [{ url: this.target, version: this.version }] : [];
  }

  forget() {
    this.task = null;
    this.said = [];
    this.#context = undefined;
    this.#known = [];
  }

  get over() {
    return /completed|failed|canceled|rejected/.test(this.task?.state ?? '');
  }

  /** @param {string} words @param {{name: string, type: string, bytes: string}[]} attached */
  async say(words, attached) {
    const id = `you-${this.#next++}`;
    this.said = [...this.said, { you: true, id, text: words, files: attached }];
    this.wire.changed();
    const taskId = this.over ? undefined : this.task?.id;
    const files = attached.map(({ name, type, bytes }) => ({ name, mediaType: type, bytes }));
    const say = { text: words.trim() ? words : undefined, files: files.length ? files : undefined };
    const taken = await this.#step({ say: { ...say, contextId: this.#context, taskId } });
    if (!taken) this.said = this.said.filter((each) => each.id !== id);
    return { json: { result: taken ? {} : undefined } };
  }

  look() {
    return this.#step({ look: { taskId: this.task?.id } });
  }

  cancel() {
    return this.#step({ cancel: { taskId: this.task?.id } });
  }

  async #step(step) {
    const last = await this.server.run({ ...step, known: this.#known }, (event, data) => {
      if (event !== 'said') return;
      this.said = [
        ...this.said,
        { you: false, id: `meanwhile-${this.#next++}`, text: data.text, files: [], meanwhile: true },
      ];
      this.wire.changed();
    });
    this.problem = last.get('problem');
    const answer = last.get('answer');
    if (!answer) return false;
    this.#context = answer.contextId ?? this.#context;
    this.#known = answer.known;
    this.task = answer.taskId ? { id: answer.taskId, contextId: answer.contextId, state: answer.state ?? '' } : null;
    const fresh = answer.messages.map(({ parts }) => ({
      you: false,
      id: `agent-${this.#next++}`,
      text: text(parts),
      files: files(parts),
    }));
    this.said = [...this.said, ...fresh];
    return true;
  }
}

export class ServerMcpClient {
  tools = /** @type {any[] | null} */ (null);
  about = '';
  problem = '';

  /** @param {import('./wire.js').Wire} wire @param {string} endpoint */
  constructor(wire, endpoint) {
    this.server = new ServerWire(wire, endpoint, 'mcp');
  }

  async open() {
    const last = await this.server.run({});
    this.problem = last.get('problem');
    const tools = last.get('tools')?.tools;
    this.tools = tools?.length || !this.problem ? (tools ?? null) : null;
  }

  async call(name, args) {
    const last = await this.server.run({ call: { tool: name, arguments: args } });
    this.problem = last.get('problem');
    const result = last.get('result');
    if (!result) return { json: undefined };
    return {
      json: {
        result: result.failed
          ? { isError: true, content: [{ text: result.text }] }
          : { structuredContent: JSON.parse(result.text) },
      },
    };
  }
}
