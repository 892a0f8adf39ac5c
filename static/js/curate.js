// The workshop of the wijkprofiel: an editor over each text field, and a draft that keeps itself.
import { autosave } from "./parts/autosave.js";
import { enrich } from "./parts/rich.js";

const form = document.querySelector("form[data-autosave]");
if (form) {
  autosave(form);
  enrich(form);
}
