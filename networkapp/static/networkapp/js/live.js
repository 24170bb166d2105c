/** `<live-network>`: keeps its part of the page as a fresh one would be, says how the line is, counts what is unread. */

import { Announcer } from "./announce.js";
import { holdSteady, putPartial } from "./partials.js";
import { isJson, post } from "./post.js";
import { SeenMessages } from "./seen.js";
import { Line } from "./socket.js";

/** @typedef {import("./socket.js").EventFrame} EventFrame */
/** @typedef {import("./socket.js").Place} Place */
/** @typedef {import("./desk.js").Waiting} Waiting */

const MARKS = {
  connecting: ["", "i-saving"],
  "catching-up": ["", "i-saving"],
  connected: ["safe", "i-safe"],
  reconnecting: ["waits", "i-offline"],
  offline: ["waits", "i-offline"],
  ended: ["stop", "i-stop"],
  stale: ["stop", "i-stop"],
};
const READ_PAUSE = 200;

/**
 * Show a state: its tone, its mark, a word, and what goes with it.
 * @param {Element} element
 * @param {string[]} mark
 * @param {string} word
 * @param {string} detail
 */
export function showState(element, [tone, mark], word, detail) {
  element.className = tone ? `status-badge status-badge--${tone}` : "status-badge";
  element.querySelector("use")?.setAttribute("href", `#${mark}`);
  const [first, second] = [element.querySelector("b"), element.querySelector(":scope > span > span")];
  if (first && first.textContent !== word) first.textContent = word;
  if (second && second.textContent !== detail) second.textContent = detail;
  element.toggleAttribute("hidden", false);
}

/**
 * Show how many, in the look of the count.
 * @param {Element} place
 * @param {number} number
 */
export function showNumber(place, number) {
  const count = place.querySelector(".count-badge");
  if (count?.firstChild) count.firstChild.textContent = number > 99 ? "99+" : String(number);
  count?.classList.toggle("count-badge--none", number === 0);
}

/**
 * @param {Date} [moment] now, unless another is given
 * @returns {string} its time, in the time zone of the page, as its messages show it
 */
export function clock(moment = new Date()) {
  const zone = /** @type {HTMLElement | null} */ (document.querySelector("live-network[data-zone]"))?.dataset.zone;
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, form).format(moment);
}

export class LiveNetwork extends HTMLElement {
  connectedCallback() {
    const { socket = "", after = "0", language = "", zone = "" } = this.dataset;
    /** @type {Map<string, number>} */
    this.unread = new Map();
    this.readUpto = 0;
    this.reading = 0;
    /** @type {Promise<void>} what this page has reported to the server as read */
    this.telling = Promise.resolve();
    this.unanswered = 0;
    this.offlineSince = "";
    /** @type {Waiting | null} */
    this.waiting = null;
    this.announcer = new Announcer(this);
    for (const place of this.querySelectorAll("[data-unread]")) this.remember(place);
    this.line = new Line(socket, Number(after), { language, zone });
    this.line.addEventListener("changed", () => this.showLine());
    this.line.addEventListener("arrived", (event) => this.apply(/** @type {CustomEvent} */ (event).detail));
    const { readUrl, readUpto = "0" } = this.dataset;
    if (readUrl) {
      // Where the topic is only shared, its messages are still numbered as at home.
      const messages = () => this.querySelectorAll(`${this.messages} > [data-sequence]`);
      this.seenMessages = new SeenMessages(messages, Number(readUpto), (upto) => {
        this.readUpto = Math.max(this.readUpto, upto);
        this.markRead();
      });
    }
    this.seen = () => {
      this.markRead();
      if (document.visibilityState === "visible") this.line?.look();
    };
    document.addEventListener("visibilitychange", this.seen);
    this.counted = (/** @type {Event} */ event) => this.takeCounts(/** @type {CustomEvent} */ (event).detail);
    document.addEventListener("networkapp:waiting", this.counted);
    document.dispatchEvent(new Event("networkapp:waiting-asked"));
    this.addEventListener("networkapp:marked", (event) => this.marked(/** @type {CustomEvent} */ (event).detail));
    this.showLine();
    this.line.open();
    this.goToUnread();
  }

  /** @returns {string} the selector of the list of messages of the topic that the page shows */
  get messages() {
    return `[data-live-list="messages-${CSS.escape(this.dataset.topic ?? "")}"]`;
  }

  /** A reader who comes from elsewhere, and not for one message, begins where they stopped. */
  goToUnread() {
    const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    if (arrival?.type === "navigate" && !location.hash) {
      this.querySelector("#unread")?.scrollIntoView({ block: "center" });
    }
  }

  disconnectedCallback() {
    this.line?.close();
    this.seenMessages?.stop();
    if (this.seen) document.removeEventListener("visibilitychange", this.seen);
    if (this.counted) document.removeEventListener("networkapp:waiting", this.counted);
  }

  /** @param {EventFrame} frame */
  apply(frame) {
    /** @type {(Element | null)[]} */
    let fresh = [];
    holdSteady(this, () => {
      fresh = frame.places.map((place) => this.place(place));
    });
    if (frame.kind === "message.posted") this.count(frame);
    this.dispatchEvent(new CustomEvent("applied", { detail: frame, bubbles: true }));
    if (String(frame.actor) !== this.dataset.reader) this.announce(fresh);
  }

