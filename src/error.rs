//! One error type: what failed, where (file, row, column, tensor), and what to do about it.

use std::fmt::{self, Write};
use std::path::{Path, PathBuf};

/// `Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of failure an [`Error`] is. The command line turns it into its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Data, a model file, a configuration or an argument is not usable.
    Input,
    /// There is no such device, or it cannot do what is asked of it.
    Device,
    /// GPU and reference differ by more than the derived bound.
    Verification,
    /// The caller asked to stop.
    Interrupted,
    /// The device was lost. What stood in its memory is gone; another may go on where a state was kept.
    Lost,
    /// Anything else: the disk is full, the device does not answer.
    Failed,
}

/// A number as a message has it: with an exponent where it would have many digits.
pub fn digits(value: impl fmt::Display + fmt::LowerExp) -> String {
    let plain = value.to_string();
    if plain.len() > 24 { format!("{value:e}") } else { plain }
}

/// What failed, where, and what to do. Displays as one line:
/// `data.csv, row 7, column "width": "abc" is not a number; write a number there`.
///
/// Rows are counted from 1 as an editor counts lines or an image file its images; columns carry
/// the name of the header, or a number from 1 where there is none.
///
/// `{:?}` prints the same line, for a `main` that returns a [`Result`] and for `unwrap`.
pub struct Error(Box<Parts>);

/// Boxed, so that a `Result` stays small.
struct Parts {
    kind: ErrorKind,
    what: String,
    file: Option<PathBuf>,
    row: Option<u64>,
    column: Option<String>,
    tensor: Option<String>,
    advice: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    has_no_rows: bool,
}

impl Error {
    /// An error of `kind` that says `what` was wrong.
    pub fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            what: what.into(),
            file: None,
            row: None,
            column: None,
            tensor: None,
            advice: None,
            source: None,
            has_no_rows: false,
        }))
    }

    /// Bad data, a bad model file, a bad configuration or a bad argument.
    pub fn input(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, what)
    }

    /// No such device, or one that cannot do it.
    pub fn device(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Device, what)
    }

    /// GPU and reference part.
    pub fn verification(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Verification, what)
    }

    /// Anything that is no one's input.
    pub fn failed(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Failed, what)
    }

    /// The file it is about. A file set earlier stays.
    pub fn file(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file.get_or_insert_with(|| file.as_ref().to_owned());
        self
    }

    /// The file it is about, whatever was said before.
    pub(crate) fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file = Some(file.as_ref().to_owned());
        self
    }

    /// The row (line of a text file, image of an image file), from 1.
    pub fn row(mut self, row: u64) -> Self {
        self.0.row = Some(row);
        self
    }

    /// The row that is at fault, if that is known.
    pub fn at_row(&self) -> Option<u64> {
        self.0.row
    }

    /// The row counted otherwise, if there is one.
    pub(crate) fn map_row(mut self, count: impl Fn(u64) -> u64) -> Self {
        self.0.row = self.0.row.map(count);
        self
    }

    /// A table that has columns and no rows.
    pub(crate) fn without_rows(what: impl Into<String>) -> Self {
        let mut error = Self::input(what).advice("give a row a sample");
        error.0.has_no_rows = true;
        error
    }

    /// Whether all that is wrong is that a table has no rows.
    #[cfg(feature = "files")]
    pub(crate) fn has_no_rows(&self) -> bool {
        self.0.has_no_rows
    }

    /// The column's name, or its number from 1.
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// The tensor of a model file.
    pub fn tensor(mut self, tensor: impl Into<String>) -> Self {
        self.0.tensor = Some(tensor.into());
        self
    }

    /// What else is wrong, so that one message says it all.
    pub fn also(mut self, what: impl AsRef<str>) -> Self {
        self.0.what.push_str(", ");
        self.0.what.push_str(what.as_ref());
        self
    }

    /// What to do about it.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.0.advice = Some(advice.into());
        self
    }

    /// The error that caused this one; its text is appended. What was given up is of kind
    /// [`ErrorKind::Interrupted`].
    pub fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        let source = source.into();
        let is_given_up = |error: &std::io::Error| error.kind() == std::io::ErrorKind::Interrupted;
        if source.downcast_ref().is_some_and(is_given_up) {
            self.0.kind = ErrorKind::Interrupted;
        }
        self.0.source = Some(source);
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = Vec::new();
        place.extend(self.0.file.as_ref().map(|file| file.display().to_string()));
        place.extend(self.0.row.map(|row| format!("row {row}")));
        place.extend(self.0.column.as_ref().map(|column| format!("column {column:?}")));
        place.extend(self.0.tensor.as_ref().map(|tensor| format!("tensor {tensor:?}")));
        let mut line = place.join(", ");
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&self.0.what);
        if let Some(source) = &self.0.source {
            line.push_str(&format!(" ({source})"));
        }
        if let Some(advice) = &self.0.advice {
            line.push_str(&format!("; {advice}"));
        }
        // One line that moves no cursor, whatever a library's message or a file's cell holds.
        for c in line.chars() {
            match c {
                '\n' | '\r' => f.write_str(" ")?,
                c if c.is_control() => write!(f, "{}", c.escape_default())?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| source.as_ref() as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_says_what_where_and_what_to_do() {
        let error = Error::input("\"a\nb\" is not a number")
            .file("data.csv")
            .row(7)
            .column("width")
            .advice("write a number");
        assert_eq!(
            error.to_string(),
            "data.csv, row 7, column \"width\": \"a b\" is not a number; write a number"
        );
    }

    #[test]
    fn a_number_of_many_digits_has_an_exponent() {
        for (value, expected) in [
            (1e308, "1e308"),
            (-2.5e-300, "-2.5e-300"),
            (1.5, "1.5"),
            (2.0, "2"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(digits(value), expected);
        }
        assert_eq!(digits(f32::MAX), "3.4028235e38");
    }

    #[test]
    fn a_file_writes_no_escape_sequences_to_the_terminal() {
        let error = Error::input("no \u{1b}[2J, \u{9b}A, \u{7}").caused_by("e\u{1b}[0m");
        assert_eq!(error.to_string(), r"no \u{1b}[2J, \u{9b}A, \u{7} (e\u{1b}[0m)");
    }
}
