//! Files that are replaced as a whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to `path`. A file that stands there is replaced at once and as a whole, once the
/// new one is on the disk; when anything fails it stays as it was. What is no ordinary file (a
/// pipe, a terminal) is written to.
///
/// # Errors
/// Those of the file system.
pub fn replace(path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
    // Through a link, so that what it points to is replaced and not the link.
    let path = fs::canonicalize(&path).unwrap_or_else(|_| path.as_ref().to_owned());
    if fs::metadata(&path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        return fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes);
    }
    // Renaming is atomic within a file system, so the new file is written beside the old.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has permissions to set"))]
    let mut builder = tempfile::Builder::new();
    // As an ordinary new file, the umask applied, where temporary ones are for the user alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|e| e.error)?;
    Ok(())
}
