//! Networks that are trained, on the disk while a run of several ranks goes on: where a launcher ends all since
//! one has died, the same command goes on from there.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::wire;
use crate::error::{Error, Result};
use crate::together::Fitted;

/// What each record begins with: its length, and a digest of what follows.
const HEAD: usize = 4 + 8;

/// A file of trained networks, each after the other as they are done. A record that was being written when the
/// process died, and what follows it, is dropped.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the file, or begins it; with the networks that it has, by their places among the candidates.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn open(path: &Path) -> Result<(Self, BTreeMap<usize, Fitted>)> {
        let begun = || -> io::Result<(File, Vec<u8>)> {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut options = File::options();
            options.read(true).write(true).create(true).truncate(false);
            Ok((options.open(path)?, fs::read(path)?))
        };
        let (mut file, bytes) = begun().map_err(|e| unwritten(e, path))?;
        let (known, length) = records(&bytes);
        let cut = file.set_len(length as u64).and_then(|()| file.seek(SeekFrom::End(0)));
        cut.map_err(|e| unwritten(e, path))?;
        Ok((Self { path: path.to_owned(), file }, known))
    }

    /// Adds a network; it is on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, place: usize, fitted: &Fitted) -> Result<()> {
        let mut body = (place as u32).to_le_bytes().to_vec();
        body.extend(wire::to_bytes(std::slice::from_ref(fitted))?);
        let mut record = (body.len() as u32).to_le_bytes().to_vec();
        record.extend(&Sha256::digest(&body)[..8]);
        record.extend(body);
        let written = self.file.write_all(&record).and_then(|()| self.file.sync_data());
        written.map_err(|e| unwritten(e, &self.path))
    }

    /// Removes the file: all is written elsewhere.
    pub fn remove(self) {
        // One that stays is taken up by the same command, to the same bits.
        let _ = fs::remove_file(&self.path);
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Journal {
    /// One that holds nothing is of no use.
    fn drop(&mut self) {
        if self.file.metadata().is_ok_and(|file| file.len() == 0) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The records that are whole, and where they end.
fn records(bytes: &[u8]) -> (BTreeMap<usize, Fitted>, usize) {
    let mut known = BTreeMap::new();
    let mut end = 0;
    while let Some((place, fitted, next)) = record(bytes, end) {
        known.insert(place, fitted);
        end = next;
    }
    (known, end)
}

fn record(bytes: &[u8], start: usize) -> Option<(usize, Fitted, usize)> {
    let head = bytes.get(start..start + HEAD)?;
    let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let end = (start + HEAD).checked_add(length)?;
    let body = bytes.get(start + HEAD..end)?;
    if Sha256::digest(body)[..8] != head[4..] {
        return None;
    }
    let (place, fitted) = body.split_at_checked(4)?;
    let place = u32::from_le_bytes([place[0], place[1], place[2], place[3]]) as usize;
    Some((place, wire::of(fitted).ok()?.pop()?, end))
}

fn unwritten(e: io::Error, path: &Path) -> Error {
    Error::failed("networks that are done cannot be kept").caused_by(e).file(path)
}

#[cfg(test)]
mod tests {
    use super::super::wire::tests::fitted;
    use super::*;

    #[test]
    fn what_was_kept_is_taken_up_and_a_torn_end_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("journal");
        let (mut journal, known) = Journal::open(&path).unwrap();
        assert!(known.is_empty());
        journal.add(7, &fitted(7)).unwrap();
        journal.add(2, &fitted(2)).unwrap();
        drop(journal);
        let whole = fs::read(&path).unwrap();
        for length in whole.len() / 2 + 1..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let (mut journal, known) = Journal::open(&path).unwrap();
            assert_eq!(known.keys().collect::<Vec<_>>(), [&7], "{length}");
            journal.add(2, &fitted(2)).unwrap();
            assert_eq!(fs::read(&path).unwrap(), whole);
        }
        let mut flipped = whole.clone();
        flipped[whole.len() / 4] ^= 1;
        fs::write(&path, &flipped).unwrap();
        assert!(Journal::open(&path).unwrap().1.is_empty());
        let (journal, _) = Journal::open(&path).unwrap();
        journal.remove();
        assert!(!path.exists());
    }
}
