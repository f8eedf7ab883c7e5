// @ts-check
// The conditions of a check: whose events count, what they must be, when, and how often.
import { html } from 'lit';
import { dotted } from '../fields.js';
import { number, select } from './choices.js';
import { agents, checks } from './terms.js';

/** Where the party itself is meant when nobody is named. */
const OWN = ['forbidden', 'mustAsk'];

/** Whose events count. @param {import('./terms.js').Step[]} path of the check @returns {[string, string][]} */
export function whose(scenario, path) {
  const left = OWN.includes(String(path.at(-2))) ? `${path[2]} (default)` : 'any agent (default)';
  return [
    ['', left],
    ['any', 'any agent'],
    ...agents(scenario).map(({ id }) => /** @type {[string, string]} */ ([id, id])),
  ];
}

/** The tool and the status, where they count or stand already. */
export function about(fields, path, place) {
  const at = (...rest) => [...path, ...rest];
  const by = fields.value(at('by'));
  const all = agents(fields.draft.scenario);
  const tools = all.filter(({ id }) => !by || by === 'any' || by === id).flatMap((agent) => agent.tools);
  const statuses =
    place === 'tool_result' ? ['ok', 'error'] : all.flatMap((agent) => agent.tools.map(({ ends }) => ends));
  const words = (names) => [...new Set(names)].filter(Boolean).map((each) => [each, each]);
  const tool = place.startsWith('tool_') || fields.node(at('tool'));
  const status = place === 'outcome' || place === 'tool_result' || fields.node(at('status'));
  return html`<div class="g2">${
    tool
      ? select(fields, at('tool'), 'Tool', [['', 'any tool'], .../** @type {any} */ (words(tools.map((t) => t.name)))])
      : ''
  }${
    status
      ? select(fields, at('status'), 'Status', [['', 'any status'], .../** @type {any} */ (words(statuses))], {
          gone: 'of no tool',
        })
      : ''
  }</div>`;
}

/** Order, number, and conditions that only some need. */
export function further(fields, path) {
  const at = (...rest) => [...path, ...rest];
  const own = fields.value(at('id'));
  const rest = /** @type {[string, string][]} */ (
    checks(fields.draft.scenario)
      .filter(({ id }) => id && id !== own)
      .map(({ id, title }) => [id, title])
  );
  const gone = 'no such check';
  return html`<div class="g2">${select(fields, at('before'), 'Before', [['', 'at any time'], ...rest], { gone })}
      ${select(fields, at('after'), 'After', [['', 'at any time'], ...rest], { gone })}</div>
      <div class="nums" role="group" aria-label="How often">${number(fields, at('times', 'min'), 'At least', {
        least: 0,
        hint: fields.node(at('times', 'max')) ? '0' : '1',
      })}${number(fields, at('times', 'max'), 'At most', { least: 0, hint: 'any number' })}</div>${fields.says(
        at('times'),
      )}
      ${fields.text(at('matches'), 'Matches', {
        mono: true,
        optional: true,
        help: 'A regular expression in RE2 syntax.',
      })}
      ${
        fields.node(at('schema')) || fields.draft.pending[dotted(at('schema'))] !== undefined
          ? fields.json(at('schema'), 'Fits the JSON Schema')
          : ''
      }`;
}
