//! Every mail in every language: whole, and the same as text and as HTML.

use scraper::{Html, Selector};
use ui::Language;
use ui::mails::{Mail, Sender};
use ui::samples;

#[test]
fn every_mail_is_whole_in_every_language() {
    for language in Language::ALL {
        let sender = Sender { language, pod: "La\nCantine <b>", origin: "http://cantine.localhost:8080" };
        for mail in Mail::samples(samples::NOW) {
            let letter = mail.write(&sender);
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains('⟦') && !part.contains("{ $"), "{mail:?}: {part}");
            }
            assert!(!letter.subject.contains(['\n', '\r']) && letter.subject.contains("La Cantine"));
            let page = Html::parse_document(&letter.html);
            assert_eq!(page.root_element().attr("lang"), Some(language.tag()));
            assert!(
                page.select(&Selector::parse("b, script, img").unwrap()).next().is_none(),
                "{}",
                letter.html
            );
            for link in page.select(&Selector::parse("a").unwrap()) {
                let address = link.attr("href").unwrap();
                // a pod that closes says where it goes
                let leads = address.starts_with(sender.origin) || address == "https://elsewhere.example/";
                assert!(leads && letter.text.contains(address), "{address}");
            }
        }
    }
}

#[test]
fn who_is_refused_reads_what_the_operators_wrote_as_a_quotation() {
    let sender = Sender { language: Language::English, pod: "Cantine", origin: "http://cantine.example" };
    let letter = Mail::RequestRefused { reason: "One.\n<i>Two.</i>".to_owned(), unanswered: false };
    let letter = letter.write(&sender);
    assert!(letter.text.contains("> One.\n> <i>Two.</i>\n"), "{}", letter.text);
    assert!(letter.html.contains("&lt;i&gt;Two.&lt;/i&gt;"), "{}", letter.html);
}
