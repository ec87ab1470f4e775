// @ts-check
import { Announcer } from './announcer.js';
import { serverNow } from './api.js';

/** The second half of a double click must not press the button that has just come to its place. */
const untouchable = 400;

/** In a quick queue the place changes by the second, an estimate is never exact: those who listen hear of it so seldom. */
const placeEvery = 15_000;
const estimateEvery = 60_000;

/**
 * Shows one screen at a time. A screen is a section of call.html; showing it again only changes its words, so that focus, the
 * video and the reader's place stay.
 *
 * @typedef {import('./texts.js').Texts} Texts
 * @typedef {{ text: string, run: () => void, kind?: 'primary' | 'danger' }} Action
 * @typedef {'good' | 'sorry' | 'device' | 'tabs' | 'busy' | import('./door.js').Shut} Tone
 */

/** @param {string} selector @param {ParentNode} [within] */
const one = (selector, within = document) => /** @type {HTMLElement} */ (within.querySelector(selector));

export class Screens {
  #text;
  #announcer = new Announcer();
  #name = 'loading';
  /** What was last told of the line. */
  #line = { heading: '', place: '', lead: '' };
  /** @type {number | null} */
  #since = null;
  #clockLabel = '';

  /** @param {Texts} text @param {{ [name: string]: () => void }} verbs what the buttons of call.html do */
  constructor(text, verbs) {
    this.#text = text;
    document.documentElement.lang = text.language;
    document.title = text.title;
    for (const node of document.querySelectorAll('[data-text]')) {
      node.textContent = /** @type {any} */ (text)[/** @type {HTMLElement} */ (node).dataset.text ?? ''];
    }
    for (const node of document.querySelectorAll('[data-label]')) {
      node.setAttribute('aria-label', /** @type {any} */ (text)[/** @type {HTMLElement} */ (node).dataset.label ?? '']);
    }
    for (const node of document.querySelectorAll('button[data-do]')) {
      node.addEventListener('click', () => verbs[/** @type {HTMLElement} */ (node).dataset.do ?? '']());
    }
    setInterval(() => this.#tick(), 1000);
  }

  get name() {
    return this.#name;
  }

  /** Which of the header's buttons make sense now. @param {{ minimise: boolean, close: boolean }} offered */
  header({ minimise, close }) {
    one('[data-do=minimise]').hidden = !minimise;
    one('[data-do=close]').hidden = !close;
  }

  /** @param {{ heading: string, fact: string, recorded: boolean, limits: string }} ready */
  ready({ heading, fact, recorded, limits }) {
    this.#show('ready', { heading, fact, recorded: recorded ? this.#text.recorded : '', limits });
    this.#announcer.say(heading);
  }

  /** The questions themselves are the questionnaire's. @param {{ heading: string, lead: string, actions: Action[] }} question */
  question({ heading, lead, actions }) {
    const section = this.#show('question', { heading, lead });
    this.#actions(section, actions);
    this.#announcer.say(`${heading}. ${lead}`);
  }

  asking() {
    this.#show('asking', {});
    this.#announcer.say(`${this.#text.askingHeading}. ${this.#text.askingText}`);
  }

  /**
   * @param {{ state: 'placing' | 'waiting' | 'ringing', heading: string, lead: string, banner: string, lineDown: boolean,
   *   estimate: string, since: number | null, recorded: boolean, actions: Action[] }} line
   */
  line({ state, heading, lead, banner, lineDown, estimate, since, recorded, actions }) {
    const section = this.#show('line', { heading, lead, banner, estimate, recorded: recorded ? this.#text.recorded : '' });
    section.dataset.state = state;
    section.dataset.line = lineDown ? 'down' : 'up';
    this.#clock(since, this.#text.waitedFor);
    const order = ['waiting', 'ringing', 'connected'];
    for (const step of section.querySelectorAll('li')) {
      const at = order.indexOf(step.dataset.step ?? '');
      const now = Math.max(0, order.indexOf(state));
      step.classList.toggle('done', at < now);
      if (at === now) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    }
    this.#actions(section, actions);
    this.#sayLine(heading, banner || lead, estimate);
  }

  /** @param {string} heading @param {string} lead @param {string} estimate */
  #sayLine(heading, lead, estimate) {
    const place = [heading, estimate].filter(Boolean).join('. ');
    const before = this.#line;
    this.#line = { heading, place, lead };
    if (lead !== before.lead) this.#announcer.say(`${place}. ${lead}`);
    else if (place !== before.place) this.#announcer.report(place, heading === before.heading ? estimateEvery : placeEvery);
  }

