// The MCP conformance runner's scenarios that look at the protocol itself, run against the bridge.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { bridge } from './bridge.mjs';

// The runner needs Node 22; an older one runs it under the Node that is installed as a package.
const here = path => fileURLToPath(new URL(path, import.meta.url));
const node = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : here('node_modules/.bin/node');
const runner = here('node_modules/@modelcontextprotocol/conformance/dist/index.js');

// What each scenario asks for beyond the protocol: tools, resources and prompts of a server made for the runner.
const scenarios = {
  'server-initialize': [],
  ping: [],
  'tools-list': [],
  'tools-list --spec-version 2025-06-18': [],
  'tools-list --spec-version 2026-07-28': [],
  'dns-rebinding-protection': [],
  'dns-rebinding-protection --spec-version 2026-07-28': [],
  'input-required-result-unsupported-methods': [],
  'http-header-validation': [],
  'server-stateless': [
    'sep-2575-server-rejects-undeclared-capability',
    'sep-2575-missing-capability-http-400',
    'sep-2575-http-server-no-independent-requests-on-stream',
    'sep-2575-server-no-log-without-loglevel'
  ],
  caching: [
    'sep-2549-prompts-list-caching-hints',
    'sep-2549-resources-list-caching-hints',
    'sep-2549-resources-templates-list-caching-hints'
  ]
};

function run(scenario) {
  const args = [runner, 'server', '--url', bridge('mcp'), '--scenario', ...scenario.split(' ')];
  const child = spawn(node, args, { env: { ...process.env, NO_COLOR: '1' } });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    child.on('error', reject);
    child.on('close', () => resolve(output.replaceAll(/\u001b\[\d+m/g, '')));
  });
}

for (const [scenario, untestable] of Object.entries(scenarios)) {
  test(`conformance scenario ${scenario}`, { timeout: 60_000 }, async () => {
    const output = await run(scenario);
    const results = [...output.matchAll(/\[([a-z0-9-]+) *\] (SUCCESS|FAILURE|WARNING)/g)];
    const succeeded = results.filter(([, , status]) => status === 'SUCCESS').length;
    assert.ok(succeeded >= 1, output);
    const failed = results.filter(([, , status]) => status !== 'SUCCESS').map(([, id]) => id);
    assert.deepEqual(failed.filter(id => !untestable.includes(id)), [], output);
  });
}
