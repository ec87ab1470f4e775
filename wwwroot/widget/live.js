// @ts-check
import * as api from './api.js';
import { Conversation } from './conversation.js';
import { needsTap } from './devices.js';
import { follow, pause } from './follow.js';
import { LivePictures } from './pictures.js';
import { Place } from './place.js';
import { duration } from './screens.js';
import { Ownership } from './seat.js';

/** A seat that is still taken is asked for again so often, so long. */
const rejoinEvery = 3000;
const rejoinFor = 60_000;

/** A link in an event older than this is replaced by a fresh one. */
const freshFor = 10_000;

/** The guest waits no longer for the server to hear of the end, on a line that may swallow everything. */
const endingFor = 8000;
const endingSlowAfter = 2500;

/** The line may be broken so long before the guest is troubled with it. */
const unnoticed = 1500;

/**
 * One call from its place in the line to its end, as this tab sees it.
 *
 * @typedef {import('./api.js').CallView} CallView
 * @typedef {'completed' | 'left' | 'abandoned' | 'unanswered' | 'failed' | 'loginFail' | 'notSupported' | 'lost'} Ending
 *
 * @typedef {object} Page what the call needs of the page around it
 * @property {import('./texts.js').Texts} text
 * @property {import('./screens.js').Screens} screens
 * @property {import('./host.js').Host} host
 * @property {import('./seat.js').Seats} seats
 * @property {(ending: Ending, talkedFor: string) => void} ended
 */
export class LiveCall {
  #page;
  #seat;
  #credential;
  #view;
  #ownership;
  #conversation;
  #pictures;
  #place = new Place(() => this.#refresh());
  #done = new AbortController();
  #owner = false;
  #leaving = false;
  /** @type {'' | 'lost' | 'busy'} why we do not hear the server: as it is, and as the guest has been told */
  #trouble = '';
  /** @type {'' | 'lost' | 'busy'} */
  #lineDown = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #lineTimer;
  #told = '';
  /** @type {string | null} what TrueConf's page said went wrong */
  #reason = null;
  /** @type {number | null} */
  #rejoining = null;

