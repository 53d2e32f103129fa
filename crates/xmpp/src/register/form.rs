//! XEP-0077 §3.1, XEP-0004 and XEP-0158: what a server wants to know of a newcomer.

use super::RegisterError;
use super::picture::{self, Picture};
use crate::atom::clean;
use minidom::Element;
use xmpp_parsers::data_forms::{self, DataForm, DataFormType, FieldType};
use xmpp_parsers::ibr::FormQuery;
use xmpp_parsers::ns;
use xso::AsXml;

/// Fields that are read: forms are filled by people.
const FIELDS_MAX: usize = 50;
/// Values to choose from: there are about 250 countries.
const OPTIONS_MAX: usize = 300;
/// Characters of a text in a form that are shown.
const TEXT_MAX: usize = 2_000;
/// Characters of a field's label, or of one of its options'.
const LABEL_MAX: usize = 200;
/// Characters of a field's name, or of one of its options' values: what is longer cannot be sent back as it was.
const NAME_MAX: usize = 200;
/// Fields that are riddles for people (XEP-0158 §4).
const RIDDLES: [&str; 4] = ["ocr", "qa", "picture_q", "picture_recog"];
/// Riddles with sounds and films, which no page of ours plays, and one that is solved by much computing. A form mostly has others
/// besides, and one is enough.
const UNSOLVED: [&str; 6] = ["audio_recog", "speech_q", "speech_recog", "video_q", "video_recog", "SHA-256"];
/// Where ejabberd shows its riddle on the web, in a field that nobody is to fill.
const FALLBACK: [&str; 2] = ["captcha-fallback-url", "captcha-fallback-text"];

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
    /// Its name, for [`super::Asked::submit`]; empty for words alone.
    pub name: String,
    /// How it is filled.
    pub kind: Kind,
    /// What to write beside it.
    pub label: String,
    /// Whether it must be filled.
    pub required: bool,
    /// What is in it already.
    pub value: String,
    /// The values to choose from, with labels.
    pub options: Vec<(String, String)>,
    /// What to look at first: the picture of a riddle.
    pub picture: Option<Picture>,
}

