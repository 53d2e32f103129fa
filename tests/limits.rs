//! How much comes from one network: who tries too often reads so, and everybody else goes on.

use futures::future::join_all;
use testpod::page::REGISTER;
use testpod::{Browser, Form, PASSWORD, Page, Postbox, TestPod, eventually};

const ASK: &str = "#ask";
const TOO_OFTEN: &str = "That was too often";

/// Sends all of them from this browser's network, as many at once as one pod lets in; those that were not too many, and those that were.
async fn sends(browser: &Browser, forms: &[Form]) -> (Vec<Page>, Vec<Page>) {
    let mut answers = Vec::new();
    for forms in forms.chunks(40) {
        let mut copies = vec![browser.clone(); forms.len()];
        let sent = copies.iter_mut().zip(forms).map(|(browser, form)| browser.send(form));
        answers.extend(join_all(sent).await);
    }
    answers.into_iter().partition(|page| !page.alert().contains(TOO_OFTEN))
}

#[tokio::test]
async fn who_makes_accounts_without_end_is_refused_and_another_network_is_not() {
    let pod = TestPod::new("cantine").await;
    let set = |sign_ups| pod.deployment().cosse(&["pod", "set", pod.host(), "--sign-ups", sign_ups]);
    let mut browser = pod.browser();
    let form = browser.form("/register", REGISTER).await.set("username", "many").set("password", PASSWORD);
    // so that none is made
    set("paused");
    let is_open = async || pod.browser().get("/register").await.form(REGISTER).is_some();
    eventually("it is paused", async || (!is_open().await).then_some(())).await;
    let (taken, refused) = sends(&browser, &vec![form; 130]).await;
    assert!(taken.len() >= 100 && !refused.is_empty(), "{} were taken", taken.len());
    assert!(taken.iter().all(|page| page.status == 422 && page.alert().contains("pauses")));
    for page in refused {
        let form = page.expect(422).form(REGISTER).expect("the same form again");
        assert_eq!(form.value("username"), Some("many"), "what was typed is kept");
    }
    set("open");
    eventually("it is open again", async || is_open().await.then_some(())).await;
    pod.sign_up("bob").await;
}

#[tokio::test]
async fn who_asks_without_end_is_refused_and_another_network_is_not() {
    let (deployment, _postbox) = Postbox::shared();
    let pod = TestPod::on(&deployment, "cantine", &["--registration", "approval"]).await;
    let mut browser = pod.browser();
    let form = eventually("the pod asks", async || browser.get("/register").await.form(ASK)).await;
    let host = pod.host().replace(".localhost", "");
    let filled = |number: usize| {
        form.clone().set("email", &format!("many{number}.{host}@mail.test")).set("reason", "I cook.")
    };
    let forms: Vec<Form> = (0..30).map(filled).collect();
    let (taken, refused) = sends(&browser, &forms).await;
    assert!(taken.len() >= 20 && !refused.is_empty(), "{} were taken", taken.len());
    for page in refused {
        let form = page.expect(422).form(ASK).expect("the same form again");
        assert_eq!(form.value("reason"), Some("I cook."), "what was typed is kept");
    }
    let other = format!("other.{host}@mail.test");
    let fields = [("email", other.as_str()), ("reason", "I wash up.")];
    pod.browser().submit("/register", ASK, &fields).await.expect(200);
    let waiting = deployment.cosse(&["request", "list", "--pod", pod.host(), "--json"]);
    let waiting: serde_json::Value = serde_json::from_str(&waiting).expect("JSON");
    assert_eq!(waiting.as_array().expect("requests").len(), taken.len() + 1);
}
