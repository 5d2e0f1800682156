// The phone's page of one seat: whose turn, what happened, what is asked; board, seat, talk, rules.

import { mayRing, ring } from "./bell.js";
import { app, begin, keep, keepToken, recall, set, settle, token } from "./app.js";
import { board } from "./board.js";
import { announce, focusOn, h, icon, loadIcons, morph, soon } from "./dom.js";
import { answered, ask, joining } from "./join.js";
import { findMap, refreshMap } from "./mapview.js";
import { me } from "./me.js";
import { now } from "./now.js";
import { rules } from "./rules.js";
import { dress, seat, sign } from "./signs.js";
import { talk } from "./talk.js";
import { Wire } from "./wire.js";
import { chosen, minutes, phrase, speak } from "./words.js";

const TABS = [["now", "hourglass", now], ["board", "map", board], ["me", "user", me], ["talk", "handshake", talk], ["rules", "book-open", rules]];
const WATCHED = ["now", "board", "rules"];
/** So long the page says that the line is back. */
const TOLD = 4000;

const head = document.querySelector("#head");
const main = document.querySelector("#main");
const tabs = document.querySelector("#tabs");
const line = document.querySelector("#line");

// Drawing --------------------------------------------------------------------------------------

app.draw = soon(draw);

function draw() {
  if (!app.hello) return;
  const focus = document.activeElement?.dataset?.key;
  document.body.classList.toggle("joining", !app.page);
  morph(head, app.page ? [heading()] : []);
  morph(main, [app.page ? (TABS.find(([name]) => name === app.ui.tab)?.[2] ?? now)() : app.joined || token() ? h("p", { class: "view soft" }, phrase("coming")) : joining()]);
  refreshMap();
  morph(tabs, app.page ? bar() : []);
  morph(line, banner());
  // Half-way through a choice the way is on or back; everywhere else the tabs stay.
  document.body.classList.toggle("deciding", app.ui.tab === "now" && app.ui.picked.length > 0 && Boolean(main.querySelector(".foot-bar")));
  if (focus && document.activeElement?.dataset?.key !== focus) focusOn(focus);
  document.title = `${app.page?.turn.yours ? "\u25cf " : ""}${app.page ? app.page.turn.title : phrase("join_table")} \u2013 ${app.hello.table.title}`;
}

function heading() {
  const { turn, clock, paused, over } = app.page;
  const away = app.ui.tab !== "now";
  return h("button", { class: turn.yours ? "turn yours" : "turn", key: "turn", on: { click: () => go("now") } },
    turn.who ? sign(turn.who) : icon(over ? "flag" : "dice-5"),
    h("span", { class: "grow" },
      h("span", { class: "title" }, paused ? phrase("paused") : turn.title),
      h("span", { class: "small" }, under())),
    clock && !over && h("span", { class: "clock", role: "timer", key: "clock" }, minutes(left())),
    away ? h("span", { class: "sr" }, phrase("back_to_it")) : null,
    away ? icon("chevron-right", true) : null,
    clock?.of && !over ? h("span", { class: "spent", key: "spent", style: { "--left": String(Math.min(1, left() / clock.of)) } }) : null);
}

/** What stands below whose turn it is: the round, and what is asked of others. */
function under() {
  const { turn, round } = app.page;
  const counted = round.now === null ? "" : phrase("round", { round: round.now }) + (round.of ? ` ${phrase("round_of", { rounds: round.of })}` : "");
  return [counted, turn.yours ? round.phase : turn.note || round.phase].filter(Boolean).join(" \u00b7 ");
}

function bar() {
  const names = app.page.as === "watch" || !app.page.seat ? WATCHED : TABS.map(([name]) => name);
  const last = app.page.story.at(-1)?.n ?? 0;
  return TABS.filter(([name]) => names.includes(name)).map(([name, picture]) => h("button", {
    class: "tab", key: `tab-${name}`, "aria-current": app.ui.tab === name ? "page" : null, on: { click: () => go(name) },
  }, name === "me" ? sign(app.page.seat) : icon(picture), h("span", {}, phrase(`tab_${name}`)),
  name === "now" && app.ui.tab !== "now" && last > app.ui.read ? [h("i", { class: "pip" }), h("span", { class: "sr" }, phrase("new"))] : null));
}

function banner() {
  if (app.line === "lost") return [h("p", { class: "lost" }, icon("radio"), phrase("line_lost"))];
  if (app.line === "back") return [h("p", { class: "back" }, icon("check"), phrase("line_back"))];
  return (app.page?.notices ?? []).map((words) => h("p", { class: "lost" }, icon("info"), words));
}

