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
  // the stream of a page that was left is over for the program when it writes to it for the second time
  for (const text of ["Heard in both tabs", "And this, too"]) {
    await publish(alice, text, "contacts");
    await post(second, text).waitFor();
  }
  await until("there is one stream", async () => (await streams()) === 1);
  await alice.page.close();
  const third = await second.context().newPage();
  await third.goto(`${bed.cantine}/feed`);
  await publish({ ...alice, page: third }, "The other goes on", "contacts");
  await post(second, "The other goes on").waitFor();
  await until("there is still one stream", async () => (await streams()) === 1);
});
