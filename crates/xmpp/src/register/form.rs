//! XEP-0077 §3.1 and XEP-0004: what a server wants to know of a newcomer.

use super::RegisterError;
use crate::atom::clean;
use minidom::Element;
use xmpp_parsers::data_forms::{self, DataForm, DataFormType, FieldType};
use xmpp_parsers::ibr::FormQuery;
use xmpp_parsers::ns;
use xso::AsXml;

/// Fields that are read: forms are filled by people.
const FIELDS_MAX: usize = 50;
/// Characters of a text in a form that are shown.
const TEXT_MAX: usize = 2_000;
/// Fields that only a program that shows pictures can fill (XEP-0158).
const RIDDLES: [&str; 4] = ["ocr", "qa", "picture_recog", "SHA-256"];

/// What a server wants to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The server's words to the newcomer.
    pub instructions: Option<String>,
    /// The fields beside name and password that a person fills.
    pub fields: Vec<Field>,
    /// A web page where one registers instead or as well (XEP-0066), not checked.
    pub page: Option<String>,
    /// Whether name and password are asked for at all: if not, only the page helps.
    pub complete: bool,
    /// The data form, to be sent back; none where the old fields are used.
    data: Option<DataForm>,
}

/// A field of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name, for [`super::submit`].
    pub name: String,
    /// What to write beside it.
    pub label: String,
    /// Whether it must be filled.
    pub required: bool,
    /// What is in it already.
    pub value: String,
    /// The values to choose from, with labels; none if any text will do.
    pub options: Vec<(String, String)>,
}

/// `<query/>` with the old fields: which ones, the server decides.
#[derive(AsXml)]
#[xml(namespace = ns::REGISTER, name = "query")]
struct Old {
    #[xml(element(n = ..))]
    fields: Vec<Element>,
}

impl Form {
    /// Reads the server's answer: the data form if it has one that can be read, else the old fields.
    pub fn read(query: &Element) -> Option<Self> {
        if !query.is("query", ns::REGISTER) {
            return None;
        }
        let text = |name: &str, namespace: &str| {
            let text = query.get_child(name, namespace).map(|child| clean(child.text().trim(), TEXT_MAX));
            text.filter(|text| !text.is_empty())
        };
        let page = query.get_child("x", "jabber:x:oob").and_then(|oob| oob.get_child("url", "jabber:x:oob"));
        let form = Self {
            instructions: text("instructions", ns::REGISTER),
            page: page.map(|url| clean(url.text().trim(), TEXT_MAX)).filter(|url| !url.is_empty()),
            ..Self::default()
        };
        let data =
            query.get_child("x", ns::DATA_FORMS).and_then(|form| DataForm::try_from(form.clone()).ok());
        Some(match data.filter(|data| data.type_ == DataFormType::Form) {
            Some(data) => form.with_data(data),
            None => form.with_old(query),
        })
    }

    fn with_data(mut self, data: DataForm) -> Self {
        let asked = |name: &str| data.fields.iter().any(|field| field.var.as_deref() == Some(name));
        self.complete = asked("username") && asked("password");
        self.instructions =
            data.instructions.as_deref().map(|text| clean(text, TEXT_MAX)).or(self.instructions);
        self.fields = data.fields.iter().filter_map(shown).take(FIELDS_MAX).collect();
        self.data = Some(data);
        self
    }

    fn with_old(mut self, query: &Element) -> Self {
        let fields = query.children().filter(|child| child.has_ns(ns::REGISTER));
        let names: Vec<&str> = fields.map(Element::name).collect();
        self.complete = names.contains(&"username") && names.contains(&"password");
        let known = ["instructions", "registered", "username", "password", "key"];
        let others = names.iter().filter(|name| !known.contains(name)).take(FIELDS_MAX);
        let field =
            |name: &&str| Field { name: (*name).to_owned(), label: (*name).to_owned(), ..Field::default() };
        self.fields = others.map(field).collect();
        self
    }

    /// The query that fills the form.
    pub(super) fn filled(
        &self,
        username: &str,
        password: &str,
        fields: &[(String, String)],
    ) -> Result<Element, RegisterError> {
        let riddle = |field: &&Field| field.required && RIDDLES.contains(&field.name.as_str());
        if !self.complete || self.fields.iter().any(|field| riddle(&field)) {
            let instructions = self.instructions.clone().unwrap_or_default();
            return Err(RegisterError::Unsupported { instructions, page: self.page.clone() });
        }
        let value = |name: &str| match name {
            "username" => Some(clean(username, TEXT_MAX)),
            "password" => Some(password.to_owned()),
            _ => fields.iter().find(|(field, _)| field == name).map(|(_, value)| clean(value, TEXT_MAX)),
        };
        Ok(match &self.data {
            Some(data) => FormQuery { instructions: None, form: filled(data, value) }.into(),
            None => self.filled_old(value),
        })
    }

