//! What a message between two ranks costs: latency and bandwidth, as docs/many-machines.md has them in its model.
//!
//! ```sh
//! cargo bench --features mpi --bench exchange --no-run   # prints where it is
//! mpirun -n 2 target/release/deps/exchange-...
//! ```
//!
//! Messages go from rank 0 to the last rank and back, one at a time; half of the time there and back is printed, the
//! least and the median of each size. With one rank of two on each of two nodes it is the network's.

use std::hint::black_box;
use std::thread;
use std::time::Instant;

use gradshader::error::Result;
use gradshader::ranks::{self, Communicator};

/// Bytes of a message, and how many of them are sent.
const SIZES: [(usize, usize); 4] = [(4, 4000), (4096, 4000), (1 << 20, 100), (8_000_000, 30)];
/// The head of a message of the program's ranks.
const HEAD: usize = 5;

fn take(world: &dyn Communicator, rank: usize) -> Result<Vec<u8>> {
    loop {
        if let Some(message) = world.receive_from(rank)? {
            return Ok(message);
        }
        thread::yield_now();
    }
}

/// Half of the seconds there and back of so many messages, in order.
fn ping_pong(world: &dyn Communicator, bytes: usize, count: usize) -> Result<Vec<f64>> {
    let last = world.size() - 1;
    let content = vec![1; bytes + HEAD];
    let mut times = Vec::new();
    for _ in 0..count {
        if world.rank() == 0 {
            let began = Instant::now();
            world.send(last, content.clone())?;
            black_box(take(world, last)?);
            times.push(began.elapsed().as_secs_f64() / 2.0);
        } else if world.rank() == last {
            let message = take(world, 0)?;
            world.send(0, message)?;
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Bytes a second of a copy of 64 MB to memory that is there.
fn copied() -> f64 {
    let from = vec![1u8; 64 << 20];
    let mut to = vec![0u8; from.len()];
    let copy = |_| {
        let began = Instant::now();
        to.copy_from_slice(black_box(&from));
        black_box(&mut to);
        began.elapsed().as_secs_f64()
    };
    from.len() as f64 / (0..10).map(copy).fold(f64::INFINITY, f64::min)
}

fn main() -> Result<()> {
    let Some(world) = ranks::start()? else {
        eprintln!("exchange: one process; start it as mpirun -n 2 {}", env!("CARGO_CRATE_NAME"));
        return Ok(());
    };
    for (bytes, count) in SIZES {
        // What the first messages of a size cost once.
        ping_pong(&*world, bytes, 3)?;
        let times = ping_pong(&*world, bytes, count)?;
        if world.rank() == 0 {
            let (least, median) = (times[0], times[times.len() / 2]);
            let rate = |time: f64| bytes as f64 / time / 1e9;
            println!(
                "{bytes:>8} bytes: least {:9.2} us ({:6.3} GB/s), median {:9.2} us ({:6.3} GB/s)",
                1e6 * least,
                rate(least),
                1e6 * median,
                rate(median)
            );
        }
    }
    if world.rank() == 0 {
        println!("a copy in memory: {:.1} GB/s", copied() / 1e9);
    }
    world.leave(true);
    Ok(())
}
