// The page for all, read from five metres: the map, what all have heard, the clock, whose turn.

import { mayRing, ring } from "./bell.js";
import { announce, h, icon, loadIcons, morph } from "./dom.js";
import { changed, inWords, loadGround, MapDrawing } from "./mapdraw.js";
import { named } from "./story.js";
import { badge, dress, seat, seats, sign, states } from "./signs.js";
import { Wire } from "./wire.js";
import { chosen, minutes, phrase, speak } from "./words.js";

const TOKEN = "panj.screen";
/** So many entries of the story at most; fewer where they are long. */
const HEARD = 6;

const head = document.querySelector("#head");
const aside = document.querySelector("#aside");
const foot = document.querySelector("#foot");
const map = document.querySelector("#map");
const line = document.querySelector("#line");

let hello;
let page;
let drawing;
let lit = [];
let clockAt = 0;
let lost = false;
let refused = "";

function draw() {
  if (!hello) return;
  document.body.classList.toggle("mapless", !drawing);
  morph(line, lost ? [h("p", { class: "lost" }, icon("radio"), phrase("line_lost"))] : []);
  if (!page) return void morph(aside, [code()]);
  morph(head, [round(), turn(), tracks(), clock()]);
  morph(aside, [page.result ? result() : heard(), page.join && !page.over ? join() : null]);
  morph(foot, drawing ? legend() : []);
  if (drawing) drawing.show(page.board.places, lit);
  else morph(map, [plain()]);
  map.setAttribute("role", drawing ? "img" : "group");
  map.setAttribute("aria-label", drawing ? page.board.places.map(inWords).join("; ") : phrase("board"));
  document.title = `${page.turn.title} \u2013 ${hello.table.title}`;
  shorten();
}

function round() {
  const { now, of, phase } = page.round;
  return h("section", { class: "round" }, now === null || now === undefined
    ? h("b", {}, hello.table.title)
    : h("b", {}, phrase("round", { round: now }), of ? h("span", {}, ` ${phrase("round_of", { rounds: of })}`) : null),
  h("span", { class: "small" }, phase || hello.table.title));
}

function turn() {
  const { who, title, note } = page.turn;
  return h("section", { class: "acts" }, who ? sign(who) : null,
    h("div", {}, h("h1", {}, page.paused ? phrase("paused") : title), note && h("p", { class: "small" }, note)));
}

/** The tracks that come to a bad end, and otherwise the first. */
function tracks() {
  const all = page.tracks.filter((t) => t.value !== null && t.of);
  const shown = all.filter((t, n) => n === 0 || t.near).slice(0, 2);
  return h("section", { class: "tracks" }, shown.map((t) => h("div", { class: t.near ? "near" : "" },
    h("p", {}, t.near && icon("triangle-alert"), `${t.name} `, h("b", {}, phrase("of", { value: t.value, of: t.of }))),
    h("span", { class: "cells", "aria-hidden": "true" }, Array.from({ length: Math.min(t.of, 24) }, (_, n) => h("i", { class: n < t.value ? "on" : "" }))))));
}

const left = () => page.clock.left - (page.clock.running ? performance.now() - clockAt : 0);

function clock() {
  return page.clock && !page.over ? h("section", { class: "clock", role: "timer" }, icon(page.clock.running ? "hourglass" : "pause"), h("b", {}, minutes(left()))) : null;
}

function heard() {
  const entries = new Map();
  for (const row of page.story) entries.set(row.n, [...(entries.get(row.n) ?? []), row]);
  const last = [...entries.entries()].reverse().slice(0, HEARD);
  return h("section", { class: "heard" }, h("h2", {}, phrase("heard")),
    h("ol", {}, last.map(([n, rows], at) => h("li", { key: `n-${n}`, class: at === 0 ? "latest" : "" },
      rows.map((row) => h("p", {}, row.head && h("span", { class: "under" }, `${row.head}. `), named(row.text)))))));
}

/** As many entries as there is room for: a half sentence says nothing. */
function shorten() {
  const list = aside.querySelector(".heard ol");
  if (!list) return;
  const room = list.parentNode;
  for (const item of list.children) item.hidden = false;
  room.classList.remove("tight");
  room.classList.toggle("tight", list.firstChild.getBoundingClientRect().bottom > room.getBoundingClientRect().bottom);
  const bottom = list.parentNode.getBoundingClientRect().bottom;
  [...list.children].forEach((item, n) => (item.hidden = n > 0 && item.getBoundingClientRect().bottom > bottom + 2));
}

