// Fetches the page anew and turns the open one into it.
import { morph, morphPage, parse } from "../morph";
import { fetchPart } from "../requests";

function visible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
  });
}

/** Live lists, and the numbers in the navigation, may also lie outside `<main>`. */
function morphRest(page: Document): void {
  for (const old of document.querySelectorAll("[data-live] [id]")) {
    const next = old.closest("main") ? null : page.getElementById(old.id);
    if (next) morph(old, next);
  }
}

/** What just happened stays until the reader goes on. */
function keepNotice(page: Document): void {
  const notice = document.getElementById("notice");
  if (notice) page.querySelector("[data-live-lost]")?.after(document.importNode(notice, true));
}

/**
 * Brings the page up to date. Where the answer is another page (signed out, say), that is loaded instead.
 * `begin` is called just before the request goes out; `complete` may ask for more before the page is turned into the newer one.
 */
export async function resync(begin: () => void, complete: (page: Document) => Promise<void>): Promise<void> {
  await visible();
  begin();
  try {
    const answer = await fetchPart(location.href);
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
      location.assign(answer.url);
      return;
    }
    if (!answer.ok) return;
    const page = parse(await answer.text());
    await complete(page);
    keepNotice(page);
    morphPage(page);
    morphRest(page);
  } catch {
    // no network: the stream is cut too, and asks again when it is back
  }
}
