//! Which samples are held out of training.

use std::collections::HashMap;

use super::encoding::Encoding;
use super::encoding::Numbers;
use super::kind::{Kind, number_of, numbers_of};
use super::names::Columns;
use super::scale::Scaling;
use super::table::{Cells, MISSING, TableColumn};
use super::{Missing, Samples, Targets, quoted};
use crate::error::{Error, Result};
use crate::random::{self, Purpose};

/// Parts of a set, as indices of its samples in ascending order. Every sample is in one
/// part or, where a column decides, among the `unknown`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// The samples to train on.
    pub training: Vec<u32>,
    /// The samples kept for validation or test.
    pub held_out: Vec<u32>,
    /// The samples that a column of the set keeps for a test, if it says so.
    pub test: Vec<u32>,
    /// Samples that are in no part: they would be held out, and no training sample has their class.
    pub unknown: Vec<u32>,
}

/// How samples are held out.
#[derive(Debug, Clone, PartialEq)]
pub enum Holdout {
    /// A share at random; see [`split`].
    Random {
        /// In `[0, 1)`.
        fraction: f64,
        /// The same samples for the same seed.
        seed: u64,
    },
    /// About a share at random, samples of equal cells of a column together.
    Groups {
        /// The column.
        column: String,
        /// In `[0, 1)`.
        fraction: f64,
        /// The same samples for the same seed.
        seed: u64,
    },
    /// The newest: samples whose number, date or time in a column is later than that of every other.
    Newest {
        /// The column.
        column: String,
        /// In `[0, 1)`; samples of one moment stay together, in training if that leaves any.
        fraction: f64,
    },
    /// As a column says: `train` or `training`; `validation`, `valid`, `val` or `dev`; `test`.
    Column {
        /// The column.
        column: String,
    },
}

impl Holdout {
    /// The column that decides and is no feature.
    pub fn deciding_column(&self) -> Option<&str> {
        match self {
            Self::Groups { column, .. } | Self::Column { column } => Some(column),
            Self::Random { .. } | Self::Newest { .. } => None,
        }
    }
}

/// Holds samples out.
///
/// # Errors
/// Those of [`split`]; without such a column; when a cell of it is missing or says what it cannot.
pub fn hold_out(samples: &Samples, holdout: &Holdout) -> Result<Split> {
    let decide = || match holdout {
        Holdout::Random { fraction, seed } => split(samples, *fraction, *seed),
        Holdout::Groups { column, fraction, seed } => {
            check(*fraction)?;
            by_group(samples, column, *fraction, *seed)
        }
        Holdout::Newest { column, fraction } => {
            check(*fraction)?;
            by_time(samples, column, *fraction)
        }
        Holdout::Column { column } => by_column(samples, column),
    };
    decide().and_then(|split| known(samples, split)).map_err(|error| error.file(samples.source()))
}

/// Leaves out samples of classes that cannot be learned.
pub(super) fn known(samples: &Samples, mut split: Split) -> Result<Split> {
    let Targets::Classes { names, labels, .. } = &samples.targets else { return Ok(split) };
    let mut trained = vec![false; names.len()];
    for &sample in &split.training {
        trained[labels[sample as usize] as usize] = true;
    }
    let is_known = |sample: &u32| trained[labels[*sample as usize] as usize];
    for part in [&mut split.held_out, &mut split.test] {
        split.unknown.extend(part.iter().filter(|sample| !is_known(sample)));
        part.retain(is_known);
    }
    if split.held_out.is_empty() && split.test.is_empty() && !split.unknown.is_empty() {
        return Err(Error::input("no training sample has a class of those held out")
            .advice("hold out others: each class is to be trained on"));
    }
    split.unknown.sort_unstable();
    Ok(split)
}

fn check(fraction: f64) -> Result<()> {
    if (0.0..1.0).contains(&fraction) {
        return Ok(());
    }
    Err(Error::input(format!("a fraction of {fraction} cannot be held out"))
        .advice("use one from 0 to below 1, such as 0.1"))
}

