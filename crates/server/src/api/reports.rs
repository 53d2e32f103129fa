//! What was reported on a pod, and what was decided. What it says, who wrote it and who reported it is for the pod's own people: it is not
//! told here.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    ReportId,
    reports::{self, Report, State, Verdict, What},
    roles::Role,
    tokens::Scope,
};
use serde_json::{Value, json};

/// What narrows the list.
const NARROWED: &[Field] = &[Field::new("waiting", Kind::Yes, "Only what waits, the first ones first.")];

/// What is decided.
const DECISION: &[Field] = &[
    Field::new(
        "verdict",
        Kind::Word(|| vec![Verdict::Dismissed.as_str(), Verdict::Hidden.as_str()]),
        "Nothing is done, or the post or comment is hidden on the pod.",
    )
    .required(),
    Field::new("reason", Kind::Line(1, 2_000), "Why; who reported it and who wrote it read it.").required(),
];

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

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
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
        post(
            "/pods/{pod}/reports/{id}/decide",
            Scope::MembersWrite,
            "Decides what becomes of what was reported, which nobody has decided yet.",
            |call| Box::pin(decide(call)),
        )
        .takes(&[DECISION])
        .gives(Gives::One(&REPORT))
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

async fn decide(call: Call) -> Result<Answer, Problem> {
    let (report, body) = (known(&call).await?, &call.body);
    let verdict = body.parsed::<Verdict>("verdict").ok_or_else(|| Problem::field("verdict", "is missing"))?;
    if verdict == Verdict::Hidden && report.what == What::Member {
        return Err(Problem::field("verdict", "is not taken for a member: PATCH her state to suspended"));
    }
    if report.state != State::Open {
        return Err(Problem::conflict("it was decided before"));
    }
    let (pod, reason) = (call.pod()?.id, body.text("reason").unwrap_or_default());
    reports::decide(&call.app.database, &pod, &report.id, verdict, reason.trim(), Role::Operator, &call.by())
        .await?;
    Ok(Answer::one(describe(&known(&call).await?)))
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
