/**
 * `<push-here>`: turns push notifications in this browser on or off.
 *
 * `data-key` is the site's public key, `data-worker` the script that runs on a push, `data-add` and `data-remove` are
 * the addresses for registering and removing. What has `data-when` shows in that state alone: `lacking` (without
 * scripts too), `blocked`, `off`, `on`, `failed`. The page lists the browsers that the site knows; one that it does not know,
 * because it was removed elsewhere or its push service forgot it, is off.
 */

class PushHere extends HTMLElement {
  connectedCallback() {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const on = /** @type {SubmitEvent} */ (event).submitter?.dataset.when === "on";
      void this.attempt(() => (on ? this.rest() : this.wake()));
    });
    void this.attempt(() => this.look());
    void navigator.permissions?.query({ name: "notifications" }).then((permission) => {
      permission.onchange = () => this.attempt(() => this.look());
    });
  }

  /** @param {() => Promise<void>} act */
  async attempt(act) {
    this.say("");
    try {
      await act();
    } catch {
      this.show("failed");
    }
  }

  async look() {
    const subscription = await this.subscription();
    const known = [...document.querySelectorAll("[data-device]")].map((device) => device.getAttribute("data-device"));
    if (Notification.permission === "denied") this.show("blocked");
    else this.show(subscription && known.includes(subscription.endpoint) ? "on" : "off");
  }

  async wake() {
    if ((await Notification.requestPermission()) !== "granted") return this.look();
    const worker = await navigator.serviceWorker.register(this.dataset.worker ?? "");
    await active(worker);
    await (await worker.pushManager.getSubscription())?.unsubscribe(); // one that was forgotten, or of another key
    const key = this.dataset.key;
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = subscription.toJSON();
    const answer = await this.tell(this.dataset.add, { endpoint, p256dh: keys?.p256dh, auth: keys?.auth });
    if (!answer.ok) await subscription.unsubscribe();
    this.show(answer.ok ? "on" : answer.status === 422 ? "off" : "failed");
    this.say(answer.status === 422 ? await answer.text() : "");
    await this.list();
  }

  async rest() {
    const subscription = await this.subscription();
    const answer = await this.tell(this.dataset.remove, { endpoint: subscription?.endpoint });
    if (!answer.ok) throw new Error(String(answer.status));
    await subscription?.unsubscribe();
    this.show("off");
    await this.list();
  }

  async subscription() {
    const worker = await navigator.serviceWorker.getRegistration(this.dataset.worker);
    return worker?.pushManager.getSubscription();
  }

  /** The list of browsers on the page is that of the site. */
  async list() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [here, fresh] = [document, page].map((one) => one.querySelector("[data-devices]"));
    if (here && fresh) here.replaceWith(fresh);
  }

  /**
   * @param {string | undefined} address
   * @param {Record<string, string | undefined>} said
   */
  tell(address, said) {
    const body = new FormData(this.querySelector("form") ?? undefined);
    for (const [name, value] of Object.entries(said)) body.set(name, value ?? "");
    return fetch(address ?? "", { method: "POST", body });
  }

  /** @param {string} state */
  show(state) {
    const focused = this.contains(document.activeElement);
    for (const part of this.querySelectorAll("[data-when]")) {
      part.toggleAttribute("hidden", !part.getAttribute("data-when")?.split(" ").includes(state));
    }
    if (focused) /** @type {HTMLElement | null} */ (this.querySelector("button:not([hidden])"))?.focus();
  }

  /** @param {string} words */
  say(words) {
    const said = this.querySelector("[data-said]");
    if (said) said.textContent = words;
  }
}

/** @param {ServiceWorkerRegistration} worker */
async function active(worker) {
  const coming = worker.installing ?? worker.waiting;
  if (worker.active || !coming) return;
  await new Promise((resolve) => coming.addEventListener("statechange", () => coming.state === "activated" && resolve(null)));
}

customElements.define("push-here", PushHere);
