// `details.menu`, and other details with `data-folds`: Escape closes them and gives the focus back to their button. Menus, which
// lie over the page, also close on a click beside them and when the focus leaves.

const OPEN = "details[open]:is(.menu, [data-folds])";

/** Closes it; true when the focus was inside. */
function close(menu: HTMLDetailsElement): boolean {
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  return inside;
}

function closeOthers(target: EventTarget | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!(target instanceof Node && menu.contains(target))) close(menu);
  }
}

/** The innermost one around the focus, else the last that is open. */
function current(): HTMLDetailsElement | undefined {
  const around = document.activeElement?.closest<HTMLDetailsElement>(OPEN);
  return around ?? [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")].at(-1);
}

export function start(): void {
  document.addEventListener("click", ({ target }) => closeOthers(target));
  document.addEventListener("focusin", ({ target }) => closeOthers(target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && !event.isComposing ? current() : undefined;
    if (!menu) return;
    event.preventDefault();
    if (close(menu)) menu.querySelector("summary")?.focus();
  });
}
