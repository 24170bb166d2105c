/**
 * A line to the server: connects, resumes after the last sequence it has seen, and connects again with growing,
 * jittered pauses. It knows nothing about pages; docs/realtime.md says what the frames mean.
 */

/** @typedef {{ list: string, id: string, html: string, at: string, moves: boolean }} Place */
/** @typedef {{ type: "event", sequence: number, kind: string, at: string, actor: number | null,
 *   data: Record<string, any>, places: Place[] }} EventFrame */
/** @typedef {"connecting" | "catching-up" | "connected" | "reconnecting" | "offline" | "ended" | "stale"} LineState */

const FIRST_PAUSE = 250;
/** While somebody looks at the page it is back within two seconds of the line; else it need not hurry. */
const LONGEST_PAUSE = 1_500;
const LONGEST_PAUSE_UNSEEN = 15_000;
const PING_EVERY = 20_000;
const PONG_WITHIN = 8_000;
const SIGNED_OUT = 4401;
/** Closed for good: connecting again would end the same way. */
const FINAL = new Set([4400, SIGNED_OUT, 4403, 4404]);
/** Except after the reader has signed in again elsewhere, or has a seat again. */
const RESUMABLE = new Set([SIGNED_OUT, 4403]);
/**
 * A new password changes the session of the browser it was set in, and a slow server brings the new cookie late: these
 * pauses later, in milliseconds, the next connections show whether there still is a session.
 */
const ASK_AGAIN = [1_000, 3_000];

export class Line extends EventTarget {
  /**
   * @param {string} path
   * @param {number} after
   * @param {Record<string, string>} parameters
   */
  constructor(path, after, parameters) {
    super();
    this.path = path;
    this.seen = after;
    this.parameters = parameters;
    this.head = after;
    this.start = after;
    /** @type {LineState} */
    this.state = "connecting";
    this.words = "";
    this.attempts = 0;
    /** @type {WebSocket | null} */
    this.socket = null;
    this.timer = 0;
    this.pinging = 0;
    this.lost = 0;
    this.stopped = false;
    this.greeted = this.resumable = this.signedOut = false;
    /** @type {number[]} */
    this.askAgain = [];
    this.wake = () => this.connect();
    this.cut = () => this.drop();
  }

  open() {
    window.addEventListener("online", this.wake);
    window.addEventListener("offline", this.cut);
    this.connect();
  }

  close() {
    this.stopped = true;
    window.removeEventListener("online", this.wake);
    window.removeEventListener("offline", this.cut);
    clearTimeout(this.timer);
    this.quiet();
    this.socket?.close(1000);
  }

  /** The page is visible again: a dead connection is detected now, and one that ended with its session may resume with the next. */
  look() {
    if (this.resumable) this.stopped = this.resumable = this.signedOut = false;
    if (!this.socket) this.connect();
    else if (this.socket.readyState === WebSocket.OPEN) this.ping();
  }

  connect() {
    if (this.stopped || this.socket) return;
    clearTimeout(this.timer);
    const address = new URL(this.path, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.search = new URLSearchParams({ ...this.parameters, after: String(this.seen) }).toString();
    const socket = new WebSocket(address);
    this.socket = socket;
    this.greeted = false;
    socket.addEventListener("message", (message) => this.take(JSON.parse(message.data)));
    socket.addEventListener("close", (closed) => {
      if (this.socket === socket) this.lose(closed.code);
    });
  }

  /** @param {any} frame */
  take(frame) {
    clearTimeout(this.lost);
    if (frame.type === "hello") this.greet(frame);
    else if (frame.type === "event") this.arrive(frame);
    else if (frame.type === "cursor") this.reach(frame.sequence);
    else if (frame.type === "closed") this.words = frame.message;
    else this.dispatchEvent(new CustomEvent("told", { detail: frame }));
  }

  /** @param {{ sequence?: number }} frame what has no log has no sequence */
  greet({ sequence = this.seen }) {
    this.attempts = 0;
    this.greeted = true;
    this.start = this.seen;
    this.head = sequence;
    if (sequence < this.seen) {
      // The log is shorter than what this page has seen: it is another log, and only a fresh page can follow it.
      this.stopped = true;
      this.become("stale");
      this.socket?.close(1000);
      return;
    }
    this.become(this.seen < this.head ? "catching-up" : "connected");
    this.pinging = window.setInterval(() => this.ping(), PING_EVERY);
  }

  /** @param {EventFrame} frame */
  arrive(frame) {
    if (frame.sequence <= this.seen) return;
    this.dispatchEvent(new CustomEvent("arrived", { detail: frame }));
    this.reach(frame.sequence);
  }

  /** @param {number} sequence */
  reach(sequence) {
    this.seen = Math.max(this.seen, sequence);
    this.become(this.seen < this.head ? "catching-up" : "connected");
  }

  /** @param {object} frame goes out if the line is there; else it is forgotten */
  say(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  ping() {
    clearTimeout(this.lost);
    this.say({ type: "ping" });
    this.lost = window.setTimeout(() => this.drop(), PONG_WITHIN);
  }

  /** The line is dead, whether or not the browser knows it. */
  drop() {
    const socket = this.socket;
    if (!socket) return;
    this.lose(1006);
    socket.close();
  }

  /** @param {number} code */
  lose(code) {
    this.socket = null;
    this.quiet();
    if (this.greeted) this.askAgain = [...ASK_AGAIN];
    const again = code === SIGNED_OUT ? this.askAgain.shift() : undefined;
    if (again) {
      this.timer = window.setTimeout(this.wake, again);
      this.become("reconnecting");
    } else if (FINAL.has(code)) {
      this.stopped = true;
      this.resumable = RESUMABLE.has(code);
      this.signedOut = code === SIGNED_OUT;
      this.become("ended");
    } else if (!this.stopped) {
      const longest = document.visibilityState === "visible" ? LONGEST_PAUSE : LONGEST_PAUSE_UNSEEN;
      const pause = Math.min(longest, FIRST_PAUSE * 2 ** this.attempts);
      this.attempts += 1;
      this.timer = window.setTimeout(this.wake, pause * (0.5 + Math.random() / 2));
      this.become(navigator.onLine && this.attempts < 4 ? "reconnecting" : "offline");
    }
  }

  quiet() {
    clearInterval(this.pinging);
    clearTimeout(this.lost);
  }

  /** @param {LineState} state */
  become(state) {
    if (state === this.state && state !== "catching-up") return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("changed"));
  }
}
