// Shares one stream among the tabs of a browser. It runs in the shared worker, or in the tab itself where
// there are no shared workers. The stream ends with the last tab.
import { Backlog, type LiveEvent } from "./backlog";
import { Stream, type StreamListener } from "./stream";

/** What a tab says. `after` is the last event that the tab's page holds, "" when the page does not say. */
export type FromTab =
  | { kind: "open"; url: string; member: string; after: string }
  | { kind: "close" }
  | { kind: "sign-out" };

/** What a tab hears. */
export type ToTab =
  | { kind: "event"; event: LiveEvent }
  | { kind: "connected"; yes: boolean }
  | { kind: "signed-out" };

export type Tab = (message: ToTab) => void;

/** Opens a stream of events. */
export type Opener = (url: string, listener: StreamListener) => { close(): void };

export class Hub {
  private readonly tabs = new Set<Tab>();
  private stream: { close(): void } | null = null;
  private backlog = new Backlog();
  private member = "";
  private connected = true;

  constructor(private readonly opener: Opener = (url, listener) => new Stream(url, listener)) {}

  hear(tab: Tab, message: FromTab): void {
    if (message.kind === "open") this.open(tab, message);
    else if (message.kind === "close") this.close(tab);
    else this.signOut(tab);
  }

  private open(tab: Tab, { url, member, after }: Extract<FromTab, { kind: "open" }>): void {
    if (this.member !== member) this.stop();
    this.tabs.add(tab);
    if (this.stream) {
      this.catchUp(tab, after);
      return;
    }
    this.member = member;
    this.backlog = new Backlog();
    this.stream = this.opener(url, {
      event: (event) => this.pass(event),
      connected: (yes) => this.say(yes),
    });
  }

  private catchUp(tab: Tab, after: string): void {
    const missed = after === "" || this.backlog.last === "" ? [] : this.backlog.since(after);
    const events = missed ?? [{ id: "", name: "resync", data: "" }];
    events.forEach((event) => tab({ kind: "event", event }));
    tab({ kind: "connected", yes: this.connected });
  }

  private pass(event: LiveEvent): void {
    if (event.name === "resync") this.backlog = new Backlog();
    if (this.backlog.accept(event)) this.broadcast({ kind: "event", event });
  }

  private say(yes: boolean): void {
    if (yes === this.connected) return;
    this.connected = yes;
    this.broadcast({ kind: "connected", yes });
  }

  private close(tab: Tab): void {
    this.tabs.delete(tab);
    if (this.tabs.size === 0) this.stop();
  }

  /** One tab signs out: the stream ends, and the other tabs are told. */
  private signOut(tab: Tab): void {
    this.stop();
    this.tabs.delete(tab);
    this.broadcast({ kind: "signed-out" });
    this.tabs.clear();
  }

  private stop(): void {
    this.stream?.close();
    this.stream = null;
    this.connected = true;
  }

  private broadcast(message: ToTab): void {
    this.tabs.forEach((tab) => tab(message));
  }
}
