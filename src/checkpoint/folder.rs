//! A folder of checkpoints, of one run at a time.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::{Every, from_bytes, to_bytes};
use crate::error::{Error, Result};
use crate::files::Replacement;
use crate::network::Network;
use crate::run::{Keeper, Standing};

/// The file that a living run has locked.
const LOCK: &str = "lock";
const EXTENSION: &str = ".safetensors";

/// How many are kept: should one be damaged, there is another.
const KEPT: usize = 2;

/// Where seconds say when, the next is written no sooner than so many times what one takes: checkpoints take
/// a fiftieth of a run at the most, reading from the device included.
const WAIT: u32 = 80;

/// A folder of checkpoints that this process keeps, and no other until it ends, however it does.
#[derive(Debug)]
pub struct Folder {
    folder: PathBuf,
    every: Every,
    /// What tells the run from others.
    run: BTreeMap<String, String>,
    resumed: Option<Standing>,
    /// Damaged ones, which go once there is another.
    damaged: Vec<PathBuf>,
    /// What was kept last: steps, epochs and when.
    last: (u64, u32, Instant),
    /// How long that took.
    took: Duration,
    /// Held until the process ends.
    _lock: File,
}

impl Folder {
    /// Takes a folder for a new run, and makes it where it is not there. `run` is
    /// [`crate::train::Trainer::fingerprint`].
    ///
    /// # Errors
    /// When another run keeps its checkpoints there, or one has; when it cannot be written.
    pub fn begin(path: &Path, every: Every, run: BTreeMap<String, String>) -> Result<Self> {
        fs::create_dir_all(path).map_err(|e| unusable(e, path))?;
        let folder = Self::take(path, every, run)?;
        if !list(path)?.is_empty() {
            return Err(Error::input("the folder has checkpoints of an earlier run")
                .file(path)
                .advice("go on from them with --resume, or give another folder"));
        }
        Ok(folder)
    }

    /// Takes the folder of a run to go on from its last whole checkpoint; from the beginning where it
    /// was ended before the first. Also returns what is to be told of damaged ones, a line each
    /// ([`Self::passed_over`]).
    ///
    /// # Errors
    /// When the folder is none of a run, another run is at work in it, no checkpoint is whole, or they
    /// are of another run.
    pub fn resume(
        path: &Path,
        every: Every,
        run: BTreeMap<String, String>,
        network: &Network,
    ) -> Result<(Self, Vec<String>)> {
        if !path.join(LOCK).is_file() {
            return Err(Error::input("there are no checkpoints in the folder")
                .file(path)
                .advice("give the folder that --checkpoint named"));
        }
        let mut folder = Self::take(path, every, run)?;
        let mut notes = Vec::new();
        let all = list(path)?;
        for (_, file) in all.iter().rev() {
            match whole(file) {
                Ok(bytes) => {
                    let standing = from_bytes(&bytes, &folder.run, network);
                    folder.resumed = Some(standing.map_err(|error| error.file(file))?);
                    break;
                }
                Err(error) => {
                    notes.push(error.to_string());
                    folder.damaged.push(file.clone());
                }
            }
        }
        match &folder.resumed {
            Some(standing) => {
                // A run that was killed may have left more than one before.
                notes.iter_mut().for_each(|note| note.push_str("; the one before is used"));
                let before = all.len() - folder.damaged.len() - 1;
                for (_, old) in &all[..before.saturating_sub(KEPT - 1)] {
                    let _ = fs::remove_file(old);
                }
                folder.last = (standing.training.steps, standing.completed, Instant::now());
            }
            None if all.is_empty() => {
                notes.push("no checkpoint was written yet: from the beginning".to_owned());
            }
            None => {
                let each = notes.join(", ");
                return Err(Error::input(format!("no checkpoint in the folder is whole: {each}"))
                    .file(path)
                    .advice("begin anew, with another folder"));
            }
        }
        Ok((folder, notes))
    }

    fn take(path: &Path, every: Every, run: BTreeMap<String, String>) -> Result<Self> {
        let mut options = File::options();
        let lock =
            options.read(true).write(true).create(true).truncate(false).open(path.join(LOCK));
        let mut lock = lock.map_err(|e| unusable(e, path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = lock.read_to_string(&mut holder);
                let holder: String = holder.chars().filter(char::is_ascii_digit).take(10).collect();
                let who =
                    if holder.is_empty() { String::new() } else { format!(", process {holder}") };
                return Err(Error::input(format!("another run keeps its checkpoints there{who}"))
                    .file(path)
                    .advice("wait for it, or give another folder"));
            }
            Err(TryLockError::Error(e)) => return Err(unusable(e, path)),
        }
        // For people; what counts is the lock, which ends with the process.
        let written = lock
            .set_len(0)
            .and_then(|()| lock.seek(SeekFrom::Start(0)))
            .and_then(|_| write!(lock, "{}", std::process::id()));
        written.map_err(|e| unusable(e, path))?;
        remove_unfinished(path);
        let (folder, last) = (path.to_owned(), (0, 0, Instant::now()));
        let (resumed, damaged, took) = (None, Vec::new(), Duration::ZERO);
        Ok(Self { folder, every, run, resumed, damaged, last, took, _lock: lock })
    }

