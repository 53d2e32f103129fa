//! Who is kept out of the pod.

use crate::{
    extract::{Operator, OwnForm},
    fault::{Answer, Fault},
};
use actix_web::web;
use jid::BareJid;
use model::blocks::{self, Block, NewBlock};
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use ui::{
    Errors, Notice, Problem,
    pages::{BlockForm, BlockRow, BlocksPage},
    url,
};

/// Blocks of a page.
pub(in crate::routes) const PAGE: u32 = 100;

/// The most days that a block holds.
const MOST_DAYS: u32 = 3_650;

/// The most characters of a reason.
const LONGEST_REASON: u32 = 500;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct BlocksQuery {
    after: Option<String>,
}

/// The fields of the form.
#[derive(Deserialize)]
pub struct BlockFields {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    pub(in crate::routes) days: String,
    /// Where an admin was asked.
    pub(in crate::routes) sure: Option<String>,
}

/// The field of the form that lets in again.
#[derive(Deserialize)]
pub struct RemoveFields {
    #[serde(default)]
    pub(in crate::routes) subject: String,
}

impl BlocksQuery {
    /// The block after which the page begins.
    pub(in crate::routes) fn after(&self) -> Result<Option<BareJid>, Fault> {
        self.after.as_deref().map(|text| BareJid::new(text).map_err(|_| Fault::NotFound)).transpose()
    }
}

/// `GET /operate/blocks`.
pub async fn list(operator: Operator, query: web::Query<BlocksQuery>) -> Answer {
    let after = query.after()?;
    Ok(operator.show(&page(&operator, after.as_ref(), BlockForm::default()).await?))
}

/// `POST /operate/blocks`.
pub async fn add(operator: Operator, OwnForm(fields): OwnForm<BlockFields>) -> Answer {
    let errors = match read(&fields, operator.now) {
        Ok(new) => {
            let (database, pod) = (&operator.app.database, operator.home().id);
            match blocks::add(database, &pod, new, &operator.by()).await {
                Ok(()) => return Ok(operator.go(&url::operate_blocks(), Some(Notice::Saved))),
                Err(model::Error::RunsThePod) => Errors::one("subject", Problem::RunsThePod),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    Ok(operator.show_again(&page(&operator, None, typed(fields, errors)).await?))
}

/// `POST /operate/blocks/remove`. Twice is once.
pub async fn remove(operator: Operator, OwnForm(RemoveFields { subject }): OwnForm<RemoveFields>) -> Answer {
    let subject = BareJid::new(&subject).map_err(|_| Fault::NotFound)?;
    let (database, pod) = (&operator.app.database, operator.home().id);
    match blocks::remove(database, &pod, &subject, &operator.by()).await {
        Ok(()) | Err(model::Error::NotFound(_)) => {
            Ok(operator.go(&url::operate_blocks(), Some(Notice::Saved)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The block that was typed, or what is wrong with it.
pub(in crate::routes) fn read(fields: &BlockFields, now: OffsetDateTime) -> Result<NewBlock, Errors> {
    let mut errors = Errors::none();
    let subject = BareJid::new(fields.subject.trim().trim_start_matches('@')).ok();
    if subject.is_none() {
        let typed = !fields.subject.trim().is_empty();
        errors.push("subject", if typed { Problem::AddressInvalid } else { Problem::Required });
    }
    let reason = fields.reason.trim().replace("\r\n", "\n");
    if reason.is_empty() {
        errors.push("reason", Problem::Required);
    }
    if reason.chars().count() > LONGEST_REASON as usize {
        errors.push("reason", Problem::TooLong(LONGEST_REASON));
    }
    let days = fields.days.trim();
    let whole = days.parse::<u32>().ok().filter(|days| (1..=MOST_DAYS).contains(days));
    if !days.is_empty() && whole.is_none() {
        errors.push("days", Problem::NoNumber(1, MOST_DAYS));
    }
    let (Some(subject), true) = (subject, errors.is_empty()) else { return Err(errors) };
    let expires_at = whole.map(|days| now + Duration::days(i64::from(days)));
    Ok(NewBlock { subject, reason, expires_at })
}

/// The form with what was typed.
pub(in crate::routes) fn typed(fields: BlockFields, errors: Errors) -> BlockForm {
    let BlockFields { subject, reason, days, .. } = fields;
    BlockForm { subject, reason, days, errors }
}

/// Those of a page that hold, of which one more was read, and the last of the page where there are more.
pub(in crate::routes) fn part(mut found: Vec<Block>, now: OffsetDateTime) -> (Vec<BlockRow>, Option<String>) {
    let is_more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let last = found.last().filter(|_| is_more).map(|block| block.subject.to_string());
    (found.into_iter().filter(|block| block.holds(now)).map(row).collect(), last)
}

async fn page(operator: &Operator, after: Option<&BareJid>, form: BlockForm) -> Result<BlocksPage, Fault> {
    let (database, now) = (&operator.app.database, operator.now);
    let (blocks, older) = part(blocks::page(database, &operator.home().id, after, PAGE + 1).await?, now);
    let (everywhere, others) = part(blocks::page_everywhere(database, None, PAGE + 1).await?, now);
    Ok(BlocksPage { blocks, older, everywhere, others: others.is_some(), form })
}

fn row(block: Block) -> BlockRow {
    let Block { subject, reason, since, until, .. } = block;
    BlockRow { subject: subject.to_string(), reason, since, until }
}
