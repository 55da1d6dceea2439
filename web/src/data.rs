//! A data set: bytes to a table, and what is made of its columns.

use std::rc::Rc;

use gradshader::dataset::read::{DialectOptions, Reading, read};
use gradshader::dataset::table::Cells;
use gradshader::dataset::{
    Kind, Samples, Table, TableOptions, TargetColumns, Targets, Task, is_idx, read_idx,
};
use gradshader::{Error, Result};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::error::{json, parsed, thrown};
use crate::image::{Image, image};

/// 1,797 handwritten digits of 8 x 8 pixels.
const DIGITS: &[u8] = include_bytes!("../../data/digits.csv");
/// 150 flowers of three kinds.
const IRIS: &[u8] = include_bytes!("../../data/iris.csv");

/// A table, before anything is decided about what its columns mean.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Data {
    pub(crate) table: Rc<Table>,
    read_as: String,
    dialect: Option<DialectOptions>,
    /// The name of the file of images' labels.
    pub(crate) labels: Option<String>,
}

/// Which columns are used, and as what; what is not said is found.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Columns {
    pub(crate) features: Option<Vec<String>>,
    pub(crate) target: Option<String>,
    /// `classify` or `regress`.
    pub(crate) task: Option<String>,
}

impl Columns {
    pub(crate) fn options(&self) -> Result<TableOptions> {
        let task = match self.task.as_deref() {
            None => None,
            Some("classify") => Some(Task::Classify),
            Some("regress") => Some(Task::Regress),
            Some(other) => {
                let what = format!("there is no task {other:?}");
                return Err(Error::input(what).advice("use classify or regress"));
            }
        };
        let target = match &self.target {
            Some(name) => TargetColumns::Named(vec![name.clone()]),
            None => TargetColumns::Last,
        };
        Ok(TableOptions { features: self.features.clone(), target, task, ..Default::default() })
    }
}

/// What a table holds, for the page.
#[derive(Debug, Serialize)]
struct Description {
    source: String,
    read_as: String,
    rows: usize,
    /// All of them, in the order of the file.
    columns: Vec<String>,
    features: Vec<Feature>,
    targets: Vec<String>,
    task: &'static str,
    /// Why it is that, for people.
    why: String,
    classes: Vec<String>,
    left_out: Vec<LeftOut>,
    notes: Vec<String>,
    image: Option<Image>,
}

#[derive(Debug, Serialize)]
struct Feature {
    name: String,
    kind: &'static str,
    /// Of numbers.
    range: Option<[f64; 2]>,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    name: String,
    reason: String,
}

#[wasm_bindgen]
impl Data {
    /// Reads a file of any format; `labels` are those of IDX images, or nothing.
    ///
    /// # Errors
    /// Name file, row and column.
    pub fn read(
        source: &str,
        bytes: &[u8],
        labels: Option<String>,
        labels_bytes: Option<Box<[u8]>>,
    ) -> Result<Data, JsValue> {
        Self::of(source, bytes, labels.as_deref().zip(labels_bytes.as_deref())).map_err(thrown)
    }

    /// `digits` or `iris`.
    ///
    /// # Errors
    /// When it is another.
    pub fn bundled(name: &str) -> Result<Data, JsValue> {
        let data = match name {
            "digits" => Self::bundled_digits(),
            "iris" => Self::of("iris.csv", IRIS, None),
            _ => Err(Error::input(format!("no data {name:?} are bundled"))),
        };
        data.map_err(thrown)
    }

    /// What it holds, as JSON; `columns` says which columns are used.
    ///
    /// # Errors
    /// Where nothing can be learned of it.
    pub fn describe(&self, columns: &str) -> Result<String, JsValue> {
        json(&self.description(columns).map_err(thrown)?)
    }

    /// The columns that may be a target, and the number of rows, of a table of which nothing is decided.
    #[wasm_bindgen(getter)]
    pub fn columns(&self) -> Vec<String> {
        self.table.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The cells of a sample's features, as text, and of its target, the last.
    ///
    /// # Errors
    /// When the columns are not the table's, or there is no such sample.
    pub fn cells(&self, columns: &str, sample: usize) -> Result<Vec<String>, JsValue> {
        self.texts(columns, sample).map_err(thrown)
    }

    /// The first row's bytes are those of IDX images, which want a file of labels.
    pub fn wants_labels(bytes: &[u8]) -> bool {
        is_idx(bytes)
    }
}

impl Data {
    /// The digits.
    pub(crate) fn bundled_digits() -> Result<Self> {
        Self::of("digits.csv", DIGITS, None)
    }

