//! Lists that others keep of pods: read, shown apart, and never recommended.

use serde_json::{Value, json};
use std::sync::Arc;
use testpod::page::SIGN_IN;
use testpod::{ALPHA, Browser, Deployment, Names, PASSWORD, Xmpp, eventually, eventually_ok};

use crate::polling::wild::{DOMAIN, Says, Wild};

/// All that takes days takes a second.
const SPANS: &str = "probation=1s when-listed=1s when-stale=1s when-down=1s when-gone=1s";

fn deployment(wild: &Wild, names: &Names) -> Arc<Deployment> {
    Deployment::with(&[
        ("COSSE_DIRECTORY_LOOPBACK", &wild.setting()),
        ("COSSE_DIRECTORY_SPANS", SPANS),
        ("COSSE_DNS", &names.address().to_string()),
    ])
}

fn host(name: &str) -> String {
    format!("{name}.{DOMAIN}")
}

fn says(wild: &Wild, host: &str, value: &Value) {
    wild.says(host, Says::Document(value.to_string().into_bytes()));
}

/// The hosts that stand apart on the page of pods.
async fn apart(deployment: &Deployment, query: &str) -> Vec<String> {
    let page = deployment.platform().get(&format!("/pods{query}")).await.expect(200);
    page.attributes("section.imported a[href]", "href")
}

async fn until_apart(deployment: &Deployment, website: &str, is: bool) {
    let what = format!("{website} stands {}apart", if is { "" } else { "not " });
    eventually_ok(&what, async || {
        let all = apart(deployment, "").await;
        if all.iter().any(|one| one == website) == is { Ok(()) } else { Err(all.join("\n")) }
    })
    .await;
}

/// What came of a list, when it was read.
async fn until_read(deployment: &Deployment, address: &str, said: &str) {
    eventually_ok(&format!("{address}: {said}"), async || {
        let all = deployment.cosse(&["directory", "imports"]);
        let is_it = |line: &str| line.contains(address) && line.contains(said);
        if all.lines().any(is_it) { Ok(()) } else { Err(all) }
    })
    .await;
}

#[tokio::test]
async fn pods_of_a_list_stand_apart_and_those_that_have_a_listing_become_pods_like_others() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let (lists, garden, shut) = (host("lists"), host("garden"), host("shut"));
    let quiet = "quiet.elsewhere.test";
    let website = json!({"en": "https://named.test/en"});
    let other = json!({"jid": "chat.named.test", "website": website, "serverSoftwareName": "<b>"});
    says(&wild, &lists, &json!([quiet, garden, shut, "127.0.0.1", other]));
    wild.is_good(&garden);
    wild.says(&shut, Says::Robots("User-agent: CosseDirectory\nDisallow: /\n".to_owned()));
    deployment.cosse(&["directory", "import", "providers", &format!("https://{lists}/list.json")]);
    until_read(&deployment, &lists, "4 pods, 1 left out").await;
    until_apart(&deployment, &format!("https://{quiet}/"), true).await;
    until_apart(&deployment, "https://named.test/en", true).await;
    eventually("the one that has a listing is a pod like others", async || {
        let page = deployment.platform().get("/pods").await.expect(200);
        let is_card = page.texts("article.pod .address").contains(&garden);
        let mut apart = page.attributes("section.imported a[href]", "href").into_iter();
        let is_apart = apart.any(|one| one.contains(&garden));
        (is_card && !is_apart).then_some(())
    })
    .await;
    let page = deployment.platform().get("/pods").await.expect(200);
    assert!(page.says("Not checked by us") && page.says(&lists), "{}", page.text());
    assert!(!page.body.contains(&shut) && !page.body.contains("<b>"), "{}", page.body);
    assert!(page.attributes("article.pod a[href]", "href").iter().all(|one| !one.contains(quiet)));
    for query in ["?q=no-such", "?language=en", "?mode=open"] {
        assert!(apart(&deployment, query).await.is_empty(), "nothing is known by which to choose: {query}");
    }
    deployment.cosse(&["directory", "keep-out", quiet, "--reason", "It is a shop."]);
    until_apart(&deployment, &format!("https://{quiet}/"), false).await;
    deployment.cosse(&["directory", "undo", quiet]);
    until_apart(&deployment, &format!("https://{quiet}/"), true).await;
    for path in ["/", "/pick"] {
        let page = deployment.platform().get(path).await.expect(200);
        assert!(!page.body.contains(quiet), "{path}: {}", page.text());
    }
}

