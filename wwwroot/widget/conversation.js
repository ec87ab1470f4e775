// @ts-check
/**
 * TrueConf's page in an iframe, and the few words it says to us. It is believed only when both the origin is the link's and the
 * window is this iframe's.
 */

const features = ['camera', 'microphone', 'autoplay', 'display-capture', 'fullscreen'];

/** A seat that is still taken shows within so many milliseconds after the page has loaded. */
const early = 4000;

/** @typedef {'connectionClosed' | 'logout' | 'loginFail' | 'notSupported'} Word */

const words = ['connectionClosed', 'logout', 'loginFail', 'notSupported'];

export class Conversation {
  #stage;
  #said;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #origin = '';
  #settledAt = Infinity;

  leg = 0;

  /** @param {HTMLElement} stage @param {(word: Word, soon: boolean) => void} said `soon`: right after it was opened */
  constructor(stage, said) {
    this.#stage = stage;
    this.#said = said;
    addEventListener('message', this.#hear);
  }

  get isOpen() {
    return this.#frame !== null;
  }

  /** @param {string} link @param {number} leg @param {string} title */
  open(link, leg, title) {
    this.close();
    const address = new URL(link);
    if (!/^https?:$/.test(address.protocol)) throw new TypeError('Not a link into a conversation.');
    this.leg = leg;
    this.#origin = address.origin;
    this.#settledAt = Infinity;
    const frame = this.#frame = document.createElement('iframe');
    frame.allow = features.map(feature => `${feature} ${address.origin}`).join('; ');
    frame.title = title;
    frame.referrerPolicy = 'no-referrer';
    frame.addEventListener('load', () => {
      this.#settledAt = Math.min(this.#settledAt, performance.now() + early);
      this.#stage.classList.add('open');
    });
    frame.src = address.href;
    this.#stage.append(frame);
  }

  close() {
    this.#stage.classList.remove('open');
    this.#frame?.remove();
    this.#frame = null;
  }

  dispose() {
    this.close();
    removeEventListener('message', this.#hear);
  }

  /** @param {MessageEvent} event */
  #hear = event => {
    if (!this.#frame || event.origin !== this.#origin || event.source !== this.#frame.contentWindow) return;
    const word = event.data?.type;
    if (words.includes(word)) this.#said(word, performance.now() < this.#settledAt);
  };
}
