// What happened since one looked, and what is asked now.

import { app, fold, look, set } from "./app.js";
import { council } from "./council.js";
import { choose } from "./choosing.js";
import { focusOn, h, icon } from "./dom.js";
import { priced, previewing } from "./preview.js";
import { badge, bars, seat, sign } from "./signs.js";
import { named } from "./story.js";
import { survey } from "./survey.js";
import { teamNow } from "./team.js";
import { phrase } from "./words.js";

/** So many targets are taken in at a glance; above it there is a search. */
const GLANCE = 12;
/** So many of the last rows stand there without being asked for: the question is to be in sight. */
const SHOWN = 5;

/** The view of the present moment. */
export function now() {
  const { page, ui } = app;
  const question = page.question;
  if (question && !ui.plainly && question.council && page.council) {
    return h("section", { class: "view", key: "now-council" }, story(), council());
  }
  const found = question ? choose(question, ui.picked) : null;
  if (found?.option) return previewing(found.option);
  if (ui.picked.length) return h("section", { class: "view", key: "now-step" }, stage(question, found));
  return h("section", { class: "view", key: "now" },
    page.result && result(),
    survey(),
    story(),
    teamNow(),
    question ? stage(question, found) : waiting(),
    page.undo?.can && h("button", { class: "plain wide", key: "undo", on: { click: () => app.act({ do: "undo" }) } }, icon("undo-2", true), phrase("take_back")),
  );
}

// The story ------------------------------------------------------------------------------------

/** Rows of the story, those of one entry together, the newest first. */
function entries() {
  const found = new Map();
  for (const row of app.page.story) found.set(row.n, [...(found.get(row.n) ?? []), row]);
  return [...found.entries()].reverse();
}

/** The newest entries, at least one, as many as have so many rows together. */
function latest(all) {
  let rows = 0;
  return all.filter(([, of], n) => (rows += of.length) <= SHOWN || n === 0);
}

function story() {
  const all = entries();
  const fresh = all.filter(([n]) => n > app.ui.read);
  const shown = app.ui.earlier ? all : latest(all);
  if (!all.length) return null;
  return h("section", { class: "story", "aria-label": phrase("story"), key: "story" },
    h("h2", { key: "story-head", tabindex: -1 }, fresh.length ? phrase("since") : phrase("story"),
      fresh.length ? h("span", { class: "count" }, h("span", { class: "sr" }, phrase("unread", { count: fresh.length })), h("span", { "aria-hidden": "true" }, fresh.length)) : null),
    h("ol", {}, shown.map(([n, rows]) => h("li", { key: `story-${n}`, class: n > app.ui.read ? "fresh" : "" },
      n > app.ui.read && h("span", { class: "sr" }, phrase("new")),
      rows.map((row) => h("p", {}, row.head && h("b", { class: "under" }, `${row.head}. `), named(row.text)))))),
    all.length > shown.length || app.ui.earlier
      ? h("button", { class: "more", key: "earlier", "aria-expanded": app.ui.earlier ? "true" : "false", on: { click: () => set({ earlier: !app.ui.earlier }) } },
        icon(app.ui.earlier ? "chevron-up" : "chevron-down"), app.ui.earlier ? phrase("less") : phrase("earlier"),
        !app.ui.earlier && fresh.length > shown.length && h("span", { class: "count" }, fresh.length - shown.length))
      : null,
  );
}

function waiting() {
  const { turn, over, paused, nearing, seats } = app.page;
  if (over) return null;
  const bot = seats.some((it) => it.id === app.page.seat && it.state === "bot");
  return h("section", { class: "waiting", key: "waiting" },
    turn.who && sign(turn.who),
    h("p", {}, paused ? phrase("paused") : turn.thinking ? phrase("thinks", { seat: seat(turn.who).short }) : phrase(bot ? "bot_plays" : "wait_for", { what: turn.title })),
    (nearing ?? []).map((words) => h("p", { class: "soft" }, words)),
  );
}

function result() {
  const { headline, verdict, text, scores } = app.page.result;
  return h("section", { class: "result", key: "result" },
    h("h2", { key: "result-head", tabindex: -1 }, headline || phrase("over")),
    verdict && h("p", { class: "tone-strong" }, verdict), text && h("p", {}, text),
    h("table", {}, h("caption", { class: "sr" }, phrase("scores")),
      scores.map((row) => h("tr", {},
        h("th", { scope: "row" }, sign(row.seat), seat(row.seat).short), h("td", {}, row.score), h("td", {}, row.words)))),
  );
}

// The question ---------------------------------------------------------------------------------

/** That not all are told the answer; what the rules say of it is a press away. */
function secret({ secrecy }) {
  if (!secrecy) return h("p", { class: "soft secret" }, icon("eye-off"), phrase("secret"));
  const open = app.ui.open.includes("secrecy");
  return h("div", { key: "secrecy-box" },
    h("button", { class: "soft secret", key: "secrecy", "aria-expanded": open ? "true" : "false", on: { click: () => fold("secrecy") } },
      icon("eye-off"), phrase("secret"), icon(open ? "chevron-up" : "chevron-down")),
    open && h("p", { class: "soft small" }, secrecy));
}