  /**
   * Put a partial where it belongs; answers with the element if it was not there before.
   * @param {Place} place
   */
  place(place) {
    const { made, known } = putPartial(this, place);
    if (!made) this.takeOut(known);
    if (!made) return null;
    for (const count of made.querySelectorAll("[data-unread]")) this.meet(count);
    this.querySelector(`[data-live-empty="${CSS.escape(place.list)}"]`)?.remove();
    return known ? null : made;
  }

  /** @param {Element | null | undefined} known an entry that leaves its list; what is counted in it may come back */
  takeOut(known) {
    known?.remove();
    this.showSum();
  }

  /** @param {EventFrame} frame */
  count(frame) {
    const topic = String(frame.data.topic);
    if (String(frame.actor) === this.dataset.reader || this.waiting) return;
    this.setUnread(topic, (this.unread?.get(topic) ?? 0) + 1);
  }

  /**
   * The counts of the desk, over all pages of the reader, override what this page can count alone. What is on the
   * screen here counts as read.
   * @param {Waiting | null} waiting
   */
  takeCounts(waiting) {
    this.waiting = waiting;
    const isReading = this.seenMessages?.isLooking || this.readUpto || this.reading || this.unanswered;
    const soonRead = document.visibilityState === "visible" && isReading;
    for (const topic of waiting ? [...(this.unread?.keys() ?? [])] : []) {
      if (!soonRead || topic !== this.dataset.topic) this.setUnread(topic, waiting?.topics[topic] ?? 0);
    }
  }

  /**
   * The reader has set the mark themselves; this page reports nothing else from now on.
   * @param {{ topic: number, unread: number }} mark
   */
  marked({ topic, unread }) {
    delete this.dataset.readUrl;
    clearTimeout(this.reading);
    this.seenMessages?.stop();
    this.setUnread(String(topic), unread);
  }

  /**
   * @param {string} topic
   * @param {number} number
   */
  setUnread(topic, number) {
    this.unread?.set(topic, number);
    for (const place of this.querySelectorAll(`[data-unread="${topic}"]`)) this.showCount(place);
  }

  /** Stop reporting what is read for now; a running request is finished afterwards. */
  async stopTelling() {
    clearTimeout(this.reading);
    this.reading = 0;
    await this.telling;
  }

  /** Report how far the reader has read, once it was on the screen for a moment. */
  markRead() {
    const { readUrl, topic = "" } = this.dataset;
    if (!readUrl || !this.readUpto || document.visibilityState !== "visible" || this.reading) return;
    this.reading = window.setTimeout(() => {
      this.reading = 0;
      const upto = this.readUpto;
      this.readUpto = 0;
      const body = new URLSearchParams({ sequence: String(upto) });
      this.unanswered = (this.unanswered ?? 0) + 1;
      this.telling = post(readUrl, body, { keepalive: true })
        .then(
          async (answer) => {
            if (answer.ok && isJson(answer)) this.setUnread(topic, (await answer.json()).unread);
          },
          () => {
            this.readUpto = Math.max(this.readUpto, upto);
          },
        )
        .finally(() => {
          this.unanswered = (this.unanswered ?? 1) - 1;
        });
    }, READ_PAUSE);
  }

  /** @param {Element} place */
  remember(place) {
    const number = parseInt(place.querySelector(".count-badge")?.firstChild?.textContent ?? "0", 10);
    this.unread?.set(place.getAttribute("data-unread") ?? "", number || 0);
  }

  /** @param {Element} place that has come into the page, and does not know what is unread */
  meet(place) {
    const topic = place.getAttribute("data-unread") ?? "";
    if (!this.unread?.has(topic)) this.unread?.set(topic, this.waiting?.topics[topic] ?? 0);
    this.showCount(place);
  }

  /** @param {Element} place */
  showCount(place) {
    showNumber(place, this.unread?.get(place.getAttribute("data-unread") ?? "") ?? 0);
    this.showSum();
  }

  /** How many of the topics that are listed here have something unread. */
  showSum() {
    const listed = (/** @type {[string, number]} */ [topic]) => this.querySelector(`[data-unread="${topic}"]`);
    const waiting = [...(this.unread ?? [])].filter(([, number]) => number > 0).filter(listed).length;
    for (const button of this.querySelectorAll("[data-unread-topics]")) showNumber(button, waiting);
  }

  /** @param {(Element | null)[]} fresh */
  announce(fresh) {
    const message = fresh.find((made) => made?.matches(".message"));
    if (message) this.announcer?.written(message.querySelector("header h2")?.textContent ?? "");
  }

  showLine() {
    const line = this.line;
    if (!line) return;
    const { state, seen, start, head } = line;
    if (state === "reconnecting" || state === "offline") this.offlineSince ||= clock();
    else this.offlineSince = "";
    const word = (this.wordFor(state) ?? "").replace("{time}", this.offlineSince);
    const detail = (state === "ended" ? line.words : this.wordFor(`${state}-detail`)) ?? "";
    const counted = detail.replace("{n}", String(seen - start)).replace("{m}", String(head - start));
    for (const place of this.querySelectorAll("[data-live-state]")) showState(place, MARKS[state], word, counted);
    this.dispatchEvent(new CustomEvent("line", { detail: state }));
  }

  /** @param {string} name */
  wordFor(name) {
    return this.getAttribute(`data-word-${name}`);
  }
}
