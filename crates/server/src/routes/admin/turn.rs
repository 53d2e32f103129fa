//! Puts pods into another state, one or many, after it has asked.

use super::known;
use crate::{
    commands::pods::NOTICE,
    extract::{Admin, Form},
    fault::{Answer, Fault},
    moves::{self, MoveError},
    routes::accounts::is_path,
};
use model::pods::{self, Pod, Turn};
use std::collections::HashMap;
use time::{Date, Duration, OffsetDateTime, macros::format_description};
use ui::{
    Errors, Notice, Problem,
    pages::{TurnPage, TurnTyped, TurningPod},
    url::{self, PodTurn},
};

/// The most characters of a reason.
const LONGEST_REASON: u32 = 500;

/// The most characters of a farewell.
const LONGEST_FAREWELL: u32 = 10_000;

/// What stands before a pod's id in the name of a field.
const POD: &str = "pod-";

/// `POST /admin/turn`: asks first, and does it when somebody is `sure`.
pub async fn turn(admin: Admin, Form(fields): Form<HashMap<String, String>>) -> Answer {
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let to = PodTurn::from_code(&field("to"));
    let to = to.ok_or_else(|| Fault::BadRequest("there is no such state".to_owned()))?;
    let (reason, on) = (field("reason"), field("on"));
    let typed = TurnTyped { reason, on, farewell: field("farewell"), moved_to: field("moved_to") };
    let back = Some(field("back")).filter(|back| is_path(back));
    let pods = chosen(&admin, &fields).await?;
    if pods.is_empty() {
        return Ok(admin.go(&back.unwrap_or_else(url::admin), None));
    }
    let page = TurnPage { to, pods: pods.iter().map(turning).collect(), typed, back, errors: Errors::none() };
    if !fields.contains_key("sure") {
        return Ok(admin.show(&page));
    }
    let turn = match wanted(&admin, to, &page.typed, &pods).await? {
        Ok(turn) => turn,
        Err(errors) => return Ok(admin.show_again(&TurnPage { errors, ..page })),
    };
    let left = turn_all(&admin, &pods, &turn).await?;
    if !left.is_empty() {
        let (pods, errors) = (left.iter().map(turning).collect(), Errors::form(Problem::NotFromHere));
        return Ok(admin.show_again(&TurnPage { pods, errors, ..page }));
    }
    Ok(admin.go(&page.next(), Some(Notice::Saved)))
}

/// The pods that were chosen, by name.
async fn chosen(admin: &Admin, fields: &HashMap<String, String>) -> Result<Vec<Pod>, Fault> {
    let mut pods = Vec::new();
    for id in fields.keys().filter_map(|name| name.strip_prefix(POD)) {
        pods.push(known(admin, id).await?);
    }
    pods.sort_by(|one, other| (&one.name, &one.host).cmp(&(&other.name, &other.host)));
    Ok(pods)
}

/// Those that do not become this from the state that they are in.
async fn turn_all(admin: &Admin, pods: &[Pod], turn: &Turn) -> Result<Vec<Pod>, Fault> {
    let mut left = Vec::new();
    for pod in pods {
        match pods::turn(&admin.app.database, &pod.id, turn.clone(), &admin.by()).await {
            Ok(_) => admin.app.tenants.forget(&pod.id),
            Err(model::Error::NotFrom(_)) => left.push(pod.clone()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(left)
}

/// What is to be done; where a pod goes on is none of its own names, whichever of them it is.
async fn wanted(
    admin: &Admin,
    to: PodTurn,
    typed: &TurnTyped,
    pods: &[Pod],
) -> Result<Result<Turn, Errors>, Fault> {
    let mut turn = match read(to, typed, admin.now) {
        Ok(turn) => turn,
        Err(errors) => return Ok(Err(errors)),
    };
    if let Turn::Close { moved_to, .. } = &mut turn {
        for pod in pods {
            let problem = match moves::read(&admin.app.database, &pod.id, &typed.moved_to).await {
                Ok(host) => {
                    *moved_to = host;
                    continue;
                }
                Err(MoveError::Name(_)) => Problem::HostInvalid,
                Err(MoveError::Own) => Problem::HostOwn,
                Err(MoveError::Model(error)) => return Err(error.into()),
            };
            return Ok(Err(Errors::one("moved_to", problem)));
        }
    }
    Ok(Ok(turn))
}

fn read(to: PodTurn, typed: &TurnTyped, now: OffsetDateTime) -> Result<Turn, Errors> {
    let reason = || match typed.reason.chars().count() > LONGEST_REASON as usize {
        true => Err(Errors::one("reason", Problem::TooLong(LONGEST_REASON))),
        false => Ok(typed.reason.trim().to_owned()),
    };
    match to {
        PodTurn::Resume => Ok(Turn::Resume),
        PodTurn::ReadOnly => reason().map(|reason| Turn::ReadOnly { reason }),
        PodTurn::Suspend => reason().map(|reason| Turn::Suspend { reason }),
        PodTurn::Close => closing(typed, now),
        PodTurn::Delete => Ok(Turn::Delete),
        PodTurn::Restore => Ok(Turn::Restore),
    }
}

/// Members have time to take their things home.
fn closing(typed: &TurnTyped, now: OffsetDateTime) -> Result<Turn, Errors> {
    if typed.farewell.chars().count() > LONGEST_FAREWELL as usize {
        return Err(Errors::one("farewell", Problem::TooLong(LONGEST_FAREWELL)));
    }
    let day = Date::parse(typed.on.trim(), format_description!("[year]-[month]-[day]"));
    let at = day.ok().map(|day| day.midnight().assume_utc()).filter(|at| *at >= now + NOTICE);
    let first = (now + NOTICE).date() + Duration::days(1);
    let at = at.ok_or_else(|| Errors::one("on", Problem::DayTooEarly(first.to_string())))?;
    Ok(Turn::Close { at, farewell: typed.farewell.trim().to_owned(), moved_to: None })
}

fn turning(pod: &Pod) -> TurningPod {
    TurningPod { id: pod.id.to_string(), name: pod.name.clone(), host: pod.host.clone() }
}
