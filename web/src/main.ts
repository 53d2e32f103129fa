// The one script of the pages. Each part improves a page that works without it, and finds its elements by
// data- attributes.
import * as chat from "./chat";
import * as compose from "./compose";
import * as confirm from "./confirm";
import * as drafts from "./drafts";
import * as enhance from "./enhance";
import * as live from "./live";
import * as menus from "./menus";
import * as times from "./times";

confirm.start();
menus.start();
times.start();
drafts.start();
compose.start();
enhance.start();
chat.start();
live.start();
