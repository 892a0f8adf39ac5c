// What every page does, the first time and after htmx has put in a new piece.
import { focusErrors } from "./errors.js";
import { closeFolds } from "./folds.js";
import { sendOnce } from "./once.js";
import { filterPickers } from "./picker.js";
import { guardUnsaved } from "./unsaved.js";

export function startPage() {
  sendOnce();
  closeFolds();
  refresh(document);
}

export function refresh(root) {
  focusErrors(root);
  guardUnsaved(root);
  filterPickers(root);
}
