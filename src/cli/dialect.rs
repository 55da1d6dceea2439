//! Arguments that say how a text is written, where that is not what is found.

use clap::Args;
use gradshader::dataset::read::{
    DialectOptions, Encoding, Header, Separator, parse_decimal, parse_sign,
};
use gradshader::error::Result;

/// How delimited texts are written.
#[derive(Debug, Default, Clone, Args)]
#[command(next_help_heading = "How a text is written, unless found")]
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
    #[arg(long, value_name = "WHETHER", value_parser = ["yes", "no", "auto"])]
    header: Option<String>,

    /// How characters are written: utf-8, utf-16le, utf-16be or latin-1
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Pass over the first N lines
    #[arg(long, value_name = "N")]
    skip: Option<u64>,
}

impl DialectArguments {
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
            header: match self.header.as_deref() {
                Some("yes") => Header::Yes,
                Some("no") => Header::No,
                _ => Header::Auto,
            },
            encoding: told(&self.encoding, str::parse::<Encoding>)?,
            skip: self.skip.unwrap_or(0),
            verbatim: Vec::new(),
        })
    }
}
