//! What the directory tells other directories and crawlers: who it is, its feed, its statements, and lists in the forms of others. Anybody
//! may ask, from any site.

use super::published::answer;
use crate::{
    api::problems::{At, Kind, Problem, Wrong},
    app::App,
    fault::{Answer, Fault},
    federation,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Query},
};
use directory::{
    feed::{self, Cursor, MOST, Row, Telling, Told, USUAL},
    statement,
    text::{Host, Line},
};
use model::federation::{
    feed::{self as rows, Told as Kept},
    handovers,
};
use serde::Deserialize;
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

const JSON: &str = "application/json";

/// Bytes around a list of statements.
const AROUND: usize = 64;

/// Names of a page in PeerTube's form if nobody says how many, and at most.
const HOSTS: (u32, u32) = (100, 1_000);

/// What stands behind the question mark of the feed.
#[derive(Deserialize)]
pub struct FeedFields {
    #[serde(default)]
    after: String,
    limit: Option<String>,
}

/// The same of a list of names.
#[derive(Deserialize)]
pub struct HostsFields {
    since: Option<String>,
    start: Option<String>,
    count: Option<String>,
}

/// `GET /.well-known/pod-directory.json`.
pub async fn description(app: Data<App>, request: HttpRequest) -> Answer {
    let said = federation::description(&app).await?;
    let text = serde_json::to_string(&said).map_err(|error| Fault::Internal(error.to_string()))?;
    Ok(answer(&request, JSON, text.into()))
}

/// `GET /api/v1/directory/feed`.
pub async fn feed(app: Data<App>, request: HttpRequest, fields: Query<FeedFields>) -> HttpResponse {
    sent(&app, &request, page(&app, &fields).await)
}

/// `GET /api/v1/directory/statements`.
pub async fn statements(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let own = federation::own_statements(&app).await.map_err(Problem::unavailable);
    sent(&app, &request, own.map(|all| json!({ "statements": in_order(all) })))
}

/// Of several about one pod whoever reads them takes the first: what we only repeat never hides what we think ourselves. And nobody reads
/// more than so many bytes: what is too much hides none of the rest.
fn in_order(mut all: Vec<Value>) -> Vec<Value> {
    all.sort_by_key(|said| said["because"].as_array().is_some_and(|because| !because.is_empty()));
    let mut room = statement::LONGEST - AROUND;
    all.retain(|said| {
        let length = said.to_string().len() + 1;
        let fits = length <= room;
        room -= if fits { length } else { 0 };
        fits
    });
    all
}

/// `GET /api/v1/instances/hosts`: the names of pods that are listed, as an index of PeerTube's has them.
pub async fn hosts(app: Data<App>, request: HttpRequest, fields: Query<HostsFields>) -> HttpResponse {
    sent(&app, &request, names(&app, &fields).await)
}

/// `GET /pods.json`: pods that are listed, as the-federation.info has them.
pub async fn pods(app: Data<App>, request: HttpRequest) -> Answer {
    Ok(answer(&request, JSON, app.polling.crawled.pods(&app).await?))
}

