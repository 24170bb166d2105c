/** Where a partial goes in an open page, so that it moves nobody who is reading, writing, or navigating by keyboard. */

/** @typedef {import("./socket.js").Place} Place */

const REACHED = "a[href], button, summary, input, select, textarea, [tabindex]";

/**
 * Put a partial where it belongs.
 * @param {HTMLElement} page
 * @param {Place} place
 * @returns {{ made?: Element, known?: Element }} what is there now, and what was there before
 */
export function putPartial(page, { list, id, html, at, moves }) {
  const parent = page.querySelector(`[data-live-list="${CSS.escape(list)}"]`);
  const known = parent?.querySelector(`#${CSS.escape(id)}`) ?? undefined;
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  const made = holder.content.firstElementChild;
  if (!made) {
    leaveFor(known);
    known?.remove();
    return { known };
  }
  if (!parent || (!known && (at === "here" || parent.hasAttribute("data-live-stretch")))) return {};
  for (const link of parent.closest("nav") ? made.querySelectorAll("a") : []) {
    if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page");
  }
  const back = known && focusedIn(known);
  if (known && !moves && at !== "order") known.replaceWith(made);
  else {
    known?.remove();
    if (at === "order") parent.insertBefore(made, following(parent, made));
    else if (at === "start") parent.prepend(made);
    else parent.append(made);
  }
  if (back) back(made);
  return { made, known };
}

/**
 * The entry before which another belongs: the first whose order is smaller.
 * @param {Element} list
 * @param {Element} made
 */
function following(list, made) {
  const order = made.getAttribute("data-order") ?? "";
  return [...list.children].find((entry) => (entry.getAttribute("data-order") ?? "") < order) ?? null;
}

/**
 * Focus in a replaced element stays on the same link or button of the new one, or on its first.
 * @param {Element} known
 * @returns {((made: Element) => void) | undefined}
 */
function focusedIn(known) {
  const active = document.activeElement;
  if (!active || !known.contains(active)) return undefined;
  const words = active.textContent;
  const place = [...known.querySelectorAll(REACHED)].indexOf(active);
  return (made) => {
    const all = /** @type {HTMLElement[]} */ ([...made.querySelectorAll(REACHED)]);
    const same = all.find((one) => one.textContent === words && one.tagName === active.tagName);
    (same ?? all[place] ?? all[0])?.focus({ preventScroll: true });
  };
}

/** @param {Element | undefined} known is removed: focus in it moves to its neighbour */
function leaveFor(known) {
  if (!known?.contains(document.activeElement)) return;
  const next = known.nextElementSibling ?? known.previousElementSibling;
  /** @type {HTMLElement | null | undefined} */ (next?.querySelector(REACHED))?.focus({ preventScroll: true });
}

/**
 * Change the page, and keep the element in use in view, with its caret.
 * @param {HTMLElement} page
 * @param {() => void} change
 */
export function holdSteady(page, change) {
  const active = document.activeElement;
  const held = active && page.contains(active) && inView(active) ? active : null;
  const before = held?.getBoundingClientRect().top ?? 0;
  change();
  if (!held?.isConnected) return;
  const moved = held.getBoundingClientRect().top - before;
  if (moved) window.scrollBy({ top: moved, behavior: "instant" });
}

/** @param {Element} element */
function inView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
