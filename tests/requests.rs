//! Requests that no browser of a member makes: odd heads, foreign origins, methods, slow and broken bodies.

use reqwest::Method;
use testpod::page::{PUBLISH, SIGN_IN};
use testpod::{Browser, PASSWORD, TestPod, eventually};

/// A request as it is written, with the browser's cookies.
fn get(browser: &Browser, target: &str, hosts: &[&str], more: &str) -> String {
    let hosts: String = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
    format!(
        "GET {target} HTTP/1.1\r\n{hosts}Cookie: {}\r\n{more}Connection: close\r\n\r\n",
        browser.cookies()
    )
}

#[tokio::test]
async fn the_host_is_what_the_request_says_and_nothing_else() {
    let (pod, other) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut alice = pod.sign_up("alice").await;
    alice.post("only in my pod", "contacts").await;
    let (here, there) = (pod.browser().authority().to_owned(), other.browser().authority().to_owned());
    let browser = &alice.browser;
    let is_hers = |answer: &str| answer.contains("only in my pod");
    let (status, answer) = browser.say(get(browser, "/feed", &[&here], "")).await;
    assert!(status == 200 && is_hers(&answer));
    for header in ["X-Forwarded-Host: ", "Forwarded: for=10.0.0.1;host="] {
        let more = format!("{header}{here}\r\n");
        let (status, answer) = browser.say(get(browser, "/feed", &[&there], &more)).await;
        assert!(status != 200 && !is_hers(&answer), "{header} chooses the pod: {answer}");
        let more = format!("{header}{there}\r\n");
        let (status, answer) = browser.say(get(browser, "/feed", &[&here], &more)).await;
        assert!(status == 200 && is_hers(&answer), "{header} chooses the pod: {status}");
    }
    let odd: &[(&str, &[&str])] = &[
        ("/feed", &[&here, &there]),
        ("/feed", &[&there, &here]),
        ("/feed", &[]),
        ("/feed", &[""]),
        ("/feed", &[&format!("admin@{here}")]),
        ("/feed", &[&format!("{here}/x")]),
        ("/feed", &["[::1]:8080"]),
        ("/feed", &[&format!("{here}:80")]),
        (&format!("http://{there}/feed"), &[&here]),
        (&format!("http://{here}/feed"), &[&there]),
        (&format!("http://user:password@{here}/feed"), &[&here]),
        (&format!("//{here}/feed"), &[&there]),
    ];
    for (target, hosts) in odd {
        let (status, answer) = browser.say(get(browser, target, hosts, "")).await;
        assert!((300..500).contains(&status), "{target} {hosts:?}: {status} {answer}");
        assert!(!is_hers(&answer), "{target} {hosts:?}");
    }
    let (status, answer) = browser.say(get(browser, &format!("http://{here}/feed"), &[&here], "")).await;
    assert!(status == 200 && is_hers(&answer), "a proxy's form of the same: {status} {answer}");
}

#[tokio::test]
async fn cookies_that_are_not_ours_are_nothing() {
    let pod = TestPod::new("cantine").await;
    let browser = pod.browser();
    let host = browser.authority();
    let zeros = "0".repeat(64);
    for cookie in [
        "browser=".to_owned(),
        "browser=zz; browser=; visit=%00; notice=%00".to_owned(),
        format!("browser={zeros}; visit={zeros}; notice=published"),
        format!("visit=\u{7f}\u{1}; browser={}", "é".repeat(32)),
        format!("a={}", "x".repeat(12_000)),
        vec!["a=b"; 500].join("; "),
    ] {
        let request =
            format!("GET /feed HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
        let (status, answer) = browser.say(request).await;
        assert!((300..500).contains(&status), "{cookie}: {status} {answer}");
    }
    let huge = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nCookie: a={}\r\nConnection: close\r\n\r\n",
        "x".repeat(1_000_000)
    );
    assert!((400..500).contains(&browser.say(huge).await.0));
}

