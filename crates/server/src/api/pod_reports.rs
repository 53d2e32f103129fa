//! What people report of pods in the directory, and what is decided.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::reviews;
use model::{
    PodReportId,
    pod_reports::{self, PodReport, Verdict},
    tokens::Scope,
};
use serde_json::{Value, json};

/// The most characters of a reason, as in the console.
const LONGEST_REASON: usize = 200;

/// What is decided.
const DECISION: &[Field] = &[
    Field::new(
        "verdict",
        Kind::Word(|| words(Verdict::ALL, Verdict::as_str)),
        "Nothing is done; the pod is not shown until somebody looked at it; it is kept out; or it was seen to in another way.",
    )
    .required(),
    Field::new("reason", Kind::Line(1, LONGEST_REASON), "Why; who reported it reads it.").required(),
];

/// A report of a pod.
static POD_REPORT: Shape = Shape {
    name: "pod_report",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("domain", Kind::Line(1, 253), "The host name of the pod."),
        Field::new(
            "kind",
            Kind::Word(|| words(pod_reports::Kind::ALL, pod_reports::Kind::as_str)),
            "Why it is reported.",
        ),
        Field::new("words", Kind::Text(4_000), "The same in words; may be empty."),
        Field::new("verdict", Kind::Word(|| words(Verdict::ALL, Verdict::as_str)), "What was decided.")
            .or_null(),
        Field::new("reason", Kind::Text(LONGEST_REASON), "Why; empty before."),
        Field::new("created_at", Kind::Time, "When it was reported."),
        Field::new("decided_at", Kind::Time, "When it was decided.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pod-reports",
            Scope::DirectoryRead,
            "Lists the reports of pods that wait for a decision, the first ones first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&POD_REPORT))
        .of_all(),
        get("/pod-reports/{id}", Scope::DirectoryRead, "Shows a report of a pod.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&POD_REPORT))
        .of_all(),
        post(
            "/pod-reports/{id}/decide",
            Scope::DirectoryWrite,
            "Decides a report of a pod, and does so with the pod in the directory.",
            |call| Box::pin(decide(call)),
        )
        .takes(&[DECISION])
        .gives(Gives::One(&POD_REPORT))
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (after, count) = (paging::cursor::<PodReportId>(&call)?, paging::limit(&call) + 1);
    let found = pod_reports::open(&call.app.database, after, count).await?;
    Ok(paging::page(&call, found, |report| report.id.to_string(), describe))
}

async fn show(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::one(describe(&known(&call).await?)))
}

async fn decide(call: Call) -> Result<Answer, Problem> {
    let (report, body) = (known(&call).await?, &call.body);
    let verdict = body.parsed::<Verdict>("verdict").ok_or_else(|| Problem::field("verdict", "is missing"))?;
    if report.verdict.is_some() {
        return Err(decided_before());
    }
    let (database, spans) = (&call.app.database, &call.app.polling.spans);
    if !reviews::verdicts(database, &report.domain).await?.contains(&verdict) {
        return Err(Problem::conflict(
            "the pod is of this deployment, or not in the directory: it is dismissed, or settled",
        ));
    }
    let reason = body.text("reason").unwrap_or_default();
    let done = reviews::decide(database, spans, &report, verdict, reason.trim(), &call.by()).await;
    done.map_err(|error| match error {
        model::Error::NotFound(_) => decided_before(),
        error => error.into(),
    })?;
    Ok(Answer::one(describe(&known(&call).await?)))
}

async fn known(call: &Call) -> Result<PodReport, Problem> {
    let id = call.segment::<PodReportId>("id")?;
    pod_reports::get(&call.app.database, &id).await?.ok_or_else(Problem::not_found)
}

fn decided_before() -> Problem {
    Problem::conflict("it was decided before")
}

fn describe(report: &PodReport) -> Value {
    json!({
        "id": report.id.to_string(),
        "domain": report.domain,
        "kind": report.kind.as_str(),
        "words": report.words,
        "verdict": report.verdict.map(Verdict::as_str),
        "reason": report.reason,
        "created_at": instant(report.created_at),
        "decided_at": report.decided_at.map(instant),
    })
}
