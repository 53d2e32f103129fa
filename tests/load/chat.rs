//! A chat in which much was said: what its member's archive, the database and her page have of it.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use testpod::{Deployment, Member, Xmpp, eventually_ok, eventually_within};

use super::answering::Taken;

/// An archive that does not answer in time is left alone for half a minute.
pub(super) const AFTER_A_PAUSE: Duration = Duration::from_secs(90);

/// What was said in a chat, as its member's archive has it.
pub(super) struct Chat {
    pub(super) member: String,
    pub(super) writer: String,
    pub(super) flood: Vec<String>,
}

impl Chat {
    pub(super) fn of(member: &str, writer: &str, mut archive: Vec<String>) -> Self {
        archive.retain(|text| text.starts_with("flood"));
        Self { member: member.to_owned(), writer: writer.to_owned(), flood: archive }
    }

    /// The page comes to say the same as the archive, and nothing twice. A small machine takes its time: all patience for each step.
    pub(super) async fn is_heard(&mut self, member: &mut Member) {
        let mut heard = Vec::new();
        while heard != self.flood {
            let what = format!("{self} is read on");
            heard = eventually_within(AFTER_A_PAUSE, &what, async || {
                let page = member.chat(&self.writer).await;
                let incoming = page.into_iter().filter(|it| it.state.is_none()).map(|it| it.text);
                let now = incoming.collect::<Vec<_>>();
                if now == heard { Err(format!("it stays at {:?}", brief(&heard))) } else { Ok(now) }
            })
            .await;
            assert!(heard.len() <= self.flood.len(), "some of {self} is there twice: {:?}", brief(&heard));
        }
    }

    /// The member's answers are in the archive as they are on the page; what may not have been sent says so, whether it was or not.
    /// `once`: the archive may have the same one twice.
    pub(super) async fn is_answered(&self, member: &mut Member, phone: &mut Xmpp, once: bool) {
        eventually_ok(&format!("the answers in {self} are where they belong"), async || {
            let page = member.chat(&self.writer).await;
            let said: Vec<(&str, &String)> =
                page.iter().filter_map(|it| Some((it.state.as_deref()?, &it.text))).collect();
            let doubled = said.iter().filter(|one| said.iter().filter(|other| one.1 == other.1).count() > 1);
            assert_eq!(doubled.count(), 0, "some is there twice: {said:?}");
            if let Some(unsettled) = said.iter().find(|it| matches!(it.0, "waiting" | "sending")) {
                return Err(format!("{unsettled:?} is not settled: {said:?}"));
            }
            let archived = match once {
                true => phone.archive_of_each(&self.writer).await,
                false => phone.archive(&self.writer).await,
            };
            let answers: Vec<&String> = archived.iter().filter(|text| text.starts_with("answer")).collect();
            let is_sent = |(state, text): &&(&str, &String)| *state != "unsure" || answers.contains(text);
            let sent: Vec<&String> = said.iter().filter(is_sent).map(|(_, text)| *text).collect();
            let agrees = sent == answers;
            agrees.then_some(()).ok_or_else(|| format!("the page has {said:?}, the archive {answers:?}"))
        })
        .await;
    }

    pub(super) async fn has_what_was_taken(&self, member: &mut Member, taken: &Taken) {
        let page = member.chat(&self.writer).await;
        for (_, text) in taken.messages.iter().filter(|(to, _)| *to == self.writer) {
            let times = page.iter().filter(|it| it.text == *text).count();
            assert_eq!(times, 1, "{text} was taken and is there {times} times: {self}");
        }
    }

    /// The database has each message that came in once and in its order, and once each that was taken.
    pub(super) fn is_stored(&self, deployment: &Deployment, taken: &Taken) {
        assert_eq!(self.rows(deployment, "incoming"), self.flood, "the database's rows of {self}");
        let said = self.rows(deployment, "not incoming");
        for (_, text) in taken.messages.iter().filter(|(to, _)| *to == self.writer) {
            let times = said.iter().filter(|it| *it == text).count();
            assert_eq!(times, 1, "{text} was taken and is {times} times in the database: {self}");
        }
    }

    fn rows(&self, deployment: &Deployment, which: &str) -> Vec<String> {
        let Self { member, writer, .. } = self;
        deployment.rows(&format!(
            "select body from messages join sessions using (pod_id, member_id)
            where jid = '{member}' and peer = '{writer}' and {which} order by position, id"
        ))
    }
}

impl Display for Chat {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the chat of {} with {}: {:?}", self.member, self.writer, brief(&self.flood))
    }
}

/// The end of each text, where its number is.
fn brief(texts: &[String]) -> Vec<&str> {
    texts.iter().map(|text| &text[text.len().saturating_sub(12)..]).collect()
}
