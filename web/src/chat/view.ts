// The part of a chat that scrolls. It runs from its end (`flex-direction: column-reverse`): 0 is the newest message, and what lies
// above is negative. So the page opens at the end and what is put above moves nothing; only what comes below has to be cared for.

const NEAR = 60;

/** The element that scrolls, on the page of a chat. */
export function log(): HTMLElement | null {
  return document.querySelector<HTMLElement>(".chat-log");
}

/** How far the newest message is below what is seen. */
export function below(view: HTMLElement): number {
  return Math.abs(view.scrollTop);
}

/** How much there is above what is seen. */
export function above(view: HTMLElement): number {
  return view.scrollHeight - view.clientHeight - below(view);
}

/** True where the newest message is seen. */
export function atEnd(): boolean {
  const view = log();
  return view !== null && below(view) <= NEAR;
}

export function toEnd(): void {
  log()?.scrollTo({ top: 0 });
}

/** The first message that is seen, at least in part. */
function firstSeen(view: HTMLElement): Element | undefined {
  const top = view.getBoundingClientRect().top;
  return [...view.querySelectorAll(".message")].find((one) => one.getBoundingClientRect().bottom > top);
}

/** Changes the list: at the end the view stays there, elsewhere what is read stays where it is. */
export function keep(change: () => void): void {
  const view = log();
  if (!view || atEnd()) {
    change();
    toEnd();
    return;
  }
  const seen = firstSeen(view);
  const before = seen?.getBoundingClientRect().top ?? 0;
  change();
  if (seen?.isConnected) view.scrollTop += seen.getBoundingClientRect().top - before;
}

/** Opens the chat where the unread messages begin, if that is not in view. */
export function toUnread(): void {
  const view = log();
  const unread = document.getElementById("unread");
  if (!view || !unread) return;
  const hidden = unread.getBoundingClientRect().top - view.getBoundingClientRect().top;
  if (hidden < 0) view.scrollTop += hidden;
}
