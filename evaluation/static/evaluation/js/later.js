/** Forms that few need come when somebody opens them, from the page of the question that the link in their place leads to. */

import { fragment } from "./parts.js";

/**
 * @param {HTMLElement} root
 * @param {(form: HTMLElement) => void} arrived
 */
export function bringForms(root, arrived) {
  const opened = async (/** @type {Event} */ event) => {
    if (!(event.target instanceof HTMLDetailsElement) || !event.target.open) return;
    const link = /** @type {HTMLElement | null} */ (event.target.querySelector("[data-later]"));
    const form = link && (await formAt(link));
    if (!form || !link.isConnected) return;
    link.closest("p")?.replaceWith(form);
    arrived(form);
  };
  // A details element does not pass this event on to its parents, but they can catch it on its way down.
  root.addEventListener("toggle", (event) => void opened(event), { capture: true });
}

/** @param {HTMLElement} link @returns {Promise<HTMLElement | null>} null without a connection, or signed out: the link stays */
async function formAt(link) {
  try {
    const { pathname, hash } = new URL(link.dataset.later ?? "", location.href);
    const reply = await fetch(pathname, { headers: { Accept: "application/json" }, redirect: "error" });
    const { question } = /** @type {{ question: string }} */ (await reply.json());
    return fragment(question).getElementById(hash.slice(1));
  } catch {
    return null;
  }
}
