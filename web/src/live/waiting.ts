// New posts wait behind a button `[data-live-new]` while the reader is further down, so that nothing jumps.
import { RENEWED } from "../morph";
import { language, plural } from "../texts";

const NEAR_TOP = 200;

export class Waiting {
  private posts: HTMLElement[] = [];

  constructor(private readonly show: (post: HTMLElement) => void) {
    document.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("[data-live-new]")) this.release();
    });
    document.addEventListener(RENEWED, () => this.clear());
  }

  /** Shows a post now, or keeps it for later when the reader is further down. */
  take(post: HTMLElement): void {
    const known = this.posts.findIndex((other) => other.id === post.id);
    if (known >= 0) this.posts[known] = post;
    else if (this.button() && window.scrollY > NEAR_TOP) this.posts.push(post);
    else this.show(post);
    this.count();
  }

  /** Drops a post that was taken back before it was shown. */
  drop(id: string): void {
    this.posts = this.posts.filter((post) => post.id !== id);
    this.count();
  }

  /** Forgets what waits: it is in the page. */
  private clear(): void {
    this.posts = [];
    this.count();
  }

  private release(): void {
    const first = this.posts.at(-1)?.id;
    this.posts.forEach((post) => this.show(post));
    this.clear();
    window.scrollTo({ top: 0 });
    if (first) document.getElementById(first)?.querySelector<HTMLElement>("a, button")?.focus({ preventScroll: true });
  }

  private button(): HTMLElement | null {
    return document.querySelector("[data-live-new]");
  }

  private count(): void {
    const button = this.button();
    if (!button) return;
    const { one, two, few, many, other } = button.dataset;
    button.hidden = this.posts.length === 0;
    button.textContent = plural({ one, two, few, many, other }, this.posts.length, language());
  }
}
