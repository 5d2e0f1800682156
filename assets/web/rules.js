// The rules: an index of their chapters, and what is searched in them.

import { app, look, set } from "./app.js";
import { focusOn, h, icon } from "./dom.js";
import { languages } from "./language.js";
import { folding } from "./me.js";
import { phrase } from "./words.js";

let timer;

/** The view of the rules. */
export function rules() {
  const words = app.ui.rules.trim();
  const { chapter } = app.ui;
  const found = look(words || !chapter ? { at: "rules", words } : { at: "rules", chapter });
  const open = (id) => {
    set({ chapter: id, open: app.ui.open.filter((k) => !k.startsWith("rule-")) });
    scrollTo(0, 0);
    requestAnimationFrame(() => focusOn(id ? "chapter" : "chapters"));
  };
  const type = (e, at) => {
    clearTimeout(timer);
    const value = at.value;
    timer = setTimeout(() => set({ rules: value, open: app.ui.open.filter((k) => !k.startsWith("rule-")) }), 200);
  };
  return h("section", { class: "view", key: "rules" },
    h("h1", { key: "top", tabindex: -1 }, phrase("rules")),
    h("div", { class: "field search" }, h("label", { for: "rules" }, phrase("rules_label")),
      h("input", { id: "rules", key: "rules-words", type: "search", value: app.ui.rules, enterkeyhint: "search", on: { input: type } })),
    !words && chapter ? h("button", { class: "more", key: "all-chapters", on: { click: () => open("") } }, icon("chevron-left", true), phrase("all_chapters")) : null,
    !words && chapter ? h("h2", { key: "chapter", tabindex: -1 }, found?.title ?? "") : null,
    !words && !chapter && found?.chapters ? index(found.chapters, open) : null,
    h("div", { role: "status", class: "small" }, found?.found ? (words ? phrase("found", { count: found.found.length }) : "") : phrase("looking")),
    (found?.found ?? []).map((it, n) => (it.title
      ? folding(`rule-${n}-${it.title}`, it.title, () => paragraphs(it.text))
      : h("div", { class: "passage", key: `rule-${n}` }, paragraphs(it.text)))),
    // Who only looks on has no page of their own.
    app.page.seat ? null : languages(),
    words && found?.found?.length === 0 ? h("p", { class: "soft" }, icon("search"), phrase("nothing_called", { words })) : null,
  );
}

/** The chapters, to open one without typing. */
function index(chapters, open) {
  return h("section", { key: "index", "aria-labelledby": "chapters" },
    h("h2", { id: "chapters", key: "chapters", tabindex: -1, class: "label" }, phrase("chapters")),
    h("ul", { class: "cards" }, chapters.map((it) => h("li", { key: `chapter-${it.id}` },
      h("button", { class: "card", key: `open-${it.id}`, on: { click: () => open(it.id) } },
        h("span", { class: "grow title" }, it.title), h("span", { class: "small" }, phrase("chapter_count", { count: it.count })), icon("chevron-right", true))))));
}

const paragraphs = (text) => text.split(/\n+/).filter(Boolean).map((part) => h("p", {}, part));
