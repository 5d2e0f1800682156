// The umpire's page: the true board and clock, the story with what is hidden, and acts.

import { ring, mayRing } from "./bell.js";
import { desk, finish, now, refuse, renew, say, set } from "./desk.js";
import { acts, fileOpen, lit, open, pause } from "./desk_acts.js";
import { board, findMap, grouped, lost, refreshMap, runClocks, swap, ticked } from "./desk_board.js";
import { FORMS } from "./desk_forms.js";
import { listen } from "./desk_keys.js";
import { KINDS, mark, story } from "./desk_story.js";
import { announce, focusOn, h, icon, loadIcons, morph, soon } from "./dom.js";
import { dress, seat, sign } from "./signs.js";
import { Wire } from "./wire.js";
import { chosen, learn, phrase, span, speak } from "./words.js";

const TOKEN = "panj.desk";
const TOLD = 4000;
const VIEWS = [["board", "map", () => say("board")], ["story", "scroll-text", () => say("story_short")], ["acts", "gavel", () => say("acts")]];

const head = document.querySelector("#head");
const main = document.querySelector("#main");
const tabs = document.querySelector("#tabs");
const line = document.querySelector("#line");

// Drawing --------------------------------------------------------------------------------------

desk.draw = soon(draw);

function draw() {
  if (!desk.hello) return;
  const ready = Boolean(desk.page);
  document.body.classList.toggle("joining", !ready);
  document.body.dataset.view = desk.ui.view;
  document.body.classList.toggle("paused", Boolean(desk.page?.desk.paused));
  morph(line, banner());
  if (!ready) {
    morph(head, []);
    morph(tabs, []);
    return void morph(main, [localStorage.getItem(TOKEN) ? h("p", { class: "coming" }, phrase("coming")) : joining()]);
  }
  const lines = document.querySelector('[data-key="lines"]');
  const atEnd = !lines || lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 8;
  const focus = document.activeElement?.dataset?.key;
  morph(head, heading());
  morph(main, [board(), story(), acts(), desk.ui.codes ? codes() : null]);
  morph(tabs, VIEWS.map(([name, picture, words]) => h("button", { class: "view-tab", key: `view-${name}`, "aria-current": desk.ui.view === name ? "page" : null, on: { click: () => turn(name) } }, icon(picture), h("span", {}, words()))));
  refreshMap(lit());
  if (focus && document.activeElement?.dataset?.key !== focus) focusOn(focus);
  // Who reads the end of the story is kept there.
  const shown = document.querySelector('[data-key="lines"]');
  if (atEnd && shown) shown.scrollTop = shown.scrollHeight;
  const dialog = document.querySelector("dialog");
  if (dialog && !dialog.open) dialog.showModal();
  document.title = `${desk.page.desk.paused ? say("paused") : desk.page.desk.turn.title} \u2013 ${say("title")}`;
}

/** Turn to a view: of the story its end is read first. */
function turn(view) {
  set({ view });
  requestAnimationFrame(() => scrollTo(0, view === "story" ? document.body.scrollHeight : 0));
}

function heading() {
  const { desk: it, seats } = desk.page;
  const { table } = desk.hello;
  const gone = it.holders.filter((row) => lost(row, seats.find((s) => s.id === row.id)));
  const { now: round, of, phase } = it.round;
  return [
    h("h1", { class: "who" }, icon("scale"), say("name"), h("span", { class: "small" }, [table.note || table.title, table.name].filter(Boolean).join(" \u00b7 "))),
    h("p", { class: "what" },
      h("b", {}, [round !== null && of ? say("round", { n: round, last: of }) : "", phase].filter(Boolean).join(" \u00b7 ")),
      h("span", { class: "moves" }, it.turn.who ? sign(it.turn.who) : icon(it.over ? "flag" : "dice-5"),
        h("b", {}, whose(it))),
      desk.page.clock && !it.over ? h("span", { class: left() < 0 ? "clock over" : "clock", role: "timer", key: "clock" }, span(left())) : null,
      it.paused ? h("span", { class: "stopped" }, icon("pause"), say("paused")) : null),
    h("p", { class: "state" },
      gone.map((row) => h("span", { class: "bad" }, icon("triangle-alert"), say("device_lost", { seat: seat(row.id).short }))),
      it.orders.length ? h("button", { class: "tool gold", key: "to-orders", on: { click: () => open("ruling") } }, icon("scale"), say("orders_wait", { count: it.orders.length })) : null,
      h("span", { class: it.saved.disk ? "good" : "bad" }, icon("save"), say(it.saved.disk ? "saved" : "not_saved", { n: it.saved.n }))),
    h("button", { class: "small-tool pause-small", key: "pause-small", "aria-label": say(it.paused ? "go_on" : "pause"), on: { click: pause } }, icon(it.paused ? "play" : "pause")),
  ];
}

