//! A table and what its columns are taken for.

use std::collections::HashMap;

use super::by_place::{self, ByPlace};
use super::channels;
use super::kind::{self, Found, Kind, Reason};
use super::names::{self, Columns};
use super::read::{DialectOptions, Reading};
use super::refusals;
use super::sign;
use super::sparse;
use super::table::{Cells, Table, TableColumn};
use super::target::{self, Targets};
use super::task::Task;
use super::unit;
use super::values::Storage;
use super::weights;
use super::{Scaling, quoted};
use crate::error::{Error, Result};

/// Which columns of a table are used, and as what. The default trains on a table as it is: the
/// last column is the target, what the others are is found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableOptions {
    /// The feature columns, in the order wanted; other columns are ignored. `None`: every column
    /// that is not a target.
    pub features: Option<Vec<String>>,
    /// Columns that are no features.
    pub ignore: Vec<String>,
    /// The target columns.
    pub target: TargetColumns,
    /// What the targets are. `None`: see [`Task`].
    pub task: Option<Task>,
    /// What columns are, whatever they look like.
    pub kinds: Vec<(String, Kind)>,
    /// What becomes of a cell without a value.
    pub missing: Missing,
    /// Texts that stand for a missing cell, beside those that a reader takes for one.
    pub missing_texts: Vec<String>,
    /// Columns that say which part a sample belongs to; they are no features.
    pub split: Vec<String>,
    /// The column of the samples' weights ([`Samples::weights`]); it is no feature and no target.
    pub weight: Option<String>,
    /// How its text is written, for whoever reads it; unless told it is found.
    pub dialect: DialectOptions,
    /// How the texts that a model was trained on were written: a text is read as if it were told,
    /// unless its columns are none of the model's then.
    pub usual: Option<DialectOptions>,
    /// Whether a model asks for the columns, which a file that leaves out what is 0 may leave out.
    pub for_model: bool,
    /// What tells the columns of a model by their places, in a table without names.
    pub by_place: Option<ByPlace>,
    /// The units of columns, as a model was trained on; empty for numbers without.
    pub units: Vec<(String, String)>,
    /// The signs of currency and percent of columns, as a model was trained on; empty for numbers without.
    pub signs: Vec<(String, String)>,
    /// Where the cells and the numbers made of them are kept, for whoever reads them.
    pub storage: Storage,
}

/// The columns that hold what to predict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TargetColumns {
    /// The last column.
    #[default]
    Last,
    /// The columns of these names, one or more.
    Named(Vec<String>),
    /// Those of these names if the table has them all, else none.
    IfPresent(Vec<String>),
    /// None: there is nothing to compare predictions with.
    Absent,
}

/// What becomes of a cell of a feature that has no value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Missing {
    /// A number becomes the mean of the training samples, with an input beside it that says where; a
    /// category gets a value more.
    #[default]
    Mean,
    /// The same with the median.
    Median,
    /// It is an error.
    Error,
}

/// What a source held, before any scaling: a table, which of its columns are features and as what,
/// and what to predict. Every row of the table is a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// All columns, used or not; rows without a target are left out.
    pub table: Table,
    /// The columns that become inputs, in their order.
    pub features: Vec<Chosen>,
    /// The columns that are neither features nor targets.
    pub left_out: Vec<LeftOut>,
    /// What to predict.
    pub targets: Targets,
    /// Which task was chosen, and why, for people.
    pub task: String,
    /// How many rows were left out for want of a target.
    pub without_target: usize,
    /// What becomes of a cell without a value.
    pub missing: Missing,
    /// Texts that stood for a missing cell.
    pub missing_texts: Vec<String>,
    /// What its file was read as, for people; empty where no one says.
    pub read_as: String,
    /// How its file was written, if it was a delimited text and someone says.
    pub dialect: Option<DialectOptions>,
    /// What people are told besides, a line each.
    pub remarks: Vec<String>,
    /// Where the numbers that are made of them are kept.
    pub storage: Storage,
}

/// A column that becomes inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Its place in the table.
    pub column: usize,
    /// What it is taken for.
    pub kind: Kind,
}

/// A column that is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// A last column of which not one in so many cells is there was not meant to be predicted.
const FEW_TARGETS: usize = 20;

