/** The elements of pages on which notes come and go while they are open. */

import { LiveNetwork } from "./live.js";
import { OwnPart } from "./own_part.js";

customElements.define("live-network", LiveNetwork);
customElements.define("own-part", OwnPart);