/** Go to a tab; a second press on the present moment goes back to the head of its question. */
function go(name) {
  if (app.ui.tab === "now" && name !== "now") read();
  set({ tab: name, refused: "" });
  scrollTo(0, 0);
  requestAnimationFrame(() => focusOn(name === "now" ? "ask" : "top") || focusOn("story-head"));
}
app.go = go;

/** All that is there now was read. */
function read() {
  app.ui.read = app.page?.story.at(-1)?.n ?? app.ui.read;
  keep();
}

// Acting ---------------------------------------------------------------------------------------

/** Send an act of the seat, in the position that is shown. */
app.act = (message) => {
  const key = app.wire.act({ ...message, n: app.page.n });
  read();
  set(["note", "order", "answer", "member", "hand"].includes(message.do) ? {} : { sending: key, refused: "" });
};

// Hearing --------------------------------------------------------------------------------------

let clockAt = 0;
const left = () => {
  const { clock } = app.page;
  return clock.left - (clock.running ? performance.now() - clockAt : 0);
};

function hear(message) {
  if (message.hello) {
    // What was half done stays, though the same question has other words now.
    app.respoken = app.hello !== null && app.hello.words.lang !== message.hello.words.lang;
    app.hello = message.hello;
    if (app.respoken) app.looks = new Map();
    speak(message.hello.words);
    dress(message.hello.look);
    const code = location.hash.replace(/\D/g, "");
    if (code && !token() && !app.ui.join.code) {
      app.ui.join.code = code;
      ask();
    }
  } else if (message.choose) {
    answered(message);
  } else if (message.joined) {
    app.joined = message.joined;
    keepToken(message.joined.token);
    history.replaceState(null, "", location.pathname);
    app.wire.resume();
  } else if (message.page) {
    arrive(message.page);
  } else if (message.done) {
    if (message.done.key === app.ui.sending) finish();
    announce(phrase("done"));
  } else if (message.error) {
    refuse(message.error);
  }
  app.draw();
}

function arrive(page) {
  const before = app.page;
  app.page = page;
  clockAt = performance.now();
  if (!before && !app.ui.read && page.story.length) app.ui.read = Math.max(0, (page.story.at(-1).n ?? 0) - 3);
  settle(before);
  keep();
  if (!before) {
    findMap();
    // Who has just come is led to whose turn it is, not left where the form was.
    requestAnimationFrame(() => focusOn("turn"));
    return;
  }
  if (page.bell > before.bell) {
    ring();
    announce(phrase("bell"));
  }
  const news = page.story.filter((row) => row.n > (before.story.at(-1)?.n ?? 0) && row.who !== page.seat);
  if (page.turn.yours && !before.turn.yours) {
    announce(`${page.turn.title}. ${page.question?.title ?? ""}`, true);
    navigator.vibrate?.(80);
  }
  if (news.length) announce(news.slice(-3).map((row) => row.text).join(" "));
}

/** What was sent is done: the next question begins anew, at its head. */
function finish() {
  begin("");
  settle(null);
  app.ui.refused = "";
  keep();
  scrollTo(0, 0);
  requestAnimationFrame(() => focusOn("story-head"));
}

function refuse({ code, text }) {
  if (!app.joined) {
    if (token()) {
      // The seat was given to somebody else, or the table is another one.
      keepToken("");
      app.page = null;
    }
    answered({ error: { code, text } });
    return;
  }
  Object.assign(app.ui, { sending: "", refused: text });
  announce(text, true);
}

function state(word) {
  app.line = word;
  if (word === "back") setTimeout(() => app.line === "back" && ((app.line = ""), app.draw()), TOLD);
  announce(phrase(word === "lost" ? "line_lost" : "line_back"), word === "lost");
  app.draw();
}

setInterval(() => {
  if (!app.page?.clock?.running || document.hidden) return;
  const clock = head.querySelector(".clock");
  const spent = head.querySelector(".spent");
  if (clock) clock.textContent = minutes(left());
  spent?.style.setProperty("--left", String(Math.max(0, Math.min(1, left() / app.page.clock.of))));
}, 500);

addEventListener("pagehide", () => app.page && keep());

loadIcons();
mayRing();
recall();
app.wire = new Wire(hear, state, chosen);
app.wire.greet = () => (token() ? { do: "join", token: token() } : null);
