// How the script asks the server. `X-Script` says that no page is opened by it: a notice of what just happened waits for one
// that is (crates/ui/src/hooks.rs).

const page = { Accept: "text/html" };

/** Sends a form. The answer is 204 with the address of the next page, or the form's page again. */
export function sendForm(action: string | URL, body: FormData | URLSearchParams): Promise<Response> {
  return fetch(action, { method: "POST", body, headers: { ...page, "X-Script": "form" } });
}

/** Fetches a page that takes the place of this one, with the notice that it brings. */
export function fetchNext(address: string | URL): Promise<Response> {
  return fetch(address, { headers: page, cache: "no-store" });
}

/** Fetches a page for what is new in it. */
export function fetchPart(address: string | URL): Promise<Response> {
  return fetch(address, { headers: { ...page, "X-Script": "part" }, cache: "no-store" });
}

/** Sends a form whose answer is a page with what is new in it. */
export function sendForPart(action: string | URL, body: URLSearchParams): Promise<Response> {
  return fetch(action, { method: "POST", body, headers: { ...page, "X-Script": "part" } });
}
