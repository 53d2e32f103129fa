// What axe-core finds.
import axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One line for each violation on the page that is open. */
export async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  return found.violations.map((it) => `${page.url()}: ${it.id} (${it.help}) at ${it.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
