/** How a text will look, made by the server as it makes every message, shown below the field. */

import { post } from "./post.js";

/**
 * Whether this was a wish to see it, which is then answered here.
 * @param {Event} event
 * @param {HTMLTextAreaElement} field
 * @param {(problem: string) => void} say
 */
export function previews(event, field, say) {
  const button = event instanceof SubmitEvent ? event.submitter : null;
  if (!button?.hasAttribute("data-preview")) return false;
  event.preventDefault();
  show(/** @type {HTMLButtonElement} */ (button).formAction, field, say);
  return true;
}

/** @param {string} url @param {HTMLTextAreaElement} field @param {(problem: string) => void} say */
async function show(url, field, say) {
  const place = /** @type {HTMLElement | null} */ (field.form?.querySelector("[data-preview-here]"));
  const text = place?.querySelector("[data-preview-text]");
  if (!place || !text) return;
  try {
    const answer = await post(url, new URLSearchParams({ body: field.value }));
    const { html, problem } = await answer.json();
    say(problem);
    text.innerHTML = html;
    place.hidden = !html;
    if (html) place.focus();
  } catch {
    place.hidden = true;
  }
}
