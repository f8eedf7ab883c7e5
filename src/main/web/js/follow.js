// @ts-check
// Follow mode of a talk: stays at the newest until somebody scrolls up, and says how to go on.

const NEAR = 48;

export class Follower {
  live = false;
  following = false;
  unseen = 0;
  #y = 0;
  #height = 0;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.observer = new ResizeObserver(() => this.following && this.#toEnd());
  }

  start() {
    addEventListener('scroll', this.#scrolled, { passive: true });
    addEventListener('wheel', this.#wheeled, { passive: true });
    this.observer.observe(document.body);
  }

  stop() {
    removeEventListener('scroll', this.#scrolled);
    removeEventListener('wheel', this.#wheeled);
    this.observer.disconnect();
  }

  follow() {
    this.following = this.live;
    this.unseen = 0;
    this.#toEnd();
    this.changed();
  }

  pause() {
    if (!this.following) return;
    this.following = false;
    this.changed();
  }

  /** New messages were drawn. */
  arrived(messages) {
    if (this.following) {
      this.#toEnd();
      if (!this.live) this.following = false;
    } else if (messages && this.live && !this.#atEnd()) {
      this.unseen += messages;
      this.changed();
    }
  }

  #toEnd() {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
    this.#y = scrollY;
    this.#height = document.documentElement.scrollHeight;
  }

  #atEnd() {
    return innerHeight + scrollY >= document.documentElement.scrollHeight - NEAR;
  }

  // A wheel turned up counts even where the page is too short to scroll.
  #wheeled = (event) => event.deltaY < 0 && this.pause();

  #scrolled = () => {
    const height = document.documentElement.scrollHeight;
    const up = scrollY < this.#y - 2 && height >= this.#height;
    this.#y = scrollY;
    this.#height = height;
    if (up) this.pause();
    else if (this.live && !this.following && this.#atEnd() && this.unseen) this.follow();
  };
}
