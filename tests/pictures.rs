//! Files that somebody sends as her picture: `/settings/picture`.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use testpod::{Member, TestPod};

/// A PNG of so many pixels, all the same: a few kilobytes that become gigabytes when they are read.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut row = vec![0_u8; 1 + width as usize / 8 + 1];
    row[0] = 0;
    let mut deflate = Deflate::default();
    for _ in 0..height {
        deflate.zeros(row.len() - usize::from(width.is_multiple_of(8)));
    }
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", deflate.finish()), (b"IEND", Vec::new())] {
        file.extend(u32::try_from(data.len()).expect("a small file").to_be_bytes());
        let chunk = [&kind[..], &data].concat();
        file.extend(&chunk);
        file.extend(crc32(&chunk).to_be_bytes());
    }
    file
}

/// zlib of zeros only: stored would be large, so runs of one byte at distance 1 (RFC 1951 §3.2.6, fixed codes).
#[derive(Default)]
struct Deflate {
    total: u64,
}

impl Deflate {
    fn zeros(&mut self, count: usize) {
        self.total += count as u64;
    }

    fn finish(&self) -> Vec<u8> {
        let (mut out, mut held, mut bits) = (vec![0x78, 0x9c], 0_u32, 0_u32);
        let mut put = |value: u32, count: u32, out: &mut Vec<u8>| {
            held |= value << bits;
            bits += count;
            while bits >= 8 {
                out.push((held & 0xff) as u8);
                held >>= 8;
                bits -= 8;
            }
        };
        // a last block with fixed codes; the literal 0 is 0b00110000, most significant bit first
        put(0b011, 3, &mut out);
        put(0b0000_1100, 8, &mut out);
        let mut left = self.total - 1;
        while left >= 258 {
            // length 258 is code 285: 0b11000101, most significant bit first; distance 1 is code 0
            put(0b1010_0011, 8, &mut out);
            put(0, 5, &mut out);
            left -= 258;
        }
        for _ in 0..left {
            put(0b0000_1100, 8, &mut out);
        }
        put(0, 7, &mut out);
        put(0, 7, &mut out);
        // Adler-32 of zeros: the sum is 1, the sum of sums the count
        let adler = ((self.total % 65_521) << 16) as u32 | 1;
        out.extend(adler.to_be_bytes());
        out
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 },
        )
    };
    !bytes.iter().fold(!0, step)
}