  /** @param {import('./seat.js').Seat & import('./api.js').Credential} seat @param {CallView} view @param {Page} page */
  constructor(seat, view, page) {
    this.#page = page;
    this.#seat = seat;
    this.#credential = { id: seat.id, token: seat.token };
    this.#view = view;
    this.#conversation = new Conversation(page.screens.stage, (word, soon) => this.#heard(word, soon));
    this.#pictures = new LivePictures(page, {
      hangUp: () => this.hangUp(),
      takeOver: () => this.#takeOver(),
      rejoin: () => this.#rejoin(),
    });
    this.#ownership = new Ownership(seat.id, () => this.#lostToOtherTab());
  }

  async run() {
    if (this.#seat.leaving) {
      this.hangUp();
      return;
    }
    this.#owner = await this.#ownership.claim();
    this.#apply(this.#view, null);
    if (!this.#owner) this.#watchForOrphan();
    await follow(this.#credential, this.#seat.after ?? 0, {
      event: event => {
        this.#keep({ after: event.sequence });
        this.#apply(this.#withProgress(event.call), event);
      },
      progress: ({ position, estimatedWaitSeconds, notice }) => this.#apply({ ...this.#view, position, estimatedWaitSeconds, notice }, null),
      line: (up, busy) => this.#line(up, busy),
      gone: () => this.#end('lost', null),
    }, this.#done.signal);
  }

  /** An event's view is kept, and without what changes by the second: while the call waits, that is as it was. @param {CallView} view @returns {CallView} */
  #withProgress(view) {
    if (view.state !== 'waiting' || this.#view.state !== 'waiting') return view;
    const { position, estimatedWaitSeconds, notice } = this.#view;
    return { ...view, position, estimatedWaitSeconds, notice };
  }

  /** The guest hangs up, or stops waiting. */
  async hangUp() {
    if (this.#leaving || this.#over) return;
    this.#leaving = true;
    this.#keep({ leaving: true });
    this.#conversation.close();
    this.#show();
    const view = await this.#settle(() => api.hangUp(this.#credential));
    if (this.#over) return;
    // Without an answer the server's grace ends the call; the guest need not wait for that.
    if (view?.state === 'ended') this.#apply(view, null);
    else this.#end(this.#view.state === 'connected' ? 'completed' : 'left', this.#view.state === 'connected' ? 'completed' : 'abandoned');
  }

  get #over() {
    return this.#done.signal.aborted;
  }

  /** @param {CallView} view @param {import('./api.js').CallEvent | null} event null: a look at the call, not news */
  #apply(view, event) {
    if (this.#over) return;
    this.#view = view;
    if (view.state === 'ended') return this.#end(this.#endingOf(view), view.outcome);
    if (this.#leaving) return;
    if (view.state === 'waiting') this.#place.take(view);
    this.#tellHost();
    if (view.state === 'connected' && this.#owner && !this.#conversation.isOpen && this.#rejoining === null) {
      const fresh = event !== null && view.guestLink !== null && api.serverNow() - Date.parse(event.at) < freshFor;
      if (fresh && view.guestLink) this.#enter(view.guestLink, 1);
      else if (event !== null || !this.#outside) this.#comeBack();
      return;
    }
    this.#show();
  }

  /** The conversation goes on without this tab, because the guest left it or could not get back. */
  #outside = false;

  #show() {
    const view = this.#view;
    if (this.#leaving) return this.#pictures.ending();
    if (view.state === 'ended') return;
    if (view.state !== 'connected') this.#pictures.line(view, this.#place, this.#owner, this.#lineDown);
    else if (!this.#owner) this.#pictures.elsewhere(view);
    else if (this.#conversation.isOpen || this.#rejoining !== null) this.#pictures.conversation(view, this.#cover, this.#conversation.isOpen, this.#lineDown);
  }

  #cover = '';

  /** @param {string} link @param {number} leg */
  #enter(link, leg) {
    const { text, host } = this.#page;
    const operator = this.#view.operator?.name || text.operator;
    this.#outside = false;
    if (leg === 1) this.#cover = text.connectingTo(operator);
    this.#conversation.open(link, leg, `${text.title}: ${operator}`);
    this.#show();
    if (leg === 1) host.show();
  }

  /** Back into a conversation that goes on: at once, or after the tap that the browser wants. */
  async #comeBack() {
    this.#rejoining = performance.now();
    this.#cover = this.#page.text.rejoining;
    if (await needsTap()) {
      if (!this.#over && this.#owner) this.#offerReturn();
      return;
    }
    await this.#rejoin();
  }

  #offerReturn() {
    this.#rejoining = null;
    this.#outside = true;
    this.#pictures.tap(this.#view);
  }

  /** Asks for a fresh link until there is one, or until it makes no sense any more. */
  async #rejoin() {
    this.#rejoining ??= performance.now();
    this.#outside = false;
    this.#cover ||= this.#page.text.rejoining;
    this.#show();
    while (!this.#over && !this.#leaving && this.#owner && this.#rejoining !== null) {
      try {
        const { guestLink, leg } = await api.join(this.#credential);
        if (this.#over || this.#leaving || !this.#owner) return;
        this.#cover = this.#page.text.rejoining;
        this.#enter(guestLink, leg);
        return;
      } catch (error) {
        if (error instanceof api.Refusal && error.status === 404) return this.#end('lost', null);
        if (error instanceof api.Refusal && error.status === 409) {
          const view = await api.look(this.#credential).catch(() => null);
          if (view && view.state !== 'connected') {
            this.#rejoining = null;
            return this.#apply(view, null);
          }
        }
        const triedFor = performance.now() - (this.#rejoining ?? 0);
        const unanswered = error instanceof api.Unreachable;
        if (triedFor > rejoinFor) return this.#stayOutside(unanswered ? 'noAnswer' : 'notBack');
        if (unanswered && triedFor > unnoticed) this.#cover = this.#page.text.rejoiningSlow;
        this.#show();
        await pause(api.restAfter(error, rejoinEvery), this.#done.signal);
      }
    }
  }

  /** @param {import('./conversation.js').Word} word @param {boolean} soon */
  #heard(word, soon) {
    if (this.#over || this.#leaving) return;
    const { leg } = this.#conversation;
    const ended = word === 'connectionClosed' || word === 'logout';
    if (soon && leg > 1 && word !== 'notSupported') {
      // Right after coming back this means that our earlier seat is still taken.
      this.#conversation.close();
      this.#rejoining ??= performance.now();
      if (performance.now() - this.#rejoining > rejoinFor) return this.#stayOutside('notBack');
      this.#cover = this.#page.text.seatTaken;
      this.#show();
      void pause(rejoinEvery, this.#done.signal).then(() => { if (!this.#over && this.#owner && !this.#leaving) void this.#rejoin(); });
      return;
    }
    this.#rejoining = null;
    if (!ended) this.#reason = word;
    this.#conversation.close();
    void this.#report(leg, ended ? undefined : word);
  }

  /** Tells the server that the conversation is over for the guest, and shows what that led to. @param {number} leg @param {string} [reason] */
  async #report(leg, reason) {
    this.#outside = true;
    this.#pictures.ending();
    const view = await this.#settle(() => api.connectionClosed(this.#credential, leg, reason));
    if (this.#over || !this.#owner || this.#conversation.isOpen) return;
    if (view?.state === 'ended') this.#apply(view, null);
    else this.#stayOutside('left');
  }

  /** @param {'left' | 'notBack' | 'noAnswer'} why */
  #stayOutside(why) {
    this.#conversation.close();
    this.#rejoining = null;
    this.#outside = true;
    this.#cover = '';
    this.#pictures.outside(this.#view, why);
  }

  async #takeOver() {
    await this.#ownership.take();
    if (this.#over) return;
    this.#owner = true;
    if (this.#view.state === 'connected') void this.#rejoin();
    else this.#show();
  }

  /** Another tab goes on with the conversation. Nothing is reported: the call is not over. */
  #lostToOtherTab() {
    this.#owner = false;
    this.#rejoining = null;
    this.#conversation.close();
    if (!this.#over) this.#show();
    this.#watchForOrphan();
  }

  /** A call must not be without an owner when the tab that had it is closed; a reload of that tab is given time. */
  async #watchForOrphan() {
    let free = 0;
    while (!this.#over && !this.#owner) {
      await pause(2000, this.#done.signal);
      if (this.#over || this.#owner) return;
      free = await this.#ownership.isHeld() ? 0 : free + 1;
      if (free < 3 || !await this.#ownership.claim()) continue;
      if (this.#over || this.#owner) return;
      this.#owner = true;
      // A conversation is not sprung on somebody who may be looking at another tab.
      if (this.#view.state === 'connected') this.#offerReturn();
      else this.#show();
    }
  }

  /** @param {boolean} up @param {boolean} busy */
  #line(up, busy) {
    this.#trouble = up ? '' : busy ? 'busy' : 'lost';
    if (up) {
      clearTimeout(this.#lineTimer);
      this.#lineTimer = undefined;
    } else {
      this.#lineTimer ??= setTimeout(() => this.#showLine(), unnoticed);
    }
    if (up || this.#lineDown) this.#showLine();
  }

  #showLine() {
    if (this.#lineDown === this.#trouble) return;
    this.#lineDown = this.#trouble;
    this.#refresh();
  }

  #refresh() {
    if (!this.#over && !this.#leaving && !this.#outside) this.#show();
  }

  #tellHost() {
    const { state, position, operator } = this.#view;
    const news = state === 'waiting' ? `waiting at ${position}` : state;
    if (news === this.#told) return;
    this.#told = news;
    if (state === 'waiting') this.#page.host.tell('waiting', { position });
    if (state === 'connected') this.#page.host.tell('connected', { operator: operator?.name ?? null });
  }

  /** @param {CallView} view @returns {Ending} */
  #endingOf(view) {
    if (view.outcome === 'abandoned') return this.#leaving || !this.#owner ? 'left' : 'abandoned';
    if (view.outcome === 'failed' && (this.#reason === 'loginFail' || this.#reason === 'notSupported')) return this.#reason;
    return view.outcome ?? 'completed';
  }

  /** @param {Ending} ending @param {string | null} outcome as the site's scripts are told */
  #end(ending, outcome) {
    if (this.#over) return;
    this.#done.abort();
    clearTimeout(this.#lineTimer);
    this.#conversation.dispose();
    this.#ownership.close();
    this.#place.leave();
    this.#page.seats.forget();
    this.#page.host.tell('ended', { outcome });
    const { answeredAt, endedAt } = this.#view;
    const talked = ending === 'completed' && answeredAt ? (endedAt ? Date.parse(endedAt) : api.serverNow()) - Date.parse(answeredAt) : 0;
    this.#page.ended(ending, talked > 0 ? duration(talked) : '');
  }

  /** Tells the server that it is over and looks what that led to; null when there was no answer in time. @param {() => Promise<unknown>} request @returns {Promise<CallView | null>} */
  #settle(request) {
    const slow = setTimeout(() => { if (!this.#over) this.#pictures.ending(true); }, endingSlowAfter);
    const answer = this.#persist(request).then(said => (said ? api.look(this.#credential) : null)).catch(() => null);
    return Promise.race([answer, new Promise(resolve => { setTimeout(resolve, endingFor, null); })]).finally(() => clearTimeout(slow));
  }

  /** Does it again for a while when no answer comes. True when the server has answered. @param {() => Promise<unknown>} request */
  async #persist(request) {
    let rest = 0;
    for (let tries = 1; tries <= 4; tries++) {
      if (rest) await pause(rest, this.#done.signal);
      if (this.#over) return false;
      try {
        await request();
        return true;
      } catch (error) {
        if (error instanceof api.Refusal) return true;
        rest = api.restAfter(error, 1000 * tries);
      }
    }
    return false;
  }

  /** @param {Partial<import('./seat.js').Seat>} change */
  #keep(change) {
    Object.assign(this.#seat, change);
    this.#page.seats.keep(this.#seat);
  }
}
