// Words between seats, and what was agreed.

import { app, set } from "./app.js";
import { h, icon } from "./dom.js";
import { deals } from "./me.js";
import { seat, sign } from "./signs.js";
import { shared } from "./team.js";
import { phrase } from "./words.js";

/** Whom one writes to who gives an order that the rules do not know. */
const UMPIRE = "*";
/** And the people of one's own seat. */
const TEAM = "+";

/** The view of what is said between seats. */
export function talk() {
  const { page, ui } = app;
  const others = (page.seats ?? app.hello.seats).filter((s) => s.id !== page.seat && s.state !== "rules");
  const said = [...(page.talk ?? [])].reverse();
  const send = (e) => {
    e.preventDefault();
    if (!ui.note.trim()) return;
    app.act(ui.to === UMPIRE ? { do: "order", text: ui.note.trim() } : { do: "note", text: ui.note.trim(), to: ui.to });
    set({ note: "" });
  };
  return h("section", { class: "view", key: "talk" },
    h("h1", { key: "top", tabindex: -1 }, phrase("talk")),
    page.question?.council && page.council
      ? h("button", { class: "card council-link", key: "to-council", on: { click: () => app.go("now") } }, icon("handshake"), h("span", { class: "grow title" }, phrase("council_now")), icon("chevron-right", true)) : null,
    deals(),
    h("form", { class: "panel compose", key: "compose", on: { submit: send } },
      h("fieldset", { class: "tags" }, h("legend", { class: "label" }, phrase("write_to")),
        [{ id: "" }, ...(shared() ? [{ id: TEAM }] : []), ...others, { id: UMPIRE }].map(({ id }) => h("label", { class: ui.to === id ? "chip on" : "chip", key: `write-${id}` },
          h("input", { type: "radio", class: "sr", name: "to", value: id, key: `write-in-${id}`, checked: ui.to === id, on: { change: () => set({ to: id }) } }),
          id === TEAM ? [icon("users"), phrase("to_team")] : id === UMPIRE ? [icon("scale"), phrase("umpire")] : id ? [sign(id), seat(id).short] : [icon("lock"), phrase("myself")]))),
      h("div", { class: "field" }, h("label", { for: "note" }, ui.to === TEAM ? phrase("words_team") : ui.to === UMPIRE ? phrase("words_order") : ui.to ? phrase("words_to", { seat: seat(ui.to).short }) : phrase("words_self")),
        h("textarea", { id: "note", key: "note", rows: 2, maxlength: 1000, on: { input: (e, at) => set({ note: at.value }) } }, ui.note)),
      h("button", { class: "second wide", type: "submit", key: "send-note", "aria-disabled": ui.note.trim() ? null : "true" }, phrase("send"))),
    h("section", { "aria-label": phrase("letters"), key: "letters" },
      said.length
        ? h("ol", { class: "letters" }, said.map((t) => h("li", { class: t.from === page.seat ? "mine" : "", key: `talk-${t.n}` },
          h("p", { class: "small" }, sign(t.from), t.to === TEAM ? phrase("you_to_team", { name: t.by || seat(t.from).short }) : t.from === page.seat ? (t.to === UMPIRE ? phrase("you_to_umpire") : phrase("you_to", { seat: seat(t.to).short })) : phrase("to_you", { seat: seat(t.from).short })), h("p", {}, t.text))))
        : h("p", { class: "soft" }, phrase("no_letters"))),
  );
}