/// A page of the feed, with its head signed.
async fn page(app: &App, fields: &FeedFields) -> Result<Value, Problem> {
    let limit = number("limit", fields.limit.as_deref(), USUAL, (1, MOST))?;
    let (signer, own) = federation::signer(app).await.map_err(Problem::unavailable)?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let (lost, last) = (count(own.lost), count(own.last_number));
    // a key that others follow the old one to goes on with its feed
    let first = handovers::list(&app.database).await?.into_iter().next();
    let epoch = first.map_or(own.kid, |handover| handover.kid);
    let from = match fields.after.as_str() {
        "" => 0,
        after => {
            let cursor = Cursor::read(after).filter(|cursor| cursor.epoch == epoch);
            let cursor = cursor.filter(|cursor| cursor.misses_nothing(lost, last));
            cursor.ok_or_else(over)?.number
        }
    };
    let from_number = i64::try_from(from).map_err(|_| over())?;
    let mut found = rows::page(&app.database, from_number, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let read = found.last().map(|row| count(row.number));
    let cursor = read.map(|number| Cursor { epoch: epoch.clone(), number, lost }.write());
    let told: Vec<Row> = found.into_iter().filter_map(row).collect();
    let page = Telling {
        directory: &federation::id(app),
        after: fields.after.clone(),
        next: cursor.unwrap_or_else(|| fields.after.clone()),
        more,
        last: last.max(read.unwrap_or_default()),
        rows: &told,
    };
    feed::write(&page, &signer).map_err(Problem::unavailable)
}

fn over() -> Problem {
    Problem::new(Kind::Over, "the feed does not know this cursor any more; begin again without `after`")
}

fn row(row: rows::Row) -> Option<Row> {
    Some(Row {
        domain: Host::try_from(row.domain).ok()?,
        serial: u64::try_from(row.serial).ok()?,
        sha256: Line::try_from(row.sha256).ok()?,
        state: told(row.state),
        seen_at: row.seen_at,
    })
}

fn told(state: Kept) -> Told {
    match state {
        Kept::Probation => Told::Probation,
        Kept::Listed => Told::Listed,
        Kept::Stale => Told::Stale,
        Kept::Down => Told::Down,
        Kept::Gone => Told::Gone,
        Kept::Unlisted => Told::Unlisted,
        Kept::Closing => Told::Closing,
        Kept::Tombstone => Told::Tombstone,
    }
}

async fn names(app: &App, fields: &HostsFields) -> Result<Value, Problem> {
    let since = match fields.since.as_deref().filter(|since| !since.is_empty()) {
        None => OffsetDateTime::UNIX_EPOCH,
        Some(since) => OffsetDateTime::parse(since, &Rfc3339)
            .map_err(|_| parameter("since", "a time is written like 2026-11-22T16:00:00Z"))?,
    };
    let (usual, most) = HOSTS;
    let count = number("count", fields.count.as_deref(), usual, (1, most))?;
    let start = number("start", fields.start.as_deref(), 0, (0, 1_000_000))?;
    let (names, total) = rows::listed_since(&app.database, since, start, count).await?;
    let data: Vec<Value> = names.into_iter().map(|host| json!({ "host": host })).collect();
    Ok(json!({ "total": total, "data": data }))
}

/// A number behind the question mark, in its bounds; `usual` if there is none.
fn number(name: &str, text: Option<&str>, usual: u32, (least, most): (u32, u32)) -> Result<u32, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(usual) };
    let number = text.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| parameter(name, &format!("a whole number from {least} to {most}")))
}

fn parameter(name: &str, detail: &str) -> Problem {
    Problem::wrong(vec![Wrong { at: At::Parameter(name.to_owned()), detail: detail.to_owned() }])
}

/// A document, or why there is none, for whoever asks from whichever site.
fn sent(app: &App, request: &HttpRequest, told: Result<Value, Problem>) -> HttpResponse {
    match told {
        Ok(value) => answer(request, JSON, value.to_string().into()),
        Err(problem) => {
            let mut refused = problem.answer(app, request.path());
            let anybody = header::HeaderValue::from_static("*");
            refused.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
            refused
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{in_order, told};
    use directory::statement::LONGEST;
    use model::federation::feed::Told as Kept;
    use serde_json::json;

    #[test]
    fn both_have_the_same_words() {
        for state in Kept::ALL {
            assert_eq!(serde_json::to_value(told(*state)).unwrap(), state.as_str());
        }
    }

    #[test]
    fn an_opinion_stands_before_an_echo() {
        let echo = json!({ "reason": "c", "because": ["https://b.example"] });
        let (ours, older) = (json!({ "reason": "b", "because": [] }), json!({ "reason": "a" }));
        let all = vec![echo.clone(), ours.clone(), older.clone()];
        assert_eq!(in_order(all), [ours, older, echo]);
    }

    #[test]
    fn no_more_is_said_than_others_read() {
        let long = json!({ "reason": "x".repeat(4_000) });
        let told = in_order(vec![long; 500]);
        assert!(told.len() > 200 && json!({ "statements": told }).to_string().len() <= LONGEST);
    }
}