pub(super) fn column<'a>(samples: &'a Samples, name: &str) -> Result<&'a TableColumn> {
    let place = Columns::new(&samples.table).all(&[name.to_owned()])?;
    let column = &samples.table.columns[place[0]];
    match (0..samples.len()).find(|&row| column.cells.is_missing(row)) {
        None => Ok(column),
        Some(row) => Err(Error::input("the cell is missing, and it decides the split")
            .sample(&samples.table.rows, row)
            .column(name)
            .advice("fill it in or leave the row out")),
    }
}

/// A number for each sample, equal where the cells are.
pub(super) fn groups(cells: &Cells) -> Vec<u32> {
    let mut seen = HashMap::new();
    let mut number = |key: u64| {
        let next = seen.len() as u32;
        *seen.entry(key).or_insert(next)
    };
    (0..cells.len())
        .map(|row| match cells {
            Cells::Texts { codes, .. } => number(u64::from(codes[row])),
            cells => number((cells.number(row) + 0.0).to_bits()),
        })
        .collect()
}

fn by_group(samples: &Samples, name: &str, fraction: f64, seed: u64) -> Result<Split> {
    let groups = groups(&column(samples, name)?.cells);
    let count = groups.iter().max().map_or(0, |&last| last as usize + 1);
    if count == 1 && fraction > 0.0 {
        return Err(Error::input("all samples are of one group, so that none can be held out")
            .column(name)
            .advice("group by another column, or leave --group out"));
    }
    let mut sizes = vec![0usize; count];
    for &group in &groups {
        sizes[group as usize] += 1;
    }
    // Whole groups in random order, each taken that brings the total nearer to what is wanted.
    let wanted = samples.len() as f64 * fraction;
    let (mut held, mut is_held, mut left) = (0usize, vec![false; count], count);
    for group in random::permutation(seed, Purpose::Split, count) {
        let with = held + sizes[group as usize];
        let nearer = (with as f64 - wanted).abs() < (held as f64 - wanted).abs();
        // Nothing held out is no answer to a fraction.
        if left > 1 && fraction > 0.0 && (nearer || held == 0 && (with as f64) < 2.0 * wanted) {
            held = with;
            left -= 1;
            is_held[group as usize] = true;
        }
    }
    if held == 0 && fraction > 0.0 && count > 1 {
        // Every group is larger than what is wanted: the smallest is nearest.
        let smallest = (0..count).min_by_key(|&group| sizes[group]).expect("there are groups");
        is_held[smallest] = true;
    }
    parts(samples, fraction, |sample| is_held[groups[sample] as usize])
}

fn by_time(samples: &Samples, name: &str, fraction: f64) -> Result<Split> {
    let table = &samples.table;
    let column = column(samples, name)?;
    let numbers = match &column.cells {
        Cells::Texts { values, codes } if values.iter().all(|text| number_of(text).is_some()) => {
            numbers_of(values, codes).collect()
        }
        Cells::Texts { .. } => {
            let rows: Vec<u32> = (0..samples.len() as u32).collect();
            let kind = Kind::Date(None);
            let fitted =
                Encoding::fit(table, column, &kind, &rows, Scaling::None, Missing::Mean, false)?;
            let Encoding::Date { format, .. } = fitted else { unreachable!("a date") };
            let numbers = Numbers::of(table, column, &kind, format.as_ref())?;
            (0..samples.len()).map(|row| numbers.get(row)).collect()
        }
        cells => (0..samples.len()).map(|row| cells.number(row)).collect::<Vec<_>>(),
    };
    let mut sorted = numbers.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let wanted = (samples.len() as f64 * fraction).round() as usize;
    let newest = sorted.last().copied().unwrap_or(f64::NAN);
    let last = sorted.get(sorted.len().saturating_sub(wanted + 1)).copied().unwrap_or(f64::NAN);
    // Of samples of one moment either all are held out or none; more than wanted only where the
    // newest moment alone has so many.
    let later = |sample: usize| match last == newest {
        true => numbers[sample] == newest,
        false => numbers[sample] > last,
    };
    parts(samples, fraction, |sample| wanted > 0 && later(sample))
}

