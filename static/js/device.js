// Sign-in and the notebook of a device: what works without anyone being signed in.
import { startPage } from "./parts/page.js";
import { startUnsent } from "./parts/unsent.js";

startPage();
startUnsent();