impl Samples {
    /// Decides what the columns of a table are.
    ///
    /// # Errors
    /// Names the source and all columns that stop it: names that are no columns, no features, a
    /// target that is empty or sets no task (see [`Task`]), a text among numbers, a cell that is
    /// not of the kind that was asked for, missing cells where [`Missing::Error`] is asked for.
    pub fn from_table(table: Table, options: &TableOptions) -> Result<Self> {
        let source = table.source.clone();
        decide(table, options).map_err(|error| error.file(source))
    }

    /// As [`from_table`](Self::from_table), of what a reader gave.
    ///
    /// # Errors
    /// As those of [`from_table`](Self::from_table).
    pub fn from_reading(reading: Reading, options: &TableOptions) -> Result<Self> {
        let Reading { table, read_as, dialect, mut remarks } = reading;
        let dialect = dialect.map(|dialect| dialect.told());
        let samples = Self::from_table(table, options)?;
        remarks.extend_from_slice(&samples.remarks);
        Ok(Self { read_as, dialect, remarks, ..samples })
    }

    /// The file or other source, for messages.
    pub fn source(&self) -> &str {
        &self.table.source
    }

    /// The number of samples.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a sample stands in its source, from 1: the line of a text file or the number of a
    /// record.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn row(&self, sample: usize) -> u64 {
        self.table.rows.get(sample)
    }

    /// The column of each feature.
    pub fn feature_columns(&self) -> impl Iterator<Item = &TableColumn> {
        self.features.iter().map(|chosen| &self.table.columns[chosen.column])
    }

    /// The classes that the target's column declares, in their order, whether they occur or not.
    pub fn declared_classes(&self) -> Option<&[String]> {
        let Targets::Classes { column, .. } = &self.targets else { return None };
        let named = self.table.columns.iter().find(|found| found.name == *column);
        named?.declared.as_deref()
    }

    /// Whether the samples are images: each feature holds bytes.
    pub fn are_images(&self) -> bool {
        !self.features.is_empty()
            && self.feature_columns().all(|column| matches!(column.cells, Cells::Bytes(_)))
    }

    /// The scaling that suits the features: [`Scaling::Unit`] for images, else
    /// [`Scaling::Standard`].
    pub fn default_scaling(&self) -> Scaling {
        if self.are_images() { Scaling::Unit } else { Scaling::Standard }
    }
}

fn decide(mut table: Table, options: &TableOptions) -> Result<Samples> {
    let named = names::complete(table.columns.iter_mut().map(|column| &mut column.name));
    if table.is_empty() {
        return Err(Error::input("there are no rows").advice("give a row a sample"));
    }
    table.take_for_missing(&options.missing_texts)?;
    let by_place = by_place::fit(&mut table, &named, options)?;
    if options.for_model {
        let targets = match &options.target {
            TargetColumns::Named(names) | TargetColumns::IfPresent(names) => &names[..],
            TargetColumns::Last | TargetColumns::Absent => &[],
        };
        let names = options.features.iter().flatten().chain(targets).map(String::as_str);
        sparse::fill(&mut table, names)?;
        channels::fit(&mut table, options.features.as_deref().unwrap_or_default())?;
    }
    let targets = targets(&table, options)?;
    let told = options.target != TargetColumns::Last;
    let (mut table, without_target, counting) = with_targets(table, &targets, told)?;
    let (features, left_out) = features(&table, &named, &targets, &counting, options)?;
    let counted = counted(&table, &features, &counting, options);
    let (units, signs) = (by_name(&options.units), by_name(&options.signs));
    for chosen in features.iter().filter(|chosen| chosen.kind == Kind::Number) {
        let column = &mut table.columns[chosen.column];
        unit::to_numbers(column, units.get(&*column.name).copied(), &table.rows)?;
        if let Some(expected) = signs.get(&*column.name) {
            sign::expect(column, expected, &table.rows)?;
        }
    }
    if options.missing == Missing::Error {
        refusals::refuse_missing(&table, &features)?;
    }
    let task = target::told(&table, &targets, options)?;
    let (targets, task) = target::decide(&table, &targets, task)?;
    let missing = options.missing;
    let missing_texts = options.missing_texts.clone();
    Ok(Samples {
        table,
        features,
        left_out,
        targets,
        task,
        without_target,
        missing,
        missing_texts,
        read_as: String::new(),
        dialect: None,
        remarks: by_place.into_iter().chain(counted).collect(),
        storage: options.storage.clone(),
    })
}

