//! What there is to know of pods, on the command line.

use super::{find_in_any_state, key, new_members};
use crate::commands::{CommandError, domains as xmpp_domains, print_all};
use model::{
    Database, domains, hosts, introductions,
    newcomers::{self, Newcomers},
    plans,
    pods::{self, Pod, State},
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// Prints all pods, a line each.
pub(super) async fn list(database: &Database, as_json: bool) -> Result<(), CommandError> {
    let pods = pods::list(database).await?;
    print_all(&pods, as_json, describe, line);
    Ok(())
}

fn line(pod: &Pod) -> String {
    let used = format!("{}/{} members", pod.members_used, pod.members_max);
    let (state, registration) = (pod.state.as_str(), pod.registration.as_str());
    format!("{:<32} {state:<10} {registration:<9} {used:<20} {}", pod.host, pod.name)
}

/// Prints what there is to know of one.
pub(super) async fn show(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find_in_any_state(database, host).await?;
    let mut shown = describe(&pod);
    let hosts = hosts::of_pod(database, &pod.id).await?;
    shown["hosts"] = hosts.into_iter().map(|host| host.host).collect();
    shown["plan"] = json!(plans::of(database, &pod.id).await?);
    let Newcomers { question, crowd, crowd_times } = newcomers::get(database, &pod.id).await?;
    shown["domain"] = xmpp_domains::describe(database, &pod).await?;
    shown["upload_max"] = shown["domain"]["upload_max"].clone();
    shown["storage_given_up"] = json!(domains::on_given_up(database, &pod.id).await?);
    shown["keys"] = key::describe(database, &pod).await?;
    shown["welcome"] = json!(introductions::get(database, &pod.id).await?.welcome);
    shown["question"] = json!(question);
    shown["pause_at"] = json!(crowd);
    shown["pause_times"] = json!(crowd_times);
    new_members::describe(database, &pod.id, &mut shown).await?;
    if as_json {
        println!("{shown}");
        return Ok(());
    }
    for (name, value) in shown.as_object().into_iter().flatten() {
        println!("{name:<18} {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    Ok(())
}

fn describe(pod: &Pod) -> serde_json::Value {
    json!({
        "id": pod.id.to_string(),
        "host": pod.host,
        "state": pod.state.as_str(),
        "state_reason": pod.state_reason,
        "closing_at": pod.closing_at.filter(|_| pod.state == State::Closing).and_then(|at| at.format(&Rfc3339).ok()),
        "name": pod.name,
        "tagline": pod.tagline,
        "accent": pod.accent,
        "language": pod.language,
        "registration": pod.registration.as_str(),
        "accounts": pod.accounts.as_str(),
        "allowed_domains": pod.allowed_domains,
        "xmpp_domain": pod.xmpp_domain.as_ref().map(ToString::to_string),
        "members_used": pod.members_used,
        "members_max": pod.members_max,
        "storage_used": pod.storage_used,
        "storage_max": pod.storage_max,
        "sessions_used": pod.sessions_used,
        "sessions_max": pod.sessions_max,
        "signups_per_day": pod.signups_per_day,
        "session_days": pod.session_days,
        "message_days": pod.message_days,
        "contact_email": pod.contact_email,
        "waiting": pod.waiting,
        "sign_ups_paused_at": pod.signups_paused_at.and_then(|at| at.format(&Rfc3339).ok()),
    })
}
