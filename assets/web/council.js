// The council: an offer as a whole, both sides' effects, and an answer in which nothing weighs more.

import { app, fold, look, set } from "./app.js";
import { focusOn, h, icon } from "./dom.js";
import { given, line } from "./preview.js";
import { seat, sign } from "./signs.js";
import { phrase } from "./words.js";

const EMPTY = { partner: "", gives: [], asks: [], form: "" };

/** The view of what is offered or answered now. */
export function council() {
  const it = app.page.council;
  const writing = it.stage === "offer" || app.ui.answer === "counter";
  return h("section", { class: "council", key: "council", "aria-labelledby": "ask" },
    it.stage === "answer" ? answering(it) : h("h2", { id: "ask", key: "ask", tabindex: -1 }, app.page.question.title || phrase("council")),
    writing && write(it),
    app.hello.rationale?.on && (app.ui.answer || app.ui.draft) && reason(),
    app.ui.refused && h("p", { class: "wrong", role: "alert" }, icon("triangle-alert"), app.ui.refused),
    h("button", { class: "more", key: "plainly", on: { click: () => set({ plainly: true }) } }, icon("scroll-text"), phrase("step_by_step")),
    foot(it, writing),
  );
}

function answering(it) {
  const other = seat(it.partner).short;
  return [
    h("h2", { id: "ask", key: "ask", tabindex: -1 }, phrase("an_offer")),
    h("p", {}, phrase(it.private ? "from_private" : "from_open", { seat: other })),
    h("div", { class: "two" }, side(it.partner, phrase("they_give", { seat: other }), it.asks), side(it.seat, phrase("you_give"), it.gives)),
    h("div", { class: "answers", role: "group", "aria-label": phrase("your_answer") }, it.answers.filter((a) => a.legal || a.answer !== "counter" || it.counter).map(answer)),
    app.ui.answer && app.ui.answer !== "counter" ? then(it) : null,
  ];
}

function side(who, head, clauses) {
  return h("section", { class: "panel side" }, h("h3", { class: "label" }, sign(who), head),
    clauses.length ? h("ul", {}, clauses.map((c) => h("li", {}, h("b", {}, c.title), c.text && h("span", { class: "small" }, c.text)))) : h("p", { class: "soft" }, phrase("nothing")));
}

const ICONS = { accept: "check", counter: "undo-2", refuse: "x" };

function answer(it) {
  const on = app.ui.answer === it.answer;
  const kind = it.answer === "counter" || it.answer === "accept" ? it.answer : "refuse";
  const press = () => {
    set({ answer: on ? "" : it.answer, refused: "", draft: it.answer === "counter" ? turned(app.page.council) : null });
    if (it.answer === "counter") requestAnimationFrame(() => focusOn("write"));
  };
  return h("button", { class: on ? "answer on" : "answer", key: `answer-${it.answer}`, "aria-pressed": on ? "true" : "false",
    "aria-disabled": it.legal ? null : "true", title: it.legal ? null : it.why, on: { click: press } },
    icon(ICONS[kind], kind === "counter"), h("span", {}, it.title), it.legal ? null : h("span", { class: "small" }, it.why));
}

/** The offer that lies there as the one who answers would write it. */
function turned(it) {
  return { partner: "", gives: it.gives.map((c) => c.id), asks: it.asks.map((c) => c.id), form: "" };
}

function then(it) {
  if (app.page.question && it.answers.find((a) => a.answer === app.ui.answer)?.answer === "accept") {
    return it.effects ? effects(it.effects, phrase("if_accepted")) : null;
  }
  return h("p", { class: "soft" }, phrase("if_refused"));
}

/** What an offer comes to, seat by seat. */
function effects(it, head) {
  const seats = [...new Set(it.lines.map((l) => l.seat))];
  const { seat: me } = app.page;
  seats.sort((a, b) => (b === me) - (a === me) || (a === "") - (b === ""));
  return h("section", { class: "panel", key: "effects" }, h("h3", { class: "label" }, head),
    seats.map((who) => h("div", { class: "whose" },
      h("h4", {}, who ? sign(who) : icon("users"), who === me ? phrase("you") : who ? seat(who).name : phrase("for_all")),
      h("ul", {}, it.lines.filter((l) => l.seat === who).map((l) => h("li", {}, line(l.words)))))),
    it.lines.length ? null : h("p", { class: "soft" }, phrase("nothing_seen")),
    it.unsure && h("p", { class: "soft" }, it.unsure));
}

// Writing --------------------------------------------------------------------------------------

function draftOf(it) {
  return app.ui.draft ?? { ...EMPTY, partner: it.stage === "offer" ? it.partners.find((p) => p.open)?.id ?? "" : "" };
}

