// `[data-draft="name"]`: what was typed and not sent is kept in this browser, for this member alone.
// Storage belongs to the pod's origin already; the key adds the member.

const LONGEST = 100_000;

type Draftable = HTMLInputElement | HTMLTextAreaElement;

/** Where a draft is kept: `draft MEMBER NAME`. */
export function key(member: string, name: string): string {
  return `draft ${member} ${name}`;
}

/** The keys among `all` that hold drafts of `member`. */
export function keysOf(all: string[], member: string): string[] {
  return all.filter((name) => name.startsWith(key(member, "")));
}

function member(): string | undefined {
  return document.body.dataset["member"];
}

function keyOf(field: Draftable): string | null {
  const who = member();
  const name = field.dataset["draft"];
  return who && name ? key(who, name) : null;
}

/** Storage may be full or forbidden; a draft is then simply not kept. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // nothing is lost but the draft
  }
}

function save(field: Draftable): void {
  const where = keyOf(field);
  if (!where || field.value.length > LONGEST) return;
  quietly(() => (field.value ? localStorage.setItem(where, field.value) : localStorage.removeItem(where)));
}

function fields(root: ParentNode): NodeListOf<Draftable> {
  return root.querySelectorAll<Draftable>("input[data-draft], textarea[data-draft]");
}

/** Puts kept drafts into the fields inside `root` that are still as the page gave them. */
export function restore(root: ParentNode): void {
  for (const field of fields(root)) {
    const where = keyOf(field);
    if (!where || field.value !== "" || field === document.activeElement) continue;
    quietly(() => {
      field.value = localStorage.getItem(where) ?? "";
    });
  }
}

/** Forgets the drafts of a form, once what it held was sent. */
export function forget(form: HTMLFormElement): void {
  for (const field of fields(form)) {
    const where = keyOf(field);
    if (where) quietly(() => localStorage.removeItem(where));
  }
}

/** Forgets all drafts of the member, when she signs out. */
export function forgetAll(): void {
  const who = member();
  if (who) quietly(() => keysOf(Object.keys(localStorage), who).forEach((name) => localStorage.removeItem(name)));
}

export function start(): void {
  restore(document);
  const waiting = new Map<Draftable, number>();
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    if (target.dataset["draft"] === undefined) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, window.setTimeout(() => (waiting.delete(target), save(target)), 300));
  });
  window.addEventListener("pagehide", () => {
    for (const [field, timer] of waiting) {
      clearTimeout(timer);
      save(field);
    }
    waiting.clear();
  });
}
