// Making elements, and changing a page into another without losing where somebody is in it.

const SVG = "http://www.w3.org/2000/svg";

/** An element; `props` are attributes, `on` handlers, `style` custom properties, `key` its name. */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An element of a drawing. */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") element.handlers = value;
    else if (name === "style") for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else if (name === "key") element.dataset.key = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(4)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

// One listener for each kind of event: handlers are looked up from where it happened, outwards, so
// that a page that changes needs none taken off or put on.
for (const kind of ["click", "input", "submit", "change", "keydown"]) {
  document.addEventListener(kind, (event) => {
    for (let at = event.target; at && at !== document; at = at.parentNode) {
      const handler = at.handlers?.[kind];
      if (!handler) continue;
      if (kind === "click" && at.getAttribute("aria-disabled") === "true" && !at.handlers.refused) return;
      handler(event, at);
      if (kind !== "keydown") return;
    }
  });
}

/** Give an element the children of another kind of page, keeping what is the same: focus, scroll,
 *  what is being typed. Children are matched by `key`, else by place and tag. */
export function morph(into, children) {
  const wanted = children.flat(4).filter((c) => c !== null && c !== undefined && c !== false)
    .map((c) => (typeof c === "string" ? document.createTextNode(c) : c));
  const named = new Map();
  for (const child of into.children) if (child.dataset?.key) named.set(child.dataset.key, child);
  let at = into.firstChild;
  for (const next of wanted) {
    const key = next.dataset?.key;
    let found = key ? named.get(key) : at;
    if (found && (found.nodeType !== next.nodeType || found.nodeName !== next.nodeName)) found = undefined;
    if (found && !key && found.dataset?.key) found = undefined;
    if (!found) {
      into.insertBefore(next, at);
      continue;
    }
    if (found !== at) into.insertBefore(found, at);
    else at = at.nextSibling;
    same(found, next);
    if (key) named.delete(key);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function same(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  old.handlers = next.handlers;
  // What is kept is drawn by somebody else, as the map is.
  if (next.dataset?.kept !== undefined && old.firstChild) return;
  // Whether a dialog is open it alone knows.
  const own = old.nodeName === "DIALOG" ? "open" : "";
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && name !== own) old.removeAttribute(name);
  for (const { name, value } of [...next.attributes]) {
    if (name === "value" && document.activeElement === old) continue;
    if (old.getAttribute(name) !== value) {
      // The attribute itself may not be written under the policy of the page; the style may.
      if (name === "style") old.style.cssText = value;
      else old.setAttribute(name, value);
      if (name === "value") old.value = value;
    }
  }
  if (old.nodeName === "INPUT") old.checked = next.hasAttribute("checked");
  if (old.nodeName === "OPTION") old.selected = next.hasAttribute("selected");
  if (old.nodeName === "TEXTAREA") {
    if (document.activeElement !== old && old.value !== next.value) old.value = next.value;
    return;
  }
  morph(old, [...next.childNodes]);
}

/** The same act, done once for all that asks for it before the page is at rest. */
export function soon(act) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      act();
    });
  };
}

/** Put the focus on what bears a key, if it is there. */
export function focusOn(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  found?.focus({ preventScroll: false });
  return Boolean(found);
}

/** An icon of the sheet; it says nothing to a screen reader. */
export function icon(name, turns = false) {
  return s("svg", { class: turns ? "icon turns" : "icon", "aria-hidden": "true", focusable: "false" }, s("use", { href: `#icon-${name}` }));
}

/** Put the sheet of icons into the page, once: it is needed most when the line is lost. */
export async function loadIcons() {
  const answer = await fetch("/icons.svg");
  const sheet = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  sheet.setAttribute("class", "sheet");
  sheet.setAttribute("aria-hidden", "true");
  document.body.append(document.importNode(sheet, true));
}

let politely, atOnce;
/** Tell a screen reader; `urgent` breaks in. */
export function announce(words, urgent = false) {
  politely ??= document.querySelector("[aria-live=polite]");
  atOnce ??= document.querySelector("[aria-live=assertive]");
  const region = urgent ? atOnce : politely;
  if (!region || !words) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = words), 60);
}