fn by_column(samples: &Samples, name: &str) -> Result<Split> {
    let column = column(samples, name)?;
    let mut split = Split::default();
    for row in 0..samples.len() {
        let text = match &column.cells {
            Cells::Texts { values, codes } if codes[row] != MISSING => {
                values[codes[row] as usize].clone()
            }
            cells => cells.number(row).to_string(),
        };
        let part = match text.to_lowercase().as_str() {
            "train" | "training" => &mut split.training,
            "validation" | "valid" | "val" | "dev" => &mut split.held_out,
            "test" | "testing" => &mut split.test,
            _ => {
                return Err(Error::input(format!("{} is no part of a set", quoted(&text)))
                    .sample(&samples.table.rows, row)
                    .column(name)
                    .advice("write train, validation or test"));
            }
        };
        part.push(row as u32);
    }
    if split.training.is_empty() {
        return Err(Error::input("no sample is to train on").column(name).advice("write train"));
    }
    Ok(split)
}

/// The two parts, neither of which is empty.
fn parts(samples: &Samples, fraction: f64, is_held: impl Fn(usize) -> bool) -> Result<Split> {
    let (held_out, training): (Vec<u32>, Vec<u32>) =
        (0..samples.len() as u32).partition(|&sample| is_held(sample as usize));
    complete(samples, fraction, training, held_out)
}

fn complete(
    samples: &Samples,
    fraction: f64,
    training: Vec<u32>,
    held_out: Vec<u32>,
) -> Result<Split> {
    if training.is_empty() || (held_out.is_empty() && fraction > 0.0) {
        let part = if training.is_empty() { "to train on" } else { "to hold out" };
        return Err(Error::input(format!(
            "a split of {} samples at {fraction} leaves none {part}",
            samples.len()
        ))
        .file(samples.source())
        .advice("change the fraction or give more samples"));
    }
    Ok(Split { training, held_out, ..Split::default() })
}

/// Holds out `fraction` of the samples at random, the same ones for the same seed.
///
/// Classes keep their shares: each gives `fraction` of its samples, rounded so that the total is
/// right (largest remainder, of equal ones as the seed has it), but never its last one, which
/// training needs. A fraction of 0 holds out nothing.
///
/// # Errors
/// When `fraction` is not in `[0, 1)`, or when it leaves no sample in one of the parts.
pub fn split(samples: &Samples, fraction: f64, seed: u64) -> Result<Split> {
    check(fraction)?;
    let every = vec![0; samples.len()];
    let groups = match &samples.targets {
        Targets::Classes { labels, .. } => labels,
        _ => &every,
    };
    let mut sizes = vec![0; groups.iter().max().map_or(0, |&group| group as usize + 1)];
    for &group in groups {
        sizes[group as usize] += 1;
    }

    let mut open = quotas(&sizes, fraction, seed);
    let (mut training, mut held_out) = (Vec::new(), Vec::new());
    for sample in random::permutation(seed, Purpose::Split, samples.len()) {
        let open = &mut open[groups[sample as usize] as usize];
        if *open > 0 {
            *open -= 1;
            held_out.push(sample);
        } else {
            training.push(sample);
        }
    }
    training.sort_unstable();
    held_out.sort_unstable();
    complete(samples, fraction, training, held_out)
}

/// How many samples of each group are held out.
fn quotas(sizes: &[usize], fraction: f64, seed: u64) -> Vec<usize> {
    let total = (sizes.iter().sum::<usize>() as f64 * fraction).round() as usize;
    let exact = |group: usize| sizes[group] as f64 * fraction;
    let mut quotas: Vec<_> = (0..sizes.len()).map(|group| exact(group) as usize).collect();

    // Stable, so that groups of equal remainders stay in random order.
    let mut by_remainder: Vec<usize> = random::permutation(seed, Purpose::Ties, sizes.len())
        .into_iter()
        .map(|group| group as usize)
        .collect();
    by_remainder.sort_by(|&a, &b| exact(b).fract().total_cmp(&exact(a).fract()));
    by_remainder.retain(|&group| exact(group).fract() > 0.0 && sizes[group] > quotas[group] + 1);
    let missing = total.saturating_sub(quotas.iter().sum());
    for group in by_remainder.into_iter().take(missing) {
        quotas[group] += 1;
    }
    quotas
}

