// @ts-check
/** A sentence for each plural form of a language; # is the number. @param {string} language @param {Record<string, string>} forms */
export function plural(language, forms) {
  const rules = new Intl.PluralRules(language);
  /** @param {number} n */
  return n => (forms[rules.select(n)] ?? forms.other).replace('#', String(n));
}
