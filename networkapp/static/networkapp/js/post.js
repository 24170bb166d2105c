/** How a page posts: with the token of the current session, with a time limit, and never as somebody else. */

/** On a bad line an answer may never come; then it is tried again. */
const PATIENCE = 45_000;

/** Where no form of the page has one. */
let fetched = "";

/** @returns {string} the token without which a POST is refused */
export function csrfToken() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"));
  return field?.value ?? fetched;
}

/** @returns {AbortSignal | undefined} ends what has had no answer for too long */
export function patience() {
  return AbortSignal.timeout?.(PATIENCE);
}

/**
 * Post fields and get the answer, as JSON if it is one. A user who has signed in again elsewhere, as the same person,
 * has another token: it is fetched from `page`, and the fields are sent again.
 * @param {string} url
 * @param {URLSearchParams} body
 * @param {{ keepalive?: boolean, page?: string }} [how]
 * @returns {Promise<Response>}
 */
export async function post(url, body, { keepalive = false, page = location.pathname + location.search } = {}) {
  const answer = await once(url, body, keepalive);
  return answer.status === 403 && (await renewToken(page)) ? once(url, body, keepalive) : answer;
}

/** @param {string} url @param {URLSearchParams} body @param {boolean} keepalive */
function once(url, body, keepalive) {
  body.set("csrfmiddlewaretoken", csrfToken());
  return fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, keepalive, signal: patience() });
}

/**
 * Take the token from a fresh copy of a page, if the same person is signed in.
 * @param {string} address
 * @returns {Promise<boolean>}
 */
async function renewToken(address) {
  const answer = await fetch(address, { signal: patience() });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = /** @type {HTMLInputElement | null} */ (page.querySelector("[name=csrfmiddlewaretoken]"))?.value;
  if (!token || readerOf(page) !== readerOf(document)) return false;
  fetched = token;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    /** @type {HTMLInputElement} */ (field).value = token;
  }
  return true;
}

/** @param {Document} page @returns {string | undefined} */
function readerOf(page) {
  return /** @type {HTMLElement | null} */ (page.querySelector("[data-reader]"))?.dataset.reader;
}

/** @param {Response} answer @returns {boolean} whether it is the sign-in page instead of a response */
export function signedOut(answer) {
  return answer.redirected && new URL(answer.url).origin === location.origin;
}

/** @param {Response} answer @returns {boolean} what a hotel's or a train's own page is not */
export function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}
