// The left of the umpire's page: the board by whose eyes one likes, clocks, seats and their devices.

import { desk, now, say, set } from "./desk.js";
import { h, icon } from "./dom.js";
import { key } from "./desk_keys.js";
import { inWords, loadGround, MapDrawing } from "./mapdraw.js";
import { badge, bars, seat, sign, state } from "./signs.js";
import { span } from "./words.js";

let root = null;
let drawing = null;
let drawn = "";

/** Ask for the ground of the map, once. */
export async function findMap() {
  root = await loadGround();
  desk.draw();
}

/** Show the position on the map; places that an act would change are set off. */
export function refreshMap(lit) {
  const host = document.querySelector("#map");
  if (!host || !root) return;
  if (drawing?.host !== host) {
    drawing = new MapDrawing(host, root, { size: 26, font: 12.5 });
    drawn = "";
  }
  // A map is dear to draw: only where it shows something else.
  const now_ = JSON.stringify([desk.page.desk.board.places, lit]);
  if (now_ === drawn) return;
  drawn = now_;
  drawing.show(desk.page.desk.board.places, lit);
}

/** The column. */
export function board() {
  const it = desk.page.desk;
  return h("section", { class: "column left", key: "board", "aria-label": say("board") },
    h("div", { class: "head" }, icon("map"), h("h2", {}, say("board")), eyes(it)),
    places(it),
    it.apart && h("p", { class: it.apart.places.length ? "apart veiled" : "apart" }, icon(it.apart.places.length ? "eye-off" : "check"), it.apart.words),
    it.dials.length ? clocks(it) : null,
    seats(it));
}

function eyes(it) {
  const { shows } = it.board;
  const seen = shows !== "true" && shows !== "claimed";
  const one = (name, words) => h("button", { class: "segment", key: `eyes-${name}`, "aria-pressed": shows === name ? "true" : "false", on: { click: () => now("eyes", { shows: name }) } }, words);
  return h("div", { class: "tools" },
    h("div", { class: "segments", role: "group", "aria-label": say("eyes") },
      one("true", say("true")), one("claimed", say("claimed")),
      h("select", { class: seen ? "segment on" : "segment", key: "eyes-seat", "aria-label": say("as_seat"), on: { change: (e, at) => now("eyes", { shows: at.value || "true" }) } },
        h("option", { value: "", selected: !seen }, say("as_seat")),
        it.holders.filter((s) => !s.settled).map((s) => h("option", { value: s.id, selected: shows === s.id }, say("seen_by", { seat: seat(s.id).short }))))),
    root ? h("button", { class: "small-tool", key: "board-list", "aria-pressed": desk.ui.list ? "true" : "false", "aria-label": say("as_list"), title: say("as_list"), on: { click: () => set({ list: !desk.ui.list }) } }, icon(desk.ui.list ? "map" : "layers")) : null);
}

function places(it) {
  const rows = it.board.places;
  if (root && !desk.ui.list) {
    return h("div", { class: "map-box" }, h("div", { id: "map", class: "map", key: "map", "data-kept": true, role: "img", "aria-label": rows.map(inWords).join("; ") }));
  }
  const sorted = [...rows].sort((a, b) => (a.value ?? 99) - (b.value ?? 99));
  return h("ul", { class: "places", key: "places", tabindex: 0, "aria-label": say("board") }, sorted.map((p) => h("li", { key: `place-${p.id}` },
    p.badge ? badge(p) : null,
    h("span", { class: "grow" }, h("b", {}, p.name), h("span", { class: "small" }, p.state || state(p.badge)?.name || "")),
    p.needs.map((id) => sign(id, seat(id).short)),
    p.marks.length ? bars(p) : null)));
}

// Clocks ---------------------------------------------------------------------------------------

let tickedAt = 0;

/** The clocks were told just now. */
export function ticked() {
  tickedAt = performance.now();
}

/** How long a clock has run by now. */
export const spent = (dial) => dial.spent + (dial.running ? performance.now() - tickedAt : 0);

