// One EventSource, kept alive. The browser reconnects by itself after a cut, with Last-Event-ID; where it
// gives up (an answer that is no stream), we open it again with growing pauses and `?after=ID`.

import type { LiveEvent } from "./backlog";

/** The names of events that a stream carries. */
const NAMES = [
  ...["post", "post-gone", "comment", "contact", "profile", "session"],
  ...["message", "message-gone", "chat", "typing", "resync", "signed-out"],
];

const SHORTEST = 1_000;
const LONGEST = 60_000;

export interface StreamListener {
  event(event: LiveEvent): void;
  connected(yes: boolean): void;
}

/** The stream's address for events after `id`. */
export function after(url: string, id: string): string {
  if (id === "") return url;
  const [path, query] = url.split("?", 2);
  const search = new URLSearchParams(query);
  search.set("after", id);
  return `${path}?${search}`;
}

/** How long to wait before try number `tries` (from 0), in ms; `chance` in 0..1 spreads the tabs of many people. */
export function pause(tries: number, chance: number): number {
  return Math.min(LONGEST, SHORTEST * 2 ** tries) * (0.5 + chance / 2);
}

export class Stream {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private last = "";

  constructor(
    private readonly url: string,
    private readonly listener: StreamListener,
  ) {
    this.open();
  }

  /** Ends it for good. */
  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  private open(): void {
    const source = new EventSource(after(this.url, this.last));
    this.source = source;
    source.onopen = () => {
      this.tries = 0;
      this.listener.connected(true);
    };
    source.onerror = () => {
      this.listener.connected(false);
      if (source.readyState === EventSource.CLOSED) this.again();
    };
    for (const name of NAMES) {
      source.addEventListener(name, (event) => this.take(name, event as MessageEvent<string>));
    }
  }

  private take(name: string, event: MessageEvent<string>): void {
    this.last = event.lastEventId || this.last;
    this.listener.event({ id: event.lastEventId, name, data: event.data });
  }

  /** The answer was no stream. The page finds out why: the browser may have been signed out. */
  private again(): void {
    this.source?.close();
    if (this.tries === 0) this.listener.event({ id: "", name: "resync", data: "" });
    this.timer = setTimeout(() => this.open(), pause(this.tries, Math.random()));
    this.tries += 1;
  }
}
