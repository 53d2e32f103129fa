//! What the pod's XMPP server asks of newcomers, as the page shows it.

use super::Typed;
use crate::{
    fault::{Answer, Fault},
    headers, pictures,
};
use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
    web,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pool::forms::{self, Kind, Sound};
use ui::{
    Errors, Problem,
    components::{AskedField, AskedKind},
    pages::RegisterPage,
};

/// The fields of a form, and before the riddles that one may choose from how many are enough.
pub(super) async fn fields(form: &forms::Form, typed: &Typed) -> Result<Vec<AskedField>, Fault> {
    let mut enough = form.enough;
    let mut fields = Vec::new();
    for field in &form.fields {
        if field.riddle
            && !field.required
            && let Some(enough) = enough.take()
        {
            fields.push(AskedField { kind: AskedKind::Enough(enough), ..AskedField::default() });
        }
        fields.push(shown(field.clone(), typed).await?);
    }
    Ok(fields)
}

/// The answer with a page: browsers play what is to be heard on it.
pub(in crate::routes) fn heard(mut answer: HttpResponse, page: &RegisterPage) -> Answer {
    if page.asked.iter().any(|field| field.sound.is_some()) {
        let policy = HeaderValue::from_str(&headers::with_sounds());
        let policy = policy.map_err(|error| Fault::Internal(error.to_string()))?;
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(answer)
}

/// What is wrong with the answer to a riddle stands beside it.
pub(super) fn to_riddle(errors: Errors, fields: &[forms::Field]) -> Errors {
    let riddle = fields.iter().find(|field| field.riddle).map(|field| AskedField::input(&field.name));
    let mut all = Errors::none();
    for (field, problem) in errors.iter() {
        let of_riddle = matches!(problem, Problem::WrongAnswer | Problem::RiddleGone);
        let field = riddle.as_deref().filter(|_| of_riddle).unwrap_or(field);
        all.push(field, problem.clone());
    }
    all
}

async fn shown(field: forms::Field, typed: &Typed) -> Result<AskedField, Fault> {
    let before = typed.fields.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value.clone());
    // a box that is not ticked is not sent
    let before =
        before.or_else(|| (!typed.fields.is_empty()).then(String::new).filter(|_| field.kind == Kind::Yes));
    // the answer to the last riddle is none to this one
    let value = before.filter(|_| !field.riddle).unwrap_or(field.value);
    let picture = match field.picture {
        Some(bytes) => web::block(move || pictures::inline(&bytes)).await.map_err(|_| pictures::stopped())?,
        None => None,
    };
    let kind = match field.kind {
        Kind::Text => AskedKind::Text,
        Kind::Secret => AskedKind::Secret,
        Kind::Choice => AskedKind::Choice(field.options),
        Kind::Yes => AskedKind::Yes,
        Kind::Words => AskedKind::Words,
    };
    let (name, label, required) = (field.name, field.label, field.required);
    Ok(AskedField { name, kind, label, value, required, picture, sound: field.sound.as_ref().map(inline) })
}

/// A sound, as an address that is the sound itself.
fn inline(sound: &Sound) -> String {
    format!("data:{};base64,{}", sound.mime, STANDARD.encode(&sound.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;
    use ui::Page;

    fn riddle(name: &str) -> forms::Field {
        forms::Field {
            name: name.to_owned(),
            kind: Kind::Text,
            label: String::new(),
            required: false,
            value: String::new(),
            options: Vec::new(),
            riddle: true,
            picture: None,
            sound: Some(Sound { mime: "audio/wav".to_owned(), bytes: b"RIFF".to_vec() }),
        }
    }

    #[tokio::test]
    async fn how_many_riddles_are_enough_stands_before_the_first_and_each_has_its_sound() {
        let words = forms::Field { kind: Kind::Words, riddle: false, sound: None, ..riddle("") };
        let form = forms::Form {
            fields: vec![words, riddle("speech_q"), riddle("speech_recog")],
            enough: Some(1),
            ..forms::Form::default()
        };
        let fields = fields(&form, &Typed::default()).await.unwrap();
        let kinds: Vec<_> = fields.iter().map(|field| field.kind.clone()).collect();
        assert_eq!(kinds, [AskedKind::Words, AskedKind::Enough(1), AskedKind::Text, AskedKind::Text]);
        assert_eq!(fields[2].sound.as_deref(), Some("data:audio/wav;base64,UklGRg=="));
    }

    #[test]
    fn sounds_are_played_where_there_are_any_and_nowhere_else() {
        let pages = RegisterPage::samples(OffsetDateTime::UNIX_EPOCH);
        let played = |page: &RegisterPage| {
            let answer = heard(HttpResponse::Ok().finish(), page).unwrap();
            let policy = answer.headers().get(header::CONTENT_SECURITY_POLICY);
            policy.is_some_and(|policy| policy.to_str().unwrap().ends_with("; media-src data:"))
        };
        let with: Vec<_> = pages.iter().filter(|page| played(page)).collect();
        assert!(!with.is_empty() && with.len() < pages.len());
        assert!(with.iter().all(|page| page.asked.iter().any(|field| field.sound.is_some())));
    }
}