#[cfg(test)]
mod tests {
    use super::super::TableOptions;
    use super::super::table::{RowNumbers, Table};
    use super::*;

    fn samples(labels: &[u32]) -> Samples {
        let numbers =
            |name: &str, values: Vec<f64>| TableColumn::new(name, Cells::Wide(values.into()));
        let rows = 0..labels.len();
        let table = Table {
            source: "test".into(),
            columns: vec![
                numbers("x", rows.clone().map(|i| (i * i) as f64).collect()),
                TableColumn::texts(
                    "day",
                    &rows.map(|i| format!("2001-01-{:02}", 1 + i * 7 % 28)).collect::<Vec<_>>(),
                ),
                TableColumn::texts(
                    "y",
                    &labels.iter().map(|l| format!("class {l:02}")).collect::<Vec<_>>(),
                ),
            ],
            rows: RowNumbers::From(1),
        };
        let task = Some(super::super::Task::Classify);
        Samples::from_table(table, &TableOptions { task, ..TableOptions::default() }).unwrap()
    }

    #[test]
    fn classes_keep_their_shares_and_every_sample_is_in_one_part() {
        let labels = [vec![0; 50], vec![1; 30], vec![2; 21]].concat();
        let set = samples(&labels);
        let parts = split(&set, 0.1, 1).unwrap();
        let held = |class| parts.held_out.iter().filter(|&&i| labels[i as usize] == class).count();
        assert_eq!([held(0), held(1), held(2)], [5, 3, 2]);
        let mut all = [parts.training.clone(), parts.held_out.clone()].concat();
        assert!(parts.training.is_sorted() && parts.held_out.is_sorted());
        all.sort_unstable();
        assert_eq!(all, (0..101).collect::<Vec<_>>());
    }

    #[test]
    fn the_seed_decides() {
        let set = samples(&[0; 100]);
        assert_eq!(split(&set, 0.3, 1).unwrap(), split(&set, 0.3, 1).unwrap());
        assert_ne!(split(&set, 0.3, 1).unwrap(), split(&set, 0.3, 2).unwrap());
        let values = Samples { targets: Targets::Unknown, ..set };
        assert_eq!(split(&values, 0.25, 1).unwrap().held_out.len(), 25);
    }

    /// Fifty classes of two samples each, of which a fifth is held out: each class has the same chance.
    #[test]
    fn which_of_equal_classes_are_held_out_is_the_seeds_to_say() {
        let labels: Vec<u32> = (0..100).map(|i| i / 2).collect();
        let set = samples(&labels);
        let mut times = [0u32; 50];
        for seed in 0..200 {
            let parts = split(&set, 0.2, seed).unwrap();
            assert_eq!(parts.held_out.len(), 20);
            for &sample in &parts.held_out {
                times[labels[sample as usize] as usize] += 1;
            }
        }
        // 80 each on average, deviation sqrt(200 * 0.4 * 0.6) = 6.9; five of those.
        assert!(times.iter().all(|&n| n.abs_diff(80) < 35), "{times:?}");
    }

    #[test]
    fn largest_remainders_make_up_the_total() {
        assert_eq!(quotas(&[14, 13, 13], 0.25, 1), [4, 3, 3]);
        let two = quotas(&[6, 7, 7], 0.25, 1);
        assert_eq!((two[0], two[1] + two[2]), (1, 4));
    }

    #[test]
    fn the_last_sample_of_a_class_stays_in_training() {
        assert_eq!(quotas(&[1, 1, 4], 0.5, 1), [0, 0, 2]);
        assert_eq!(quotas(&[1], 0.99, 1), [0]);
        assert_eq!(quotas(&[3], 0.99, 1), [2]);
    }

