// Measures whether the time of a refusal tells why a code does not work: wrong, expired, replaced and foreign codes in
// turn, 1,000 tries each, against a server that trusts its proxies (TRUSTED_PROXIES=127.0.0.0/8), so that no address
// guesses too often. Prints the medians and how far each is from that of a wrong code; takes a little over a minute.
import http from 'node:http';
import { base } from './bridge.mjs';

const TRIES = Number(process.env.TRIES ?? 1000);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let address = 0;

function ask(method, path, { code, body } = {}) {
  address += 1;
  const from = `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`;
  return new Promise((resolve, reject) => {
    const headers = { 'X-Forwarded-For': from, 'Content-Type': 'application/json' };
    if (code) headers.Authorization = `Bearer ${code}`;
    const request = http.request(new URL(`/api${path}`, base), { method, agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    request.on('error', reject);
    request.end(body ? JSON.stringify(body) : undefined);
  });
}

async function seated(expiresInMinutes) {
  const agents = [{ id: 'alpha' }, { id: 'beta' }];
  const seats = agents.map(({ id }) => ({ agentId: id, kind: 'open' }));
  return JSON.parse((await ask('POST', '/seated-conversations', { body: { meta: { agents }, seats, expiresInMinutes } })).text);
}

const talk = await seated(1);
const other = await seated(60);
const replaced = talk.seats[1].code;
await ask('POST', `/seated-conversations/${talk.conversationId}/seats/beta/code`, { code: talk.host.code });
const codes = { wrong: '0000-0000-0000', expired: talk.seats[0].code, replaced, foreign: other.seats[0].code };
await new Promise((resolve) => setTimeout(resolve, 61_000));

const path = `/seated-conversations/${talk.conversationId}/seats`;
const times = Object.fromEntries(Object.keys(codes).map((name) => [name, []]));
const answers = new Set();
for (let i = 0; i < TRIES + 300; i++) {
  // In another order each time, so that none always follows the same one.
  for (const name of Object.keys(codes).sort(() => Math.random() - 0.5)) {
    const begun = process.hrtime.bigint();
    const { status, text } = await ask('GET', path, { code: codes[name] });
    const took = Number(process.hrtime.bigint() - begun) / 1000;
    answers.add(`${status} ${text}`);
    if (i >= 300) times[name].push(took);
  }
}
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
const wrong = median(times.wrong);
for (const [name, all] of Object.entries(times)) {
  const off = (100 * (median(all) - wrong)) / wrong;
  console.log(`${name.padEnd(9)} median ${median(all).toFixed(0)} µs, ${off.toFixed(1)} % from wrong`);
}
console.log(answers.size === 1 ? `one answer: ${[...answers][0]}` : `ANSWERS DIFFER: ${[...answers].join(' | ')}`);
agent.destroy();
