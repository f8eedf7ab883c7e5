// @ts-check
// Where no model is set up that can write, a chat elsewhere does: its prompt is copied from here, its answer pasted.
import './shared-bundle.js';
import { html } from 'lit';
import { icon } from '../icons.js';
import { copyText } from '../parts/copy.js';
import { promptText } from './prompt.js';

async function copy(text, button) {
  button.lastChild.textContent = (await copyText(text)) ? 'Copied' : 'Press Ctrl+C';
}

/**
 * @param {{scenario: string, talk: {role: string, content: string}[], words: string, pasted: string, locked: boolean,
 *   type: (words: string) => void, paste: (text: string) => void, read: () => void}} state
 */
export function byHand({ scenario, talk, words, pasted, locked, type, paste, read }) {
  const text = promptText(scenario, talk);
  const submit = (event) => {
    event.preventDefault();
    read();
  };
  return html`<div class="inset stack"><div
    class="banner">${icon('alert')}<div><strong>Only the rehearsal model is set up.</strong><p>It plays scenarios by
      fixed rules and cannot write one. Whoever runs this server can add a model (<a href="/status">providers</a>).
      Until then, use any chat elsewhere: copy the prompt, paste its answer. It is checked and shown as changes
      here.</p></div></div>
    <form class="stack s3" @submit=${submit}>
      <div class="field"><label for="ask">1. What should it do?</label><textarea class="in" id="ask" rows="2" dir="auto"
        ?disabled=${locked} .value=${words} @input=${(e) => type(e.target.value)}></textarea></div>
      <div class="field"><label for="prompt">2. Copy this into the other chat</label><textarea
        class="in mono code-in short" id="prompt" rows="4" readonly .value=${text}
          @focus=${(e) => e.target.select()}></textarea>
        <div><button class="btn sm" type="button"
          @click=${(e) => copy(text, e.currentTarget)}>${icon('copy')}Copy the prompt</button></div></div>
      <div class="field"><label for="answer">3. Paste its answer</label><textarea class="in mono code-in" id="answer"
        rows="4" ?disabled=${locked} .value=${pasted} @input=${(e) => paste(e.target.value)}></textarea></div>
      <div><button class="btn primary" type="submit"
        ?disabled=${!pasted.trim() || locked}>Show the changes</button></div></form></div>`;
}
