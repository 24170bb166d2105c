/** Brings one message to the server, and says what became of it: posted, turned down, or to be tried again and when. */

import { isJson, post, signedOut } from "./post.js";

/** @typedef {import("./outbox.js").Unsent} Unsent */
/**
 * `word` names what it waits for; `after` is in milliseconds, 0 where nobody knows; `signIn` is where to sign in.
 * @typedef {{ word: string, after: number, signIn?: string }} Again
 */
/**
 * `words` are the server's own, else `word` names those of the page.
 * `alone` says that what it answered is sealed: it can only go on its own.
 * @typedef {{ posted?: { id: number, next?: string }, refused?: { word: string, words?: string, alone?: boolean }, again?: Again }} Outcome
 */

/** The way was to blame, not the message: too early, too often, or something between here and there has failed. */
const PASSING = new Set([408, 425, 429]);

/**
 * @param {string} address
 * @param {Unsent} unsent
 * @returns {Promise<Outcome>}
 */
export async function deliver(address, unsent) {
  try {
    return await read(await post(address, fieldsOf(unsent), { page: address }));
  } catch {
    return { again: { word: "line", after: 0 } };
  }
}

/** @param {Unsent} unsent */
function fieldsOf({ body: said, key, draft, reply = "", checked, papers = [], described = [] }) {
  const told = { body: said, reply_to: reply, checked: checked ? "on" : "", client_key: key };
  const body = new URLSearchParams({ ...told, draft_version: String(draft ?? "") });
  for (const paper of papers) body.append("papers", paper);
  for (const [paper, words] of described) {
    body.append("describes", paper);
    body.append("described", words);
  }
  return body;
}

/** @param {Response} answer @returns {Promise<Outcome>} */
async function read(answer) {
  if (signedOut(answer)) return { again: { word: "signed-out", after: 0, signIn: answer.url } };
  if (answer.status === 429) return { again: { word: "paced", after: pauseOf(answer) } };
  if (answer.status >= 500 || PASSING.has(answer.status)) return { again: { word: "trouble", after: pauseOf(answer) } };
  if (answer.status === 413) return { refused: { word: "too-long" } };
  if (answer.status !== 422 && !answer.ok) return { refused: { word: "refused-detail" } };
  if (!isJson(answer)) return { again: { word: "line", after: 0 } };
  const told = await answer.json();
  if (answer.ok) return { posted: told };
  /** @type {{ message: string, code: string }[]} */
  const errors = Object.values(told.errors).flat();
  const alone = errors.some(({ code }) => code === "answers_sealed");
  return { refused: { word: "", words: errors.map(({ message }) => message).join(" "), alone } };
}

/** @param {Response} answer @returns {number} how long it asks to wait, as seconds or as a date; 0 if it does not */
function pauseOf(answer) {
  const said = answer.headers.get("Retry-After") ?? "";
  const pause = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Math.max(0, pause || 0);
}
