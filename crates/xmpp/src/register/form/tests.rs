//! What is read of a form, and what is sent back.

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
    for data in [String::new(), format!("<data xmlns='urn:xmpp:bob' cid='a' type='image/png'>{large}</data>")]
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

const WAV: &str = "<data xmlns='urn:xmpp:bob' cid='sha1+01@bob.xmpp.org' type='audio/x-wav'>UklGRiQAAABXQVZFZm10IA==</data>";

fn heard(name: &str, inside: &str) -> String {
    format!(
        "<field var='{name}' type='text-single'>{inside}<media xmlns='urn:xmpp:media-element'>
         <uri type='audio/x-wav'>https://a.test/1.wav</uri>
         <uri type='audio/ogg; codecs=speex'> cid:sha1+01@bob.xmpp.org </uri></media></field>"
    )
}

#[test]
fn a_riddle_with_a_sound_is_one_where_the_sound_came_along() {
    let form = asking(&heard("speech_q", "<required/>"), WAV);
    let [riddle] = &form.fields[..] else { panic!("{:?}", form.fields) };
    assert!(form.can_be_filled() && form.has_riddle() && riddle.required);
    assert_eq!(riddle.sound.as_ref().map(|sound| (sound.mime, sound.bytes.len())), Some(("audio/wav", 16)));
    let form = asking(&heard("ocr", ""), WAV);
    assert!(form.fields[0].sound.is_some(), "a picture may be read out, too");
    let not_one = WAV.replace("UklG", "PGh0");
    for data in ["", not_one.as_str()] {
        let form = asking(&heard("speech_q", "<required/>"), data);
        assert!(form.fields.is_empty() && !form.can_be_filled());
        let form = asking(&(heard("speech_q", "") + "<field var='qa'/>"), data);
        assert!(form.fields.len() == 1 && form.can_be_filled());
    }
}

/// How many are enough, and which are required, of three riddles.
fn choice(answers: &str, of_qa: &str) -> (Option<usize>, Vec<bool>) {
    let more = format!("<field var='qa'>{of_qa}</field><field var='picture_q'/>{answers}");
    let form = asking(&(heard("speech_q", "") + &more), WAV);
    (form.enough, form.fields.iter().map(|field| field.required).collect())
}

#[test]
fn of_several_riddles_as_many_are_enough_as_the_server_says() {
    let answers = |count| format!("<field var='answers' type='hidden'><value>{count}</value></field>");
    let none = vec![false; 3];
    assert_eq!(choice("", ""), (Some(1), none.clone()));
    assert_eq!(choice("", "<required/>"), (None, vec![false, true, false]));
    assert_eq!(choice(&answers(2), ""), (Some(2), none.clone()));
    assert_eq!(choice(&answers(2), "<required/>"), (Some(1), vec![false, true, false]));
    assert_eq!(choice(&answers(3), ""), (None, vec![true; 3]));
    assert_eq!(choice(&answers(999), ""), (None, vec![true; 3]));
    let named = "<field var='username'><required/></field><field var='password'><required/></field>";
    let form = |count| {
        let fields = format!("{named}<field var='qa'/><field var='picture_q'/>{}", answers(count));
        self::form(&format!("<x xmlns='jabber:x:data' type='form'>{fields}</x>"))
    };
    assert_eq!(form(3).enough, Some(1), "name and password are counted");
    assert_eq!(form(1).enough, Some(1), "or they are not");
    // as in XEP-0158 §4
    let form = asking("<field var='ocr'/><field var='SHA-256'/>", "");
    assert_eq!((form.enough, form.fields[0].required), (None, true));
}

#[test]
fn riddles_that_nobody_answered_are_left_out() {
    let form = asking(&(heard("speech_q", "") + "<field var='qa'/><field var='nick'/>"), WAV);
    let sent = sent(&form, &[("speech_q", ""), ("qa", "red"), ("nick", "")]);
    assert!(sent.contains(">red<") && sent.contains("nick") && !sent.contains("speech_q"), "{sent}");
}

#[test]
fn much_computing_or_a_page_alone_cannot_be_filled() {
    let computing = asking("<field var='SHA-256' type='text-single'><required/></field>", "");
    let page =
        form("<instructions>Go there</instructions><x xmlns='jabber:x:oob'><url>https://a.test/</url></x>");
    assert!(matches!(computing.filled("a", "b", &[]), Err(RegisterError::Unsupported { .. })));
    let choice = asking("<field var='SHA-256'/><field var='speech_q'/><field var='qa' label='2 + 2?'/>", "");
    assert_eq!((choice.fields.len(), choice.fields[0].label.as_str()), (1, "2 + 2?"));
    assert!(sent(&choice, &[("qa", "4")]).contains("<value>4</value>"));
    let Err(RegisterError::Unsupported { page, .. }) = page.filled("a", "b", &[]) else { panic!("filled") };
    assert_eq!(page.as_deref(), Some("https://a.test/"));
}

#[test]
fn a_form_that_wants_more_riddles_solved_than_are_shown_cannot_be_filled() {
    for hidden in ["<field var='video_q'/>", "<field var='SHA-256'/>", "<field var='speech_q'/>"] {
        assert!(!asking(hidden, "").can_be_filled(), "{hidden}");
        for beside in ["<field var='qa'/>", "<field var='qa'><required/></field>"] {
            assert!(asking(&format!("{hidden}{beside}"), "").can_be_filled(), "{hidden}{beside}");
        }
    }
    let answers = |count: usize| format!("<field var='answers' type='hidden'><value>{count}</value></field>");
    let named = "<field var='username'><required/></field><field var='password'><required/></field>";
    let unnamed = named.replace("<required/>", "");
    let unnamed = unnamed.as_str();
    for (name, count, can) in [(named, 3, true), (named, 4, false), (unnamed, 3, true), (unnamed, 4, false)] {
        let fields = format!("{name}<field var='qa'/><field var='video_q'/>{}", answers(count));
        let form = form(&format!("<x xmlns='jabber:x:data' type='form'>{fields}</x>"));
        assert_eq!(form.can_be_filled(), can, "{fields}");
    }
    assert!(asking("<field var='nick'/>", "").can_be_filled(), "without any riddle nothing lacks");
}

#[test]
fn nonsense_is_read_as_little() {
    let two_types = "<field var='FORM_TYPE' type='hidden'><value>a</value></field>".repeat(2);
    let broken = form(&format!("<username/><password/><x xmlns='jabber:x:data' type='form'>{two_types}</x>"));
    assert!(broken.complete && broken.data.is_none());
    assert_eq!(form(""), Form::default());
    assert_eq!(form(&"<email/>".repeat(500)).fields.len(), FIELDS_MAX);
    assert_eq!(Form::read(&"<query xmlns='x'/>".parse().unwrap()), None);
}
