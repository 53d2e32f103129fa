//! XEP-0060 §16.4: a node's configuration, as publish-options and as a form.

use minidom::Element;
use xmpp_parsers::data_forms::{DataForm, DataFormType, Field, FieldType};
use xmpp_parsers::ns;

/// The `FORM_TYPE` of publish-options (XEP-0060 §7.1.5).
const PUBLISH_OPTIONS: &str = "http://jabber.org/protocol/pubsub#publish-options";
/// Fields that are read: ejabberd has about 25.
const FIELDS_MAX: usize = 200;
const ACCESS_MODEL: &str = "pubsub#access_model";

/// Who may read a node (XEP-0060 §4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Those who see the owner's presence.
    Presence,
    /// Everyone.
    Open,
}

impl Access {
    /// The value of `pubsub#access_model`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Open => "open",
        }
    }
}

/// Some fields of a node's configuration: what they must be, or what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    fields: Vec<(String, String)>,
}

impl Config {
    /// With one more field, such as `pubsub#persist_items`; an earlier value of it is replaced.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.fields.retain(|(name, _)| name != field);
        self.fields.push((field.to_owned(), value.to_owned()));
        self
    }

    /// With an access model.
    #[must_use]
    pub fn access(self, access: Access) -> Self {
        self.with(ACCESS_MODEL, access.as_str())
    }

    /// The first value of a field.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// All fields with their values.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Only the fields that the service knows, and the access model, which must not be lost.
    pub(super) fn known_to(&self, service: &Self) -> Self {
        let known =
            |name: &str| name == ACCESS_MODEL || service.fields.is_empty() || service.get(name).is_some();
        Self { fields: self.fields.iter().filter(|(name, _)| known(name)).cloned().collect() }
    }

    /// The form of publish-options; none if there is nothing to say.
    pub(super) fn options(&self) -> Option<DataForm> {
        (!self.fields.is_empty()).then(|| self.form(PUBLISH_OPTIONS))
    }

    /// The form of a node's configuration.
    pub(super) fn node_config(&self) -> DataForm {
        self.form(ns::PUBSUB_CONFIGURE)
    }

    fn form(&self, form_type: &str) -> DataForm {
        let field =
            |(name, value): &(String, String)| Field::new(name, FieldType::TextSingle).with_value(value);
        DataForm::new(DataFormType::Submit, form_type, self.fields.iter().map(field).collect())
    }
}

/// Reads the form that a service shows for a node.
pub(super) fn read(pubsub: &Element) -> Config {
    let configure = pubsub.get_child("configure", ns::PUBSUB_OWNER);
    let form = configure.and_then(|configure| configure.get_child("x", ns::DATA_FORMS));
    let fields =
        form.into_iter().flat_map(Element::children).filter(|child| child.is("field", ns::DATA_FORMS));
    let field = |field: &Element| {
        let value = field.get_child("value", ns::DATA_FORMS).map(Element::text).unwrap_or_default();
        field.attr("var").filter(|var| *var != "FORM_TYPE").map(|var| (var.to_owned(), value))
    };
    Config { fields: fields.filter_map(field).take(FIELDS_MAX).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_fields_are_sent_but_always_the_access_model() {
        let wanted = Config::default()
            .with("pubsub#type", "x")
            .with("pubsub#max_items", "max")
            .access(Access::Presence);
        let shown = "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='n'>
            <x xmlns='jabber:x:data' type='form'><field var='FORM_TYPE' type='hidden'><value>y</value></field>
            <field/><field var='pubsub#max_items' type='odd'><value>10</value></field></x></configure></pubsub>";
        let known = read(&shown.parse().unwrap());
        assert_eq!(known, Config::default().with("pubsub#max_items", "10"));
        let sent = wanted.known_to(&known);
        assert_eq!(sent, Config::default().with("pubsub#max_items", "max").access(Access::Presence));
        assert_eq!(wanted.known_to(&Config::default()), wanted);
    }

    #[test]
    fn a_form_of_options_has_its_type_first() {
        let form = Element::from(Config::default().access(Access::Open).options().unwrap());
        let text = String::from(&form);
        assert!(text.find("publish-options").unwrap() < text.find("pubsub#access_model").unwrap(), "{text}");
        assert_eq!(Config::default().options(), None);
    }
}
