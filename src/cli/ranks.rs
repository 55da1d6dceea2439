//! The program as one of several that an MPI launcher started: rank 0 speaks and writes, the others train what it
//! deals, or their rows of every batch of one network; and all end together.

use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use std::{env, thread};

use gradshader::block_on;
use gradshader::cpu;
use gradshader::error::{Error, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::kernel;
use gradshader::ranks::{self, Communicator, End, Journal, Lead, Shared};
use gradshader::together::{Candidate, Fitted, Front, Session};

use super::arguments::Command;
use super::device::{Choice, Device, DeviceExecutor, Purpose, keep_pipelines};
use super::plan::{Instead, Plan};
use super::{cache, interrupt, output};

/// How long what was sent may take to leave this process at the end, and the library to say good-bye.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many seconds the ranks may take to meet, unless [`MEETING_VARIABLE`] says.
const MEETING: u64 = 25;
const MEETING_VARIABLE: &str = "GRADSHADER_MPI_SECONDS";

static WORLD: OnceLock<Arc<dyn Communicator>> = OnceLock::new();
/// Whether this is another rank than 0, which says nothing.
static SILENT: AtomicBool = AtomicBool::new(false);
/// Whether all ranks train one network.
static SHARES: AtomicBool = AtomicBool::new(false);
/// Networks kept until all is written.
static JOURNAL: Mutex<Option<Journal>> = Mutex::new(None);

/// Joins the others, if a launcher started this program as one of several.
///
/// # Errors
/// When it did, and this program cannot be one of them.
pub(super) fn join() -> Result<()> {
    let launch = ranks::launched(&|name| env::var(name).ok());
    SILENT.store(launch.is_some_and(|launch| launch.rank > 0), Ordering::Relaxed);
    let met =
        launch.filter(|launch| launch.size > 1).map(|launch| wait_for(launch.rank)).transpose()?;
    let started = ranks::start();
    drop(met);
    let Some(world) = started? else {
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

/// Ends this rank, where the others have not come in time: the library waits for ever for one that has died as it
/// started, if the launcher lets the others live. What this gives is dropped once all have met.
///
/// # Errors
/// When the variable holds no number.
fn wait_for(rank: usize) -> Result<Sender<()>> {
    let told = env::var(MEETING_VARIABLE).ok();
    let seconds = told.map_or(Ok(MEETING), |told| {
        told.trim().parse().map_err(|_| {
            Error::input(format!("{MEETING_VARIABLE} is {told:?}"))
                .advice("set it to whole seconds")
        })
    })?;
    let (met, meeting) = mpsc::channel::<()>();
    thread::spawn(move || {
        let waited = meeting.recv_timeout(Duration::from_secs(seconds));
        if waited == Err(RecvTimeoutError::Timeout) {
            SILENT.store(false, Ordering::Relaxed);
            output::warn(&format!(
                "error: rank {rank}: the ranks have not met after {seconds} s; look which has died or is not \
                 this program, or let them take longer with {MEETING_VARIABLE}"
            ));
            interrupt::quit(1);
        }
    });
    Ok(met)
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

/// With several ranks, has them train the one network of a plan together: rank 0 goes on with it, and from the
/// others this does not return.
///
/// # Errors
/// For what is not shared, on all ranks alike; when a device does not open.
pub(super) fn share(plan: &Plan) -> Result<()> {
    let Some(world) = WORLD.get() else { return Ok(()) };
    let refused = match plan {
        Plan { instead: Some(Instead::FindLearningRate), .. } => Some("--find-learning-rate"),
        Plan { instead: Some(Instead::PrintConfig), .. } => Some("--print-config"),
        Plan { profile: Some(_), .. } => Some("--profile"),
        Plan { tune: true, .. } => Some("--tune"),
        Plan { sharers: 1.., .. } => Some("--share weights"),
        // A rank that has a part of each batch runs none of these.
        Plan { options, .. }
            if options.shaders.keys().any(|name| kernel::is_of_whole_steps(name)) =>
        {
            Some("--shader of whole steps")
        }
        _ => None,
    };
    let members = plan.seeds.len();
    if let Some(what) = refused {
        let size = world.size();
        return Err(Error::input(format!("{what} with {size} ranks that train one network"))
            .advice("start it without the MPI launcher"));
    }
    if members > 1 {
        return Err(Error::input(format!(
            "--members {members} with {} ranks, which train one network together",
            world.size()
        ))
        .advice("leave --members out, or deal whole networks to the ranks: sweep, --ensemble 16"));
    }
    SHARES.store(true, Ordering::Relaxed);
    if world.rank() == 0 {
        return Ok(());
    }
    interrupt::defer(Box::new(|_| {}));
    let end = block_on(async {
        let (choice, _) = ranks::choose(&plan.device, world.node()).await?;
        let mut device = Device::open(&choice, plan.options.clone(), Purpose::Itself).await?;
        // What is compiled here is kept by rank 0.
        let _ = keep_pipelines(&mut device);
        Ok(ranks::follow(device.executor, world.clone(), &interrupt::asked).await)
    })?;
    leave(&**world, end)
}

/// How many ranks train one network together, where they do.
pub(super) fn sharing() -> Option<usize> {
    SHARES.load(Ordering::Relaxed).then(|| world().map(Communicator::size)).flatten()
}

/// The device that rank 0 takes of those that are chosen, and what is to be said of it.
///
/// # Errors
/// As [`ranks::choose`].
pub(super) async fn chosen(choice: &Choice) -> Result<(Choice, Option<String>)> {
    match (sharing(), world()) {
        (Some(size), Some(world)) => {
            let (choice, note) = ranks::choose(choice, world.node()).await?;
            let together =
                format!("{size} ranks train together, each with its rows of every batch");
            Ok((choice, Some(note.map_or(together.clone(), |note| format!("{together}; {note}")))))
        }
        _ => Ok((choice.clone(), None)),
    }
}

/// The executors of all ranks as one, where they train together.
pub(super) fn together(executor: DeviceExecutor) -> DeviceExecutor {
    match (sharing(), WORLD.get()) {
        (Some(_), Some(world)) => {
            let shared = Shared::new(executor, world.clone(), interrupt::ask_for_another);
            DeviceExecutor::Shared(Box::new(shared))
        }
        _ => executor,
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
        let kept = match SHARES.load(Ordering::Relaxed) {
            true => "checkpoints, where it keeps any, are there to go on from: --resume",
            false => "the networks that were done are kept: the same command goes on from there",
        };
        output::warn(&format!("error: rank 0 has died, and nothing more is written; {kept}"));
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
