//! Targets to the numbers that outputs are held against.

use std::collections::HashSet;

use super::{Column, TargetEncoding};
use crate::dataset::encoding::{Known, UNSEEN};
use crate::dataset::kind::are_truths;
use crate::dataset::scale::{Scale, Statistics};
use crate::dataset::table::MISSING;
use crate::dataset::target::{Label, Targets};
use crate::dataset::{Growing, Samples, Values, names, quoted};
use crate::error::{Error, Result};
use crate::network::Activation;
use crate::shape;

/// The targets of the samples `rows`, `[rows, outputs]`; none where they are unknown.
pub(super) fn encode(
    samples: &Samples,
    rows: &[u32],
    encoding: &TargetEncoding,
    narrow: bool,
) -> Result<Values<f32>> {
    Part { samples, rows }.targets(encoding, narrow)
}

/// The samples whose targets are turned into numbers.
struct Part<'a> {
    samples: &'a Samples,
    rows: &'a [u32],
}

impl Part<'_> {
    fn targets(&self, encoding: &TargetEncoding, narrow: bool) -> Result<Values<f32>> {
        match (encoding, &self.samples.targets) {
            (_, Targets::Unknown) => Ok(Values::default()),
            (
                TargetEncoding::Classes { column, names: known },
                Targets::Classes { names, labels, .. },
            ) => self.one_hot(known, names, labels).map_err(|error| error.column(column)),
            (TargetEncoding::Labels { columns: known }, Targets::Labels { columns, values }) => {
                let names = |columns: &[Label]| columns.iter().map(|c| c.name.clone()).collect();
                same_columns(names(known), names(columns))?;
                let width = columns.len();
                let row = |&row: &u32| &values[row as usize * width..][..width];
                let count = self.rows.len() * width;
                let each = self.rows.iter().flat_map(row).map(|&value| f32::from(value));
                Growing::collect(&self.samples.storage, count, each)
            }
            (TargetEncoding::Values { columns: known }, Targets::Values { columns, values }) => {
                same_columns(known.iter().map(|c| c.name.clone()).collect(), columns.clone())?;
                self.values(known, values, narrow)
            }
            (known, found) => Err(Error::input(format!(
                "its targets are {} where the model has {}",
                found_targets(found),
                known_targets(known)
            ))),
        }
    }

    /// `[rows, columns]`
    fn values(&self, columns: &[Column], values: &[f64], narrow: bool) -> Result<Values<f32>> {
        let mut encoded = Growing::new(&self.samples.storage);
        encoded.reserve(self.rows.len() * columns.len());
        for &row in self.rows {
            let start = row as usize * columns.len();
            for (column, &value) in columns.iter().zip(&values[start..]) {
                let value = if narrow { f64::from(value as f32) } else { value };
                let number = column.scale.encode(value);
                if !number.is_finite() {
                    return Err(Error::input("the value is too far from those trained on")
                        .sample(&self.samples.table.rows, row as usize)
                        .column(&column.name));
                }
                encoded.push(number);
            }
        }
        encoded.finish()
    }

    /// `[rows, known]`; `labels` are places in `names`, which another file may order otherwise.
    fn one_hot(&self, known: &[String], names: &[String], labels: &[u32]) -> Result<Values<f32>> {
        let outputs = Known::new(known);
        let truths = are_truths(known.iter().map(|name| &**name));
        let place = |name: &String| match outputs.place(name) {
            UNSEEN if truths => {
                let same = known.iter().position(|known| known.eq_ignore_ascii_case(name));
                same.map_or(UNSEEN, |place| place as u32)
            }
            place => place,
        };
        let outputs: Vec<_> = names.iter().map(place).collect();
        let count = shape::elements("a set of one-hot classes", &[self.rows.len(), known.len()])
            .map_err(|error| error.advice("divide the table, or predict fewer classes"))?;
        let mut encoded = Growing::new(&self.samples.storage);
        encoded.reserve(count);
        for &row in self.rows {
            let label = labels[row as usize] as usize;
            if matches!(outputs[label], UNSEEN | MISSING) {
                let name = quoted(&names[label]);
                return Err(Error::input(format!("no training sample has the class {name}"))
                    .sample(&self.samples.table.rows, row as usize)
                    .advice("leave the row out or train on that class too"));
            }
            encoded.append(known.len(), |target| {
                target[outputs[label] as usize] = 1.0;
                Ok(())
            })?;
        }
        encoded.finish()
    }
}

