//! The examples of XEP-0393, and what hostile texts try.

use super::*;
use std::fmt::Write as _;

/// What is shown, without the marks around the signs.
fn shown(text: &str) -> String {
    let html = render(text).into_string();
    html.replace("<span class=\"sign\" aria-hidden=\"true\">", "").replace("</span>", "")
}

fn line(text: &str) -> String {
    let html = shown(text);
    html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(&html).to_owned()
}

#[test]
fn spans_are_styled_as_the_extension_says() {
    let cases = [
        ("plain span", "plain span"),
        ("*strong span*", "<strong>*strong span*</strong>"),
        ("plain _emphasis_ plain", "plain <em>_emphasis_</em> plain"),
        ("`pre` plain *strong*", "<code>`pre`</code> plain <strong>*strong*</strong>"),
        ("*strong*plain*", "<strong>*strong*</strong>plain*"),
        ("* plain *strong*", "* plain <strong>*strong*</strong>"),
        ("Two spans, both *alike in dignity*", "Two spans, both <strong>*alike in dignity*</strong>"),
        ("Everyone ~dis~likes cake.", "Everyone <s>~dis~</s>likes cake."),
        ("This is `monospace`", "This is <code>`monospace`</code>"),
        ("This is `*monospace*`", "This is <code>`*monospace*`</code>"),
        ("This is *`monospace and bold`*", "This is <strong>*<code>`monospace and bold`</code>*</strong>"),
        ("_*~all~*_ of it", "<em>_<strong>*<s>~all~</s>*</strong>_</em> of it"),
        ("*a _b* c_", "<strong>*a _b*</strong> c_"),
        ("*été*", "<strong>*été*</strong>"),
    ];
    for (text, expected) in cases {
        assert_eq!(line(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_span_stays_as_it_is() {
    for text in [
        "not strong*",
        "*not strong",
        "*not *strong",
        "**",
        "***",
        "****",
        "* a*",
        "*a *",
        "a*b*c",
        "snake_case_name",
        "5*3*2",
        "_",
        "",
    ] {
        assert_eq!(line(text), text, "{text}");
    }
    assert_eq!(shown("*not \n strong*"), "<p>*not <br> strong*</p>");
}

#[test]
fn a_plain_block_is_a_line() {
    let text = "There are three blocks in this body, one per line,\nbut there is no *formatting\nas spans* may not escape blocks.";
    assert_eq!(shown(text), format!("<p>{}</p>", text.replace('\n', "<br>")));
    assert_eq!(shown("a\n\nb\r\nc"), "<p>a</p><p>b<br>c</p>");
}

#[test]
fn preformatted_text_is_kept() {
    assert_eq!(
        shown("```ignored\n(println \"*Hello*\")\n```\n\nThis is plain ⤴"),
        "<pre><code>(println &quot;*Hello*&quot;)</code></pre><p>This is plain ⤴</p>"
    );
    assert_eq!(
        shown("> ```\n> (println \"Hello, world!\")\n\nThe rest is plain!"),
        "<blockquote><pre><code>(println &quot;Hello, world!&quot;)</code></pre></blockquote><p>The rest is plain!</p>"
    );
    assert_eq!(shown("```\n a\n\n b"), "<pre><code> a\n\n b</code></pre>");
    assert_eq!(shown("```\na\n``` \n```\nb"), "<pre><code>a\n``` </code></pre><p>b</p>");
}

#[test]
fn quotes_are_quotes() {
    assert_eq!(
        shown("> That that is, is.\n\nSaid the old hermit of Prague."),
        "<blockquote><p>That that is, is.</p></blockquote><p>Said the old hermit of Prague.</p>"
    );
    assert_eq!(
        shown(">> That that is, is.\n> Said the old hermit of Prague.\n\nWho?"),
        "<blockquote><blockquote><p>That that is, is.</p></blockquote><p>Said the old hermit of Prague.</p></blockquote><p>Who?</p>"
    );
    assert_eq!(shown("a > b"), "<p>a &gt; b</p>");
}

#[test]
fn addresses_become_links() {
    let link = |address: &str| {
        format!("<a href=\"{address}\" rel=\"nofollow noopener noreferrer ugc\">{address}</a>")
    };
    let cases = [
        ("see https://a.example/b_c(d)?e=f, or", format!("see {}, or", link("https://a.example/b_c(d)?e=f"))),
        ("(http://b.example).", format!("({}).", link("http://b.example"))),
        ("xmpp:cook@cantine.example?join!", format!("{}!", link("xmpp:cook@cantine.example?join"))),
        ("mailto:a@b.example", link("mailto:a@b.example")),
        ("*https://a.example/*", format!("<strong>*{}*</strong>", link("https://a.example/"))),
        ("`https://a.example`", "<code>`https://a.example`</code>".to_owned()),
        ("https://a.example/~a/_b_", link("https://a.example/~a/_b").clone() + "_"),
        ("HTTPS://A.example", link("HTTPS://A.example")),
        ("https://[::1]:8080/", link("https://[::1]:8080/")),
    ];
    for (text, expected) in cases {
        assert_eq!(line(text), expected, "{text}");
    }
}

#[test]
fn what_leads_nowhere_is_no_link() {
    for text in [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "http:",
        "xhttp://a.example",
        "mailto:nobody",
        "xmpp:is great",
        "file:///etc/passwd",
        "note: a:b",
    ] {
        assert_eq!(line(text), text, "{text}");
    }
}

#[test]
fn nothing_becomes_html() {
    for text in [
        "<script>alert(1)</script>",
        "https://a.example/\"onclick=alert(1)",
        "*<b onclick=x>*",
        "> <img src=x>",
        "```\n</code></pre><script>",
        "`<i>`",
        "&lt;",
    ] {
        let html = render(text).into_string();
        let fragment = scraper::Html::parse_fragment(&html);
        for element in fragment.root_element().descendent_elements().skip(1) {
            let element = element.value();
            assert!(
                ["p", "pre", "code", "blockquote", "strong", "em", "s", "a", "br", "span"]
                    .contains(&element.name()),
                "{html}"
            );
            assert!(
                element.attrs().all(|(name, _)| ["href", "rel", "class", "aria-hidden"].contains(&name)),
                "{html}"
            );
        }
        let said: String = fragment.root_element().text().collect();
        assert!(text.ends_with(said.trim_start_matches('\n')), "{html}");
    }
}

#[test]
fn a_link_cannot_turn_the_text_around() {
    assert!(shown("https://a.example/\u{202e}gpj.exe").contains("href=\"https://a.example/\""));
}

#[test]
fn hostile_texts_stay_small_and_shallow() {
    let mut texts: Vec<String> = [
        "*a ",
        "*a _b ~c `d ",
        "*_~`",
        "http://a.b/ ",
        "mailto:",
        "https://((",
        "https://a.b)",
        "* ",
        "**",
        "_*",
        "`a*",
        "a:",
        ">",
        "> ",
        ">\n",
        "```\n",
        "é*é ",
    ]
    .iter()
    .map(|piece| piece.repeat(100_000 / piece.len()))
    .collect();
    let mut stairs = String::new();
    (0..400).for_each(|depth| writeln!(stairs, "{} x", ">".repeat(depth)).unwrap());
    texts.push(stairs);
    for text in texts {
        let start = std::time::Instant::now();
        let html = render(&text).into_string();
        assert!(html.len() < 12 * text.len(), "{} became {}", &text[..8], html.len());
        assert!(html.matches("<blockquote>").count() <= 100_000 / 2);
        assert!(deepest(&html) <= blocks::DEEPEST + 6, "{}", &text[..8]);
        assert!(start.elapsed().as_millis() < 2_000, "{} took {:?}", &text[..8], start.elapsed());
    }
}

/// How deep elements nest.
fn deepest(html: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            depth -= 1;
        } else if !tag.starts_with("br") {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}

#[test]
fn a_preview_is_one_line_without_the_quote() {
    assert_eq!(plain("> who?\n\nme,\n of course"), "me, of course");
    assert_eq!(plain("> who?"), "> who?");
    assert_eq!(plain("```\nx = 1\n```"), "x = 1");
}