/** Who is to move, in words. */
function whose(it) {
  if (it.over || !it.turn.who) return say(it.over ? "over" : "chance");
  const named = { seat: seat(it.turn.who).short };
  return desk.page.thinking ? phrase("thinks", named) : say("moves", named);
}

function banner() {
  const said = [];
  if (desk.line === "lost") said.push(h("p", { class: "lost" }, icon("radio"), phrase("line_lost")));
  if (desk.line === "back") said.push(h("p", { class: "back" }, icon("check"), phrase("line_back")));
  return [...said, ...(desk.page?.notices ?? []).map((words) => h("p", { class: "lost" }, icon("info"), words))];
}

function joining() {
  const go = (event) => {
    event.preventDefault();
    desk.wire.post({ do: "join", code: desk.ui.code });
  };
  return h("form", { class: "join", key: "join", on: { submit: go } },
    h("h1", {}, icon("scale"), phrase("desk_title")), h("p", { class: "small" }, phrase("desk_note")),
    h("div", { class: "field" }, h("label", { for: "code" }, phrase("desk_code")),
      h("input", { id: "code", key: "code", inputmode: "numeric", autocomplete: "off", maxlength: 14, dir: "ltr", value: desk.ui.code, "aria-describedby": desk.ui.refused ? "refused" : null, on: { input: (e, at) => { desk.ui.code = at.value.replace(/\D/g, ""); } } })),
    desk.ui.refused ? h("p", { class: "bad", id: "refused", role: "alert" }, icon("triangle-alert"), desk.ui.refused) : null,
    h("button", { class: "main", key: "go" }, phrase("go_on")));
}

/** All codes, each for its people alone. */
function codes() {
  const { codes: all, address } = desk.page;
  const row = (name, code, link) => h("div", {}, h("dt", {}, name), h("dd", {}, h("b", { dir: "ltr" }, grouped(code)), link && h("span", { class: "small", dir: "ltr" }, `${address.replace(/^https?:\/\//, "")}${link}`)));
  const close = () => document.querySelector("dialog")?.close();
  return h("dialog", { class: "codes", key: "codes-card", "aria-labelledby": "codes-head", on: { keydown: () => undefined } },
    h("h2", { id: "codes-head" }, say("codes")), h("p", { class: "small" }, say("codes_note")),
    h("dl", {}, all.table ? row(say("code_table"), all.table, "/") : null,
      Object.entries(all.seats).map(([id, code]) => row([sign(id), seat(id).name], code, `/#${code}`)),
      row(say("screen"), all.screen, `/screen#${all.screen}`), row(say("name"), all.desk, `/desk#${all.desk}`)),
    h("button", { class: "tool", key: "codes-close", on: { click: close } }, phrase("close")));
}

// Hearing --------------------------------------------------------------------------------------

let clockAt = 0;
const left = () => desk.page.clock.left - (desk.page.clock.running ? performance.now() - clockAt : 0);

function hear(message) {
  if (message.hello) {
    desk.hello = message.hello;
    speak(message.hello.words);
    dress(message.hello.look);
    const code = location.hash.replace(/\D/g, "");
    if (code && !localStorage.getItem(TOKEN)) desk.wire.post({ do: "join", code });
  } else if (message.joined) {
    came(message.joined);
  } else if (message.page) {
    arrive(message.page);
  } else if (message.done) {
    if (message.done.key === desk.ui.sending) {
      finish();
      announce(phrase("done"));
    } else desk.wrong.now = "";
  } else if (message.error) {
    wrong(message.error);
  }
  desk.draw();
}

