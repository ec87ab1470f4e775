// @ts-check
import { openLine } from './line.js';
import { Stage } from './stage.js';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

// The credential is in the fragment, which never leaves the browser by itself.
const credential = new URLSearchParams(location.hash.slice(1));
const conference = location.pathname.split('/').filter(Boolean)[1];

/** @type {Stage | null} */
let stage = null;
/** @type {ReturnType<typeof openLine> | null} */
let line = null;
let isOver = false;
let hasHungUp = false;

/**
 * @param {string} sentence
 * @param {string | null} event what the page around this one is told, in TrueConf's words and to anybody, as TrueConf does
 */
function end(sentence, event) {
  if (isOver) {
    return;
  }

  isOver = true;
  line?.close();
  stage?.close();
  byId('stage').hidden = true;
  byId('end').hidden = false;
  byId('end').textContent = sentence;
  if (event !== null && parent !== window) {
    parent.postMessage({ type: event }, '*');
  }
}

/** @param {any} message */
function heed(message) {
  switch (message.type) {
    case 'state':
      byId('end').hidden = true;
      byId('stage').hidden = false;
      stage ??= new Stage(byId('stage'), {
        say: (saying) => line?.say(saying),
        hangUp,
        title: ({ peers }) => peers.map((peer) => peer.name).join(', '),
        waiting: 'Waiting for the other side…',
      });
      stage.lineBack();
      stage.show(message.call);
      break;
    case 'signal':
      stage?.heed(message.from, message.session, message.data);
      break;
    case 'closed':
      end(hasHungUp ? 'You left the conversation.' : message.reason, message.event);
      break;
    case 'moved':
      end(message.reason, null);
      break;
  }
}

function hangUp() {
  hasHungUp = true;
  line?.say({ type: 'hangUp' });
  // The server says goodbye in its own words; without a server we must.
  setTimeout(() => end('You left the conversation.', 'connectionClosed'), 1000);
}

if ('RTCPeerConnection' in window) {
  line = openLine(`/webrtc/${conference}/line`, {
    hello: () => ({ login: credential.get('login') ?? '', token: credential.get('token') ?? '' }),
    heed,
    lost: () => stage?.lineLost(),
  });
} else {
  end('This browser cannot make video calls.', 'notSupported');
}
