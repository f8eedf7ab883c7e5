// @ts-check
// Which conversation a projector shows: the newest that is live, each long enough to be read.
import { LiveSummaries } from './summaries.js';

/** How long a conversation is shown at least, and for how long after its end, in milliseconds. */
const STAYS = 10_000;

const CONNECTS_WITHIN = 3_000;

/** Fires `change` when another conversation is to be shown. */
export class NewestConversation extends EventTarget {
  /** The conversation to show; 0 while none was live. */
  number = 0;

  #list = new LiveSummaries();
  #since = 0;
  #ended = 0;
  #timer = 0;

  start() {
    this.#list.addEventListener('change', this.#choose);
    // The subscription loads the list as soon as it is there; without a connection the delay does.
    this.#list.ask('status=active&limit=100', CONNECTS_WITHIN);
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

  #choose = () => {
    clearTimeout(this.#timer);
    const live = (this.#list.items ?? []).map(({ conversation }) => conversation);
    const newest = Math.max(0, ...live);
    if (this.number && !live.includes(this.number)) this.#ended ||= Date.now();
    if (newest && newest !== this.number) {
      const rest = (this.number ? this.#ended || this.#since : 0) + STAYS - Date.now();
      if (rest > 0) {
        this.#timer = setTimeout(this.#choose, rest);
        return;
      }
      this.number = newest;
      this.#since = Date.now();
      this.#ended = 0;
    }
    this.dispatchEvent(new Event('change'));
  };
}
