// The bell: a short soft tone, made here, and a sign that is seen. A page may be heard only after its
// reader has touched it once; until then the bell is seen alone.

let context = null;

/** Let the bell be heard from the first touch or key on. */
export function mayRing() {
  const wake = () => {
    const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
    if (Context) context ??= new Context();
    context?.resume();
  };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, wake, { once: true, capture: true });
}

/** Ring once; what is seen lasts as long as `rung` stands on the page. */
export function ring() {
  document.body.classList.remove("rung");
  // Read once, so that a second ring begins anew.
  void document.body.offsetWidth;
  document.body.classList.add("rung");
  setTimeout(() => document.body.classList.remove("rung"), 2600);
  if (context?.state !== "running") return;
  // A struck bar: a tone and its overtone, the higher one gone sooner.
  for (const [pitch, loud, lasts] of [[523.25, 0.16, 1.8], [1318.5, 0.05, 0.7]]) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    const at = context.currentTime;
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(loud, at + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + lasts);
  }
}