    /// Writes a checkpoint, and removes all but the last.
    fn write(&mut self, standing: &Standing) -> Result<()> {
        let bytes = to_bytes(standing, &self.run)?;
        let digest: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{:012}-{digest}{EXTENSION}", standing.training.steps);
        let path = self.folder.join(name);
        let unwritten =
            |e| Error::failed("the checkpoint cannot be written").caused_by(e).file(&path);
        let mut file = Replacement::new(&path).map_err(unwritten)?;
        file.file().write_all(&bytes).map_err(unwritten)?;
        file.put().map_err(unwritten)?;
        for damaged in self.damaged.drain(..).filter(|damaged| *damaged != path) {
            let _ = fs::remove_file(damaged);
        }
        let mut others = list(&self.folder)?;
        others.retain(|(_, other)| *other != path);
        let kept = others.len().saturating_sub(KEPT - 1);
        for (_, old) in &others[..kept] {
            // One too many does no harm.
            let _ = fs::remove_file(old);
        }
        Ok(())
    }

    /// How many damaged ones were passed over when the run went on.
    pub fn passed_over(&self) -> usize {
        self.damaged.len()
    }

    /// The epochs that are complete where the run goes on; 0 of a new one.
    pub fn completed(&self) -> u32 {
        self.resumed.as_ref().map_or(0, |standing| standing.completed)
    }
}

impl Keeper for Folder {
    fn resume(&mut self) -> Option<Standing> {
        self.resumed.take()
    }

    fn steps(&self) -> Option<u64> {
        match self.every {
            Every::Steps(steps) => Some(steps),
            _ => None,
        }
    }

    fn is_due(&self, steps: u64, epochs: u32) -> bool {
        let (last_steps, last_epochs, when) = self.last;
        if steps == last_steps && epochs == last_epochs {
            return false;
        }
        match self.every {
            Every::Steps(every) => steps / every > last_steps / every,
            Every::Epochs(every) => epochs / every > last_epochs / every,
            Every::Seconds(every) => {
                let every = Duration::from_secs_f64(every.min(1e9));
                when.elapsed() >= every.max(self.took * WAIT)
            }
        }
    }

    fn keep(&mut self, standing: &Standing) -> Result<()> {
        let began = Instant::now();
        self.write(standing)?;
        self.took = began.elapsed();
        self.last = (standing.training.steps, standing.completed, Instant::now());
        Ok(())
    }

    fn place(&self) -> Option<String> {
        let all = list(&self.folder).ok()?;
        all.last().map(|(_, path)| path.display().to_string())
    }
}

/// The checkpoints in a folder with their steps, the first first. Of equal steps the one that was written
/// last is last.
fn list(folder: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let entries = fs::read_dir(folder).map_err(|e| unusable(e, folder))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| unusable(e, folder))?.path();
        let Some((steps, _)) = parts(&path) else { continue };
        let written = fs::metadata(&path).and_then(|known| known.modified()).ok();
        found.push((steps, written, path));
    }
    found.sort();
    Ok(found.into_iter().map(|(steps, _, path)| (steps, path)).collect())
}

/// Removes what runs that were killed had not finished: this one holds the lock, so none is at work.
fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let whole = name.strip_prefix('.').and_then(|rest| rest.strip_suffix(".tmp"));
        let whole = whole.and_then(|rest| rest.rsplit_once('.')).map(|(whole, _)| whole);
        if whole.is_some_and(|whole| parts(Path::new(whole)).is_some()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The steps and the digest in a checkpoint's name.
fn parts(path: &Path) -> Option<(u64, &str)> {
    let name = path.file_name()?.to_str()?.strip_suffix(EXTENSION)?;
    let (steps, digest) = name.split_once('-')?;
    let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some((steps.parse().ok().filter(|_| is_digest)?, digest))
}

/// The bytes of a checkpoint that are those that were written.
fn whole(path: &Path) -> Result<Vec<u8>> {
    let unread = |e| Error::failed("the checkpoint cannot be read").caused_by(e).file(path);
    // Of a pipe nothing may ever come.
    if !fs::metadata(path).map_err(unread)?.is_file() {
        return Err(Error::input("the checkpoint is no ordinary file").file(path));
    }
    let bytes = fs::read(path).map_err(unread)?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    match parts(path) {
        Some((_, named)) if named == digest => Ok(bytes),
        _ => Err(Error::input("the checkpoint is damaged").file(path)),
    }
}

fn unusable(e: impl Into<Box<dyn std::error::Error + Send + Sync>>, folder: &Path) -> Error {
    Error::input("the folder cannot be used for checkpoints").caused_by(e).file(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_checkpoint_is_written_less_often_than_seconds_say() {
        let place = tempfile::tempdir().unwrap();
        let mut folder =
            Folder::begin(place.path(), Every::Seconds(0.001), BTreeMap::new()).unwrap();
        let now = Instant::now();
        let Some(before) = now.checked_sub(Duration::from_secs(30)) else { return };
        for (took, is_due) in [(0.1, true), (0.37, true), (0.38, false), (5.0, false)] {
            folder.last = (0, 0, before);
            folder.took = Duration::from_secs_f64(took);
            assert_eq!(folder.is_due(1, 0), is_due, "{took} s");
        }
        folder.every = Every::Steps(1);
        assert!(folder.is_due(1, 0), "who counts steps is obeyed");
    }
}
