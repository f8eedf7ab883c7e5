// @ts-check
// What the server judges of a conversation that has ended: who reached what, and why.
import { api } from '../api.js';
import { codeHeaders } from './codes.js';

/** @typedef {'pass'|'fail'|'inconclusive'} Result */
/** @typedef {{id: string, title: string, part: string, held: boolean, seqs: number[], sentence: string}} CheckResult */
/**
 * @typedef {object} Verdict
 * @property {Result} overall
 * @property {string} sentence
 * @property {{seq: number, sentence: string, legitimate: boolean} | null} ended
 * @property {Record<string, {result: Result, checks: CheckResult[]}>} parties
 * @property {{from: number, sentence: string} | null} stall
 * @property {{agentId: string, kind: string, seq: number, sentence: string}[]} faults
 */

const LOOKS = /** @type {const} */ ({
  pass: { look: 'ok', word: 'Pass' },
  fail: { look: 'fail', word: 'Fail' },
  inconclusive: { look: 'neutral', word: 'Inconclusive' },
});

/** How a result is shown. @param {string} result */
export const lookOf = (result) => LOOKS[result] ?? LOOKS.inconclusive;

/** The verdict on a conversation, as far as this tab may see it. @returns {Promise<Verdict>} */
export const verdictOn = (number) => api(`/conversations/${number}/verdict`, { headers: codeHeaders(number) });
