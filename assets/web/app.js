// What the page knows: what the server told, how far its reader has come, and what is kept of that
// on the device, so that a page that is loaded again goes on where it was.

const KEPT = "panj.page";
const TOKEN = "panj.token";

export const app = {
  /** What all may know of the table; the page of this seat; how this device has joined. */
  hello: null,
  page: null,
  joined: null,
  wire: null,
  /** "" | "lost" | "back" */
  line: "",
  /** Whether the next page says the same in another language. */
  respoken: false,
  /** What is looked at and half done. */
  ui: fresh(),
  /** Answers to looks of the position that is shown, by what was asked. */
  looks: new Map(),
  draw: () => {},
};

function fresh() {
  return {
    tab: "now",
    at: "",
    picked: [],
    plainly: false,
    rationale: { words: "", tags: [], confidence: 0 },
    draft: null,
    answer: "",
    read: 0,
    earlier: false,
    open: [],
    filter: "all",
    find: "",
    rules: "",
    chapter: "",
    survey: { at: 0, given: null },
    member: {},
    note: "",
    to: "",
    refused: "",
    sending: "",
    join: { code: "", seat: "", name: "", seats: null, refused: "", busy: false },
  };
}

/** The seat's secret that brings this device back to it. */
export const token = () => localStorage.getItem(TOKEN) ?? "";

/** Keep the secret, or forget it with all that was kept. */
export function keepToken(value) {
  if (value) return localStorage.setItem(TOKEN, value);
  localStorage.removeItem(TOKEN);
  localStorage.removeItem(KEPT);
  app.ui = fresh();
  return undefined;
}

/** Keep how far the reader has come. */
export function keep() {
  const { tab, at, picked, plainly, rationale, draft, answer, read, filter, rules, chapter, survey, note, to } = app.ui;
  localStorage.setItem(KEPT, JSON.stringify({ tab, at, picked, plainly, rationale, draft, answer, read, filter, rules, chapter, survey, note, to }));
}

/** Go on as far as was kept. */
export function recall() {
  try {
    Object.assign(app.ui, JSON.parse(localStorage.getItem(KEPT) ?? "{}"));
  } catch {
    localStorage.removeItem(KEPT);
  }
}

/** Which question is asked: what was half done belongs to it alone. A note of another seat counts the
 *  position on and changes no question, so the number of the position is no part of it. */
function asked(page) {
  const it = page?.question;
  return it ? `${page.seat} ${it.title} ${it.options.map((o) => `${o.id}${o.legal ? "" : "-"}`).join(" ")}` : "";
}

/** Take what was half done back if another question is asked than when it was begun. */
export function settle(before) {
  const now = asked(app.page);
  if (app.respoken) app.ui.at = now;
  // A game that is stopped asks nobody, and goes on with the same question.
  else if (now !== app.ui.at && !app.page.paused) begin(now);
  app.respoken = false;
  if (before?.n !== app.page.n) app.looks = new Map();
}

/** Begin a question anew. */
export function begin(at = app.ui.at) {
  Object.assign(app.ui, { at, picked: [], plainly: false, draft: null, answer: "", open: [], find: "", sending: "" });
  app.ui.rationale = { words: "", tags: [], confidence: 0 };
}

/** Change how far the reader has come, and show it. */
export function set(change) {
  Object.assign(app.ui, change);
  keep();
  app.draw();
}

/** What a look at something gave, or null as long as it is not there; it is asked for once. */
export function look(what) {
  const key = JSON.stringify(what);
  if (app.looks.has(key)) return app.looks.get(key);
  const { looks } = app;
  looks.set(key, null);
  app.wire.look(what).then((found) => {
    looks.set(key, found);
    app.draw();
  });
  return null;
}

/** Open or close something that folds. */
export function fold(key) {
  const { open } = app.ui;
  set({ open: open.includes(key) ? open.filter((k) => k !== key) : [...open, key] });
}
