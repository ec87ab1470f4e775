// @ts-check
import { icons } from './icons.js';
import { openMedia } from './media.js';
import { Talk } from './talk.js';

/** @typedef {import('./talk.js').Peer} Peer */
/** @typedef {{ conference: string, topic: string, since: number, peers: Peer[] }} Call */

const frame = `
  <div class="top"><span class="who"></span><time role="timer" aria-label="Duration">0:00</time></div>
  <div class="tiles"></div>
  <div class="alone"><span class="wait" aria-hidden="true"><i></i><i></i><i></i></span><p role="status"></p></div>
  <div class="notes"><p class="note" role="status" hidden></p><button type="button" class="sound" hidden>Turn sound on</button></div>
  <div class="self"><video data-testid="local" aria-label="You" autoplay playsinline muted></video><div class="off"></div></div>
  <div class="controls" role="group" aria-label="Call">
    <button type="button" class="microphone" aria-pressed="false"></button>
    <button type="button" class="camera" aria-pressed="false"></button>
    <button type="button" class="refuse end">${icons.hangUp}<span class="words">Hang up</span></button>
  </div>`;

const tile = `
  <video data-testid="remote" autoplay playsinline></video>
  <div class="face"><span class="avatar large" aria-hidden="true"></span><p></p></div>
  <span class="muted" hidden>${icons.microphoneOff}Muted</span>`;

/** The conversation as people see it: the others, oneself, and what one can do. */
export class Stage {
  /** @type {Map<string, { root: HTMLElement, sending: any, hasStream: boolean }>} */
  #tiles = new Map();
  /** @type {Call | null} */
  #call = null;
  /** @type {Promise<void> | null} */
  #opening = null;
  /** @type {MediaStream | null} */
  #stream = null;
  #root;
  #talk;
  #clock;

