// @ts-check
// The conversation has ended while the user was typing: the text stays, to be copied.
import { html } from 'lit';
import { icon } from '../icons.js';
import { chosenFiles, keepFiles, keepText, typedText } from '../unsent-text.js';
import './copy.js';

/** @param {any} conversation @param {import('../model/roster.js').Roster} roster @param {() => void} changed */
export function unsent(conversation, roster, changed) {
  return roster.agents
    .map((agent) => ({ agent, text: typedText(conversation, agent.id), files: chosenFiles(conversation, agent.id) }))
    .filter(({ text, files }) => text || files.length)
    .map(
      ({ agent, text, files }) => html`<section class="banner unsent" aria-label="Not sent">${icon('pen')}<div
        class="stack s2"><strong>Not sent: the conversation ended before.</strong>
        <p>You typed this as <bdi>${agent.name}</bdi>${
          files.length ? `, with ${files.map((f) => f.name).join(', ')}` : ''
        }:</p>
        <pre class="code plain" dir="auto" tabindex="0">${text}</pre>
        <span class="row"><chit-copy .text=${text} .words=${'Copy'}></chit-copy><button class="btn ghost" type="button"
          @click=${() => {
            keepText(conversation, agent.id, '');
            keepFiles(conversation, agent.id, []);
            changed();
          }}>Discard</button></span></div></section>`,
    );
}
