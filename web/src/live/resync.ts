// Fetches the page anew and turns the open one into it; what comes meanwhile waits and is applied after.
import { morphPage, parse } from "../morph";

function visible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
  });
}

/**
 * Brings the page up to date. Where the answer is another page (signed out, say), that is loaded instead.
 * `begin` is called just before the request goes out. Answers the new page, or null when it did not come.
 */
export async function resync(begin: () => void): Promise<Document | null> {
  await visible();
  begin();
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
      location.assign(answer.url);
      return null;
    }
    const page = answer.ok ? parse(await answer.text()) : null;
    return page && morphPage(page) ? page : null;
  } catch {
    return null;
  }
}
