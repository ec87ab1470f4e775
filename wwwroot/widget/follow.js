// @ts-check
import { events, isBusy, Refusal, restAfter } from './api.js';

/**
 * Follows a call to its end: over the hub, and over long poll where WebSockets do not get through. Always from the last sequence
 * seen, so that nothing is lost or seen twice however often the line breaks.
 *
 * @typedef {import('./api.js').CallEvent} CallEvent
 * @typedef {import('./api.js').Progress} Progress
 * @typedef {object} Follower
 * @property {(event: CallEvent) => void} event
 * @property {(progress: Progress) => void} progress
 * @property {(up: boolean, busy: boolean) => void} line  whether we hear the server just now; `busy`: it says itself that it cannot
 * @property {() => void} gone  the server does not know this call (any more)
 */

const hubAddress = new URL('../hubs/guest', import.meta.url).href;
const signalrAddress = new URL('../lib/signalr/signalr.min.js', import.meta.url).href;

const pollWait = 10;
/** Shorter than a guest without a line counts as present. */
const hubPatience = 2500;
const hubRest = 60_000;
const longestPause = 5000;

/** Whether a WebSocket has got through since this page was opened; and, if none has, whether it is known that none does. */
let everOpen = false;
let blocked = false;

class Gone extends Error {}
class HubUnavailable extends Error {}
class SocketRefused extends HubUnavailable {}

/**
 * @param {import('./api.js').Credential} call
 * @param {number} after
 * @param {Follower} follower
 * @param {AbortSignal} signal
 */
export async function follow(call, after, follower, signal) {
  let last = after;
  let over = false;
  let failures = 0;
  let hubFrom = 0;
  let suspected = false;
  // The first polls are short: the place in the line is counted a moment after the call was placed.
  let polls = 0;
  /** @type {number[]} */
  let breaks = [];

  /** @param {CallEvent} event */
  const take = event => {
    if (event.sequence <= last || signal.aborted) return;
    last = event.sequence;
    over = event.type === 'ended';
    follower.event(event);
  };

  const up = () => {
    failures = 0;
    follower.line(true, false);
  };

  while (!over && !signal.aborted) {
    try {
      if (!blocked && Date.now() >= hubFrom) {
        await overHub(call, last, { take, progress: follower.progress, up }, signal);
        if (!over && !signal.aborted) throw new Error('The stream ended early.');
      } else {
        // After an outage: no waiting before we know that the server is back, and the hub may be fine again too.
        const answer = await events(call, last, failures || suspected ? 0 : Math.min(polls++, pollWait), signal);
        // The server is there, only not by socket.
        if (suspected && !failures) blocked = true;
        if (failures) hubFrom = 0;
        suspected = false;
        up();
        answer.events.forEach(take);
        if (!over) follower.progress(answer.call);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Gone || (error instanceof Refusal && [401, 404].includes(error.status))) return follower.gone();
      if (error instanceof Refusal && error.status === 400) last = 0; // the server's history is shorter than ours
      if (error instanceof HubUnavailable) {
        hubFrom = Date.now() + hubRest;
        suspected = error instanceof SocketRefused && !everOpen;
        continue;
      }
      breaks = [...breaks.filter(at => Date.now() - at < 10_000), Date.now()];
      if (breaks.length >= 2) hubFrom = Math.max(hubFrom, Date.now() + hubRest);
      follower.line(false, isBusy(error));
      // Not longer, whatever the server asks for: it must hear of the guest.
      await pause(Math.min(longestPause, restAfter(error, 300 * 2 ** failures++ * (0.5 + Math.random() / 2))), signal);
    }
  }
}

/**
 * Resolves when the server completes the stream, rejects when it breaks.
 *
 * @param {import('./api.js').Credential} call
 * @param {number} after
 * @param {{ take: (event: CallEvent) => void, progress: (progress: Progress) => void, up: () => void }} on
 * @param {AbortSignal} signal
 */
async function overHub(call, after, on, signal) {
  const signalR = await within(hubPatience, library()).catch(() => { throw new HubUnavailable(); });
  const connection = new signalR.HubConnectionBuilder()
    .withUrl(hubAddress, { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
    .configureLogging(signalR.LogLevel.None)
    .build();
  const stop = () => void connection.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await within(hubPatience, connection.start()).catch(() => { throw new SocketRefused(); });
    everOpen = true;
    on.up();
    await new Promise((resolve, reject) => {
      connection.onclose(() => reject(new Error('The connection closed.')));
      connection.stream('Follow', call.id, call.token, after).subscribe({
        /** @param {{ event: CallEvent | null, progress: Progress | null }} message */
        next: ({ event, progress }) => {
          if (event) on.take(event);
          if (progress) on.progress(progress);
        },
        complete: () => resolve(undefined),
        /** @param {Error} error */
        error: error => reject(error.message.includes('call-not-found') ? new Gone() : error),
      });
    });
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** @type {Promise<any> | null} */
let loading = null;

/** SignalR's browser library; loaded for the first call, not for the button. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = signalrAddress;
    script.onload = () => resolve(/** @type {any} */ (globalThis).signalR);
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new HubUnavailable());
    };
    document.head.append(script);
  });
  return loading;
}

/** @template T @param {number} ms @param {Promise<T>} work @returns {Promise<T>} */
function within(ms, work) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('Too late.')), ms); });
  return Promise.race([work, /** @type {Promise<never>} */ (late)]).finally(() => clearTimeout(timer));
}

/** Waits, but not longer than until the device is online again. @param {number} ms @param {AbortSignal} signal */
export function pause(ms, signal) {
  return new Promise(resolve => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      signal.removeEventListener('abort', wake);
      resolve(undefined);
    };
    const timer = setTimeout(wake, ms);
    addEventListener('online', wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
