// Signs of seats, counters and states, drawn from what the look says: never by colour alone.

import { h, s } from "./dom.js";
import { number, phrase } from "./words.js";

/** Outlines in a box of 24. */
const OUTLINES = {
  shield: "M3 3H21V13C21 18 17 21 12 23C7 21 3 18 3 13Z",
  disc: "M12 2A10 10 0 1 0 12 22A10 10 0 1 0 12 2Z",
  tower: "M3 2H7V5H10V2H14V5H17V2H21V22H3Z",
  hexagon: "M12 1.5L21.5 7V17L12 22.5L2.5 17V7Z",
  helmet: "M2 18C2 9 6 4 12 4S22 9 22 18L23 21H1Z",
  diamond: "M12 0.5L23.5 12L12 23.5L0.5 12Z",
  pennant: "M3 2H21V22L12 17.5L3 22Z",
  square: "M3 2H21A1 1 0 0 1 22 3V21A1 1 0 0 1 21 22H3A1 1 0 0 1 2 21V3A1 1 0 0 1 3 2Z",
  burst: burst(),
};

function burst() {
  const points = [];
  for (let n = 0; n < 24; n++) {
    const far = n % 2 ? 9.3 : 11.8;
    const turn = (Math.PI * n) / 12;
    points.push(`${(12 + far * Math.sin(turn)).toFixed(2)} ${(12 - far * Math.cos(turn)).toFixed(2)}`);
  }
  return `M${points.join("L")}Z`;
}

let look = { seats: {}, counters: {}, badges: [] };

/** Draw by this look from now on. */
export function dress(told) {
  look = { seats: {}, counters: {}, badges: [], ...told };
}

/** How a seat looks and is called. */
export const seat = (id) => look.seats[id] ?? { name: id, short: id, letter: "?", colour: "#8899aa", ink: "#101820", silhouette: "disc" };

/** All seats that the look knows. */
export const seats = () => look.seats;

/** How a counter looks and is called. */
export const counter = (id) => look.counters[id] ?? { name: id, letter: "?", colour: "#8899aa", ink: "#101820", side: "" };

/** All counters in order. */
export const counters = () => Object.entries(look.counters);

/** How a state of a place looks; an unknown one is the last, which is the lowest. */
export const state = (id) => look.badges.find((b) => b.id === id) ?? look.badges.at(-1);

/** All states, the best first. */
export const states = () => look.badges;

/** How bright a colour is, from 0 to 1, as WCAG counts it. */
export function brightness(colour) {
  const part = (at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** The contrast of two colours, from 1 to 21. */
export function contrast(a, b) {
  const [low, high] = [brightness(a), brightness(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** The ink that a look wants on a colour, or black or white where that cannot be read. */
export function ink(wanted, on) {
  if (wanted && contrast(wanted, on) >= 4.5) return wanted;
  return contrast("#000000", on) >= contrast("#ffffff", on) ? "#000000" : "#ffffff";
}

/** A colour as bright as words on a dark ground must be. */
export function readable(colour, on = "#202b37") {
  let found = colour;
  for (let n = 0; n < 10 && contrast(found, on) < 4.5; n++) {
    found = `#${[1, 3, 5].map((at) => Math.min(255, Math.round(parseInt(found.slice(at, at + 2), 16) * 0.85 + 40)).toString(16).padStart(2, "0")).join("")}`;
  }
  return found;
}

/** A seat's sign; without `said` it is silent, as its name stands beside it. */
export function sign(id, said = "") {
  const it = seat(id);
  const outline = OUTLINES[it.silhouette] ?? OUTLINES.disc;
  return s("svg", { class: "sign", viewBox: "0 0 24 24", ...spoken(said) },
    s("path", { d: outline, fill: it.colour, stroke: "#05080b", "stroke-width": 1 }),
    s("text", { x: 12, y: 12.5, fill: ink(it.ink, it.colour) }, it.letter));
}

/** The badge of a place: its value in the shape and colour of its state. */
export function badge(place, size = "") {
  const it = state(place.badge) ?? { colour: "#56626e", ink: "#ffffff", silhouette: "square" };
  const outline = OUTLINES[it.silhouette] ?? OUTLINES.square;
  const value = place.value === null || place.value === undefined ? "?" : number(place.value, true);
  const known = Boolean(place.badge);
  const body = known ? it.colour : "#56626e";
  return s("svg", { class: `badge ${size}`, viewBox: "-1 -1 26 26", ...spoken("") },
    s("path", { d: outline, fill: body, stroke: (known && it.rim) || "#05080b", "stroke-width": known && it.rim ? 1.6 : 1 }),
    s("text", { x: 12, y: 12.6, fill: known ? ink(it.ink, body) : "#ffffff" }, value));
}

function spoken(words) {
  return words ? { role: "img", "aria-label": words } : { "aria-hidden": "true", focusable: "false" };
}

/** The equation of a place as bars: what holds it above what presses on it. */
export function bars(place) {
  const side = (sign) => place.marks.filter((m) => counter(m.counter).side === sign);
  const row = (marks) => h("span", {}, marks.flatMap((m) => blocks(counter(m.counter), m.value)));
  return h("span", { class: "bars", role: "img", "aria-label": told(place) }, row(side("plus")), row(side("minus")));
}

function blocks(it, value) {
  const each = [];
  for (let n = 0; n < Math.min(value, 12); n++) {
    const style = it.hollow ? { color: readable(it.colour) } : { "background-color": it.colour, color: ink(it.ink, it.colour) };
    const kind = it.hollow ? "block hollow" : `block hatch-${n && it.hatch ? it.hatch : "none"}`;
    each.push(h("i", { class: kind, style }, n === 0 ? it.letter : ""));
  }
  return each;
}

/** The equation of a place in words. */
export function told(place) {
  const say = (sign) => place.marks.filter((m) => counter(m.counter).side === sign)
    .map((m) => `${counter(m.counter).name} ${m.value}`).join(", ") || phrase("nothing");
  return phrase("equation", { plus: say("plus"), minus: say("minus") });
}
