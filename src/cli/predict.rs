//! `gradshader predict`: what a model answers, as CSV.

use gradshader::block_on;
use gradshader::dataset::table::{Cells, MISSING, TableColumn};
use gradshader::dataset::{Samples, TableOptions, TargetEncoding, Unseen};
use gradshader::error::{Error, Result};
use gradshader::metrics::argmax;
use gradshader::model::Model;

use super::columns::{ClassPlace, PredictArguments};
use super::inference::{self, Answers};
use super::places::Places;
use super::{data, output, stream};

/// What the answers look like.
pub(super) struct Form<'a> {
    pub(super) model: &'a Model,
    pub(super) probabilities: bool,
    pub(super) class: ClassPlace,
    /// Whether the deviation between the networks of an ensemble stands behind.
    pub(super) spread: bool,
    /// The columns that are copied in front.
    pub(super) ids: &'a [String],
    /// Those of them that are numbers to the network, as they are written.
    copies: Vec<TableColumn>,
}

pub(super) fn run(mut arguments: PredictArguments) -> Result<()> {
    // As it is for DATA, that is the standard stream.
    arguments.output = arguments.output.filter(|path| path.as_os_str() != "-");
    Places::new()
        .input("MODEL", Some(&arguments.model))
        .inputs("DATA", &arguments.data)
        .output("--output", arguments.output.as_deref())
        .check()?;
    let mut dialect = arguments.dialect.options()?;
    let model = arguments.foreign.load(&arguments.model, &arguments.data, None, &dialect, false)?;
    if arguments.spread && !model.is_ensemble() {
        return Err(Error::input("--spread: the model is one network")
            .file(&arguments.model)
            .advice("leave it out, or give a model of several: --ensemble keeps one where no more do better"));
    }
    let mut form = Form {
        model: &model,
        probabilities: arguments.probabilities,
        class: arguments.class,
        spread: arguments.spread,
        ids: &arguments.id,
        copies: Vec::new(),
    };
    let options = TableOptions::to_predict(&model.preprocessing);
    // What is copied stays as it is written; what the network takes too is read once more.
    let is_feature = |name: &String| options.features.iter().flatten().any(|f| f == name);
    let (twice, verbatim) = arguments.id.iter().cloned().partition(is_feature);
    dialect.verbatim = verbatim;
    let options = TableOptions { dialect, storage: arguments.memory.storage(), ..options };
    if matches!(&arguments.data[..], [path] if path.as_os_str() == "-") {
        return stream::run(&form, &arguments, &options);
    }
    let samples = data::load(&arguments.data, None, &options)?;
    form.copies = data::load_as_written(&arguments.data, twice, &samples, &options)?;
    answer(&form, &arguments, &samples)
}

/// Answers samples that are all there.
pub(super) fn answer(form: &Form, arguments: &PredictArguments, samples: &Samples) -> Result<()> {
    let model = form.model;
    samples.remarks.iter().for_each(|remark| output::warn(remark));
    let dataset = model.preprocessing.apply(samples)?;
    for unseen in model.preprocessing.unseen(samples)? {
        output::warn(&note(&unseen));
    }
    let answers = block_on(async {
        let mut answering = inference::open(model, &dataset, &arguments.device).await?;
        answering.predict(&dataset).await
    })?;
    inference::check_answers(model, samples, &answers.outputs)?;
    let mut table = form.header()?;
    table.extend(form.rows(samples, &answers)?);
    match &arguments.output {
        Some(path) => output::save(path, &table),
        None => output::print_bytes(&table),
    }
}

/// What is said of values that the model was not trained on.
pub(super) fn note(unseen: &Unseen) -> String {
    let rows = match unseen.samples {
        1 => "1 sample has".to_owned(),
        count => format!("{count} samples have"),
    };
    match &unseen.example {
        Some(example) => format!(
            "column {:?}: {rows} a value that no training sample had, such as {example:?}; it counts as \
             other",
            unseen.column
        ),
        None => format!(
            "column {:?}: {rows} no value, which no training sample lacked; it counts as {}",
            unseen.column,
            if unseen.is_averaged { "the average" } else { "nothing" }
        ),
    }
}

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the predictions cannot be written as CSV").caused_by(e)
}

