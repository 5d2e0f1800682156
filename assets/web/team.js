// Several people in one seat: who they are, who commits, what the others propose.

import { app, set } from "./app.js";
import { h, icon } from "./dom.js";
import { phrase } from "./words.js";

const mine = () => app.joined?.member ?? "";
const team = () => app.page.team ?? { members: [], commits: "", proposals: [] };
const named = (it) => it?.name || phrase("team_nobody");
const member = (id) => team().members.find((it) => it.id === id);

/** Whether other devices are of this seat as well. */
export const shared = () => team().members.length > 1;

/** Whether what is chosen here is made, and not only shown to the team. */
export const commits = () => !shared() || team().commits === mine();

/** Who commits, by name. */
export const committer = () => named(member(team().commits));

/** Show the team what one would choose. */
export const propose = (option) => {
  app.act({ do: "propose", id: option.id });
};

/** What the present moment says of the team: who commits, and what was proposed. */
export function teamNow() {
  if (!shared()) return null;
  const { question } = app.page;
  const open = (it) => {
    const option = question?.options.find((each) => each.id === it.id);
    if (option) set({ picked: option.steps, refused: "" });
  };
  return h("section", { class: "team-now", key: "team-now" },
    h("p", { class: "soft" }, icon("users"), commits() ? phrase("team_yours") : phrase("team_theirs", { name: committer() })),
    question ? h("ul", { class: "cards" }, team().proposals.map((it) => h("li", { key: `proposal-${it.by}` },
      h("button", { class: "card proposal", key: `open-proposal-${it.by}`, on: { click: () => open(it) } },
        icon("users"), h("span", { class: "grow" }, phrase("team_proposes", { name: named(member(it.by)), what: it.title })), icon("chevron-right", true))))) : null);
}

/** The people of one's seat: names, what they do, who commits; how another phone comes in. */
export function teamPanel() {
  const { ui } = app;
  const own = member(mine());
  const holder = member(team().commits);
  const tell = (e) => {
    e.preventDefault();
    const { name, role } = ui.member;
    app.act({ do: "member", name: (name ?? own?.name ?? "").trim(), role: (role ?? own?.role ?? "").trim() });
  };
  const change = (given) => set({ member: { ...ui.member, ...given } });
  return h("section", { class: "panel team", key: "team" }, h("h2", { class: "label" }, phrase("team")),
    app.joined?.code ? h("p", { class: "soft" }, phrase("team_join", { code: app.joined.code.replace(/(....)(?=.)/, "$1\u00a0") })) : null,
    shared() ? h("ul", { class: "members" }, team().members.map((it) => h("li", { key: `member-${it.id}` },
      h("span", { class: "grow" }, h("b", {}, it.id === mine() ? phrase("team_you", { name: named(it) }) : named(it)), it.role ? h("span", { class: "small" }, ` ${it.role}`) : null),
      it.id === team().commits ? h("span", { class: "state" }, icon("check"), phrase("team_commits")) : it.here ? null : h("span", { class: "small" }, phrase("team_away")),
      hand(it, holder)))) : null,
    h("form", { class: "compose", key: "member", on: { submit: tell } },
      h("div", { class: "field" }, h("label", { for: "member-name" }, phrase("team_name")),
        h("input", { id: "member-name", key: "member-name", maxlength: 60, value: ui.member.name ?? own?.name ?? "", on: { input: (e, at) => change({ name: at.value }) } })),
      h("div", { class: "field" }, h("label", { for: "member-role" }, phrase("team_role")),
        h("input", { id: "member-role", key: "member-role", maxlength: 60, "aria-describedby": "role-note", value: ui.member.role ?? own?.role ?? "", on: { input: (e, at) => change({ role: at.value }) } }),
        h("p", { id: "role-note", class: "note" }, phrase("team_role_note"))),
      h("button", { class: "second wide", type: "submit", key: "member-save" }, phrase("team_save"))));
}

/** What gives the commit to somebody, or takes it where who has it is away. */
function hand(it, holder) {
  if (it.id === team().commits) return null;
  const take = it.id === mine();
  if (take ? holder?.here : !commits()) return null;
  return h("button", { class: "more", key: `hand-${it.id}`, on: { click: () => app.act({ do: "hand", to: it.id }) } },
    take ? phrase("team_take") : phrase("team_hand", { name: named(it) }));
}
