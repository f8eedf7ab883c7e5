// @ts-check
// The controls of a conversation: the line of tools above it, the dock below it.
import { html } from 'lit';
import { count } from '../format.js';
import { icon } from '../icons.js';
import { heldFor, maySpeak } from '../model/codes.js';
import { query } from '../router.js';
import '../parts/conversation-search.js';

/** @typedef {import('../live.js').LiveConversation} LiveConversation */

const SHOWN = /** @type {[string, unknown][]} */ ([
  ['talk', 'Talk'],
  ['traces', html`<span class="rest">Talk and traces</span><span class="brief">Traces</span>`],
  ['picture', 'Picture'],
]);

/** Where clients from outside may come in, for those who may see what they ask. */
export const hasWire = ({ snapshot, number }) => {
  const { bridge, wire } = snapshot?.metadata?.custom ?? {};
  return Boolean(bridge) || wire === true || heldFor(number)?.role === 'host';
};

const shownOf = (conversation) => (hasWire(conversation) ? [...SHOWN, ['wire', 'Wire']] : SHOWN);

/**
 * @param {string} show `talk`, `traces`, `picture` or `wire`
 * @param {LiveConversation} conversation
 * @param {number} drawn grows with each change
 * @param {{show: (mode: string) => void, found: (seq: number) => void}} act
 */
export const tools = (show, conversation, drawn, act) => html`<div class="tools">
  <div class="seg" role="radiogroup" aria-label="Show">${shownOf(conversation).map(
    ([value, name]) =>
      html`<label><input type="radio" name="show" .checked=${show === value}
        @change=${() => act.show(value === 'talk' ? '' : value)}>${name}</label>`,
  )}</div>
  <chit-talk-search class="row tight push" .log=${conversation.log} .drawn=${drawn}
    @found=${(e) => act.found(e.detail)}></chit-talk-search>
  <span class="count">${count(conversation.log.events.length + conversation.missing, 'event')}</span>
</div>`;

/**
 * @param {LiveConversation} conversation
 * @param {import('../model/roster.js').Roster} roster
 * @param {import('../follow.js').Follower} follower
 * @param {number} drawn grows with each change
 * @param {(on: boolean) => void} speak opens or closes the composer
 */
export function dock(conversation, roster, follower, drawn, speak) {
  const may = maySpeak(conversation.number);
  const as = may && query('as');
  const decision = conversation.asked;
  // Few conversations ask a person; after a failure the next drawing tries again.
  if (decision) import('../parts/decision.js').catch(() => {});
  if (as) import('../parts/composer.js').catch(() => {});
  return html`<div class="dock"><div class="follow">${followButton(follower)}${
    as || !may
      ? ''
      : html`<button class="btn sm" type="button"
          @click=${() => speak(true)}>${icon('keyboard')}Speak or instruct</button>`
  }</div>
  ${
    decision
      ? html`<chit-decision .roster=${roster} .conversation=${conversation} .asked=${decision}></chit-decision>`
      : ''
  }
  ${
    as
      ? html`<chit-composer .roster=${roster} .conversation=${conversation} .as=${as} .drawn=${drawn}
          .metadata=${conversation.snapshot.metadata} .scenario=${conversation.snapshot.scenario}
          @done=${() => speak(false)} @spoke=${() => follower.follow()}></chit-composer>`
      : ''
  }</div>`;
}

export function followButton(follower) {
  const { following, unseen } = follower;
  return html`<button class="btn sm" type="button" aria-pressed=${following}
    @click=${() => (following ? follower.pause() : follower.follow())}>${
      following
        ? html`<span class="dot live"></span>Following, scroll up to stop`
        : html`${icon('down')}${unseen ? `${count(unseen, 'new message')}, follow again` : 'Follow'}`
    }</button>`;
}
