/**
 * `<topic-note>`: says whether its topic takes messages. Where it takes none, the composer beside it goes, unless
 * something is being written there.
 */

export class TopicNote extends HTMLElement {
  connectedCallback() {
    const page = this.closest("live-network");
    const writing = page?.querySelector("[data-writing]");
    const field = writing?.querySelector("textarea");
    const open = this.dataset.open === "yes";
    writing?.toggleAttribute("hidden", !open && !field?.value);
    page?.querySelector("[data-write]")?.toggleAttribute("hidden", !open);
    writing?.querySelector("button[type=submit]")?.toggleAttribute("hidden", !open);
    const said = page?.querySelector("[data-live-said]");
    // What is there when the page comes is read anyway; what changes afterwards is said.
    if (said && document.readyState === "complete") said.textContent = (this.textContent ?? "").trim();
  }
}
