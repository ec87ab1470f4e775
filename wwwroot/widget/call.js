// @ts-check
import * as api from './api.js';
import { allowedHere, obstacle, openDevices, release } from './devices.js';
import { pause } from './follow.js';
import { Door } from './door.js';
import { Host } from './host.js';
import { LiveCall } from './live.js';
import { rounded } from './place.js';
import { Preview } from './preview.js';
import { isOneChoice, Questionnaire } from './questionnaire.js';
import { Answers, wordsIn } from './questions.js';
import { Screens } from './screens.js';
import { Seats } from './seat.js';
import { textsFor } from './texts.js';

/**
 * The guest's way to a call: may it be made here, what is it about, do the devices work, a place in the line; from then on
 * `LiveCall` has it. After a reload the way starts at the question that was asked, or at the call itself.
 */

const address = new URLSearchParams(location.search);
const queueName = address.get('queue') || 'default';
const text = textsFor(address.get('lang'));
const host = new Host();
const seats = new Seats(queueName);
const answers = new Answers(queueName);

/** The permission question is shown only when the browser really asks. */
const askingShowsAfter = 300;

/** How long an unanswered request for a place is repeated before the guest is asked what to do. */
const placingFor = 45_000;

/** So long the guest is not troubled with a server that does not answer. */
const unnoticed = 1500;

/** Trying again is seen to happen, also when nothing has changed. */
const lookTakes = 700;

/** Counts the beginnings: one that another has overtaken stops. */
let beginnings = 0;

/** @type {LiveCall | null} */
let live = null;

/** A second press of a button must not place a second call. */
let starting = false;

/** Shows the screen before the start once more. */
let ready = () => {};

const screens = new Screens(text, {
  start: () => ask(),
  check: () => preview.toggle(),
  hangUp: () => live?.hangUp(),
  minimise: () => host.minimise(),
  close: () => close(),
});
const preview = new Preview(text, trouble => showTrouble(trouble, allowedHere()));
const questionnaire = new Questionnaire(text, answers, () => start());
const door = new Door(text, screens, () => begin());

addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  if (live || screens.name === 'line') host.minimise();
  else close();
});

await host.details;
const seat = seats.read();
if (seat) await resume(seat);
else await begin();

/** The pre-start screen, or why there is none. */
async function begin() {
  const mine = ++beginnings;
  live = null;
  door.leave();
  seats.forget();
  host.status({ text: '', live: false, wide: false });
  screens.header({ minimise: false, close: !host.isAlone });
  const hindrance = obstacle();
  if (hindrance) return impossible(hindrance);
  try {
    const { title, open, closedBecause, opensAt, callSupported, waiting, estimatedWaitSeconds, recorded, questions = [] } = await readyQueue(() => mine === beginnings);
    if (mine !== beginnings) return;
    if (!open) return door.shut(closedBecause ?? 'closed', opensAt, beginAgain, closing());
    if (!callSupported) return impossible('noVideo', true);
    const allowed = allowedHere();
    ready = () => screens.ready({
      heading: text.readyHeading(title && title.toLowerCase() !== 'default' ? title : null),
      fact: [text.peopleWaiting(waiting), estimatedWaitSeconds === null ? '' : text.waitOf(rounded(estimatedWaitSeconds / 60))].join(' ').trim(),
      recorded,
      limits: allowed.camera ? allowed.microphone ? '' : text.noMicrophoneHere : text.noCameraHere,
    });
    answers.expect(questions, (await host.details).attributes);
    if (answers.asking) ask();
    else ready();
  } catch (error) {
    if (mine !== beginnings) return;
    if (error instanceof api.Refusal && error.status === 404) impossible('unknownQueue');
    else impossible('unreachable', true);
  }
}

/** The queue, as soon as the server can say something about it; as long as it says that it cannot yet, it is asked again. @param {() => boolean} isWanted */
async function readyQueue(isWanted) {
  const since = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      return await api.queue(queueName);
    } catch (error) {
      if (!api.isBusy(error) || !isWanted()) throw error;
      const rest = api.restAfter(error, Math.min(5000, 500 * 2 ** tries));
      const told = setTimeout(() => {
        if (isWanted()) screens.message({ tone: 'busy', heading: text.placingHeading, text: text.placingBusy, actions: closing() });
      }, Math.max(0, since + unnoticed - performance.now()));
      await pause(rest, new AbortController().signal);
      clearTimeout(told);
    }
  }
}

