/**
 * `<push-here>`: lets the reader have this browser woken when there is something new for her, or not any more.
 *
 * `data-key` is the site's public key, `data-worker` the script that runs when the browser is woken, `data-add` and
 * `data-remove` are where the site is told. Without scripts, or in a browser that cannot be woken, it says so.
 */

class PushHere extends HTMLElement {
  async connectedCallback() {
    if (!("serviceWorker" in navigator && "PushManager" in window)) return;
    this.toggle("data-push-lacking", false);
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.turn(/** @type {SubmitEvent} */ (event).submitter?.dataset.push === "on");
    });
    const worker = await navigator.serviceWorker.getRegistration(this.dataset.worker);
    this.show(await worker?.pushManager.getSubscription());
  }

  /** @param {boolean} on */
  async turn(on) {
    this.toggle("data-push-failed", false);
    try {
      await (on ? this.wake() : this.rest());
    } catch {
      this.toggle("data-push-failed", true);
    }
  }

  async wake() {
    if ((await Notification.requestPermission()) !== "granted") {
      this.toggle("data-push-blocked", true);
      return;
    }
    const worker = await navigator.serviceWorker.register(this.dataset.worker ?? "");
    await active(worker);
    const key = this.dataset.key;
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = subscription.toJSON();
    const answer = await this.tell(this.dataset.add, { endpoint, p256dh: keys?.p256dh, auth: keys?.auth });
    if (!answer.ok) await subscription.unsubscribe();
    this.show(answer.ok ? subscription : null);
    this.say(await answer.text());
  }

  async rest() {
    const worker = await navigator.serviceWorker.getRegistration(this.dataset.worker);
    const subscription = await worker?.pushManager.getSubscription();
    await this.tell(this.dataset.remove, { endpoint: subscription?.endpoint });
    await subscription?.unsubscribe();
    this.show(null);
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

  /** @param {PushSubscription | null | undefined} subscription */
  show(subscription) {
    this.toggle('data-push="on"', !subscription);
    this.toggle('data-push="off"', Boolean(subscription));
  }

  /** @param {string} words */
  say(words) {
    const said = this.querySelector("[data-push-said]");
    if (said) said.textContent = words;
  }

  /**
   * @param {string} which
   * @param {boolean} shown
   */
  toggle(which, shown) {
    this.querySelector(`[${which}]`)?.toggleAttribute("hidden", !shown);
  }
}

/** @param {ServiceWorkerRegistration} worker */
async function active(worker) {
  const coming = worker.installing ?? worker.waiting;
  if (worker.active || !coming) return;
  await new Promise((resolve) => coming.addEventListener("statechange", () => coming.state === "activated" && resolve(null)));
}

customElements.define("push-here", PushHere);
