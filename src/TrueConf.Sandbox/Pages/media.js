// @ts-check

/**
 * What camera and microphone gave, and a sentence when it is less than both.
 * @typedef {{ stream: MediaStream, note: string | null }} Media
 */

// As wide as most cameras and windows are.
const video = { width: { ideal: 640 }, height: { ideal: 360 } };

/**
 * Both if possible, else whatever there is: a person who can only listen is still in the conversation.
 * @returns {Promise<Media>}
 */
export async function openMedia() {
  if (!navigator.mediaDevices) {
    return { stream: new MediaStream(), note: 'This page may not use camera and microphone. You can see and hear others, they cannot see or hear you.' };
  }

  const both = await attempt({ audio: true, video });
  if (both instanceof MediaStream) {
    return { stream: both, note: null };
  }

  const refused = both.name === 'NotAllowedError' || both.name === 'SecurityError';
  const sound = await attempt({ audio: true });
  if (sound instanceof MediaStream) {
    return { stream: sound, note: refused ? 'The camera is blocked, so others can hear but not see you.' : 'No camera was found, so others can hear but not see you.' };
  }

  const picture = await attempt({ video });
  if (picture instanceof MediaStream) {
    return { stream: picture, note: refused ? 'The microphone is blocked, so others can see but not hear you.' : 'No microphone was found, so others can see but not hear you.' };
  }

  return {
    stream: new MediaStream(),
    note: refused
      ? 'Camera and microphone are blocked. You can see and hear others, they cannot see or hear you. Allow them in the browser’s address bar and reload.'
      : 'No camera or microphone was found. You can see and hear others, they cannot see or hear you.',
  };
}

/**
 * @param {MediaStreamConstraints} wanted
 * @returns {Promise<MediaStream | DOMException>}
 */
async function attempt(wanted) {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    return /** @type {DOMException} */ (error);
  }
}
