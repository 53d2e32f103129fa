//! A field that the pod or its XMPP server asks a newcomer to fill in, in the server's own words.

use crate::components::{Field, Kind, field};
use crate::context::Context;
use crate::locales::t;
use crate::problems::Errors;
use crate::url::Segment;
use maud::{Markup, html};

/// A field that is asked for besides name and password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedField {
    /// What the server calls it.
    pub name: String,
    /// How it is filled.
    pub kind: AskedKind,
    /// The server's words for people; where there are none, the pages know some names.
    pub label: String,
    /// What was typed, or what is in it already.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// The address of a picture to look at first.
    pub picture: Option<String>,
    /// The address of a sound to listen to first.
    pub sound: Option<String>,
}

/// How a field is filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AskedKind {
    /// With a text.
    #[default]
    Text,
    /// With a text that nobody else is to see, and that never comes back.
    Secret,
    /// With one of these values, each with its label.
    Choice(Vec<(String, String)>),
    /// With yes or nothing.
    Yes,
    /// Not at all: it is to be read.
    Words,
    /// Not at all: it says how many of the riddles after it are enough.
    Enough(usize),
}

impl AskedField {
    /// The name of the server's field in our form: no other field of ours has such a name, whatever the server calls its own.
    pub fn input(name: &str) -> String {
        format!("x.{}", Segment::write(name))
    }

    /// The server's name of a field of our form; none for a field that is ours.
    pub fn of_input(input: &str) -> Option<String> {
        Segment::parse(input.strip_prefix("x.")?)
    }

    /// The field with its label, its picture or sound, and the first of its errors.
    pub fn render(&self, ctx: &Context<'_>, form: &str, errors: &Errors) -> Markup {
        let name = Self::input(&self.name);
        let id = format!("{form}-{name}");
        match &self.kind {
            AskedKind::Words => html! { p.hint.lines dir="auto" { (self.label) } },
            AskedKind::Enough(n) => html! { p.hint { (t!(ctx, "register-enough", n = *n)) } },
            AskedKind::Yes => self.tick(ctx, &id, &name, errors),
            AskedKind::Choice(options) => self.choice(ctx, (&id, &name), options, errors),
            AskedKind::Text | AskedKind::Secret => {
                let kind = if self.kind == AskedKind::Secret { Kind::Password } else { Kind::Text };
                let (label, required) = (self.words(ctx), self.required);
                let field = Field {
                    form,
                    name: &name,
                    label,
                    value: &self.value,
                    kind,
                    required,
                    ..Field::default()
                };
                html! { (self.look(ctx, &id)) (field.render(ctx, errors)) }
            }
        }
    }

    fn look(&self, ctx: &Context<'_>, id: &str) -> Markup {
        let words = format!("{id}-sound");
        html! {
            @if let Some(picture) = &self.picture { img.riddle src=(picture) alt=(t!(ctx, "register-riddle")); }
            @if let Some(sound) = &self.sound {
                p.hint id=(words) { (t!(ctx, "register-sound")) }
                audio.riddle controls src=(sound) aria-labelledby=(words) {}
            }
        }
    }

    fn tick(&self, ctx: &Context<'_>, id: &str, name: &str, errors: &Errors) -> Markup {
        let (ticked, wrong) = (matches!(self.value.as_str(), "1" | "true"), errors.of(name).is_some());
        html! {
            div.check {
                input id=(id) type="checkbox" name=(name) value="1" checked[ticked] required[self.required]
                    aria-invalid=[wrong.then_some("true")] aria-describedby=[field::described(id, false, wrong)];
                label for=(id) dir="auto" { (self.words(ctx)) }
            }
            (field::error(ctx, id, errors, name))
        }
    }

    fn choice(
        &self,
        ctx: &Context<'_>,
        (id, name): (&str, &str),
        options: &[(String, String)],
        errors: &Errors,
    ) -> Markup {
        let wrong = errors.of(name).is_some();
        html! {
            div.field {
                label for=(id) dir="auto" { (self.words(ctx)) }
                (self.look(ctx, id))
                select id=(id) name=(name) required[self.required] aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[field::described(id, false, wrong)] {
                    option value="" { (t!(ctx, "register-choose")) }
                    @for (value, label) in options { option value=(value) selected[*value == self.value] { (label) } }
                }
                (field::error(ctx, id, errors, name))
            }
        }
    }

    fn words(&self, ctx: &Context<'_>) -> String {
        if !self.label.is_empty() && self.label != self.name {
            return self.label.clone();
        }
        match self.name.as_str() {
            "email" => t!(ctx, "register-email"),
            "reason" => t!(ctx, "register-reason"),
            "invite" => t!(ctx, "register-invite"),
            "nick" => t!(ctx, "register-nick"),
            "name" => t!(ctx, "register-name"),
            "first" => t!(ctx, "register-first"),
            "last" => t!(ctx, "register-last"),
            "phone" => t!(ctx, "register-phone"),
            "audio_recog" => t!(ctx, "register-sound-name"),
            "speech_q" => t!(ctx, "register-sound-answer"),
            "speech_recog" => t!(ctx, "register-sound-words"),
            name => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::samples;

    #[test]
    fn a_sound_has_a_name_and_one_field_for_its_answer() {
        let assets = samples::assets();
        let sound = "data:audio/wav;base64,UklGRg==";
        for language in Language::ALL {
            let ctx = samples::visitor(language, &assets);
            let name = "speech_q".to_owned();
            let field = AskedField { name, sound: Some(sound.to_owned()), ..AskedField::default() };
            let html = field.render(&ctx, "register", &Errors::none()).into_string();
            let words = format!("register-{}-sound", AskedField::input("speech_q"));
            let words = words.as_str();
            for (attribute, value) in [("src", sound), ("id", words), ("aria-labelledby", words)] {
                assert!(html.contains(&format!("{attribute}=\"{value}\"")), "{attribute} in {html}");
            }
            assert_eq!(html.matches("<input").count(), 1, "{html}");
        }
    }

    #[test]
    fn no_name_of_a_server_is_one_of_ours() {
        for name in ["csrf", "password", "ocr", "e mail", "\"><script>", "é", "x.y"] {
            let input = AskedField::input(name);
            assert!(input.starts_with("x.") && !input.contains([' ', '"', '<']), "{input}");
            assert_eq!(AskedField::of_input(&input).as_deref(), Some(name));
        }
        for ours in ["csrf", "username", "x", "x.", "x.a b"] {
            assert_eq!(AskedField::of_input(ours), None, "{ours}");
        }
    }
}
