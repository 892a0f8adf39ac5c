// Staff pages: the same conveniences, lines that wait on this device, and htmx for the pieces that change in place.
import "htmx.org";
import { sortByKeys } from "./parts/bykeys.js";
import { refresh, startPage } from "./parts/page.js";
import { startUnsent } from "./parts/unsent.js";

startPage();
startUnsent();
sortByKeys();
document.addEventListener("htmx:afterSwap", (event) => refresh(event.detail.target));