/// Sends a file as her picture: the status and the page.
pub(crate) async fn send(member: &mut Member, file: Vec<u8>, kind: &str, name: &str) -> (u16, String) {
    let token = member.browser.form("/settings", r#"form[action="/settings/picture"]"#).await;
    let token = token.value("csrf").expect("a token").to_owned();
    let part = Part::bytes(file).file_name(name.to_owned()).mime_str(kind).expect("a type");
    let form = Form::new().text("csrf", token).part("picture", part);
    let answer = member.browser.request(Method::POST, "/settings/picture").multipart(form).send().await;
    let answer = answer.expect("an answer");
    (answer.status().as_u16(), answer.text().await.unwrap_or_default())
}

#[tokio::test]
async fn a_picture_is_made_small_and_new() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (status, body) = send(&mut alice, png(640, 480), "image/png", "me.png").await;
    assert_eq!(status, 303, "{body}");
    let page = alice.get("/settings").await.expect(200);
    let faces = page.attributes(r#"img[src^="/media/"]"#, "src");
    let answer = alice.browser.request(Method::GET, &faces[0]).send().await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert!(answer.headers()["content-security-policy"].to_str().expect("text").contains("sandbox"));
    assert!(answer.bytes().await.expect("a file").starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn a_picture_that_a_contact_changes_on_another_pod_is_on_the_page_at_once() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, cantine.sign_up("bob").await);
    testpod::befriend(&mut alice, &mut bob).await;
    let mut elsewhere = lanterne.sign_in(&bob.jid).await;
    let mut events = alice.events().await;
    let mut faces = Vec::new();
    for size in [64, 320] {
        let (status, body) = send(&mut elsewhere, png(size, size), "image/png", "me.png").await;
        assert_eq!(status, 303, "{body}");
        let known = faces.clone();
        events
            .until("his picture", |it| {
                let face = it.data.split("src=\"/media/").nth(1);
                it.name == "contact" && face.is_some_and(|face| !known.iter().any(|it| face.starts_with(it)))
            })
            .await;
        let face = alice.get("/contacts").await.attributes("li.contact img", "src").pop().expect("his face");
        let answer = alice.browser.request(Method::GET, &face).send().await.expect("an answer");
        assert!(answer.bytes().await.expect("a file").starts_with(b"\x89PNG"));
        faces.push(face.trim_start_matches("/media/").to_owned());
    }
    assert_ne!(faces[0], faces[1]);
}

#[tokio::test]
async fn files_that_are_no_picture_or_a_bomb_are_refused_with_a_sentence() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let html = b"GIF89a<script>alert(1)</script>".to_vec();
    let broken = png(64, 64)[..60].to_vec();
    let files = [
        ("svg", svg, "image/svg+xml", "me.svg"),
        ("a page that says it is a GIF", html, "image/gif", "me.gif"),
        ("broken off", broken, "image/png", "me.png"),
        ("nothing", Vec::new(), "image/png", "me.png"),
        ("100 megapixels", png(10_000, 10_000), "image/png", "me.png"),
        ("67 megapixels", png(8_192, 8_192), "image/png", "me.png"),
        ("a narrow tower", png(1, 60_000), "image/png", "me.png"),
        ("one long line", png(60_000, 1), "image/png", "me.png"),
        ("six megabytes", vec![0; 6_000_000], "image/png", "me.png"),
        ("a script", b"#!/bin/sh\n".to_vec(), "text/x-shellscript", "../../etc/passwd"),
    ];
    for (what, file, kind, name) in files {
        let (status, body) = send(&mut alice, file, kind, name).await;
        assert_eq!(status, 422, "{what}: {body}");
        assert!(body.contains(r#"role="alert""#), "{what}");
    }
    assert!(alice.get("/settings").await.expect(200).attributes(r#"img[src^="/media/"]"#, "src").is_empty());
}

#[tokio::test]
async fn what_follows_a_picture_in_its_file_is_not_kept() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let polyglot = [png(64, 64), b"<script>alert(1)</script>".to_vec()].concat();
    let (status, body) = send(&mut alice, polyglot, "text/html", "me.html").await;
    assert!(matches!(status, 303 | 422), "{body}");
    for face in alice.get("/settings").await.attributes(r#"img[src^="/media/"]"#, "src") {
        let answer = alice.browser.request(Method::GET, &face).send().await.expect("an answer");
        assert_eq!(answer.headers()["content-type"], "image/png");
        assert!(!String::from_utf8_lossy(&answer.bytes().await.expect("a file")).contains("<script"));
    }
}

#[tokio::test]
async fn a_picture_from_a_forged_form_is_refused() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let token = alice.browser.form("/settings", r#"form[action="/settings/picture"]"#).await;
    let token = token.value("csrf").expect("a token").to_owned();
    let form = |token: &str| Form::new().text("csrf", token.to_owned()).text("remove", "1");
    for (token, origin) in [("", None), ("guessed", None), (token.as_str(), Some("https://evil.example"))] {
        let request = alice.browser.request(Method::POST, "/settings/picture").multipart(form(token));
        let request = origin.into_iter().fold(request, |request, origin| request.header("origin", origin));
        assert_eq!(request.send().await.expect("an answer").status(), 403);
    }
}

#[tokio::test]
async fn many_large_pictures_at_once_do_not_take_the_program_down() {
    let pod = TestPod::new("cantine").await;
    let alice = pod.sign_up("alice").await;
    let file = png(1_500, 1_500);
    let mut copies = vec![alice; 8];
    let answers = futures::future::join_all(
        copies.iter_mut().map(|alice| send(alice, file.clone(), "image/png", "me.png")),
    )
    .await;
    assert!(
        answers.iter().all(|(status, _)| matches!(status, 303 | 422)),
        "{:?}",
        answers.iter().map(|it| it.0).collect::<Vec<_>>()
    );
    copies[0].get("/feed").await.expect(200);
}