function clocks(it) {
  return h("section", { class: "clocks" },
    h("div", { class: "head" }, icon("hourglass"), h("h2", {}, say("clocks")),
      h("span", { class: "small" }, it.waiting ? say("clocks_wait") : it.held ? say("clocks_held") : it.paused ? say("paused") : "")),
    h("ul", { class: "dials" }, it.dials.map((dial, n) => h("li", { class: dial.running ? "runs" : "", key: `dial-${n}` },
      h("span", { class: "name" }, dial.name),
      h("span", { class: "bar", "aria-hidden": "true", style: { "--share": String(Math.min(1, spent(dial) / dial.limit)) } }),
      h("span", { class: spent(dial) > dial.limit ? "figures over" : "figures", key: `spent-${n}` }, ofTime(dial))))),
    h("div", { class: "row times" },
      button("plus", say("more_time"), "A", () => now("more", { seconds: 60 }), "more"),
      button(it.held ? "play" : "pause", say(it.held ? "run_clock" : "hold_clock"), "H", () => now("hold", { on: !it.held }), "hold"),
      button("volume-2", say("bell"), "L", () => now("bell"), "bell"),
      button("skip-forward", say("usual"), "E", () => now("usual"), "usual")));
}

const ofTime = (dial) => say("of_time", { spent: span(spent(dial)), limit: span(dial.limit) });

/** Let the clocks be seen to run. */
export function runClocks() {
  const it = desk.page?.desk;
  it?.dials.forEach((dial, n) => {
    if (!dial.running) return;
    const row = document.querySelector(`[data-key="dial-${n}"]`);
    row?.querySelector(".bar").style.setProperty("--share", String(Math.min(1, spent(dial) / dial.limit)));
    const figures = row?.querySelector(".figures");
    if (figures) {
      figures.textContent = ofTime(dial);
      figures.classList.toggle("over", spent(dial) > dial.limit);
    }
  });
}

/** A button with a picture, words and its key. */
export function button(picture, words, letter, act, name, kind = "tool") {
  return h("button", { class: kind, key: name, on: { click: act } }, picture && icon(picture), h("span", {}, words), letter && key(letter));
}

// Seats ----------------------------------------------------------------------------------------

function seats(it) {
  const devices = Object.fromEntries(desk.page.seats.map((s) => [s.id, s]));
  const { codes, screens } = desk.page;
  return h("section", { class: "seats" },
    h("div", { class: "head" }, icon("users"), h("h2", {}, say("seats")),
      codes.table && h("span", { class: "small" }, say("table_code", { code: grouped(codes.table) })),
      h("button", { class: "tool", key: "codes", "aria-haspopup": "dialog", on: { click: () => set({ codes: true }) } }, icon("lock-open"), say("codes"))),
    h("ul", {}, it.holders.map((row, n) => holder(row, devices[row.id], n)),
      h("li", {}, icon("maximize"), h("b", {}, say("screen")), h("span", { class: "device small" }, screens ? [icon("check"), say("screens", { count: screens })] : say("no_screen")))));
}

function holder(row, device, n) {
  const [picture, words, tone] = status(row, device);
  const bot = row.occupant.startsWith("bot:");
  return h("li", { key: `holder-${row.id}`, class: row.to_move ? "moves" : "" },
    sign(row.id), h("b", {}, seat(row.id).short), row.settled ? null : h("span", { class: "who small" }, row.occupant === "human" ? desk.page.names[row.id] ?? row.who : row.who),
    h("span", { class: `device small ${tone}` }, icon(picture), words),
    row.settled ? null : button("", say(bot ? "to_person" : "to_bot"), String(n + 1), () => swap(row.id), `swap-${row.id}`));
}

/** What a seat and its devices do: a picture, words, and how they are told. */
function status(row, device) {
  if (row.settled) return ["scroll-text", row.who, "wide"];
  if (row.occupant !== "human") return ["bot", row.to_move ? say("bot_moves") : say("by_bot"), ""];
  if (lost(row, device)) return ["triangle-alert", say("device_lost_short"), "bad"];
  if (!device?.people) return ["user", say("no_device"), ""];
  if (row.to_move) return ["circle-dot", say("to_move"), "gold"];
  return ["check", say("devices", { count: device.people }), "good"];
}

/** Whether a seat was taken by a device that is not there now. */
export const lost = (row, device) => row.occupant === "human" && device?.state === "taken" && !device.people;

/** Begin to give a seat to a bot, or to a person. */
export function swap(id) {
  const row = desk.page.desk.holders.find((s) => s.id === id);
  if (!row || row.settled) return;
  const { bots } = desk.page.desk;
  const to = row.occupant === "human" ? (bots.find((b) => b.id === "bot:doctrine") ?? bots[0])?.id : "human";
  Object.assign(desk.drafts.swap, { seat: id, to, person: "" });
  desk.wrong.swap = "";
  set({ act: "swap", view: "acts" });
}

/** Digits in two halves, to be read aloud. */
export const grouped = (digits) => `${digits.slice(0, digits.length / 2)}\u2009${digits.slice(digits.length / 2)}`;
