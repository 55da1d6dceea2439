//! Files kept from run to run in the user's cache folder. Losing one costs time and nothing else.

use std::path::PathBuf;
use std::{env, fs, io};

use etcetera::BaseStrategy;
use gradshader::files;

/// Names another folder.
const VARIABLE: &str = "GRADSHADER_CACHE_DIR";

/// Where a file of this name is kept; none where the system names no such folder.
pub(super) fn path(name: &str) -> Option<PathBuf> {
    let folder = match env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => etcetera::base_strategy::choose_native_strategy()
            .ok()?
            .cache_dir()
            .join(env!("CARGO_PKG_NAME")),
    };
    Some(folder.join(name))
}

/// What was kept; none where nothing was.
///
/// # Errors
/// When it is there and cannot be read.
pub(super) fn read(name: &str) -> io::Result<Option<Vec<u8>>> {
    let Some(path) = path(name) else { return Ok(None) };
    match fs::read(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Keeps this in place of what was kept, as a whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(name: &str, bytes: &[u8]) -> io::Result<()> {
    let missing = || io::Error::new(io::ErrorKind::NotFound, "there is no cache folder");
    let path = path(name).ok_or_else(missing)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    files::replace(path, bytes)
}
