/** How many words a text has beside how many are asked for, while it is typed; the server counts again. */

/**
 * @param {HTMLElement} root
 * @param {string} words such as "{n} of {most} words"
 */
export function countWords(root, words) {
  root.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) show(event.target, words);
  });
  showCounts(root, words);
}

/**
 * @param {HTMLElement} root with texts that nobody types in yet
 * @param {string} words
 */
export function showCounts(root, words) {
  for (const field of root.querySelectorAll("textarea[data-words]")) show(/** @type {HTMLTextAreaElement} */ (field), words);
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} words
 */
function show(field, words) {
  const most = Number(field.dataset.words);
  if (!most || (!field.value && !field.nextElementSibling?.matches("[data-counted]"))) return;
  let place = field.nextElementSibling;
  if (!place?.matches("[data-counted]")) {
    place = document.createElement("p");
    place.className = "small soft";
    place.setAttribute("data-counted", "");
    field.after(place);
  }
  const said = field.value.split(/\s+/).filter(Boolean).length;
  place.textContent = words.replace("{n}", String(said)).replace("{most}", String(most));
  place.classList.toggle("rust", said > most);
}
