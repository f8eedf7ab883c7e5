// @ts-check
// As much of an MCP client as it takes to call tools by hand, with a session (to 2025-11-25) and without (2026-07-28).

const OLD = '2025-11-25';
const NEW = '2026-07-28';
const META = {
  'io.modelcontextprotocol/protocolVersion': NEW,
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'chitchat-try', version: '1' },
};

export class McpClient {
  tools = /** @type {any[] | null} */ (null);
  about = '';
  /** For all that went wrong, see the exchanges. */
  problem = '';
  #session = '';
  #agreed = OLD;
  #next = 1;

  /** @param {import('./wire.js').Wire} wire @param {string} endpoint @param {boolean} modern */
  constructor(wire, endpoint, modern) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.modern = modern;
  }

  async open() {
    const first = this.modern
      ? await this.#call('server/discover', {})
      : await this.#call('initialize', {
          protocolVersion: OLD,
          capabilities: {},
          clientInfo: { name: 'chitchat-try', version: '1' },
        });
    const result = first.json?.result;
    if (!result) return;
    this.about = [result.serverInfo?.title ?? result.serverInfo?.name, result.serverInfo?.version, result.instructions]
      .filter((each) => typeof each === 'string')
      .join(' · ');
    if (!this.modern) {
      this.#agreed = result.protocolVersion;
      this.#session = first.responseHeaders.find(([name]) => name === 'mcp-session-id')?.[1] ?? '';
      await this.wire.send(this.endpoint, {
        method: 'POST',
        body: { jsonrpc: '2.0', method: 'notifications/initialized' },
        headers: this.#headers('notifications/initialized'),
        name: 'notifications/initialized',
      });
    }
    const listed = (await this.#call('tools/list', {})).json?.result?.tools;
    this.tools = Array.isArray(listed) ? listed : null;
  }

  call(name, args) {
    return this.#call('tools/call', { name, arguments: args }, name);
  }

  #headers(method, name = '') {
    if (this.modern)
      return { 'MCP-Protocol-Version': NEW, 'Mcp-Method': method, ...(name ? { 'Mcp-Name': name } : {}) };
    return method === 'initialize'
      ? {}
      : { 'MCP-Protocol-Version': this.#agreed, ...(this.#session ? { 'Mcp-Session-Id': this.#session } : {}) };
  }

  #call(method, params, name = '') {
    return this.wire.send(this.endpoint, {
      method: 'POST',
      headers: this.#headers(method, name),
      name: name ? `${method} ${name}` : method,
      body: { jsonrpc: '2.0', id: this.#next++, method, params: this.modern ? { ...params, _meta: META } : params },
    });
  }
}

/** Arguments to start from: what a tool's schema asks for. */
export function sample(schema) {
  const required = new Set(schema?.required ?? []);
  const entries = Object.entries(schema?.properties ?? {}).filter(([name]) => required.has(name));
  return Object.fromEntries(entries.map(([name, property]) => [name, example(property)]));
}

function example(property) {
  if (property?.default !== undefined) return property.default;
  if (property?.enum) return property.enum[0];
  const type = [].concat(property?.type ?? 'string')[0];
  return { string: '', number: 0, integer: 0, boolean: false, array: [], object: {} }[type] ?? null;
}
