//! What the Rust peers share: the data, the starting parameters, the clock and the protocol, as in
//! `python/common.py`.

use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use serde_json::{Value, json};

pub const LEARNING_RATE: f32 = 0.1;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub sizes: Vec<usize>,
    pub batch: usize,
    pub members: usize,
    pub samples: usize,
    pub seconds: f64,
    pub limit: f64,
}

/// A network in training.
pub trait Session {
    /// Of the first two steps, which are done.
    fn losses(&self) -> [f32; 2];
    /// Returns when the steps are done.
    fn run(&mut self, steps: usize);
}

/// Rows from `start`, as `gradshader bench` makes them: `(i * 2654435761 % 1000) / 1000`.
pub fn rows(start: usize, count: usize, columns: usize) -> Vec<f32> {
    (start * columns..(start + count) * columns)
        .map(|i| (i * 761 % 1000) as f32 / 1000.0)
        .collect()
}

/// Weights `[inputs, outputs]` within 1/sqrt(inputs), from a hash of their place.
pub fn weights(inputs: usize, outputs: usize) -> Vec<f32> {
    let scale = 1.0 / (inputs as f64).sqrt();
    (0..(inputs * outputs) as u32)
        .map(|i| {
            let unit = f64::from(i.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24);
            ((2.0 * unit - 1.0) * scale) as f32
        })
        .collect()
}

fn measure(session: &mut dyn Session, request: &Request, begun: Instant) -> (Vec<f64>, usize) {
    let mut timed = |steps| {
        let start = Instant::now();
        session.run(steps);
        start.elapsed().as_secs_f64()
    };
    let late = || begun.elapsed().as_secs_f64() > 0.6 * request.limit;
    let mut steps = 1;
    let mut took = timed(steps);
    while took < request.seconds / 10.0 && !late() {
        let wanted = (steps as f64 * request.seconds / 8.0 / took.max(1e-6)) as usize;
        steps = (2 * steps).max((16 * steps).min(wanted));
        took = timed(steps);
    }
    let rate = |took: f64| (steps * request.batch * request.members) as f64 / took;
    let mut rates = vec![rate(took)];
    let mut total = took;
    while (rates.len() < 3 || total < request.seconds) && !late() {
        took = timed(steps);
        total += took;
        rates.push(rate(took));
    }
    (rates, steps)
}

fn say(answer: &Value) {
    println!("{answer}");
    std::io::stdout().flush().expect("the driver reads");
}

fn number(request: &Value, key: &str) -> f64 {
    request[key].as_f64().unwrap_or_else(|| panic!("{key} is missing"))
}

/// Answers requests until there are no more. `info` is said first.
pub fn serve(mut info: Value, mut make: impl FnMut(&Request) -> Box<dyn Session>) {
    info["ready"] = json!(true);
    say(&info);
    let mut sessions: Vec<(Request, Box<dyn Session>)> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line.expect("text")).expect("JSON");
        let sizes = value["sizes"].as_array().expect("sizes");
        let request = Request {
            sizes: sizes.iter().map(|size| size.as_u64().expect("a size") as usize).collect(),
            batch: number(&value, "batch") as usize,
            members: number(&value, "members") as usize,
            samples: number(&value, "samples") as usize,
            seconds: number(&value, "seconds"),
            limit: number(&value, "limit"),
        };
        if request.members != 1 {
            say(&json!({ "unsupported": "no members" }));
            continue;
        }
        let begun = Instant::now();
        // The peer's own failure is a result.
        let answer = catch_unwind(AssertUnwindSafe(|| {
            let place = sessions.iter().position(|(made, _)| *made == request);
            let place = place.unwrap_or_else(|| {
                sessions.push((request.clone(), make(&request)));
                sessions.len() - 1
            });
            let setup = begun.elapsed().as_secs_f64();
            let session = &mut *sessions[place].1;
            let (rates, steps) = measure(session, &request, begun);
            let losses = session.losses();
            json!({ "rates": rates, "losses": losses, "setup_seconds": setup, "steps": steps })
        }));
        say(&answer.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()));
            let text = text.unwrap_or_else(|| "panicked".to_owned());
            json!({ "error": text.lines().next().unwrap_or_default() })
        }));
    }
}
