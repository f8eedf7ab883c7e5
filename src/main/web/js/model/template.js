// @ts-check
// The template of a conversation (a Meta in base64url) as a person reads it. No drawing here.
import { label } from '../format.js';
import { inWords, mannerChoices } from './manners.js';

/**
 * The same in the alphabet that fits an address. Padding stays, since the server distinguishes addresses by their text.
 * @param {string} config64 base64 of either alphabet, escaped or not @returns {string} base64url
 */
export const normalized = (config64) =>
  config64
    .replace(/%(2B|2F|3D)/gi, (escaped) => decodeURIComponent(escaped))
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/**
 * What the run page needs to show the same choices; settings that it has no field for are left out.
 * @param {any} meta @returns {URLSearchParams}
 */
export function runChoices(meta) {
  const choices = { way: 'connect', role: meta.startingAgentId, title: meta.title };
  for (const { id, config } of meta.agents ?? []) {
    if (typeof config?.model === 'string') choices[`model.${id}`] = config.model;
    if (typeof config?.systemPromptExtra === 'string') choices[`extra.${id}`] = config.systemPromptExtra;
    if (config?.approve === true) choices[`approve.${id}`] = 'yes';
    Object.assign(choices, Object.fromEntries(mannerChoices(id, config)));
  }
  return new URLSearchParams(Object.entries(choices).filter(([, value]) => typeof value === 'string' && value));
}

const PLAYS = {
  echoagent: 'echoes, for tests',
  script: 'follows a script',
  assistantagent: 'is a chat model that knows the messages only',
};

/** How one agent of the template comes to speak. */
function part(agent, external) {
  const model = typeof agent.config?.model === 'string' ? `, with the model ${agent.config.model}` : '';
  const manner = typeof agent.config?.manner === 'string' ? inWords(agent.config.manner) : '';
  const role = PLAYS[String(agent.agentClass ?? '').toLowerCase()] ?? 'plays its role of the scenario';
  return agent.id === external
    ? 'is played from outside, by whoever connects to this address'
    : `runs on this server: it ${role}${model}${
        agent.config?.approve === true ? '; a person approves what it sends' : ''
      }${manner ? `; its manner is ${manner}` : ''}`;
}

/**
 * Who takes part, one entry per agent.
 * @param {any} meta @param {string} external the agent that is played from outside
 * @returns {{id: string, name: string, words: string, extra: string}[]}
 */
export const cast = (meta, external) =>
  meta.agents.map((agent) => ({
    id: agent.id,
    name: label(agent.id),
    words: part(agent, external),
    extra: typeof agent.config?.systemPromptExtra === 'string' ? agent.config.systemPromptExtra : '',
  }));

/** The rules that this template sets for the whole conversation. @param {any} meta @returns {string[]} sentences */
export function rules({ config, watchdog }) {
  const said = [];
  if (Number.isInteger(config?.maxTurns)) said.push(`The server ends the talk after turn ${config.maxTurns}.`);
  if (typeof config?.policy === 'string') said.push(`Who speaks next is decided by the policy “${config.policy}”.`);
  if (watchdog?.disabled) said.push('It may stand still for any time: the watchdog leaves it alone.');
  else if (Number.isInteger(watchdog?.stalledThresholdMs))
    said.push(`The watchdog ends it after ${Math.round(watchdog.stalledThresholdMs / 1000)} s without an event.`);
  return said;
}
