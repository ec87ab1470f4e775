// @ts-check
/**
 * `<video-call>`: a button that opens our call page in an iframe. Nothing but this file is loaded before the click; the call
 * itself, its token and its camera live in the iframe, on our own origin.
 *
 * Attributes: queue, label, lang (en, ru), guest-name, guest-email, guest-phone, position (bottom-right, bottom-left, top-right,
 * top-left, inline); data-* are handed over with the call, and what one of them answers is not asked. Events, bubbling:
 * videocall:opened, :waiting {position} (null until it is known, again whenever it changes), :connected {operator}, :ended
 * {outcome}, :closed; each with {queue}. Methods: open(), minimise(), close(). Colours: --video-call-accent,
 * --video-call-on-accent; the button is ::part(button).
 */

const page = new URL('call.html', import.meta.url);
const phone = matchMedia('(max-width: 480px), (max-height: 480px)');
const features = ['camera', 'microphone', 'autoplay', 'display-capture', 'fullscreen'];

/** How long the call page may take to say hello before the guest is told: on its way, and once it is loaded (a page that was refused loads too). */
const patience = 10_000;
const hesitation = 1000;

const texts = {
  en: { call: 'Video call', back: 'Back to the video call', failed: 'The video call could not be loaded. Please try again in a moment.', again: 'Try again', close: 'Close' },
  ru: { call: 'Видеозвонок', back: 'Вернуться к видеозвонку', failed: 'Не удалось загрузить видеозвонок. Попробуйте ещё раз чуть позже.', again: 'Попробовать ещё раз', close: 'Закрыть' },
};

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { --accent: var(--video-call-accent, #3350d0); --on-accent: var(--video-call-on-accent, #fff); --edge: 24px;
  position: fixed; z-index: 2147483000; bottom: var(--edge); right: var(--edge); font: 600 16px/1.2 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Liberation Sans", Arial, sans-serif; }
:host([hidden]) { display: none; }
:host([position=bottom-left]) { right: auto; left: var(--edge); }
:host([position=top-right]) { bottom: auto; top: var(--edge); }
:host([position=top-left]) { inset: var(--edge) auto auto var(--edge); }
:host([position=inline]) { position: static; display: inline-block; }
button { font: inherit; border: 0; cursor: pointer; min-height: 44px; border-radius: 12px; padding: 0 18px; background: var(--accent); color: var(--on-accent); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
.launch { display: inline-flex; align-items: center; gap: 10px; min-height: 52px; padding: 0 22px 0 18px; border-radius: 26px; box-shadow: 0 1px 2px #0003, 0 10px 28px #1018284d; transition: transform .18s, box-shadow .18s; }
.launch:hover { transform: translateY(-2px); box-shadow: 0 2px 4px #0003, 0 16px 36px #10182859; }
:host([position=inline]) .launch { box-shadow: none; border-radius: 12px; }
.launch[hidden] { display: none; }
:host([position=inline]) .launch[hidden] { display: inline-flex; visibility: hidden; }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.live svg { animation: live 1.6s ease-in-out infinite; }
@keyframes live { 50% { opacity: .45; } }
dialog { position: fixed; inset: auto var(--edge) var(--edge) auto; margin: 0; padding: 0; border: 0; display: block; overflow: hidden; box-sizing: border-box; color: #16181d; background: #fff;
  width: min(400px, 100vw - 32px); height: min(680px, 100dvh - 48px); max-width: none; max-height: none; border-radius: 20px; box-shadow: 0 0 0 1px #10182814, 0 24px 64px #10182852; transition: opacity .2s, transform .2s, width .25s, height .25s, visibility 0s; }
:host([position$=left]) dialog { right: auto; left: var(--edge); }
:host([position^=top]) dialog { bottom: auto; top: var(--edge); }
dialog.wide { width: min(920px, 100vw - 48px); height: min(646px, 100dvh - 48px); }
dialog:not([open]) { visibility: hidden; opacity: 0; transform: translateY(12px) scale(.98); pointer-events: none; transition: opacity .16s, transform .16s, visibility 0s .16s; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; color-scheme: normal; }
.loaded iframe { visibility: inherit; }
.loading { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 16px; padding: 32px; text-align: center; font-weight: 400; line-height: 1.5; }
.loaded .loading { display: none; }
.loading i { width: 32px; height: 32px; border-radius: 50%; border: 3px solid #8a93a64d; border-top-color: var(--accent); animation: turn .9s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
.loading > :not(i), .late i { display: none; }
.late > :not(i) { display: block; margin: 0; }
.plain { background: none; color: inherit; }
@media (max-width: 480px), (max-height: 480px) { :host { --edge: 16px; } dialog, dialog.wide { inset: 0 !important; width: 100%; height: 100dvh; border-radius: 0; } }
@media (prefers-color-scheme: dark) { dialog { background: #15171c; color: #f2f4f8; box-shadow: 0 0 0 1px #ffffff24, 0 24px 64px #0009; } }
@media (prefers-reduced-motion: reduce) { *, dialog:not([open]) { transition: none; animation: none !important; } }
`);

const markup = `<button class="launch" part="button" type="button" aria-haspopup="dialog"><svg viewBox="0 0 24 24" aria-hidden="true"><rect x="2.5" y="6" width="13" height="12" rx="3"/><path d="m15.5 10.5 6-3.5v10l-6-3.5"/></svg><span></span></button>
<dialog><div class="loading"><i></i><p role="alert"></p><button type="button" class="again"></button><button type="button" class="plain"></button></div></dialog>`;

/** The element that has a queue's call open: one conversation per queue and page. @type {Map<string, VideoCall>} */
const open = new Map();

class VideoCall extends HTMLElement {
  static observedAttributes = ['label', 'lang'];

  #root = this.attachShadow({ mode: 'open' });
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #live = false;
  #takeFocus = true;
  #status = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #late;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.innerHTML = markup;
    this.#one('.launch').addEventListener('click', () => this.open());
    this.#one('.again').addEventListener('click', () => this.#load());
    this.#one('.plain').addEventListener('click', () => this.close());
    // On a phone the dialog is modal and the browser itself turns Escape into "cancel".
    this.#dialog.addEventListener('cancel', event => { event.preventDefault(); this.#leave(); });
    this.#dialog.addEventListener('keydown', event => { if (event.key === 'Escape') { event.preventDefault(); this.#leave(); } });
  }

  connectedCallback() {
    addEventListener('message', this.#hear);
    phone.addEventListener('change', this.#turn);
    this.#write();
    const before = this.#remembered;
    if (before && !open.has(this.#queue)) {
      this.#takeFocus = false;
      this.#load();
      if (before === 'open') this.#show();
    }
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    phone.removeEventListener('change', this.#turn);
    this.#unload();
  }

  attributeChangedCallback() {
    this.#write();
  }

  /** Opens the call, as the button does. @returns {void} */
  open() {
    const other = open.get(this.#queue);
    if (other && other !== this) return other.open();
    this.#takeFocus = true;
    const fresh = !this.#frame;
    if (fresh) this.#load();
    this.#show();
    if (fresh) this.#tell('opened');
    else this.#frame?.focus();
  }

  /** Puts the panel away; the call goes on and the button leads back to it. */
  minimise() {
    this.#remember('minimised');
    this.#hide();
  }

  /** Closes the panel. A call that is not over yet is ended by the server after its grace. */
  close() {
    if (!this.#frame) return;
    this.#hide();
    this.#unload();
    this.#remember(null);
    this.#tell('closed');
  }

  get #queue() { return this.getAttribute('queue') || 'default'; }
  get #key() { return `videocall-panel:${this.#queue}`; }
  get #dialog() { return /** @type {HTMLDialogElement} */ (this.#one('dialog')); }
  get #lang() {
    const wanted = this.getAttribute('lang') || navigator.language;
    return /^ru/i.test(wanted) ? 'ru' : 'en';
  }

  /** @param {string} selector */
  #one(selector) { return /** @type {HTMLElement} */ (this.#root.querySelector(selector)); }

  #write() {
    const text = texts[this.#lang];
    const label = this.getAttribute('label') || text.call;
    const launch = this.#one('.launch');
    this.#one('.launch span').textContent = this.#status || label;
    launch.setAttribute('aria-label', this.#status ? `${text.back}: ${this.#status}` : label);
    launch.classList.toggle('live', Boolean(this.#status));
    this.#dialog.setAttribute('aria-label', label);
    this.#dialog.lang = this.#lang;
    this.#one('p').textContent = '';
    this.#one('.again').textContent = text.again;
    this.#one('.plain').textContent = text.close;
  }

  #load() {
    this.#unload();
    open.set(this.#queue, this);
    const frame = this.#frame = document.createElement('iframe');
    const address = new URL(page);
    address.searchParams.set('queue', this.#queue);
    address.searchParams.set('lang', this.#lang);
    frame.allow = features.map(feature => `${feature} ${page.origin}`).join('; ');
    frame.title = this.#dialog.getAttribute('aria-label') ?? '';
    frame.src = address.href;
    frame.onload = () => this.#expectHello(hesitation);
    this.#expectHello(patience);
    this.#dialog.append(frame);
  }

  /** @param {number} within */
  #expectHello(within) {
    if (this.#dialog.classList.contains('loaded')) return;
    clearTimeout(this.#late);
    this.#late = setTimeout(() => {
      this.#one('.loading').classList.add('late');
      this.#one('p').textContent = texts[this.#lang].failed;
    }, within);
  }

  #unload() {
    clearTimeout(this.#late);
    this.#one('.loading').classList.remove('late');
    this.#dialog.classList.remove('loaded', 'wide');
    this.#frame?.remove();
    this.#frame = null;
    this.#live = false;
    this.#status = '';
    if (open.get(this.#queue) === this) open.delete(this.#queue);
    this.#write();
  }

  #show() {
    this.#remember('open');
    this.#one('.launch').hidden = true;
    if (this.#dialog.open) return;
    if (phone.matches) this.#dialog.showModal();
    // After a reload the panel is back, but the focus stays where the site wants it.
    else if (this.#takeFocus) this.#dialog.show();
    else this.#dialog.setAttribute('open', '');
  }

  #hide() {
    const focused = document.activeElement === this;
    this.#dialog.close();
    this.#one('.launch').hidden = false;
    if (focused) this.#one('.launch').focus();
  }

  #leave() { if (this.#live) this.minimise(); else this.close(); }

  #turn = () => {
    if (!this.#dialog.open) return;
    this.#dialog.close();
    this.#show();
  };

  // Where the browser keeps nothing for this site, even a look throws; the panel works, only a reload does not bring it back.
  get #remembered() {
    try { return sessionStorage.getItem(this.#key); } catch { return null; }
  }

  /** @param {'open' | 'minimised' | null} state */
  #remember(state) {
    try {
      if (state) sessionStorage.setItem(this.#key, state);
      else sessionStorage.removeItem(this.#key);
    } catch { /* As above. */ }
  }

  /** @param {object} message */
  #say(message) { this.#frame?.contentWindow?.postMessage(message, page.origin); }

  /** @param {string} name @param {object} [detail] */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`videocall:${name}`, { bubbles: true, composed: true, detail: { queue: this.#queue, ...detail } }));
  }

  /** @param {MessageEvent} event */
  #hear = event => {
    if (!this.#frame || event.origin !== page.origin || event.source !== this.#frame.contentWindow) return;
    const message = event.data;
    switch (message?.videocall) {
      case 'hello':
        clearTimeout(this.#late);
        this.#dialog.classList.add('loaded');
        if (this.#takeFocus && this.#dialog.open) this.#frame.focus();
        this.#say({ videocall: 'guest', ...this.#guest() });
        break;
      case 'status':
        this.#live = Boolean(message.live);
        this.#status = message.live ? String(message.text) : '';
        this.#dialog.classList.toggle('wide', Boolean(message.wide));
        this.#write();
        break;
      case 'event': this.#tell(message.name, message.detail); break;
      case 'show': this.#takeFocus = false; this.#show(); break;
      case 'minimise': this.minimise(); break;
      case 'close': this.close(); break;
    }
  };

  #guest() {
    /** @param {string} name */
    const value = name => this.getAttribute(name) || undefined;
    return {
      guest: { name: value('guest-name'), email: value('guest-email'), phone: value('guest-phone') },
      attributes: { ...this.dataset },
      pageUrl: location.href.split('#')[0].slice(0, 2000),
    };
  }
}

if (!customElements.get('video-call')) customElements.define('video-call', VideoCall);
