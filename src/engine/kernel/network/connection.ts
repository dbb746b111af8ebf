/** Where a connection begins or ends. */
export interface Place {
  readonly address: string;
  readonly port: number;
  /** Datagrams; without it a stream. */
  readonly udp?: boolean;
}

/** One end of a connection; what is sent arrives at the other end at once, as text. */
export interface Endpoint {
  readonly local: Place;
  readonly remote: Place;
  /** False when the other side does not take anything any more. */
  send(text: string): boolean;
  /** Nothing more will be sent. */
  finish(): void;
  /** Gives the connection up in both directions. */
  close(): void;
  /** What has arrived since it was last asked. */
  take(): string;
  /** The other side has finished, and everything was taken. */
  readonly finished: boolean;
  /** Something arrived, or the other side has finished. */
  readonly ready: boolean;
  /** Called whenever `ready` becomes true. */
  arrived: (() => void) | undefined;
}

/** Two ends of one connection. */
export function pair(client: Place, server: Place): [Endpoint, Endpoint] {
  const up: Half = { text: '', finished: false, dead: false };
  const down: Half = { text: '', finished: false, dead: false };
  const near = endpoint({ local: client, remote: server }, down, up);
  const far = endpoint({ local: server, remote: client }, up, down);
  up.tell = () => far.arrived?.();
  down.tell = () => near.arrived?.();
  return [near, far];
}

interface Half {
  text: string;
  finished: boolean;
  /** Nobody reads it any more. */
  dead: boolean;
  tell?: () => void;
}

function endpoint(places: { local: Place; remote: Place }, incoming: Half, outgoing: Half): Endpoint {
  return {
    arrived: undefined,
    send(text) {
      if (outgoing.dead || outgoing.finished) return false;
      outgoing.text += text;
      outgoing.tell?.();
      return true;
    },
    finish() {
      if (outgoing.finished) return;
      outgoing.finished = true;
      outgoing.tell?.();
    },
    close() {
      incoming.dead = true;
      incoming.text = '';
      if (outgoing.finished) return;
      outgoing.finished = true;
      outgoing.tell?.();
    },
    take() {
      const { text } = incoming;
      incoming.text = '';
      return text;
    },
    get finished() {
      return incoming.finished && incoming.text === '';
    },
    get ready() {
      return incoming.finished || incoming.text !== '';
    },
    ...places,
  };
}
