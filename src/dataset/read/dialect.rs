//! How a delimited text is written, as found or as told.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::scan::{Cuts, Separator};
use crate::error::{Error, Result};

/// How a text writes its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// ISO 8859-1 as the web has it: Windows-1252.
    Latin1,
}

/// Whether the first row names the columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Header {
    /// It does.
    Yes,
    /// It is data.
    No,
    /// It does unless it looks like the rows below it.
    #[default]
    Auto,
}

/// What is told of a text; the rest is found on its beginning. A model file holds it as words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Words", try_from = "Words")]
pub struct DialectOptions {
    /// What separates cells.
    pub separator: Option<Separator>,
    /// What encloses a cell that holds separators; `Some(None)`: nothing does.
    pub quote: Option<Option<u8>>,
    /// What a line of comment begins with; `Some(None)`: there are none.
    pub comment: Option<Option<u8>>,
    /// What stands within quotes before a quote that is part of the cell, as a backslash does in
    /// some programs' files; `Some(None)`: such a quote is written twice.
    pub escape: Option<Option<u8>>,
    /// The decimal sign, `.` or `,`.
    pub decimal: Option<u8>,
    /// Whether that is the sign of other texts, unless the numbers of this one have the other. No model file holds it.
    pub decimal_is_usual: bool,
    /// Whether the first row names the columns.
    pub header: Header,
    /// How characters are written.
    pub encoding: Option<Encoding>,
    /// As many lines are passed over before anything is looked at. No model file holds it.
    pub skip: u64,
    /// Columns whose texts stay as they stand, whatever they look like (of JSON and Parquet too). No model file
    /// holds it.
    pub verbatim: Vec<String>,
    /// Those of them in which `-` is a value where no `+` is, as in other files of the data set or for a model. No
    /// model file holds it.
    pub minus: Vec<String>,
}

impl DialectOptions {
    /// What is told here, and by `other` what is not. Lines are told here alone: they are of one file.
    pub fn or(&self, other: &Self) -> Self {
        Self {
            verbatim: [&self.verbatim[..], &other.verbatim].concat(),
            minus: [&self.minus[..], &other.minus].concat(),
            separator: self.separator.or(other.separator),
            quote: self.quote.or(other.quote),
            comment: self.comment.or(other.comment),
            escape: self.escape.or(other.escape),
            decimal: self.decimal.or(other.decimal),
            decimal_is_usual: self.decimal.is_none() && other.decimal.is_some(),
            header: if self.header == Header::Auto { other.header } else { self.header },
            encoding: self.encoding.or(other.encoding),
            ..self.clone()
        }
    }
}

/// [`DialectOptions`] as the flags of the command line have them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Words {
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    escape: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}

impl From<DialectOptions> for Words {
    fn from(told: DialectOptions) -> Self {
        let sign = |sign: Option<u8>| {
            sign.map_or_else(|| "none".to_owned(), |byte| char::from(byte).to_string())
        };
        Self {
            separator: told.separator.map(|separator| separator.to_string()),
            quote: told.quote.map(sign),
            comment: told.comment.map(sign),
            escape: told.escape.map(sign),
            decimal: told.decimal.map(|byte| char::from(byte).to_string()),
            header: match told.header {
                Header::Yes => Some(true),
                Header::No => Some(false),
                Header::Auto => None,
            },
            encoding: told.encoding.map(|encoding| encoding.to_string()),
        }
    }
}

impl TryFrom<Words> for DialectOptions {
    type Error = Error;

    fn try_from(words: Words) -> Result<Self> {
        Ok(Self {
            separator: words.separator.as_deref().map(str::parse).transpose()?,
            quote: words.quote.as_deref().map(parse_sign).transpose()?,
            comment: words.comment.as_deref().map(parse_sign).transpose()?,
            escape: words.escape.as_deref().map(parse_sign).transpose()?,
            decimal: words.decimal.as_deref().map(parse_decimal).transpose()?,
            header: match words.header {
                Some(true) => Header::Yes,
                Some(false) => Header::No,
                None => Header::Auto,
            },
            encoding: words.encoding.as_deref().map(str::parse).transpose()?,
            ..Self::default()
        })
    }
}

