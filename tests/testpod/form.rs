//! A form of a page, filled in as a browser would send it: hidden fields and all.

use reqwest::multipart::{self, Part};
use reqwest::{Method, RequestBuilder};
use scraper::{ElementRef, Selector};

/// What would be sent, and where. Sending the same value twice is pressing the button twice.
#[derive(Debug, Clone)]
pub struct Form {
    /// `GET` or `POST`.
    pub method: Method,
    /// Path and query that it goes to.
    pub action: String,
    fields: Vec<(String, String)>,
    names: Vec<String>,
    files: Vec<String>,
    buttons: Vec<Button>,
    multipart: bool,
}

#[derive(Debug, Clone)]
struct Button {
    name: String,
    value: String,
    action: Option<String>,
}

impl Form {
    /// Fills in one field, instead of what it held.
    ///
    /// # Panics
    ///
    /// If the form has no such field: a browser could not send it.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        assert!(
            self.names.iter().any(|it| it == name),
            "the form {} has no field `{name}`: {self:?}",
            self.action
        );
        self.fields.retain(|(it, _)| it != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Fills in several fields.
    #[must_use]
    pub fn set_all(self, fields: &[(&str, &str)]) -> Self {
        fields.iter().fold(self, |form, (name, value)| form.set(name, value))
    }

    /// Leaves a field out, which no browser would do.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(it, _)| it != name);
        self
    }

    /// Sends it to another address, as a script would.
    #[must_use]
    pub fn act(mut self, address: &str) -> Self {
        address.clone_into(&mut self.action);
        self
    }

    /// Adds a field that the page does not have, as a script would.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Has it a field of that name?
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|it| it == name)
    }

    /// What a field holds now.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Where the form, or one of its buttons, goes or what it says when its address or value contains `verb`: the form with that
    /// button pressed.
    pub(crate) fn press(&self, verb: &str) -> Option<Self> {
        let mut form = self.clone();
        let says = |button: &&Button| {
            button.name.contains(verb)
                || button.value.contains(verb)
                || button.action.as_ref().is_some_and(|it| it.contains(verb))
        };
        if let Some(button) = self.buttons.iter().find(says) {
            form.fields.push((button.name.clone(), button.value.clone()));
            form.action = button.action.clone().unwrap_or(form.action);
            return Some(form);
        }
        form.action.contains(verb).then_some(form)
    }

    /// Does it say, in its address or in a field, whom or what it is about?
    pub(crate) fn is_about(&self, whom: &str) -> bool {
        self.action.contains(whom) || self.fields.iter().any(|(_, value)| value == whom)
    }

    pub(crate) fn fill(self, request: RequestBuilder) -> RequestBuilder {
        if self.method == Method::GET {
            return request.query(&self.fields);
        }
        if !self.multipart {
            return request.form(&self.fields);
        }
        let with_fields = self
            .fields
            .into_iter()
            .fold(multipart::Form::new(), |form, (name, value)| form.text(name, value));
        // an empty file field is sent as a file without a name
        let nothing =
            || Part::bytes(Vec::new()).file_name("").mime_str("application/octet-stream").expect("a type");
        let whole = self.files.into_iter().fold(with_fields, |form, name| form.part(name, nothing()));
        request.multipart(whole)
    }

    /// Reads a `<form>` of the page at `path`.
    pub(crate) fn read(form: ElementRef<'_>, path: &str) -> Self {
        let attribute = |name| form.value().attr(name).unwrap_or_default();
        let mut read = Self {
            method: if attribute("method").eq_ignore_ascii_case("post") { Method::POST } else { Method::GET },
            action: if attribute("action").is_empty() {
                path.to_owned()
            } else {
                attribute("action").to_owned()
            },
            fields: Vec::new(),
            names: Vec::new(),
            files: Vec::new(),
            buttons: Vec::new(),
            multipart: attribute("enctype").eq_ignore_ascii_case("multipart/form-data"),
        };
        let controls = Selector::parse("input, textarea, select, button").expect("a selector");
        form.select(&controls).filter(|it| it.attr("disabled").is_none()).for_each(|it| read.take(it));
        read
    }

    fn take(&mut self, control: ElementRef<'_>) {
        let name = control.attr("name").unwrap_or_default().to_owned();
        let value = control.attr("value").unwrap_or_default().to_owned();
        let kind = control.attr("type").unwrap_or_default();
        let held = match (control.value().name(), kind) {
            ("button", "" | "submit") | ("input", "submit") => {
                let action = control.attr("formaction").map(str::to_owned);
                self.buttons.push(Button { name, value, action });
                return;
            }
            ("button", _) | ("input", "button" | "reset" | "image") => return,
            ("input", "file") => {
                self.files.push(name);
                return;
            }
            ("input", "checkbox") => {
                control.attr("checked").map(|_| if value.is_empty() { "on".to_owned() } else { value })
            }
            ("input", "radio") => control.attr("checked").map(|_| value),
            // the first line break of a textarea belongs to the markup; a browser sends CRLF
            ("textarea", _) => Some(control.text().collect::<String>().replace('\n', "\r\n")),
            ("select", _) => chosen(control),
            _ => Some(value),
        };
        if name.is_empty() {
            return;
        }
        self.names.push(name.clone());
        self.fields.extend(held.map(|value| (name, value)));
    }
}

/// The option of a `<select>` that is chosen, or else the first.
fn chosen(select: ElementRef<'_>) -> Option<String> {
    let options = Selector::parse("option").expect("a selector");
    let of = |it: ElementRef<'_>| it.attr("value").map_or_else(|| it.text().collect(), str::to_owned);
    let mut all = select.select(&options);
    select.select(&options).find(|it| it.attr("selected").is_some()).or_else(|| all.next()).map(of)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    const PAGE: &str = r#"<form action="/publish" method="post"><input type="hidden" name="csrf" value="t">
        <textarea name="body">
draft</textarea><input type="radio" name="audience" value="contacts" checked><input type="radio" name="audience" value="everyone">
        <input type="checkbox" name="keep" value="1"><select name="language"><option value="en">English</option>
        <option value="fr" selected>Français</option></select><input name="off" disabled>
        <button name="act" value="accept" formaction="/elsewhere">Yes</button></form>"#;

    fn form() -> Form {
        let document = Html::parse_document(PAGE);
        let selector = Selector::parse("form").expect("a selector");
        Form::read(document.select(&selector).next().expect("a form"), "/feed")
    }

    #[test]
    fn what_the_page_holds_is_sent_back() {
        let form = form();
        assert_eq!((form.method.as_str(), form.action.as_str()), ("POST", "/publish"));
        let held = |name| form.value(name);
        assert_eq!(
            [held("csrf"), held("body"), held("audience"), held("keep")],
            [Some("t"), Some("draft"), Some("contacts"), None]
        );
        assert_eq!([held("language"), held("off"), held("act")], [Some("fr"), None, None]);
    }

    #[test]
    fn a_choice_replaces_the_other() {
        let form = form().set("audience", "everyone").set("keep", "1");
        assert_eq!((form.value("audience"), form.value("keep")), (Some("everyone"), Some("1")));
        assert_eq!(form.fields.iter().filter(|(name, _)| name == "audience").count(), 1);
    }

    #[test]
    fn a_button_that_is_pressed_says_what_and_where() {
        let pressed = form().press("accept").expect("the button");
        assert_eq!((pressed.action.as_str(), pressed.value("act")), ("/elsewhere", Some("accept")));
        assert!(form().press("refuse").is_none());
    }
}
