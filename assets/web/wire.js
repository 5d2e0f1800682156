// The line to the server: one socket, opened again whenever it is lost, and nothing sent twice.

const WAITS = [300, 600, 1200, 2500, 5000];
const BEAT = 5000;

/** A line to the server of this address.
 *
 *  `hear(message)` is given each message; `state(word)` is told "lost" and "back"; `chosen()` says
 *  which language was chosen here, if any. */
export class Wire {
  constructor(hear, state, chosen = () => "") {
    this.hear = hear;
    this.state = state;
    this.tries = 0;
    this.lost = false;
    this.pending = new Map();
    this.asked = [];
    this.greet = () => null;
    this.chosen = chosen;
    this.open();
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.drop());
    // A device that slept may hold a line that is dead and does not know it.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) (this.ready ? this.beat() : this.hurry());
    });
    setInterval(() => this.beat(), BEAT);
  }

  get ready() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws?lang=${encodeURIComponent(this.chosen())}`);
    this.socket = socket;
    this.unanswered = 0;
    this.asked = [];
    socket.addEventListener("open", () => {
      if (socket !== this.socket) return;
      this.tries = 0;
      const greeting = this.greet();
      if (greeting) this.post(greeting);
      if (this.lost) this.state("back");
      this.lost = false;
    });
    socket.addEventListener("message", (event) => {
      if (socket !== this.socket) return;
      this.unanswered = 0;
      this.take(JSON.parse(event.data));
    });
    socket.addEventListener("close", () => socket === this.socket && this.again());
    socket.addEventListener("error", () => socket.close());
  }

  /** What the server says, with what was acted on or asked taken off its list. */
  take(message) {
    if (message.pong) return;
    const key = message.done?.key ?? message.error?.key;
    if (key) this.pending.delete(key);
    if (message.look) this.answer(message.look.at, message.look);
    // A refusal that names no act is of the look that waits longest.
    else if (message.error && !key && this.asked.length) return void this.answer(this.asked[0].at, { refused: message.error.text });
    this.hear(message);
  }

  answer(at, found) {
    const n = this.asked.findIndex((each) => each.at === at);
    if (n >= 0) this.asked.splice(n, 1)[0].then(found);
  }

  /** Send what is not to be lost: it is sent again after each loss until the server answers it.
   *  Its key lets the server count it once. */
  act(message) {
    const key = [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("");
    const whole = { ...message, key };
    this.pending.set(key, whole);
    this.post(whole);
    return key;
  }

  /** Once a seat is had again: send again what was not answered. */
  resume() {
    for (const message of this.pending.values()) this.post(message);
  }

  /** Ask to look at something; the answer comes to nothing else, and none comes of a lost line. */
  look(what) {
    return new Promise((then) => {
      this.asked.push({ at: what.at, then });
      this.post({ do: "look", ...what });
    });
  }

  post(message) {
    if (this.ready) this.socket.send(JSON.stringify(message));
  }

  beat() {
    if (!this.ready) return;
    if (this.unanswered >= 2) return void this.drop();
    this.unanswered += 1;
    this.post({ do: "ping" });
  }

  drop() {
    const dead = this.socket;
    this.socket = null;
    dead?.close();
    this.again();
  }

  again() {
    if (!this.lost) {
      this.lost = true;
      this.state("lost");
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  hurry() {
    if (!this.ready) {
      this.tries = 0;
      this.open();
    }
  }
}
