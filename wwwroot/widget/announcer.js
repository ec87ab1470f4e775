// @ts-check
/** What is said to those who do not see the page: a change at once, what changes all the time only now and then, and nothing twice. */
export class Announcer {
  #status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
  #alert = /** @type {HTMLElement} */ (document.querySelector('[role=alert]'));
  #said = '';
  #reportedAt = -Infinity;
  /** When what waits to be reported is, at the latest. */
  #due = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {string} sentence */
  say(sentence, urgent = false) {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    if (sentence === this.#said) return;
    this.#said = sentence;
    (urgent ? this.#status : this.#alert).textContent = '';
    (urgent ? this.#alert : this.#status).textContent = sentence;
  }

  /** Says how things stand, politely: not sooner than so long after the last time. The newest wins. @param {string} sentence @param {number} rest in milliseconds */
  report(sentence, rest) {
    clearTimeout(this.#timer);
    this.#due = Math.min(this.#due, this.#reportedAt + rest);
    this.#timer = setTimeout(() => {
      if (sentence !== this.#said) this.#reportedAt = performance.now();
      this.say(sentence);
    }, Math.max(0, this.#due - performance.now()));
  }
}
