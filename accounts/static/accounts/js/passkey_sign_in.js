// Signs in with a passkey: by the button, or by one that the browser offers in the field for the address.
// Until this has run, the button is hidden; where the browser knows no passkeys, it stays so.

// A challenge is void after five minutes.
const RENEW = 4 * 60 * 1000;

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

/** @param {ArrayBuffer | null} buffer @returns {string | null} */
function text(buffer) {
  if (!buffer) return null;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {PublicKeyCredential} credential @returns {string} */
function posted(credential) {
  const answer = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature),
      userHandle: text(answer.userHandle),
    },
  });
}

class PasskeySignIn extends HTMLElement {
  /** @type {AbortController} */
  waiting = new AbortController();

  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => this.signIn());
    void this.offer();
  }

  /** Has the browser offer passkeys in the field for the address, where it can. */
  async offer() {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    this.waiting = new AbortController();
    const renewed = setTimeout(() => this.waiting.abort(), RENEW);
    const { signal } = this.waiting;
    try {
      await this.ask({ mediation: "conditional", signal });
    } catch {
      // Nothing was chosen, or somebody went on in another way.
    }
    clearTimeout(renewed);
    if (signal.aborted && signal.reason !== "button") void this.offer();
  }

  async signIn() {
    this.waiting.abort("button");
    const problem = document.getElementById("passkey-problem");
    if (problem) problem.hidden = true;
    try {
      await this.ask({});
    } catch {
      if (problem) problem.hidden = false;
      void this.offer();
    }
  }

  /** @param {CredentialRequestOptions} how */
  async ask(how) {
    const form = this.querySelector("form");
    const field = form?.elements.namedItem("credential");
    if (!form || !(field instanceof HTMLInputElement)) return;
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const asked = (await answer.json()).request_options.publicKey;
    const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: [] };
    const credential = await navigator.credentials.get({ ...how, publicKey });
    if (!(credential instanceof PublicKeyCredential)) return;
    field.value = posted(credential);
    form.submit();
  }
}

customElements.define("passkey-sign-in", PasskeySignIn);
