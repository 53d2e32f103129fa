//! What the directory tells other directories and crawlers, in the document. `docs/directory.md` §7 says what it means.

use crate::api::fields::{Field, GREATEST, Kind, Shape};

/// How the feed is read.
pub(super) const FEED_QUERY: &[Field] = &[
    Field::new("after", Kind::Line(0, 512), "The cursor of the page before; from the beginning without it."),
    Field::new("limit", Kind::Number(1, 500), "How many rows at most; 100 if it is left out."),
];

/// How the list of names is read.
pub(super) const HOSTS_QUERY: &[Field] = &[
    Field::new("since", Kind::Time, "Only those of which something was told since then."),
    Field::new("start", Kind::Number(0, 1_000_000), "How many are left out."),
    Field::new("count", Kind::Number(1, 1_000), "How many at most; 100 if it is left out."),
];

/// Who the directory is.
pub(super) static DESCRIPTION: Shape = Shape {
    name: "directory-description",
    fields: &[
        Field::new("type", Kind::Line(1, 32), "Always pod-directory."),
        Field::new("version", Kind::Number(1, 1), "The version of this form."),
        Field::new("id", Kind::Line(1, 2_048), "The directory's origin, by which it is known."),
        Field::new("key", Kind::Any, "The key that signs all that it says."),
        Field::new(
            "handovers",
            Kind::Any,
            "What the keys before it signed, each of the one that followed it.",
        ),
        Field::new("policy", Kind::Line(1, 2_048), "By which rules it lists pods."),
        Field::new("feed", Kind::Line(1, 2_048), "Where its feed is."),
        Field::new("statements", Kind::Line(1, 2_048), "Where its statements are."),
        Field::new("peers", Kind::Texts(10_000, any), "The directories that it follows."),
        Field::new("contact", Kind::Line(1, 2_048), "Whom to write to about a listing.").or_null(),
    ],
};

/// A page of the feed.
pub(super) static FEED: Shape = Shape {
    name: "directory-feed",
    fields: &[
        Field::new("head", Kind::Any, "The head, signed; its next is the cursor of the next page."),
        Field::new("rows", Kind::Many(&ROW), "What is told of pods, in the order in which it was written."),
    ],
};

/// What is told of a pod.
static ROW: Shape = Shape {
    name: "directory-feed-row",
    fields: &[
        Field::new("domain", Kind::Line(1, 253), "Its host name."),
        Field::new("serial", Kind::Number(0, GREATEST), "The serial of its document."),
        Field::new("sha256", Kind::Line(0, 64), "SHA-256 of its document, in hex."),
        Field::new("state", Kind::Line(1, 20), "Where it is in its life there; tombstone for what is gone."),
        Field::new("seen_at", Kind::Time, "When the directory saw that."),
    ],
};

/// What the directory says of pods.
pub(super) static STATEMENTS: Shape = Shape {
    name: "directory-statements",
    fields: &[Field::new("statements", Kind::Any, "A list of them, each signed by itself.")],
};

/// Names of pods, as indexes of PeerTube have them.
pub(super) static HOSTS: Shape = Shape {
    name: "directory-hosts",
    fields: &[
        Field::new("total", Kind::Number(0, GREATEST), "How many there are in all."),
        Field::new("data", Kind::Many(&HOST), "A page of them."),
    ],
};

static HOST: Shape =
    Shape { name: "directory-host", fields: &[Field::new("host", Kind::Line(1, 253), "The host name.")] };

/// All pods that are listed, as the-federation.info has them.
pub(super) static CRAWLED: Shape = Shape {
    name: "directory-crawled",
    fields: &[
        Field::new("podcount", Kind::Number(0, GREATEST), "How many there are."),
        Field::new("pods", Kind::Any, "A list of them; figures are lower bounds, as in NodeInfo."),
    ],
};

fn any(_: &str) -> Result<(), String> {
    Ok(())
}