  /**
   * @param {HTMLElement} root
   * @param {{ say: (message: object) => void, hangUp: () => void, title: (call: Call) => string, waiting: string }} on
   */
  constructor(root, on) {
    this.#root = root;
    this.on = on;
    root.classList.add('stage');
    root.innerHTML = frame;
    this.#find('.end').onclick = on.hangUp;
    this.#find('.microphone').onclick = () => this.#toggle('audio');
    this.#find('.camera').onclick = () => this.#toggle('video');
    this.#find('.sound').onclick = () => this.#unmute();
    this.#talk = new Talk(on.say, {
      stream: (seat, stream) => this.#showStream(seat, stream),
      sending: (seat, what) => this.#showSending(seat, what),
    });
    this.#clock = setInterval(() => this.#tick(), 1000);
    this.#labels();
  }

  /** @param {Call} call how things stand */
  show(call) {
    this.#call = call;
    this.#opening ??= this.#open();
    this.#find('.who').textContent = this.on.title(call);
    for (const [seat, { root }] of this.#tiles) {
      if (!call.peers.some((peer) => peer.seat === seat)) {
        root.remove();
        this.#tiles.delete(seat);
      }
    }

    for (const peer of call.peers) {
      this.#tile(peer);
    }

    this.#talk.meet(call.peers);
    this.#find('.alone').hidden = call.peers.length > 0;
    this.#say('.alone p', this.on.waiting);
    this.#tick();
  }

  /**
   * @param {string} from
   * @param {number} session
   * @param {any} data
   */
  heed(from, session, data) {
    this.#talk.heed(from, session, data);
  }

  /** The line to the server broke; the connections begin anew when it is back. */
  lineLost() {
    this.#talk.reset();
    this.note('The connection to the server is lost. Reconnecting…');
  }

  lineBack() {
    this.note(this.mediaNote ?? null);
  }

  /** @param {string | null} text */
  note(text) {
    const note = this.#find('.note');
    note.hidden = text === null;
    this.#say('.note', text ?? '');
  }

  /** The conversation is over: camera and microphone are given back. */
  close() {
    clearInterval(this.#clock);
    this.#tiles.clear();
    this.#talk.reset();
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#call = null;
    this.#root.replaceChildren();
    this.#root.classList.remove('stage');
  }

  async #open() {
    const { stream, note } = await openMedia();
    if (!this.#call) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }

    this.#stream = stream;
    this.mediaNote = note;
    this.note(note);
    /** @type {HTMLVideoElement} */ (this.#find('.self video')).srcObject = stream;
    this.#talk.send(stream);
    this.#labels();
    // Browsers let a page that may record also play sound.
    this.#unmute();
  }

  /** @param {'audio' | 'video'} kind */
  #toggle(kind) {
    for (const track of this.#stream?.getTracks() ?? []) {
      if (track.kind === kind) {
        track.enabled = !track.enabled;
      }
    }

    this.#labels();
  }

  #labels() {
    const on = (/** @type {string} */ kind) => this.#stream?.getTracks().some((track) => track.kind === kind && track.enabled) ?? false;
    const has = (/** @type {string} */ kind) => this.#stream?.getTracks().some((track) => track.kind === kind) ?? false;
    const microphone = on('audio');
    const camera = on('video');
    this.#button('.microphone', has('audio'), microphone, microphone ? 'Mute microphone' : 'Unmute microphone', microphone ? 'Mute' : 'Unmute', microphone ? icons.microphone : icons.microphoneOff);
    this.#button('.camera', has('video'), camera, camera ? 'Turn camera off' : 'Turn camera on', camera ? 'Camera off' : 'Camera on', camera ? icons.camera : icons.cameraOff);
    this.#find('.self .off').hidden = camera;
    this.#find('.self .off').innerHTML = `${icons.cameraOff}<span>${this.#stream === null ? 'Starting…' : has('video') ? 'Camera off' : 'No camera'}</span>`;
    this.#talk.announce({ microphone, camera });
  }

  /**
   * @param {string} which
   * @param {boolean} exists
   * @param {boolean} isOn
   * @param {string} label
   * @param {string} words
   * @param {string} icon
   */
  #button(which, exists, isOn, label, words, icon) {
    const button = /** @type {HTMLButtonElement} */ (this.#find(which));
    button.hidden = !exists;
    button.ariaPressed = String(!isOn);
    button.ariaLabel = label;
    button.title = label;
    button.innerHTML = `${icon}<span class="words">${words}</span>`;
  }

  /** @param {Peer} peer */
  #tile(peer) {
    let shown = this.#tiles.get(peer.seat);
    if (!shown) {
      const root = document.createElement('div');
      root.className = 'tile';
      root.innerHTML = tile;
      shown = { root, sending: {}, hasStream: false };
      this.#tiles.set(peer.seat, shown);
      this.#find('.tiles').append(root);
      within(root, 'video').ariaLabel = peer.name;
      within(root, '.avatar').textContent = initials(peer.name);
    }

    this.#face(peer, shown);
  }

  /**
   * Over the picture lies a face with a sentence while there is nothing to see.
   * @param {Peer} peer
   * @param {{ root: HTMLElement, sending: any, hasStream: boolean }} shown
   */
  #face(peer, { root, sending, hasStream }) {
    const sentence = peer.isAway
      ? `The connection to ${peer.name} is lost. Waiting for it to come back…`
      : peer.session === null
        ? `${peer.name} is here without a picture.`
        : !hasStream
          ? `Connecting to ${peer.name}…`
          : sending.camera === false ? `${peer.name}’s camera is off.` : null;
    within(root, '.face').hidden = sentence === null;
    within(root, '.muted').hidden = !hasStream || sending.microphone !== false;
    const words = within(root, '.face p');
    words.role = 'status';
    if (words.textContent !== (sentence ?? '')) {
      words.textContent = sentence ?? '';
    }
  }

  /**
   * @param {string} seat
   * @param {MediaStream | null} stream
   */
  #showStream(seat, stream) {
    const shown = this.#tiles.get(seat);
    if (shown) {
      const video = /** @type {HTMLVideoElement} */ (within(shown.root, 'video'));
      if (video.srcObject !== stream) {
        video.srcObject = stream;
      }

      shown.hasStream = stream !== null;
      this.#refresh(seat);
      this.#play();
    }
  }

  /**
   * @param {string} seat
   * @param {any} what
   */
  #showSending(seat, what) {
    const shown = this.#tiles.get(seat);
    if (shown) {
      shown.sending = what;
      this.#refresh(seat);
    }
  }

  /** @param {string} seat */
  #refresh(seat) {
    const peer = this.#call?.peers.find((one) => one.seat === seat);
    if (peer) {
      this.#tile(peer);
    }
  }

  /** Browsers may refuse sound before a tap: then the picture goes on silently, and a button asks for one. */
  async #play() {
    const videos = [...this.#tiles.values()].map(({ root }) => /** @type {HTMLVideoElement} */ (within(root, 'video')));
    for (const video of videos.filter((one) => one.srcObject)) {
      try {
        await video.play();
      } catch (error) {
        if (/** @type {DOMException} */ (error).name === 'NotAllowedError') {
          video.muted = true;
          // Interrupted by a newer picture, which plays by itself.
          video.play().catch(() => {});
        }
      }
    }

    if (this.#call) {
      this.#find('.sound').hidden = !videos.some((video) => video.muted);
    }
  }

  #unmute() {
    for (const { root } of this.#tiles.values()) {
      /** @type {HTMLVideoElement} */ (within(root, 'video')).muted = false;
    }

    this.#play();
  }

  #tick() {
    if (this.#call) {
      const seconds = Math.max(0, Math.floor((Date.now() - this.#call.since) / 1000));
      const padded = (/** @type {number} */ number) => String(number).padStart(2, '0');
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor(seconds / 60) % 60;
      this.#find('time').textContent = hours > 0
        ? `${hours}:${padded(minutes)}:${padded(seconds % 60)}`
        : `${minutes}:${padded(seconds % 60)}`;
    }
  }

  /**
   * @param {string} selector
   * @param {string} text
   */
  #say(selector, text) {
    const element = this.#find(selector);
    // The same words again would be read out again.
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  /** @param {string} selector */
  #find(selector) {
    return within(this.#root, selector);
  }
}

/** @param {string} name */
export function initials(name) {
  return name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase()).join('');
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 */
function within(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
