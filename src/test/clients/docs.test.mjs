// The JavaScript that the pages print is run as it stands there; only the server and the SDK's installed name differ.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bridge } from './bridge.mjs';

const run = promisify(execFile);
const here = path => fileURLToPath(new URL(path, import.meta.url));

/** The JavaScript blocks of a part of the page about the bridges, in their order. */
async function programs(part) {
  const page = await readFile(here('../../../docs/bridges.md'), 'utf8');
  const [mcp, a2a] = page.split('\n## A2A\n');
  const text = { mcp, a2a }[part];
  return [...text.matchAll(/```js\n(.*?)```/gs)].map(([, program]) => program);
}

/** Runs a program beside the installed packages and gives what it prints. */
async function output(name, program, url) {
  const file = here(`.${name}.mjs`);
  await writeFile(file, program);
  try {
    return (await run(process.execPath, [file, url], { timeout: 90_000 })).stdout;
  } finally {
    await rm(file);
  }
}

const payer = {
  title: 'Prior authorization',
  startingAgentId: 'clinic',
  agents: [
    { id: 'clinic' },
    {
      id: 'payer',
      agentClass: 'script',
      config: {
        script: {
          name: 's',
          turns: [
            [{ kind: 'post', text: 'Please send the notes.' }],
            [{ kind: 'post', text: 'Approved.', finality: 'conversation', outcome: { status: 'success' } }],
          ],
        },
      },
    },
  ],
};

for (const [index, sdk] of ['a2a-sdk-1.0', 'a2a-sdk-0.3'].entries()) {
  test(`bridges.md: the A2A program for ${sdk} finishes a conversation`, async () => {
    const program = (await programs('a2a'))[index].replace('@a2a-js/sdk', sdk);
    const printed = await output(sdk, `const URL = process.argv[2];\n${program}`, bridge('a2a', payer));
    assert.match(printed, /status: 'success'/);
  });
}

test('bridges.md: the program for MCP gets an answer', async () => {
  const [program] = await programs('mcp');
  const printed = await output('mcp', program, bridge('mcp', payer));
  assert.match(printed, /input-required \[ 'Please send the notes\.' \]/);
});
