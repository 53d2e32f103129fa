//! Every notice in every language: whole, and with the address where to look.

use ui::Language;
use ui::mails::{Limit, Sender};
use ui::samples;
use ui::tidings::{Now, Tiding};

#[test]
fn every_notice_is_whole_in_every_language() {
    for language in Language::ALL {
        let sender = Sender { language, pod: "La\nCantine", origin: "http://cantine.localhost:8080" };
        for tiding in Tiding::samples(samples::NOW) {
            let text = tiding.write(&sender);
            assert!(!text.contains('⟦') && !text.contains("{ $"), "{tiding:?}: {text}");
            assert!(text.contains("La Cantine"), "{text}");
            assert_eq!(text.matches(sender.origin).count(), 1, "{text}");
        }
    }
}

#[test]
fn each_limit_is_told_by_its_name_with_the_step_and_the_page_of_all() {
    for (limit, english, french) in [
        (Limit::Members, "80 % of the places are taken", "80 % des places sont prises"),
        (
            Limit::Storage,
            "80 % of the room for media is used",
            "80 % de l’espace pour les médias est utilisé",
        ),
        (Limit::Sessions, "80 % of the sessions are in use", "80 % des sessions sont utilisées"),
        (Limit::Signups, "80 % of today’s sign-ups are used up", "80 % des inscriptions du jour sont prises"),
    ] {
        for (language, words) in [(Language::English, english), (Language::French, french)] {
            let sender = Sender { language, pod: "Cantine", origin: "http://cantine.example" };
            let text = Tiding::LimitNear { limit, percent: 80 }.write(&sender);
            // blanks between a number and its sign do not break
            let first = text.lines().next().unwrap_or_default().replace('\u{a0}', " ");
            assert!(first.starts_with("Cantine") && first.ends_with(words), "{text}");
            assert!(text.contains("\nhttp://cantine.example/operate/quotas\n"), "{text}");
        }
    }
}

#[test]
fn a_reason_is_quoted() {
    let sender = Sender { language: Language::English, pod: "Cantine", origin: "http://cantine.example" };
    let tiding = Tiding::PodTurned { now: Now::Suspended, reason: "One.\nTwo.".to_owned() };
    let text = tiding.write(&sender);
    assert!(text.contains("\n> One.\n> Two.\nhttp://cantine.example/\n"), "{text}");
}
