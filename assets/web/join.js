// Joining: a code, a seat, any name.

import { app, set } from "./app.js";
import { h, icon } from "./dom.js";
import { languages } from "./language.js";
import { seat, seats, sign } from "./signs.js";
import { phrase } from "./words.js";

const STATES = { taken: "user", bot: "bot", rules: "scroll-text", free: "" };

function change(given) {
  set({ join: { ...app.ui.join, refused: "", ...given } });
}

/** Ask for a seat, or first which seats there are. */
export function ask(extra = {}) {
  const { code, seat: wanted, name } = app.ui.join;
  change({ busy: true });
  app.wire.post({ do: "join", code, ...(wanted ? { seat: wanted } : {}), ...(name.trim() ? { name: name.trim() } : {}), ...extra });
}

/** The page before a seat is taken. */
export function joining() {
  const { table } = app.hello ?? { table: {} };
  const { seats: open } = app.ui.join;
  return h("form", { class: "join view", key: "join", on: { submit: (e) => { e.preventDefault(); ask(); } } },
    h("h1", { key: "top", tabindex: -1 }, phrase("join_table")),
    h("p", { class: "soft" }, [table.title, table.note].filter(Boolean).join(" · ")),
    languages(),
    code(),
    open && choose(open),
    app.ui.join.refused && h("p", { class: "wrong", role: "alert", id: "join-wrong" }, icon("triangle-alert"), app.ui.join.refused),
    open ? take() : onward(),
  );
}

function code() {
  const { code: typed, seats: open, refused } = app.ui.join;
  return h("div", { class: "field" },
    h("label", { for: "code" }, phrase("code_label")),
    h("input", {
      id: "code", key: "code", class: open ? "code good" : "code", value: typed, inputmode: "numeric", autocomplete: "off",
      maxlength: 12, dir: "ltr", enterkeyhint: "go", "aria-describedby": refused ? "join-wrong" : "code-note", "aria-invalid": refused ? "true" : null,
      on: { input: (e, at) => change({ code: at.value.replace(/\D/g, ""), seats: null, seat: "" }) },
    }),
    h("p", { id: "code-note", class: open ? "note good" : "note" }, open && icon("check"),
      open ? phrase("code_good", { table: app.hello.table.name || app.hello.table.title }) : phrase("code_note")),
  );
}

function choose(open) {
  return [
    h("fieldset", { class: "seats" },
      h("legend", {}, phrase("your_seat")),
      open.map((each) => option(each)),
    ),
    h("div", { class: "field" },
      h("label", { for: "name" }, phrase("name_label")),
      h("input", {
        id: "name", key: "name", value: app.ui.join.name, maxlength: 60, autocomplete: "nickname", "aria-describedby": "name-note",
        on: { input: (e, at) => change({ name: at.value }) },
      }),
      h("p", { id: "name-note", class: "note" }, phrase("name_note")),
    ),
  ];
}

function option(each) {
  const it = seat(each.id);
  const mine = app.ui.join.seat === each.id;
  const free = each.state === "free";
  const words = mine ? phrase("seat_yours") : phrase(`seat_${each.state}`);
  return h("label", { class: `seat-row ${mine ? "mine" : ""} ${free ? "" : "off"}`, key: `seat-${each.id}` },
    h("input", {
      type: "radio", class: "sr", name: "seat", value: each.id, key: `pick-${each.id}`, disabled: !free, checked: mine,
      on: { change: () => change({ seat: each.id }) },
    }),
    sign(each.id), h("span", { class: "grow" }, it.name),
    h("span", { class: "state" }, icon(mine ? "check" : STATES[each.state] || "user"), words),
  );
}

function onward() {
  return h("div", { class: "foot-bar" },
    h("button", { class: "main", key: "go", type: "submit", "aria-disabled": app.ui.join.code.length < 4 || app.ui.join.busy ? "true" : null },
      phrase("go_on")));
}

function take() {
  const { seat: wanted, busy } = app.ui.join;
  return [
    h("button", { class: "more", key: "watch", type: "button", on: { click: () => ask({ seat: undefined, watch: true }) } }, icon("eye"), phrase("look_on")),
    h("div", { class: "foot-bar" },
      h("button", { class: "main", key: "take", type: "submit", "aria-disabled": !wanted || busy ? "true" : null },
        wanted ? phrase("take_seat", { seat: seats()[wanted]?.short ?? wanted }) : phrase("choose_seat"))),
  ];
}

/** What the server answered to a code. */
export function answered(message) {
  if (message.choose) {
    const free = message.choose.seats.filter((each) => each.state === "free");
    change({ seats: message.choose.seats, seat: free.length === 1 ? free[0].id : "", busy: false });
  }
  if (message.error) change({ refused: message.error.text, busy: false, seats: message.error.code === "wrong_code" ? null : app.ui.join.seats });
}