    fn of(source: &str, bytes: &[u8], labels: Option<(&str, &[u8])>) -> Result<Self> {
        if is_idx(bytes) {
            if labels.is_none() {
                return Err(Error::input("images without labels")
                    .file(source)
                    .advice("choose the file of the labels with it"));
            }
            let table = read_idx(source, bytes, labels)?;
            return Ok(Self {
                table: table.into(),
                read_as: "IDX images".into(),
                dialect: None,
                labels: labels.map(|(name, _)| name.to_owned()),
            });
        }
        let Reading { table, read_as, dialect, .. } =
            read(source, bytes, &DialectOptions::default())?;
        let dialect = dialect.map(|dialect| dialect.told());
        Ok(Self { table: table.into(), read_as, dialect, labels: None })
    }

    /// The name of the file.
    pub(crate) fn source(&self) -> &str {
        &self.table.source
    }

    /// The samples, with their columns taken so.
    pub(crate) fn samples(&self, options: &TableOptions) -> Result<Samples> {
        let samples = Samples::from_table((*self.table).clone(), options)?;
        Ok(Samples { read_as: self.read_as.clone(), dialect: self.dialect.clone(), ..samples })
    }

    fn texts(&self, columns: &str, sample: usize) -> Result<Vec<String>> {
        let columns: Columns = parsed(columns)?;
        let samples = self.samples(&columns.options()?)?;
        if sample >= samples.len() {
            return Err(Error::input(format!("there are {} samples", samples.len())));
        }
        let text = |cells: &Cells| match cells {
            Cells::Texts { values, codes } => {
                values.get(codes[sample] as usize).cloned().unwrap_or_default()
            }
            cells if cells.is_missing(sample) => String::new(),
            cells => cells.number(sample).to_string(),
        };
        let mut texts: Vec<_> =
            samples.feature_columns().map(|column| text(&column.cells)).collect();
        texts.push(match &samples.targets {
            Targets::Classes { names, labels, .. } => names[labels[sample] as usize].clone(),
            Targets::Values { columns, values } => values[sample * columns.len()].to_string(),
            _ => String::new(),
        });
        Ok(texts)
    }

    fn description(&self, columns: &str) -> Result<Description> {
        let columns: Columns = parsed(columns)?;
        let samples = self.samples(&columns.options()?)?;
        let features = features(&samples);
        let (task, targets, classes) = match &samples.targets {
            Targets::Classes { column, names, .. } => {
                ("classify", vec![column.clone()], names.clone())
            }
            Targets::Labels { columns, .. } => {
                ("label", columns.iter().map(|label| label.name.clone()).collect(), Vec::new())
            }
            Targets::Values { columns, .. } => ("regress", columns.clone(), Vec::new()),
            Targets::Unknown => ("none", Vec::new(), Vec::new()),
        };
        let left_out = samples
            .left_out
            .iter()
            .map(|column| LeftOut { name: column.name.clone(), reason: column.reason.to_string() });
        Ok(Description {
            source: samples.source().to_owned(),
            read_as: self.read_as.clone(),
            rows: samples.len(),
            columns: self.columns(),
            image: image(&samples),
            features,
            targets,
            task,
            why: samples.task.clone(),
            classes,
            left_out: left_out.collect(),
            notes: samples.notes(),
        })
    }
}

fn features(samples: &Samples) -> Vec<Feature> {
    let columns = samples.feature_columns();
    std::iter::zip(&samples.features, columns)
        .map(|(chosen, column)| Feature {
            name: column.name.clone(),
            kind: chosen.kind.name(),
            range: (chosen.kind == Kind::Number).then(|| range(&column.cells)),
        })
        .collect()
}

/// The least and the greatest number of a column.
pub(crate) fn range(cells: &Cells) -> [f64; 2] {
    let numbers = (0..cells.len()).filter(|&row| !cells.is_missing(row));
    numbers
        .map(|row| cells.number(row))
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], x| [a.min(x), b.max(x)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(name: &str, bytes: &[u8]) -> Description {
        Data::of(name, bytes, None).unwrap().description("{}").unwrap()
    }

    #[test]
    fn digits_are_pictures_and_flowers_are_not() {
        let digits = bundled("digits.csv", DIGITS);
        let image = digits.image.as_ref().map(|image| (image.side, image.brightest));
        assert_eq!(image, Some((8, 16.0)));
        assert_eq!((digits.rows, digits.classes.len(), digits.task), (1797, 10, "classify"));
        let iris = bundled("iris.csv", IRIS);
        assert!(iris.image.is_none());
        assert_eq!(iris.features[0].range, Some([4.3, 7.9]));
    }

    #[test]
    fn images_want_labels() {
        let idx = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7];
        let error = Data::of("images", &idx, None).err().unwrap();
        assert_eq!(
            error.to_string(),
            "images: images without labels; choose the file of the labels with it"
        );
    }
}
