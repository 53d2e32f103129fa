// What axe-core finds.
import axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One line for each violation on the page that is open. */
export async function violations(page) {
  await page.evaluate(axe.source);
  return run(page, { type: "tag", values: tags });
}

/** The same page in the dark: but for its colours it is as it was. */
export async function darkViolations(page) {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const found = await run(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return found;
}

async function run(page, runOnly) {
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only }), runOnly);
  return found.violations.map((it) => `${page.url()}: ${it.id} (${it.help}) at ${it.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
