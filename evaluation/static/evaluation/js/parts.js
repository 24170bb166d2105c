/** Pieces of HTML from the server, put where the ones before them stood. */

/** @param {string} html */
export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content;
}

/** @param {string[]} parts each element replaces the one with its id */
export function replaceParts(parts) {
  for (const part of parts) {
    for (const element of [...fragment(part).children]) {
      if (element.id) document.getElementById(element.id)?.replaceWith(element);
    }
  }
}

/**
 * What is wrong with each field, after it, in place of what was.
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} errors
 */
export function showProblems(form, errors) {
  for (const old of form.querySelectorAll("[data-problem]")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const [name, problems] of Object.entries(errors)) {
    const field = form.querySelector(`[name="${name}"]`);
    if (!field) continue;
    const problem = document.createElement("p");
    problem.className = "errorlist small rust";
    problem.dataset.problem = name;
    problem.id = `${field.id}-problem`;
    problem.textContent = problems.join(" ");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", problem.id);
    field.after(problem);
  }
}
