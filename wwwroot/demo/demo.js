// @ts-check
/** What a shop's own script does with the widget: open it from its own buttons, and on this machine point at the operator's client. */

const widget = /** @type {any} */ (document.querySelector('video-call'));
for (const button of document.querySelectorAll('[data-call]')) {
  button.addEventListener('click', () => widget.open());
}

// Only the address that the sandbox has by default can be known here, and only on the machine where it runs.
if (['127.0.0.1', 'localhost'].includes(location.hostname)) {
  const usual = /** @type {HTMLElement} */ (document.querySelector('[data-operator-client]'));
  const link = /** @type {HTMLAnchorElement} */ (usual.querySelector('a'));
  link.href = `http://${location.hostname}:5090/client`;
  link.textContent = `${location.hostname}:5090/client`;
  usual.hidden = false;
}
