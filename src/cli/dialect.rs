//! Arguments that say how a text is written, where that is not what is found.

use clap::{Args, ValueEnum};
use gradshader::dataset::read::{
    DialectOptions, Encoding, Header, Separator, parse_decimal, parse_sign,
};
use gradshader::error::Result;
use serde::{Deserialize, Serialize};

/// Whether the first row names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum HeaderName {
    /// It does
    Yes,
    /// It is data
    No,
    /// It does unless it looks like the rows below it
    Auto,
}

/// How delimited texts are written. In a configuration file these stand with the others;
/// [`super::config`] puts them here.
#[derive(Debug, Default, Clone, Args, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DialectArguments {
    /// What separates cells: a character, tab or blanks
    #[arg(long, value_name = "SIGN", allow_hyphen_values = true)]
    separator: Option<String>,

    /// What encloses a cell that holds separators: a character or none
    #[arg(long, value_name = "SIGN")]
    quote: Option<String>,

    /// What stands before a quote within quotes, such as \\: a character, or none where it is doubled
    #[arg(long, value_name = "SIGN")]
    escape: Option<String>,

    /// What a line of comment begins with: a character or none
    #[arg(long, value_name = "SIGN")]
    comment: Option<String>,

    /// The decimal sign: point or comma
    #[arg(long, value_name = "SIGN")]
    decimal: Option<String>,

    /// Whether the first row names the columns: yes, no or auto [default: auto]
    #[arg(long, value_name = "WHETHER", value_enum, hide_possible_values = true)]
    header: Option<HeaderName>,

    /// How characters are written: utf-8, utf-16le, utf-16be or latin-1
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Pass over the first N lines
    #[arg(long, value_name = "N")]
    skip: Option<u64>,
}

impl DialectArguments {
    /// What the flags say and, where they say nothing, what the file says.
    pub(super) fn or(self, file: Self) -> Self {
        Self {
            separator: self.separator.or(file.separator),
            quote: self.quote.or(file.quote),
            escape: self.escape.or(file.escape),
            comment: self.comment.or(file.comment),
            decimal: self.decimal.or(file.decimal),
            header: self.header.or(file.header),
            encoding: self.encoding.or(file.encoding),
            skip: self.skip.or(file.skip),
        }
    }

    /// # Errors
    /// Name the flag.
    pub(super) fn options(&self) -> Result<DialectOptions> {
        fn told<T>(text: &Option<String>, parse: impl Fn(&str) -> Result<T>) -> Result<Option<T>> {
            text.as_deref().map(parse).transpose()
        }
        Ok(DialectOptions {
            separator: told(&self.separator, str::parse::<Separator>)?,
            quote: told(&self.quote, parse_sign)?,
            comment: told(&self.comment, parse_sign)?,
            escape: told(&self.escape, parse_sign)?,
            decimal: told(&self.decimal, parse_decimal)?,
            header: match self.header {
                Some(HeaderName::Yes) => Header::Yes,
                Some(HeaderName::No) => Header::No,
                Some(HeaderName::Auto) | None => Header::Auto,
            },
            encoding: told(&self.encoding, str::parse::<Encoding>)?,
            decimal_is_usual: false,
            skip: self.skip.unwrap_or(0),
            verbatim: Vec::new(),
            minus: Vec::new(),
        })
    }
}