#[tokio::test]
async fn a_form_from_another_place_is_refused_whatever_says_so() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await;
    let (csrf, here) = (form.value("csrf").expect("a token").to_owned(), alice.browser.origin().to_owned());
    let body = format!("csrf={csrf}&body=forged+words&audience=contacts");
    let send = |heads: Vec<(&'static str, String)>| {
        let request = alice.browser.request(Method::POST, "/publish").body(body.clone());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        heads.into_iter().fold(request, |request, (name, value)| request.header(name, value)).send()
    };
    for heads in [
        vec![("origin", "null".to_owned())],
        vec![("origin", here.replace("http:", "https:"))],
        vec![("origin", here.rsplit_once(':').expect("a port").0.to_owned())],
        vec![("origin", format!("{here}.evil.example"))],
        vec![("origin", here.clone()), ("origin", "https://evil.example".to_owned())],
        vec![("sec-fetch-site", "same-site".to_owned())],
        vec![("sec-fetch-site", "cross-site".to_owned())],
        vec![("origin", here.clone()), ("sec-fetch-site", "cross-site".to_owned())],
    ] {
        let said = format!("{heads:?}");
        assert_eq!(send(heads).await.expect("an answer").status(), 403, "{said}");
    }
    assert!(alice.get("/feed").await.post("forged words").is_none());
}

#[tokio::test]
async fn a_body_that_is_no_form_of_ours_is_refused() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let form = alice.browser.form("/feed", PUBLISH).await;
    let token = form.value("csrf").expect("a token").to_owned();
    let multipart = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nodd words\r\n--x--\r\n"
    );
    let urlencoded = "application/x-www-form-urlencoded";
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("multipart/form-data; boundary=x", multipart.into_bytes()),
        ("application/json", format!(r#"{{"csrf":"{token}","body":"odd words"}}"#).into_bytes()),
        ("text/plain", format!("csrf={token}\r\nbody=odd words").into_bytes()),
        (urlencoded, format!("csrf={token}&csrf={token}&body=odd+words").into_bytes()),
        (urlencoded, format!("csrf={token}&body=odd+words&body=odd+words").into_bytes()),
        (urlencoded, [format!("csrf={token}&body=odd words ").as_bytes(), &[0xff, 0xfe]].concat()),
        (urlencoded, Vec::new()),
        (urlencoded, b"&&&===%%%".to_vec()),
        (urlencoded, vec![b'a'; 5_000_000]),
    ];
    for (kind, body) in bodies {
        let request = alice.browser.request(Method::POST, "/publish").header("content-type", kind);
        let short = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        let status = request.body(body).send().await.expect("an answer").status();
        assert!(status.is_client_error(), "{kind} {short}: {status}");
    }
    assert!(alice.get("/feed").await.post("odd words").is_none());
    let picture = alice.browser.request(Method::POST, "/settings/picture").header("content-type", urlencoded);
    let status = picture.body(format!("csrf={token}&remove=1")).send().await.expect("an answer").status();
    assert!(status.is_client_error(), "{status}");
}

