//! What was reported on a pod, and what was decided. What it says, who wrote it and in which words it was reported need not be public: for
//! that a token has a scope of its own. Who reported it is not told here.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::decisions;
use model::{
    ReportId, members, posts,
    reports::{self, COPIED, Report, State, Verdict, What},
    roles::Role,
    tokens::Scope,
};
use serde_json::{Value, json};
use ui::url;

/// The most characters of a reason: it can be that of a suspension.
const LONGEST_REASON: usize = members::REASON_MAX as usize;

/// The most characters of what somebody says who reports or appeals.
const LONGEST_WORDS: usize = 4_000;

/// What narrows the list.
const NARROWED: &[Field] = &[Field::new("waiting", Kind::Yes, "Only what waits, the first ones first.")];

/// Why something is decided so.
const REASON: Field =
    Field::new("reason", Kind::Line(1, LONGEST_REASON), "Why; who reported it and who wrote it read it.")
        .required();

/// What is decided.
const DECISION: &[Field] = &[
    Field::new(
        "verdict",
        Kind::Word(|| words(Verdict::ALL, Verdict::as_str)),
        "Nothing is done, the post or comment is hidden on the pod, or the member who wrote it is suspended.",
    )
    .required(),
    REASON,
];

/// What is answered.
const ANSWER: &[Field] =
    &[Field::new("upheld", Kind::Yes, "Whether the decision stays; else it is turned.").required(), REASON];

/// A report.
static REPORT: Shape = Shape {
    name: "report",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("what", Kind::Word(|| words(What::ALL, What::as_str)), "What is reported."),
        Field::new(
            "kind",
            Kind::Word(|| words(reports::Kind::ALL, reports::Kind::as_str)),
            "Why it is reported.",
        ),
        Field::new("state", Kind::Word(|| words(State::ALL, State::as_str)), "How far it is."),
        Field::new("verdict", Kind::Word(|| words(Verdict::ALL, Verdict::as_str)), "What was decided.")
            .or_null(),
        Field::new("upheld", Kind::Yes, "Whether the decision was upheld after an appeal.").or_null(),
        Field::new("created_at", Kind::Time, "When it was reported."),
        Field::new("decided_at", Kind::Time, "When it was decided.").or_null(),
        Field::new("appealed_at", Kind::Time, "When somebody appealed against that.").or_null(),
        Field::new("answered_at", Kind::Time, "When the appeal was answered.").or_null(),
    ],
};

/// What a report is about, and what both sides say.
static CONTENT: Shape = Shape {
    name: "report_content",
    fields: &[
        Field::new("report", Kind::One(&REPORT), "How far it is."),
        Field::new("author", Kind::Line(1, 3071), "Who wrote it, as far as anybody vouches for that.")
            .or_null(),
        Field::new("author_name", Kind::Text(3071), "The name that was shown."),
        Field::new("content", Kind::Text(COPIED), "What it said when it was reported, in plain text."),
        Field::new("link", Kind::Line(1, 20_000), "Where it is; null for who is no member any more.")
            .or_null(),
        Field::new("hidden", Kind::Yes, "Whether the post or comment is hidden on the pod now."),
        Field::new("words", Kind::Text(LONGEST_WORDS), "What whoever reported it says; may be empty."),
        Field::new("reason", Kind::Text(LONGEST_REASON), "Why it was decided so; empty before."),
        Field::new("appeal", Kind::Text(LONGEST_WORDS), "What is said against that; empty where nothing is."),
        Field::new(
            "answer",
            Kind::Text(LONGEST_REASON),
            "Why the decision stays or was turned; empty before.",
        ),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    [looking(), deciding()].concat()
}

fn looking() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/reports", Scope::MembersRead, "Lists what was reported, the last first.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE, NARROWED])
        .gives(Gives::Page(&REPORT)),
        get("/pods/{pod}/reports/{id}", Scope::MembersRead, "Shows how far a report is.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&REPORT)),
        get(
            "/pods/{pod}/reports/{id}/content",
            Scope::ReportsRead,
            "Shows what was reported, in which words, why it was decided so, and what is said against that. The pod's log says who read it.",
            |call| Box::pin(content(call)),
        )
        .gives(Gives::One(&CONTENT)),
    ]
}

