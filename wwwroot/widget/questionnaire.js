// @ts-check
import { wordsIn } from './questions.js';

/**
 * The questions before the call as the guest sees them. One question with a few answers is a row of buttons, each of which starts
 * the call, as the keys of a phone menu do; anything longer is a form.
 *
 * @typedef {import('./questions.js').Question} Question
 */

/** More answers than this are a list to pick from. */
const few = 6;

/** @param {Question[]} questions */
export const isOneChoice = questions => questions.length === 1 && questions[0].answers.length <= few;

export class Questionnaire {
  #text;
  #answers;
  #answered;
  #form = /** @type {HTMLElement} */ (document.querySelector('.questions'));

  /** @param {import('./texts.js').Texts} text @param {import('./questions.js').Answers} answers @param {() => void} answered called when everything is */
  constructor(text, answers, answered) {
    this.#text = text;
    this.#answers = answers;
    this.#answered = answered;
    // As in any form; a browser does it only for fields of text.
    this.#form.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.submit();
    });
  }

  /** With what was answered before. @param {Question[]} questions */
  show(questions) {
    this.#form.replaceChildren(...(isOneChoice(questions) ? [this.#menu(questions[0])] : questions.map((question, index) => this.#field(question, `question-${index}`))));
  }

  /** Goes on when nothing is missing; else says what is, and leads there. */
  submit() {
    const missing = [...this.#form.querySelectorAll('[data-question]')].filter(field => this.#answers.of(/** @type {HTMLElement} */ (field).dataset.question ?? '') === undefined);
    for (const field of missing) this.#mark(field, true);
    if (missing.length) /** @type {HTMLElement} */ (missing[0].querySelector('input, select')).focus();
    else this.#answered();
  }

  /** @param {Question} question */
  #menu({ name, answers }) {
    const menu = make('div', { className: 'menu' });
    menu.setAttribute('role', 'group');
    menu.setAttribute('aria-labelledby', 'question-heading');
    menu.append(...answers.map(({ value, text }) => {
      const button = make('button', { type: 'button', className: 'answer', textContent: wordsIn(text, this.#text.language) });
      button.addEventListener('click', () => {
        this.#answers.choose(name, value);
        this.#answered();
      });
      return button;
    }));
    return menu;
  }

  /** @param {Question} question @param {string} id */
  #field(question, id) {
    const many = question.answers.length > few;
    const field = make(many ? 'div' : 'fieldset', { className: 'question' });
    const error = make('p', { className: 'missing', id: `${id}-missing`, textContent: this.#text.answerMissing, hidden: true });
    field.dataset.question = question.name;
    field.append(...(many ? this.#list(question, id, error) : this.#choices(question, id, error)));
    field.addEventListener('change', event => {
      this.#answers.choose(question.name, /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value);
      this.#mark(field, false);
    });
    return field;
  }

  /** @param {Question} question @param {string} id @param {HTMLElement} error */
  #choices({ name, title, answers }, id, error) {
    return [
      make('legend', { textContent: wordsIn(title, this.#text.language) }),
      error,
      ...answers.map(({ value, text }) => {
        const choice = make('label', { className: 'choice' });
        choice.append(
          make('input', { type: 'radio', name: id, value, required: true, checked: this.#answers.of(name) === value }),
          make('span', { textContent: wordsIn(text, this.#text.language) }));
        return choice;
      }),
    ];
  }

  /** @param {Question} question @param {string} id @param {HTMLElement} error */
  #list({ name, title, answers }, id, error) {
    const list = make('select', { id, required: true });
    const none = make('option', { value: '', textContent: this.#text.pleaseChoose, disabled: true, selected: this.#answers.of(name) === undefined });
    list.append(none, ...answers.map(({ value, text }) =>
      make('option', { value, textContent: wordsIn(text, this.#text.language), selected: this.#answers.of(name) === value })));
    return [make('label', { className: 'legend', htmlFor: id, textContent: wordsIn(title, this.#text.language) }), error, list];
  }

  /** @param {Element} field @param {boolean} missing */
  #mark(field, missing) {
    const error = /** @type {HTMLElement} */ (field.querySelector('.missing'));
    error.hidden = !missing;
    for (const input of field.querySelectorAll('input, select')) {
      input.setAttribute('aria-invalid', String(missing));
      if (missing) input.setAttribute('aria-describedby', error.id);
      else input.removeAttribute('aria-describedby');
    }
  }
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Partial<HTMLElementTagNameMap[K]>} properties */
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
