// Sentences of the story.

import { h } from "./dom.js";
import { seats } from "./signs.js";

/** Words with the names of seats set off. */
export function named(text) {
  const names = Object.values(seats()).flatMap((it) => [it.name, it.short]).filter(Boolean).sort((a, b) => b.length - a.length);
  if (!names.length) return text;
  const pattern = new RegExp(`(${[...new Set(names)].map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "u");
  return text.split(pattern).map((part, n) => (n % 2 ? h("strong", {}, part) : part));
}
