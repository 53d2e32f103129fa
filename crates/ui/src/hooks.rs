//! What the pages promise to the script: names of attributes, elements and events, so that they cannot drift.
//!
//! Everything works without the script (`web/src`), which adds the following.
//!
//! | in the page | what the script does |
//! |---|---|
//! | `body[data-events][data-member]` | only when signed in: the stream's address (`?after=` the last event that the page holds), and whose it is; one connection for all tabs |
//! | `[data-live="posts"]` | takes posts that are new, by the first `<time>` in them, newest first; `[data-live-new]` (with `data-one`, `data-other`) offers those that wait while the reader is further down |
//! | `[data-live="comments"][data-live-for="ID"][data-live-order="oldest"]` | takes comments whose `data-for` is the same |
//! | `[data-live="contacts"]` | the page is fetched anew when a contact changes |
//! | `[data-live="messages"]` | takes messages whose `data-for` is its `data-live-for`, in the order of `data-position` (then id), and those with a `data-origin` in the place of the one that the script shows as being sent; days go between; the view stays at the end, else `[data-chat-end]` offers the way there; what was seen is posted to `data-read` |
//! | `[data-live="chats"]` | rows of chats, the highest `data-position` first |
//! | `[data-live="typing"]` | the line that says that the peer is writing |
//! | `form[data-chat-form]` | Enter sends; the message stands in the list at once (from [`MESSAGE_TEMPLATE_ID`]); the field is emptied when the server has answered; `data-typing` is told |
//! | `[data-chat-earlier]` | what it leads to is put above |
//! | `time[data-clock]` | becomes the hour of the reader's own time zone |
//! | `[data-live="session"]` | the session's banner |
//! | `[data-live="counts"]` | numbers in the navigation, replaced by id |
//! | `[data-empty]` | inside a list: goes when something arrives |
//! | `[data-live-lost]` | hidden; shown when the stream is cut for long |
//! | `[data-fresh]` | set by the script on what just arrived |
//! | `form[data-enhance]` | sent by `fetch`; `[data-form-status]` says its `data-sending`, `data-sent`, `data-failed` (with `{reason}`); `data-state` follows |
//! | `textarea[data-grow]` | grows with its text |
//! | `[data-draft="name"]` | kept in the browser until sent |
//! | `[data-count-near-limit="n"]` | `[data-count-for="field"]` says how many characters are left (`data-one`, `data-other`) |
//! | `time[data-relative]` | the words stay true |
//! | `details.menu`, `details[data-folds]` | Escape closes it; a menu also closes on a click beside it |
//! | `[data-confirm="question"]` | on a form or its button: asks first |
//! | `form[data-sign-out]` | drafts are forgotten, other tabs are told |
//! | `#notice` | what just happened: stays when the page is fetched anew |
//!
//! The script says in the header [`SCRIPT_HEADER`] what it asks for: [`SCRIPT_FORM`] sends a form and wants to be told where to
//! go next (204 with `Location` in the place of 303), so that whoever opens that page hears what happened; [`SCRIPT_PART`]
//! fetches a page for what is new in it, and leaves the notice to the page that is opened next.
//!
//! Events of the stream: [`EVENT_POST`], [`EVENT_COMMENT`], [`EVENT_CONTACT`], [`EVENT_PROFILE`], [`EVENT_SESSION`],
//! [`EVENT_MESSAGE`], [`EVENT_CHAT`], [`EVENT_TYPING`] carry elements that replace those of the same `id` inside a live list, or are
//! new in theirs; [`EVENT_POST_GONE`] carries `{"id":"post-…"}`, [`EVENT_MESSAGE_GONE`] `{"id":"message-…"}`;
//! [`EVENT_RESYNC`] carries nothing; [`EVENT_SIGNED_OUT`] ends the stream.

/// A post, from [`crate::fragments::post`].
pub const EVENT_POST: &str = "post";
/// JSON with the id of an element that is gone, from [`crate::fragments::gone`].
pub const EVENT_POST_GONE: &str = "post-gone";
/// A comment, from [`crate::fragments::comment`], or only how many there are, from [`crate::fragments::comment_count`].
pub const EVENT_COMMENT: &str = "comment";
/// A contact changed, from [`crate::fragments::contact`] and [`crate::fragments::requests_count`].
pub const EVENT_CONTACT: &str = "contact";
/// Somebody's name or picture changed.
pub const EVENT_PROFILE: &str = "profile";
/// A message is new or changed, from [`crate::fragments::message`].
pub const EVENT_MESSAGE: &str = "message";
/// JSON with the id of a message's element that is gone, from [`crate::fragments::message_gone`].
pub const EVENT_MESSAGE_GONE: &str = "message-gone";
/// A chat's row changed, from [`crate::fragments::chat_row`] and [`crate::fragments::unread_count`].
pub const EVENT_CHAT: &str = "chat";
/// Somebody is writing or stopped, from [`crate::fragments::typing`].
pub const EVENT_TYPING: &str = "typing";
/// The session's banner, from [`crate::fragments::session`].
pub const EVENT_SESSION: &str = "session";
/// The stream's past is not known any more: the page is fetched anew.
pub const EVENT_RESYNC: &str = "resync";
/// This browser was signed out elsewhere: the page is loaded again.
pub const EVENT_SIGNED_OUT: &str = "signed-out";
/// The list of posts, newest first.
pub const LIST_POSTS: &str = "posts";
/// A post's comments, oldest first.
pub const LIST_COMMENTS: &str = "comments";
/// Contacts and those who ask.
pub const LIST_CONTACTS: &str = "contacts";
/// The messages of a chat, oldest first.
pub const LIST_MESSAGES: &str = "messages";
/// Chats, the newest first.
pub const LIST_CHATS: &str = "chats";
/// The line that says that the peer is writing.
pub const LIST_TYPING: &str = "typing";
/// The session's banner.
pub const LIST_SESSION: &str = "session";
/// Numbers in the navigation.
pub const LIST_COUNTS: &str = "counts";
/// The id of the session's banner.
pub const SESSION_ID: &str = "session";
/// The id of the number of people who ask.
pub const REQUESTS_ID: &str = "count-requests";
/// The id of the number of messages that were not seen.
pub const UNREAD_ID: &str = "count-unread";
/// The id of the template of a message that is being sent.
pub const MESSAGE_TEMPLATE_ID: &str = "message-being-sent";
/// The id of the main part, where "skip to content" leads.
pub const MAIN_ID: &str = "content";
/// The id of what just happened.
pub const NOTICE_ID: &str = "notice";
/// The header in which the script says what it asks for.
pub const SCRIPT_HEADER: &str = "x-script";
/// A form, sent in place.
pub const SCRIPT_FORM: &str = "form";
/// A page that nobody opens, for what is new in it.
pub const SCRIPT_PART: &str = "part";
/// The id of the form for a new post.
pub const COMPOSER_ID: &str = "composer";
