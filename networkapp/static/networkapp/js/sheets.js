/** On a narrow screen a rail is a sheet over the page: once it has led to a place on the page, it goes, or hides that. */

for (const sheet of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".rail[popover]"))) {
  sheet.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href^='#']") && sheet.matches(":popover-open")) sheet.hidePopover();
  });
}
