//! Which file is which, however it is called.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use gradshader::files;

/// What tells a file from another: where it lies, and what it is on the disk. A folder may lie in two places, of
/// which a mount is one: a file that is not there yet is a name in a folder.
/// A pipe or a device is none: several may write there.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Identity {
    Place(PathBuf),
    In((u64, u64), OsString),
    File((u64, u64)),
}

pub(super) fn identities(place: &Path) -> Vec<Identity> {
    let known = fs::metadata(place).ok();
    if known.as_ref().is_some_and(|file| !file.is_file() && !file.is_dir()) {
        return Vec::new();
    }
    // Two names that differ in case are one there, and a file that is not there yet has no other.
    let folds = cfg!(any(windows, target_vendor = "apple"));
    let name = if folds { place.to_string_lossy().to_lowercase().into() } else { place.to_owned() };
    let folder = fs::metadata(files::folder(place)).ok();
    let folder = folder.as_ref().and_then(which_file).zip(name.file_name());
    let within = folder.map(|(folder, name)| Identity::In(folder, name.to_owned()));
    let file = known.as_ref().and_then(which_file).map(Identity::File);
    [within, Some(Identity::Place(name)), file].into_iter().flatten().collect()
}

/// Whether a file lies in a folder, at whatever depth.
pub(super) fn is_within(place: &Path, folder: &Path) -> bool {
    let which = |path: &Path| fs::metadata(path).ok().as_ref().and_then(which_file);
    let wanted = which(folder);
    place.starts_with(folder)
        || wanted.is_some() && place.ancestors().skip(1).any(|above| which(above) == wanted)
}

/// Which file of which disk it is, where the system says so.
#[cfg(unix)]
pub(super) fn which_file(file: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
pub(super) fn which_file(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// Standard output and standard error, where they are open.
#[cfg(unix)]
pub(super) fn streams() -> Vec<(&'static str, Metadata)> {
    use std::fs::File;
    use std::os::fd::AsFd;
    let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
    [("standard output", stdout.as_fd()), ("standard error", stderr.as_fd())]
        .into_iter()
        .filter_map(|(what, stream)| {
            let stream = File::from(stream.try_clone_to_owned().ok()?);
            Some((what, stream.metadata().ok()?))
        })
        .collect()
}

#[cfg(not(unix))]
pub(super) fn streams() -> Vec<(&'static str, Metadata)> {
    Vec::new()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_a_name_in_a_folder_wherever_that_lies() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("folder")).unwrap();
        // As through a mount, the paths differ and the folder is one.
        let [one, other] = ["m.st", "folder/../m.st"].map(|name| place.path().join(name));
        let shares = |one: &Path, other: &Path| {
            let other = identities(other);
            identities(one).iter().any(|identity| other.contains(identity))
        };
        assert!(shares(&one, &other));
        assert!(!shares(&one, &place.path().join("folder/m.st")));
        assert!(!shares(&one, &place.path().join("n.st")));
        assert!(is_within(&one, &place.path().join("folder/..")));
        assert!(!is_within(&one, &place.path().join("folder")));
    }
}