/// How a delimited text is written. Prints as people say it:
/// `; separated, decimal comma, header`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// What separates cells.
    pub separator: Separator,
    /// What encloses a cell that holds separators.
    pub quote: Option<u8>,
    /// What a line of comment begins with.
    pub comment: Option<u8>,
    /// What stands within quotes before a quote that is part of the cell.
    pub escape: Option<u8>,
    /// The decimal sign, `.` or `,`.
    pub decimal: u8,
    /// Whether the first row names the columns.
    pub header: bool,
    /// Whether a separator ends every row.
    pub trailing: bool,
    /// Whether lines end in a carriage return alone.
    pub carriage_returns: bool,
    /// How characters are written.
    pub encoding: Encoding,
    /// Whether the first row is left out, since it has fewer cells than all others and a number
    /// among them.
    pub skipped: bool,
    /// Whether two rows of types and purposes stand below the names, as in Orange's files.
    pub types: bool,
}

impl Dialect {
    /// What is worth telling of another text of the same origin. How its characters are written
    /// shows in it.
    pub fn told(&self) -> DialectOptions {
        DialectOptions {
            separator: Some(self.separator),
            quote: Some(self.quote),
            comment: Some(self.comment),
            escape: Some(self.escape),
            decimal: Some(self.decimal),
            header: if self.header { Header::Yes } else { Header::No },
            ..DialectOptions::default()
        }
    }

    pub(super) fn cuts(&self) -> Cuts {
        Cuts {
            separator: self.separator,
            quote: self.quote,
            comment: self.comment,
            escape: self.escape,
            end: if self.carriage_returns { b'\r' } else { b'\n' },
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.separator {
            Separator::Blanks => f.write_str("blank")?,
            Separator::Byte(b'\t') => f.write_str("TAB")?,
            Separator::Byte(byte) => write!(f, "{}", char::from(byte).escape_default())?,
        }
        f.write_str(" separated")?;
        if self.trailing {
            f.write_str(" to the end of the row")?;
        }
        match self.quote {
            Some(b'"') => {}
            Some(quote) => write!(f, ", {} for quotes", char::from(quote))?,
            None => f.write_str(", no quotes")?,
        }
        if let Some(escape) = self.escape {
            write!(f, ", {} before quotes", char::from(escape))?;
        }
        if let Some(comment) = self.comment {
            write!(f, ", {} for comments", char::from(comment).escape_default())?;
        }
        if self.decimal == b',' {
            f.write_str(", decimal comma")?;
        }
        if self.carriage_returns {
            f.write_str(", lines end in a carriage return")?;
        }
        match self.encoding {
            Encoding::Utf8 => {}
            Encoding::Utf16Le | Encoding::Utf16Be => f.write_str(", UTF-16")?,
            Encoding::Latin1 => f.write_str(", Latin-1")?,
        }
        if self.skipped {
            f.write_str(", first row left out")?;
        }
        f.write_str(match (self.header, self.types) {
            (false, _) => ", no header",
            (true, false) => ", header",
            (true, true) => ", header of three rows",
        })
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blanks => f.write_str("blanks"),
            Self::Byte(b'\t') => f.write_str("tab"),
            Self::Byte(byte) => write!(f, "{}", char::from(*byte)),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Latin1 => "latin-1",
        })
    }
}

/// A sign that is one ASCII character, or a name for it.
fn sign(text: &str, what: &str) -> Result<u8> {
    match text.as_bytes() {
        &[byte]
            if byte.is_ascii()
                && !byte.is_ascii_alphanumeric()
                && !matches!(byte, b'\n' | b'\r') =>
        {
            Ok(byte)
        }
        _ => Err(Error::input(format!("{text:?} is no {what}"))
            .advice("give one ASCII character that is neither letter nor digit")),
    }
}

impl FromStr for Separator {
    type Err = Error;

