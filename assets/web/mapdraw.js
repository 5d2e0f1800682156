// The map as a drawing: the ground that the server sends once, and over it what stands in each place.

import { s } from "./dom.js";
import { badge, sign, state } from "./signs.js";

let ground;

/** The ground, asked for once; null where the game has no map. */
export function loadGround() {
  ground ??= fetch("/map.svg").then((answer) => (answer.ok ? answer.text() : "")).then((text) => {
    if (!text) return null;
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return root.nodeName === "svg" ? root : null;
  }).catch(() => {
    ground = undefined;
    return null;
  });
  return ground;
}

/** A map in an element of the page. */
export class MapDrawing {
  /** `size` and `font` are those of badges and names in pixels; without `all`, a name for which
   *  there is no room is left out. */
  constructor(host, root, { size = 34, font = 15, all = false } = {}) {
    this.all = all;
    this.host = host;
    this.size = size;
    this.font = font;
    this.svg = document.importNode(root, true);
    this.svg.classList.add("ground");
    this.svg.setAttribute("aria-hidden", "true");
    this.svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
    this.lit = s("g", { class: "lit" });
    this.over = s("g", { class: "over" });
    this.svg.append(this.lit, this.over);
    host.replaceChildren(this.svg);
    this.whole = this.svg.getAttribute("viewBox").split(/\s+/).map(Number);
    this.box = [...this.whole];
    this.places = [];
    this.found = new Map([...this.svg.querySelectorAll("[data-place]")].map((path) => [path.dataset.place, path]));
    this.ruler = document.createElement("canvas").getContext("2d");
    new ResizeObserver(() => this.draw()).observe(host);
  }

  /** Show places as they stand; those in `lit` are set off. */
  show(places, lit = []) {
    this.places = places;
    this.bright = lit;
    this.draw();
  }

  /** Show a part of the map, in its own units. */
  look(box) {
    this.box = box;
    this.svg.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
    this.draw();
  }

  /** Units of the map in a pixel. */
  get unit() {
    const { clientWidth: wide, clientHeight: high } = this.host;
    return Math.max(this.box[2] / (wide || 1), this.box[3] / (high || 1));
  }

  draw() {
    if (!this.host.clientWidth) return;
    const { unit } = this;
    const taken = [];
    const layer = [];
    const at = (place) => {
      const path = this.found.get(place.id);
      return path ? [Number(path.dataset.x), Number(path.dataset.y)] : null;
    };
    const shown = this.places.filter((p) => at(p));
    // Seen whole on a narrow page, signs are smaller than they are from near.
    const near = Math.min(1, Math.max(0.6, this.whole[2] / unit / 620));
    const size = this.size * near * unit;
    for (const place of shown) {
      const [x, y] = at(place);
      const wide = size * (1 + 0.72 * place.needs.length);
      taken.push([x - wide / 2, y - size / 2, wide, size]);
    }
    shown.forEach((place) => {
      const [x, y] = at(place);
      const wide = size * (1 + 0.72 * place.needs.length);
      const left = x - wide / 2;
      layer.push(put(badge(place), left, y - size / 2, size));
      place.needs.forEach((id, k) => layer.push(put(sign(id), left + size * (1.06 + 0.72 * k), y - size * 0.33, size * 0.66)));
    });
    if (this.font) for (const place of [...shown].sort((a, b) => (a.value ?? 9) - (b.value ?? 9))) layer.push(...this.name(place, at(place), size, this.font * Math.max(0.8, near) * unit, taken));
    this.over.replaceChildren(...layer);
    this.lit.replaceChildren(...(this.bright ?? []).map((id) => this.found.get(id)?.getAttribute("d")).filter(Boolean).flatMap((d) => [
      s("path", { d, fill: "#ffd257", "fill-opacity": 0.16, stroke: "#05080b", "stroke-width": 6 * unit, "stroke-linejoin": "round" }),
      s("path", { d, fill: "none", stroke: "#ffd257", "stroke-width": 3.4 * unit, "stroke-linejoin": "round" })]));
  }

  /** The name of a place where it meets nothing, or nothing. */
  name(place, [x, y], size, font, taken) {
    const lines = wrapped(place.short ?? place.name);
    this.ruler.font = `600 100px "Barlow Narrow", system-ui, sans-serif`;
    const wide = Math.max(...lines.map((l) => this.ruler.measureText(l).width / 100)) * font + font * 0.3;
    const high = lines.length * font * 1.12;
    const side = size * (0.5 + 0.36 * place.needs.length);
    const below = y + size * 0.52;
    const above = y - size * 0.54 - high;
    const beside = side + font * 0.25;
    const spots = [
      [x - wide / 2, below], [x - wide / 2, above], [x + beside, y - high / 2], [x - beside - wide, y - high / 2],
      [x - wide * 0.2, below], [x - wide * 0.8, below], [x - wide * 0.2, above], [x - wide * 0.8, above],
    ];
    const [left, top, w, t] = this.whole;
    const meets = ([a, b]) => taken.reduce((sum, [c, d, e, f]) => sum + Math.max(0, Math.min(a + wide, c + e) - Math.max(a, c)) * Math.max(0, Math.min(b + high, d + f) - Math.max(b, d)), 0)
      + (a < left || b < top || a + wide > left + w || b + high > top + t ? wide * high : 0);
    const best = spots.map((spot) => [meets(spot), spot]).reduce((one, two) => (two[0] < one[0] ? two : one));
    if (best[0] > 0 && !this.all) return [];
    const free = best[1];
    taken.push([free[0], free[1], wide, high]);
    return lines.map((words, n) => s("text", {
      class: "name", x: free[0] + wide / 2, y: free[1] + font * (0.88 + n * 1.1), "font-size": font, "text-anchor": "middle",
    }, words));
  }
}

function put(drawing, x, y, size) {
  drawing.setAttribute("x", x);
  drawing.setAttribute("y", y);
  drawing.setAttribute("width", size);
  drawing.setAttribute("height", size);
  return drawing;
}

/** A long name on two lines, broken in its middle. */
function wrapped(name) {
  if (name.length < 12) return [name];
  const breaks = [...name.matchAll(/[\s\u2013-]/gu)].map((m) => m.index + (m[0].trim() ? 1 : 0));
  if (!breaks.length) return [name];
  const best = breaks.reduce((a, b) => (Math.abs(b - name.length / 2) < Math.abs(a - name.length / 2) ? b : a));
  return [name.slice(0, best).trim(), name.slice(best).trim()];
}

/** Which places stand otherwise than before. */
export function changed(before, after) {
  const old = new Map((before ?? []).map((p) => [p.id, JSON.stringify([p.value, p.marks, p.needs])]));
  return after.filter((p) => old.has(p.id) && old.get(p.id) !== JSON.stringify([p.value, p.marks, p.needs])).map((p) => p.id);
}

/** A place in words, for who does not see the map. */
export const inWords = (place) => `${place.name}: ${place.value ?? "?"} ${state(place.badge)?.name ?? ""}`;
