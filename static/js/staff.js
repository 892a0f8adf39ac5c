// Staff pages: the same conveniences, and htmx for the pieces that change in place.
import "htmx.org";
import { refresh, startPage } from "./parts/page.js";

startPage();
document.addEventListener("htmx:afterSwap", (event) => refresh(event.detail.target));
