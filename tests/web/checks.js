// What anybody must be able to do with a page, asked of the page that stands there: read its words,
// name its controls, hit them, and go through them in order. Gives sentences about what is wrong.
() => {
  const wrong = [];
  const say = (element, words) => wrong.push(`${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} “${element.textContent.trim().slice(0, 40)}”: ${words}`);
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && !element.closest("[hidden], .sr, noscript");
  };

  // Contrast -----------------------------------------------------------------------------------
  const parse = (colour) => {
    const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (colour.startsWith("color(srgb")) return [...parts.slice(0, 3).map((n) => n * 255), parts[3] ?? 1];
    return [...parts.slice(0, 3), parts[3] ?? 1];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((n, k) => n * a + below[k] * (1 - a));
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [11, 16, 22]);
  };
  const bright = (rgb) => {
    const [r, g, b] = rgb.map((n) => (n / 255 <= 0.03928 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [bright(a), bright(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !visible(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const inside = element.closest("svg");
    const body = inside && element.tagName === "text" && inside.querySelector("path");
    const halo = element.classList.contains("name");
    const below = halo ? parse(style.stroke).slice(0, 3) : body ? parse(getComputedStyle(body).fill).slice(0, 3) : ground(element);
    const ink = over(parse(inside ? style.fill : style.color), below);
    const found = contrast(ink, below);
    if (found < (large ? 3 : 4.5)) say(element, `contrast ${found.toFixed(2)}`);
  }
  for (const field of document.querySelectorAll("input:not([type=radio]), textarea")) {
    if (!visible(field)) continue;
    const edge = contrast(parse(getComputedStyle(field).borderColor).slice(0, 3), ground(field.parentElement));
    if (edge < 3) say(field, `its edge has contrast ${edge.toFixed(2)}`);
  }

  // Controls -----------------------------------------------------------------------------------
  // The umpire's page is worked with a mouse where it has three columns (WCAG 2.2, 2.5.8), else by thumbs.
  const mouse = document.body.classList.contains("console") && innerWidth >= 1100 && matchMedia("(pointer: fine)").matches;
  const least = mouse ? 23.5 : 43.5;
  const named = (element) => {
    const by = element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent).join("");
    const label = element.labels?.[0]?.textContent;
    return (by || element.getAttribute("aria-label") || label || (element.tagName === "BUTTON" ? element.textContent : "")).trim();
  };
  const controls = [...document.querySelectorAll("button, input, textarea, select, a[href], [tabindex='0']")].filter((c) => !c.closest("[hidden]"));
  for (const control of controls) {
    if (!named(control)) say(control, "has no name");
    const target = control.type === "radio" || control.type === "checkbox" ? control.closest("label") : control;
    const box = target.getBoundingClientRect();
    if (visible(target) && (box.height < least || box.width < least)) say(target, `is ${box.width.toFixed(0)} by ${box.height.toFixed(0)}, too small for a thumb`);
  }
  for (const image of document.querySelectorAll("svg")) {
    if (image.getAttribute("aria-hidden") !== "true" && !image.closest("[aria-hidden='true']") && !image.getAttribute("aria-label")) say(image, "is a picture without words");
  }
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((i, n) => ids.indexOf(i) !== n))) wrong.push(`two have the id ${id}`);
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]")) {
    for (const name of ["aria-labelledby", "aria-describedby", "for"]) {
      for (const id of (element.getAttribute(name) ?? "").split(" ").filter(Boolean)) if (!document.getElementById(id)) say(element, `${name} names ${id}, which is not there`);
    }
  }
  if (!document.documentElement.lang) wrong.push("the page has no language");
  if (!document.querySelector("main")) wrong.push("the page has no main part");
  if (!document.querySelector("main h1, main h2, header h1")) wrong.push("the page has no heading");

  // Room ---------------------------------------------------------------------------------------
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth + 1) {
    wrong.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
    for (const element of document.querySelectorAll("main *")) {
      if (visible(element) && element.getBoundingClientRect().right > root.clientWidth + 1) say(element, "stands out of the page");
    }
  }
  return [...new Set(wrong)];
}
