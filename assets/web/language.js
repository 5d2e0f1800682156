// Choosing the language of this device.

import { app } from "./app.js";
import { h, icon } from "./dom.js";
import { choose, phrase } from "./words.js";

/** A list of the languages that there are, each as its speakers call it; nothing where there is one. */
export function languages() {
  const { languages: offered = [], words } = app.hello ?? {};
  if (offered.length < 2) return null;
  const known = offered.some((each) => each.id === words.lang) ? offered : [{ id: words.lang, name: words.name }, ...offered];
  const take = (event, at) => {
    choose(at.value);
    app.wire.post({ do: "speak", lang: at.value });
  };
  return h("label", { class: "language", key: "language" }, icon("languages"), h("span", { class: "sr" }, phrase("language")),
    h("select", { key: "language-list", on: { change: take } },
      known.map((each) => h("option", { value: each.id, lang: each.id, selected: each.id === words.lang }, each.name))));
}
