//! How the deployment is.

use super::{count, running};
use crate::{extract::Admin, fault::Answer, health::look};
use model::{PodId, health, notices::messengers, pods, sessions::State};
use std::collections::HashMap;
use ui::pages::{HealthPage, MailHealth, PodSessions, Pool};

/// `GET /admin/health`.
pub async fn show(admin: Admin) -> Answer {
    let database = &admin.app.database;
    let sessions = by_pod(&health::sessions(database).await?);
    let names: HashMap<PodId, String> =
        pods::list(database).await?.into_iter().map(|pod| (pod.id, pod.name)).collect();
    let mut rows: Vec<PodSessions> = sessions
        .into_iter()
        .map(|(pod, row)| PodSessions {
            id: pod.to_string(),
            name: names.get(&pod).cloned().unwrap_or_else(|| pod.to_string()),
            ..row
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.reconnecting + row.needs_password, row.online)));
    let (mails, told) = (health::mails(database).await?, health::notices(database).await?);
    let told_by = messengers::current(database, admin.now).await?;
    let migrations = health::migrations(database).await?;
    let known = look(database, admin.app.mailer.is_some(), admin.now).await?;
    Ok(admin.show(&HealthPage {
        troubles: running::troubles(&known),
        processes: running::processes(&known, admin.now),
        jobs: running::jobs(&known),
        sessions: rows.iter().fold(PodSessions::default(), sum),
        pods: rows,
        waiting: count(health::commands_waiting(database).await?),
        mails: sending(admin.app.sends_mail(), &mails),
        told: sending(told_by.is_some(), &told),
        told_by: told_by.map(|jid| jid.to_string()),
        pools: database.usage().into_iter().map(pool).collect(),
        migrations: (count(migrations.count), migrations.last.unwrap_or_default()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }))
}

fn sending(sends: bool, of: &health::Mails) -> MailHealth {
    let (waiting, failed, unsure) = (count(of.waiting), count(of.failed), count(of.unsure));
    MailHealth { sends, waiting, since: of.since, failed, unsure }
}

fn by_pod(sessions: &[health::Sessions]) -> HashMap<PodId, PodSessions> {
    let mut pods: HashMap<PodId, PodSessions> = HashMap::new();
    for health::Sessions { pod, state, count: number } in sessions {
        let row = pods.entry(*pod).or_default();
        let cell = match state {
            State::Online => &mut row.online,
            State::SigningIn => &mut row.signing_in,
            State::Reconnecting => &mut row.reconnecting,
            State::NeedsPassword => &mut row.needs_password,
        };
        *cell += count(*number);
    }
    pods
}

fn sum(all: PodSessions, row: &PodSessions) -> PodSessions {
    PodSessions {
        online: all.online + row.online,
        signing_in: all.signing_in + row.signing_in,
        reconnecting: all.reconnecting + row.reconnecting,
        needs_password: all.needs_password + row.needs_password,
        ..all
    }
}

fn pool(usage: model::Usage) -> Pool {
    let model::Usage { pool, busy, idle, waits, .. } = usage;
    Pool { name: pool.to_owned(), busy: busy.into(), idle: idle.into(), waits }
}