fn known_targets(targets: &TargetEncoding) -> &'static str {
    match targets {
        TargetEncoding::Classes { .. } => "classes",
        TargetEncoding::Labels { .. } => "labels",
        TargetEncoding::Values { .. } => "values",
    }
}

fn found_targets(targets: &Targets) -> &'static str {
    match targets {
        Targets::Classes { .. } => "classes",
        Targets::Labels { .. } => "labels",
        Targets::Values { .. } => "values",
        Targets::Unknown => "unknown",
    }
}

/// Whether the samples have the target columns that were fitted.
fn same_columns(fitted: Vec<String>, found: Vec<String>) -> Result<()> {
    if fitted == found {
        return Ok(());
    }
    let list = |names: &[String]| names::list(names.iter().map(String::as_str));
    Err(Error::input(format!(
        "its targets are {} where the model has {}",
        list(&found),
        list(&fitted)
    ))
    .advice("give the targets that the model was trained on"))
}

/// Fits to the samples `rows`, see [`Preprocessing::fit`](super::Preprocessing::fit), and where `more` will
/// come [`fit_first`](super::Preprocessing::fit_first).
pub(super) fn fit(
    samples: &Samples,
    rows: &[u32],
    output: Activation,
    more: bool,
) -> Result<TargetEncoding> {
    match &samples.targets {
        Targets::Unknown => Err(Error::input("there are no targets to train on")),
        Targets::Classes { column, names, labels } => {
            let mut seen = vec![false; names.len()];
            for &row in rows {
                seen[labels[row as usize] as usize] = true;
            }
            let occurring = std::iter::zip(names, seen).filter(|(_, seen)| *seen);
            let occurring: Vec<_> = occurring.map(|(name, _)| name.clone()).collect();
            // Whoever declares classes has a place for each, whether it occurs here or not.
            let declared = samples.declared_classes();
            if occurring.len() < 2 && !(more && declared.is_some_and(|all| all.len() > 1)) {
                return Err(Error::input(format!(
                    "every training sample has the class {}",
                    quoted(&occurring[0])
                ))
                .column(column)
                .advice("give samples of two classes or more, or another --target"));
            }
            // A source may say that there are classes and not which, or leave some out.
            let mut names = declared.unwrap_or_default().to_vec();
            let said: HashSet<_> = names.iter().cloned().collect();
            names.extend(occurring.into_iter().filter(|name| !said.contains(name)));
            Ok(TargetEncoding::Classes { column: column.clone(), names })
        }
        Targets::Labels { columns, values } => {
            let width = columns.len();
            let row = |&row: &u32| &values[row as usize * width..][..width];
            if !more
                && rows.len() > 1
                && rows.iter().skip(1).all(|other| row(other) == row(&rows[0]))
            {
                return Err(Error::input("every training sample has the same labels")
                    .column(&columns[0].name)
                    .advice("write what a label that is not there says, such as no: a cell that is empty is missing"));
            }
            Ok(TargetEncoding::Labels { columns: columns.clone() })
        }
        Targets::Values { columns, values } => {
            let width = columns.len();
            let fit = |(place, name): (usize, &String)| {
                let values = rows.iter().map(|&row| values[row as usize * width + place]);
                let fitted = Statistics::of(&values.collect::<Vec<_>>());
                let fitted = if more { fitted.widened() } else { fitted };
                let scale = match output {
                    Activation::Sigmoid => Scale::ranged(&fitted, [0.1, 0.9]),
                    Activation::Tanh => Scale::ranged(&fitted, [-0.8, 0.8]),
                    // Below 0 they reach little or nothing, or go there more slowly.
                    Activation::Relu
                    | Activation::LeakyRelu
                    | Activation::Elu
                    | Activation::Selu
                    | Activation::Gelu
                    | Activation::GeluTanh
                    | Activation::Silu
                    | Activation::Mish
                    | Activation::Softplus => Scale::ranged(&fitted, [0.0, 1.0]),
                    Activation::Linear | Activation::Softmax => Scale::standardised(&fitted),
                };
                if scale.spread == 0.0 {
                    return Err(Error::input("every training sample has the same value")
                        .column(name)
                        .advice("name a target that changes"));
                }
                Ok(Column { name: name.clone(), scale })
            };
            let columns = columns.iter().enumerate().map(fit).collect::<Result<_>>()?;
            Ok(TargetEncoding::Values { columns })
        }
    }
}
