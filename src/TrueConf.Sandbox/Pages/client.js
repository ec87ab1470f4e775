// @ts-check
import { icons } from './icons.js';
import { openLine } from './line.js';
import { Ring } from './ring.js';
import { Stage, initials } from './stage.js';

/**
 * @typedef {{ user: { id: string, name: string }, presence: 'offline' | 'online' | 'busy',
 *   rings: { conference: string, topic: string }[], call: import('./stage.js').Call | null, isHere: boolean }} State
 */

const title = document.title;
const ring = new Ring();
/** @type {ReturnType<typeof openLine> | null} */
let line = null;
/** @type {Stage | null} */
let stage = null;
/** @type {string | null} */
let ringing = null;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const operator = /** @type {HTMLSelectElement} */ (byId('operator'));

/** A tab's own name, kept over a reload, so that the server knows the tab again. */
function device() {
  const known = sessionStorage.getItem('device') ?? newDevice();
  sessionStorage.setItem('device', known);
  return known;
}

const newDevice = () => crypto.randomUUID?.() ?? `${Date.now()}-${performance.now()}`;

/** @param {string} user */
function signIn(user) {
  sessionStorage.setItem('user', user);
  line?.close();
  line = openLine('/client/line', {
    hello: () => ({ user, device: device() }),
    heed,
    lost() {
      stage?.lineLost();
      byId('news').textContent = 'The connection to the server is lost. Reconnecting…';
    },
  });
}

/** @param {any} message */
function heed(message) {
  switch (message.type) {
    case 'state':
      show(message);
      break;
    case 'signal':
      stage?.heed(message.from, message.session, message.data);
      break;
    case 'refused':
      byId('news').textContent = message.reason;
      break;
    case 'moved':
      // A duplicated tab took our name with it; this one needs its own.
      sessionStorage.setItem('device', newDevice());
      break;
    case 'signedOut':
      signedOut(message.reason);
      break;
  }
}

/** @param {State} state how things stand */
function show(state) {
  byId('me').hidden = false;
  byId('sign-in').hidden = true;
  byId('news').textContent = '';
  const [avatar, name] = byId('me').children;
  avatar.textContent = initials(state.user.name);
  name.textContent = state.user.name;

  showCall(state);
  showRing(state);
  byId('idle').hidden = stage !== null || ringing !== null;
  showPresence(state);
}

/** @param {State} state */
function showCall({ call, isHere }) {
  if (call && isHere) {
    byId('stage').hidden = false;
    document.body.classList.add('in-call');
    if (stage === null) {
      stage = new Stage(byId('stage'), {
        say: (message) => line?.say(message),
        hangUp: () => line?.say({ type: 'hangUp' }),
        title: ({ topic }) => topic,
        waiting: 'Waiting for the guest to come in…',
      });
    }

    stage.lineBack();
    stage.show(call);
  } else if (stage !== null) {
    stage.close();
    stage = null;
    byId('stage').hidden = true;
    document.body.classList.remove('in-call');
    byId('news').textContent = 'The conversation is over.';
  }
}

/** @param {State} state */
function showRing({ rings }) {
  const first = rings[0] ?? null;
  byId('ring').hidden = first === null;
  byId('ring-topic').textContent = first?.topic || 'No topic';
  document.title = first ? `Ringing: ${first.topic}` : title;
  if (first && first.conference !== ringing) {
    byId('accept').focus();
  }

  ringing = first?.conference ?? null;
  if (ringing === null) {
    ring.stop();
  } else {
    ring.start();
  }
}

/** @param {State} state */
function showPresence({ presence, call }) {
  const elsewhere = call !== null && stage === null;
  const busy = presence === 'busy' || elsewhere;
  const away = presence === 'offline' && !elsewhere;
  const heading = elsewhere ? 'In a conversation' : away ? 'You are offline' : busy ? 'You are busy' : 'Ready for calls';
  if (byId('idle-title').textContent !== heading) {
    byId('idle-title').textContent = heading;
  }

  byId('idle-text').textContent = elsewhere
    ? 'It goes on in another window of yours.'
    : away ? 'The server was restarted. Choose Available to take calls again.'
    : busy ? 'Guests are connected to other operators meanwhile.' : 'Keep this page open. It rings as soon as a guest calls.';
  byId('idle-halo').classList.toggle('busy', busy || away);
  byId('idle-halo').innerHTML = icons.answer;
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[name=presence]'))) {
    input.checked = input.value === presence;
  }

  byId('silent').hidden = !ring.isSilent;
}

/** @param {string | null} reason */
function signedOut(reason) {
  line?.close();
  line = null;
  stage?.close();
  stage = null;
  ringing = null;
  ring.stop();
  sessionStorage.removeItem('user');
  // Else the address would sign in again.
  history.replaceState(null, '', '/client');
  document.title = title;
  document.body.classList.remove('in-call');
  for (const id of ['me', 'idle', 'ring', 'stage']) {
    byId(id).hidden = true;
  }

  byId('sign-in').hidden = false;
  byId('sign-in-note').hidden = reason === null;
  byId('sign-in-note').textContent = reason;
  operator.focus();
}

async function listUsers() {
  const reply = await fetch('/_sandbox/users');
  /** @type {{ id: string, displayName: string }[]} */
  const users = await reply.json();
  operator.replaceChildren(...users.map(({ id, displayName }) => new Option(displayName, id)));
}

byId('sign-in').onsubmit = (event) => {
  event.preventDefault();
  signIn(operator.value);
};
byId('sign-out').onclick = () => {
  line?.say({ type: 'signOut' });
  signedOut(null);
};
byId('accept').onclick = () => line?.say({ type: 'answer', conference: ringing });
byId('decline').onclick = () => line?.say({ type: 'decline', conference: ringing });
byId('idle').onchange = (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  line?.say({ type: 'presence', presence: input.value });
};
byId('ring-halo').innerHTML = icons.answer;
byId('accept').insertAdjacentHTML('afterbegin', icons.answer);
byId('decline').insertAdjacentHTML('afterbegin', icons.hangUp);
for (const kind of ['pointerdown', 'keydown']) {
  addEventListener(kind, () => {
    ring.unlock();
    byId('silent').hidden = true;
  });
}

await listUsers();
const user = new URLSearchParams(location.search).get('user') ?? sessionStorage.getItem('user');
if (user) {
  signIn(user);
} else {
  byId('sign-in').hidden = false;
}
