//! What the demonstration sent as mail.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    mails::letter,
};
use model::{
    mails,
    pods::{self, Pod},
};
use ui::pages::{Mail, OutboxPage};

/// Mails of each pod.
const NEWEST: u32 = 50;

/// `GET /demo/outbox`: a pod's, or on the platform's host those of all.
pub async fn list(visit: Visit) -> Answer {
    if !visit.app.demo {
        return Err(Fault::NotFound);
    }
    let mut sent = Vec::new();
    match visit.pod() {
        Ok(pod) => of(&visit, pod, &mut sent).await?,
        Err(_) => {
            for pod in pods::list(&visit.app.database).await? {
                of(&visit, &pod, &mut sent).await?;
            }
        }
    }
    sent.sort_by_key(|mail| std::cmp::Reverse(mail.sent));
    Ok(visit.show(&OutboxPage { mails: sent }))
}

async fn of(visit: &Visit, pod: &Pod, sent: &mut Vec<Mail>) -> Result<(), Fault> {
    for mail in mails::list(&visit.app.database, &pod.id, None, NEWEST).await? {
        if let Some(letter) = letter(&visit.app, pod, &mail) {
            let to = mail.recipient.to_string();
            sent.push(Mail { to, subject: letter.subject, body: letter.text, sent: mail.queued_at });
        }
    }
    Ok(())
}
