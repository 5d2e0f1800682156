// What the people of a seat are asked after the game: one question a card, each may be skipped.

import { app, set } from "./app.js";
import { focusOn, h, icon } from "./dom.js";
import { phrase } from "./words.js";

const MARKS = [1, 2, 3, 4, 5];

/** The card of the question that is up; what was answered is the journal's, not this device's. */
export function survey() {
  const asked = app.page.survey;
  if (!asked?.length) return null;
  const { at } = app.ui.survey;
  const inside = at < asked.length ? card(asked[at], at, asked.length) : done(asked);
  return h("section", { class: "panel survey", key: "survey", "aria-labelledby": "survey-head" },
    h("h2", { id: "survey-head", key: "survey-head", tabindex: -1 }, phrase("survey"),
      at < asked.length ? h("span", { class: "small" }, phrase("survey_of", { n: at + 1, count: asked.length })) : null),
    inside);
}

function card(it, at, count) {
  const { given } = app.ui.survey;
  const now = given ?? it.given;
  const ready = it.scale ? Boolean(now) : Boolean(String(now ?? "").trim());
  const answer = (e) => {
    e.preventDefault();
    if (!ready) return;
    app.act({ do: "answer", question: it.id, given: it.scale ? now : String(now).trim() });
    step(at + 1);
  };
  return h("form", { key: `asked-${it.id}`, on: { submit: answer } },
    at === 0 ? h("p", { class: "soft small" }, phrase("survey_note")) : null,
    it.scale
      ? h("fieldset", { class: "marks" }, h("legend", {}, it.text),
        h("div", { class: "five" }, MARKS.map((mark) => h("label", { class: mark === now ? "chip on" : "chip", key: `mark-${mark}` },
          h("input", { type: "radio", class: "sr", name: "mark", value: mark, key: `mark-in-${mark}`, checked: mark === now, on: { change: () => change(mark) } }), String(mark)))),
        h("div", { class: "ends small" }, h("span", {}, `1 ${it.scale[0]}`), h("span", {}, `5 ${it.scale[1]}`)))
      : h("div", { class: "field" }, h("label", { for: "asked" }, it.text),
        h("textarea", { id: "asked", key: `words-${it.id}`, rows: 3, maxlength: 2000, on: { input: (e, box) => change(box.value) } }, now ?? "")),
    h("div", { class: "pair" },
      h("button", { class: "second", type: "button", key: "survey-skip", on: { click: () => step(at + 1) } }, phrase("survey_skip")),
      h("button", { class: "main", type: "submit", key: "survey-send", "aria-disabled": ready ? null : "true" }, phrase("survey_send"))));
}

function done(asked) {
  return [h("p", { role: "status" }, icon("check"), phrase("survey_done", { count: asked.filter((it) => it.given !== null).length })),
    h("button", { class: "second wide", key: "survey-again", on: { click: () => step(0) } }, phrase("survey_again"))];
}

const change = (given) => set({ survey: { ...app.ui.survey, given } });

function step(at) {
  set({ survey: { at, given: null } });
  requestAnimationFrame(() => focusOn("survey-head"));
}
