// @ts-check
/**
 * What a queue asks before the call, and what the guest has answered: kept over a reload and over a second try, until the call is
 * over or the panel is closed.
 *
 * @typedef {Record<string, string>} Words by language; '' is for all others
 * @typedef {{ name: string, title: Words, answers: { value: string, text: Words }[] }} Question
 */

/** An answer older than this belongs to another visit. */
const keptFor = 9 * 60_000;

/** @param {Words} words @param {string} language */
export const wordsIn = (words, language) => words[language] ?? words[''] ?? Object.values(words)[0] ?? '';

/** HTML writes `data-order-kind`, a script reads `orderKind`, a setting may say `OrderKind`: one name. @param {string} name */
const plain = name => name.replaceAll(/[-_]/g, '').toLowerCase();

export class Answers {
  #store;
  /** @type {Question[]} */
  #questions = [];
  /** @type {Record<string, string>} */
  #bySite = {};
  /** @type {Record<string, string>} */
  #byGuest = {};
  #asking = false;

  /** @param {string} queue */
  constructor(queue) {
    this.#store = `videocall-answers:${queue}`;
    try {
      const { at, asking, chosen } = JSON.parse(sessionStorage.getItem(this.#store) ?? '{}');
      if (Date.now() - at < keptFor) [this.#asking, this.#byGuest] = [Boolean(asking), { ...chosen }];
    } catch {
      // Nothing is kept for us, or nothing of ours.
    }
  }

  /** @param {Question[]} questions of the queue, as it is now @param {Record<string, string>} attributes what the site says of the guest */
  expect(questions, attributes) {
    this.#questions = questions;
    this.#bySite = {};
    for (const { name, answers } of questions) {
      const said = Object.keys(attributes).find(key => plain(key) === plain(name));
      if (said !== undefined && answers.some(answer => answer.value === attributes[said])) this.#bySite[name] = attributes[said];
    }
    const fits = (/** @type {Question} */ { name, answers }) => answers.some(answer => answer.value === this.#byGuest[name]);
    this.#byGuest = Object.fromEntries(this.open.filter(fits).map(({ name }) => [name, this.#byGuest[name]]));
  }

  /** What only the guest can say. */
  get open() {
    return this.#questions.filter(({ name }) => !Object.hasOwn(this.#bySite, name));
  }

  /** Whether the guest was being asked when the page was left. */
  get asking() {
    return this.#asking && this.open.length > 0;
  }

  set asking(asking) {
    this.#asking = asking;
    this.#keep();
  }

  /** @param {string} name */
  of(name) {
    return this.#byGuest[name];
  }

  /** @param {string} name @param {string} value */
  choose(name, value) {
    this.#byGuest[name] = value;
    this.#keep();
  }

  /** What is sent with the call. @param {Record<string, string>} attributes what the site says of the guest */
  added(attributes) {
    const answered = { ...this.#bySite, ...this.#byGuest };
    const names = new Set(Object.keys(answered).map(plain));
    return { ...Object.fromEntries(Object.entries(attributes).filter(([key]) => !names.has(plain(key)))), ...answered };
  }

  forget() {
    [this.#asking, this.#byGuest] = [false, {}];
    this.#keep();
  }

  #keep() {
    try {
      if (this.#asking || Object.keys(this.#byGuest).length) sessionStorage.setItem(this.#store, JSON.stringify({ at: Date.now(), asking: this.#asking, chosen: this.#byGuest }));
      else sessionStorage.removeItem(this.#store);
    } catch {
      // The call works; only a reload asks again.
    }
  }
}
