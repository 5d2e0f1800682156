// One's own seat: what it has, how it stands, what it was told, what binds it.

import { app, fold, keepToken, set } from "./app.js";
import { h, icon } from "./dom.js";
import { languages } from "./language.js";
import { line } from "./preview.js";
import { seat, sign } from "./signs.js";
import { teamPanel } from "./team.js";
import { phrase } from "./words.js";

/** The view of the seat. */
export function me() {
  const { page } = app;
  const it = seat(page.seat);
  const mine = page.me ?? { scores: [], brief: [], tables: [], notes: [] };
  return h("section", { class: "view", key: "me" },
    h("h1", { key: "top", tabindex: -1, class: "who" }, sign(page.seat), it.name),
    mine.devices > 1 && h("p", { class: "soft" }, icon("users"), phrase("devices", { count: mine.devices })),
    teamPanel(),
    page.means?.length ? h("dl", { class: "means-list" }, page.means.map((m) => h("div", {}, h("dt", {}, m.name), h("dd", {}, m.value)))) : null,
    mine.scores?.length ? h("section", { class: "panel" }, h("h2", { class: "label" }, phrase("standing")), h("ul", { class: "effects" }, mine.scores.map((l) => h("li", {}, line(l))))) : null,
    deals(),
    mine.brief?.length ? h("section", {}, h("h2", { class: "label" }, phrase("brief")), mine.brief.map((b, n) => folding(`brief-${n}`, b.title, () => h("p", {}, b.text)))) : null,
    mine.tables?.length ? h("section", {}, h("h2", { class: "label" }, phrase("more_values")), mine.tables.map((t, n) => folding(`table-${n}`, t.title,
      () => h("dl", { class: "rows" }, t.rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))))))) : null,
    mine.notes?.length ? h("section", { class: "panel" }, h("h2", { class: "label" }, phrase("notes")), h("ul", { class: "effects" }, [...mine.notes].reverse().map((n) => h("li", {}, n.text)))) : null,
    languages(),
    leave(),
  );
}

/** Something that opens and closes under its name. */
export function folding(key, title, inside) {
  const open = app.ui.open.includes(key);
  return h("section", { class: "folding", key },
    h("h3", {}, h("button", { class: "card", key: `${key}-open`, "aria-expanded": open ? "true" : "false", on: { click: () => fold(key) } },
      h("span", { class: "grow title" }, capital(title)), icon(open ? "chevron-up" : "chevron-down"))),
    open && h("div", { class: "inside" }, inside()));
}

const capital = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1).replaceAll("_", " ");

/** What binds whom. */
export function deals() {
  const it = app.page.deals;
  if (!it) return null;
  return h("section", { class: "panel", key: "deals" }, h("h2", { class: "label" }, phrase("deals")),
    it.lines.length ? h("ul", { class: "effects" }, it.lines.map((d) => h("li", { class: "deal" },
      h("span", { class: "parties" }, d.parties.map((id) => sign(id))),
      h("span", {}, h("b", {}, d.parties.map((id) => seat(id).short).join(" \u2013 ")), d.parties.length ? ": " : "", d.what, h("span", { class: "small" }, ` ${d.terms}`)))))
      : h("p", { class: "soft" }, phrase("no_deals")),
    it.broken.length
      ? h("ul", {}, it.broken.map((b) => h("li", { class: "broken" }, icon("triangle-alert"), phrase("broken", { seat: seat(b.seat).short, count: b.count }))))
      : h("p", { class: "kept" }, icon("badge-check"), phrase("none_broken")));
}

function leave() {
  const sure = app.ui.open.includes("leave");
  const go = () => {
    app.wire.post({ do: "leave" });
    keepToken("");
    app.joined = null;
    app.page = null;
    app.draw();
  };
  return h("section", { class: "leave", key: "leave" },
    sure
      ? [h("p", {}, phrase("leave_sure")), h("div", { class: "pair" },
        h("button", { class: "second", key: "stay", on: { click: () => fold("leave") } }, phrase("stay")),
        h("button", { class: "second danger", key: "go", on: { click: go } }, icon("log-out", true), phrase("leave")))]
      : h("button", { class: "more", key: "leave-ask", on: { click: () => { set({ open: [...app.ui.open, "leave"] }); } } }, icon("log-out", true), phrase("leave")));
}
