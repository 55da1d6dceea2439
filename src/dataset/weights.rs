//! How much each sample counts in the loss: by a column of the table, by its class, or by both.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::names::Columns;
use super::table::{Cells, Table, TableColumn};
use super::{Samples, TableOptions, Targets, quoted};
use crate::error::{Error, Result};
use crate::names::by_text;

/// The weights of classes; as text `balanced` or `CLASS=WEIGHT[,CLASS=WEIGHT]`, where a class that is
/// not named has 1 and a name that holds a comma is quoted as in CSV.
#[derive(Debug, Clone, PartialEq)]
pub enum ClassWeights {
    /// Samples over classes times the samples of the class, counted in training: every class has the
    /// same weight in all (scikit-learn's `balanced`).
    Balanced,
    /// As told.
    Each(Vec<(String, f64)>),
}

impl ClassWeights {
    /// The weight of each class of the samples `training`.
    ///
    /// # Errors
    /// When the targets are no classes, or one is named that there is not.
    pub fn fit(&self, samples: &Samples, training: &[u32]) -> Result<HashMap<String, f64>> {
        let Targets::Classes { names, labels, .. } = &samples.targets else {
            return Err(Error::input("weights of classes where the targets are none")
                .file(samples.source())
                .advice(
                    "use them with one target column of classes, or weigh samples by a column",
                ));
        };
        let mut counts = vec![0usize; names.len()];
        for &row in training {
            counts[labels[row as usize] as usize] += 1;
        }
        let classes = counts.iter().filter(|&&count| count > 0).count() as f64;
        let even = |count: usize| training.len() as f64 / (classes * count as f64);
        let told: HashMap<&str, f64> = match self {
            Self::Balanced => HashMap::new(),
            Self::Each(told) => told.iter().map(|(name, w)| (name.as_str(), *w)).collect(),
        };
        if let Some(name) = told.keys().find(|told| !names.iter().any(|name| name == *told)) {
            let known: Vec<_> = names.iter().map(String::as_str).collect();
            return Err(crate::names::unknown("class", name, &known).file(samples.source()));
        }
        let weight = |(name, &count): (&String, &usize)| {
            let weight = match self {
                Self::Balanced => even(count),
                Self::Each(_) => told.get(name.as_str()).copied().unwrap_or(1.0),
            };
            (name.clone(), weight)
        };
        Ok(names.iter().zip(&counts).filter(|(_, count)| **count > 0).map(weight).collect())
    }
}

impl fmt::Display for ClassWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Each(weights) = self else { return f.write_str("balanced") };
        for (place, (name, weight)) in weights.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            match name.contains([',', '"']) {
                true => write!(f, "{comma}\"{}={weight}\"", name.replace('"', "\"\""))?,
                false => write!(f, "{comma}{name}={weight}")?,
            }
        }
        Ok(())
    }
}

impl FromStr for ClassWeights {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == "balanced" {
            return Ok(Self::Balanced);
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        let weight = |part: &str| {
            let (name, weight) = part.rsplit_once('=').ok_or_else(|| {
                Error::input(format!("{} is no weight of a class", quoted(part)))
                    .advice("use balanced, or CLASS=WEIGHT,CLASS=WEIGHT")
            })?;
            let number = weight.trim().parse().ok().filter(|w: &f64| w.is_finite() && *w >= 0.0);
            let number = number.ok_or_else(|| {
                Error::input(format!("the class {} weighs {}", quoted(name), quoted(weight)))
                    .advice("use a number from 0")
            })?;
            Ok((name.trim().to_owned(), number))
        };
        let weights: Vec<_> = record.iter().map(weight).collect::<Result<_>>()?;
        let named = |(place, (name, _)): (usize, &(String, f64))| {
            weights[..place].iter().any(|(other, _)| other == name)
        };
        if let Some((_, (name, _))) = weights.iter().enumerate().find(|&each| named(each)) {
            return Err(Error::input(format!("the class {} has two weights", quoted(name)))
                .advice("give it one"));
        }
        match weights.is_empty() {
            true => Err(Error::input("no class has a weight")
                .advice("use balanced, or CLASS=WEIGHT,CLASS=WEIGHT")),
            false => Ok(Self::Each(weights)),
        }
    }
}

by_text!(ClassWeights, to_string);

/// Refuses a column of weights that is a target too.
pub(super) fn refuse_as_target(
    table: &Table,
    targets: &[usize],
    options: &TableOptions,
) -> Result<()> {
    let Some(weight) = &options.weight else { return Ok(()) };
    if targets.iter().any(|&place| table.columns[place].name == *weight) {
        let weight = quoted(weight);
        return Err(Error::input(format!("the target {weight} is the column of weights"))
            .advice("name another column for one of the two"));
    }
    Ok(())
}

impl Samples {
    /// The weight of each sample by a column of numbers from 0.
    ///
    /// # Errors
    /// Without such a column; at the row of the first cell that is missing, a text, negative or
    /// larger than f32 holds.
    pub fn weights(&self, column: &str) -> Result<Vec<f64>> {
        let read = || {
            let place = Columns::new(&self.table).all(&[column.to_owned()])?[0];
            let column = &self.table.columns[place];
            (0..self.len()).map(|row| self.weight(column, row)).collect::<Result<_>>()
        };
        read().map_err(|error: Error| error.file(self.source()))
    }