function result() {
  const { headline, verdict, text, scores } = page.result;
  return h("section", { class: "heard over" }, h("h2", {}, headline || phrase("over")),
    h("ol", {}, scores.map((row) => h("li", {}, sign(row.seat), h("b", {}, seat(row.seat).short), h("b", { class: "figure" }, row.score), row.words && h("span", { class: "small" }, row.words)))),
    verdict && h("p", {}, h("b", {}, verdict)), text && h("p", {}, text));
}

function join() {
  const { address, code: digits, svg, free } = page.join;
  const qr = svg ? picture(svg) : null;
  return h("section", { class: "join" }, qr && h("div", { class: "qr" }, qr),
    h("div", { class: "grow" }, h("p", {}, phrase("join_at")), h("p", { class: "address", dir: "ltr" }, address.replace(/^https?:\/\//, "")),
      digits && h("p", { class: "digits" }, digits.replace(/(\d{3})(?=\d)/g, "$1\u2009")),
      h("p", { class: "small free" }, phrase("free_seats", { count: free.length }), free.map((id) => sign(id, seat(id).short)))));
}

/** The QR code, as the server drew it. */
function picture(svg) {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (root.nodeName !== "svg") return null;
  const own = document.importNode(root, true);
  own.setAttribute("role", "img");
  own.setAttribute("aria-label", phrase("join_at"));
  return own;
}

function legend() {
  const played = Object.keys(seats()).filter((id) => page.board.places.some((p) => p.needs.includes(id)));
  return [...states().map((it) => h("span", {}, badge({ badge: it.id, value: it.least ?? (states().at(-2)?.least ?? 0) - 1 }), it.name)),
    played.length ? h("span", {}, played.map((id) => sign(id)), phrase("would_fall")) : null];
}

/** Places without a map: by name, those in need first. */
function plain() {
  const rows = [...page.board.places].sort((a, b) => (a.value ?? 99) - (b.value ?? 99));
  return h("ul", { class: "plain" }, rows.map((p) => h("li", { key: p.id }, badge(p), h("b", {}, p.name), p.needs.map((id) => sign(id)))));
}

function code() {
  const go = (event) => {
    event.preventDefault();
    wire.post({ do: "join", code: document.querySelector("#code").value.replace(/\D/g, "") });
  };
  return h("form", { class: "join code", on: { submit: go } }, h("label", { for: "code" }, phrase("screen_code")),
    h("input", { id: "code", key: "code", inputmode: "numeric", autocomplete: "off" }), h("button", { type: "submit" }, phrase("go_on")),
    refused && h("p", { role: "alert" }, refused));
}

async function hear(message) {
  if (message.hello) {
    ({ hello } = message);
    speak(hello.words);
    dress(hello.look);
    const digits = location.hash.replace(/\D/g, "");
    if (digits && !localStorage.getItem(TOKEN)) wire.post({ do: "join", code: digits });
  } else if (message.joined) {
    localStorage.setItem(TOKEN, message.joined.token);
    history.replaceState(null, "", location.pathname);
    refused = "";
  } else if (message.page) {
    if (page && message.page.bell > page.bell) ring();
    const now = changed(page?.board.places, message.page.board.places);
    if (now.length) lit = now.length > 4 ? [] : now;
    const last = page?.story.at(-1)?.n ?? Infinity;
    ({ page } = message);
    clockAt = performance.now();
    const news = page.story.filter((row) => row.n > last);
    if (news.length) announce(news.slice(-3).map((row) => row.text).join(" "));
    if (!drawing && page.board.places.length) {
      const root = await loadGround();
      drawing ??= root ? new MapDrawing(map, root, { size: size(2.75), font: size(1.375), all: true }) : null;
    }
  } else if (message.error) {
    refused = message.error.text;
    if (message.error.code === "not_joined" || !page) localStorage.removeItem(TOKEN);
  }
  draw();
}

/** Rem in pixels: all sizes of the screen follow how wide it is. */
const size = (rem) => rem * parseFloat(getComputedStyle(document.documentElement).fontSize);

document.fonts.addEventListener("loadingdone", () => draw());

addEventListener("resize", () => {
  if (drawing) Object.assign(drawing, { size: size(2.75), font: size(1.375), all: true });
  draw();
});

setInterval(() => {
  const shown = head.querySelector(".clock b");
  if (page?.clock?.running && shown) shown.textContent = minutes(left());
}, 500);

loadIcons();
mayRing();
const wire = new Wire(hear, (word) => {
  lost = word === "lost";
  draw();
}, () => chosen() || "table");
wire.greet = () => (localStorage.getItem(TOKEN) ? { do: "join", token: localStorage.getItem(TOKEN) } : null);
