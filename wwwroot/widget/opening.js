// @ts-check
/**
 * When a queue opens, as a person says it: today at 14:00, tomorrow at 09:00, on Monday at 09:00, on 5 January at 09:00. In the
 * guest's own time zone, and in the guest's own manner of writing times where it is the page's language.
 *
 * @param {Date} opens @param {Date} now @param {import('./texts.js').Texts} text
 */
export function openingWords(opens, now, text) {
  const manner = navigator.languages.find(tag => tag.toLowerCase().split('-')[0] === text.language) ?? text.language;
  const time = new Intl.DateTimeFormat(manner, { timeStyle: 'short' }).format(opens);
  const days = Math.round((midnight(opens) - midnight(now)) / 86_400_000);
  if (days <= 0) return text.opensToday(time);
  if (days === 1) return text.opensTomorrow(time);
  if (days < 7) return text.opensOnDay(opens.getDay(), time);
  return text.opensOnDate(new Intl.DateTimeFormat(manner, { day: 'numeric', month: 'long' }).format(opens), time);
}

/** The beginning of a day here. The day on which the clocks change is an hour longer or shorter, which rounding forgives. @param {Date} at */
const midnight = at => new Date(at).setHours(0, 0, 0, 0);
