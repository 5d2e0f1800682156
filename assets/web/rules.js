// The rules, searched.

import { app, look, set } from "./app.js";
import { h, icon } from "./dom.js";
import { languages } from "./language.js";
import { folding } from "./me.js";
import { phrase } from "./words.js";

let timer;

/** The view of the rules. */
export function rules() {
  const words = app.ui.rules.trim();
  const found = look({ at: "rules", words });
  const type = (e, at) => {
    clearTimeout(timer);
    const value = at.value;
    timer = setTimeout(() => set({ rules: value, open: app.ui.open.filter((k) => !k.startsWith("rule-")) }), 200);
  };
  return h("section", { class: "view", key: "rules" },
    h("h1", { key: "top", tabindex: -1 }, phrase("rules")),
    h("div", { class: "field search" }, h("label", { for: "rules" }, phrase("rules_label")),
      h("input", { id: "rules", key: "rules-words", type: "search", value: app.ui.rules, enterkeyhint: "search", on: { input: type } })),
    h("div", { role: "status", class: "small" }, found?.found ? (words ? phrase("found", { count: found.found.length }) : "") : phrase("looking")),
    (found?.found ?? []).map((it, n) => folding(`rule-${n}-${it.title}`, it.title, () => paragraphs(it.text))),
    // Who only looks on has no page of their own.
    app.page.seat ? null : languages(),
    words && found?.found?.length === 0 ? h("p", { class: "soft" }, icon("search"), phrase("nothing_called", { words })) : null,
  );
}

const paragraphs = (text) => text.split(/\n+/).filter(Boolean).map((part) => h("p", {}, part));
