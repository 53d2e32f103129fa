//! Pages of a list: `limit` and `cursor` are asked, `items` and `next` are given. A cursor is the place after the last item; what it
//! says is nobody's business but ours.

use super::{
    call::Call,
    endpoints::Answer,
    fields::{Field, Kind},
    problems::{At, Problem, Wrong},
};
use serde_json::{Value, json};
use std::str::FromStr;

/// Items of a page, if that is not said,
const USUAL: u32 = 50;

/// and at most.
const MOST: i64 = 200;

/// What is asked.
pub const PAGE: &[Field] = &[
    Field::new("limit", Kind::Number(1, MOST), "How many items at most; 50 if it is left out."),
    // as long as the longest address
    Field::new("cursor", Kind::Line(1, 3_071), "The `next` of the page before."),
];

/// How many are asked for.
#[must_use]
pub fn limit(call: &Call) -> u32 {
    call.query.number("limit").and_then(|limit| u32::try_from(limit).ok()).unwrap_or(USUAL)
}

/// After what the page begins.
///
/// # Errors
/// That no list has such a place.
pub fn cursor<T: FromStr>(call: &Call) -> Result<Option<T>, Problem> {
    let Some(text) = call.query.text("cursor") else { return Ok(None) };
    let detail = "is no cursor of this list: take the next of an answer, or begin without one".to_owned();
    let wrong = |_| Problem::wrong(vec![Wrong { at: At::Parameter("cursor".to_owned()), detail }]);
    text.parse().map(Some).map_err(wrong)
}

/// A page of rows, of which one more was read than asked for.
pub fn page<T>(
    call: &Call,
    mut rows: Vec<T>,
    place: impl Fn(&T) -> String,
    tell: impl Fn(&T) -> Value,
) -> Answer {
    let limit = limit(call) as usize;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(place);
    Answer::one(json!({ "items": rows.iter().map(tell).collect::<Vec<Value>>(), "next": next }))
}

/// A page of all rows, which are few; what has gone meanwhile is no place any more, and the list begins anew.
///
/// # Errors
/// That no list has such a place.
pub fn page_of_all<T>(
    call: &Call,
    mut rows: Vec<T>,
    place: impl Fn(&T) -> String,
    tell: impl Fn(&T) -> Value,
) -> Result<Answer, Problem> {
    if let Some(after) = cursor::<String>(call)? {
        let behind = rows.iter().position(|row| place(row) == after).map_or(0, |position| position + 1);
        rows.drain(..behind);
    }
    Ok(page(call, rows, place, tell))
}
