// @ts-check
/**
 * The guest API as the server documents it. What the server refuses is a `Refusal`; an answer that never came, or came from
 * something that is not our server, is `Unreachable` and worth another try.
 *
 * @typedef {object} CallView
 * @property {string} id
 * @property {'waiting' | 'ringing' | 'connected' | 'ended'} state
 * @property {number | null} position
 * @property {number | null} estimatedWaitSeconds
 * @property {string | null} notice
 * @property {boolean} recorded
 * @property {{ name: string } | null} operator
 * @property {string | null} guestLink
 * @property {'completed' | 'abandoned' | 'unanswered' | 'failed' | null} outcome
 * @property {string} arrivedAt
 * @property {string | null} answeredAt
 * @property {string | null} endedAt
 *
 * @typedef {{ sequence: number, type: string, at: string, call: CallView }} CallEvent
 * @typedef {{ position: number | null, estimatedWaitSeconds: number | null, notice: string | null }} Progress
 * @typedef {object} QueueView
 * @property {string} queue
 * @property {string | null} title
 * @property {boolean} open
 * @property {'closed' | 'full' | 'nobody' | null} closedBecause
 * @property {string | null} opensAt
 * @property {boolean} callSupported
 * @property {number} waiting
 * @property {number | null} estimatedWaitSeconds
 * @property {boolean} recorded
 * @property {import('./questions.js').Question[]} questions
 * @typedef {{ id: string, token: string }} Credential
 */

const root = new URL('../api/', import.meta.url);

/** How far the server's clock is ahead of this device's, in milliseconds. */
let ahead = 0;

/** The server's clock, as far as its answers tell. */
export const serverNow = () => Date.now() + ahead;

/** The answers 503 that are meant: another try at once would hear the same. @type {Record<string, import('./door.js').Shut>} */
const shut = { 'queue-closed': 'closed', 'queue-full': 'full', 'nobody-there': 'nobody' };

export class Refusal extends Error {
  /** @param {number} status @param {string} type @param {string | null} [opensAt] when the queue opens, where that is what it is about */
  constructor(status, type, opensAt = null) {
    super(`Refused with ${status} ${type}`);
    this.status = status;
    this.type = type;
    this.opensAt = opensAt;
  }

  /** Why the queue takes no call just now, where that is the reason. @returns {import('./door.js').Shut | null} */
  get shut() {
    return shut[this.type.slice(this.type.lastIndexOf('/') + 1)] ?? null;
  }
}

export class Unreachable extends Error {
  /**
   * @param {string} message
   * @param {Response} [response] an answer, only not to what was asked for
   */
  constructor(message, response) {
    super(message);
    /** The server's side has answered that it cannot just now: nothing is wrong with the guest's own line. */
    this.busy = Boolean(response && response.status >= 500);
    /** How long it asks to be left alone, in milliseconds; 0 when it does not say. */
    this.restFor = this.busy ? restOf(response?.headers.get('Retry-After') ?? '') : 0;
  }
}

const longestRest = 30_000;

/** @param {string} header seconds, or a date */
function restOf(header) {
  const rest = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - serverNow();
  return Math.min(Math.max(rest || 0, 0), longestRest);
}

/** Whether the last try failed because the server cannot just now. @param {unknown} error */
export const isBusy = error => error instanceof Unreachable && error.busy;

/** The rest before the next try: our own or the longer one that the server asked for, and not for all pages the same. @param {unknown} error @param {number} own */
export const restAfter = (error, own) => Math.max(own, error instanceof Unreachable ? error.restFor * (1 + Math.random() / 4) : 0);

/**
 * @param {string} path
 * @param {{ method?: string, body?: object, token?: string, headers?: Record<string, string>, keepalive?: boolean, signal?: AbortSignal, patience?: number }} [options]
 */
async function ask(path, { method = 'GET', body, token, headers = {}, keepalive, signal, patience = 15_000 } = {}) {
  const signals = [AbortSignal.timeout(patience), ...(signal ? [signal] : [])];
  let response, answer;
  try {
    response = await fetch(new URL(path, root), {
      method,
      keepalive,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        ...headers,
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: body && JSON.stringify(body),
      signal: any(signals),
    });
    answer = response.status === 204 ? null : await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable(`No answer from ${method} ${path.split('?')[0]}`, response);
  }
  const date = Date.parse(response.headers.get('Date') ?? '');
  // The header has whole seconds; smaller differences are its rounding, not a wrong clock.
  if (date) ahead = Math.abs(date - Date.now()) > 2000 ? date - Date.now() : 0;
  if (response.ok) return answer;
  const refusal = new Refusal(response.status, String(answer?.type ?? ''), answer?.opensAt);
  if (response.status >= 500 && !refusal.shut) throw new Unreachable(`${response.status} from ${method}`, response);
  throw refusal;
}

/** @param {AbortSignal[]} signals */
function any(signals) {
  if (AbortSignal.any) return AbortSignal.any(signals);
  const either = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) either.abort(signal.reason);
    signal.addEventListener('abort', () => either.abort(signal.reason), { once: true });
  }
  return either.signal;
}

/** @param {Credential} call */
const of = call => `calls/${encodeURIComponent(call.id)}`;

/** @param {string} name @returns {Promise<QueueView>} */
export const queue = name => ask(`queues/${encodeURIComponent(name)}`);

/** @param {object} request @param {string} key @returns {Promise<CallView & Credential>} */
export const place = (request, key) => ask('calls', { method: 'POST', body: request, headers: { 'Idempotency-Key': key } });

/** @param {Credential} call @returns {Promise<CallView>} */
export const look = call => ask(of(call), { token: call.token });

/** @param {Credential} call @param {number} after @param {number} wait @param {AbortSignal} signal @returns {Promise<{ events: CallEvent[], next: number, call: CallView }>} */
export const events = (call, after, wait, signal) =>
  ask(`${of(call)}/events?after=${after}&wait=${wait}`, { token: call.token, signal, patience: (wait + 10) * 1000 });

/** @param {Credential} call @returns {Promise<{ guestLink: string, leg: number }>} */
export const join = call => ask(`${of(call)}/join`, { method: 'POST', body: {}, token: call.token, patience: 30_000 });

/** What a guest waits for at the end is asked for again soon. */
const shortly = 3000;

/** @param {Credential} call @param {number} leg @param {string} [reason] */
export const connectionClosed = (call, leg, reason) =>
  ask(`${of(call)}/connection-closed`, { method: 'POST', body: { leg, reason }, token: call.token, keepalive: true, patience: shortly });

/** @param {Credential} call */
export const hangUp = call => ask(of(call), { method: 'DELETE', token: call.token, keepalive: true, patience: shortly });
