// @ts-check

/** A ringing tone made here, so that no file is needed. Where sound needs a tap first, it is silent until then. */
export class Ring {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {ReturnType<typeof setInterval> | null} */
  #beat = null;

  /** To be called in answer to a tap or a key: only then may a page make sound. */
  unlock() {
    try {
      this.#context ??= new AudioContext();
      this.#context.resume().catch(() => {});
    } catch {
      // No sound on this machine; the page shows the call all the same.
    }
  }

  get isSilent() {
    return this.#context?.state !== 'running';
  }

  start() {
    if (this.#beat === null) {
      this.#ring();
      this.#beat = setInterval(() => this.#ring(), 2400);
    }
  }

  stop() {
    if (this.#beat !== null) {
      clearInterval(this.#beat);
      this.#beat = null;
    }
  }

  #ring() {
    const context = this.#context;
    if (context?.state !== 'running') {
      return;
    }

    for (const [start, pitch] of [[0, 660], [0.22, 880], [0.44, 660], [0.66, 880]]) {
      const tone = context.createOscillator();
      const loudness = context.createGain();
      const at = context.currentTime + start;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0, at);
      loudness.gain.linearRampToValueAtTime(0.16, at + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.21);
      tone.connect(loudness).connect(context.destination);
      tone.start(at);
      tone.stop(at + 0.22);
    }
  }
}
