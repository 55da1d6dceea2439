//! Cross-validation: every sample is held out once, and what is trained on the others has not seen it.

use super::split::{groups, known};
use super::{Holdout, Samples, Split, Targets, hold_out};
use crate::error::{Error, Result};
use crate::random::{self, Purpose};

/// How samples are dealt to folds.
#[derive(Debug, Clone, PartialEq)]
pub struct Folds {
    /// How many there are, at least 2.
    pub count: usize,
    /// How often all samples are dealt anew, with the next seed each time.
    pub repeats: usize,
    /// The same folds for the same seed.
    pub seed: u64,
    /// A column whose equal cells stay in one fold.
    pub group: Option<String>,
}

/// One fold: [`Split::test`] are the samples that it holds out and that decide nothing,
/// [`Split::held_out`] those of the others by which training is judged on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// From 0.
    pub repeat: usize,
    /// From 0.
    pub number: usize,
    /// Its parts.
    pub split: Split,
}

/// Deals the samples to folds. Classes are in each fold as often as in all, and folds are of one size,
/// to a sample; with groups, as nearly as whole groups allow. `inner` is held out of what each fold
/// trains on, as [`hold_out`] does of those samples alone.
///
/// # Errors
/// With fewer than two folds, fewer samples or groups than folds, without such a column or with a
/// cell of it that is missing; as [`hold_out`]'s.
pub fn cross_validation(samples: &Samples, folds: &Folds, inner: &Holdout) -> Result<Vec<Fold>> {
    let deal = || {
        let Folds { count, repeats, .. } = *folds;
        if count < 2 {
            return Err(Error::input(format!("cross-validation with {count} folds"))
                .advice("use at least 2"));
        }
        if repeats == 0 {
            return Err(Error::input("cross-validation 0 times").advice("use at least 1"));
        }
        let mut all = Vec::new();
        for repeat in 0..repeats {
            let seed = folds.seed.checked_add(repeat as u64).ok_or_else(|| {
                Error::input(format!("the seed {} is too large", folds.seed)).advice("use another")
            })?;
            let places = match &folds.group {
                Some(column) => by_groups(samples, column, count, seed)?,
                None => evenly(samples, count, seed)?,
            };
            for number in 0..count {
                let split = fold(samples, &places, number, inner)?;
                all.push(Fold { repeat, number, split });
            }
        }
        Ok(all)
    };
    deal().map_err(|error| error.file(samples.source()))
}

/// The parts of one fold.
fn fold(samples: &Samples, places: &[usize], number: usize, inner: &Holdout) -> Result<Split> {
    let (test, rest): (Vec<u32>, Vec<u32>) =
        (0..samples.len() as u32).partition(|&sample| places[sample as usize] == number);
    let decides = match inner {
        Holdout::Random { fraction, .. }
        | Holdout::Groups { fraction, .. }
        | Holdout::Newest { fraction, .. } => *fraction > 0.0,
        Holdout::Column { .. } => true,
    };
    let mut split = Split { training: rest, test, ..Split::default() };
    if decides {
        let of = hold_out(&samples.select(&split.training)?, inner)?;
        let back = |part: Vec<u32>| -> Vec<u32> {
            part.into_iter().map(|sample| split.training[sample as usize]).collect()
        };
        let (held_out, unknown) = (back(of.held_out), back(of.unknown));
        let training = back(of.training);
        split = Split { training, held_out, unknown, ..split };
    }
    known(samples, split)
}

/// The class of each sample; one for all where there are none.
fn classes(samples: &Samples) -> Vec<u32> {
    match &samples.targets {
        Targets::Classes { labels, .. } => labels.clone(),
        _ => vec![0; samples.len()],
    }
}

