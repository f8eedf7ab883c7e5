// @ts-check
// Asks a model about a scenario: the prompt, parsing of the answer, and the retry of an unusable one.
import './shared-bundle.js';
import { request } from '../api.js';
import { changes } from './diff.js';
import { raw } from './edit.js';
import { find, parse, plain } from './json.js';
import { patched } from './patch.js';
import { prompt } from './prompt.js';
import { errors } from './rules.js';

const SENT_BACK = 2;
const KNOWN = new Set(['message', 'scenario', 'replaceEntireScenario', 'patch', 'patches']);

/** The JSON in an answer: alone, in a fence, or with words around it. */
function jsonIn(answer) {
  const tries = [
    answer.trim(),
    /```(?:json)?\s*\n([\s\S]*?)```/.exec(answer)?.[1],
    answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1),
  ].filter(Boolean);
  let first;
  for (const text of tries) {
    try {
      return { text, root: parse(text) };
    } catch (/** @type {any} */ fault) {
      first ??= fault;
    }
  }
  throw new Error(`It is not JSON: ${first?.message ?? 'there is none in it.'}`);
}

/**
 * Reads an answer against the scenario it was given; throws a sentence that the model can act on.
 *
 * @returns {{message: string, proposed?: string}} the scenario as JSON text with every change made
 */
export function read(answer, scenario) {
  if (!/[{[]/.test(answer)) return { message: answer.trim() || 'It answered nothing.' };
  const { text, root } = jsonIn(answer);
  const part = (name) => {
    const node = find(root, [name]);
    return node && text.slice(node.from, node.to);
  };
  const message = String(plain(find(root, ['message'])) ?? '');
  const bare = find(root, ['metadata']) && find(root, ['agents']);
  const whole = bare ? text : (part('scenario') ?? part('replaceEntireScenario'));
  const patch = root.kind === 'array' ? text : (part('patch') ?? part('patches'));
  const unknown = (root.entries ?? []).map(({ key }) => key).filter((key) => !bare && !KNOWN.has(key));
  if (!whole && !patch && unknown.length)
    throw new Error(
      `It has ${unknown.map(raw).join(', ')}, which this page does not read, so nothing would change. Changes belong ` +
        'in "patch" or "scenario".',
    );
  if (!whole && !patch) {
    if (message) return { message };
    throw new Error('It has neither "message" nor "patch" nor "scenario".');
  }
  const before = plain(parse(scenario));
  const proposed = whole ?? patched(scenario, JSON.parse(/** @type {string} */ (patch)));
  const after = plain(parse(proposed));
  const known = errors(before);
  const wrong = [...errors(after)].filter(([path]) => !known.has(path));
  if (before?.metadata?.id && after?.metadata?.id !== before.metadata.id)
    wrong.push(['metadata.id', [`Must stay ${raw(before.metadata.id)}.`]]);
  if (wrong.length) throw new Error(wrong.map(([path, said]) => `${path}: ${said.join(' ')}`).join(' '));
  return { message: message || 'Here is what I would change.', proposed };
}

/**
 * What an answer that a person pasted would change; words alone change nothing, so they are no answer here.
 * @param {string} answer @param {string} scenario JSON text
 */
export function readChanges(answer, scenario) {
  if (!/[{[]/.test(answer)) throw new Error('It holds no JSON, so it changes nothing. Paste the whole answer.');
  const { message, proposed } = read(answer, scenario);
  return { message, changes: proposed === undefined ? [] : changes(scenario, proposed) };
}

/**
 * Asks a model; an answer that cannot be used goes back to it with the reason, twice.
 *
 * @param {{scenario: string, talk: {role: string, content: string}[], model: {provider: string, model: string},
 *   id: string, signal: AbortSignal}} question
 * @returns {Promise<{message: string, changes: import('./diff.js').Change[],
 *   sentBack: {answer: string, reason: string}[], failed?: boolean}>}
 */
export async function ask({ scenario, talk, model, id, signal }) {
  const messages = prompt(scenario, talk);
  const sentBack = [];
  for (;;) {
    const { json } = await request('/llm/complete', {
      method: 'POST',
      signal,
      body: { ...model, messages, loggingMetadata: { scenarioId: id, stepDescriptor: 'assistant' } },
    });
    const answer = String(json.content ?? '');
    try {
      const { message, proposed } = read(answer, scenario);
      return { message, sentBack, changes: proposed === undefined ? [] : changes(scenario, proposed) };
    } catch (/** @type {any} */ fault) {
      sentBack.push({ answer: answer.slice(0, 20_000), reason: fault.message });
      if (sentBack.length > SENT_BACK)
        return {
          message: `None of ${sentBack.length} answers could be used. The last one: ${fault.message}`,
          changes: [],
          sentBack,
          failed: true,
        };
      messages.push(
        { role: 'assistant', content: answer || '(nothing)' },
        {
          role: 'user',
          content: `Your answer could not be used. ${fault.message} Answer again, with one JSON object as described.`,
        },
      );
    }
  }
}
