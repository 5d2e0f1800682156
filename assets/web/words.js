// The words of the page, in the language that was chosen here, or that the browser reads.

const CHOSEN = "panj.lang";

/** The language that was chosen: by the address of the page, or on this device; "" where none was. */
export const chosen = () => new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(CHOSEN) ?? "";

/** Keep a choice for the next time. */
export function choose(lang) {
  localStorage.setItem(CHOSEN, lang);
}

let texts = {};
let plurals = [];

/** Speak as the server does to this device; `words` is its table of texts, and which plural each count takes. */
export function speak(words) {
  texts = words.texts ?? {};
  plurals = words.plurals ?? [];
  document.documentElement.lang = words.lang ?? "en";
  document.documentElement.dir = words.dir ?? "ltr";
}

/** Know more texts, each by its key after `head` and a point. */
export function learn(head, more) {
  for (const [key, text] of Object.entries(more)) texts[`${head}.${key}`] = text;
}

/** A text by its key, with values put into their braces; `count` chooses its plural. */
export function phrase(key, values = {}) {
  const found = texts[key] ?? key;
  const form = Array.isArray(found) ? found[Math.min(plural(values.count ?? 1), found.length - 1)] : found;
  return form.replace(/\{([a-z][a-z_]*)(?::[a-z]+)?\}/g, (all, name) => (name in values ? values[name] : all));
}

/** Whether there is a text for a key. */
export const known = (key) => key in texts;

function plural(count) {
  const n = Math.abs(count);
  return plurals[n < plurals.length ? n : 100 + (n % 100)] ?? 0;
}

/** A number with a minus as wide as a plus; with `plus`, a sign above nought as well. */
export function number(value, plus = false) {
  return `${plus && value > 0 ? "+" : ""}${value}`.replace("-", "\u2212");
}

/** Milliseconds as minutes and seconds. */
export function minutes(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Milliseconds as minutes and seconds, with a sign where they are below nought. */
export function span(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const sign = milliseconds < 0 && seconds ? "\u2212" : "";
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
