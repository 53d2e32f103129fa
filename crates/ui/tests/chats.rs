//! What the script and the handlers rely on in the pages of chats.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop where its page is not as it should be"
)]

use scraper::{ElementRef, Html, Selector};
use ui::context::Context;
use ui::pages::{ChatPage, ChatsPage};
use ui::{Because, Chat, Earlier, Language, MessageState, Page, Refusal, fragments, samples};

fn page(change: impl FnOnce(&mut ChatPage)) -> Html {
    let assets = samples::assets();
    let ctx = samples::member(Language::English, &assets);
    let mut page = ChatPage::samples(ctx.now).into_iter().next().unwrap();
    change(&mut page);
    Html::parse_document(&page.render(&ctx).into_string())
}

fn all<'a>(page: &'a Html, what: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(what).expect(what)).collect()
}

fn with_context<T>(act: impl FnOnce(&Context<'_>) -> T) -> T {
    let assets = samples::assets();
    act(&samples::member(Language::English, &assets))
}

#[test]
fn a_message_on_the_page_and_as_a_fragment_are_one() {
    with_context(|ctx| {
        let page = ChatPage::samples(ctx.now).into_iter().next().unwrap();
        let html = page.render(ctx).into_string();
        for message in &page.messages {
            let fragment = fragments::message(ctx, message, "Bob Le Guen").into_string();
            assert!(html.contains(&fragment), "{fragment}");
        }
    });
}

#[test]
fn messages_carry_their_list_their_place_and_their_origin() {
    let page = page(|_| {});
    let list = all(&page, "ol[data-live=messages]")[0];
    for message in all(&page, "ol.messages > li.message") {
        assert_eq!(message.attr("data-for"), list.attr("data-live-for"));
        assert!(message.attr("data-position").unwrap().parse::<i64>().is_ok());
        assert_eq!(message.attr("data-state").is_some(), message.attr("data-origin").is_some());
    }
    assert_eq!(all(&page, "ol.messages > li.day").len(), 2);
    assert_eq!(all(&page, "li.unread + li.message").len(), 1);
}

#[test]
fn an_older_page_takes_nothing_new() {
    let page = page(|page| {
        page.past = true;
        page.list.past = true;
    });
    assert!(all(&page, "[data-live=messages], [data-live=chats]").is_empty());
    assert_eq!(all(&page, "a[href='/chat/bob@cantine.localhost']:not(.chat-row)").len(), 1);
}

#[test]
fn only_what_did_not_arrive_can_be_sent_again() {
    with_context(|ctx| {
        let mut message = samples::messages(ctx.now).into_iter().find(|one| !one.incoming).unwrap();
        let mut acts = |state: MessageState| {
            message.state = Some(state);
            let html = Html::parse_fragment(&fragments::message(ctx, &message, "Bob").into_string());
            let has = |act: &str| {
                all(&html, &format!("form[action$='/{act}'] input[name=message][value='{}']", message.id))
                    .len()
            };
            (has("again"), has("discard"))
        };
        assert_eq!(acts(MessageState::Unsure), (1, 1));
        assert_eq!(
            acts(MessageState::Refused(Refusal { because: Because::Other, said: String::new() })),
            (1, 1)
        );
        assert_eq!(acts(MessageState::Waiting), (0, 1));
        for state in
            [MessageState::Sending, MessageState::Sent, MessageState::Received, MessageState::Displayed]
        {
            assert_eq!(acts(state), (0, 0));
        }
    });
}

#[test]
fn what_is_encrypted_is_said_and_not_shown() {
    with_context(|ctx| {
        let mut message = samples::messages(ctx.now).into_iter().find(|one| one.incoming).unwrap();
        message.encrypted = true;
        let html = fragments::message(ctx, &message, "Bob").into_string();
        assert!(html.contains("encrypted") && !html.contains("workshop"));
        let chat = Chat { person: samples::person("bob", "Bob"), last: Some(message), unread: 0 };
        let row = fragments::chat_row(ctx, &chat).into_string();
        assert!(row.contains("Encrypted") && !row.contains("workshop") && !row.contains("count-badge"));
    });
}

#[test]
fn a_chat_says_where_it_begins() {
    let begins = |earlier: Earlier| all(&page(|page| page.earlier = earlier), ".chat-beginning").len();
    assert_eq!(begins(Earlier::Beginning), 1);
    assert_eq!(begins(Earlier::Before("1".to_owned())), 0);
    let missing = page(|page| page.earlier = Earlier::Missing("a/b".to_owned()));
    assert_eq!(
        all(&missing, "a[data-chat-earlier][rel=prev]")[0].attr("href").unwrap(),
        "/chat/bob@cantine.localhost?before=a%2Fb"
    );
}

#[test]
fn the_list_has_the_open_chat_marked_and_the_fragment_has_not() {
    with_context(|ctx| {
        let list = samples::chats(ctx.now);
        let row = fragments::chat_row(ctx, &list.chats[0]).into_string();
        assert!(!row.contains("aria-current") && row.contains(&list.chats[0].element_id()));
        let page = ChatsPage::samples(ctx.now).into_iter().next().unwrap().render(ctx).into_string();
        assert!(page.contains(&row));
    });
    assert_eq!(all(&page(|_| {}), "a.chat-row[aria-current=page]").len(), 1);
}
