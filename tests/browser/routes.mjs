// Which pages there are, by the program's own table of addresses, and which of them nobody opened.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const table = readFileSync(new URL("../../crates/server/src/routes.rs", import.meta.url), "utf8");

/** What is no page of its own to look at. */
const others = {
  "a picture, a style or a script": ["/logo/{host}/{file}", "/icon/{segment}/{file}", "/media/{hash}", "/logo/{segment}", "/assets/{file}", "/style/{file}", "/mark/{file}", "/favicon.ico"],
  "something to take along": ["/@{handle}/feed.atom", "/settings/leave/receipt", "/operate/funds/ledger.csv"],
  "for programs": ["/robots.txt", "/pods.json", "/.well-known/pod-directory.json", "/api/v1/directory/feed", "/api/v1/directory/statements", "/api/v1/instances/hosts",
    "/.well-known/pod-listing.json", "/.well-known/nodeinfo", "/nodeinfo/2.0", "/nodeinfo/2.1", "/nodeinfo/2.2", "/.well-known/xmpp-provider-v2.json"],
  "a stream": ["/events"],
  "leads on to a pod": ["/join/{segment}"],
  "there in the demo only, and opened by demo.test.mjs": ["/demo/outbox"],
  "of a member who is suspended after a report, as verdicts.rs has one": ["/verdict/{segment}"],
  "like /legal/{segment}": ["/rules/{segment}", "/privacy/{segment}"],
};

/** The addresses of a piece of the table at which something is to be got, in the order in which they are tried. */
function routes(from, to) {
  const [start, end] = [table.indexOf(from), table.indexOf(to)];
  assert.ok(start >= 0 && end > start, `the table of addresses has ${from} and then ${to}`);
  const found = table.slice(start, end).matchAll(/\.route\(\s*"([^"]+)",\s*web::get\(\)/g);
  return [...found].map(([, route]) => ({ route, path: new RegExp(`^${route.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`) }));
}

/** Those of the directory's host, and those of pods. */
const hosts = { directory: routes("pub fn platform(", "/// A pod's host."), pod: routes("pub fn pod(", "/// Whether a request") };

/** Pages that are not among these addresses, and exceptions that are none. */
export function unopened(addresses) {
  const seen = { directory: new Set(), pod: new Set() };
  for (const { hostname, pathname } of addresses.map((address) => new URL(address))) {
    const host = hostname === "localhost" ? "directory" : "pod";
    const found = hosts[host].find(({ path }) => path.test(pathname));
    if (found) seen[host].add(found.route);
  }
  const known = Object.values(others).flat();
  const lacking = Object.entries(hosts).flatMap(([host, all]) => all.map(({ route }) => route)
    .filter((route) => !known.includes(route) && !seen[host].has(route)).map((route) => `${route} of a ${host} is not opened`));
  const idle = known.filter((route) => {
    const there = Object.values(hosts).some((all) => all.some((it) => it.route === route));
    return !there || Object.values(seen).some((routes) => routes.has(route));
  });
  return [...lacking, ...idle.map((route) => `${route} is no exception`)];
}
