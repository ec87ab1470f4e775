// @ts-check
// Line drawings on a 24 x 24 grid, without any text in them: labels say what they mean.

/** @param {string} paths */
const icon = (paths) => `<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

const microphone = '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>';
const camera = '<rect x="3" y="6.5" width="12.5" height="11" rx="2.5"/><path d="m15.5 11 5.5-3v8l-5.5-3"/>';
const handset = '<path d="M6.6 3.5 9 4.2l1 4-1.9 1.6a13 13 0 0 0 6.1 6.1L15.8 14l4 1 .7 2.4a2.6 2.6 0 0 1-2.6 3.1A14.9 14.9 0 0 1 3.5 6.1a2.6 2.6 0 0 1 3.1-2.6z"/>';
const stroke = '<path d="M4 4l16 16"/>';

export const icons = {
  microphone: icon(microphone),
  microphoneOff: icon(microphone + stroke),
  camera: icon(camera),
  cameraOff: icon(camera + stroke),
  answer: icon(handset),
  hangUp: icon('<path d="M3 14.6c0-1.5.5-2.7 1.6-3.5a12.6 12.6 0 0 1 14.8 0c1.1.8 1.6 2 1.6 3.5v.9a1.2 1.2 0 0 1-1.5 1.2l-3.1-.8a1.2 1.2 0 0 1-.9-1.2v-1.7a11 11 0 0 0-7 0v1.7a1.2 1.2 0 0 1-.9 1.2l-3.1.8A1.2 1.2 0 0 1 3 15.5z"/>'),
};
