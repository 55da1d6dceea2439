//! The files of a command: none that it writes may be one that it reads, or writes already.

mod identity;

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use gradshader::dataset::read::paths;
use gradshader::error::{Error, Result};
use gradshader::files;

use self::identity::{Identity, identities, is_within, which_file};

/// Every file that a command reads and every one that it writes.
#[derive(Debug, Default)]
pub(super) struct Places {
    files: Vec<Named>,
    /// Standard output and standard error, where they are sent to files.
    streams: Vec<(&'static str, Metadata)>,
}

/// A file, and what the command line calls it.
#[derive(Debug)]
struct Named {
    what: String,
    path: PathBuf,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Input,
    Output,
    /// A folder whose files come and go.
    Folder,
    /// A folder in which files are made, beside others.
    Made,
    /// An input that the output of this name may replace.
    Replaceable(&'static str),
}

impl Places {
    /// Where nothing is read or written but the standard streams.
    pub(super) fn new() -> Self {
        let streams = identity::streams();
        let streams = streams.into_iter().filter(|(_, known)| known.is_file()).collect();
        Self { files: Vec::new(), streams }
    }

    /// A file that is read, if there is one; `what` is its flag, or what else it is called.
    pub(super) fn input(mut self, what: &str, path: Option<&Path>) -> Self {
        if let Some(path) = path {
            if path.as_os_str() == "-" {
                self.add(what, Path::new("/dev/stdin"), Role::Input);
            }
            // What is wrong with a pattern is said when it is read.
            for path in paths(path).unwrap_or_default() {
                self.add(what, &path, Role::Input);
            }
        }
        self
    }

    /// Files that are read together.
    pub(super) fn inputs(self, what: &str, paths: &[PathBuf]) -> Self {
        paths.iter().fold(self, |places, path| places.input(what, Some(path)))
    }

    /// A file that is read before the output called `by` may replace it.
    pub(super) fn replaceable(mut self, what: &str, path: Option<&Path>, by: &'static str) -> Self {
        if let Some(path) = path {
            self.add(what, path, Role::Replaceable(by));
        }
        self
    }

    /// The files of `--shader NAME=FILE`.
    pub(super) fn shaders(mut self, shaders: &[String]) -> Self {
        for (_, path) in shaders.iter().filter_map(|shader| shader.split_once('=')) {
            self.add("--shader", Path::new(path), Role::Input);
        }
        self
    }

    /// A file that is written, if there is one.
    pub(super) fn output(mut self, what: &str, path: Option<&Path>) -> Self {
        if let Some(path) = path {
            self.add(what, path, Role::Output);
        }
        self
    }

    /// A folder that is written to, if there is one.
    pub(super) fn folder(mut self, what: &str, path: Option<&Path>) -> Self {
        if let Some(path) = path {
            self.add(what, path, Role::Folder);
        }
        self
    }

    /// A folder in which files are made beside others, and one in it for each of several members, if there is one.
    pub(super) fn made(mut self, what: &str, path: Option<&Path>, members: usize) -> Self {
        let Some(path) = path else { return self };
        self.add(what, path, Role::Made);
        for member in 0..if members > 1 { members } else { 0 } {
            self.add(what, &path.join(format!("member-{member}")), Role::Made);
        }
        self
    }

    /// A model, and those of its members where there are several.
    pub(super) fn model(mut self, path: Option<&Path>, members: usize) -> Self {
        let Some(path) = path else { return self };
        self.add("--model", path, Role::Output);
        for member in 0..if members > 1 { members } else { 0 } {
            let what = format!("member {member} of --model");
            self.add(&what, &member_path(path, member), Role::Output);
        }
        self
    }

    fn add(&mut self, what: &str, path: &Path, role: Role) {
        self.files.push(Named { what: what.to_owned(), path: path.to_owned(), role });
    }

    /// Refuses an output that is an input or another output, whatever the path says, a standard stream that is
    /// sent to an input, and an output that cannot be written; asked before anything is opened for writing.
    /// Removes what dead processes have left beside the outputs.
    ///
    /// # Errors
    /// Name the file and what it is.
    pub(super) fn check(&self) -> Result<()> {
        let outputs = || self.files.iter().filter(|file| file.role == Role::Output);
        let folders = || self.files.iter().filter(|file| file.role == Role::Folder);
        self.check_streams()?;
        if outputs().chain(folders()).next().is_none() {
            return Ok(());
        }
        let mut known: HashMap<Identity, &Named> = HashMap::new();
        // Of a folder that is read all that is there may be part.
        let read = |file: &&Named| file.role == Role::Input && file.path.is_dir();
        folders().try_for_each(|folder| check_folder(&folder.what, &folder.path))?;
        for folder in folders().chain(self.files.iter().filter(read)) {
            let Ok(place) = files::place(&folder.path) else { continue };
            let inside = |file: &&Named| {
                file.role == Role::Output
                    && (folder.role == Role::Folder || file.path.is_file())
                    && files::place(&file.path).is_ok_and(|file| is_within(&file, &place))
            };
            if let Some(file) = self.files.iter().find(inside) {
                let what = format!("{} lies in the folder of {}", file.what, folder.what);
                return Err(Error::input(what).file(&file.path).advice("write it elsewhere"));
            }
        }
        let is_file = |file: &&Named| !matches!(file.role, Role::Folder | Role::Made);
        for file in self.files.iter().filter(is_file) {
            let place = match files::place(&file.path) {
                Ok(place) => place,
                // An input that is not there is found when it is read.
                Err(_) if file.role != Role::Output => continue,
                Err(e) => return Err(unwritable(&file.path, e)),
            };
            for identity in identities(&place) {
                if let Some(other) = known.insert(identity, file)
                    && let Some(error) = conflict(file, other)
                {
                    return Err(error);
                }
            }
        }
        self.check_made(&known)?;
        outputs().try_for_each(|output| check_output(&output.path))
    }

