// @ts-check
/**
 * How a live call looks in each of its states, and what the site's button says meanwhile.
 *
 * @typedef {import('./api.js').CallView} CallView
 */

export class LivePictures {
  #text;
  #screens;
  #host;
  #verbs;

  /** @param {import('./live.js').Page} page @param {{ hangUp: () => void, takeOver: () => void, rejoin: () => void }} verbs what its buttons do */
  constructor({ text, screens, host }, verbs) {
    this.#text = text;
    this.#screens = screens;
    this.#host = host;
    this.#verbs = verbs;
  }

  /** @param {CallView} view @param {import('./place.js').Place} place @param {boolean} owner @param {'' | 'lost' | 'busy'} lineDown */
  line(view, place, owner, lineDown) {
    const text = this.#text;
    const ringing = view.state === 'ringing';
    const heading = ringing ? text.ringingHeading : text.waitingHeading(place.position);
    const notice = view.notice === 'operators-unreachable' ? text.unreachable : owner ? '' : text.elsewhereLine;
    this.#screens.line({
      state: ringing ? 'ringing' : 'waiting',
      heading,
      lead: ringing ? text.ringingText : text.waitingText,
      banner: lineDown ? text.lineDown[lineDown] : notice,
      lineDown: lineDown !== '',
      estimate: ringing || place.minutes === null ? '' : text.turnIn(place.minutes),
      since: Date.parse(view.arrivedAt),
      recorded: view.recorded,
      actions: owner
        ? [{ text: ringing ? text.cancelCall : text.leaveLine, run: this.#verbs.hangUp }]
        : [{ text: text.continueHere, kind: 'primary', run: this.#verbs.takeOver }],
    });
    this.#live(heading);
  }

  /** @param {CallView} view @param {string} cover what is read until TrueConf's page is there @param {boolean} open @param {'' | 'lost' | 'busy'} lineDown */
  conversation(view, cover, open, lineDown) {
    const operator = this.#operator(view);
    this.#screens.conversation({
      operator,
      cover,
      said: open ? this.#text.talkingTo(operator) : cover,
      bar: lineDown ? this.#text.barLineDown[lineDown] : '',
      since: Date.parse(view.answeredAt ?? '') || null,
    });
    this.#live(operator, true);
  }

  /** @param {CallView} view */
  elsewhere(view) {
    const { elsewhereHeading: heading, elsewhereText: text, continueHere } = this.#text;
    this.#screens.message({ tone: 'tabs', heading, text, actions: [{ text: continueHere, kind: 'primary', run: this.#verbs.takeOver }] });
    this.#live(this.#operator(view));
  }

  /** @param {CallView} view */
  tap(view) {
    const { tapHeading: heading, tapText: text, tap } = this.#text;
    this.#screens.message({ tone: 'good', heading, text, actions: this.#back(tap) });
    this.#live(this.#operator(view));
  }

  /** @param {CallView} view @param {'left' | 'notBack' | 'noAnswer'} why */
  outside(view, why) {
    const { outsideHeading, outsideText, notBackHeading, notBackText, noAnswerText, tap, again } = this.#text;
    const [heading, text, label] = why === 'left' ? [outsideHeading, outsideText, tap] : [notBackHeading, why === 'notBack' ? notBackText : noAnswerText, again];
    this.#screens.message({ tone: 'sorry', heading, text, urgent: true, actions: this.#back(label) });
    this.#live(this.#operator(view));
  }

  ending(slow = false) {
    this.#screens.message({ tone: 'busy', heading: this.#text.endingHeading, text: slow ? this.#text.endingSlow : '', actions: [] });
    this.#live(this.#text.endingHeading);
  }

  /** @param {string} label @returns {import('./screens.js').Action[]} */
  #back(label) {
    return [
      { text: label, kind: 'primary', run: this.#verbs.rejoin },
      { text: this.#text.hangUp, kind: 'danger', run: this.#verbs.hangUp },
    ];
  }

  /** @param {CallView} view */
  #operator(view) {
    return view.operator?.name || this.#text.operator;
  }

  /** @param {string} words @param {boolean} [wide] */
  #live(words, wide = false) {
    this.#screens.header({ minimise: !this.#host.isAlone, close: false });
    this.#host.status({ text: words, live: true, wide });
  }
}
