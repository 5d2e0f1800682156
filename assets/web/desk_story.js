// The middle of the umpire's page: every line of the story, what is hidden and when it comes out, and
// notes and marks beside it.

import { clockOf, desk, look, now, say, set } from "./desk.js";
import { focusOn, h, icon } from "./dom.js";
import { key } from "./desk_keys.js";
import { sign, seats } from "./signs.js";
import { named } from "./story.js";

/** The kinds of lines, in the order in which F goes through them. */
export const KINDS = ["all", "hidden", "reasons", "notes", "acts"];
const WORDS = { all: "all", hidden: "hidden", reasons: "reasons", notes: "notes", acts: "umpires" };
const SIGNS = {
  note: "scroll-text", bookmark: "flag", inject: "radio", override: "gavel", ruling: "scale", order: "gavel",
  pause: "pause", branch: "undo-2", seat: "users", move: "dice-5", table: "info",
};

/** The column. */
export function story() {
  const it = desk.page.desk;
  return h("section", { class: "column middle", key: "story", "aria-label": say("story") },
    h("div", { class: "head" }, icon("scroll-text"), h("h2", {}, say("story"))),
    h("div", { class: "segments kinds", role: "group", "aria-label": say("which_lines") },
      KINDS.map((kind) => h("button", { class: "segment", key: `kind-${kind}`, "aria-pressed": desk.ui.filter === kind ? "true" : "false", on: { click: () => set({ filter: kind }) } }, say(WORDS[kind], { count: it.counts[kind] }))), key("F")),
    lines(it),
    foot());
}

/** The rows that are shown: those that came with the page, and before them what was asked for. */
function rows(it) {
  const kind = desk.ui.filter;
  const fits = (row) => kind === "all" || row.is.includes(kind);
  const own = it.story.filter(fits);
  const earlier = [];
  let before = it.story[0]?.n;
  let more = own.length < it.counts[kind];
  for (let n = 0; n < (desk.ui.earlier[kind] ?? (own.length ? 0 : 1)) && more && before; n++) {
    const found = look("story", { kind, before });
    if (!found?.story) break;
    earlier.unshift(...found.story);
    before = found.story[0]?.n;
    more = found.more;
  }
  return [[...earlier, ...own], more];
}

function lines(it) {
  const [shown, more] = rows(it);
  let round;
  return h("ol", { class: "lines", key: "lines", tabindex: 0, "aria-label": say("story") },
    more ? h("li", { key: "earlier" }, h("button", { class: "tool", key: "more-lines", on: { click: () => set({ earlier: { ...desk.ui.earlier, [desk.ui.filter]: (desk.ui.earlier[desk.ui.filter] ?? 0) + 1 } }) } }, icon("chevron-up"), say("earlier"))) : null,
    shown.map((row) => {
      const head = row.round && row.round !== round ? h("li", { class: "round", key: `round-${row.n}` }, say("round_head", { n: row.round })) : null;
      round = row.round ?? round;
      return [head, line(row)];
    }),
    it.over ? null : h("li", { class: "line now", key: "line-now" }, h("span", { class: "at" }, say("now_head")),
      it.turn.who ? sign(it.turn.who) : icon("dice-5"),
      h("div", { class: "words" }, h("p", {}, h("b", {}, it.turn.title), it.turn.note ? ` ${it.turn.note}` : ""))));
}

function line(row) {
  const own = row.actor in seats();
  const kind = row.hidden ? "hidden" : row.is.includes("notes") ? "aside" : row.is.includes("acts") ? "act" : "";
  const chosen = desk.ui.about === row.n;
  return h("li", { class: `line ${kind}${row.gone ? " gone" : ""}${chosen ? " chosen" : ""}`, key: `line-${row.n}` },
    h("span", { class: "at" }, clockOf(row.at)),
    own ? sign(row.actor) : icon(SIGNS[row.kind] ?? "circle-dot"),
    h("div", { class: "words" },
      row.gone && h("span", { class: "sr" }, say("given_up")),
      row.text.split("\n").map((words) => h("p", {}, named(words))),
      row.hidden && h("p", { class: "out" }, icon("eye-off"), row.out),
      row.reason || row.sure ? reason(row) : row.tags.length ? h("p", {}, row.tags.map((tag) => h("span", { class: "tag" }, tag))) : null),
    h("button", { class: "choose", key: `about-${row.n}`, "aria-pressed": chosen ? "true" : "false", "aria-label": say("choose_moment", { n: row.n }), title: say("choose_moment", { n: row.n }), on: { click: () => choose(row.n) } }, icon("map-pin")));
}

function reason(row) {
  return h("div", { class: "reason" },
    row.reason && h("q", {}, row.reason),
    row.tags.length || row.sure ? h("p", {}, row.tags.map((tag) => h("span", { class: "tag" }, tag)),
      row.sure && h("span", { class: "sure" }, h("span", { class: "sr" }, say("sure", { count: row.sure })), h("span", { "aria-hidden": "true" }, "\u25cf".repeat(row.sure) + "\u25cb".repeat(5 - row.sure)))) : null);
}

/** Speak of a moment: the next note and mark belong to it, and one may go back to it. */
function choose(n) {
  set({ about: desk.ui.about === n ? null : n });
  if (desk.ui.about !== null) focusOn("note");
}

function foot() {
  const { about } = desk.ui;
  return h("form", { class: "foot", key: "foot", on: { submit: (e) => { e.preventDefault(); write(); } } },
    about !== null ? h("p", { class: "about small" }, icon("map-pin"), h("span", { class: "grow" }, say("on_moment", { n: about })),
      h("button", { class: "tool", type: "button", key: "back-here", on: { click: back } }, icon("undo-2"), say("back_here")),
      h("button", { class: "small-tool", type: "button", key: "about-none", "aria-label": say("on_now"), title: say("on_now"), on: { click: () => set({ about: null }) } }, icon("x"))) : null,
    h("div", { class: "row" },
      h("label", { class: "sr", for: "note" }, say("note")),
      h("input", { id: "note", key: "note", value: desk.ui.note, maxlength: 400, placeholder: say("note"), autocomplete: "off", on: { input: (e, at) => { desk.ui.note = at.value; } } }),
      h("button", { class: "tool", key: "write", "aria-label": say("write_note"), title: say("write_note") }, icon("check"), key("N")),
      h("button", { class: "tool", type: "button", key: "mark", "aria-label": say("mark"), title: say("mark"), on: { click: mark } }, icon("flag"), h("span", { class: "said" }, say("mark")), key("M"))));
}

const moment = () => (desk.ui.about === null ? {} : { about: desk.ui.about });

/** Write the note down. */
function write() {
  const text = desk.ui.note.trim();
  if (!text) return void focusOn("note");
  now("note", { text, ...moment() });
  emptied();
}

/** Mark the moment, with what stands in the note. */
export function mark() {
  now("mark", { text: desk.ui.note.trim(), ...moment() });
  emptied();
}

function emptied() {
  const field = document.querySelector("#note");
  if (field) field.value = "";
  set({ note: "", about: null });
}

function back() {
  const known = desk.page.desk.moments.map((m) => m.n).filter((n) => n <= desk.ui.about);
  desk.drafts.back.to = known.at(-1) ?? 0;
  set({ act: "back", view: "acts", about: null });
}
