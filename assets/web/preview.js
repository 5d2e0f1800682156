// What a choice would do, why it is made, and the one press that makes it.

import { app, fold, look, set } from "./app.js";
import { h, icon } from "./dom.js";
import { back } from "./now.js";
import { badge, bars, seat, sign } from "./signs.js";
import { commits, propose } from "./team.js";
import { phrase } from "./words.js";

/** More than so many parts of odds are a bar without steps. */
const STEPS = 12;

/** A line of words, each part in its tone. */
export const line = (parts) => parts.map((p) => (p.tone && p.tone !== "plain" ? h("span", { class: `tone-${p.tone}` }, p.words) : p.words));

/** What a step costs, for the end of its card. */
export function priced(it) {
  const price = (it?.price ?? []).filter((p) => p.value);
  if (!price.length) return null;
  return h("span", { class: "price" }, icon("hand-coins"), price.map((p) => h("span", {}, h("span", { class: "sr" }, `${p.name} `), p.value)));
}

/** The view of a complete choice. */
export function previewing(option) {
  const { question, board } = app.page;
  const { picked, rationale } = app.ui;
  const steps = picked.map((step) => question.steps[step] ?? { title: step });
  const title = steps[0].title;
  const last = steps.at(-1);
  const found = look({ at: "preview", id: option.id });
  const place = last.place && board.places.find((p) => p.id === last.place);
  return h("section", { class: "view preview", key: "now-preview", "aria-labelledby": "ask" },
    h("h2", { id: "ask", key: "ask", tabindex: -1 }, title),
    steps[0].price?.some((p) => p.value) && h("p", { class: "soft cost" }, phrase("costs", { price: steps[0].price.filter((p) => p.value).map((p) => `${p.name} ${p.value}`).join(", ") })),
    picked.length > 1 && steps.slice(1).map((step, n) => h("button", { class: "card chosen", key: `other-${n}`, on: { click: () => set({ picked: picked.slice(0, n + 1), refused: "" }) } },
      n === steps.length - 2 && place ? badge(place) : step.seat ? sign(step.seat) : icon("map-pin"),
      h("span", { class: "grow title" }, step.title), h("span", { class: "small" }, phrase("another")), icon("chevron-right", true))),
    picked.length === 1 && last.text && h("p", { class: "soft" }, last.text),
    h("div", { class: "comes", "aria-live": "polite", "aria-busy": found ? "false" : "true" }, found ? effects(found) : h("p", { class: "soft" }, phrase("looking"))),
    app.hello.rationale?.on && question.options.filter((o) => o.legal).length > 1 && why(rationale),
    app.ui.refused && h("p", { class: "wrong", role: "alert" }, icon("triangle-alert"), app.ui.refused),
    h("div", { class: "foot-bar" }, back(),
      commits()
        ? h("button", { class: "main", key: "confirm", "aria-disabled": app.ui.sending || !option.legal ? "true" : null, on: { click: () => confirm(option) } },
          icon("check"), app.ui.sending ? phrase("sending") : phrase("confirm", { what: steps.map((s) => s.title).join(" · ") }))
        : h("button", { class: "main", key: "propose", "aria-disabled": app.ui.sending || !option.legal ? "true" : null, on: { click: () => propose(option) } },
          icon("users"), app.ui.sending ? phrase("sending") : phrase("team_propose", { what: steps.map((s) => s.title).join(" · ") }))),
  );
}

/** Send what was chosen, with the reason if one was given. */
export function confirm(option) {
  app.act({ do: "play", id: option.id, ...given() });
}

/** The reason as the server takes it; nothing where none was given. */
export function given() {
  const { words, tags, confidence } = app.ui.rationale;
  if (!words.trim() && !tags.length && !confidence) return {};
  return { rationale: { words: words.trim(), tags, ...(confidence ? { confidence } : {}) } };
}

function effects(found) {
  if (found.refused) return h("p", { class: "soft" }, found.refused);
  return [
    found.lines.length || found.odds.length ? h("h3", { class: "label" }, phrase("would_do")) : null,
    found.lines.length ? h("ul", { class: "effects panel" }, found.lines.map((l) => h("li", {}, line(l)))) : null,
    found.odds.length ? h("ul", { class: "panel odds" }, found.odds.map(chance)) : null,
    places(found).map(between),
  ];
}