    /// Whether no standard stream is sent to a file that is read or written.
    fn check_streams(&self) -> Result<()> {
        for (stream, sent) in &self.streams {
            let is_it = |file: &&Named| {
                fs::metadata(&file.path).is_ok_and(|known| {
                    which_file(&known).is_some_and(|it| Some(it) == which_file(sent))
                })
            };
            let Some(file) = self.files.iter().find(is_it) else { continue };
            return Err(match file.role {
                Role::Output => Error::input(format!("{} is the file of {stream}", file.what))
                    .file(&file.path)
                    .advice("give it another name"),
                _ => Error::input(format!("{stream} is sent to an input, {}", file.what))
                    .file(&file.path)
                    .advice("send it to another file"),
            });
        }
        Ok(())
    }

    /// Whether no folder that is to be made, or one that it lies in, stands where an output goes.
    fn check_made(&self, known: &HashMap<Identity, &Named>) -> Result<()> {
        let makes = |file: &&Named| matches!(file.role, Role::Folder | Role::Made);
        for folder in self.files.iter().filter(makes) {
            for above in folder.path.ancestors().filter(|path| path.file_name().is_some()) {
                let Ok(place) = files::place(above) else { continue };
                let output = identities(&place).into_iter().find_map(|identity| {
                    known.get(&identity).filter(|file| file.role == Role::Output)
                });
                if let Some(output) = output {
                    let what =
                        format!("{} is where the folder of {} goes", output.what, folder.what);
                    return Err(Error::input(what)
                        .file(&output.path)
                        .advice("give it another name"));
                }
            }
        }
        Ok(())
    }
}

/// What is wrong with two names of one file, if anything.
fn conflict(file: &Named, other: &Named) -> Option<Error> {
    let (output, other) = match (file.role, other.role) {
        (Role::Output, _) => (file, other),
        (_, Role::Output) => (other, file),
        _ => return None,
    };
    if matches!(other.role, Role::Replaceable(by) if by == output.what) {
        return None;
    }
    let what = match other.role {
        Role::Output => format!("{} and {} are one file", output.what, other.what),
        _ => format!("{} would replace an input, {}", output.what, other.what),
    };
    Some(Error::input(what).file(&output.path).advice("give it another name"))
}

/// Whether `path` names a folder, which `-`, standard output elsewhere, does not.
pub(super) fn check_folder(what: &str, path: &Path) -> Result<()> {
    match path.as_os_str() == "-" {
        false => Ok(()),
        true => Err(Error::input(format!("{what} takes a folder, not standard output"))
            .file(path)
            .advice("give a name; a folder of that name is ./-")),
    }
}

/// Whether a file can be put at `path`: the folder is there and takes files, and no folder and no
/// read-only file stands there.
fn check_output(path: &Path) -> Result<()> {
    if path.as_os_str() == "-" {
        return Err(Error::input("no file is written to standard output")
            .file(path)
            .advice("give a name, or /dev/stdout; a file of that name is ./-"));
    }
    let place = files::place(path).map_err(|e| unwritable(path, e))?;
    let is_separator = |&sign: &u8| std::path::is_separator(char::from(sign));
    let ends = path.as_os_str().as_encoded_bytes();
    if !place.is_dir() && ends.last().is_some_and(is_separator) {
        return Err(Error::input("the name is one of a folder, and a file is written")
            .file(path)
            .advice("give the name of a file, without a slash at the end"));
    }
    match fs::metadata(&place) {
        Ok(known) if known.is_dir() => {
            return Err(Error::input("a folder stands where the output should go")
                .file(path)
                .advice("give another name, or move the folder"));
        }
        // A pipe or a device.
        Ok(known) if !known.is_file() => return Ok(()),
        Ok(known) if known.permissions().readonly() => {
            return Err(Error::input("the file is read-only")
                .file(path)
                .advice("give another name, or make it writable"));
        }
        Ok(_) => {
            // Nothing is written, but the system says whether that would be allowed.
            let opened = fs::OpenOptions::new().append(true).open(&place);
            opened
                .map_err(|e| Error::input("the file cannot be written").caused_by(e).file(path))?;
        }
        Err(_) => {}
    }
    files::remove_leftovers(&place);
    let folder = files::folder(&place);
    tempfile::tempfile_in(folder).map_err(|e| {
        Error::input(format!("the folder {} takes no files", folder.display()))
            .caused_by(e)
            .file(path)
    })?;
    Ok(())
}

fn unwritable(path: &Path, e: std::io::Error) -> Error {
    let folder = files::folder(path);
    if e.kind() == ErrorKind::NotFound && !folder.is_dir() {
        return Error::input(format!("there is no folder {}", folder.display()))
            .file(path)
            .advice("create it, or write elsewhere");
    }
    Error::input("no file can be put there").caused_by(e).file(path).advice("write elsewhere")
}

/// `OUT.safetensors` of member 1 is `OUT.1.safetensors`.
pub(super) fn member_path(path: &Path, member: usize) -> PathBuf {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some(extension) => path.with_extension(format!("{member}.{extension}")),
        None => path.with_extension(member.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_has_its_number_before_the_extension() {
        for (path, expected) in
            [("a/OUT.safetensors", "a/OUT.2.safetensors"), ("a.b/out", "a.b/out.2")]
        {
            assert_eq!(member_path(Path::new(path), 2), Path::new(expected));
        }
    }
}