function write(it) {
  const draft = draftOf(it);
  const change = (given) => set({ draft: { ...draft, ...given }, refused: "" });
  const found = look({ at: "offer", draft });
  const known = found && !found.refused_look ? found : null;
  return h("section", { class: "write", key: "write", tabindex: -1, "aria-label": phrase("your_offer") },
    it.stage === "offer" && partners(it, draft),
    known?.wholes?.length ? wholes(known.wholes) : null,
    tray("gives", phrase("you_give"), draft, known, it.room[0], change),
    tray("asks", phrase("you_ask"), draft, known, it.room[1], change),
    known?.forms?.length ? h("fieldset", { class: "forms" }, h("legend", { class: "label" }, phrase("how")),
      known.forms.map((f) => h("label", { class: "tick", key: `form-${f.id}` },
        h("input", { type: "radio", name: "form", value: f.id, key: `form-in-${f.id}`, disabled: !f.open, checked: draft.form === f.id, on: { change: () => change({ form: f.id }) } }),
        h("span", {}, f.title, f.why && h("span", { class: "small" }, ` ${f.why}`))))) : null,
    h("div", { "aria-live": "polite" },
      !known ? h("p", { class: "soft" }, phrase("looking"))
        : known.effects && (draft.gives.length || draft.asks.length) ? effects(known.effects, phrase("if_made"))
          : known.refused && (draft.gives.length || draft.asks.length) ? h("p", { class: "wrong" }, icon("x"), known.refused) : null),
  );
}

function partners(it, draft) {
  return h("fieldset", { class: "partners" }, h("legend", { class: "label" }, phrase("to_whom")),
    it.partners.map((p) => h("label", { class: `chip ${draft.partner === p.id ? "on" : ""} ${p.open ? "" : "off"}`, key: `to-${p.id}` },
      h("input", { type: "radio", class: "sr", name: "partner", value: p.id, key: `to-in-${p.id}`, disabled: !p.open, checked: draft.partner === p.id, on: { change: () => set({ draft: { ...EMPTY, partner: p.id }, refused: "" }) } }),
      sign(p.id), seat(p.id).short, p.open ? null : h("span", { class: "small" }, p.why))));
}

function wholes(all) {
  const open = all.filter((w) => !w.why);
  if (!open.length) return null;
  return h("section", {}, h("h3", { class: "label" }, phrase("wholes")),
    h("div", { class: "tags" }, open.map((w) => h("button", { class: "chip", key: `whole-${w.name}-${w.draft.partner}`, on: { click: () => set({ draft: { ...EMPTY, ...w.draft }, refused: "" }) } },
      w.name, w.draft.partner && h("span", { class: "small" }, seat(w.draft.partner).short)))));
}

function tray(name, head, draft, known, room, change) {
  const chosen = draft[name];
  const all = known?.[name] ?? [];
  const title = (id) => all.find((c) => c.id === id)?.title ?? id;
  const open = app.ui.open.includes(name);
  const rest = all.filter((c) => !chosen.includes(c.id));
  return h("section", { class: "panel tray", key: name }, h("h3", { class: "label" }, head),
    h("ul", {}, chosen.map((id) => h("li", { class: "laid" }, h("span", { class: "grow" }, title(id)),
      h("button", { class: "round", key: `off-${name}-${id}`, "aria-label": phrase("take_off", { what: title(id) }), on: { click: () => change({ [name]: chosen.filter((c) => c !== id) }) } }, icon("x"))))),
    chosen.length < room
      ? h("button", { class: "more", key: `add-${name}`, "aria-expanded": open ? "true" : "false", on: { click: () => fold(name) } }, icon(open ? "chevron-up" : "plus"), phrase(open ? "close" : "add_clause"))
      : h("p", { class: "small" }, phrase("full")),
    open && chosen.length < room ? h("ul", { class: "cards" },
      [...rest].sort((a, b) => b.open - a.open).map((c) => h("li", { class: c.open ? "" : "shut", key: `${name}-${c.id}` },
        h("button", { class: c.open ? "card" : "card off", key: `lay-${name}-${c.id}`, "aria-disabled": c.open ? null : "true",
          on: { click: () => { fold(name); change({ [name]: [...chosen, c.id] }); } } },
        h("span", { class: "grow" }, h("span", { class: "title" }, c.title), (c.text || c.why) && h("span", { class: "small" }, c.open ? c.text : c.why)),
        c.open ? icon("plus") : null)))) : null);
}

function reason() {
  const change = (words) => set({ rationale: { ...app.ui.rationale, words } });
  return h("div", { class: "field" }, h("label", { for: "reason" }, phrase("why_label")),
    h("input", { id: "reason", key: "reason", value: app.ui.rationale.words, maxlength: 300, autocomplete: "off", on: { input: (e, at) => change(at.value) } }));
}

function foot(it, writing) {
  const busy = app.ui.sending;
  if (writing) {
    const draft = draftOf(it);
    const found = app.looks.get(JSON.stringify({ at: "offer", draft }));
    const ready = found?.ready && (draft.gives.length || draft.asks.length);
    const none = it.stage === "offer" ? it.answers.find((a) => a.legal) : null;
    return h("div", { class: "foot-bar" },
      none && h("button", { class: "second", key: "no-offer", "aria-disabled": busy ? "true" : null, on: { click: () => app.act({ do: "play", id: none.id, ...given() }) } }, none.title),
      h("button", { class: "main", key: "confirm", "aria-disabled": ready && !busy ? null : "true", on: { click: () => app.act({ do: "offer", draft, ...given() }) } },
        icon("check"), busy ? phrase("sending") : phrase(it.stage === "offer" ? "make_offer" : "make_counter")));
  }
  const chosen = it.answers.find((a) => a.answer === app.ui.answer && a.legal);
  return h("div", { class: "foot-bar" },
    h("button", { class: "main", key: "confirm", "aria-disabled": chosen && !busy ? null : "true", on: { click: () => app.act({ do: "play", id: chosen.id, ...given() }) } },
      icon("check"), busy ? phrase("sending") : chosen ? phrase("answer_with", { answer: chosen.title }) : phrase("choose_answer")));
}
