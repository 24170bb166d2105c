/** A link to the same text in another language leads to the section that is being read, where one is. */
const SECTION = /^#s(\d+)$/;

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-same-section]") : null;
  const section = SECTION.exec(location.hash);
  if (link instanceof HTMLAnchorElement && section) {
    link.href = (link.dataset.sameSection ?? link.href).replace("/0/", `/${section[1]}/`);
  }
});