#[tokio::test]
async fn a_server_is_read_by_its_nodeinfo_if_it_speaks_xmpp() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let (node, other) = (host("node"), host("other"));
    let document = |host: &str, protocol: &str| {
        let href = format!("http://{host}:{}/nodeinfo/2.1", wild.address().port());
        json!({
            "links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.1", "href": href}],
            "version": "2.1", "protocols": [protocol], "software": {"name": "movim", "version": "1"},
            "metadata": {"nodeName": "The node"},
        })
    };
    says(&wild, &node, &document(&node, "xmpp"));
    says(&wild, &other, &document(&other, "activitypub"));
    deployment.cosse(&["directory", "import", "nodeinfo", &node]);
    deployment.cosse(&["directory", "import", "nodeinfo", &other]);
    until_read(&deployment, &other, "does not say that it speaks XMPP").await;
    until_apart(&deployment, &format!("https://{node}/"), true).await;
    let page = deployment.platform().get("/pods").await.expect(200);
    assert!(page.says("The node") && !page.body.contains(&other), "{}", page.text());
}

#[tokio::test]
async fn a_file_is_read_once_and_goes_with_its_pods() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("pods.json");
    let infos = json!({"pods": [{"url": "https://movim.elsewhere.test/", "description": "Chez nous"}]});
    std::fs::write(&file, infos.to_string()).expect("written");
    let path = file.to_str().expect("a path");
    deployment.cosse(&["directory", "import", "movim", path]);
    until_apart(&deployment, "https://movim.elsewhere.test/", true).await;
    deployment.cosse(&["directory", "forget", "file:pods.json"]);
    until_apart(&deployment, "https://movim.elsewhere.test/", false).await;
    std::fs::write(&file, "<html>").expect("written");
    for (kind, from, said) in [
        ("movim", path, "it is no JSON"),
        ("providers", "http://a.example/", "begins with https://"),
        ("nodeinfo", "127.0.0.1", "begins with https://"),
        ("movim", "/no/such/file.json", "/no/such/file.json"),
    ] {
        let (_, error, done) = deployment.tries(&["directory", "import", kind, from]);
        assert!(!done && error.contains(said), "{error}");
    }
    assert_eq!(deployment.cosse(&["directory", "imports"]).trim(), "");
}

#[tokio::test]
async fn admins_add_lists_see_what_came_of_them_and_take_them_away() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let (floods, lists) = (host("floods"), host("lists"));
    wild.says(&floods, Says::Floods);
    says(&wild, &lists, &json!(["pod.elsewhere.test"]));
    let mut browser = admin(&deployment).await;
    assert!(browser.get("/admin/imports").await.expect(200).says("No list is read"));
    let fields = |address: &str| [("kind", "providers".to_owned()), ("address", address.to_owned())];
    for wrong in ["", "http://a.example/", "https://127.0.0.1/", "https://a.example:99/"] {
        let fields = fields(wrong);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.submit("/admin/imports", "#import", &fields).await.expect(422);
        assert!(page.alert().contains("https://"), "{wrong}: {}", page.text());
    }
    for right in [format!("https://{floods}/"), format!("https://{lists}/")] {
        let fields = fields(&right);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.submit("/admin/imports", "#import", &fields).await.expect(200);
    }
    until_read(&deployment, &floods, "more than 2097152 bytes").await;
    until_apart(&deployment, "https://pod.elsewhere.test/", true).await;
    let page = browser.get("/admin/imports").await.expect(200);
    assert!(page.says("more than 2097152 bytes") && page.says("1, left out 0"), "{}", page.text());
    let asked = wild.asked(&lists);
    let address = format!("https://{lists}/");
    let read = page.form("form[action$='/read']").expect("a form").set("address", &address);
    browser.send(&read).await.expect(200);
    eventually("it is read again", async || (wild.asked(&lists) > asked).then_some(())).await;
    let remove = page.form("form[action$='/remove']").expect("a form").set("address", &address);
    let asked = browser.send(&remove).await.expect(200);
    assert!(asked.says("What it says of one pod is forgotten"), "{}", asked.text());
    let again = browser.get("/admin/imports").await.expect(200);
    assert!(again.says(&address), "asking removes nothing: {}", again.text());
    browser.send(&asked.form("#sure").expect("it asks first")).await.expect(200);
    until_apart(&deployment, "https://pod.elsewhere.test/", false).await;
    browser.send(&remove).await.expect(404);
    let stranger = deployment.platform().get("/admin/imports").await;
    assert!(!stranger.body.contains(&floods), "{}", stranger.text());
}

async fn admin(deployment: &Deployment) -> Browser {
    let jid = format!("imports-admin@{ALPHA}");
    Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
    deployment.cosse(&["admin", "grant", &jid]);
    let mut browser = deployment.platform();
    browser.submit("/login", SIGN_IN, &[("jid", &jid), ("password", PASSWORD)]).await.expect(200);
    browser
}
