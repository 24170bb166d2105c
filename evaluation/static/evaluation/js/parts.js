/** Pieces of HTML from the server, put where the ones before them stood. */

/** @param {string} html */
export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content;
}

/** @param {string[]} parts each element of which takes the place of the one with its id */
export function replaceParts(parts) {
  for (const part of parts) {
    for (const element of [...fragment(part).children]) {
      if (element.id) document.getElementById(element.id)?.replaceWith(element);
    }
  }
}
