// The last events of a stream, in order and each once, so that a tab that opens late misses nothing.
// Ids are `epoch-number`: within an epoch the numbers rise; another epoch is another stream.

export interface LiveEvent {
  id: string;
  name: string;
  data: string;
}

interface Position {
  epoch: string;
  number: number;
}

/** Takes an event id apart; null for an id of another form. */
export function position(id: string): Position | null {
  const dash = id.lastIndexOf("-");
  const number = Number(id.slice(dash + 1));
  return dash > 0 && Number.isSafeInteger(number) ? { epoch: id.slice(0, dash), number } : null;
}

export class Backlog {
  private events: LiveEvent[] = [];

  constructor(private readonly capacity = 200) {}

  /** The id of the newest event, or "" before the first. */
  get last(): string {
    return this.events.at(-1)?.id ?? "";
  }

  /** Keeps an event; false when it is known already and nothing is to be done. */
  accept(event: LiveEvent): boolean {
    if (event.id === "") return true;
    if (this.isKnown(event.id)) return false;
    this.events.push(event);
    if (this.events.length > this.capacity) this.events.shift();
    return true;
  }

  /** What came after the event `after`; null when that cannot be told and the page must be fetched anew. */
  since(after: string): LiveEvent[] | null {
    const index = this.events.findIndex((event) => event.id === after);
    if (index >= 0) return this.events.slice(index + 1);
    const asked = position(after);
    const first = position(this.events[0]?.id ?? "");
    const last = position(this.last);
    if (!asked || !first || !last || asked.epoch !== last.epoch || asked.epoch !== first.epoch) return null;
    if (asked.number >= last.number) return [];
    return asked.number + 1 === first.number ? [...this.events] : null;
  }

  private isKnown(id: string): boolean {
    if (this.events.some((event) => event.id === id)) return true;
    const asked = position(id);
    const last = position(this.last);
    return asked !== null && last !== null && asked.epoch === last.epoch && asked.number < last.number;
  }
}
