//! What a column is taken for.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use super::date::DateFormat;
use super::marked::{self, Marked, is_word};
use super::table::{Cells, MISSING, TableColumn, counts};
use super::{names, quoted, unit};
use crate::error::{Error, Result};

/// A text that stands in fewer rows than this share of a column of numbers is a mistake in it, not
/// a value of a category.
pub(super) const FEW_WORDS: f64 = 0.05;

/// Of so many cells one word alone is a mistake, however few numbers there are.
const MANY_CELLS: usize = 100;

/// A column of mostly numbers with fewer different ones is a category with number-like names.
pub(super) const MANY_NUMBERS: usize = 10;

/// How a column becomes inputs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One input.
    Number,
    /// An input a value, 1 for the sample's own (one-hot).
    Category,
    /// One input, 0 or 1.
    Boolean,
    /// The parts of a date or a time, see [`DatePart`](super::DatePart). The format is found unless
    /// given.
    Date(Option<DateFormat>),
    /// No input.
    Ignored,
}

impl Kind {
    /// The name used on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Category => "category",
            Self::Boolean => "boolean",
            Self::Date(_) => "date",
            Self::Ignored => "ignore",
        }
    }

    /// Reads `age=number,zip=category,name=ignore`; a pair whose name holds a comma is quoted as in
    /// CSV.
    ///
    /// # Errors
    /// Name the pair that is none.
    pub fn parse_list(text: &str) -> Result<Vec<(String, Self)>> {
        let pair = |part: String| {
            let (name, kind) = part.rsplit_once('=').ok_or_else(|| {
                Error::input(format!("{} names no kind", quoted(&part)))
                    .advice("write NAME=KIND, such as zip=category")
            })?;
            Ok((name.to_owned(), kind.parse()?))
        };
        super::names::split(text).into_iter().map(pair).collect()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some(pattern) = text.strip_prefix("date:") {
            return Ok(Self::Date(Some(DateFormat::checked(pattern)?)));
        }
        let all = [Self::Number, Self::Category, Self::Boolean, Self::Date(None), Self::Ignored];
        all.into_iter().find(|kind| kind.name() == text).ok_or_else(|| {
            Error::input(format!("there is no kind {}", quoted(text)))
                .advice("use number, category, boolean, date, date:FORMAT or ignore")
        })
    }
}

/// Why a column is no feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A user said so.
    Asked,
    /// It has no name and counts the rows.
    Index,
    /// It has a name and counts the rows.
    RowNumbers,
    /// All its cells are equal.
    Constant,
    /// It holds another text in every row.
    Identifier,
    /// All its cells are missing.
    Empty,
    /// It says which part a sample belongs to.
    Split,
    /// It says how much a sample counts.
    Weight,
    /// Its file says so.
    SetAside,
    /// pandas wrote it to a Parquet file as the index, which has no name.
    PandasIndex,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Asked => "as told",
            Self::Index => "an index without a name",
            Self::RowNumbers => "counts the rows",
            Self::Constant => "constant",
            Self::Identifier => "another text in every row",
            Self::Empty => "empty",
            Self::Split => "decides the split",
            Self::Weight => "weighs the samples",
            Self::SetAside => "as the file says",
            Self::PandasIndex => "pandas' index without a name; --kinds NAME=KIND takes it",
        })
    }
}

/// What was found in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Kind(Kind),
    LeftOut(Reason),
    /// The first row of a text that does not fit the others of its column, and what it is not.
    Word(usize, String),
}

/// What a column that no one has said anything of holds. `named` is whether its source names it.
pub(super) fn find(column: &TableColumn, named: bool) -> Found {
    if column.counts_files {
        return Found::LeftOut(Reason::RowNumbers);
    }
    match &column.cells {
        Cells::Bytes(_) => Found::Kind(Kind::Number),
        Cells::Narrow(values) => number(values.iter().copied().map(f64::from), named),
        Cells::Wide(values) => number(values.iter().copied(), named),
        Cells::Texts { values, codes } => text(column, values, codes, named),
    }
}

/// As [`find`], of the column at a place among others, of which each is `named` or not. The first, alone without a
/// name, is an index where it tells the rows apart by whole numbers, in whatever order: of rows that were drawn or
/// shuffled.
pub(super) fn find_at(column: &TableColumn, place: usize, named: &[bool]) -> Found {
    let found = find(column, named[place]);
    let is_alone =
        place == 0 && !named[0] && named.len() > 2 && named[1..].iter().all(|&named| named);
    match is_alone && found == Found::Kind(Kind::Number) && tells_rows_apart(column) {
        true => Found::LeftOut(Reason::Index),
        false => found,
    }
}