/** The guest asks for another look. */
async function beginAgain() {
  door.leave();
  screens.message({ tone: 'busy', heading: text.placingHeading, text: '', actions: closing() });
  await pause(lookTakes, new AbortController().signal);
  await begin();
}

/** @param {keyof typeof text.impossible} reason @param {boolean} [again] */
function impossible(reason, again = false) {
  seats.forget();
  host.status({ text: '', live: false, wide: false });
  screens.header({ minimise: false, close: !host.isAlone });
  sorry(text.impossible[reason], again ? begin : null);
}

/** @param {{ heading: string, text: string }} words @param {(() => void) | null} again what trying again means, where it makes sense */
function sorry(words, again) {
  const { heading, text: sentence } = words;
  const retry = again ? [{ text: text.again, kind: /** @type {const} */ ('primary'), run: again }] : [];
  screens.message({ tone: 'sorry', heading, text: sentence, urgent: true, actions: [...retry, ...closing()] });
}

/** What the queue wants to know and the site has not said; where there is nothing, the call starts. */
function ask() {
  const questions = answers.open;
  if (!questions.length) return void start();
  preview.stop();
  answers.asking = true;
  questionnaire.show(questions);
  const oneChoice = isOneChoice(questions);
  const back = {
    text: text.back,
    run: () => {
      answers.asking = false;
      ready();
    },
  };
  screens.question({
    heading: oneChoice ? wordsIn(questions[0].title, text.language) : text.questionHeading(questions.length),
    lead: oneChoice ? text.choiceLead : text.questionLead,
    actions: oneChoice ? [back] : [{ text: text.start, kind: 'primary', run: () => questionnaire.submit() }, back],
  });
}

/** One permission question, before the guest waits; the devices are let go at once, the conversation opens them itself. */
async function start(wanted = allowedHere()) {
  if (starting) return;
  starting = true;
  preview.stop();
  const shown = setTimeout(() => screens.asking(), askingShowsAfter);
  try {
    if (wanted.camera || wanted.microphone) release(await openDevices(wanted));
  } catch (trouble) {
    return showTrouble(/** @type {import('./devices.js').Trouble} */ (trouble), wanted);
  } finally {
    clearTimeout(shown);
    starting = false;
  }
  await place(seats.make());
}

/** @param {import('./devices.js').Trouble} trouble @param {import('./devices.js').Wanted} wanted */
function showTrouble(trouble, wanted) {
  const { heading, text: sentence, advice } = text.devices[trouble];
  const soundHelps = wanted.camera && trouble !== 'missing' && trouble !== 'missingMicrophone';
  screens.message({
    tone: 'device',
    heading,
    text: sentence,
    advice,
    urgent: true,
    actions: [
      { text: text.again, kind: 'primary', run: () => start() },
      ...(soundHelps ? [{ text: text.soundOnly, run: () => start({ camera: false, microphone: wanted.microphone }) }] : []),
      { text: text.watchOnly, run: () => start({ camera: false, microphone: false }) },
    ],
  });
}

/** A place in the line. An answer that was lost is asked for again with the same key and words, from whichever page: never two calls. @param {import('./seat.js').Seat} seat */
async function place(seat) {
  const giveUp = new AbortController();
  const since = performance.now();
  const details = await host.details;
  const { guest, attributes } = details;
  answers.asking = false;
  const request = seat.request ?? { queue: queueName, ...details, guest: { ...guest, language: text.language }, attributes: answers.added(attributes) };
  seats.keep({ ...seat, request });
  let why = '';
  const show = () => showPlacing(why, () => {
    giveUp.abort();
    begin();
  });
  show();
  for (let tries = 0; !giveUp.signal.aborted; tries++) {
    try {
      const { token, ...view } = await api.place(request, seat.key);
      // Left meanwhile: the place must not stay taken.
      if (giveUp.signal.aborted) return void api.hangUp({ id: view.id, token }).catch(() => {});
      return go({ key: seat.key, madeAt: seat.madeAt, id: view.id, token }, view);
    } catch (error) {
      if (giveUp.signal.aborted) return;
      if (error instanceof api.Refusal) return refused(error);
      if (performance.now() - since > placingFor) return impossible(api.isBusy(error) ? 'busy' : 'unreachable', true);
      const rest = api.restAfter(error, Math.min(5000, 500 * 2 ** tries) * (0.5 + Math.random() / 2));
      if (performance.now() + rest - since > unnoticed) {
        why = whyNot(error);
        show();
      }
      await pause(rest, giveUp.signal);
    }
  }
}

