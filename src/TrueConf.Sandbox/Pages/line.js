// @ts-check

/**
 * The way to the server. It comes back by itself until it is closed on purpose, and says hello each time.
 * @param {string} path
 * @param {{ hello: () => object, heed: (message: any) => void, lost: () => void }} on
 */
export function openLine(path, on) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  address.search = '';
  address.hash = '';

  /** @type {WebSocket} */
  let socket;
  let closed = false;
  let attempts = 0;

  function connect() {
    socket = new WebSocket(address);
    socket.onopen = () => {
      attempts = 0;
      socket.send(JSON.stringify(on.hello()));
    };
    socket.onmessage = (event) => on.heed(JSON.parse(event.data));
    socket.onclose = () => {
      if (!closed) {
        on.lost();
        setTimeout(() => closed || connect(), Math.min(250 * 2 ** attempts++, 4000));
      }
    };
  }

  connect();
  return {
    /** @param {object} message */
    say(message) {
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(JSON.stringify(message));
      }
    },

    close() {
      closed = true;
      // What was said just before still has to leave: the server closes when it has heard it.
      socket.close();
    },
  };
}
