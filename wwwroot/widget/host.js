// @ts-check
/**
 * The site's page around us. It is told what its scripts may know (never a link or a token) and gives the guest's details, which
 * therefore never stand in an address.
 *
 * @typedef {{ guest: Record<string, string | undefined>, attributes: Record<string, string>, pageUrl?: string }} GuestDetails
 */

export class Host {
  /** The site's origin, known once it has spoken. */
  #origin = '';
  #alone = window.parent === window;
  #status = '';

  /** @type {Promise<GuestDetails>} */
  details;

  constructor() {
    /** @type {(details: GuestDetails) => void} */
    let settle = () => {};
    this.details = new Promise(resolve => { settle = resolve; });
    addEventListener('message', event => {
      if (event.source !== window.parent || event.data?.videocall !== 'guest' || this.#alone) return;
      this.#origin = event.origin;
      const { guest = {}, attributes = {}, pageUrl } = event.data;
      settle({ guest, attributes, pageUrl });
    });
    if (this.#alone) settle({ guest: {}, attributes: {} });
    // Says nothing but that we are here; whose page it is we learn from the answer.
    else window.parent.postMessage({ videocall: 'hello' }, '*');
  }

  /** Whether our page was opened by itself, not by a widget. */
  get isAlone() {
    return this.#alone;
  }

  /** @param {string} name @param {object} [detail] */
  tell(name, detail) {
    this.#say({ videocall: 'event', name, detail });
  }

  /** @param {{ text: string, live: boolean, wide: boolean }} status what the button says while the panel is minimised */
  status(status) {
    const now = JSON.stringify(status);
    if (now === this.#status) return;
    this.#status = now;
    this.#say({ videocall: 'status', ...status });
  }

  show() { this.#say({ videocall: 'show' }); }
  minimise() { this.#say({ videocall: 'minimise' }); }
  close() { this.#say({ videocall: 'close' }); }

  /** @param {object} message */
  #say(message) {
    if (this.#origin) window.parent.postMessage(message, this.#origin);
  }
}
