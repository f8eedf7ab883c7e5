// @ts-check What a person typed for an agent and has not sent yet: it outlives the composer, a reload and the end of
// the conversation.
import { forgotten, remember, remembered } from './store.js';

/** Files are too large for a browser's storage; they outlive the composer, not the page. @type {Map<string, any[]>} */
const files = new Map();

// The number alone would bring old words into another conversation after the data file was wiped.
const keyOf = (conversation, agentId) =>
  `typed.${conversation.number}.${conversation.log.created?.ts ?? ''}.${agentId}`;

export const typedText = (conversation, agentId) => remembered(keyOf(conversation, agentId), '');

export function keepText(conversation, agentId, text) {
  if (text) remember(keyOf(conversation, agentId), text);
  else forgotten(keyOf(conversation, agentId));
}

export const chosenFiles = (conversation, agentId) => files.get(keyOf(conversation, agentId)) ?? [];

export function keepFiles(conversation, agentId, chosen) {
  if (chosen.length) files.set(keyOf(conversation, agentId), chosen);
  else files.delete(keyOf(conversation, agentId));
}

/** Whether a reload would lose chosen files. */
export const holdsFiles = () => files.size > 0;