    /// Reads one character, or `tab`, `comma`, `semicolon`, `pipe` or `blanks`.
    fn from_str(text: &str) -> Result<Self> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "blank" | "blanks" | "space" | "spaces" | " " => Self::Blanks,
            "tab" | "\\t" => Self::Byte(b'\t'),
            "comma" => Self::Byte(b','),
            "semicolon" => Self::Byte(b';'),
            "pipe" => Self::Byte(b'|'),
            other => Self::Byte(sign(other, "separator")?),
        })
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Reads `utf-8`, `utf-16` (little end first), `utf-16le`, `utf-16be` or `latin-1`.
    fn from_str(text: &str) -> Result<Self> {
        Ok(match text.to_ascii_lowercase().replace(['-', '_'], "").as_str() {
            "utf8" => Self::Utf8,
            "utf16" | "utf16le" => Self::Utf16Le,
            "utf16be" => Self::Utf16Be,
            "latin1" | "iso88591" | "windows1252" | "cp1252" => Self::Latin1,
            _ => {
                return Err(Error::input(format!("there is no encoding {text:?}"))
                    .advice("use utf-8, utf-16le, utf-16be or latin-1"));
            }
        })
    }
}

/// Reads a quote or a comment sign: one character, or `none`.
///
/// # Errors
/// Anything else.
pub fn parse_sign(text: &str) -> Result<Option<u8>> {
    if text.eq_ignore_ascii_case("none") { Ok(None) } else { sign(text, "sign").map(Some) }
}

/// Reads a decimal sign: `.`, `,`, `point` or `comma`.
///
/// # Errors
/// Anything else.
pub fn parse_decimal(text: &str) -> Result<u8> {
    match text {
        "." | "point" => Ok(b'.'),
        "," | "comma" => Ok(b','),
        _ => Err(Error::input(format!("{text:?} is no decimal sign")).advice("use . or ,")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_comes_back_from_words_and_flags_win() {
        for separator in [Separator::Blanks, Separator::Byte(b'\t'), Separator::Byte(b';')] {
            let told = DialectOptions {
                separator: Some(separator),
                quote: Some(Some(b'\'')),
                comment: Some(None),
                escape: Some(Some(b'\\')),
                decimal: Some(b','),
                header: Header::No,
                encoding: Some(Encoding::Latin1),
                ..DialectOptions::default()
            };
            let words = serde_json::to_string(&told).unwrap();
            assert_eq!(serde_json::from_str::<DialectOptions>(&words).unwrap(), told, "{words}");
            let flags = DialectOptions { decimal: Some(b'.'), skip: 3, ..Default::default() };
            let both = DialectOptions { decimal: Some(b'.'), skip: 3, ..told.clone() };
            assert_eq!(flags.or(&told), both);
        }
        let odd = serde_json::from_str::<DialectOptions>(r#"{"separator": "ab"}"#);
        assert!(odd.unwrap_err().to_string().contains("is no separator"));
    }

    #[test]
    fn a_dialect_is_one_line() {
        let plain = Dialect {
            separator: Separator::Byte(b';'),
            quote: Some(b'"'),
            comment: None,
            escape: None,
            decimal: b',',
            header: true,
            trailing: false,
            carriage_returns: false,
            encoding: Encoding::Utf8,
            skipped: false,
            types: false,
        };
        assert_eq!(plain.to_string(), "; separated, decimal comma, header");
        let odd = Dialect {
            separator: "tab".parse().unwrap(),
            quote: parse_sign("none").unwrap(),
            comment: parse_sign("#").unwrap(),
            escape: None,
            decimal: parse_decimal(".").unwrap(),
            header: false,
            trailing: true,
            carriage_returns: true,
            encoding: "UTF-16".parse().unwrap(),
            skipped: false,
            types: false,
        };
        assert_eq!(
            odd.to_string(),
            "TAB separated to the end of the row, no quotes, # for comments, lines end in a carriage \
             return, UTF-16, no header"
        );
        assert!("ab".parse::<Separator>().is_err() && parse_sign("").is_err());
        assert!(parse_decimal(";").is_err() && "ebcdic".parse::<Encoding>().is_err());
    }
}
