// The right of the umpire's page: acts, each looked at before it is filed, with its reason.

import { desk, file, now, preview, say, set } from "./desk.js";
import { button } from "./desk_board.js";
import { FORMS, words } from "./desk_forms.js";
import { key } from "./desk_keys.js";
import { focusOn, h, icon } from "./dom.js";
import { seat, sign } from "./signs.js";

/** So many effects are told one by one. */
const MOST = 9;

/** The column. */
export function acts() {
  const { act } = desk.ui;
  const it = desk.page.desk;
  return h("section", { class: "column right", key: "acts", "aria-label": say("acts") },
    h("div", { class: "head" }, icon("gavel"), h("h2", {}, say("acts")), h("span", { class: "small" }, say("logged"))),
    h("div", { class: "tabs", role: "tablist", "aria-label": say("acts"), on: { keydown: arrows } }, Object.entries(FORMS).map(([name, form]) => h("button", {
      class: "tab", role: "tab", id: `tab-${name}`, key: `tab-${name}`, "aria-selected": act === name ? "true" : "false", "aria-controls": "panel", tabindex: act === name ? 0 : -1,
      on: { click: () => open(name) } }, say(form.tab), waits(name, it) ? h("span", { class: "waits" }, waits(name, it)) : null, key(form.letter)))),
    h("div", { class: "panel", id: "panel", role: "tabpanel", "aria-labelledby": `tab-${act}`, key: "panel" }, form(act)),
    h("div", { class: "stop" },
      desk.wrong.now ? h("p", { class: "bad", role: "alert" }, icon("triangle-alert"), desk.wrong.now) : null,
      button(it.paused ? "play" : "pause", say(it.paused ? "go_on" : "pause"), "P", pause, "pause", "main")));
}

/** What waits for the umpire on a page of acts, in figures. */
const waits = (name, it) => (name === "ruling" ? it.orders.length : name === "outcome" ? it.outcomes.length : 0);

/** Open a page of acts. */
export function open(name) {
  set({ act: name, view: "acts" });
  requestAnimationFrame(() => document.querySelector("#panel")?.scrollTo(0, 0));
}

function arrows(event) {
  const names = Object.keys(FORMS);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const turned = document.documentElement.dir === "rtl" && event.key.match(/Left|Right/) ? -step : step;
  const next = names[(names.indexOf(desk.ui.act) + turned + names.length) % names.length];
  open(next);
  requestAnimationFrame(() => focusOn(`tab-${next}`));
}

/** Stop the table, or let it go on. */
export const pause = () => now("pause", { on: !desk.page.desk.paused });

/** File the act that is open, if it can be. */
export function fileOpen() {
  const form_ = FORMS[desk.ui.act];
  const given = form_.given?.();
  if (!given || desk.ui.sending) return;
  if (form_.needs && !given.reason.trim()) {
    desk.wrong[desk.ui.act] = say("why");
    desk.draw();
    return void focusOn(`${desk.ui.act}-reason`);
  }
  file(desk.ui.act, given);
}

function form(name) {
  const it = FORMS[name];
  const fields = it.fields();
  if (!it.given) return [h("h3", {}, say(it.head)), fields];
  const given = it.given();
  const told = given ? preview(name, given) : null;
  const stuck = !given || told?.effects?.stuck || (told?.refused && !told.busy);
  const wrong = desk.wrong[name] || (told && !told.busy ? told.refused : "");
  return [
    h("h3", {}, say(it.head)),
    fields,
    told && (told.effects || told.busy) ? effects(told) : null,
    wrong ? h("p", { class: "bad", role: "alert", key: "wrong" }, icon("triangle-alert"), wrong) : null,
    h("div", { class: "file", key: "file" },
      words(name, "reason", it.needs ? say("reason") : say("reason_free")),
      h("button", { class: "file-it", key: `file-${name}`, "aria-disabled": stuck || desk.ui.sending ? "true" : null, on: { click: fileOpen } }, icon(it.picture), h("span", {}, desk.ui.sending && desk.ui.filed === name ? say("sending") : say(it.button)), key("Ctrl \u21b5"))),
  ];
}

/** The places that the open act would change. */
export function lit() {
  const it = FORMS[desk.ui.act];
  const given = it.given?.();
  if (!given || !it.needs) return [];
  const told = preview(desk.ui.act, given);
  const known = new Set(desk.page.desk.board.places.map((p) => p.id));
  return [...new Set((told.effects ? [...told.effects.changes, ...told.effects.derived] : []).flatMap((e) => e.places))].filter((p) => known.has(p));
}

function effects({ effects: it, busy }) {
  if (!it) return h("div", { class: "effects", key: "effects", "aria-busy": busy ? "true" : "false" }, h("p", { class: "small" }, say("looking")));
  const rows = [...it.changes, ...it.derived];
  return h("div", { class: "effects", key: "effects", "aria-busy": busy ? "true" : "false" },
    h("h4", {}, say("effects")),
    it.warnings.map((said) => h("p", { class: "bad" }, icon("triangle-alert"), said)),
    rows.length ? h("dl", {}, rows.slice(0, MOST).map((row) => h("div", {}, h("dt", {}, row.title), h("dd", {}, h("span", {}, row.before), h("span", { "aria-label": say("becomes") }, " \u2192 "), h("b", { class: `tone-${row.tone}` }, row.after)))))
      : h("p", { class: "small" }, say("same_board")),
    rows.length > MOST ? h("p", { class: "small" }, say("more_effects", { count: rows.length - MOST })) : null,
    it.readings.length ? h("ul", { class: "readings" }, it.readings.map((reading) => h("li", {},
      it.readings.length === 1 ? h("b", {}, say("all_read")) : reading.seats.map((id) => sign(id, seat(id).short)),
      h("span", { class: reading.words ? "grow" : "grow small" }, reading.words || say("nothing_read"))))) : null);
}
