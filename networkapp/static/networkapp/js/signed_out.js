/**
 * What a page does once its reader is signed out elsewhere: it clears what it shows and goes to the page that says so,
 * which also has the browser delete its cache. Text that was not sent yet stays stored on the device for its writer.
 *
 * A page that comes back from the browser's memory (the back button) shows nothing until the server has answered.
 */

/** Longer than a server takes to answer; without network the page is shown as it was. */
const PATIENCE = 3_000;
const UNDECIDED = new Set(["connecting", "reconnecting"]);

/**
 * @param {import("./socket.js").Line} line the reader's own, which is open on every page
 * @param {string} address of the page that says so
 */
export function watch(line, address) {
  line.addEventListener("changed", () => {
    if (line.signedOut) leave(address);
    else if (!UNDECIDED.has(line.state)) show();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    window.setTimeout(show, PATIENCE);
    line.drop();
    line.look();
  });
}

function show() {
  document.documentElement.hidden = false;
}

/** @param {string} address */
function leave(address) {
  document.title = "";
  document.body.replaceChildren();
  location.replace(`${address}?${new URLSearchParams({ next: location.pathname + location.search })}`);
}
