// How often it is told that something is being written: at most every few seconds, and once when it ends.

const EVERY = 4_000;
const PAUSE = 5_000;

export class Pace {
  private told = -Infinity;
  private composing = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly say: (composing: boolean) => void,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Something was typed; `empty` when nothing is left of it. */
  typed(empty: boolean): void {
    clearTimeout(this.timer);
    if (empty) return this.stop();
    this.timer = setTimeout(() => this.stop(), PAUSE);
    if (this.composing && this.now() - this.told < EVERY) return;
    this.told = this.now();
    this.composing = true;
    this.say(true);
  }

  /** Nothing is being written any more. */
  stop(): void {
    if (this.composing) this.say(false);
    this.sent();
  }

  /** What was written was sent, which tells it by itself. */
  sent(): void {
    clearTimeout(this.timer);
    this.composing = false;
    this.told = -Infinity;
  }
}
