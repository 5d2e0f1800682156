// The acts of the umpire's page, a form each: what is filled in, and what is given to the desk for it.

import { desk, fill, look, now, say, clockOf, set } from "./desk.js";
import { h, icon } from "./dom.js";
import { seat, sign } from "./signs.js";

/** A field of words. */
export function words(act, name, label, { most = 400, high = 1, hint = "", mono = false } = {}) {
  const id = `${act}-${name}`;
  const props = { id, key: id, maxlength: most, autocomplete: "off", spellcheck: mono ? "false" : null, class: mono ? "mono" : null, dir: mono ? "ltr" : null,
    on: { input: (e, at) => fill(act, { [name]: at.value }) } };
  return h("div", { class: "field" }, h("label", { for: id }, label),
    high > 1 ? h("textarea", { ...props, rows: high }, desk.drafts[act][name]) : h("input", { ...props, value: desk.drafts[act][name] }),
    hint && h("p", { class: "hint" }, hint));
}

/** One of several, as a list that folds. */
export function oneOf(act, name, label, choices, chosen, change = (value) => fill(act, { [name]: value })) {
  const id = `${act}-${name}`;
  return h("div", { class: "field" }, h("label", { for: id }, label),
    h("select", { id, key: id, on: { change: (e, at) => change(at.value) } },
      choices.map(([value, said]) => h("option", { value, selected: String(value) === String(chosen) }, said))));
}

/** One of a few, side by side. */
export function switches(act, name, label, choices) {
  return h("div", { class: "segments", role: "group", "aria-label": label },
    choices.map(([value, said]) => h("button", { class: "segment", key: `${act}-${name}-${value}`, "aria-pressed": desk.drafts[act][name] === value ? "true" : "false", on: { click: () => fill(act, { [name]: value }) } }, said)));
}

const muted = (said) => h("p", { class: "small" }, said);
const filled = (act, ...names) => names.every((name) => String(desk.drafts[act][name] ?? "").trim());

// Injects --------------------------------------------------------------------------------------

const inject = {
  tab: "tab_inject", letter: "I", head: "inject", button: "release", picture: "radio", needs: true,
  fields() {
    const all = look("injects")?.injects;
    if (!all) return [muted(say("looking"))];
    const draft = desk.drafts.inject;
    const sought = draft.find.trim().toLocaleLowerCase();
    const found = all.filter((card) => `${card.title} ${card.text}`.toLocaleLowerCase().includes(sought));
    // Those that make no sense now are listed where they are looked for.
    const open = found.filter((card) => card.choices.length);
    const shown = sought || !open.length ? found : open;
    const card = found.find((c) => c.id === draft.inject) ?? shown[0];
    if (card && card.id !== draft.inject) Object.assign(draft, { inject: card.id, of: 0 });
    return [
      h("div", { class: "field find" }, h("label", { class: "sr", for: "inject-find" }, say("find_inject")), icon("search"),
        h("input", { id: "inject-find", key: "inject-find", type: "search", value: draft.find, maxlength: 80, placeholder: say("find_inject"), autocomplete: "off", on: { input: (e, at) => fill("inject", { find: at.value }) } }),
        h("span", { class: "small" }, say("cards", { count: found.length }))),
      h("div", { class: "picks", role: "radiogroup", "aria-label": say("inject") }, shown.map((c) => h("button", {
        class: c.choices.length ? "pick" : "pick off", role: "radio", "aria-checked": c === card ? "true" : "false", key: `inject-${c.id}`,
        on: { click: () => fill("inject", { inject: c.id, of: 0 }) } }, icon("radio"), h("span", { class: "grow" }, c.title), c.used ? h("span", { class: "used small" }, say("used", { count: c.used })) : null))),
      found.length > shown.length ? muted(say("not_now", { count: found.length - shown.length })) : null,
      card && h("div", { class: "card" }, h("p", {}, card.text), card.label || card.source ? h("p", { class: "small" }, [card.label, card.source].filter(Boolean).join(" \u00b7 ")) : null,
        card.choices.length ? null : h("p", { class: "bad" }, say("no_sense"))),
      card?.choices.length > 1 ? oneOf("inject", "of", say("which"), card.choices.map((c, n) => [n, c.title]), draft.of, (value) => fill("inject", { of: Number(value) })) : null,
    ];
  },
  given() {
    const { inject: id, of, reason } = desk.drafts.inject;
    const card = look("injects")?.injects?.find((c) => c.id === id);
    const choice = card?.choices[of] ?? card?.choices[0];
    return choice ? { inject: id, of: choice.of, reason } : null;
  },
};

