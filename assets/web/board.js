// The board as a list, places in need first, each with its equation; and the way to the map.

import { app, fold, look, set } from "./app.js";
import { h, icon } from "./dom.js";
import { hasMap, openMap } from "./mapview.js";
import { line } from "./preview.js";
import { badge, bars, counters, seat, sign, states, told } from "./signs.js";
import { phrase } from "./words.js";

/** The view of the board. */
export function board() {
  const { places } = app.page.board;
  const worst = states().at(-1)?.id;
  const mine = app.page.seat;
  const kinds = {
    all: places,
    worst: places.filter((p) => p.badge === worst),
    mine: mine ? places.filter((p) => p.needs.includes(mine)) : [],
  };
  const chosen = kinds[app.ui.filter]?.length ? app.ui.filter : "all";
  const rows = [...kinds[chosen]].sort((a, b) => (a.value ?? 99) - (b.value ?? 99));
  return h("section", { class: "view", key: "board" },
    h("h1", { class: "sr", key: "top", tabindex: -1 }, phrase("board")),
    tracks(),
    hasMap() ? h("button", { class: "map-button", key: "open-map", on: { click: () => openMap() } },
      h("span", { class: "map", "data-kept": true, key: "map-small" }), h("span", { class: "open" }, icon("maximize"), phrase("open_map"))) : null,
    places.length ? h("div", { class: "tags", role: "group", "aria-label": phrase("show") },
      chip("all", phrase("filter_all", { count: places.length })),
      kinds.worst.length ? chip("worst", `${states().at(-1).name} ${kinds.worst.length}`) : null,
      kinds.mine.length ? chip("mine", phrase("filter_mine", { count: kinds.mine.length })) : null) : null,
    places.length ? legend(places) : h("p", { class: "soft" }, phrase("no_board")),
    h("ul", { class: "places" }, rows.map(row)),
  );

  function chip(name, words) {
    const on = chosen === name;
    return h("button", { class: on ? "chip on" : "chip", key: `filter-${name}`, "aria-pressed": on ? "true" : "false", on: { click: () => set({ filter: name }) } }, words);
  }
}

/** The tracks of the table, those that come to a bad end in warning. */
export function tracks() {
  const all = (app.page.tracks ?? []).filter((t) => t.value !== null);
  if (!all.length) return null;
  return h("ul", { class: "tracks", key: "tracks", "aria-label": phrase("tracks") }, all.map((t) => h("li", { class: t.near ? "near" : "" },
    t.near && icon("triangle-alert"), h("span", { class: "small" }, t.name), h("b", {}, t.of ? phrase("of", { value: t.value, of: t.of }) : t.value))));
}

function legend(places) {
  const used = new Set(places.flatMap((p) => p.marks.map((m) => m.counter)));
  return h("ul", { class: "legend", "aria-hidden": "true" }, counters().filter(([id, it]) => used.has(id) && it.side && !it.hollow)
    .map(([id, it]) => h("li", {}, bars({ marks: [{ counter: id, value: 1 }] }).querySelector(".block"), it.name)));
}

function row(place) {
  const key = `place-${place.id}`;
  const open = app.ui.open.includes(key);
  const others = place.marks.filter((m) => !counterSide(m.counter));
  return h("li", { key, class: open ? "open" : "" },
    h("button", { class: "place", key: `open-${place.id}`, "aria-expanded": open ? "true" : "false", on: { click: () => fold(key) } },
      badge(place),
      h("span", { class: "grow" }, h("span", { class: "title" }, place.name), needs(place)),
      place.marks.length ? bars(place) : null),
    open && h("div", { class: "about" },
      h("p", { class: "small" }, told(place), others.length ? `; ${others.map((m) => `${counterName(m.counter)} ${m.value}`).join(", ")}` : ""),
      about(place)));
}

const counterOf = (id) => counters().find(([name]) => name === id)?.[1];
const counterSide = (id) => counterOf(id)?.side;
const counterName = (id) => counterOf(id)?.name ?? id;

function needs(place) {
  const mine = place.needs.includes(app.page.seat);
  if (!place.needs.length) return h("span", { class: "small" }, place.state || phrase("unseen"));
  return h("span", { class: "small needs" }, place.needs.map((id) => sign(id)),
    mine && place.needs.length === 1 ? phrase("needs_you") : phrase("needs", { seats: place.needs.map((id) => (id === app.page.seat ? phrase("you_small") : seat(id).short)).join(", ") }));
}

function about(place) {
  const found = look({ at: "place", id: place.id });
  if (!found) return h("p", { class: "soft" }, phrase("looking"));
  return h("ul", { class: "effects" }, (found.lines ?? []).map((l) => h("li", {}, line(l))));
}
