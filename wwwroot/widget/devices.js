// @ts-check
/** What this page may use, and whether camera and microphone really work, before anybody waits for the answer. */

/** @typedef {{ camera: boolean, microphone: boolean }} Wanted */
/** @typedef {'denied' | 'missing' | 'missingCamera' | 'missingMicrophone' | 'busy'} Trouble */

/** Why a call cannot be made from here at all. @returns {'insecure' | 'unsupported' | 'blocked' | null} */
export function obstacle() {
  if (!isSecureContext) return 'insecure';
  if (!('RTCPeerConnection' in globalThis) || !navigator.mediaDevices?.getUserMedia) return 'unsupported';
  const { camera, microphone } = allowedHere();
  return camera || microphone ? null : 'blocked';
}

/** What the embedding site's Permissions-Policy leaves us, where the browser tells. @returns {Wanted} */
export function allowedHere() {
  const policy = /** @type {any} */ (document).permissionsPolicy ?? /** @type {any} */ (document).featurePolicy;
  /** @param {string} feature */
  const allows = feature => (policy?.allowsFeature ? policy.allowsFeature(feature) : true);
  return { camera: allows('camera'), microphone: allows('microphone') };
}

/** Opens the devices; the caller releases them. Rejects with a `Trouble`. @param {Wanted} wanted @returns {Promise<MediaStream>} */
export async function openDevices({ camera, microphone }) {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: camera && { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 400 } },
      audio: microphone,
    });
  } catch (error) {
    throw await troubleOf(error, { camera, microphone });
  }
}

/** @param {MediaStream | null | undefined} stream */
export function release(stream) {
  stream?.getTracks().forEach(track => track.stop());
}

/** @param {unknown} error @param {Wanted} wanted @returns {Promise<Trouble>} */
async function troubleOf(error, wanted) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name !== 'NotFoundError' && name !== 'OverconstrainedError') return 'busy';
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const noCamera = wanted.camera && !devices.some(device => device.kind === 'videoinput');
  const noMicrophone = wanted.microphone && !devices.some(device => device.kind === 'audioinput');
  if (noCamera && !noMicrophone && wanted.microphone) return 'missingCamera';
  if (noMicrophone && !noCamera && wanted.camera) return 'missingMicrophone';
  return 'missing';
}

/** Calls back with the loudness, 0 to 1, until the signal aborts. @param {MediaStream} stream @param {(loud: number) => void} tell @param {AbortSignal} signal */
export function listen(stream, tell, signal) {
  if (!stream.getAudioTracks().length) return;
  const audio = new AudioContext();
  const meter = new AnalyserNode(audio, { fftSize: 512 });
  audio.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const look = () => {
    if (signal.aborted) return void audio.close();
    meter.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    tell(Math.min(1, Math.sqrt(power) * 6));
    setTimeout(look, 80);
  };
  look();
}

/** Whether the browser plays sound only after a tap: true in a page that was reloaded and not touched since, where browsers insist. */
export async function needsTap() {
  if (navigator.userActivation?.hasBeenActive || !('AudioContext' in globalThis)) return false;
  const audio = new AudioContext();
  const running = audio.state === 'running' || await new Promise(resolve => {
    audio.addEventListener('statechange', () => resolve(audio.state === 'running'), { once: true });
    setTimeout(() => resolve(audio.state === 'running'), 400);
  });
  await audio.close();
  return !running;
}
