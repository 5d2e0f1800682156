// How far an answer has come: an action, its targets one after another, the move they make.

/** What is open after some steps of a question.
 *
 *  @returns {{stage: {step, options, legal, done}[], option, depth, legal}} the steps that come
 *  next, the move that the steps make once they are complete, and how many steps there are. */
export function choose(question, picked) {
  const ways = waysOf(question).filter((way) => picked.every((step, n) => way.steps[n] === step));
  const complete = ways.filter((way) => way.steps.length === picked.length);
  const option = (complete.find((way) => way.option.legal) ?? complete[0])?.option ?? null;
  const stage = new Map();
  for (const way of ways) {
    const step = way.steps[picked.length];
    if (step === undefined) continue;
    const found = stage.get(step) ?? { step, options: [], legal: false, done: true };
    found.options.push(way.option);
    found.legal ||= way.option.legal;
    found.done &&= way.steps.length === picked.length + 1;
    stage.set(step, found);
  }
  return { stage: [...stage.values()], option: stage.size ? null : option };
}

/** The orders in which each option can be chosen: a pair of like things that is offered one way
 *  round only can be chosen either way round. */
function waysOf(question) {
  const ways = question.options.map((option) => ({ steps: option.steps, option }));
  if (question.kind === "act") return ways;
  const known = new Set(ways.map((way) => way.steps.join(" ")));
  const pairs = ways.every(({ steps }) => steps.length === 2 && !known.has(`${steps[1]} ${steps[0]}`));
  const firsts = new Set(ways.map((way) => way.steps[0]));
  if (!pairs || !ways.some((way) => firsts.has(way.steps[1]))) return ways;
  return [...ways, ...ways.map(({ steps, option }) => ({ steps: [steps[1], steps[0]], option }))];
}
