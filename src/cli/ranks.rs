//! The program as one of several that an MPI launcher started: rank 0 speaks and writes, the others train what it
//! deals, and all end together.

use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{env, thread};

use gradshader::block_on;
use gradshader::cpu;
use gradshader::error::{Error, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::ranks::{self, Communicator, End, Journal, Lead};
use gradshader::together::{Candidate, Fitted, Front, Session};

use super::arguments::Command;
use super::{cache, interrupt, output};

/// How long what was sent may take to leave this process at the end, and the library to say good-bye.
const PATIENCE: Duration = Duration::from_secs(10);

static WORLD: OnceLock<Arc<dyn Communicator>> = OnceLock::new();
/// Whether this is another rank than 0, which says nothing.
static SILENT: AtomicBool = AtomicBool::new(false);
/// Networks kept until all is written.
static JOURNAL: Mutex<Option<Journal>> = Mutex::new(None);

/// Joins the others, if a launcher started this program as one of several.
///
/// # Errors
/// When it did, and this program cannot be one of them.
pub(super) fn join() -> Result<()> {
    let launch = ranks::launched(&|name| env::var(name).ok());
    SILENT.store(launch.is_some_and(|launch| launch.rank > 0), Ordering::Relaxed);
    let Some(world) = ranks::start()? else {
        SILENT.store(false, Ordering::Relaxed);
        return Ok(());
    };
    SILENT.store(world.rank() > 0, Ordering::Relaxed);
    if env::var_os("RAYON_NUM_THREADS").is_none() {
        cpu::prefer_threads(world.node().threads);
    }
    let _ = WORLD.set(world);
    Ok(())
}

/// The other ranks, if there are any.
pub(super) fn world() -> Option<&'static dyn Communicator> {
    WORLD.get().map(|world| &**world)
}

/// Whether this is a rank that shows nothing.
pub(super) fn is_silent() -> bool {
    SILENT.load(Ordering::Relaxed)
}

/// Refuses, with several ranks, what each of them would do whole.
///
/// # Errors
/// For a command that trains no networks.
pub(super) fn check(command: &Command) -> Result<()> {
    let Some(world) = world() else { return Ok(()) };
    match command {
        Command::Train(_) | Command::CrossValidate(_) | Command::Sweep(_) => Ok(()),
        _ => Err(Error::input(format!(
            "{} ranks, and only train, cross-validate and sweep are shared by them",
            world.size()
        ))
        .advice("start this command without the MPI launcher")),
    }
}

/// Refuses to train one network with several ranks.
///
/// # Errors
/// Unless it is an ensemble.
pub(super) fn check_train(is_ensemble: bool) -> Result<()> {
    match world() {
        Some(world) if !is_ensemble => Err(Error::input(format!(
            "{} ranks to train one network, which each of them would do whole",
            world.size()
        ))
        .advice("start it without the MPI launcher, or train several: --ensemble 16")),
        _ => Ok(()),
    }
}

/// Trains candidates on all ranks; returns on rank 0 alone.
///
/// # Errors
/// As [`ranks::lead`].
pub(super) fn train(
    world: &dyn Communicator,
    session: &Session<'_>,
    candidates: &[Candidate<'_>],
    front: &mut dyn Front,
) -> Result<(Vec<Fitted>, AdapterDescription)> {
    if world.rank() > 0 {
        interrupt::defer(Box::new(|_| {}));
        leave(world, block_on(ranks::serve(session, candidates, world, &interrupt::asked)));
    }
    block_on(async {
        let name = format!("unfinished-{}", ranks::fingerprint(session, candidates).await);
        let kept = match cache::path(&name).map(|path| Journal::open(&path)) {
            Some(Ok(kept)) => {
                front.note(&format!(
                    "networks that are done are kept in {} until all is written: where this is cut off, \
                     the same command goes on from there",
                    kept.0.path().display()
                ));
                Some(kept)
            }
            Some(Err(error)) => {
                front.note(&format!("{error}: where this is cut off, it begins anew"));
                None
            }
            None => None,
        };
        let lead = Lead { world, kept };
        let (fitted, adapter, journal) = ranks::lead(session, candidates, front, lead).await?;
        *JOURNAL.lock().unwrap_or_else(PoisonError::into_inner) = journal;
        Ok((fitted, adapter))
    })
}

/// Ends the run on all ranks with what rank 0 came to; the exit code of this one. Whoever is not rank 0 tells it
/// what went wrong, and waits for it.
pub(super) fn end(error: Option<&Error>, code: u8) -> u8 {
    let Some(world) = world() else { return code };
    if world.rank() > 0 {
        leave(world, ranks::ended(world, error));
    }
    if let Some(journal) = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner).take()
        && code == 0
    {
        journal.remove();
    }
    let all = ranks::dismiss(world, code);
    leave(world, End { code, all, is_lost: false });
}

/// Leaves the others. Where one of them has died MPI's own good-bye would wait for it.
fn leave(world: &dyn Communicator, end: End) -> ! {
    // One says it for all.
    if end.is_lost && world.rank() == 1 {
        SILENT.store(false, Ordering::Relaxed);
        output::warn(
            "error: rank 0 has died, and nothing is written; the networks that were done are kept: the \
             same command goes on from there",
        );
    }
    let until = Instant::now() + PATIENCE;
    while !world.is_sent() && Instant::now() < until {
        thread::sleep(Duration::from_millis(1));
    }
    if end.all {
        // Should one die now, the others do not wait for it: all is written.
        let code = end.code;
        thread::spawn(move || {
            thread::sleep(PATIENCE);
            interrupt::quit(code);
        });
        world.leave(true);
        exit(end.code.into());
    }
    interrupt::quit(end.code)
}
