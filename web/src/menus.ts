// `details[data-menu]`: closes on Escape, on a click elsewhere, and when another opens.

function open(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")];
}

function closeOthers(target: EventTarget | null): void {
  for (const menu of open()) {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  }
}

export function start(): void {
  document.addEventListener("click", ({ target }) => closeOthers(target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
    }
  });
}
