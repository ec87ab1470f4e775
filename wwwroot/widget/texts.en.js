// @ts-check
import { plural } from './plural.js';

const people = plural('en', { one: 'One person is waiting right now.', other: '# people are waiting right now.' });
const some = plural('en', { one: 'about a minute', other: 'about # minutes' });
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @param {number} n as `rounded` in place.js */
const minutes = n => (n < 1 ? 'less than a minute' : n < 60 ? some(n) : n === 60 ? 'about an hour' : 'more than an hour');

/** @typedef {typeof en} Texts */

export const en = {
  language: 'en',
  title: 'Video call',
  minimise: 'Minimise',
  close: 'Close',
  again: 'Try again',
  callAgain: 'Call again',
  back: 'Back',
  selfView: 'Your own picture',

  /** @param {string | null} queue */
  readyHeading: queue => (queue ? `Video call with ${queue}` : 'Talk to us by video'),
  readyLead: 'The next free operator will see and hear you. You can turn off your camera at any time.',
  /** @param {number} n */
  peopleWaiting: n => (n === 0 ? 'Nobody else is waiting right now.' : people(n)),
  /** @param {number} n minutes, rounded */
  waitOf: n => `The wait is ${minutes(n)}.`,
  start: 'Start video call',
  check: 'Check camera and microphone',
  stopCheck: 'End the check',
  checkSound: 'Say something: the bars move when we can hear you.',
  checkSoundOnly: 'No camera was found. The bars move when we can hear you.',
  recorded: 'This call will be recorded.',
  noCameraHere: 'This website does not allow the camera here. The operator will hear you but not see you.',
  noMicrophoneHere: 'This website does not allow the microphone here. The operator will see you but not hear you.',

  choiceLead: 'Choose one, and the call starts.',
  /** @param {number} n */
  questionHeading: n => (n === 1 ? 'One question before the call' : 'A few questions before the call'),
  questionLead: 'Your answers help us to find the right operator.',
  pleaseChoose: 'Please choose',
  answerMissing: 'Please choose an answer.',

  askingHeading: 'Please allow your camera and microphone',
  askingText: 'Your browser is asking you now. We ask before you wait, so that you can speak as soon as somebody answers.',

  placingHeading: 'One moment, please',
  placingText: 'We are putting you in line.',
  placingSlow: 'Our server does not answer yet. We keep trying.',
  placingBusy: 'Our server needs a moment before it can take calls. We keep trying; please stay on this page.',
  /** @param {number | null} position */
  waitingHeading: position => (position === null ? 'You are in line' : position <= 1 ? 'You are next in line' : `You are number ${position} in line`),
  /** @param {number} n minutes, rounded */
  turnIn: n => `Your turn in ${minutes(n)}`,
  waitingText: 'Please keep this page open. As soon as it is your turn, we ring a free operator.',
  ringingHeading: 'An operator’s device is ringing',
  ringingText: 'You will see each other as soon as it is answered. If nobody answers, we ask the next operator and you keep your place.',
  unreachable: 'Our operators cannot be reached at the moment. We keep trying, and you keep your place.',
  lineDown: {
    lost: 'The connection to us was lost. We are reconnecting, and your place is held meanwhile.',
    busy: 'Our server cannot answer just now. We keep trying, and your place is held meanwhile.',
  },
  waitedFor: 'Waiting for',
  stepWaiting: 'In line',
  stepRinging: 'Ringing',
  stepConnected: 'Talking',
  leaveLine: 'Leave the line',
  cancelCall: 'Cancel the call',

  /** @param {string} operator */
  connectingTo: operator => `Connecting you to ${operator} …`,
  /** @param {string} operator */
  talkingTo: operator => `You are talking to ${operator}.`,
  rejoining: 'Taking you back to the conversation …',
  rejoiningSlow: 'Our server does not answer yet. We keep trying to take you back to the conversation …',
  seatTaken: 'Your earlier connection may still be closing. We try again every few seconds …',
  operator: 'Operator',
  hangUp: 'Hang up',
  barLineDown: {
    lost: 'Reconnecting to us …',
    busy: 'Our server cannot answer just now. Your conversation goes on.',
  },

  elsewhereHeading: 'This conversation is open in another tab',
  elsewhereText: 'You can carry on there, or bring the conversation here.',
  elsewhereLine: 'You are also waiting in another tab. The conversation will open there.',
  continueHere: 'Continue here',

  tapHeading: 'Your conversation is still going on',
  tapText: 'Your browser wants one tap before it plays sound again.',
  tap: 'Return to the conversation',
  outsideHeading: 'You have left the conversation',
  outsideText: 'The operator may still be there for a moment.',
  notBackHeading: 'We could not bring you back yet',
  notBackText: 'Your earlier connection has not closed. Please try once more, or hang up and call again.',

  noAnswerText: 'Our server does not answer just now. Your conversation may still be going on: please try once more.',

  endingHeading: 'Ending the call …',
  endingSlow: 'Our server does not answer yet. You need not wait: the call ends by itself.',
  endings: {
    completed: { heading: 'The call has ended', text: 'Thank you for talking to us.' },
    left: { heading: 'You left the line', text: 'You can call again whenever you like.' },
    abandoned: { heading: 'Your place in line was given up', text: 'We lost the connection to you for too long. Please call again; we are sorry.' },
    unanswered: { heading: 'Nobody could take your call', text: 'We are sorry: no operator was free in time. Please try again in a few minutes.' },
    failed: { heading: 'The video connection did not work', text: 'We are sorry: it could not be set up. Please call again; most of the time the second try works.' },
    loginFail: { heading: 'The video connection did not work', text: 'The conversation could not be entered. Please call again; most of the time the second try works.' },
    notSupported: { heading: 'This browser cannot join the conversation', text: 'Please try again with a current version of Chrome, Edge, Firefox or Safari.' },
    lost: { heading: 'This call is over', text: 'It ended while the connection was lost. Please call again if there is more to talk about.' },
  },
  /** @param {string} duration */
  talkedFor: duration => `You talked for ${duration}.`,

  impossible: {
    insecure: { heading: 'This page is not secure enough for a video call', text: 'A video call needs a page whose address starts with https. Please tell the owner of this website.' },
    unsupported: { heading: 'This browser cannot make video calls', text: 'Please open this website in a current version of Chrome, Edge, Firefox or Safari.' },
    blocked: { heading: 'This website does not allow video calls', text: 'Its settings forbid camera and microphone here. Please tell the owner of this website.' },
    unknownQueue: { heading: 'This video call does not exist', text: 'The button on this website leads nowhere. Please tell the owner of this website.' },
    noVideo: { heading: 'Video calls are not possible at the moment', text: 'Our video server cannot take guests right now. Please try again later.' },
    unreachable: { heading: 'We cannot be reached at the moment', text: 'Please check your internet connection and try again.' },
    busy: { heading: 'We cannot take calls at the moment', text: 'Our server is not ready. Please try again in a few minutes.' },
  },
  shut: {
    closed: { heading: 'We are closed at the moment', text: 'Please come back during our opening hours.' },
    full: { heading: 'The line is full', text: 'Too many people are waiting right now. Please try again in a few minutes.' },
    nobody: { heading: 'No operator is signed in just now', text: 'Nobody could answer your call. Please try again in a few minutes.' },
  },
  /** @param {string} when */
  opens: when => `We open again ${when}.`,
  opensByItself: 'If you leave this page open, you can call as soon as we are back.',
  /** @param {string} time */
  opensToday: time => `today at ${time}`,
  /** @param {string} time */
  opensTomorrow: time => `tomorrow at ${time}`,
  /** @param {number} day of the week, Sunday is 0 @param {string} time */
  opensOnDay: (day, time) => `on ${days[day]} at ${time}`,
  /** @param {string} date @param {string} time */
  opensOnDate: (date, time) => `on ${date} at ${time}`,
  refused: {
    tooMany: { heading: 'Too many calls in a short time', text: 'Please wait a minute and try again.' },
    invalid: { heading: 'The call could not be placed', text: 'This website sent details that we cannot accept. Please tell the owner of this website.' },
    other: { heading: 'The call could not be placed', text: 'We are sorry, something went wrong on our side. Please try again in a moment.' },
  },
  devices: {
    denied: {
      heading: 'Your camera and microphone are blocked',
      text: 'You can allow them and try again, or go on without them.',
      advice: ['Choose the camera or lock symbol beside the address of this page and allow camera and microphone.', 'If nothing changes, also allow your browser in the privacy settings of your device.'],
    },
    missing: { heading: 'No camera or microphone was found', text: 'Please plug one in and try again, or go on without.', advice: [] },
    missingCamera: { heading: 'No camera was found', text: 'Please plug one in and try again, or go on with sound only.', advice: [] },
    missingMicrophone: { heading: 'No microphone was found', text: 'Please plug one in and try again, or go on without.', advice: [] },
    busy: { heading: 'Your camera or microphone is in use', text: 'Please close other programs that use it and try again.', advice: [] },
  },
  soundOnly: 'Continue with sound only',
  watchOnly: 'Only watch and listen',
};
