//! What the program takes and gives, measured against real servers. `ops/bench` builds it and says how to call it;
//! docs/benchmarks.md says what each figure means.

mod chatter;
mod crowd;
mod directory;
mod events;
mod figures;
mod floor;
mod latency;
mod ledger;
mod machine;
mod making;
mod pages;
mod percentiles;
mod pods;
mod process;
mod progress;
mod scale;
mod sessions;
mod simulated;
mod stage;
mod tap;
mod whereabouts;
mod workers;
mod written;
mod wrk;

use figures::Figures;
use scale::Scale;

/// What is measured when nothing else is asked for, in this order.
const ALL: [&str; 8] = ["sessions", "latency", "workers", "events", "pages", "pods", "crowd", "directory"];

#[tokio::main]
async fn main() {
    std::panic::set_hook(Box::new(|panic| {
        eprintln!(
            "\n{}\n({})",
            panic.payload_as_str().unwrap_or("a panic"),
            panic.location().map_or_else(String::new, ToString::to_string)
        );
    }));
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some((floor::HOLD, arguments)) = words.split_first().map(|(word, rest)| (word.as_str(), rest)) {
        return floor::hold(arguments).await;
    }
    let (flags, names): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|it| it == flag);
    let scale = if has("--quick") { Scale::Quick } else { Scale::Full };
    let mut figures = Figures::default();
    machine::describe(&mut figures);
    for name in ALL.iter().filter(|name| names.is_empty() || names.iter().any(|it| it == *name)) {
        progress::say(&format!("── {name}"));
        match *name {
            "sessions" => sessions::measure(scale, &mut figures).await,
            "latency" => latency::measure(scale, &mut figures).await,
            "workers" => workers::measure(scale, &mut figures).await,
            "events" => events::measure(scale, &mut figures).await,
            "pods" => pods::measure(scale, &mut figures).await,
            "crowd" => crowd::measure(scale, &mut figures).await,
            "directory" => directory::measure(scale, &mut figures).await,
            _ => pages::measure(scale, &mut figures).await,
        }
    }
    println!("{}", if has("--json") { figures.json() } else { figures.table() });
}