const spot = {
  tab: "tab_spot", letter: "X", head: "spot", button: "release", picture: "radio", needs: true,
  fields: () => [
    words("spot", "title", say("spot_title"), { most: 80 }),
    words("spot", "text", say("spot_text"), { high: 2 }),
    words("spot", "script", say("spot_script"), { high: 2, hint: say("spot_note"), mono: true }),
  ],
  given: () => (filled("spot", "title") ? { ...desk.drafts.spot } : null),
};

// Values ---------------------------------------------------------------------------------------

const override = {
  tab: "tab_override", letter: "O", head: "override", button: "set", picture: "gavel", needs: true,
  fields() {
    const draft = desk.drafts.override;
    const told = look("cells", { find: draft.find.trim() });
    const find = h("div", { class: "field find" }, h("label", { class: "sr", for: "override-find" }, say("find_value")), icon("search"),
      h("input", { id: "override-find", key: "override-find", type: "search", value: draft.find, maxlength: 80, placeholder: say("find_value"), autocomplete: "off", on: { input: (e, at) => fill("override", { find: at.value, cell: "", value: undefined }) } }),
      told?.cells ? h("span", { class: "small" }, say("values", { count: told.count })) : null);
    if (!told?.cells) return [find, muted(told?.refused ?? say("looking"))];
    if (!told.cells.length) return [find, muted(say("no_value"))];
    const row = told.cells.find((c) => c.cell === draft.cell) ?? told.cells[0];
    if (row.cell !== draft.cell) Object.assign(draft, { cell: row.cell, value: undefined });
    return [find,
      h("div", { class: "picks values", role: "radiogroup", "aria-label": say("override") }, told.cells.map((c) => h("button", {
        class: "pick", role: "radio", "aria-checked": c === row ? "true" : "false", key: `cell-${c.cell}`, on: { click: () => fill("override", { cell: c.cell, value: undefined }) },
      }, h("span", { class: "grow" }, c.title), h("b", {}, c.words)))),
      h("p", { class: "small" }, say("now", { value: row.words })), value(row)];
  },
  given() {
    const { cell, value: to, reason } = desk.drafts.override;
    return cell && to !== undefined ? { cell, value: to, reason } : null;
  },
};

function value(row) {
  const draft = desk.drafts.override;
  const choose = (to) => fill("override", { value: to });
  if (row.choices.length && row.choices.length <= 16) {
    return h("div", { class: "segments wrap", role: "group", "aria-label": row.title }, row.choices.map((c) => h("button", {
      class: "segment", key: `value-${c.words}`, "aria-pressed": (draft.value === undefined ? c.value === row.value : c.value === draft.value) ? "true" : "false", on: { click: () => choose(c.value) } }, c.words)));
  }
  if (row.choices.length) {
    const at = row.choices.findIndex((c) => c.value === (draft.value === undefined ? row.value : draft.value));
    return oneOf("override", "value", row.title, row.choices.map((c, n) => [n, c.words]), at, (n) => choose(row.choices[Number(n)].value));
  }
  return h("div", { class: "field" }, h("label", { for: "override-value" }, say("value_range", { low: row.low, high: row.high })),
    h("input", { id: "override-value", key: "override-value", type: "number", min: row.low, max: row.high, value: draft.value ?? row.value, on: { input: (e, at) => choose(at.value === "" ? undefined : Math.trunc(Number(at.value))) } }));
}

// Dice -----------------------------------------------------------------------------------------

const outcome = {
  tab: "tab_outcome", letter: "D", head: "outcome", button: "enter", picture: "dice-5",
  get needs() { return !desk.drafts.outcome.rolled; },
  fields() {
    const it = desk.page.desk;
    const draft = desk.drafts.outcome;
    const own = h("label", { class: "tick" }, h("input", { type: "checkbox", key: "dice", checked: it.dice, on: { change: (e, at) => now("dice", { on: at.checked }) } }), h("span", {}, say("real_dice"), h("span", { class: "small" }, say("real_dice_note"))));
    if (!it.outcomes.length) return [own, muted(say("no_die"))];
    if (!it.outcomes.some((o) => o.id === draft.outcome)) draft.outcome = "";
    return [own, h("p", {}, it.turn.title),
      h("div", { class: "faces", role: "radiogroup", "aria-label": say("outcome") }, it.outcomes.map((o) => h("button", {
        class: "face", role: "radio", key: `face-${o.id}`, "aria-checked": o.id === draft.outcome ? "true" : "false", on: { click: () => fill("outcome", { outcome: o.id }) } }, o.title))),
      switches("outcome", "rolled", say("outcome"), [[true, say("rolled")], [false, say("decided")]])];
  },
  given: () => (desk.drafts.outcome.outcome ? { ...desk.drafts.outcome } : null),
};

