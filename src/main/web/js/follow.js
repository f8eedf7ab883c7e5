// @ts-check
// Follow mode of a conversation: stays at the newest event until the user scrolls up, and offers to resume.

const NEAR = 48;

export class Follower {
  live = false;
  following = false;
  unseen = 0;
  #y = 0;
  #height = 0;
  // The conversation has ended while it was followed: its last turn still has to be drawn, until a person does
  // something.
  #settling = false;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.observer = new ResizeObserver(() => (this.following || this.#settling) && this.#toEnd());
  }

  start() {
    addEventListener('scroll', this.#scrolled, { passive: true });
    addEventListener('wheel', this.#wheeled, { passive: true });
    for (const type of ['pointerdown', 'keydown'])
      addEventListener(type, this.#acted, { passive: true, capture: true });
    this.observer.observe(document.body);
  }

  stop() {
    removeEventListener('scroll', this.#scrolled);
    removeEventListener('wheel', this.#wheeled);
    for (const type of ['pointerdown', 'keydown']) removeEventListener(type, this.#acted, { capture: true });
    this.observer.disconnect();
  }

  follow() {
    this.following = this.live;
    this.unseen = 0;
    this.#toEnd();
    this.changed();
  }

  pause() {
    this.#settling = false;
    if (!this.following) return;
    this.following = false;
    this.changed();
  }

  /** New messages were drawn. */
  arrived(messages) {
    if (this.following) {
      this.#toEnd();
      if (this.live) return;
      this.following = false;
      this.#settling = true;
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

  // Unfolding something must not throw it out of the window, so it ends follow mode.
  #acted = (event) => {
    this.#settling = false;
    const target = event.target instanceof Element ? event.target : null;
    const unfolds = target?.closest('.log summary, .log .whole, .log a.att');
    if (unfolds && (event.type === 'pointerdown' || ['Enter', ' '].includes(event.key))) this.pause();
  };

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