fn deciding() -> Vec<Endpoint> {
    vec![
        post(
            "/pods/{pod}/reports/{id}/decide",
            Scope::MembersWrite,
            "Decides what becomes of what was reported, which nobody has decided yet.",
            |call| Box::pin(decide(call)),
        )
        .takes(&[DECISION])
        .gives(Gives::One(&REPORT))
        .of_read_only(),
        post(
            "/pods/{pod}/reports/{id}/answer",
            Scope::MembersWrite,
            "Answers an appeal, for good: what was decided stays, or is turned, and done or undone with it.",
            |call| Box::pin(answer(call)),
        )
        .takes(&[ANSWER])
        .gives(Gives::One(&REPORT))
        .of_read_only(),
        post(
            "/pods/{pod}/reports/{id}/show",
            Scope::MembersWrite,
            "Shows again on the pod what was hidden after a report; what is not hidden stays as it is.",
            |call| Box::pin(show_again(call)),
        )
        .of_read_only(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (database, pod) = (&call.app.database, call.pod()?.id);
    let (from, count) = (paging::cursor::<ReportId>(&call)?, paging::limit(&call) + 1);
    let found = if call.query.yes("waiting") {
        reports::waiting(database, &pod, from, count).await?
    } else {
        reports::list(database, &pod, from, count).await?
    };
    Ok(paging::page(&call, found, |report| report.id.to_string(), describe))
}

async fn show(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::one(describe(&known(&call).await?)))
}

async fn content(call: Call) -> Result<Answer, Problem> {
    let (database, pod, id) = (&call.app.database, call.pod()?, call.segment::<ReportId>("id")?);
    let report = reports::read(database, &pod.id, &id, &call.by()).await?;
    let author = decisions::author(database, &pod.id, &report).await?;
    let origin = call.app.origins.of(&pod.host);
    let link = decisions::place(&report, author.as_ref()).map(|place| url::absolute(&origin, &place));
    let hidden = posts::hidden(database, &pod.id, &report.service, &report.node, &report.item).await?;
    Ok(Answer::one(json!({
        "report": describe(&report),
        "author": report.author.as_ref().map(ToString::to_string),
        "author_name": report.author_name,
        "content": report.content,
        "link": link,
        "hidden": hidden.is_some(),
        "words": report.words,
        "reason": report.reason,
        "appeal": report.appeal,
        "answer": report.answer,
    })))
}

async fn decide(call: Call) -> Result<Answer, Problem> {
    let (report, body) = (known(&call).await?, &call.body);
    let verdict = body.parsed::<Verdict>("verdict").ok_or_else(|| Problem::field("verdict", "is missing"))?;
    if verdict == Verdict::Hidden && report.what == What::Member {
        return Err(Problem::field("verdict", "is not taken for a member, who is suspended or not"));
    }
    if report.state != State::Open {
        return Err(decided_before());
    }
    let (pod, reason) = (call.pod()?.id, body.text("reason").unwrap_or_default());
    let done =
        decisions::decide(&call.app, &pod, &report, verdict, reason.trim(), Role::Operator, &call.by()).await;
    done.map_err(|error| refused(error, decided_before()))?;
    Ok(Answer::one(describe(&known(&call).await?)))
}

async fn answer(call: Call) -> Result<Answer, Problem> {
    let report = known(&call).await?;
    if report.state != State::Appealed {
        return Err(nothing_to_answer());
    }
    let (pod, upheld) = (call.pod()?.id, call.body.yes("upheld"));
    let reason = call.body.text("reason").unwrap_or_default();
    let done =
        decisions::answer(&call.app, &pod, &report, upheld, reason.trim(), Role::Operator, &call.by()).await;
    done.map_err(|error| refused(error, nothing_to_answer()))?;
    Ok(Answer::one(describe(&known(&call).await?)))
}

async fn show_again(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<ReportId>("id")?);
    reports::show_again(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

/// Why nothing was done to a report that is there: it waits no more, unless it is about somebody who is not to be suspended.
fn refused(error: model::Error, over: Problem) -> Problem {
    match error {
        model::Error::NotFound("member") => Problem::conflict(
            "whoever is to be suspended is no member, or runs the pod: then take the role from her first",
        ),
        model::Error::NotFound(_) => over,
        error => error.into(),
    }
}

fn decided_before() -> Problem {
    Problem::conflict("it was decided before")
}

fn nothing_to_answer() -> Problem {
    Problem::conflict("nobody appeals, or that was answered before")
}

async fn known(call: &Call) -> Result<Report, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<ReportId>("id")?);
    reports::get(&call.app.database, &pod, &id).await?.ok_or_else(Problem::not_found)
}

fn describe(report: &Report) -> Value {
    json!({
        "id": report.id.to_string(),
        "what": report.what.as_str(),
        "kind": report.kind.as_str(),
        "state": report.state.as_str(),
        "verdict": report.verdict.map(Verdict::as_str),
        "upheld": report.upheld,
        "created_at": instant(report.created_at),
        "decided_at": report.decided_at.map(instant),
        "appealed_at": report.appealed_at.map(instant),
        "answered_at": report.answered_at.map(instant),
    })
}