/** @param {unknown} error */
function whyNot(error) {
  return api.isBusy(error) ? text.placingBusy : text.placingSlow;
}

/** @param {string} why it takes longer; empty while it does not @param {() => void} cancel */
function showPlacing(why, cancel) {
  screens.line({
    state: 'placing',
    heading: text.placingHeading,
    lead: text.placingText,
    banner: why,
    lineDown: why !== '',
    estimate: '',
    since: null,
    recorded: false,
    actions: [{ text: text.cancelCall, run: cancel }],
  });
  screens.header({ minimise: !host.isAlone, close: false });
  host.status({ text: text.placingHeading, live: true, wide: false });
}

/** @param {api.Refusal} refusal */
function refused(refusal) {
  seats.forget();
  host.status({ text: '', live: false, wide: false });
  screens.header({ minimise: false, close: !host.isAlone });
  if (refusal.status === 404) return impossible('unknownQueue');
  const again = () => place(seats.make());
  if (refusal.shut) return door.shut(refusal.shut, refusal.opensAt, again, closing());
  const reason = refusal.status === 429 ? 'tooMany' : [400, 413, 422].includes(refusal.status) ? 'invalid' : 'other';
  // What is asked may have changed since it was answered; what the site sends stays as it is.
  const mended = reason !== 'invalid' ? again : answers.open.length ? begin : null;
  sorry(text.refused[reason], mended);
}

/** After a reload. @param {import('./seat.js').Seat} seat */
async function resume(seat) {
  const { id, token } = seat;
  if (!id || !token) return place(seat);
  screens.header({ minimise: !host.isAlone, close: false });
  for (let tries = 0; ; tries++) {
    try {
      return await go({ ...seat, id, token }, await api.look({ id, token }));
    } catch (error) {
      if (error instanceof api.Refusal && error.status !== 429) return ended('lost', '');
      const rest = api.restAfter(error, Math.min(5000, 500 * 2 ** tries));
      if (tries > 0 || rest > unnoticed) showPlacing(whyNot(error), () => { void api.hangUp({ id, token }).catch(() => {}); seats.forget(); location.reload(); });
      await pause(rest, new AbortController().signal);
    }
  }
}

/** @param {import('./seat.js').Seat & api.Credential} seat @param {api.CallView} view */
async function go(seat, view) {
  seats.keep(seat);
  live = new LiveCall(seat, view, { text, screens, host, seats, ended });
  await live.run();
}

/** @param {import('./live.js').Ending} ending @param {string} talkedFor */
function ended(ending, talkedFor) {
  live = null;
  seats.forget();
  answers.forget();
  host.status({ text: '', live: false, wide: false });
  screens.header({ minimise: false, close: !host.isAlone });
  const { heading, text: sentence } = text.endings[ending];
  screens.message({
    tone: ending === 'completed' || ending === 'left' ? 'good' : 'sorry',
    heading,
    text: talkedFor ? `${text.talkedFor(talkedFor)} ${sentence}` : sentence,
    urgent: true,
    actions: [{ text: text.callAgain, kind: 'primary', run: begin }, ...closing()],
  });
  // Somebody who minimised the panel should see how it went.
  host.show();
}

/** @returns {import('./screens.js').Action[]} */
function closing() {
  return host.isAlone ? [] : [{ text: text.close, run: close }];
}

function close() {
  answers.forget();
  host.close();
}