    fn filled_old(&self, value: impl Fn(&str) -> Option<String>) -> Element {
        let names =
            ["username", "password"].into_iter().chain(self.fields.iter().map(|field| field.name.as_str()));
        let field = |name: &str| {
            let mut field = Element::bare(name, ns::REGISTER);
            field.append_text(value(name).unwrap_or_default());
            field
        };
        Old { fields: names.map(field).collect() }.into()
    }
}

/// The form to send back: values where there are any, and what was hidden or filled already.
fn filled(form: &DataForm, value: impl Fn(&str) -> Option<String>) -> DataForm {
    let fields = form.fields.iter().filter(|field| field.type_ != FieldType::Fixed);
    let field = |field: &data_forms::Field| {
        let name = field.var.clone()?;
        let values = value(&name).map_or_else(|| field.values.clone(), |value| vec![value]);
        let filled = data_forms::Field { values, ..data_forms::Field::new(&name, field.type_.clone()) };
        (!filled.values.is_empty() || field.required).then_some(filled)
    };
    DataForm {
        type_: DataFormType::Submit,
        title: None,
        instructions: None,
        fields: fields.filter_map(field).collect(),
    }
}

/// A field as a person sees it; none for what is hidden, fixed, or asked for anyway.
fn shown(field: &data_forms::Field) -> Option<Field> {
    let name =
        field.var.clone().filter(|name| !["username", "password", "FORM_TYPE"].contains(&name.as_str()))?;
    if matches!(field.type_, FieldType::Hidden | FieldType::Fixed) {
        return None;
    }
    let short = |text: &str| clean(text.trim(), TEXT_MAX);
    let option = |option: &data_forms::Option_| {
        (option.value.clone(), short(option.label.as_deref().unwrap_or(&option.value)))
    };
    Some(Field {
        label: short(field.label.as_deref().unwrap_or(&name)),
        required: field.required,
        value: field.values.first().map(|value| short(value)).unwrap_or_default(),
        options: field.options.iter().map(option).take(FIELDS_MAX).collect(),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(inside: &str) -> Form {
        Form::read(&format!("<query xmlns='jabber:iq:register'>{inside}</query>").parse().unwrap()).unwrap()
    }

    fn filled(form: &Form) -> String {
        String::from(&form.filled("ana", "pass<word", &[("email".into(), "a@b".into())]).unwrap())
    }

    #[test]
    fn the_old_fields_are_filled() {
        let form = form("<instructions>Hello</instructions><username/><password/><email/>");
        assert_eq!((form.instructions.as_deref(), form.fields[0].name.as_str()), (Some("Hello"), "email"));
        let expected = "<username>ana</username><password>pass&lt;word</password><email>a@b</email></query>";
        assert!(filled(&form).ends_with(expected), "{}", filled(&form));
    }

    #[test]
    fn a_data_form_goes_back_with_what_was_hidden() {
        let form = form(
            "<instructions>old</instructions><username/><password/><x xmlns='jabber:x:data' type='form'>
             <title>t</title><instructions>new</instructions>
             <field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>
             <field var='token' type='hidden'><value>t1</value></field>
             <field type='fixed'><value>words</value></field>
             <field var='username' type='text-single'><required/></field><field var='password' type='text-private'/>
             <field var='email' type='text-single' label='E-mail'/>
             <field var='phone' type='text-single'/></x>",
        );
        let labels: Vec<_> = form.fields.iter().map(|field| field.label.as_str()).collect();
        assert_eq!((form.instructions.as_deref(), labels), (Some("new"), vec!["E-mail", "phone"]));
        let filled = filled(&form);
        for part in ["jabber:iq:register</value>", "t1", ">ana<", "pass&lt;word", "a@b", "type='submit'"] {
            assert!(filled.contains(part), "{part} in {filled}");
        }
        assert!(!filled.contains("phone") && !filled.contains("words"), "{filled}");
    }

    #[test]
    fn a_riddle_or_a_page_alone_cannot_be_filled() {
        let riddle = form(
            "<x xmlns='jabber:x:data' type='form'><field var='username' type='text-single'/>
             <field var='password' type='text-private'/><field var='ocr' type='text-single'><required/></field></x>",
        );
        let page = form(
            "<instructions>Go there</instructions><x xmlns='jabber:x:oob'><url>https://a.test/</url></x>",
        );
        assert!(matches!(riddle.filled("a", "b", &[]), Err(RegisterError::Unsupported { .. })));
        let Err(RegisterError::Unsupported { page, .. }) = page.filled("a", "b", &[]) else {
            panic!("filled")
        };
        assert_eq!(page.as_deref(), Some("https://a.test/"));
    }

    #[test]
    fn nonsense_is_read_as_little() {
        let two_types = "<field var='FORM_TYPE' type='hidden'><value>a</value></field>".repeat(2);
        let broken =
            form(&format!("<username/><password/><x xmlns='jabber:x:data' type='form'>{two_types}</x>"));
        assert!(broken.complete && broken.data.is_none());
        assert_eq!(form(""), Form::default());
        assert_eq!(form(&"<email/>".repeat(500)).fields.len(), FIELDS_MAX);
        assert_eq!(Form::read(&"<query xmlns='x'/>".parse().unwrap()), None);
    }
}