    #[test]
    fn a_fraction_that_leaves_a_part_empty_is_an_error() {
        let set = samples(&[0, 0, 1]);
        for fraction in [f64::NAN, -0.1, 1.0, f64::INFINITY] {
            let error = split(&set, fraction, 1).unwrap_err().to_string();
            assert!(error.contains("cannot be held out"), "{error}");
        }
        let error = split(&set, 0.01, 1).unwrap_err().to_string();
        assert!(error.contains("leaves none to hold out"), "{error}");
        assert!(split(&set, 0.0, 1).unwrap().held_out.is_empty());
    }

    #[test]
    fn groups_stay_together_and_about_the_fraction_is_held_out() {
        let labels: Vec<u32> = (0..200).map(|i| i % 20).collect();
        let mut set = samples(&[0; 200]);
        let who: Vec<_> = labels.iter().map(|group| format!("p{group}")).collect();
        set.table.columns.push(TableColumn::texts("who", &who));
        let mut held = std::collections::HashSet::new();
        for seed in 0..5 {
            let holdout = Holdout::Groups { column: "who".into(), fraction: 0.25, seed };
            let parts = hold_out(&set, &holdout).unwrap();
            assert_eq!((parts.held_out.len(), parts.training.len()), (50, 150));
            let of = |part: &[u32]| -> std::collections::BTreeSet<u32> {
                part.iter().map(|&i| labels[i as usize]).collect()
            };
            assert!(of(&parts.held_out).is_disjoint(&of(&parts.training)));
            held.insert(of(&parts.held_out));
        }
        assert!(held.len() > 1, "the seed decides which");
        let one = samples(&[0; 10]);
        let holdout = Holdout::Groups { column: "y".into(), fraction: 0.25, seed: 1 };
        assert!(hold_out(&one, &holdout).unwrap_err().to_string().contains("are of one group"));
        let classes = samples(&labels);
        let error = hold_out(&classes, &holdout).unwrap_err().to_string();
        assert!(error.contains("no training sample has a class of those held out"), "{error}");
    }

    #[test]
    fn the_newest_are_later_than_all_that_is_trained_on() {
        let set = samples(&[0; 40]);
        for (column, held_out) in [("x", 8), ("day", 10)] {
            let holdout = Holdout::Newest { column: column.into(), fraction: 0.2 };
            let parts = hold_out(&set, &holdout).unwrap();
            let moment =
                |&i: &u32| if column == "x" { u64::from(i * i) } else { u64::from(i * 7 % 28) };
            let newest = parts.training.iter().map(moment).max();
            assert!(parts.held_out.iter().map(moment).min() > newest, "{column}: {parts:?}");
            assert_eq!(parts.held_out.len(), held_out, "{column}: {parts:?}");
        }
    }

    #[test]
    fn a_class_that_no_training_sample_has_is_in_no_part() {
        let mut set = samples(&[0, 1, 0, 2, 2, 1]);
        let parts = ["train", "train", "val", "val", "test", "test"];
        set.table.columns.push(TableColumn::texts("part", &parts));
        let split = hold_out(&set, &Holdout::Column { column: "part".into() }).unwrap();
        assert_eq!((split.held_out, split.test, split.unknown), (vec![2], vec![5], vec![3, 4]));
    }

    #[test]
    fn a_column_says_which_part_a_sample_is_in() {
        let mut set = samples(&[0, 1, 0, 1]);
        set.table.columns.push(TableColumn::texts("part", &["Train", "test", "val", "train"]));
        let holdout = Holdout::Column { column: "part".into() };
        let parts = hold_out(&set, &holdout).unwrap();
        assert_eq!((parts.training, parts.held_out, parts.test), (vec![0, 3], vec![2], vec![1]));
        let holdout = Holdout::Column { column: "y".into() };
        let error = hold_out(&set, &holdout).unwrap_err().to_string();
        assert!(error.starts_with("test, row 1, column \"y\": \"class 00\" is no part"), "{error}");
        let holdout = Holdout::Column { column: "parts".into() };
        let error = hold_out(&set, &holdout).unwrap_err().to_string();
        assert!(error.contains("did you mean \"part\"?"), "{error}");
    }
}
