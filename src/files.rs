//! Files that are replaced as a whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use tempfile::{Builder, NamedTempFile};

/// Writes `bytes` to `path`. A file that stands there is replaced at once and as a whole, once the
/// new one is on the disk, and keeps its mode and, where the system lets it, its owner; when
/// anything fails it stays as it was. One that the system does not let be replaced, such as a mount point,
/// is written over. A symbolic link stays, and what it points to is replaced, or made
/// where it is not there. What is no ordinary file (a pipe, a terminal) is written to.
///
/// # Errors
/// Those of the file system; [`ErrorKind::PermissionDenied`] where the file is read-only.
pub fn replace(path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
    let path = place(path)?;
    if is_stream(&path) {
        return open_stream(&path)?.write_all(bytes);
    }
    let mut replacement = Replacement::new(&path)?;
    replacement.file().write_all(bytes)?;
    replacement.put()?;
    Ok(())
}

/// Where a file that is written to `path` lies: the canonical folder and the name, through symbolic
/// links, those that point to nothing among them.
///
/// # Errors
/// Those of the file system: the folder is not there or cannot be read, links go round in circles,
/// the name is too long, or there is none.
pub fn place(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    let mut path = path.as_ref().to_owned();
    // As many as Linux follows.
    for _ in 0..40 {
        let Some(name) = path.file_name() else { return fs::canonicalize(&path) };
        let folder = fs::canonicalize(folder(&path))?;
        let here = folder.join(name);
        match fs::symlink_metadata(&here) {
            // What a link such as /dev/stdout says of a pipe is no path.
            Ok(known) if known.is_symlink() && is_stream(&here) => return Ok(here),
            Ok(known) if known.is_symlink() => path = folder.join(fs::read_link(&here)?),
            Ok(_) => return Ok(here),
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(here),
            Err(e) => return Err(e),
        }
    }
    Err(io::Error::other("the links go round in circles"))
}

/// Whether a pipe, a terminal or another device stands there, which is written to and not replaced.
pub fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir())
}

/// How to open what is no ordinary file.
static OPENER: OnceLock<fn(&Path) -> io::Result<File>> = OnceLock::new();

/// Has all that is no ordinary file be opened by `open` from now on: the system waits for someone to read a pipe, and the
/// caller may not want to wait as long. What `open` gives up is an error of kind [`ErrorKind::Interrupted`]. The first call counts.
pub fn open_streams_by(open: fn(&Path) -> io::Result<File>) {
    let _ = OPENER.set(open);
}

/// Opens what is no ordinary file to write to it.
///
/// # Errors
/// Those of the system, and of who opens it ([`open_streams_by`]).
pub fn open_stream(path: &Path) -> io::Result<File> {
    match OPENER.get() {
        Some(open) => open(path),
        None => File::options().write(true).open(path),
    }
}

/// The folder that a path is in.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file beside the one that it shall replace, called `.NAME.XXXXXX.tmp`. Unless it is put in
/// place it is removed when dropped; one whose process died is removed by the next that replaces
/// the same file, for a living one keeps it locked.
#[derive(Debug)]
pub struct Replacement {
    /// None once it is put in place.
    file: Option<NamedTempFile>,
    place: PathBuf,
}

impl Replacement {
    /// Begins a file for `path`, and removes what dead processes left beside it.
    ///
    /// # Errors
    /// Those of the file system; [`ErrorKind::PermissionDenied`] where a file stands there that is
    /// read-only.
    pub fn new(path: impl AsRef<Path>) -> io::Result<Self> {
        let place = place(path)?;
        let old = fs::metadata(&place).ok();
        if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
        }
        remove_leftovers(&place);
        let name = place.file_name().unwrap_or(OsStr::new("file"));
        let file = locked(folder(&place), name)?;
        if let Some(old) = old.filter(fs::Metadata::is_file) {
            keep_owner(file.as_file(), &old);
            file.as_file().set_permissions(old.permissions())?;
        }
        unfinished(|paths| paths.push(file.path().to_owned()));
        Ok(Self { file: Some(file), place })
    }

    /// The new file.
    ///
    /// # Panics
    /// Never: it is there until it is put in place, which takes `self`.
    pub fn file(&mut self) -> &mut File {
        self.file.as_mut().expect("it is not in place yet").as_file_mut()
    }

    /// Puts the file in place once its content is on the disk; it can be written on. Where the system does not let
    /// the old file be replaced (a mount point), its content is.
    ///
    /// # Errors
    /// Those of the file system; then nothing is replaced. One that came while the old file was written over names the
    /// file that has all of it.
    pub fn put(mut self) -> io::Result<File> {
        let file = self.file.take().expect("it is not in place yet");
        let temporary = file.path().to_owned();
        let put = || {
            file.as_file().sync_all()?;
            let file = match file.persist(&self.place) {
                Err(e) if is_held(&e.error, &self.place) => {
                    // A signal must not remove what is the only whole file by now.
                    unfinished(|paths| paths.retain(|path| *path != temporary));
                    return write_over(e.file, &self.place);
                }
                persisted => persisted.map_err(|e| e.error)?,
            };
            sync_folder(folder(&self.place))?;
            // Not all systems have locks.
            let _ = file.unlock();
            Ok(file)
        };
        let put = put();
        unfinished(|paths| paths.retain(|path| *path != temporary));
        put
    }
}

