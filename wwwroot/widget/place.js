// @ts-check
/** What a waiting guest is told of place and wait: what is known, and calmly. */

/** A figure that is missing for a moment, because a line was changed or somebody counts anew, does not blink. */
const heldFor = 4000;

export class Place {
  /** @type {number | null} */
  position = null;
  /** About how many minutes the wait still is, as `rounded`; null when nobody can honestly say. @type {number | null} */
  minutes = null;
  #changed;
  /** @type {{ position: number | null, minutes: number | null }} */
  #told = { position: null, minutes: null };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} changed called when something is shown no longer */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {{ position: number | null, estimatedWaitSeconds: number | null }} told */
  take({ position, estimatedWaitSeconds }) {
    const minutes = estimatedWaitSeconds === null ? null : steady(estimatedWaitSeconds / 60, this.minutes);
    this.#told = { position, minutes };
    this.position = position ?? this.position;
    this.minutes = minutes ?? this.minutes;
    if (position === this.position && minutes === this.minutes) this.leave();
    else this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      Object.assign(this, this.#told);
      this.#changed();
    }, heldFor);
  }

  leave() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** Minutes as people say them: each up to ten, then every five; 0 is less than one, 60 about an hour, 90 stands for all that is longer. @param {number} minutes */
export function rounded(minutes) {
  if (minutes > 75) return 90;
  if (minutes > 57.5) return 60;
  if (minutes > 10.5) return Math.round(minutes / 5) * 5;
  return minutes > 0.75 ? Math.round(minutes) : 0;
}

/** A figure that wavers about the middle between two is not shown as the one and the other by turns. @param {number} minutes @param {number | null} shown */
function steady(minutes, shown) {
  const doubt = minutes > 10 ? 1.5 : 0.25;
  return shown !== null && rounded(minutes - doubt) <= shown && shown <= rounded(minutes + doubt) ? shown : rounded(minutes);
}
