/* Files that are being made: the list is asked for again every two seconds, until all are there. */
const PAUSE = 2000;

class FilesOfText extends HTMLElement {
  connectedCallback() {
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    if (this.hasAttribute("data-making")) this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("files-of-text");
      if (answer.ok && found && !this.contains(document.activeElement)) {
        this.toggleAttribute("data-making", found.hasAttribute("data-making"));
        if (this.innerHTML !== found.innerHTML) this.innerHTML = found.innerHTML;
      }
    } catch {
      // The line is away for a moment; the next look may find it.
    }
    this.wait();
  }
}

customElements.define("files-of-text", FilesOfText);