/// The fold of each sample: class by class, each in random order, the samples go round.
fn evenly(samples: &Samples, count: usize, seed: u64) -> Result<Vec<usize>> {
    if samples.len() < count {
        return Err(Error::input(format!("{} samples for {count} folds", samples.len()))
            .advice("use fewer folds"));
    }
    let classes = classes(samples);
    let mut order = random::permutation(seed, Purpose::Split, samples.len());
    order.sort_by_key(|&sample| classes[sample as usize]);
    let mut places = vec![0; samples.len()];
    for (turn, sample) in order.into_iter().enumerate() {
        places[sample as usize] = turn % count;
    }
    Ok(places)
}

/// The fold of each sample: groups, the largest first and of equal ones in random order, each to the
/// fold that has least of its classes so far.
fn by_groups(samples: &Samples, column: &str, count: usize, seed: u64) -> Result<Vec<usize>> {
    let groups = groups(&super::split::column(samples, column)?.cells);
    let groups_there = groups.iter().max().map_or(0, |&last| last as usize + 1);
    if groups_there < count {
        return Err(Error::input(format!("{groups_there} groups for {count} folds"))
            .column(column)
            .advice("use fewer folds"));
    }
    let classes = classes(samples);
    let classes_there = classes.iter().max().map_or(0, |&last| last as usize + 1);
    let mut totals = vec![0.0; classes_there];
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups_there];
    for (sample, (&group, &class)) in groups.iter().zip(&classes).enumerate() {
        members[group as usize].push(sample as u32);
        totals[class as usize] += 1.0;
    }
    let mut order = random::permutation(seed, Purpose::Split, groups_there);
    order.sort_by_key(|&group| std::cmp::Reverse(members[group as usize].len()));
    let mut places = vec![0; samples.len()];
    // Of each fold, the samples of each class.
    let mut filled = vec![vec![0.0; classes_there]; count];
    for group in order {
        let samples = &members[group as usize];
        let mut own = vec![0.0; classes_there];
        samples.iter().for_each(|&sample| own[classes[sample as usize] as usize] += 1.0);
        // How much nearer to its share of each class the fold is than others, and then its size.
        let cost = |fold: &Vec<f64>| {
            let each = own.iter().zip(fold).zip(&totals);
            let crowded: f64 = each.map(|((own, there), total)| own * there / total).sum();
            (crowded, fold.iter().sum::<f64>())
        };
        let less =
            |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then_with(|| a.1.total_cmp(&b.1));
        let costs: Vec<_> = filled.iter().map(cost).collect();
        let best = (0..count).min_by(|&a, &b| less(&costs[a], &costs[b])).unwrap_or(0);
        samples.iter().for_each(|&sample| places[sample as usize] = best);
        filled[best].iter_mut().zip(own).for_each(|(filled, own)| *filled += own);
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::super::table::{Cells, RowNumbers, Table, TableColumn};
    use super::super::{TableOptions, Task};
    use super::*;

    fn samples(labels: &[usize], groups: &[usize]) -> Samples {
        let texts = |name: &str, places: &[usize]| {
            let texts: Vec<_> = places.iter().map(|place| format!("{name} {place:03}")).collect();
            TableColumn::texts(name, &texts)
        };
        let x = TableColumn::new("x", Cells::Wide((0..labels.len()).map(|i| i as f64).collect()));
        let table = Table {
            source: "test".into(),
            columns: vec![x, texts("who", groups), texts("class", labels)],
            rows: RowNumbers::From(2),
        };
        let task = Some(Task::Classify);
        Samples::from_table(table, &TableOptions { task, ..TableOptions::default() }).unwrap()
    }

    fn folds(count: usize) -> Folds {
        Folds { count, repeats: 1, seed: 3, group: None }
    }

    const NOTHING: Holdout = Holdout::Random { fraction: 0.0, seed: 0 };

    #[test]
    fn every_sample_is_held_out_once_and_classes_keep_their_shares() {
        let labels: Vec<_> = (0..103).map(|i| [0, 0, 0, 1, 1, 2][i % 6]).collect();
        let set = samples(&labels, &labels);
        let all = cross_validation(&set, &Folds { repeats: 2, ..folds(5) }, &NOTHING).unwrap();
        assert_eq!(all.len(), 10);
        assert_ne!(all[0].split, all[5].split);
        for repeat in all.chunks(5) {
            let mut held: Vec<u32> =
                repeat.iter().flat_map(|fold| fold.split.test.clone()).collect();
            held.sort_unstable();
            assert_eq!(held, (0..103).collect::<Vec<_>>());
            for fold in repeat {
                let Split { training, test, held_out, .. } = &fold.split;
                assert!(training.is_sorted() && held_out.is_empty());
                assert!(training.iter().all(|sample| !test.contains(sample)));
                assert_eq!(training.len() + test.len(), 103);
                assert!((20..=21).contains(&test.len()), "{}", test.len());
                for class in 0..3 {
                    let of = |rows: &[u32]| {
                        rows.iter().filter(|&&row| labels[row as usize] == class).count()
                    };
                    let all = of(&(0..103).collect::<Vec<_>>());
                    assert!((all / 5..=all.div_ceil(5)).contains(&of(test)), "class {class}");
                }
            }
        }
    }

    #[test]
    fn groups_stay_whole_and_folds_are_about_equal() {
        let groups: Vec<_> = (0..200).map(|i| i * i % 37).collect();
        let labels: Vec<_> = (0..200).map(|i| usize::from(i % 10 < 3)).collect();
        let set = samples(&labels, &groups);
        let by = Folds { group: Some("who".into()), ..folds(4) };
        let all = cross_validation(&set, &by, &NOTHING).unwrap();
        for fold in &all {
            let of = |rows: &[u32]| -> std::collections::BTreeSet<usize> {
                rows.iter().map(|&row| groups[row as usize]).collect()
            };
            assert!(of(&fold.split.test).is_disjoint(&of(&fold.split.training)));
            assert!((42..=58).contains(&fold.split.test.len()), "{}", fold.split.test.len());
            let rare = fold.split.test.iter().filter(|&&row| labels[row as usize] == 1).count();
            assert!((11..=19).contains(&rare), "{rare}");
        }
        let error = cross_validation(&set, &Folds { count: 100, ..by }, &NOTHING).unwrap_err();
        assert!(error.to_string().contains("groups for 100 folds"), "{error}");
    }

    #[test]
    fn what_is_held_out_within_a_fold_is_what_those_samples_alone_would_hold_out() {
        let labels: Vec<_> = (0..60).map(|i| i % 3).collect();
        let set = samples(&labels, &labels);
        let inner = Holdout::Random { fraction: 0.25, seed: 5 };
        for fold in cross_validation(&set, &folds(3), &inner).unwrap() {
            let Split { training, held_out, test, .. } = fold.split;
            let mut rest = [training.clone(), held_out.clone()].concat();
            rest.sort_unstable();
            let alone = hold_out(&set.select(&rest).unwrap(), &inner).unwrap();
            let back: Vec<_> = alone.held_out.iter().map(|&i| rest[i as usize]).collect();
            assert_eq!((held_out.len(), held_out), (10, back));
            assert_eq!((training.len(), test.len()), (30, 20));
        }
    }

    #[test]
    fn a_class_of_one_sample_is_unknown_to_the_fold_that_holds_it_out() {
        let mut labels = [0, 1].repeat(10);
        labels[7] = 2;
        let set = samples(&labels, &labels);
        let all = cross_validation(&set, &folds(4), &NOTHING).unwrap();
        let unknown: Vec<_> = all.iter().flat_map(|fold| fold.split.unknown.clone()).collect();
        assert_eq!(unknown, [7]);
    }

    #[test]
    fn too_many_or_too_few_folds_are_an_error() {
        let set = samples(&[0, 1, 0], &[0, 1, 2]);
        let error =
            |count| cross_validation(&set, &folds(count), &NOTHING).unwrap_err().to_string();
        assert_eq!(error(4), "test: 3 samples for 4 folds; use fewer folds");
        assert!(error(1).contains("cross-validation with 1 folds"));
    }
}
