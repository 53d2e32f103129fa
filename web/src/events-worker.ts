// The shared worker: it holds the one EventSource of this browser for all tabs of this origin.
import { Hub, type FromTab, type ToTab } from "./live/hub";

const hub = new Hub();

interface Scope {
  onconnect: ((event: MessageEvent) => void) | null;
}

(globalThis as unknown as Scope).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  const tab = (message: ToTab) => port.postMessage(message);
  port.onmessage = ({ data }: MessageEvent<FromTab>) => hub.hear(tab, data);
};