function stage(question, found) {
  const { picked, find } = app.ui;
  const action = question.kind === "act" && picked.length ? question.steps[picked[0]] : null;
  const answering = question.kind !== "act";
  let rows = found.stage;
  // What a long question leaves out is mostly not the reader's, and gives no reason.
  if (answering && question.options.length > GLANCE) rows = rows.filter((row) => row.legal);
  const many = rows.length > GLANCE;
  const words = find.trim().toLocaleLowerCase();
  if (words) rows = rows.filter((row) => text(question, row).includes(words));
  const open = rows.filter((row) => row.legal).sort(byNeed(question));
  const shut = rows.filter((row) => !row.legal);
  const title = action ? action.title : question.title || phrase("what_do");
  return h("section", { class: "question", key: `q-${picked.join(" ")}`, "aria-labelledby": "ask" },
    h("div", { class: "head-row" },
      h("h2", { id: "ask", key: "ask", tabindex: -1 }, title),
      !picked.length && question.kind === "act" ? means() : null),
    !picked.length && question.note && h("p", { class: "soft" }, question.note),
    !picked.length && question.secret && secret(question),
    action && h("p", { class: "soft" }, action.text),
    picked.length ? h("p", { class: "soft asks" }, priced(action), phrase(picked.length > (action ? 1 : 0) ? "choose_next" : "choose_first")) : null,
    many && h("div", { class: "field search" },
      h("label", { class: "sr", for: "find" }, phrase("find")),
      h("input", { id: "find", key: "find", type: "search", value: find, placeholder: phrase("find"), on: { input: (e, at) => set({ find: at.value }) } })),
    h("ul", { class: "cards" }, open.map((row) => card(question, row))),
    words && !rows.length ? h("p", { class: "soft" }, phrase("nothing_called", { words: find })) : null,
    shut.length ? [
      h("h3", { class: "label" }, phrase("closed", { count: shut.length })),
      h("ul", { class: "cards" }, shut.map((row) => closed(question, row))),
    ] : null,
    question.council && app.page.council && h("button", { class: "plain wide", key: "plainly", on: { click: () => set({ plainly: false, picked: [] }) } }, phrase("as_offer")),
    picked.length ? h("div", { class: "foot-bar" }, back()) : null,
  );
}

/** Back by one step. */
export function back() {
  const step = () => {
    set({ picked: app.ui.picked.slice(0, -1), find: "", refused: "" });
    requestAnimationFrame(() => focusOn("ask"));
  };
  return h("button", { class: "second", key: "back", on: { click: step } }, icon("chevron-left", true), phrase("back"));
}

function means() {
  const own = app.page.means ?? [];
  if (!own.length) return null;
  return h("p", { class: "means" }, h("span", { class: "sr" }, phrase("you_have")), own.slice(0, 3).map((it) => h("span", {}, it.name, " ", h("b", {}, it.value))));
}

const text = (question, row) => {
  const it = question.steps[row.step] ?? { title: row.step };
  return `${it.title} ${it.text ?? ""}`.toLocaleLowerCase();
};

function placeOf(question, step) {
  const id = question.steps[step]?.place;
  return id ? app.page.board.places.find((p) => p.id === id) : null;
}

/** What may be chosen, places in need first. */
function byNeed(question) {
  return (a, b) => {
    const [x, y] = [a, b].map((row) => placeOf(question, row.step)?.value);
    return x === undefined || y === undefined || x === null || y === null ? 0 : x - y;
  };
}

function take(step) {
  set({ picked: [...app.ui.picked, step], find: "", refused: "" });
  scrollTo(0, 0);
  requestAnimationFrame(() => focusOn("ask"));
}

function card(question, row) {
  const it = question.steps[row.step] ?? { title: row.step };
  const place = placeOf(question, row.step);
  return h("li", { key: `card-${row.step}` },
    h("button", { class: "card", key: `step-${row.step}`, on: { click: () => take(row.step) } },
      place ? badge(place) : it.seat ? sign(it.seat) : null,
      h("span", { class: "grow" }, h("span", { class: "title" }, it.title),
        place ? h("span", { class: "small" }, place.state) : it.text ? h("span", { class: "small brief" }, it.text) : null),
      place && place.marks.length ? bars(place) : null,
      priced(it), icon("chevron-right", true)));
}

function closed(question, row) {
  const it = question.steps[row.step] ?? { title: row.step };
  const key = `why-${row.step}`;
  const open = app.ui.open.includes(key);
  return h("li", { class: open ? "shut open" : "shut", key: `card-${row.step}` },
    h("button", { class: "card off", key: `step-${row.step}`, "aria-expanded": open ? "true" : "false", on: { click: () => fold(key) } },
      placeOf(question, row.step) ? badge(placeOf(question, row.step)) : it.seat ? sign(it.seat) : null,
      h("span", { class: "grow" }, h("span", { class: "title" }, it.title), !open && it.text && app.ui.picked.length === 0 ? h("span", { class: "small brief" }, it.text) : null),
      priced(it), icon(open ? "chevron-up" : "chevron-down")),
    open && why(row),
  );
}

/** Why something cannot be done now, clause by clause, those that hold too. */
function why(row) {
  const found = look({ at: "why", id: row.options[0].id });
  if (!found) return h("p", { class: "why soft" }, phrase("looking"));
  if (found.refused) return h("p", { class: "why soft" }, found.refused);
  const clauses = [...found.clauses].sort((a, b) => a.held - b.held);
  return h("div", { class: "why" }, h("p", { class: "soft" }, phrase("not_now")),
    h("ul", {}, clauses.map((c) => h("li", { class: c.held ? "held" : "not" }, icon(c.held ? "check" : "x"),
      h("span", {}, h("span", { class: "sr" }, phrase(c.held ? "holds" : "holds_not"), " "), c.text)))),
    clauses.length ? null : h("p", {}, phrase("no_reason")),
    row.options.length > 1 && app.ui.picked.length === 0 && app.page.question.kind === "act"
      ? h("button", { class: "more", key: `each-${row.step}`, on: { click: () => take(row.step) } }, icon("chevron-right", true), phrase("one_by_one")) : null);
}
