/**
 * A section is one form, so that browsers without scripts save everything that was typed. With scripts each answer saves
 * itself: its fields get a form of their own, and lose the prefix that tells them from those of other answers.
 */

/** @param {HTMLElement} question @returns {HTMLFormElement | null} null if nothing can be answered */
export function ownForm(question) {
  const part = /** @type {HTMLElement | null} */ (question.querySelector("[data-answer]"));
  if (!part || part instanceof HTMLFormElement) return part;
  const form = document.createElement("form");
  form.id = part.id;
  form.noValidate = true;
  form.dataset.answer = "";
  form.append(...part.childNodes);
  part.replaceWith(form);
  const { prefix = "" } = part.dataset;
  for (const control of question.querySelectorAll(`[name^="${prefix}"]`)) {
    control.setAttribute("name", (control.getAttribute("name") ?? "").slice(prefix.length));
    control.setAttribute("form", form.id);
  }
  for (const button of form.querySelectorAll("[data-save] button")) button.setAttribute("form", form.id);
  return form;
}
