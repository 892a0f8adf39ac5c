// Public pages: a few small conveniences, no library. Everything works without this file.
import { startPage } from "./parts/page.js";

startPage();
