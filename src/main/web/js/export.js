// @ts-check
// A conversation as a file: the server's own snapshot as JSON, or a transcript in Markdown.
import { rpc } from './rpc.js';
import { save, saveAnswer } from './download.js';
import { codeHeaders } from './model/codes.js';
import { verdictOn } from './model/verdict.js';
import { closerName, outcomeOf } from './model/outcome.js';
import { steps } from './model/log.js';

export async function exportJson(conversation) {
  let snapshot = conversation.snapshot;
  try {
    snapshot = await rpc.call('getConversation', { conversationId: conversation.number });
  } catch {
    // Offline: what this page has is still worth keeping.
    snapshot = { ...snapshot, events: conversation.log.events };
  }
  const verdict = await judgedOn(conversation);
  if (verdict) snapshot = { ...snapshot, verdict };
  save(`conversation-${conversation.number}.json`, 'application/json', `${JSON.stringify(snapshot, null, 2)}\n`);
}

/** The verdict where there is one; an export without it is still worth having. */
const judgedOn = ({ live, number, snapshot }) =>
  live || !snapshot.metadata?.scenarioId ? undefined : verdictOn(number).catch(() => undefined);

/** The conversation as a file that proves itself. */
export function exportEvidence({ number }) {
  return saveAnswer(`/api/conversations/${number}/evidence.zip`, codeHeaders(number), `conversation-${number}.zip`);
}

const quoted = (text) =>
  String(text)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
const fenced = (value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map((run) => run[0].length + 1)));
  return `${fence}\n${text}\n${fence}`;
};

function resultLines(result) {
  if (!result) return '';
  const answer = result.payload ?? {};
  return `\n${answer.error ? 'Error' : 'Result'}\n${fenced(answer.error ?? answer.result ?? null)}`;
}

function traceLines(turn) {
  return steps(turn.traces).map(({ event, result }) => {
    const payload = event.payload ?? {};
    if (payload.type === 'thought') return quoted(`Thought: ${payload.content}`);
    if (payload.type !== 'tool_call') return quoted(fenced(payload));
    return quoted(`Tool call **${payload.name}**\n${fenced(payload.args ?? {})}${resultLines(result)}`);
  });
}

export async function exportMarkdown(conversation, roster, title) {
  const { log, number, snapshot } = conversation;
  const lines = [`# ${title} (#${number})`, ''];
  if (snapshot.metadata?.scenarioId) lines.push(`Scenario: ${snapshot.metadata.scenarioId}  `);
  lines.push(`Agents: ${roster.agents.map((agent) => agent.id).join(', ')}  `, `Started: ${log.created?.ts ?? ''}  `);
  if (log.closing) {
    const outcome = outcomeOf(log.closing);
    lines.push(
      `Outcome: ${outcome.word}${outcome.reason ? `, ${outcome.reason}` : ''}, ` +
        `closed by ${closerName(log.closing.agentId, outcome.code) || log.closing.agentId} at ${log.closing.ts}  `,
    );
  }
  const verdict = await judgedOn(conversation);
  if (verdict) lines.push(`Verdict: ${verdict.overall}. ${verdict.sentence}  `);
  for (const turn of log.turns) {
    lines.push('', `## Turn ${turn.number}: ${turn.agentId}`, '');
    for (const trace of traceLines(turn)) lines.push(trace, '');
    for (const message of turn.messages) {
      lines.push(message.payload?.text ?? '', '');
      for (const attachment of message.payload?.attachments ?? [])
        lines.push(
          `- Attachment: ${attachment.name} (${attachment.contentType}) ` +
            `${location.origin}/api/attachments/${attachment.id}/content`,
        );
    }
  }
  save(`conversation-${number}.md`, 'text/markdown', `${lines.join('\n').trimEnd()}\n`);
}
