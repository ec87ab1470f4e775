// @ts-check

/**
 * @typedef {{ seat: string, name: string, isGuest: boolean, session: number | null, isAway: boolean, offers: boolean }} Peer
 * @typedef {{ session: number, id: string, connection: RTCPeerConnection, stream: MediaStream, work: Promise<void> }} Link
 */

/**
 * One browser-to-browser connection to everybody else in the conference. The server shows who is there; of two, exactly one
 * offers, and a page that was loaded anew has another session number, which starts its connection afresh on both sides.
 */
export class Talk {
  /** @type {Map<string, Link>} */
  #links = new Map();
  /** @type {MediaStreamTrack[]} */
  #tracks = [];
  /** @type {object} */
  #sending = {};
  #say;
  #show;

  /**
   * @param {(message: object) => void} say to the server
   * @param {{ stream(seat: string, stream: MediaStream | null): void, sending(seat: string, what: any): void }} show
   */
  constructor(say, show) {
    this.#say = say;
    this.#show = show;
  }

  /** @param {Peer[]} peers everybody else, as the server shows them */
  meet(peers) {
    for (const [seat, link] of this.#links) {
      if (!peers.some((peer) => peer.seat === seat && peer.session === link.session)) {
        this.#drop(seat);
      }
    }

    for (const peer of peers) {
      if (peer.session !== null && !peer.offers && !this.#links.has(peer.seat)) {
        this.#offer(peer.seat, peer.session);
      }
    }
  }

  /**
   * @param {string} seat who sent it
   * @param {number} session
   * @param {any} data
   */
  heed(seat, session, data) {
    if (data.kind === 'sending') {
      this.#show.sending(seat, data.what);
      return;
    }

    if (data.kind === 'again') {
      this.#drop(seat);
      this.#offer(seat, session);
      return;
    }

    let link = this.#links.get(seat);
    if (data.kind === 'offer' && link?.id !== data.id) {
      this.#drop(seat);
      link = this.#link(seat, session, data.id);
    }

    if (link?.id !== data.id) {
      return; // From a connection that is no more.
    }

    const current = /** @type {Link} */ (link);
    // In the order of arrival, one at a time; a step that fails must not keep the next from being tried.
    current.work = current.work.then(() => this.#step(seat, current, data)).catch((error) => console.debug('negotiation', error));
  }

  /**
   * Camera and microphone may come after the connection: what is sent changes without a new negotiation.
   * @param {MediaStream} stream
   */
  send(stream) {
    this.#tracks = stream.getTracks();
    for (const link of this.#links.values()) {
      this.#fill(link.connection);
    }
  }

  /** @param {object} what tells everybody whether microphone and camera are on */
  announce(what) {
    this.#sending = what;
    for (const seat of this.#links.keys()) {
      this.#announceTo(seat);
    }
  }

  /** Everything begins anew with the next meeting: after the line to the server broke, and at the end. */
  reset() {
    for (const seat of [...this.#links.keys()]) {
      this.#drop(seat);
    }
  }

  /**
   * @param {string} seat
   * @param {number} session
   */
  #offer(seat, session) {
    const link = this.#link(seat, session, crypto.randomUUID?.() ?? String(performance.now()));
    for (const kind of ['audio', 'video']) {
      link.connection.addTransceiver(kind, { direction: 'sendrecv' });
    }

    this.#fill(link.connection);
    link.work = link.connection.setLocalDescription().then(() => {
      this.#signal(seat, { kind: 'offer', id: link.id, description: link.connection.localDescription });
      this.#announceTo(seat);
    }).catch((error) => console.debug('negotiation', error));
  }

  /**
   * @param {string} seat
   * @param {Link} link
   * @param {any} data
   */
  async #step(seat, link, data) {
    const { connection } = link;
    if (data.kind === 'offer') {
      await connection.setRemoteDescription(data.description);
      for (const transceiver of connection.getTransceivers()) {
        transceiver.direction = 'sendrecv';
      }

      this.#fill(connection);
      await connection.setLocalDescription();
      this.#signal(seat, { kind: 'answer', id: link.id, description: connection.localDescription });
      this.#announceTo(seat);
    } else if (data.kind === 'answer') {
      await connection.setRemoteDescription(data.description);
    } else if (data.kind === 'candidate') {
      await connection.addIceCandidate(data.candidate);
    }
  }

  /**
   * @param {string} seat
   * @param {number} session
   * @param {string} id
   * @returns {Link}
   */
  #link(seat, session, id) {
    const connection = new RTCPeerConnection();
    const link = { session, id, connection, stream: new MediaStream(), work: Promise.resolve() };
    this.#links.set(seat, link);
    connection.onicecandidate = ({ candidate }) => candidate && this.#signal(seat, { kind: 'candidate', id, candidate });
    connection.ontrack = ({ track }) => {
      link.stream.addTrack(track);
      this.#show.stream(seat, link.stream);
    };
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'failed' && this.#links.get(seat) === link) {
        this.#retry(seat, link);
      }
    };
    return link;
  }

  /**
   * @param {string} seat
   * @param {Link} link
   */
  #retry(seat, link) {
    const offered = link.connection.localDescription?.type === 'offer';
    this.#drop(seat);
    if (offered) {
      this.#offer(seat, link.session);
    } else {
      this.#signal(seat, { kind: 'again' });
    }
  }

  /** @param {RTCPeerConnection} connection */
  #fill(connection) {
    for (const transceiver of connection.getTransceivers()) {
      const kind = transceiver.receiver.track.kind;
      transceiver.sender.replaceTrack(this.#tracks.find((track) => track.kind === kind) ?? null);
    }
  }

  /** @param {string} seat */
  #announceTo(seat) {
    this.#signal(seat, { kind: 'sending', what: this.#sending });
  }

  /** @param {string} seat */
  #drop(seat) {
    const link = this.#links.get(seat);
    if (link) {
      this.#links.delete(seat);
      link.connection.close();
      this.#show.stream(seat, null);
    }
  }

  /**
   * @param {string} to
   * @param {object} data
   */
  #signal(to, data) {
    this.#say({ type: 'signal', to, data });
  }
}
