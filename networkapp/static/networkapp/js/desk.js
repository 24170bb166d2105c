/**
 * What waits for the reader, on all their pages: the numbers beside "Topics" and beside networks.
 *
 * Whatever else shows it listens to `networkapp:waiting` on the document, whose detail is the state, or null while
 * the connection is down; a late listener asks with `networkapp:waiting-asked`.
 */

import { Elsewhere } from "./elsewhere.js";
import { showNumber } from "./live.js";
import { watch } from "./signed_out.js";
import { Line } from "./socket.js";

/** @typedef {{ topics: Record<string, number>, networks: Record<string, number>, notifications: number }} Waiting */

/** @type {Waiting | null} */
let waiting = null;

/**
 * @param {string} places
 * @param {(place: HTMLElement) => number} number
 */
function fill(places, number) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(places))) {
    showNumber(place, number(place));
    place.hidden = !number(place);
  }
}

function show() {
  if (waiting) {
    const { topics, networks } = waiting;
    fill("[data-waiting-topics]", () => Object.keys(topics).length);
    fill("[data-waiting-network]", (place) => networks[place.dataset.waitingNetwork ?? ""] ?? 0);
  }
  document.dispatchEvent(new CustomEvent("networkapp:waiting", { detail: waiting }));
}

/** @param {Waiting | null} state */
function take(state) {
  waiting = state;
  show();
}

const holder = /** @type {HTMLElement | null} */ (document.querySelector("script[data-reader]"));
const elsewhere = holder && new Elsewhere(holder);
window.addEventListener("online", () => elsewhere?.send());
elsewhere?.send();

const line = new Line("/ws/desk/", 0, { language: document.documentElement.lang });
line.addEventListener("told", (event) => {
  const frame = /** @type {CustomEvent} */ (event).detail;
  if (frame.type === "waiting") take(frame);
});
line.addEventListener("changed", () => {
  if (line.state !== "connected") take(null);
  else elsewhere?.send();
});
watch(line, holder?.dataset.signedOut ?? "/");
document.addEventListener("networkapp:waiting-asked", show);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") line.look();
});
line.open();
