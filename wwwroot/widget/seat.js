// @ts-check
/**
 * What lets a reload find its call again, and which of several tabs owns the conversation. A duplicated tab gets a copy of the
 * sessionStorage, so the storage alone must never decide who opens the conversation: a Web Lock does.
 *
 * @typedef {object} Seat
 * @property {string} key       the idempotency key: the same call however often the request is repeated
 * @property {number} madeAt    when the key was made; the server forgets it after a while
 * @property {object} [request] what the call was asked for with, until it is there: the key stands for these very words
 * @property {string} [id]
 * @property {string} [token]
 * @property {number} [after]   the last sequence seen
 * @property {boolean} [leaving] the guest hung up, the server may not know yet
 */

/** The server keeps a key for ten minutes; a little less leaves room for the way there. */
const keyLife = 9 * 60_000;

export class Seats {
  #name;

  /** @param {string} queue */
  constructor(queue) {
    this.#name = `videocall-seat:${queue}`;
  }

  /** @returns {Seat | null} */
  read() {
    try {
      const seat = JSON.parse(sessionStorage.getItem(this.#name) ?? 'null');
      return seat?.id || Date.now() - (seat?.madeAt ?? 0) < keyLife ? seat : null;
    } catch {
      return null;
    }
  }

  /** @returns {Seat} */
  make() {
    const bytes = crypto.getRandomValues(new Uint8Array(24));
    const key = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');
    return this.keep({ key, madeAt: Date.now() });
  }

  /** @param {Seat} seat */
  keep(seat) {
    try {
      sessionStorage.setItem(this.#name, JSON.stringify(seat));
    } catch {
      // A browser that stores nothing for us: the call works, only a reload starts anew.
    }
    return seat;
  }

  forget() {
    try {
      sessionStorage.removeItem(this.#name);
    } catch {
      // As above.
    }
  }
}

/**
 * The right of one tab to hold a call's conversation. A browser that keeps storage from embedded pages denies locks too; there no
 * other tab can know the call, and this one owns it.
 */
export class Ownership {
  #name;
  #lost;
  /** @type {BroadcastChannel | null} */
  #channel = null;
  /** @type {(() => void) | null} */
  #release = null;

  /** @param {string} id @param {() => void} lost called when another tab has taken over */
  constructor(id, lost) {
    this.#name = `videocall-owner:${id}`;
    this.#lost = lost;
    try {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = () => this.#yield();
    } catch {
      // Denied, as above.
    }
  }

  /** True when this tab owns the conversation now. The page before a reload may need a moment to let go. */
  async claim() {
    for (let tries = 0; tries < 4; tries++) {
      if (tries) await new Promise(resolve => setTimeout(resolve, 400));
      if (await this.#request({ ifAvailable: true })) return true;
    }
    return false;
  }

  /** Takes the conversation from the tab that has it: asks first, and does not wait for a tab that is frozen. */
  async take() {
    this.#channel?.postMessage('take');
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), 2000);
    try {
      await this.#request({ signal: patience.signal });
    } catch {
      await this.#request({ steal: true });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether any tab owns it. */
  async isHeld() {
    const { held } = await navigator.locks.query();
    return Boolean(held?.some(lock => lock.name === this.#name));
  }

  close() {
    this.#channel?.close();
    this.#release?.();
    this.#release = null;
  }

  #yield() {
    if (!this.#release) return;
    this.#lost();
    this.#release();
    this.#release = null;
  }

  /** @param {LockOptions} options @returns {Promise<boolean>} */
  #request(options) {
    return new Promise((resolve, reject) => {
      navigator.locks.request(this.#name, options, lock => {
        resolve(Boolean(lock));
        return lock ? new Promise(release => { this.#release = () => release(undefined); }) : undefined;
      }).catch(error => {
        if (error.name === 'SecurityError') return resolve(true);
        reject(error);
        // Stolen: the other tab did not wait for our answer.
        this.#yield();
      });
    });
  }
}