function chance(it) {
  const share = it.weight / it.whole;
  const step = it.whole <= STEPS ? it.whole : 0;
  const kind = share >= 0.5 ? "likely" : "rare";
  return h("li", { class: kind },
    h("p", { class: "share" }, h("b", {}, it.share), it.faces && h("span", { class: "small" }, it.faces),
      h("span", { class: "chance", "aria-hidden": "true" }, step
        ? Array.from({ length: step }, (_, n) => h("i", { class: n < it.weight ? "on" : "" }))
        : [h("i", { class: "on", style: { "flex-grow": share } }), h("i", { style: { "flex-grow": 1 - share } })])),
    it.lines.map((l) => h("p", {}, line(l))));
}

/** The places that would be otherwise: now, and as they would be surely or by each thing that falls. */
function places(found) {
  const all = new Map(found.places.map((p) => [p.id, { now: p.now, then: [[phrase("then"), p.then]] }]));
  for (const fall of found.odds) {
    for (const p of fall.places ?? []) {
      const it = all.get(p.id) ?? { now: p.now, then: [] };
      const sure = it.then.find(([label]) => label === phrase("then"));
      if (!sure || JSON.stringify(sure[1]) !== JSON.stringify(p.then)) it.then.push([fall.share, p.then]);
      all.set(p.id, it);
    }
  }
  return [...all.values()];
}

/** A place now, and as it would be. */
function between({ now, then }) {
  const row = (label, place) => h("div", { class: "between" }, h("span", { class: "small" }, label), bars(place),
    h("span", { class: "small state" }, place.state), badge(place));
  const lost = now.needs.filter((id) => then.every(([, p]) => !p.needs.includes(id)));
  const won = [...new Set(then.flatMap(([, p]) => p.needs))].filter((id) => !now.needs.includes(id));
  return h("section", { class: "panel place-change", key: `change-${now.id}` },
    h("h3", {}, now.name), row(phrase("at_present"), now), then.map(([label, place]) => row(label, place)),
    lost.map((id) => h("p", { class: "small needs" }, sign(id), phrase("needed_no_more", { seat: seat(id).short }))),
    won.map((id) => h("p", { class: "small needs" }, sign(id), phrase("needed_then", { seat: seat(id).short }))));
}

function why(rationale) {
  const change = (given) => set({ rationale: { ...app.ui.rationale, ...given } });
  const { tags = [] } = app.hello.rationale;
  const open = app.ui.open.includes("why-more") || rationale.tags.length || rationale.confidence;
  return h("section", { class: "why-me", key: "why-me", "aria-label": phrase("why_title") },
    h("div", { class: "field" },
      h("label", { for: "reason" }, phrase("why_label")),
      h("input", { id: "reason", key: "reason", value: rationale.words, maxlength: 300, autocomplete: "off", on: { input: (e, at) => change({ words: at.value }) } })),
    open ? [h("div", { class: "tags", role: "group", "aria-label": phrase("tags") }, tags.map((tag) => chip(tag, rationale, change))), sure(rationale, change)]
      : h("button", { class: "more", key: "why-more", "aria-expanded": "false", on: { click: () => fold("why-more") } }, icon("plus"), phrase("why_more")),
  );
}

function chip({ id, name, text }, { tags }, change) {
  const on = tags.includes(id);
  const click = () => change({ tags: on ? tags.filter((t) => t !== id) : [...tags, id] });
  return h("button", { class: on ? "chip on" : "chip", key: `tag-${id}`, title: text, "aria-pressed": on ? "true" : "false", on: { click } }, on && icon("check"), name);
}

function sure({ confidence }, change) {
  return h("fieldset", { class: "sure" },
    h("legend", {}, phrase("sure_label")),
    [1, 2, 3, 4, 5].map((n) => h("label", { class: n <= confidence ? "dot on" : "dot", key: `sure-${n}` },
      h("input", { type: "radio", class: "sr", name: "sure", value: n, key: `sure-in-${n}`, checked: confidence === n, on: { change: () => change({ confidence: n }) } }),
      h("span", { class: "sr" }, phrase("sure_of", { count: n })))),
    h("span", { class: "small" }, confidence ? phrase(`sure_${confidence}`) : ""));
}
