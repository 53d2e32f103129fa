//! What a pod costs and what it was given, for those who may read it.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    shown,
};
use model::funds::{self, Currency, Direction, Entry, Funds, ShownTo};
use time::{Date, Month as MonthOfYear};
use ui::pages::{FundsPage, Month, Sum};

/// Months of the plot.
const MONTHS: usize = 12;

/// `GET /funds`.
pub async fn show(visit: Visit) -> Answer {
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    let funds = funds::get(database, &pod).await?;
    if !is_shown(&visit, &funds) {
        let members_read = funds.shown_to == ShownTo::Members && visit.member().is_none();
        return Err(if members_read { Fault::SignedOut } else { Fault::NotFound });
    }
    let entries = in_ledger(funds::list(database, &pod).await?);
    Ok(visit.show(&FundsPage {
        gift: shown::gift(&funds),
        sums: sums(&entries),
        months: months(&entries, funds.currency, visit.now.date()),
    }))
}

/// Whether whoever looks may read it; operators always may.
pub fn is_shown(visit: &Visit, funds: &Funds) -> bool {
    match funds.shown_to {
        ShownTo::Everyone => true,
        ShownTo::Members => visit.member().is_some(),
        ShownTo::Nobody => visit.operates(),
    }
}

/// Those that were not taken out.
pub fn in_ledger(entries: Vec<Entry>) -> Vec<Entry> {
    entries.into_iter().filter(|entry| entry.removed_at.is_none()).collect()
}

/// What came and went of each currency that there is anything of.
pub fn sums(entries: &[Entry]) -> Vec<Sum> {
    let sum = |currency: &Currency| {
        let of: Vec<&Entry> = entries.iter().filter(|entry| entry.currency == *currency).collect();
        (!of.is_empty()).then(|| Sum {
            given: shown::money(total(&of, Direction::In), *currency),
            paid: shown::money(total(&of, Direction::Out), *currency),
        })
    };
    Currency::ALL.iter().filter_map(sum).collect()
}

/// The last months of a currency; none where there is nothing of it.
fn months(entries: &[Entry], currency: Currency, today: Date) -> Vec<Month> {
    let of: Vec<&Entry> = entries.iter().filter(|entry| entry.currency == currency).collect();
    if of.is_empty() {
        return Vec::new();
    }
    let firsts = std::iter::successors(first_of(today), |first| first.previous_day().and_then(first_of));
    let mut months: Vec<Month> = firsts.take(MONTHS).map(|first| month(&of, currency, first)).collect();
    months.reverse();
    months
}

fn month(entries: &[&Entry], currency: Currency, first: Date) -> Month {
    let when = |date: Date| -> (i32, MonthOfYear) { (date.year(), date.month()) };
    let of: Vec<&Entry> = entries.iter().copied().filter(|entry| when(entry.date()) == when(first)).collect();
    Month {
        first,
        given: shown::money(total(&of, Direction::In), currency),
        paid: shown::money(total(&of, Direction::Out), currency),
    }
}

fn first_of(day: Date) -> Option<Date> {
    day.replace_day(1).ok()
}

fn total(entries: &[&Entry], direction: Direction) -> i64 {
    entries.iter().filter(|entry| entry.direction == direction).map(|entry| entry.amount).sum()
}