fn tells_rows_apart(column: &TableColumn) -> bool {
    if column.cells.is_text() {
        return false;
    }
    let mut seen = HashSet::new();
    (0..column.cells.len()).all(|row| {
        let value = column.cells.number(row);
        value >= 0.0 && value.fract() == 0.0 && seen.insert(value.to_bits())
    })
}

/// Whether a column counts the rows, as all of its file it does though not all are samples.
pub(super) fn counts_rows(column: &TableColumn) -> bool {
    let may = column.cells.is_text() || matches!(column.cells.number(0), 0.0 | 1.0);
    may && matches!(find(column, true), Found::LeftOut(Reason::RowNumbers))
}

fn number(values: impl ExactSizeIterator<Item = f64> + Clone, named: bool) -> Found {
    let rows = values.len();
    let mut present = values.clone().filter(|value| !value.is_nan());
    let Some(first) = present.next() else { return Found::LeftOut(Reason::Empty) };
    let missing = values.clone().any(f64::is_nan);
    if !missing && rows > 1 && present.all(|value| value == first) {
        return Found::LeftOut(Reason::Constant);
    }
    let counts = (first == 0.0 || first == 1.0)
        && values.enumerate().all(|(row, value)| value == first + row as f64);
    if counts && rows > 1 {
        return Found::LeftOut(if named { Reason::RowNumbers } else { Reason::Index });
    }
    Found::Kind(Kind::Number)
}

/// Whether a column counts the rows, and has a name that says so.
pub(super) fn numbers_rows(column: &TableColumn) -> bool {
    const NAMES: [&str; 12] = [
        "id",
        "index",
        "idx",
        "row",
        "rows",
        "rowid",
        "rowname",
        "rownames",
        "rownumber",
        "no",
        "nr",
        "obs",
    ];
    let name: String = column.name.chars().filter(char::is_ascii_alphanumeric).collect();
    NAMES.contains(&name.to_ascii_lowercase().as_str())
        && matches!(find(column, true), Found::LeftOut(Reason::RowNumbers))
}

fn text(column: &TableColumn, values: &[String], codes: &[u32], named: bool) -> Found {
    let counts = counts(values.len(), codes);
    let used = || values.iter().zip(&counts).filter(|(_, count)| **count > 0);
    let distinct = used().count();
    let present: usize = counts.iter().sum();
    match distinct {
        0 => return Found::LeftOut(Reason::Empty),
        1 if present == codes.len() && present > 1 => return Found::LeftOut(Reason::Constant),
        _ => {}
    }
    let texts = used().map(|(text, _)| text.as_str());
    if are_truths(texts.clone()) {
        return Found::Kind(Kind::Boolean);
    }
    if column.declared.is_some() {
        return Found::Kind(Kind::Category);
    }
    if let Some(format) = DateFormat::of(texts) {
        return Found::Kind(Kind::Date(Some(format)));
    }
    let counted = used().map(|(text, &count)| (text.as_str(), count));
    // Durations, of which most may be times of day, have a unit.
    if let Some(unit) = unit::of_most(counted.clone()) {
        let is_other =
            |&code: &u32| code != MISSING && unit::parse(&values[code as usize], &unit).is_none();
        let word = |row| Found::Word(row, format!("no number of {unit}"));
        return codes.iter().position(is_other).map_or(Found::Kind(Kind::Number), word);
    }
    if let Some(format) = DateFormat::of_most(counted.clone(), FEW_WORDS) {
        let is_other = |&code: &u32| {
            code != MISSING && format.seconds_or_iso(&values[code as usize]).is_none()
        };
        return match codes.iter().position(is_other) {
            Some(row) => Found::Word(row, format!("no date of {format}")),
            None => Found::Kind(Kind::Date(Some(format))),
        };
    }
    let mix = marked::mix(counted.clone(), is_word);
    if mix.of_words == 0 {
        return number(numbers_of(values, codes), named);
    }
    // A column of another text in every row is no category either way.
    if mix.has_stray_words(distinct == present) {
        let word = |&code: &u32| code != MISSING && is_word(&values[code as usize]);
        let row = codes.iter().position(word).expect("there is a word");
        return Found::Word(row, "not a number".to_owned());
    }
    if let Some(marked) = Marked::of_most(counted.clone())
        && marked::mix(counted, |text| marked.is_word(text)).has_stray_words(distinct == present)
    {
        let word = |&code: &u32| code != MISSING && marked.is_word(&values[code as usize]);
        let row = codes.iter().position(word).expect("there is a word");
        return Found::Word(row, marked.not(&values[codes[row] as usize]));
    }
    if distinct == present && distinct > 2 {
        return Found::LeftOut(Reason::Identifier);
    }
    Found::Kind(Kind::Category)
}