    fn weight(&self, column: &TableColumn, row: usize) -> Result<f64> {
        let wrong = |what: String| {
            Error::input(what)
                .sample(&self.table.rows, row)
                .column(&column.name)
                .advice("a sample's weight is a number from 0; correct it or leave the row out")
        };
        if column.cells.is_missing(row) {
            return Err(wrong("the weight is missing".to_owned()));
        }
        let weight = match &column.cells {
            Cells::Texts { values, codes } => {
                let text = &values[codes[row] as usize];
                let weight = text.trim().parse().ok();
                weight.ok_or_else(|| wrong(format!("the weight is {}", quoted(text))))?
            }
            cells => cells.number(row),
        };
        match weight >= 0.0 && (weight as f32).is_finite() {
            true => Ok(weight),
            false => Err(wrong(format!("the weight is {weight}"))),
        }
    }

    /// The weight of each sample by its class.
    ///
    /// # Errors
    /// When a class has none.
    pub fn class_weights(&self, weights: &HashMap<String, f64>) -> Result<Vec<f64>> {
        let Targets::Classes { names, labels, .. } = &self.targets else {
            return Err(Error::input("the targets are no classes").file(self.source()));
        };
        let each: Vec<_> = names.iter().map(|name| weights.get(name).copied()).collect();
        // What was not trained on is told where the targets are encoded.
        Ok(labels.iter().map(|&label| each[label as usize].unwrap_or(1.0)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TargetColumns, read_csv};
    use super::*;

    fn samples(text: &str, weight: Option<&str>) -> Result<Samples> {
        let table = read_csv("data.csv", text.as_bytes()).unwrap();
        let weight = weight.map(str::to_owned);
        Samples::from_table(table, &TableOptions { weight, ..TableOptions::default() })
    }

    #[test]
    fn a_column_of_weights_is_no_feature_and_not_the_target() {
        let set = samples("x,y,w\n1,a,0.5\n3,b,2\n2,a,0\n", Some("w")).unwrap();
        assert_eq!(set.weights("w").unwrap(), [0.5, 2.0, 0.0]);
        assert_eq!(set.feature_columns().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["x"]);
        let Targets::Classes { column, .. } = &set.targets else { panic!("{:?}", set.targets) };
        assert_eq!(column, "y");
        assert!(set.notes().iter().any(|note| note == "left out: \"w\" (weighs the samples)"));
        let table = read_csv("data.csv", b"x,y,w\n1,a,1\n2,b,1\n").unwrap();
        let target = TargetColumns::Named(vec!["w".to_owned()]);
        let options =
            TableOptions { weight: Some("w".to_owned()), target, ..TableOptions::default() };
        let error = Samples::from_table(table, &options).unwrap_err().to_string();
        assert!(
            error.starts_with("data.csv: the target \"w\" is the column of weights"),
            "{error}"
        );
    }

    #[test]
    fn a_bad_weight_is_named_with_its_row() {
        for (cell, expected) in [
            ("-1", "data.csv, row 3, column \"w\": the weight is -1; a sample's weight is"),
            ("", "data.csv, row 3, column \"w\": the weight is missing"),
            ("much", "data.csv, row 3, column \"w\": the weight is \"much\""),
            ("1e39", "data.csv, row 3, column \"w\": the weight is 1"),
        ] {
            let set = samples(&format!("x,w,y\n1,1,a\n3,{cell},b\n2,1,a\n"), Some("w")).unwrap();
            let error = set.weights("w").unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let error = samples("x,y\n1,a\n2,b\n", Some("v")).unwrap_err().to_string();
        assert!(error.contains("no column \"v\""), "{error}");
    }

    #[test]
    fn balanced_classes_weigh_the_same_in_all() {
        let set = samples("x,y\n1,a\n2,a\n3,a\n4,b\n5,c\n6,c\n", None).unwrap();
        // The fifth and the sixth are held out.
        let weights = ClassWeights::Balanced.fit(&set, &[0, 1, 2, 3]).unwrap();
        assert_eq!(weights, HashMap::from([("a".to_owned(), 4.0 / 6.0), ("b".to_owned(), 2.0)]));
        let all = [0, 1, 2, 3, 4, 5];
        let weights = ClassWeights::Balanced.fit(&set, &all).unwrap();
        let each = set.class_weights(&weights).unwrap();
        assert_eq!(each, [2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 2.0, 1.0, 1.0]);

        let told: ClassWeights = "b=3, c=0.5".parse().unwrap();
        let weights = told.fit(&set, &all).unwrap();
        assert_eq!(set.class_weights(&weights).unwrap(), [1.0, 1.0, 1.0, 3.0, 0.5, 0.5]);
        let error = "d=1".parse::<ClassWeights>().unwrap().fit(&set, &all).unwrap_err().to_string();
        assert!(error.starts_with("data.csv: there is no class \"d\""), "{error}");
        let values = samples("x,y\n1,1.5\n2,2.5\n", None).unwrap();
        assert!(ClassWeights::Balanced.fit(&values, &[0, 1]).is_err());
    }

    #[test]
    fn weights_of_classes_come_back_from_their_text() {
        for text in ["balanced", "a=1,b=2.5", "\"low, very=2\",x=0", "a=b=2"] {
            assert_eq!(text.parse::<ClassWeights>().unwrap().to_string(), text);
        }
        for text in ["", "even", "a=", "a=-1", "a=inf", "a=1,b=2, a=3"] {
            assert!(text.parse::<ClassWeights>().is_err(), "{text}");
        }
    }
}
