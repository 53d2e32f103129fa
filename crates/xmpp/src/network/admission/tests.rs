//! A crowd that comes at once, and who goes past it.

use super::*;
use tokio::sync::mpsc;

const CROWD: u32 = 100;

/// Sessions that come to the admission, and when each is let in.
struct Arrivals {
    admission: Arc<Admission>,
    began: Instant,
    sender: mpsc::UnboundedSender<(String, Duration)>,
    let_in: mpsc::UnboundedReceiver<(String, Duration)>,
}

impl Arrivals {
    fn at(per_server: u32, in_all: u32) -> Self {
        let number = |number| NonZeroU32::new(number).unwrap();
        let pace = Pace { per_server: number(per_server), in_all: number(in_all) };
        let (sender, let_in) = mpsc::unbounded_channel();
        Self { admission: Arc::new(Admission::new(pace)), began: Instant::now(), sender, let_in }
    }

    /// Somebody comes, and stays until she was let in.
    fn come(&self, name: &str, server: &str, turn: Turn) -> Arc<Notify> {
        let hurried = Arc::<Notify>::default();
        let (admission, sender, began) = (Arc::clone(&self.admission), self.sender.clone(), self.began);
        let (name, server, hurry) = (name.to_owned(), domain(server), Arc::clone(&hurried));
        tokio::spawn(async move {
            admission.admit(&server, turn, &hurry).await;
            sender.send((name, began.elapsed())).unwrap();
        });
        hurried
    }

    async fn crowd(&self, server: &str) {
        (0..CROWD).for_each(|_| drop(self.come("crowd", server, Turn::InLine)));
        // all of them stand in line
        tokio::time::sleep(Duration::from_millis(1)).await;
    }

    /// When the last of so many is let in.
    async fn last_of(&mut self, number: u32) -> Duration {
        let mut last = Duration::ZERO;
        for _ in 0..number {
            (_, last) = self.let_in.recv().await.unwrap();
        }
        last
    }

    /// When this one is let in.
    async fn until(&mut self, name: &str) -> Duration {
        loop {
            let (who, when) = self.let_in.recv().await.unwrap();
            if who == name {
                return when;
            }
        }
    }
}

fn domain(name: &str) -> DomainPart {
    name.parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_crowd_of_one_server_comes_in_at_its_pace() {
    let mut arrivals = Arrivals::at(10, 1000);
    arrivals.crowd("big.example").await;
    let took = arrivals.last_of(CROWD).await;
    assert!(took >= Duration::from_millis(9_900) && took < Duration::from_millis(10_100), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn crowds_of_many_servers_come_in_at_the_pace_of_all() {
    let mut arrivals = Arrivals::at(10, 20);
    for server in ["a.example", "b.example", "c.example", "d.example"] {
        arrivals.crowd(server).await;
    }
    let took = arrivals.last_of(4 * CROWD).await;
    assert!(took >= Duration::from_millis(19_900) && took < Duration::from_millis(20_200), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn who_comes_to_another_server_does_not_wait_for_a_crowd() {
    let mut arrivals = Arrivals::at(10, 5);
    arrivals.crowd("big.example").await;
    arrivals.come("alone", "small.example", Turn::InLine);
    let took = arrivals.until("alone").await;
    assert!(took <= Duration::from_millis(500), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn who_is_waited_for_goes_first_also_when_that_shows_while_she_is_in_line() {
    let mut arrivals = Arrivals::at(10, 1000);
    arrivals.crowd("big.example").await;
    let late = arrivals.come("hurried", "big.example", Turn::InLine);
    arrivals.come("first", "big.example", Turn::First);
    assert!(arrivals.until("first").await <= Duration::from_millis(300));
    late.notify_one();
    assert!(arrivals.until("hurried").await <= Duration::from_millis(600));
}

#[tokio::test(start_paused = true)]
async fn who_signs_in_does_not_wait_at_all() {
    let mut arrivals = Arrivals::at(1, 1);
    arrivals.crowd("big.example").await;
    arrivals.come("newcomer", "big.example", Turn::AtOnce);
    assert!(arrivals.until("newcomer").await < Duration::from_millis(10));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_answers_slowly_is_asked_for_no_more_than_it_does() {
    let admission = Admission::new(Pace::default());
    let (server, never) = (domain("slow.example"), Notify::new());
    let mut opening = Vec::new();
    for _ in 0..AT_ONCE {
        opening.push(admission.admit(&server, Turn::InLine, &never).await);
    }
    let soon = Duration::from_secs(3600);
    let next = tokio::time::timeout(soon, admission.admit(&server, Turn::First, &never));
    assert!(next.await.is_err(), "all places are taken");
    opening.pop();
    assert!(tokio::time::timeout(soon, admission.admit(&server, Turn::First, &never)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_waiting_holds_up_nobody() {
    let mut arrivals = Arrivals::at(1, 1000);
    let (server, never) = (domain("big.example"), Notify::new());
    arrivals.admission.admit(&server, Turn::InLine, &never).await;
    for _ in 0..CROWD {
        let given_up = arrivals.admission.admit(&server, Turn::InLine, &never);
        assert!(tokio::time::timeout(Duration::from_millis(1), given_up).await.is_err());
    }
    arrivals.come("patient", "big.example", Turn::InLine);
    assert!(arrivals.until("patient").await <= Duration::from_millis(1_100));
}

#[tokio::test(start_paused = true)]
async fn servers_that_nobody_waits_for_are_forgotten() {
    let admission = Admission::new(Pace::default());
    let never = Notify::new();
    let held = admission.admit(&domain("held.example"), Turn::InLine, &never).await;
    for number in 0..1000 {
        admission.admit(&domain(&format!("s{number}.example")), Turn::InLine, &never).await;
    }
    assert!(admission.lock().len() < 10, "{}", admission.lock().len());
    assert!(admission.lock().contains_key(domain("held.example").as_str()) && held.is_some());
}
