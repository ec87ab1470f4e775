// @ts-check
import { allowedHere, listen, openDevices, release } from './devices.js';

/** Shows the guest his own picture and sound before the call, on his wish only. */
export class Preview {
  #text;
  #failed;
  #video = /** @type {HTMLVideoElement} */ (document.querySelector('.preview video'));
  #level = /** @type {HTMLElement} */ (document.querySelector('.level'));
  #hint = /** @type {HTMLElement} */ (document.querySelector('.hint'));
  #button = /** @type {HTMLButtonElement} */ (document.querySelector('[data-do=check]'));
  /** @type {MediaStream | null} */
  #stream = null;
  #listening = new AbortController();
  /** Grows with every stop: what opens or fails after one is nobody's business any more. */
  #stops = 0;

  /** @param {import('./texts.js').Texts} text @param {(trouble: import('./devices.js').Trouble) => void} failed */
  constructor(text, failed) {
    this.#text = text;
    this.#failed = failed;
  }

  toggle() {
    if (this.#stream) this.stop();
    else void this.#begin();
  }

  async #begin() {
    const stops = this.#stops;
    const wanted = () => stops === this.#stops;
    this.#button.disabled = true;
    let stream;
    try {
      stream = await openDevices(allowedHere()).catch(trouble => {
        if (trouble === 'missingCamera' && wanted()) return openDevices({ camera: false, microphone: true });
        throw trouble;
      });
    } catch (trouble) {
      if (wanted()) this.#failed(/** @type {import('./devices.js').Trouble} */ (trouble));
      return;
    } finally {
      this.#button.disabled = false;
    }
    if (!wanted()) return release(stream);
    this.#stream = stream;
    this.#listening = new AbortController();
    listen(this.#stream, loud => this.#level.style.setProperty('--loud', loud.toFixed(2)), this.#listening.signal);
    const camera = this.#stream.getVideoTracks().length > 0;
    const microphone = this.#stream.getAudioTracks().length > 0;
    this.#video.srcObject = this.#stream;
    void this.#video.play().catch(() => {});
    this.#show(camera, microphone, microphone ? (camera ? this.#text.checkSound : this.#text.checkSoundOnly) : '');
    this.#button.textContent = this.#text.stopCheck;
  }

  stop() {
    this.#stops++;
    if (!this.#stream) return;
    this.#listening.abort();
    release(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
    this.#show(false, false, '');
    this.#button.textContent = this.#text.check;
  }

  /** @param {boolean} camera @param {boolean} microphone @param {string} hint */
  #show(camera, microphone, hint) {
    this.#video.hidden = !camera;
    this.#level.hidden = !microphone;
    this.#hint.hidden = !hint;
    this.#hint.textContent = hint;
  }
}
