// @ts-check
// What keys do with a row of the list of conversations: compare, run again, watch, copy its link.
import { navigate } from '../router.js';
import { addressOf } from '../scenarios.js';
import { shortcut } from '../shortcuts.js';
import { copyText } from './copy.js';

export class RowActs {
  /** The conversation that another one is to be compared with; 0 for none. */
  marked = 0;
  /** What came of the last one, in words. */
  done = '';

  /**
   * @param {HTMLElement} list holds the rows
   * @param {(number: number) => any} summaryOf the summary of a row
   * @param {() => void} changed
   */
  constructor(list, summaryOf, changed) {
    this.list = list;
    this.summaryOf = summaryOf;
    this.changed = changed;
  }

  /** @returns {(() => void)[]} each takes one of them back */
  listen() {
    const key = (name, words, act) => shortcut(name, words, () => this.#do(act));
    return [
      key('c', 'Compare: mark one conversation, then another', (row) => this.#compare(row)),
      key('r', 'Run the scenario of a conversation again', (row) => this.#runAgain(row)),
      key('w', 'Watch a conversation without controls', (row) => navigate(`/conversations/${row.conversation}/watch`)),
      key('y', 'Copy the link of a conversation', (row) => this.#copy(row)),
    ];
  }

  /** With the row that has the focus, else with the one under the pointer. */
  async #do(act) {
    const row = this.list.querySelector('.r:focus-within') ?? this.list.querySelector('.r:hover');
    const summary = row instanceof HTMLElement && this.summaryOf(Number(row.dataset.number));
    this.done = summary ? '' : 'Choose a conversation first, with j and k or the pointer.';
    if (summary) await act(summary);
    this.changed();
  }

  #compare({ conversation }) {
    if (this.marked && this.marked !== conversation) navigate(`/compare?a=${this.marked}&b=${conversation}`);
    else this.marked = this.marked ? 0 : conversation;
    if (this.marked) this.done = `Conversation ${this.marked} is marked; press c on the one to compare it with.`;
  }

  #runAgain({ conversation, scenarioId }) {
    if (scenarioId) navigate(addressOf(scenarioId, '/run'));
    else this.done = `Conversation ${conversation} has no scenario.`;
  }

  async #copy({ conversation }) {
    const copied = await copyText(`${location.origin}/conversations/${conversation}`);
    this.done = copied ? 'Link copied' : 'Not copied: this browser does not allow it';
  }
}
