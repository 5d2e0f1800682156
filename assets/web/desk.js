// What the umpire's page knows: what the server told, what is half filled in, and what was looked at.

import { known, phrase } from "./words.js";

/** So long is waited after a key before it is looked at what is being written. */
const PAUSE = 220;

export const desk = {
  hello: null,
  page: null,
  joined: null,
  wire: null,
  /** "" | "lost" | "back" */
  line: "",
  ui: {
    view: "board", act: "inject", filter: "all", eyes: "true", list: false, note: "", about: null,
    earlier: {}, codes: false, code: "", refused: "", sending: "", rehearsal: null,
  },
  drafts: fresh(),
  /** By act, why it was not done. */
  wrong: {},
  draw: () => {},
};

function fresh() {
  return {
    inject: { find: "", inject: "", of: 0, reason: "" },
    spot: { title: "", text: "", script: "", reason: "" },
    override: { find: "", cell: "", value: undefined, reason: "" },
    outcome: { outcome: "", rolled: true, reason: "" },
    order: { seat: "", text: "" },
    ruling: { about: 0, granted: true, text: "", script: "", die: "", reason: "" },
    swap: { seat: "", to: "", person: "", reason: "" },
    back: { to: null, reason: "" },
    rehearsal: { games: 40 },
  };
}

/** Change what is looked at, and show it. */
export function set(change) {
  Object.assign(desk.ui, change);
  desk.draw();
}

/** Change what is filled in for an act, and show it. */
export function fill(act, change) {
  Object.assign(desk.drafts[act], change);
  desk.wrong[act] = "";
  desk.draw();
}

// Looks ----------------------------------------------------------------------------------------

let looks = new Map();
let stale = new Map();
let timer = 0;
const last = {};

/** Another position: what was looked at is shown until it was looked at anew. */
export function renew() {
  stale = looks;
  looks = new Map();
}

function ask(key, act, given) {
  const own = looks;
  own.set(key, null);
  desk.wire.look({ at: "desk", act, given }).then((found) => {
    own.set(key, found);
    desk.draw();
  });
}

/** What the desk tells of something, or null as long as it is not there. */
export function look(act, given = {}) {
  const key = JSON.stringify([act, given]);
  if (!looks.has(key) && desk.wire.ready) ask(key, act, given);
  return looks.get(key) ?? stale.get(key) ?? null;
}

/** What an act would come to: `{effects}`, `{refused}`, or what was told last of it, `busy`. */
export function preview(act, given) {
  const key = JSON.stringify(["preview", { act, given }]);
  const found = looks.get(key);
  if (found) return (last[act] = found);
  if (!looks.has(key)) {
    clearTimeout(timer);
    timer = setTimeout(() => desk.wire.ready && !looks.has(key) && ask(key, "preview", { act, given }), stale.has(key) ? 0 : PAUSE);
  }
  return { ...(stale.get(key) ?? last[act] ?? {}), busy: true };
}

// Acts -----------------------------------------------------------------------------------------

/** File an act in the position that is shown; its form begins anew once it is done. */
export function file(act, given) {
  desk.wrong[act] = "";
  desk.ui.sending = desk.wire.act({ do: "desk", act, given, n: desk.page.n });
  desk.ui.filed = act;
  desk.draw();
}

/** Do what waits for nothing: the clock, a pause, a note. */
export function now(act, given = {}) {
  desk.ui.atOnce = desk.wire.act({ do: "desk", act, given });
}

/** The act that was sent is done. */
export function finish() {
  const { filed } = desk.ui;
  if (filed in desk.drafts) desk.drafts[filed] = { ...fresh()[filed], ...(filed === "inject" ? { find: desk.drafts.inject.find } : {}) };
  last[filed] = null;
  Object.assign(desk.ui, { sending: "", filed: "" });
}

/** The act that was sent is refused. */
export function refuse(text) {
  desk.wrong[desk.ui.filed || "now"] = text;
  Object.assign(desk.ui, { sending: "", filed: "" });
}

// Small words ----------------------------------------------------------------------------------

/** The time of day of an entry, at this place. */
export const clockOf = (at) => (at ? new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false }) : "");

/** A text of this page, or one that all consoles say. */
export const say = (key, values) => phrase(known(`console.${key}`) ? `console.${key}` : `umpire.${key}`, values);