/// Whether a column without a name counts the rows.
#[cfg_attr(not(feature = "files"), allow(dead_code))]
pub(super) fn is_index(column: &TableColumn) -> bool {
    matches!(find(column, false), Found::LeftOut(Reason::Index))
}

/// Why a column of this name, if its source names it, is set aside by its file or files.
pub(super) fn set_aside(name: &str, named: bool) -> Reason {
    match named {
        _ if names::is_pandas_index(name) => Reason::PandasIndex,
        true => Reason::SetAside,
        false => Reason::Index,
    }
}

/// Texts of a column, of which some are numbers.
pub(super) struct Mix {
    /// Different numbers.
    pub(super) numbers: usize,
    /// Different words.
    pub(super) words: usize,
    /// Cells that are words.
    pub(super) of_words: usize,
    /// Cells in all.
    pub(super) cells: usize,
}

impl Mix {
    /// Whether the words are no values beside the numbers, but mistakes, which are few, or one word again
    /// and again for what is not known. Few different numbers may be values of a category, as the words then are,
    /// unless the column can be none (`is_none`) or the only word stands once in a hundred cells or more.
    pub(super) fn has_stray_words(&self, is_none: bool) -> bool {
        if self.of_words == 1 && self.cells >= MANY_CELLS {
            return self.numbers > 1;
        }
        let few = self.of_words as f64 <= (FEW_WORDS * self.cells as f64).max(1.0);
        let one = self.words == 1 && self.of_words < self.cells / 2;
        self.of_words > 0 && self.numbers > if is_none { 1 } else { MANY_NUMBERS } && (few || one)
    }
}

/// Whether fewer than one cell in twenty is another; texts with how often each occurs.
pub(super) fn are_few<'a>(
    texts: impl Iterator<Item = (&'a str, usize)> + Clone,
    is_other: impl Fn(&str) -> bool,
) -> bool {
    let all: usize = texts.clone().map(|(_, count)| count).sum();
    let others: usize = texts.filter(|(text, _)| is_other(text)).map(|(_, count)| count).sum();
    (others as f64) < FEW_WORDS * all as f64
}

/// The number that a text is, which is finite.
pub(super) fn number_of(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// The numbers that the texts of a column are; NaN of a word, and where a cell is missing.
pub(super) fn numbers_of(
    values: &[String],
    codes: &[u32],
) -> impl ExactSizeIterator<Item = f64> + Clone {
    let numbers: Vec<_> = values.iter().map(|text| number_of(text).unwrap_or(f64::NAN)).collect();
    codes.iter().map(move |&code| numbers.get(code as usize).copied().unwrap_or(f64::NAN))
}

/// Whether all texts are truths of one kind: in a column of `f` and `n` these are no two words for one truth.
pub(super) fn are_truths<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let is_yes = |text: &str| text.bytes().next().map(|b| matches!(b, b'y' | b'Y' | b'n' | b'N'));
    let mut kinds = texts.map(|text| boolean(text).and(is_yes(text)));
    let first = kinds.next().flatten();
    first.is_some() && kinds.all(|kind| kind == first)
}

