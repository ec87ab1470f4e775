// @ts-check
import { serverNow } from './api.js';
import { openingWords } from './opening.js';

/**
 * Why a queue takes no call just now, and what can be done: come when it opens, which happens by itself where the page stays open;
 * or try again.
 *
 * @typedef {'closed' | 'full' | 'nobody'} Shut
 * @typedef {import('./screens.js').Action} Action
 */

/** The words follow the calendar, and no timer runs for weeks. */
const lookEvery = 30_000;

/** The server has just said that it is closed: so long it is believed, whatever the clocks say. */
const believedFor = 5000;

/** Not every page that waits for the opening asks in the same second. */
const spread = 3000;

export class Door {
  #text;
  #screens;
  #opened;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(() => void) | null} */
  #look = null;

  /** @param {import('./texts.js').Texts} text @param {import('./screens.js').Screens} screens @param {() => void} opened called when the time has come and somebody looks at the page */
  constructor(text, screens, opened) {
    this.#text = text;
    this.#screens = screens;
    this.#opened = opened;
    document.addEventListener('visibilitychange', () => this.#look?.());
  }

  /** @param {Shut} why @param {string | null} opensAt @param {() => void} again @param {Action[]} others */
  shut(why, opensAt, again, others) {
    this.leave();
    const opens = why === 'closed' && opensAt ? new Date(opensAt) : null;
    const actions = opens ? others : [{ text: this.#text.again, kind: /** @type {const} */ ('primary'), run: again }, ...others];
    const show = () => {
      const { heading, text } = this.#text.shut[why];
      const words = opens ? this.#text.opens(openingWords(opens, new Date(serverNow()), this.#text)) : text;
      this.#screens.message({ tone: why, heading, text: words, note: opens ? this.#text.opensByItself : '', urgent: true, actions });
    };
    show();
    if (opens) this.#await(Math.max(opens.getTime(), serverNow() + believedFor) + Math.random() * spread, show);
  }

  /** Another screen follows; nothing of this one may come back. */
  leave() {
    clearTimeout(this.#timer);
    this.#look = null;
  }

  /** @param {number} at on the server's clock @param {() => void} show */
  #await(at, show) {
    this.#look = () => {
      clearTimeout(this.#timer);
      const left = at - serverNow();
      // Who looks at another page is not in a hurry, and asks when they come back.
      if (left <= 0 && document.visibilityState === 'visible') {
        this.leave();
        return this.#opened();
      }
      show();
      if (left > 0) this.#timer = setTimeout(() => this.#look?.(), Math.min(left, lookEvery));
    };
    this.#look();
  }
}
