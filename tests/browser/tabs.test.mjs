// All tabs of a browser hear what comes over one stream.
import { test } from "node:test";
import { bed } from "./testbed.mjs";
import { newcomer, publish, until } from "./people.mjs";
import { post } from "./page.mjs";

/** Open streams of events, as the program counts them. Nobody else is at this deployment. */
async function streams() {
  const figures = await (await fetch(`http://${bed.operations}/metrics`)).text();
  return Number(figures.match(/^cosse_event_streams (\d+)$/m)[1]);
}

test("two tabs of one browser both hear what comes, over one stream", async () => {
  const alice = await newcomer("alice");
  const second = await alice.page.context().newPage();
  await second.goto(`${bed.cantine}/feed`);
  await publish(alice, "Heard in both tabs", "contacts");
  await post(second, "Heard in both tabs").waitFor();
  // a tab of before is counted until the program knows that it is gone
  await until("there is one stream", async () => (await streams()) === 1);
  await second.close();
  const third = await alice.page.context().newPage();
  await third.goto(`${bed.cantine}/feed`);
  await publish(alice, "The first tab goes on", "contacts");
  await post(third, "The first tab goes on").waitFor();
  await until("there is still one stream", async () => (await streams()) === 1);
});
