// @ts-check
import { en } from './texts.en.js';
import { ru } from './texts.ru.js';

/**
 * Every sentence the guest reads, one object per language. Whole sentences, no jargon; what cannot be known is not promised.
 *
 * @typedef {import('./texts.en.js').Texts} Texts
 */

/** The texts for a language tag, else for the browser's; English where there are none. @param {string | null} tag @returns {Texts} */
export const textsFor = tag => (/^ru/i.test(tag || navigator.language) ? ru : en);
