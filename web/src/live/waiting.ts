// New posts wait behind the button `[data-live-new]` while the reader is further down, so that nothing
// jumps. Its `data-one`, `data-other` (and other plural forms) say how many there are.
import { announce } from "../announce";
import { RENEWED } from "../morph";
import { language, plural } from "../texts";

const NEAR_TOP = 200;

export class Waiting {
  private posts: HTMLElement[] = [];

  constructor(private readonly show: (post: HTMLElement) => void) {
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("[data-live-new]")) this.release();
    });
    document.addEventListener(RENEWED, () => this.set([]));
  }

  /** Shows a new post now, or keeps it for later when the reader is further down. */
  take(post: HTMLElement): void {
    if (!this.button() || window.scrollY <= NEAR_TOP) this.show(post);
    else this.set([...this.posts.filter((other) => other.id !== post.id), post]);
  }

  /** Drops a post that was taken back before it was shown. */
  drop(id: string): void {
    this.set(this.posts.filter((post) => post.id !== id));
  }

  private release(): void {
    const newest = this.posts.at(-1)?.id ?? "";
    this.posts.forEach((post) => this.show(post));
    this.set([]);
    window.scrollTo({ top: 0 });
    document.getElementById(newest)?.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  }

  private button(): HTMLElement | null {
    return document.querySelector("[data-live-new]");
  }

  private set(posts: HTMLElement[]): void {
    const more = posts.length > this.posts.length;
    this.posts = posts;
    const button = this.button();
    if (!button) return;
    const { zero, one, two, few, many, other } = button.dataset;
    button.hidden = posts.length === 0;
    button.textContent = plural({ zero, one, two, few, many, other }, posts.length, language());
    if (more) announce(button.textContent);
  }
}
