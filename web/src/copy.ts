// `[data-copy="text"]`: hidden until this script runs; copies the text and says `data-copied`.
import { announce } from "./announce";

async function copy(button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
  const said = button.dataset["copied"] ?? "";
  announce(said);
  button.dataset["state"] = "copied";
  setTimeout(() => delete button.dataset["state"], 2_000);
}

/** Shows the buttons inside `root`, where the browser lets a page copy. */
export function settle(root: ParentNode): void {
  if (!navigator.clipboard) return;
  root.querySelectorAll<HTMLElement>("[data-copy][hidden]").forEach((button) => (button.hidden = false));
}

export function start(): void {
  settle(document);
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-copy]") : null;
    if (button) copy(button).catch(() => undefined);
  });
}