function came(joined) {
  history.replaceState(null, "", location.pathname);
  if (joined.as !== "desk") {
    // The code is good, and another's: nothing of it belongs here.
    desk.wire.post({ do: "leave" });
    desk.ui.refused = phrase("desk_other");
    return;
  }
  desk.joined = joined;
  desk.ui.refused = "";
  for (const [head, texts] of Object.entries(joined.texts ?? {})) learn(head, texts);
  localStorage.setItem(TOKEN, joined.token);
  findMap();
  desk.wire.resume();
}

function arrive(page) {
  if (page.as !== "desk" || !page.desk) return;
  const before = desk.page;
  desk.page = page;
  clockAt = performance.now();
  ticked();
  if (!before || before.desk.saved.n !== page.desk.saved.n || before.n !== page.n) renew();
  if (!before) return;
  if (page.bell > before.bell) {
    ring();
    announce(say("bell"));
  }
  const last = before.desk.story.at(-1)?.n ?? 0;
  const news = page.desk.story.filter((row) => row.n > last);
  if (news.length) announce(news.slice(-3).map((row) => row.text).join(" "));
}

function wrong({ code, text, key }) {
  if (!key && (code === "wrong_code" || code === "not_joined")) {
    // The table is another one than when this device joined.
    localStorage.removeItem(TOKEN);
    desk.joined = desk.page = null;
  }
  if (!desk.joined) {
    desk.ui.refused = code === "wrong_code" && !desk.ui.code ? "" : text;
    return;
  }
  if (key && key === desk.ui.sending) refuse(text);
  else desk.wrong.now = text;
  announce(text, true);
}

setInterval(() => {
  if (!desk.page || document.hidden) return;
  const clock = head.querySelector(".clock");
  if (clock && desk.page.clock?.running) {
    clock.textContent = span(left());
    clock.classList.toggle("over", left() < 0);
  }
  runClocks();
}, 500);

// Keys -----------------------------------------------------------------------------------------

const eyes = () => {
  const it = desk.page.desk;
  const all = ["true", "claimed", ...it.holders.filter((s) => !s.settled).map((s) => s.id)];
  now("eyes", { shows: all[(all.indexOf(it.board.shows) + 1) % all.length] });
};
const ready = (act) => () => desk.page && act();
const LETTERS = {
  ...Object.fromEntries(Object.entries(FORMS).map(([name, form]) => [form.letter, ready(() => open(name))])),
  T: ready(eyes),
  F: ready(() => set({ filter: KINDS[(KINDS.indexOf(desk.ui.filter) + 1) % KINDS.length] })),
  N: ready(() => { set({ view: "story" }); requestAnimationFrame(() => focusOn("note")); }),
  M: ready(mark),
  P: ready(pause),
  A: ready(() => now("more", { seconds: 60 })),
  H: ready(() => now("hold", { on: !desk.page.desk.held })),
  L: ready(() => now("bell")),
  E: ready(() => now("usual")),
};
for (let n = 1; n <= 9; n++) LETTERS[n] = ready(() => desk.page.desk.holders[n - 1] && swap(desk.page.desk.holders[n - 1].id));

listen(LETTERS, (event, field) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && desk.page) {
    event.preventDefault();
    fileOpen();
  } else if (event.key === "Escape" && field) field.blur();
});

document.addEventListener("close", (event) => event.target.matches?.("dialog") && set({ codes: false }), true);

loadIcons();
mayRing();
desk.wire = new Wire(hear, (word) => {
  desk.line = word;
  if (word === "back") setTimeout(() => desk.line === "back" && ((desk.line = ""), desk.draw()), TOLD);
  announce(phrase(word === "lost" ? "line_lost" : "line_back"), word === "lost");
  desk.draw();
}, chosen);
desk.wire.greet = () => (localStorage.getItem(TOKEN) ? { do: "join", token: localStorage.getItem(TOKEN) } : null);