impl Form<'_> {
    /// The line of the columns' names.
    pub(super) fn header(&self) -> Result<Vec<u8>> {
        let mut names: Vec<String> = self.ids.to_vec();
        match &self.model.preprocessing.targets {
            TargetEncoding::Classes { names: classes, .. } => {
                // A class may have any name.
                let taken = classes.iter().chain(self.ids).any(|name| name == "class");
                let class = if taken { "predicted class" } else { "class" }.to_owned();
                match self.class {
                    ClassPlace::First => {
                        names.extend(std::iter::once(class).chain(classes.clone()))
                    }
                    ClassPlace::Last => names.extend(classes.iter().cloned().chain([class])),
                    ClassPlace::Alone => names.push(class),
                }
            }
            TargetEncoding::Labels { columns } => {
                names.extend(columns.iter().map(|label| label.name.clone()));
                if self.probabilities {
                    names.extend(columns.iter().map(|label| format!("{} probability", label.name)));
                }
            }
            TargetEncoding::Values { columns } => {
                names.extend(columns.iter().map(|column| column.name.clone()));
            }
        }
        if self.spread {
            names.extend(self.spread_names());
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&names).map_err(unwritten)?;
        writer.into_inner().map_err(|e| unwritten(e.into_error()))
    }

    /// A line a sample.
    pub(super) fn rows(&self, samples: &Samples, answers: &Answers) -> Result<Vec<u8>> {
        let preprocessing = &self.model.preprocessing;
        let ids = self.id_columns(samples)?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        let width = preprocessing.outputs();
        for (row, outputs) in answers.outputs.chunks_exact(width).enumerate() {
            for column in &ids {
                writer.write_field(cell(column, row)).map_err(unwritten)?;
            }
            let mut answer = self.answer(outputs);
            if self.spread {
                answer.extend(self.spreads(outputs, &answers.spread[row * width..][..width]));
            }
            writer.write_record(answer).map_err(unwritten)?;
        }
        writer.into_inner().map_err(|e| unwritten(e.into_error()))
    }

    /// The deviations between networks: of classes that of the class that is predicted.
    fn spreads(&self, outputs: &[f32], spread: &[f32]) -> Vec<String> {
        let preprocessing = &self.model.preprocessing;
        match &preprocessing.targets {
            TargetEncoding::Classes { .. } => vec![spread[argmax(outputs)].to_string()],
            TargetEncoding::Labels { .. } => spread.iter().map(f32::to_string).collect(),
            TargetEncoding::Values { columns } => {
                let units = |(column, &spread): (&gradshader::dataset::Column, &f32)| {
                    let spread = f64::from(spread) * column.scale.spread.abs();
                    (spread as f32).to_string()
                };
                columns.iter().zip(spread).map(units).collect()
            }
        }
    }

    /// The names of those.
    fn spread_names(&self) -> Vec<String> {
        let of = |name: &String| format!("{name} spread");
        match &self.model.preprocessing.targets {
            TargetEncoding::Classes { .. } => vec!["spread".to_owned()],
            TargetEncoding::Labels { columns } => columns.iter().map(|c| of(&c.name)).collect(),
            TargetEncoding::Values { columns } => columns.iter().map(|c| of(&c.name)).collect(),
        }
    }

    fn answer(&self, outputs: &[f32]) -> Vec<String> {
        match &self.model.preprocessing.targets {
            TargetEncoding::Classes { names, .. } => {
                let class = names[argmax(outputs)].clone();
                let each: Vec<String> = match self.probabilities {
                    false => outputs.iter().map(f32::to_string).collect(),
                    true => probabilities(outputs).iter().map(f32::to_string).collect(),
                };
                match self.class {
                    ClassPlace::First => std::iter::once(class).chain(each).collect(),
                    ClassPlace::Last => each.into_iter().chain([class]).collect(),
                    ClassPlace::Alone => vec![class],
                }
            }
            TargetEncoding::Labels { columns } => {
                let label = |(label, &output): (&gradshader::dataset::Label, &f32)| {
                    if output >= 0.5 { label.positive.clone() } else { label.negative.clone() }
                };
                let labels = columns.iter().zip(outputs).map(label);
                match self.probabilities {
                    false => labels.collect(),
                    true => {
                        let each = outputs.iter().map(|output| output.clamp(0.0, 1.0).to_string());
                        labels.chain(each).collect()
                    }
                }
            }
            TargetEncoding::Values { columns } => {
                let narrow = self.model.preprocessing.narrow;
                let values = self.model.preprocessing.decode_values(outputs);
                let each = std::iter::zip(values, std::iter::zip(columns, outputs));
                each.map(|(value, (column, &output))| match narrow {
                    true => (value as f32).to_string(),
                    false => digits(value, column.scale.spread, output),
                })
                .collect()
            }
        }
    }

    fn id_columns<'a>(&'a self, samples: &'a Samples) -> Result<Vec<&'a TableColumn>> {
        let column = |name: &String| {
            let mut columns = self.copies.iter().chain(&samples.table.columns);
            columns.find(|column| column.name == *name).ok_or_else(|| {
                Error::input(format!("there is no column {name:?} for --id"))
                    .file(samples.source())
                    .advice("name a column of the table")
            })
        };
        self.ids.iter().map(column).collect()
    }
}