/// A line where what counts the rows, as the columns `counting` do, is all that there is to learn from, and no one has
/// asked for that.
fn counted(
    table: &Table,
    features: &[Chosen],
    counting: &[usize],
    options: &TableOptions,
) -> Option<String> {
    let is_told = |name: &String| options.kinds.iter().any(|(told, _)| told == name);
    let counts = |chosen: &Chosen| {
        let column = &table.columns[chosen.column];
        !is_told(&column.name) && (counting.contains(&chosen.column) || kind::counts_rows(column))
    };
    if options.features.is_some() || !features.iter().all(counts) {
        return None;
    }
    let names = names::list(features.iter().map(|chosen| &*table.columns[chosen.column].name));
    Some(match features.len() {
        1 => format!("{names} counts the rows and is all there is to learn from"),
        _ => format!("{names} count the rows and are all there is to learn from"),
    })
}

fn by_name(pairs: &[(String, String)]) -> HashMap<&str, &str> {
    pairs.iter().map(|(name, of)| (&**name, &**of)).collect()
}

/// The places of the target columns.
fn targets(table: &Table, options: &TableOptions) -> Result<Vec<usize>> {
    let columns = Columns::new(table);
    let targets = match &options.target {
        TargetColumns::Last => {
            let is_free = |column: &TableColumn| {
                !column.set_aside && Some(&column.name) != options.weight.as_ref()
            };
            let said = |&place: &usize| {
                let column = &table.columns[place];
                column.is_target && is_free(column)
            };
            let said: Vec<usize> = (0..table.columns.len()).filter(said).collect();
            match said.is_empty() {
                true => table.columns.iter().rposition(is_free).into_iter().collect(),
                false => said,
            }
        }
        TargetColumns::Named(names) => columns.all(names)?,
        TargetColumns::IfPresent(names) => columns.all(names).unwrap_or_default(),
        TargetColumns::Absent => vec![],
    };
    weights::refuse_as_target(table, &targets, options)?;
    if let Some(twice) = (1..targets.len()).find(|&i| targets[..i].contains(&targets[i])) {
        let name = quoted(&table.columns[targets[twice]].name);
        return Err(Error::input(format!("the target column {name} is named twice")));
    }
    let names = options.features.iter().flatten();
    let is_told = matches!(options.target, TargetColumns::Last | TargetColumns::Named(_));
    let mut both = names.filter(|&name| targets.iter().any(|&i| table.columns[i].name == *name));
    if let Some(both) = both.next().filter(|_| is_told) {
        return Err(Error::input(format!("the target column {} is a feature too", quoted(both)))
            .advice("leave it out of the features, or name another target"));
    }
    Ok(targets)
}

/// The rows that have a target, how many have none, and the columns that count both. A last column that is nearly
/// empty is no target unless it is `told` to be.
fn with_targets(table: Table, targets: &[usize], told: bool) -> Result<(Table, usize, Vec<usize>)> {
    if let [place] = targets
        && let column = &table.columns[*place]
        && !told
        && table.columns.len() > 2
        && kind::numbers_rows(column)
    {
        let columns = names::list(table.columns.iter().map(|column| &*column.name));
        return Err(Error::input("the last column counts the rows, as its name says")
            .column(&column.name)
            .advice(format!(
                "name the column to predict with --target; the columns are {columns}"
            )));
    }
    let mut without: Vec<usize> = Vec::new();
    for &place in targets {
        let column = &table.columns[place];
        let before = without.len();
        without.extend(column.cells.missing());
        let there = table.len() - (without.len() - before);
        if there == 0 || (!told && there * FEW_TARGETS < table.len()) {
            let columns = names::list(table.columns.iter().map(|column| &*column.name));
            let rows = table.len();
            return Err(Error::input(match there {
                0 => "every cell of the target is missing".to_owned(),
                _ => format!("the target has a value in only {there} of {rows} rows"),
            })
            .column(&column.name)
            .advice(format!(
                "name the column to predict with --target; the columns are {columns}"
            )));
        }
    }
    if without.is_empty() {
        return Ok((table, 0, Vec::new()));
    }
    let counts = |&place: &usize| kind::counts_rows(&table.columns[place]);
    let counting = (0..table.columns.len()).filter(counts).collect();
    let mut left_out = vec![false; table.len()];
    for row in without {
        left_out[row] = true;
    }
    let kept: Vec<u32> = (0..table.len() as u32).filter(|&row| !left_out[row as usize]).collect();
    if kept.is_empty() {
        return Err(Error::input("no row has all its targets")
            .advice("name the columns to predict with --target"));
    }
    let count = table.len() - kept.len();
    Ok((table.select(&kept)?, count, counting))
}

