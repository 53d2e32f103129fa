// Debian's Chromium, as quiet as it can be, and its windows.
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const options = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** How long anything may take before a test gives it up. */
const patience = 20_000;

let browser;
before(async () => {
  browser = await chromium.launch(options);
});
after(() => browser?.close());

function patient(context) {
  context.setDefaultTimeout(patience);
  return context;
}

/** A person's browser: cookies of her own. Options are Playwright's (viewport, colorScheme, javaScriptEnabled, …). */
export async function context(wishes = {}) {
  return patient(await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...wishes }));
}

/** A browser whose cookies and storage are in a folder, so that it can be closed and opened again. */
export async function persistent(folder) {
  return patient(await chromium.launchPersistentContext(folder, { ...options, locale: "en-GB" }));
}