/// A cell as text; nothing where it is missing.
fn cell(column: &TableColumn, row: usize) -> String {
    match &column.cells {
        Cells::Texts { values, codes } => match codes[row] {
            MISSING => String::new(),
            code => values[code as usize].clone(),
        },
        cells => match cells.number(row) {
            value if value.is_nan() => String::new(),
            value => value.to_string(),
        },
    }
}

/// Outputs that add up to 1: a negative one counts as 0, and all are equal where none is positive.
fn probabilities(outputs: &[f32]) -> Vec<f32> {
    let positive = |output: &f32| f64::from(output.max(0.0));
    let sum: f64 = outputs.iter().map(positive).sum();
    let share = |output| match sum > 0.0 {
        true => (positive(output) / sum) as f32,
        false => 1.0 / outputs.len() as f32,
    };
    outputs.iter().map(share).collect()
}

/// A value with as many digits as the network's output, an f32, gives it.
pub(super) fn digits(value: f64, spread: f64, output: f32) -> String {
    // Half the distance to the next f32, in the value's units.
    let step = f64::from(output.abs().max(f32::MIN_POSITIVE)) * f64::from(f32::EPSILON) / 2.0;
    let decimals = -(step * spread.abs()).log10().floor();
    if !(0.0..=17.0).contains(&decimals) {
        return value.to_string();
    }
    let text = format!("{value:.*}", decimals as usize);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_digits_that_its_output_gives_it() {
        // A Julian date with a spread of a hundred days: to 6e-6 days.
        assert_eq!(digits(2450000.123456789, 100.0, 0.5), "2450000.123457");
        assert_eq!(digits(0.5, 1.0, 0.25), "0.5");
        assert_eq!(digits(1e300, 1e299, 1.0), 1e300.to_string());
        let value = 3.0f64;
        assert_eq!(digits(value, 1e12, 1.0), "3");
    }

    #[test]
    fn probabilities_add_up_to_1() {
        assert_eq!(probabilities(&[0.25, 0.25, -0.5]), [0.5, 0.5, 0.0]);
        assert_eq!(probabilities(&[-1.0, 0.0]), [0.5, 0.5]);
    }
}
