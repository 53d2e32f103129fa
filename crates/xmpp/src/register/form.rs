//! XEP-0077 §3.1, XEP-0004 and XEP-0158: what a server wants to know of a newcomer.

use super::RegisterError;
use super::media::{self, Picture, Sound};
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
/// Fields that are riddles for people (XEP-0158 §6).
const RIDDLES: [&str; 4] = ["ocr", "qa", "picture_q", "picture_recog"];
/// Those that are none without a sound.
const HEARD: [&str; 3] = ["audio_recog", "speech_q", "speech_recog"];
/// Riddles with films, which no page of ours shows, and one that is solved by much computing. A form mostly has others besides, and one
/// is enough.
const UNSOLVED: [&str; 3] = ["video_q", "video_recog", "SHA-256"];
/// Where ejabberd shows its riddle on the web, in a field that nobody is to fill.
const FALLBACK: [&str; 2] = ["captcha-fallback-url", "captcha-fallback-text"];

/// What a server wants to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The server's words to the newcomer.
    pub instructions: Option<String>,
    /// The fields beside name and password that a person fills.
    pub fields: Vec<Field>,
    /// How many of the riddles that are not required are enough, where there is a choice.
    pub enough: Option<usize>,
    /// A web page where one registers instead or as well (XEP-0066), not checked.
    pub page: Option<String>,
    /// Whether name and password are asked for at all: if not, only the page helps.
    pub complete: bool,
    /// Whether more riddles are to be solved than a page of ours shows, because there are others.
    lacking: bool,
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
    /// What to listen to first: the sound of a riddle.
    pub sound: Option<Sound>,
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
        let unsolved = |field: &data_forms::Field| {
            let name = field.var.as_deref().unwrap_or_default();
            field.required && (self.is_unheard(name) || is_unsolved(name))
        };
        self.complete && !self.lacking && !self.data.iter().flat_map(|data| &data.fields).any(unsolved)
    }

    fn with_data(mut self, data: DataForm, query: &Element) -> Self {
        let asked = |name: &str| data.fields.iter().any(|field| field.var.as_deref() == Some(name));
        self.complete = asked("username") && asked("password");
        self.instructions =
            data.instructions.as_deref().map(|text| clean(text, TEXT_MAX)).or(self.instructions);
        self.fields = data.fields.iter().filter_map(|field| shown(field, query)).take(FIELDS_MAX).collect();
        self.choose(&data);
        // also where the picture came: it may be of a kind that no page of ours shows
        if self.fields.iter().any(|field| field.name == "ocr") {
            let fallback = data.fields.iter().find(|field| field.var.as_deref() == Some(FALLBACK[0]));
            let address = fallback.and_then(|field| field.values.first());
            self.page = self.page.or_else(|| address.map(|address| clean(address.trim(), TEXT_MAX)));
        }
        self.data = Some(data);
        self
    }

    /// What is to be answered of the riddles that are not required (XEP-0158 §3.2, §4): one, or as many as `answers` says beside what is
    /// required, which is name and password, too; some servers count the riddles alone.
    fn choose(&mut self, data: &DataForm) {
        let answers = data.fields.iter().find(|field| field.var.as_deref() == Some("answers"));
        let answers: Option<usize> = answers.and_then(|field| field.values.first()?.trim().parse().ok());
        let required = data.fields.iter().filter(|field| field.required).count();
        let riddles = self.fields.iter().filter(|field| field.is_riddle() && field.required).count();
        let missing = match answers {
            Some(all) => all.checked_sub(required).unwrap_or_else(|| all.saturating_sub(riddles)),
            None => usize::from(riddles == 0),
        };
        self.lacking = missing > self.answerable(data, answers.is_some()) && self.hides_riddle(data);
        let open = self.fields.iter_mut().filter(|field| field.is_riddle() && !field.required);
        let open: Vec<&mut Field> = open.collect();
        if missing < open.len() {
            self.enough = (missing > 0).then_some(missing);
        } else {
            open.into_iter().for_each(|field| field.required = true);
        }
    }

    /// How many answers we have beside what is required: name and password are answered also where nobody says that they must be.
    fn answerable(&self, data: &DataForm, are_counted: bool) -> usize {
        let named = |field: &&data_forms::Field| {
            !field.required && matches!(field.var.as_deref(), Some("username" | "password"))
        };
        let open = self.fields.iter().filter(|field| field.is_riddle() && !field.required).count();
        open + if are_counted { data.fields.iter().filter(named).count() } else { 0 }
    }

    /// Whether there is a riddle that is not required, and that no page of ours shows.
    fn hides_riddle(&self, data: &DataForm) -> bool {
        data.fields.iter().filter(|field| !field.required).any(|field| {
            let name = field.var.as_deref().unwrap_or_default();
            self.is_unheard(name) || is_unsolved(name)
        })
    }

    /// Whether it is a riddle that is heard, and its sound did not come along.
    fn is_unheard(&self, name: &str) -> bool {
        HEARD.contains(&name) && !self.fields.iter().any(|shown| shown.name == name)
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
                let shown = self.fields.iter().find(|field| field.name == name)?;
                match shown.kind {
                    // a box that is not ticked is not sent by browsers
                    Kind::Yes => Some(if typed.is_some() { "1" } else { "0" }.to_owned()),
                    _ => {
                        let typed = typed.map(|value| clean(value, TEXT_MAX));
                        // no answer is none, not a wrong one
                        typed.filter(|value| !value.is_empty() || !shown.is_riddle())
                    }
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
        let name = self.name.as_str();
        RIDDLES.contains(&name) || HEARD.contains(&name)
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
    let sound = media::sound(field, query);
    let unheard = HEARD.contains(&name.as_str()) && sound.is_none();
    if asked || unheard || is_unsolved(&name) || name.len() > NAME_MAX {
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
        picture: media::picture(field, query),
        sound,
        name,
        kind,
    })
}

#[cfg(test)]
mod tests;
