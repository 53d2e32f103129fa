//! Every notice in every language: whole, and with the address where to look.

use ui::Language;
use ui::mails::Sender;
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
fn a_reason_is_quoted() {
    let sender = Sender { language: Language::English, pod: "Cantine", origin: "http://cantine.example" };
    let tiding = Tiding::PodTurned { now: Now::Suspended, reason: "One.\nTwo.".to_owned() };
    let text = tiding.write(&sender);
    assert!(text.contains("\n> One.\n> Two.\nhttp://cantine.example/\n"), "{text}");
}