/// The columns that become inputs, and those that do not, among which are those `counting` all rows of the source.
fn features(
    table: &Table,
    named: &[bool],
    targets: &[usize],
    counting: &[usize],
    options: &TableOptions,
) -> Result<(Vec<Chosen>, Vec<LeftOut>)> {
    let columns = Columns::new(table);
    let mut kinds: Vec<Option<&Kind>> = vec![None; table.columns.len()];
    let told: Vec<String> = options.kinds.iter().map(|(name, _)| name.clone()).collect();
    let unknown: Vec<_> = told.iter().filter(|name| columns.get(name).is_none()).cloned().collect();
    if !unknown.is_empty() {
        columns.all(&unknown)?;
    }
    for (name, kind) in &options.kinds {
        if let Some(place) = columns.get(name) {
            kinds[place] = Some(kind);
        }
    }
    let mut reasons: Vec<Option<Reason>> = vec![None; table.columns.len()];
    for place in columns.all(&options.ignore)? {
        reasons[place] = Some(Reason::Asked);
    }
    for place in columns.all(&options.split)? {
        reasons[place] = Some(Reason::Split);
    }
    for place in columns.all(options.weight.as_slice())? {
        reasons[place] = Some(Reason::Weight);
    }
    let mut is_target = vec![false; table.columns.len()];
    for &place in targets {
        is_target[place] = true;
    }
    let wanted: Vec<usize> = match &options.features {
        Some(names) => columns.all(names)?,
        None => (0..table.columns.len()).filter(|&place| !is_target[place]).collect(),
    };

    let (mut chosen, mut left_out, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for place in wanted {
        let column = &table.columns[place];
        if let Some(reason @ (Reason::Split | Reason::Weight)) = reasons[place]
            && options.features.is_some()
        {
            return Err(refusals::other_use(&column.name, reason));
        }
        let found = match (reasons[place], kinds[place]) {
            (Some(reason), _) => Found::LeftOut(reason),
            (None, Some(Kind::Ignored)) => Found::LeftOut(Reason::Asked),
            (None, Some(kind)) => Found::Kind(kind.clone()),
            (None, None)
                if (column.set_aside || column.is_target) && options.features.is_none() =>
            {
                Found::LeftOut(kind::set_aside(&column.name, named[place]))
            }
            (None, None) if counting.contains(&place) && options.features.is_none() => {
                Found::LeftOut(if named[place] { Reason::RowNumbers } else { Reason::Index })
            }
            (None, None) => match kind::find_at(column, place, named) {
                // A user who names a column wants it, whatever it counts.
                Found::LeftOut(Reason::RowNumbers | Reason::Index)
                    if options.features.is_some() =>
                {
                    Found::Kind(Kind::Number)
                }
                found => found,
            },
        };
        match found {
            Found::Kind(kind) => chosen.push(Chosen { column: place, kind }),
            Found::LeftOut(reason) => left_out.push((place, reason)),
            Found::Word(row, not) => words.push((place, row, not)),
        }
    }
    if !words.is_empty() {
        return Err(refusals::word(table, &words));
    }
    if chosen.is_empty() {
        // What counts the rows is better than nothing: a table of x and y.
        left_out.retain(|&(place, reason)| {
            let counts = reason == Reason::RowNumbers;
            if counts {
                chosen.push(Chosen { column: place, kind: Kind::Number });
            }
            !counts
        });
    }
    if chosen.is_empty() {
        return Err(refusals::no_features(table, &left_out));
    }
    let left_out = left_out
        .into_iter()
        .map(|(place, reason)| LeftOut { name: table.columns[place].name.clone(), reason })
        .collect();
    Ok((chosen, left_out))
}