// Orders ---------------------------------------------------------------------------------------

const ruling = {
  tab: "tab_order", letter: "J", head: "orders", button: "rule_so", picture: "scale",
  fields() {
    const { orders, holders } = desk.page.desk;
    const played = holders.filter((s) => !s.settled);
    const own = desk.drafts.order;
    own.seat ||= played[0]?.id ?? "";
    const draft = desk.drafts.ruling;
    if (!orders.some((o) => o.n === draft.about)) draft.about = orders[0]?.n ?? 0;
    const add = h("form", { class: "row add", on: { submit: (e) => { e.preventDefault(); order(); } } },
      h("label", { class: "sr", for: "order-seat" }, say("whose_order")),
      h("select", { id: "order-seat", key: "order-seat", on: { change: (e, at) => fill("order", { seat: at.value }) } }, played.map((s) => h("option", { value: s.id, selected: s.id === own.seat }, seat(s.id).short))),
      h("label", { class: "sr", for: "order-text" }, say("new_order")),
      h("input", { id: "order-text", key: "order-text", value: own.text, maxlength: 400, placeholder: say("new_order"), autocomplete: "off", on: { input: (e, at) => { own.text = at.value; } } }),
      h("button", { class: "tool", key: "order-add", "aria-label": say("write_order"), title: say("write_order") }, icon("plus")));
    if (!orders.length) return [add, muted(say("no_orders"))];
    return [add,
      h("div", { class: "picks orders", role: "radiogroup", "aria-label": say("orders") }, orders.map((o) => h("button", {
        class: "pick", role: "radio", key: `order-${o.n}`, "aria-checked": o.n === draft.about ? "true" : "false", on: { click: () => fill("ruling", { about: o.n }) } }, sign(o.seat), h("span", { class: "grow" }, h("b", {}, seat(o.seat).short), h("q", {}, o.text))))),
      switches("ruling", "granted", say("orders"), [[true, say("grant")], [false, say("refuse")]]),
      words("ruling", "text", say("ruling"), { high: 2 }),
      draft.granted ? words("ruling", "script", say("spot_script"), { mono: true }) : null,
      words("ruling", "die", say("die"), { most: 40 })];
  },
  given: () => (desk.drafts.ruling.about && filled("ruling", "text") ? { ...desk.drafts.ruling } : null),
};

function order() {
  const { seat: whose, text } = desk.drafts.order;
  if (!text.trim()) return;
  now("order", { seat: whose, text: text.trim() });
  desk.drafts.order.text = "";
  const field = document.querySelector("#order-text");
  if (field) field.value = "";
}

// Seats ----------------------------------------------------------------------------------------

const swap = {
  tab: "tab_seat", letter: "S", head: "give_seat", button: "give", picture: "users",
  fields() {
    const { holders, bots } = desk.page.desk;
    const draft = desk.drafts.swap;
    const played = holders.filter((s) => !s.settled);
    if (!draft.seat) draft.seat = played[0]?.id ?? "";
    const held = played.find((s) => s.id === draft.seat);
    if (!draft.to) draft.to = held?.occupant === "human" ? "bot:doctrine" : "human";
    return [
      h("div", { class: "picks seats-pick", role: "radiogroup", "aria-label": say("seats") }, played.map((s) => h("button", {
        class: "pick", role: "radio", key: `give-${s.id}`, "aria-checked": s.id === draft.seat ? "true" : "false", on: { click: () => fill("swap", { seat: s.id, to: s.occupant === "human" ? "bot:doctrine" : "human" }) } }, sign(s.id), h("span", { class: "grow" }, seat(s.id).short), h("span", { class: "small" }, s.who)))),
      oneOf("swap", "to", say("to_whom"), [["human", say("a_person")], ...bots.map((b) => [b.id, b.name])], draft.to),
      draft.to === "human" ? words("swap", "person", say("which_person"), { most: 60 }) : null];
  },
  given() {
    const { seat: id, to, person, reason } = desk.drafts.swap;
    const held = desk.page.desk.holders.find((s) => s.id === id);
    if (!held || (held.occupant === to && !person.trim())) return null;
    return { seat: id, to, person: to === "human" ? person : "", reason };
  },
};