#[tokio::test]
async fn after_a_sign_in_one_stays_on_this_host() {
    let pod = TestPod::new("cantine").await;
    // ten tries are one account's ration
    let jids = [pod.sign_up("alice").await.jid, pod.sign_up("bob").await.jid];
    let nexts = [
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\t//evil.example",
        "/%09/evil.example",
        "/\u{0}/evil.example",
        "/é\u{7f}",
        "/x\r\nLocation: https://evil.example/",
        "",
    ];
    for (next, jid) in nexts.into_iter().zip(jids.iter().cycle()) {
        let mut browser = pod.browser();
        let form = browser.form("/login", SIGN_IN).await;
        let token = form.value("csrf").expect("a token");
        let fields = [("csrf", token), ("jid", jid.as_str()), ("password", PASSWORD), ("next", next)];
        let request = browser.request(Method::POST, "/login").form(&fields);
        let answer = request.send().await.expect("an answer");
        let to =
            answer.headers().get("location").map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
        assert_eq!(answer.status(), 303, "{next:?}");
        let to = to.expect("somewhere to go");
        assert!(to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\t']), "{next:?}: {to}");
        assert_eq!(answer.headers().get_all("location").iter().count(), 1, "{next:?}");
    }
}

#[tokio::test]
async fn nonsense_behind_a_question_mark_is_not_found() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("for everyone", "everyone").await;
    let (jid, name) = (alice.jid.clone(), alice.name.clone());
    for before in [
        "x",
        "-",
        "0-",
        "-1-01J00000000000000000000000",
        "18446744073709551615-01J00000000000000000000000",
        "9223372036854775807-01J00000000000000000000000",
        "253402300799999999-01J00000000000000000000000",
        "0-01J00000000000000000000000%00",
        "%00",
        "%ff",
        "1-~",
    ] {
        for page in ["/feed?", "/feed?filter=pod&", &format!("/contact/{jid}?"), &format!("/@{name}?")] {
            let path = format!("{page}before={before}");
            let (status, _) = alice.browser.raw(&path).await;
            assert!(matches!(status, 200 | 400 | 404), "{path}: {status}");
        }
    }
}

#[tokio::test]
async fn every_page_answers_to_head_as_to_get_without_a_body() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("for everyone", "everyone").await;
    let blog = format!("/@{}", alice.name);
    let atom = format!("{blog}/feed.atom");
    for path in ["/", "/login", "/feed", "/settings", "/about", "/rules", &blog, &atom, "/no/such/page"] {
        let got = alice.browser.request(Method::GET, path).send().await.expect("an answer");
        let head = alice.browser.request(Method::HEAD, path).send().await.expect("an answer");
        assert_eq!(head.status(), got.status(), "{path}");
        assert_eq!(head.headers().get("content-type"), got.headers().get("content-type"), "{path}");
        assert!(head.bytes().await.expect("no body").is_empty(), "{path}");
    }
    for method in [Method::OPTIONS, Method::TRACE, Method::from_bytes(b"BREW").expect("a method")] {
        let answer = alice.browser.request(method.clone(), "/feed").send().await.expect("an answer");
        assert!(answer.status().is_client_error(), "{method}: {}", answer.status());
        assert!(answer.headers().get("access-control-allow-origin").is_none());
    }
    let posted = alice.browser.request(Method::HEAD, "/publish").send().await.expect("an answer");
    assert!(posted.status().is_client_error(), "{}", posted.status());
}

#[tokio::test]
async fn a_body_that_trickles_is_not_waited_for_for_ever() {
    let pod = TestPod::new("cantine").await;
    let browser = pod.browser();
    let head = format!(
        "POST /login HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ncsrf=",
        browser.authority()
    );
    let start = std::time::Instant::now();
    let (status, _) = browser.say(head).await;
    assert!((400..500).contains(&status), "{status}");
    assert!(start.elapsed() < std::time::Duration::from_secs(30), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_pod_that_is_suspended_says_so_and_signs_nobody_in() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let mut fresh = pod.browser();
    let form = fresh.form("/login", SIGN_IN).await.set("jid", &alice.jid).set("password", PASSWORD);
    let post = alice.browser.form("/feed", PUBLISH).await.set("body", "during the pause");
    pod.deployment().cosse(&["pod", "suspend", pod.host()]);
    eventually("it is suspended", async || (alice.get("/feed").await.status == 503).then_some(())).await;
    for page in [fresh.send(&form).await, alice.browser.send(&post).await, fresh.get("/").await] {
        assert!(page.status == 503 && page.count("h1") == 1, "{} {}", page.status, page.text());
    }
    pod.deployment().cosse(&["pod", "resume", pod.host()]);
    eventually("it is back", async || (alice.get("/feed").await.status == 200).then_some(())).await;
    assert!(alice.get("/feed").await.post("during the pause").is_none());
    fresh.send(&form).await.expect(200);
}
