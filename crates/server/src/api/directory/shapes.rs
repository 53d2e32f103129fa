//! What can be asked of the directory, and what its answers consist of.

use crate::api::fields::{Field, GREATEST, Kind, Shape};
use ui::pages::Standing;

/// What a newcomer may ask for, and how the answer is cut.
pub(super) const QUERY: &[Field] = &[
    Field::new(
        "q",
        Kind::Line(0, 200),
        "Words that all occur in the name, the summary, the topics or the domain.",
    ),
    Field::new("language", Kind::Line(0, 35), "A language that is spoken there; pt finds pt-br."),
    Field::new("mode", Kind::Word(modes), "How one joins."),
    Field::new("country", Kind::Line(0, 2), "In which country it is at home (ISO 3166-1)."),
    Field::new("region", Kind::Line(0, 40), "In which region, as the pods write it, in any case."),
    Field::new("topic", Kind::Line(0, 40), "A topic, as the pods write it, in any case."),
    Field::new("free", Kind::Yes, "Only what is free of charge."),
    Field::new("email", Kind::Word(none), "Only where nobody must give an address of e-mail."),
    Field::new("upload", Kind::Number(1, GREATEST), "The megabytes that a file may have there at least."),
    Field::new("accepts", Kind::Line(0, 200), "An address of XMPP, or its domain, that may sign in there."),
    Field::new(
        "sort",
        Kind::Word(sorts),
        "In which order; by name if it is left out. Those that take people at once come before those that approve them first.",
    ),
    Field::new(
        "seed",
        Kind::Line(1, 100),
        "For sort=draw: the same text gives the same order for a day (UTC).",
    ),
    Field::new("limit", Kind::Number(1, 200), "How many pods at most; 50 if it is left out."),
    Field::new("cursor", Kind::Line(1, 600), "The next of the page before."),
];

/// A host name.
pub(super) const ANNOUNCED: &[Field] =
    &[Field::new("domain", Kind::Line(1, 253), "The pod's host name, without https://.").required()];

/// A pod, in its own words.
pub(super) static POD: Shape = Shape {
    name: "directory-pod",
    fields: &[
        Field::new("domain", Kind::Line(1, 253), "Its host name."),
        Field::new("name", Kind::Line(1, 80), "Its name."),
        Field::new("summary", Kind::Any, "A sentence on what it is, by language."),
        Field::new("languages", Kind::Texts(100, any), "The languages that are spoken there."),
        Field::new("topics", Kind::Texts(100, any), "What it is about."),
        Field::new("country", Kind::Line(2, 2), "In which country it is at home.").or_null(),
        Field::new("region", Kind::Line(1, 40), "In which region.").or_null(),
        Field::new("joining", Kind::Word(effective), "How one joins now."),
        Field::new("sign_up", Kind::Line(1, 2_048), "Where, on its own host."),
        Field::new("approval_hours", Kind::Number(0, GREATEST), "How long approval takes: half wait less.")
            .or_null(),
        Field::new("email", Kind::Word(emails), "Whether one needs an address of e-mail.").or_null(),
        Field::new("min_age", Kind::Number(0, 255), "The least age.").or_null(),
        Field::new("price", Kind::Line(1, 80), "What it costs; null where it is free of charge.").or_null(),
        Field::new("accounts", Kind::Word(accounts), "Which accounts may sign in."),
        Field::new("members", Kind::Line(1, 10), "How many members it has, as a band."),
        Field::new("places", Kind::Line(1, 10), "How many places are free, as a band."),
        Field::new("upload_file_mb", Kind::Number(0, GREATEST), "The largest file; 0 without a limit.")
            .or_null(),
        Field::new("provider", Kind::Line(1, 2_048), "The address that stands for whoever runs it.")
            .or_null(),
        Field::new("since", Kind::Like("date", any), "Since when it is there.").or_null(),
        Field::new("own", Kind::Yes, "Whether it runs on this deployment."),
        Field::new("seen_at", Kind::Time, "When it was last looked at and good; null for own ones.")
            .or_null(),
        Field::new("icon", Kind::Line(1, 2_048), "Its icon, as this directory drew it anew.").or_null(),
        Field::new("page", Kind::Line(1, 2_048), "Its page in this directory."),
    ],
};

/// A page of the list.
pub(super) static PAGE: Shape = Shape {
    name: "directory-page",
    fields: &[
        Field::new("items", Kind::Many(&POD), "The pods."),
        Field::new("next", Kind::Line(1, 600), "The cursor of the next page; null where there is none.")
            .or_null(),
        Field::new("total", Kind::Number(0, GREATEST), "How many pods answer in all."),
    ],
};

/// All that is told of one pod.
pub(super) static WHOLE: Shape = Shape {
    name: "directory-pod-whole",
    fields: &[
        Field::new("domain", Kind::Line(1, 253), "Its host name."),
        Field::new("standing", Kind::Word(standings), "Whether it is recommended, and if not, why."),
        Field::new("says", Kind::One(&POD), "What it says; null where nothing of that is shown.").or_null(),
        Field::new("first_seen", Kind::Time, "When it was named first; null for own ones.").or_null(),
        Field::new(
            "document",
            Kind::Text(32_768),
            "The signed listing, to the byte, as a text; null where nothing of it is shown.",
        )
        .or_null(),
    ],
};

/// What became of a name.
pub(super) static ANNOUNCEMENT: Shape = Shape {
    name: "directory-announcement",
    fields: &[
        Field::new("domain", Kind::Line(1, 253), "The host name, as DNS has it."),
        Field::new("state", Kind::Word(states), "Where the pod is in its life."),
    ],
};

fn any(_: &str) -> Result<(), String> {
    Ok(())
}

fn modes() -> Vec<&'static str> {
    vec!["open", "approval"]
}

fn none() -> Vec<&'static str> {
    vec!["none"]
}

fn sorts() -> Vec<&'static str> {
    vec!["name", "newest", "smallest", "draw"]
}

fn effective() -> Vec<&'static str> {
    vec!["open", "approval", "invite", "closed", "full", "paused"]
}

fn emails() -> Vec<&'static str> {
    vec!["none", "optional", "required"]
}

fn accounts() -> Vec<&'static str> {
    vec!["local", "any", "allowlist"]
}

fn standings() -> Vec<&'static str> {
    Standing::CODES.to_vec()
}

fn states() -> Vec<&'static str> {
    directory::life::State::ALL.iter().map(|state| state.as_str()).collect()
}
