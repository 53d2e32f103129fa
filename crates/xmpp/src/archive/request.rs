//! What an archive is asked.

use super::{PAGE_MAX, Query};
use minidom::Element;
use time::UtcOffset;
use time::format_description::well_known::Rfc3339;
use xmpp_parsers::data_forms::{DataForm, DataFormType, Field, FieldType};
use xmpp_parsers::mam::{self, QueryId};
use xmpp_parsers::ns;
use xmpp_parsers::rsm::SetQuery;

/// `<query/>` with this name, which its results will carry.
pub(super) fn element(query: &Query, name: &str) -> Element {
    let fields = [with(query), start(query)];
    let fields: Vec<Field> = fields.into_iter().flatten().collect();
    let form = (!fields.is_empty()).then(|| DataForm::new(DataFormType::Submit, ns::MAM, fields));
    let set = SetQuery {
        max: usize::try_from(query.max.clamp(1, PAGE_MAX)).ok(),
        after: query.after.clone(),
        before: query.before.clone(),
        index: None,
    };
    let queryid = Some(QueryId(name.to_owned()));
    mam::Query { queryid, node: None, form, set: Some(set), flip_page: false }.into()
}

fn with(query: &Query) -> Option<Field> {
    let with = query.with.as_ref()?;
    Some(Field::new("with", FieldType::JidSingle).with_value(with.as_str()))
}

/// To the second: what is a little older is known already and does no harm.
fn start(query: &Query) -> Option<Field> {
    let start = query.start?.to_offset(UtcOffset::UTC).replace_nanosecond(0).ok()?;
    Some(Field::new("start", FieldType::TextSingle).with_value(&start.format(&Rfc3339).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jid::BareJid;
    use time::macros::datetime;

    fn same(query: &Query, expected: &str) {
        let made: Element = String::from(&element(query, "q")).parse().unwrap();
        assert_eq!(made, expected.parse().unwrap());
    }

    #[test]
    fn the_newest_page_is_asked_for() {
        same(
            &Query { before: Some(String::new()), max: 20, ..Query::default() },
            "<query xmlns='urn:xmpp:mam:2' queryid='q'><set xmlns='http://jabber.org/protocol/rsm'><max>20</max><before/></set></query>",
        );
    }

    #[test]
    fn what_is_wanted_stands_in_a_form() {
        let query = Query {
            with: Some(BareJid::new("ben@beta.test").unwrap()),
            start: Some(datetime!(2026-05-04 12:11:12.345 +02:00)),
            after: Some("7".into()),
            max: 10_000,
            ..Query::default()
        };
        same(
            &query,
            "<query xmlns='urn:xmpp:mam:2' queryid='q'><x xmlns='jabber:x:data' type='submit'>\
             <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>\
             <field var='with' type='jid-single'><value>ben@beta.test</value></field>\
             <field var='start'><value>2026-05-04T10:11:12Z</value></field></x>\
             <set xmlns='http://jabber.org/protocol/rsm'><max>250</max><after>7</after></set></query>",
        );
    }
}
