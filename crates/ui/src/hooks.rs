//! What the pages promise to the script: names of attributes, elements and events, so that they cannot drift.
//!
//! Everything works without the script; it adds the following.
//!
//! | in the page | what the script does |
//! |---|---|
//! | `<body data-events="/events" data-worker="…">` | only when signed in: one connection (EventSource in the shared worker at `data-worker`) for all tabs |
//! | `data-live="posts"`, `"comments"`, `"contacts"`, `"requests"` | a list that takes live fragments: see below |
//! | `data-live-at="start"` or `"end"` | on such a list: at which end a fragment that is new goes in |
//! | `data-empty` | inside a `data-live` list: the empty state, removed as soon as something arrives |
//! | `form[data-enhance]` | sent by `fetch` as it stands; shows sending, sent, not sent in its `[data-send-state]`; the texts are the attributes `data-sending`, `data-sent`, `data-not-sent` of that element; a 303 to a page is success: fields are cleared (`form.reset()`), the draft forgotten, and a new command id comes with the header `X-Command` or by fetching the page; a 422 brings the page again: the form of the same `id` in it replaces this one |
//! | `form[data-enhance="go"]` | as above, but on success the browser follows the redirect |
//! | `textarea[data-grow]` | grows with its text (where the browser has no `field-sizing`) |
//! | `textarea[data-draft="key"]`, `input[data-draft]` | keeps what is typed in local storage under the key until it is sent |
//! | `[data-count-near-limit]` | on a textarea with `maxlength`: from 90 % on, the element `[data-count-for="<id>"]` says how many are left, with its text `data-count-text` where `{n}` is the number |
//! | `time[datetime]` | the relative words are refreshed each minute; `title` becomes the reader's own time zone. `data-relative` marks those that are relative |
//! | `details[data-menu]` | closes on Escape, on a click elsewhere and when another opens |
//! | `[data-confirm="question"]` | on a submit button or link: asks in a `<dialog>` first; without script the link leads to a page that asks |
//! | `[data-copy="text"]` | hidden without script; copies the text and says `data-copied` |
//! | `#announce` | `aria-live="polite"`: what the script says aloud |
//! | `#session` | the session's banner, replaced by fragments |
//! | `[data-command]` | every form's hidden `command` field has it |
//!
//! Events of `/events` (names of SSE events): [`EVENT_FRAGMENT`] with HTML of one element that has an `id`: it replaces the
//! element of that id; where there is none it goes into the list named by its `data-into` (the list's `data-live`, or
//! `name#id` where the list also has that id) at the end that the list names; where there is no such list it is dropped.
//! [`EVENT_GONE`] with an element's id: it is removed. [`EVENT_RESYNC`]: fetch this page and replace the `data-live` lists and
//! `#session`. [`EVENT_SIGNED_OUT`]: go to `/login`.

/// On `body`: the address of the events.
pub const EVENTS: &str = "data-events";
/// On `body`: the address of the shared worker's script.
pub const WORKER: &str = "data-worker";
/// On a list: which live fragments it takes.
pub const LIVE: &str = "data-live";
/// On a list: where new fragments go.
pub const LIVE_AT: &str = "data-live-at";
/// On a fragment: the list it goes into when it is new.
pub const INTO: &str = "data-into";
/// On a form: sent by fetch.
pub const ENHANCE: &str = "data-enhance";
/// SSE event: data is one element.
pub const EVENT_FRAGMENT: &str = "fragment";
/// SSE event: data is the id of an element that is gone.
pub const EVENT_GONE: &str = "gone";
/// SSE event: the stream's past is not known any more; fetch the page anew.
pub const EVENT_RESYNC: &str = "resync";
/// SSE event: this browser was signed out.
pub const EVENT_SIGNED_OUT: &str = "signed-out";
/// The list of posts, newest first.
pub const LIST_POSTS: &str = "posts";
/// The list of contacts.
pub const LIST_CONTACTS: &str = "contacts";
/// The list of people who ask.
pub const LIST_REQUESTS: &str = "requests";
/// The list of a post's comments; its `id` says of which post.
pub const LIST_COMMENTS: &str = "comments";
/// The id of the session's banner.
pub const SESSION_ID: &str = "session";
/// The id of the element that speaks to screen readers.
pub const ANNOUNCE_ID: &str = "announce";
/// The id of the main part, where "skip to content" leads.
pub const MAIN_ID: &str = "content";