  /** Where the conversation's iframe lives. */
  get stage() {
    return one('.stage');
  }

  /** @param {{ operator: string, cover: string, said: string, bar: string, since: number | null }} conversation `said` is for those who do not see it */
  conversation({ operator, cover, said, bar, since }) {
    const initials = operator.split(/\s+/).slice(0, 2).map(word => [...word][0] ?? '').join('').toUpperCase();
    this.#show('conversation', { operator, initials, cover, bar });
    this.#clock(since, '');
    this.#announcer.say(bar || said);
  }

  /** @param {{ tone: Tone, heading: string, text: string, note?: string, advice?: string[], actions: Action[], urgent?: boolean }} message */
  message({ tone, heading, text, note = '', advice = [], actions, urgent = false }) {
    const section = this.#show('message', { heading, lead: text, note });
    one('.badge', section).dataset.tone = tone;
    const list = one('.advice', section);
    list.hidden = advice.length === 0;
    list.replaceChildren(...advice.map(sentence => Object.assign(document.createElement('li'), { textContent: sentence })));
    this.#actions(section, actions);
    this.#announcer.say([`${heading}. ${text}`, note].filter(Boolean).join(' '), urgent);
  }

  /** @param {string} name @param {Record<string, string>} values */
  #show(name, values) {
    const section = one(`[data-screen=${name}]`);
    for (const [key, value] of Object.entries(values)) {
      const node = one(`[data-value=${key}]`, section);
      if (node.textContent !== value) node.textContent = value;
      if (node.tagName === 'P') node.hidden = value === '';
    }
    if (name === this.#name) return section;
    const focused = document.hasFocus();
    one(`[data-screen=${this.#name}]`).hidden = true;
    section.hidden = false;
    this.#name = name;
    this.#line.lead = '';
    section.classList.add('fresh');
    setTimeout(() => section.classList.remove('fresh'), untouchable);
    document.body.classList.toggle('talking', name === 'conversation');
    // The new screen's heading, not its button: a second press of Enter must not cancel what the first began.
    if (focused && !document.activeElement?.matches('header *')) one('h1', section).focus();
    one('.middle', section)?.scrollTo(0, 0);
    return section;
  }

  /** Changes the buttons only when their words change: the one in focus must not go away under a finger. @param {HTMLElement} section @param {Action[]} actions */
  #actions(section, actions) {
    const row = one('.actions', section);
    const had = row.contains(document.activeElement);
    const wanted = actions.map(action => action.text).join('|');
    if (row.dataset.shown !== wanted) {
      row.dataset.shown = wanted;
      row.replaceChildren(...actions.map(({ text, kind }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = text;
        if (kind) button.className = kind;
        return button;
      }));
      if (had) one('h1', section).focus();
    }
    actions.forEach(({ run }, index) => {
      const button = /** @type {HTMLButtonElement} */ (row.children[index]);
      button.onclick = run;
    });
  }

  /** @param {number | null} since on the server's clock @param {string} label */
  #clock(since, label) {
    this.#since = since;
    this.#clockLabel = label;
    this.#tick();
  }

  #tick() {
    const node = one(`[data-screen=${this.#name}]`).querySelector('[data-value=elapsed]');
    if (node) node.textContent = this.#since === null ? '' : `${this.#clockLabel} ${duration(serverNow() - this.#since)}`.trim();
  }
}

/** Minutes and seconds, hours where there are any. @param {number} ms */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  if (hours) return `${hours}:${parts.join(':')}`;
  return `${Number(parts[0])}:${parts[1]}`;
}