/// The truth that a text is.
pub(super) fn boolean(text: &str) -> Option<bool> {
    const TRUE: [&str; 4] = ["true", "t", "yes", "y"];
    const FALSE: [&str; 4] = ["false", "f", "no", "n"];
    let is = |name: &&str| text.eq_ignore_ascii_case(name);
    match (TRUE.iter().any(is), FALSE.iter().any(is)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cells: &[&str]) -> TableColumn {
        super::super::table::TableColumn::texts("c", cells)
    }

    fn numbers(cells: &[f64]) -> TableColumn {
        TableColumn::new("c", Cells::Wide(cells.to_vec().into()))
    }

    #[test]
    fn texts_are_told_apart() {
        let found = |cells: &[&str]| find(&texts(cells), true);
        assert_eq!(found(&["red", "blue", "red"]), Found::Kind(Kind::Category));
        assert_eq!(found(&["Yes", "no", "", "YES"]), Found::Kind(Kind::Boolean));
        assert_eq!(found(&["t", "F"]), Found::Kind(Kind::Boolean));
        // Both would be false.
        assert_eq!(found(&["f", "n", "f"]), Found::Kind(Kind::Category));
        let day = Some(DateFormat::new("%Y-%m-%d"));
        assert_eq!(found(&["2001-02-03", "2001-02-04"]), Found::Kind(Kind::Date(day)));
        assert_eq!(found(&["Ann", "Bob", "Cid"]), Found::LeftOut(Reason::Identifier));
        assert_eq!(found(&["a", "a"]), Found::LeftOut(Reason::Constant));
        assert_eq!(found(&["a", ""]), Found::Kind(Kind::Category), "there or not");
        assert_eq!(found(&["", ""]), Found::LeftOut(Reason::Empty));
        assert_eq!(found(&["1", "2", "3+", "1"]), Found::Kind(Kind::Category));
    }

    #[test]
    fn one_word_among_numbers_is_found_at_its_row() {
        let mut cells: Vec<_> = (0..400).map(|i| format!("{}", i % 70)).collect();
        cells[17] = "abc".into();
        let cells: Vec<_> = cells.iter().map(String::as_str).collect();
        let word = |row| Found::Word(row, "not a number".to_owned());
        assert_eq!(find(&texts(&cells), true), word(17));
        // One word again and again is what is not known; two are names beside numbers.
        let mut cells: Vec<_> = (0..100).map(|i| format!("{}", i % 30)).collect();
        (0..20).for_each(|i| cells[3 + 4 * i] = "unknown".into());
        let found =
            |cells: &[String]| find(&texts(&cells.iter().map(|c| &**c).collect::<Vec<_>>()), true);
        assert_eq!(found(&cells), word(3));
        (0..10).for_each(|i| cells[3 + 4 * i] = "other".into());
        assert_eq!(found(&cells), Found::Kind(Kind::Category));
    }

    #[test]
    fn what_counts_the_rows_is_no_feature() {
        assert_eq!(find(&numbers(&[0.0, 1.0, 2.0]), false), Found::LeftOut(Reason::Index));
        assert_eq!(find(&numbers(&[1.0, 2.0, 3.0]), true), Found::LeftOut(Reason::RowNumbers));
        assert_eq!(find(&numbers(&[1.0, 2.0, 4.0]), true), Found::Kind(Kind::Number));
        assert_eq!(find(&numbers(&[2.0, 3.0, 4.0]), true), Found::Kind(Kind::Number));
        assert_eq!(find(&numbers(&[5.0, 5.0]), true), Found::LeftOut(Reason::Constant));
        assert_eq!(find(&numbers(&[5.0, f64::NAN]), true), Found::Kind(Kind::Number));
        assert_eq!(find(&numbers(&[f64::NAN]), true), Found::LeftOut(Reason::Empty));
    }

    #[test]
    fn a_column_that_says_that_it_counts_the_rows_is_no_target() {
        let named = |name: &str, cells: &[f64]| {
            numbers_rows(&TableColumn { name: name.into(), ..numbers(cells) })
        };
        assert!(named("ID", &[1.0, 2.0, 3.0]) && named("row_names", &[0.0, 1.0, 2.0]));
        assert!(!named("rank", &[1.0, 2.0, 3.0]) && !named("id", &[1.0, 3.0, 2.0]));
    }

    #[test]
    fn kinds_are_read_by_name() {
        let kinds = Kind::parse_list("age=number,\"net, sold=ignore\",d=date:%d/%m/%Y").unwrap();
        assert_eq!(kinds[0], ("age".into(), Kind::Number));
        assert_eq!(kinds[1], ("net, sold".into(), Kind::Ignored));
        assert_eq!(kinds[2].1, Kind::Date(Some(DateFormat::new("%d/%m/%Y"))));
        let error = |text| Kind::parse_list(text).unwrap_err().to_string();
        assert!(error("age").contains("\"age\" names no kind"));
        assert!(error("age=int").contains("there is no kind \"int\"; use number"));
    }
}
