// The tab's end of the stream: through the shared worker where there is one, else a hub of its own.
import { Hub, type FromTab, type ToTab } from "./hub";

export interface Connection {
  say(message: FromTab): void;
}

/** The worker's file lies beside this bundle, under whatever path that is served. */
function workerAddress(): string | null {
  const script = document.querySelector<HTMLScriptElement>('script[src*="/main"]');
  return script && new URL(EVENTS_WORKER, script.src).href;
}

function shared(hear: (message: ToTab) => void): Connection | null {
  const address = workerAddress();
  if (!address || typeof SharedWorker === "undefined") return null;
  try {
    const { port } = new SharedWorker(address, { name: "cosse events" });
    port.onmessage = ({ data }: MessageEvent<ToTab>) => hear(data);
    return { say: (message) => port.postMessage(message) };
  } catch {
    return null;
  }
}

/** A stream for this tab alone: browsers allow few connections, so a hidden tab gives its own back. */
function own(hear: (message: ToTab) => void): Connection {
  const hub = new Hub();
  return { say: (message) => hub.hear(hear, message) };
}

/** Connects; `alone` is true where this tab does not share its stream. */
export function connect(hear: (message: ToTab) => void): { connection: Connection; alone: boolean } {
  const connection = shared(hear);
  return connection ? { connection, alone: false } : { connection: own(hear), alone: true };
}