/// How a field is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// With a text.
    #[default]
    Text,
    /// With a text that nobody else is to see.
    Secret,
    /// With one of its options.
    Choice,
    /// With yes (`1`) or no (nothing).
    Yes,
    /// Not at all: its label is to be read.
    Words,
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
            Some(data) => form.with_data(data, query),
            None => form.with_old(query),
        })
    }

    /// Whether it has a riddle for people.
    pub fn has_riddle(&self) -> bool {
        self.fields.iter().any(Field::is_riddle)
    }

    /// Whether a page of ours can fill it; if not, only the server's own page helps.
    pub fn can_be_filled(&self) -> bool {
        let unsolved =
            |field: &data_forms::Field| field.required && field.var.as_deref().is_some_and(is_unsolved);
        self.complete && !self.data.iter().flat_map(|data| &data.fields).any(unsolved)
    }

    fn with_data(mut self, data: DataForm, query: &Element) -> Self {
        let asked = |name: &str| data.fields.iter().any(|field| field.var.as_deref() == Some(name));
        self.complete = asked("username") && asked("password");
        self.instructions =
            data.instructions.as_deref().map(|text| clean(text, TEXT_MAX)).or(self.instructions);
        self.fields = data.fields.iter().filter_map(|field| shown(field, query)).take(FIELDS_MAX).collect();
        // also where the picture came: it may be of a kind that no page of ours shows
        if self.fields.iter().any(|field| field.name == "ocr") {
            let fallback = data.fields.iter().find(|field| field.var.as_deref() == Some(FALLBACK[0]));
            let address = fallback.and_then(|field| field.values.first());
            self.page = self.page.or_else(|| address.map(|address| clean(address.trim(), TEXT_MAX)));
        }
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
        if !self.can_be_filled() {
            let instructions = self.instructions.clone().unwrap_or_default();
            return Err(RegisterError::Unsupported { instructions, page: self.page.clone() });
        }
        let value = |name: &str| match name {
            "username" => Some(clean(username, TEXT_MAX)),
            "password" => Some(password.to_owned()),
            _ => {
                let typed = fields.iter().find(|(field, _)| field == name).map(|(_, value)| value);
                let kind = self.fields.iter().find(|field| field.name == name).map(|field| field.kind)?;
                match kind {
                    // a box that is not ticked is not sent by browsers
                    Kind::Yes => Some(if typed.is_some() { "1" } else { "0" }.to_owned()),
                    _ => typed.map(|value| clean(value, TEXT_MAX)),
                }
            }
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

impl Field {
    /// Whether it is a riddle for people.
    pub fn is_riddle(&self) -> bool {
        RIDDLES.contains(&self.name.as_str())
    }
}

fn is_unsolved(name: &str) -> bool {
    UNSOLVED.contains(&name)
}

/// A field as a person sees it; none for what is hidden or asked for anyway.
fn shown(field: &data_forms::Field, query: &Element) -> Option<Field> {
    let short = |text: &str, most: usize| clean(text.trim(), most);
    let known = ["username", "password", "FORM_TYPE"];
    let name = field.var.clone().unwrap_or_default();
    let asked = known.contains(&name.as_str()) || FALLBACK.contains(&name.as_str());
    if asked || is_unsolved(&name) || name.len() > NAME_MAX {
        return None;
    }
    let (kind, text) = match field.type_ {
        FieldType::Hidden => return None,
        FieldType::Fixed => (Kind::Words, field.values.join("\n")),
        FieldType::Boolean => (Kind::Yes, field.label.clone().unwrap_or_else(|| name.clone())),
        FieldType::TextPrivate => (Kind::Secret, field.label.clone().unwrap_or_else(|| name.clone())),
        _ if !field.options.is_empty() => (Kind::Choice, field.label.clone().unwrap_or_else(|| name.clone())),
        _ => (Kind::Text, field.label.clone().unwrap_or_else(|| name.clone())),
    };
    let option = |option: &data_forms::Option_| {
        (option.value.clone(), short(option.label.as_deref().unwrap_or(&option.value), LABEL_MAX))
    };
    let options = field.options.iter().filter(|option| option.value.len() <= NAME_MAX);
    Some(Field {
        label: short(&text, if kind == Kind::Words { TEXT_MAX } else { LABEL_MAX }),
        required: field.required,
        value: field.values.first().map(|value| short(value, TEXT_MAX)).unwrap_or_default(),
        options: options.map(option).take(OPTIONS_MAX).collect(),
        picture: picture::of(field, query),
        name,
        kind,
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
        assert_eq!((form.instructions.as_deref(), labels), (Some("new"), vec!["words", "E-mail", "phone"]));
        let filled = filled(&form);
        for part in ["jabber:iq:register</value>", "t1", ">ana<", "pass&lt;word", "a@b", "type='submit'"] {
            assert!(filled.contains(part), "{part} in {filled}");
        }
        assert!(!filled.contains("phone") && !filled.contains("words"), "{filled}");
    }

    fn asking(fields: &str, more: &str) -> Form {
        form(&format!(
            "<x xmlns='jabber:x:data' type='form'><field var='username' type='text-single'/>
             <field var='password' type='text-private'/>{fields}</x>{more}"
        ))
    }

    fn sent(form: &Form, fields: &[(&str, &str)]) -> String {
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        String::from(&form.filled("ana", "secret", &fields).unwrap())
    }

    #[test]
    fn each_field_is_filled_in_its_own_way() {
        let form = asking(
            "<field var='pet' type='list-single' label='Pet'><option label='A cat'><value>cat</value></option>
             <option><value>dog</value></option></field><field var='pin' type='text-private'/>
             <field var='rules' type='boolean' label='I agree'/><field var='news' type='boolean'><value>1</value></field>",
            "",
        );
        let kinds: Vec<_> = form.fields.iter().map(|field| field.kind).collect();
        assert_eq!(kinds, [Kind::Choice, Kind::Secret, Kind::Yes, Kind::Yes]);
        let option = |value: &str, label: &str| (value.to_owned(), label.to_owned());
        assert_eq!(form.fields[0].options, [option("cat", "A cat"), option("dog", "dog")]);
        let sent = sent(&form, &[("pet", "cat"), ("pin", "12"), ("rules", "1")]);
        for part in ["<value>cat</value>", "<value>12</value>", "<value>1</value>", "<value>0</value>"] {
            assert_eq!(sent.matches(part).count(), 1, "{part} in {sent}");
        }
    }

    #[test]
    fn a_riddle_comes_with_its_picture_and_goes_back_with_what_was_hidden() {
        let form = asking(
            "<field var='challenge' type='hidden'><value>c1</value></field>
             <field var='captcha-fallback-url' type='text-single'><value>https://a.test/c1</value></field>
             <field var='ocr' type='text-single' label='Enter'><required/><media xmlns='urn:xmpp:media-element'>
             <uri type='image/png'>cid:sha1+00@bob.xmpp.org</uri></media></field>",
            "<data xmlns='urn:xmpp:bob' cid='sha1+00@bob.xmpp.org' type='image/png'>aGVsbG8=</data>",
        );
        let [riddle] = &form.fields[..] else { panic!("{:?}", form.fields) };
        assert!(form.has_riddle() && riddle.is_riddle() && riddle.required);
        assert_eq!(riddle.picture.as_ref().map(|picture| &picture.bytes[..]), Some(&b"hello"[..]));
        assert_eq!(form.page.as_deref(), Some("https://a.test/c1"), "for who cannot read the picture");
        let sent = sent(&form, &[("ocr", "42")]);
        assert!(sent.contains("<value>c1</value>") && sent.contains("<value>42</value>"), "{sent}");
    }

    #[test]
    fn a_picture_that_is_too_large_or_elsewhere_is_none() {
        let large = "A".repeat(200_000);
        let fallback = "<field var='captcha-fallback-url'><value>https://a.test/c1</value></field>";
        for data in
            [String::new(), format!("<data xmlns='urn:xmpp:bob' cid='a' type='image/png'>{large}</data>")]
        {
            let field = "<field var='ocr' type='text-single'><media xmlns='urn:xmpp:media-element'>
                <uri type='image/png'>cid:a</uri><uri type='image/png'>https://a.test/</uri></media></field>";
            let form = asking(&format!("{field}{fallback}"), &data);
            assert_eq!((&form.fields[0].picture, form.page.as_deref()), (&None, Some("https://a.test/c1")));
        }
    }

    #[test]
    fn a_picture_named_by_a_hash_that_nobody_knows_is_none() {
        let form = asking(
            "<field var='ocr' type='text-single'><media xmlns='urn:xmpp:media-element'>
             <uri type='image/png'>cid:md5+00@bob.xmpp.org</uri></media></field>",
            "<data xmlns='urn:xmpp:bob' cid='md5+00@bob.xmpp.org' type='image/png'>aGVsbG8=</data>",
        );
        assert_eq!(form.fields[0].picture, None);
    }

    #[test]
    fn much_computing_or_a_page_alone_cannot_be_filled() {
        let computing = asking("<field var='SHA-256' type='text-single'><required/></field>", "");
        let page = form(
            "<instructions>Go there</instructions><x xmlns='jabber:x:oob'><url>https://a.test/</url></x>",
        );
        assert!(matches!(computing.filled("a", "b", &[]), Err(RegisterError::Unsupported { .. })));
        let choice =
            asking("<field var='SHA-256'/><field var='speech_q'/><field var='qa' label='2 + 2?'/>", "");
        assert_eq!((choice.fields.len(), choice.fields[0].label.as_str()), (1, "2 + 2?"));
        assert!(sent(&choice, &[("qa", "4")]).contains("<value>4</value>"));
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