/// Whether an ordinary file stands there that no other may take the place of: it is a mount point.
fn is_held(error: &io::Error, place: &Path) -> bool {
    matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::CrossesDevices) && place.is_file()
}

/// Writes a finished file over the one that stands at `place`, and removes it; it stays where that fails.
fn write_over(mut whole: NamedTempFile, place: &Path) -> io::Result<File> {
    let mut over = || {
        whole.seek(SeekFrom::Start(0))?;
        let mut file = File::options().write(true).open(place)?;
        let length = io::copy(whole.as_file_mut(), &mut file)?;
        file.set_len(length)?;
        file.sync_all()?;
        Ok(file)
    };
    match over() {
        Ok(file) => Ok(file),
        Err(e) => {
            let e: io::Error = e;
            let (_, kept) = whole.keep().map_err(|e| e.error)?;
            Err(io::Error::new(e.kind(), format!("{e}; all of it is in {}", kept.display())))
        }
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            unfinished(|paths| paths.retain(|path| *path != file.path()));
        }
    }
}

/// Has the system write to the disk which files a folder holds, where it can.
///
/// # Errors
/// Those of the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // A folder that may not be listed, or a file system that knows no such thing.
        Err(e)
            if matches!(
                e.kind(),
                ErrorKind::PermissionDenied | ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

/// Removes what processes that died have left beside a file that they were about to replace.
pub fn remove_leftovers(place: &Path) {
    let Some(name) = place.file_name() else { return };
    let Ok(entries) = fs::read_dir(folder(place)) else { return };
    let prefix = prefix(name);
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .and_then(|rest| rest.strip_suffix(SUFFIX.as_bytes()))
            .is_some_and(|rest| rest.len() == RANDOM && rest.iter().all(u8::is_ascii_alphanumeric));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // A living process has it locked; where there are no locks, nothing is removed.
            let dead = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
            if dead {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Removes the files that are not in place yet, for a process that ends without unwinding.
pub fn remove_unfinished() {
    unfinished(|paths| {
        for path in paths.drain(..) {
            let _ = fs::remove_file(path);
        }
    });
}

/// What temporary names end in, after as many random letters.
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 6;

/// What temporary names begin with. Of a long name only a part fits, as names have at most 255 bytes.
fn prefix(name: &OsStr) -> OsString {
    let mut prefix = OsString::from(".");
    match name.len() {
        0..=200 => prefix.push(name),
        _ => prefix
            .extend(name.to_string_lossy().chars().take(50).map(String::from).map(OsString::from)),
    }
    prefix.push(".");
    prefix
}

/// A new file that no other process takes for the leftover of a dead one.
fn locked(folder: &Path, name: &OsStr) -> io::Result<NamedTempFile> {
    loop {
        let prefix = prefix(name);
        let mut builder = Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM);
        // As an ordinary new file, the umask applied, where temporary ones are for the user alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        // Not all systems have locks. Another process may have been faster and have removed it.
        if file.as_file().lock().is_err() || fs::symlink_metadata(file.path()).is_ok() {
            return Ok(file);
        }
    }
}

/// Gives a file the owner of the one that it replaces, where the system lets it.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is_same = |new: fs::Metadata| (new.uid(), new.gid()) == (old.uid(), old.gid());
    if !file.metadata().is_ok_and(is_same) {
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// The files of this process that are not in place yet.
fn unfinished(change: impl FnOnce(&mut Vec<PathBuf>)) {
    static PATHS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
    change(&mut PATHS.lock().unwrap_or_else(PoisonError::into_inner));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As over a mount point, which only who may mount can make.
    #[test]
    fn a_file_that_cannot_be_replaced_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("m.st");
        let finished = || {
            let mut replacement = Replacement::new(&place).unwrap();
            replacement.file().write_all(b"new").unwrap();
            replacement.file.take().unwrap()
        };
        let names = || fs::read_dir(folder.path()).unwrap().count();
        for old in ["an older one that is longer", ""] {
            fs::write(&place, old).unwrap();
            let held = File::open(&place).unwrap();
            let mut file = write_over(finished(), &place).unwrap();
            file.write_all(b", and more").unwrap();
            assert_eq!(io::read_to_string(held).unwrap(), "new, and more", "it is the same file");
            assert_eq!(names(), 1);
        }
        let e = write_over(finished(), &folder.path().join("missing/m.st")).unwrap_err();
        let (_, kept) = e
            .to_string()
            .split_once("; all of it is in ")
            .map(|(e, kept)| (e.to_owned(), kept.to_owned()))
            .unwrap();
        assert_eq!(fs::read(kept).unwrap(), b"new");
        for (kind, expected) in [
            (ErrorKind::ResourceBusy, true),
            (ErrorKind::CrossesDevices, true),
            (ErrorKind::StorageFull, false),
        ] {
            assert_eq!(is_held(&kind.into(), &place), expected, "{kind}");
            assert!(!is_held(&kind.into(), folder.path()), "{kind}");
        }
    }
}
