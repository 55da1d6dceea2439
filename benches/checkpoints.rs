//! What a checkpoint every ten seconds costs: for each network of the grid, on the CPU and on the adapter,
//! how long reading where it stands, writing and syncing that take, and as what share of the time between
//! two: ten seconds, or eighty times what writing takes where that is more. Fails above two hundredths.

mod common;

use std::time::Instant;

use gradshader::bench::{Case, grid_by_default, trainer};
use gradshader::block_on;
use gradshader::checkpoint::{Every, Folder};
use gradshader::cpu::ParallelExecutor;
use gradshader::executor::Executor;
use gradshader::network::dashed;
use gradshader::run::{Keeper, Standing, Store};

/// Seconds of reading and writing in the quickest of five, and bytes: others use the disk too.
fn seconds<E: Executor>(case: &Case, executor: E) -> (f64, f64, u64) {
    let trainer = trainer(executor, &case.network, &case.hyperparameters, 1);
    let mut trainer = block_on(trainer).expect("it fits every device");
    block_on(trainer.epoch()).expect("the device is there");
    let place = tempfile::tempdir().expect("a folder");
    let every = Every::Seconds(10.0);
    let mut folder = Folder::begin(place.path(), every, trainer.fingerprint()).expect("it is new");
    let members = case.members();
    let mut least = (f64::INFINITY, f64::INFINITY);
    for round in 0..5 {
        let began = Instant::now();
        let mut training = block_on(trainer.state()).expect("the device is there");
        let parameters = block_on(trainer.parameters()).expect("the device is there");
        let read = began.elapsed();
        // Each has a name of its own.
        training.steps += round;
        let standing = Standing {
            completed: 1,
            kept: vec![1; members],
            stops: vec![None; members],
            rate_changes: Vec::new(),
            rate_factors: vec![1.0; members],
            halvings: vec![1.0; members],
            rollbacks: 0,
            seconds: 1.0,
            store: Store::new(members),
            training,
            parameters: Some(parameters),
            best_before: None,
        };
        let began = Instant::now();
        folder.keep(&standing).expect("the disk has room");
        let both = (read.as_secs_f64(), began.elapsed().as_secs_f64());
        least = if both.0 + both.1 < least.0 + least.1 { both } else { least };
    }
    let files = std::fs::read_dir(place.path()).expect("it is there");
    let sizes = files.map(|file| file.and_then(|file| file.metadata()).map_or(0, |m| m.len()));
    (least.0, least.1, sizes.max().unwrap_or(0))
}

fn main() {
    println!("network | device | MB | s to read | s to write | s between two | share");
    let mut most = 0.0f64;
    for case in grid_by_default() {
        let mut show = |device: &str, (read, write, bytes): (f64, f64, u64)| {
            let between = f64::max(10.0, 80.0 * write);
            let (share, size) = ((read + write) / between, bytes as f64 / 1e6);
            most = most.max(share);
            let name = dashed(case.network.sizes());
            let members = case.members();
            println!(
                "{name} m{members} | {device} | {size:.1} | {read:.3} | {write:.3} | {between:.0} | \
                 {:.2} %",
                share * 100.0
            );
        };
        show("cpu", seconds(&case, ParallelExecutor::new(None).expect("the system gives threads")));
        if let Some(executor) = common::executor(None) {
            show("adapter", seconds(&case, executor));
        }
    }
    assert!(most < 0.02, "{:.2} %", most * 100.0);
}
