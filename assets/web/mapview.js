// The map on a phone: a picture over the whole page that one can pinch, drag, and move by keys.

import { app } from "./app.js";
import { h, icon } from "./dom.js";
import { loadGround, MapDrawing } from "./mapdraw.js";
import { phrase } from "./words.js";

const NEAREST = 8;
let open = null;

/** Open the map over the page. */
export function openMap() {
  const dialog = h("dialog", { class: "map-dialog", "aria-label": phrase("map"), on: { keydown: keys } },
    h("div", { class: "map", tabindex: 0, role: "img", "aria-label": phrase("map_note") }),
    h("div", { class: "map-tools" },
      tool("zoom-in", "zoom_in", () => zoom(1.5)), tool("zoom-out", "zoom_out", () => zoom(1 / 1.5)),
      tool("maximize", "whole_map", () => fit()), tool("x", "close", () => dialog.close())));
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    open = null;
    document.querySelector('[data-key="open-map"]')?.focus();
  });
  dialog.showModal();
  const host = dialog.querySelector(".map");
  open = { drawing: new MapDrawing(host, root, { size: 32, font: 14 }), host, fingers: new Map(), fit: true };
  for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) host.addEventListener(kind, pointer);
  host.addEventListener("wheel", (e) => {
    e.preventDefault();
    zoom(Math.exp(-e.deltaY / 400), e.clientX, e.clientY);
  }, { passive: false });
  host.addEventListener("dblclick", (e) => zoom(2, e.clientX, e.clientY));
  fit(false);
  refreshMap();
}

let root = null;
let small = null;

/** Whether there is a map to open. */
export const hasMap = () => Boolean(root);

/** Ask for the map, once the server has told of a table. */
export async function findMap() {
  root = await loadGround();
  app.draw();
}

/** Show the position as it is now: on the map that is open, and on the small one of the board. */
export function refreshMap() {
  const places = app.page?.board?.places ?? [];
  open?.drawing.show(places);
  const host = document.querySelector("#main .map-button .map");
  if (!host || !root) return;
  if (small?.host !== host) {
    small = new MapDrawing(host, root, { size: 15, font: 0 });
    const [x, y, w, t] = small.whole;
    const high = (w * host.clientHeight) / (host.clientWidth || 1);
    small.look([x, y + (t - high) / 2, w, Math.min(t, high)]);
  }
  small.show(places);
}

const tool = (name, words, act) => h("button", { class: "round", "aria-label": phrase(words), title: phrase(words), on: { click: act } }, icon(name));

/** All of the map; to begin with, on a tall page, only as much of it as one can read. */
function fit(all = true) {
  const { drawing, host } = open;
  const [x, y, w, t] = drawing.whole;
  const ratio = host.clientWidth / host.clientHeight;
  const most = Math.max(t, w / ratio);
  const high = all ? most : Math.min(most, t * 1.4);
  drawing.look([x + w / 2 - (high * ratio) / 2, y + t / 2 - high / 2, high * ratio, high]);
}

function clamp([x, y, w, t]) {
  const [X, Y, W, T] = open.drawing.whole;
  const within = (at, size, from, whole) => (size >= whole ? Math.min(from, Math.max(from + whole - size, at)) : Math.max(from, Math.min(from + whole - size, at)));
  return [within(x, w, X, W), within(y, t, Y, T), w, t];
}

function zoom(by, atX, atY) {
  const { drawing, host } = open;
  const frame = host.getBoundingClientRect();
  const px = ((atX ?? frame.left + frame.width / 2) - frame.left) / frame.width;
  const py = ((atY ?? frame.top + frame.height / 2) - frame.top) / frame.height;
  const [x, y, w, t] = drawing.box;
  const [, , W, T] = drawing.whole;
  const most = Math.max(W, T * (w / t));
  const wide = Math.min(most, Math.max(W / NEAREST, w / by));
  const high = (wide * t) / w;
  drawing.look(clamp([x + (w - wide) * px, y + (t - high) * py, wide, high]));
}

function move(dx, dy) {
  const { drawing } = open;
  const [x, y, w, t] = drawing.box;
  drawing.look(clamp([x - dx * drawing.unit, y - dy * drawing.unit, w, t]));
}

function pointer(event) {
  const { fingers, host } = open;
  if (event.type === "pointerdown") {
    host.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  } else if (event.type === "pointermove" && fingers.has(event.pointerId)) {
    const before = fingers.get(event.pointerId);
    const other = [...fingers.values()].find((f) => f.pointerId !== event.pointerId);
    if (other) {
      const far = (a) => Math.hypot(a.clientX - other.clientX, a.clientY - other.clientY);
      zoom(far(event) / Math.max(1, far(before)), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    }
    const share = other ? 0.5 : 1;
    move((event.clientX - before.clientX) * share, (event.clientY - before.clientY) * share);
    fingers.set(event.pointerId, event);
  } else {
    fingers.delete(event.pointerId);
  }
}

function keys(event) {
  const step = 60;
  const acts = {
    "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(),
    ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0), ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step),
  };
  if (!open || !acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
}