// Back -----------------------------------------------------------------------------------------

const back = {
  tab: "tab_back", letter: "Z", head: "back", button: "go_back", picture: "undo-2", needs: true,
  fields() {
    const { moments } = desk.page.desk;
    const draft = desk.drafts.back;
    const all = [{ n: 0, text: say("the_start"), who: "", at: null, mark: false }, ...moments];
    const past = all.slice(0, -1);
    if (!past.length) return [muted(say("nothing_back"))];
    if (draft.to === null || !past.some((m) => m.n === draft.to)) draft.to = past.at(-1).n;
    const at = past.findIndex((m) => m.n === draft.to);
    const chosen = past[at];
    return [
      h("p", { class: "small" }, say("back_note")),
      h("div", { class: "field" }, h("label", { for: "back-to" }, say("moment")),
        h("input", { id: "back-to", key: "back-to", type: "range", min: 0, max: past.length - 1, value: at, "aria-valuetext": `${clockOf(chosen.at)} ${chosen.text}`, on: { input: (e, field) => fill("back", { to: past[Number(field.value)].n }) } }),
        h("div", { class: "line-of", "aria-hidden": "true" }, all.map((m, n) => h("i", { class: `${n === at ? "here" : n > at ? "leaves" : ""}${m.mark ? " marked" : ""}` })))),
      h("ol", { class: "picks moments", key: "moments", role: "radiogroup", "aria-label": say("moment") }, past.slice(Math.max(0, at - 2), at + 3).map((m) => h("li", { key: `m-${m.n}` }, h("button", {
        class: "pick", role: "radio", key: `moment-${m.n}`, "aria-checked": m === chosen ? "true" : "false", on: { click: () => fill("back", { to: m.n }) } },
      h("span", { class: "at" }, clockOf(m.at)), m.actor && m.actor in desk.hello.look.seats ? sign(m.actor) : icon(m.mark ? "flag" : "circle-dot"), h("span", { class: "grow" }, m.text)))))];
  },
  given() {
    const { to, reason } = desk.drafts.back;
    return to === null || desk.page.desk.moments.length < 1 ? null : { to, reason };
  },
};

// Rehearsal ------------------------------------------------------------------------------------

const rehearsal = {
  tab: "tab_rehearsal", letter: "R", head: "rehearsal",
  fields() {
    const run = desk.ui.rehearsal;
    const busy = run && !run.done;
    return [
      h("p", { class: "small" }, say("rehearse_note")),
      h("div", { class: "row" }, h("button", { class: "tool", key: "rehearse", "aria-disabled": busy ? "true" : null, on: { click: () => rehearse(true) } }, icon("bot"), say("rehearse")),
        busy ? h("button", { class: "tool", key: "rehearse-stop", on: { click: () => set({ rehearsal: { ...desk.ui.rehearsal, done: true } }) } }, icon("x"), say("stop")) : null),
      run ? h("div", { class: "progress" }, h("progress", { max: run.games, value: run.played, "aria-label": say("rehearsal") }), h("span", { class: "small" }, say("rehearsed", { count: run.played, of: run.games }))) : null,
      run?.lines ? h("ul", { class: "told" }, run.lines.map((words_) => h("li", {}, words_))) : null,
    ];
  },
};

/** Play a few games, and go on until all are played or somebody stops it. */
async function rehearse(anew = false) {
  const { games } = desk.drafts.rehearsal;
  if (anew) set({ rehearsal: { played: 0, games, done: false, lines: [] } });
  const found = await desk.wire.look({ at: "desk", act: "rehearse", given: { games, anew } });
  if (!desk.ui.rehearsal || desk.ui.rehearsal.done) return;
  if (found.refused) return void set({ rehearsal: null });
  set({ rehearsal: found });
  if (!found.done) setTimeout(() => rehearse(), 60);
}

/** All acts, by name, in the order of their tabs. */
export const FORMS = { inject, spot, override, outcome, ruling, swap, back, rehearsal };
