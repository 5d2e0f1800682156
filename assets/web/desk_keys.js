// The letters of the umpire's page: each is an act, and all yield while somebody types.

import { h } from "./dom.js";

/** A key as it stands on a button; screen readers hear it of the button itself. */
export const key = (letter) => h("kbd", { "aria-hidden": "true" }, letter);

/** Let keys act: `acts` by letter; `typed(event)` hears what is pressed while somebody types. */
export function listen(acts, typed) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const at = event.target;
    const types = at.closest?.("input:not([type=radio], [type=checkbox]), textarea, select");
    if (types || event.ctrlKey || event.metaKey || event.altKey) return void typed(event, types);
    if (document.querySelector("dialog[open]") || event.repeat) return;
    const act = acts[event.key.length === 1 ? event.key.toUpperCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
