// @ts-check
// Which conversation a projector shows: the newest in which something happens, each long enough to be read.
import { LiveSummaries } from './summaries.js';

/** How long a conversation is shown at least, and for how long after its end, in milliseconds. */
const STAYS = 10_000;

/** How long one that was chosen by hand is shown at least. */
const CHOSEN_STAYS = 60_000;

/** One whose last event is older than the last event of another by this much has nothing to show for now. */
const IDLE_AFTER = 20_000;

const CONNECTS_WITHIN = 3_000;

const active = ({ status }) => status === 'active';
const newestOf = (items) => Math.max(0, ...items.map(({ conversation }) => conversation));

/** Fires `change` when another conversation is to be shown. */
export class NewestConversation extends EventTarget {
  /** The conversation to show; 0 while none was live. */
  number = 0;

  #list = new LiveSummaries();
  #until = 0;
  #ended = false;
  #timer = 0;
  /** Ended conversations that are not shown any more. */
  #past = /** @type {Set<number> | undefined} */ (undefined);

  start() {
    this.#list.addEventListener('change', this.#choose);
    // The subscription loads the list as soon as it is there; without a connection the delay does. One that has ended
    // is asked for too: its decision is shown, however soon it came.
    this.#list.ask('limit=100', CONNECTS_WITHIN);
    this.#list.start();
  }

  stop() {
    this.#list.removeEventListener('change', this.#choose);
    this.#list.stop();
    clearTimeout(this.#timer);
  }

  /** Whether the server has told which conversations are live. */
  get told() {
    return this.#list.items !== undefined;
  }

  get fault() {
    return this.#list.fault;
  }

  /** The live conversation after the one shown, from new to old and round; 0 without another one. */
  get following() {
    const live = this.#items.filter((item) => active(item) && item.conversation !== this.number);
    return newestOf(live.filter(({ conversation }) => conversation < this.number)) || newestOf(live);
  }

  next() {
    if (this.following) this.#show(this.following, CHOSEN_STAYS);
  }

  get #items() {
    return this.#list.items ?? [];
  }

  #choose = () => {
    clearTimeout(this.#timer);
    const shown = this.#items.find(({ conversation }) => conversation === this.number);
    if (this.told) this.#past ??= new Set(this.#items.filter((item) => !active(item)).map((item) => item.conversation));
    if (this.number && !this.#ended && !(shown && active(shown))) {
      this.#ended = true;
      this.#until = Date.now() + STAYS;
    }
    const next = this.#best(shown);
    if (next && next !== this.number) {
      const rest = this.#until - Date.now();
      if (rest <= 0) {
        this.#show(next, STAYS);
        return;
      }
      this.#timer = setTimeout(this.#choose, rest);
    }
    this.dispatchEvent(new Event('change'));
  };

  #best(shown) {
    const latest = Math.max(...this.#items.map(({ updatedAt }) => Date.parse(updatedAt)));
    const worth = this.#items.filter((item) =>
      active(item)
        ? latest - Date.parse(item.updatedAt) < IDLE_AFTER
        : item !== shown && !this.#past?.has(item.conversation),
    );
    // A decision on the screen says more than a conversation in which nothing happens.
    return newestOf(worth) || (this.number ? 0 : newestOf(this.#items.filter(active)));
  }

  #show(number, stays) {
    for (const item of this.#items)
      if (!active(item) && item.conversation !== number) this.#past?.add(item.conversation);
    this.number = number;
    this.#until = Date.now() + stays;
    this.#ended = false;
    this.dispatchEvent(new Event('change'));
    // For how long it is shown may depend on how it stands already.
    queueMicrotask(this.#choose);
  }
}
