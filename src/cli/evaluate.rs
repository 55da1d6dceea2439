//! `gradshader evaluate`: what a model is worth on data whose targets are known.

use gradshader::block_on;
use gradshader::dataset::{CsvOptions, TargetEncoding, Targets};
use gradshader::error::Result;
use gradshader::metrics::{Confusion, r_squared, rmse};
use gradshader::model::Model;
use serde::Serialize;

use super::arguments::EvaluateArguments;
use super::{data, inference, output};

#[derive(Debug, Serialize)]
struct Report {
    samples: usize,
    /// Mean of half the squared error, of the network's own outputs.
    loss: f64,
    #[serde(flatten)]
    worth: Worth,
    adapter: String,
    driver: String,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Worth {
    Classes {
        /// 0 to 1.
        accuracy: f64,
        classes: Vec<String>,
        /// One row a true class, one count a predicted class.
        confusion: Vec<Vec<u64>>,
    },
    /// One entry a target column, in its units.
    Values {
        columns: Vec<String>,
        rmse: Vec<f64>,
        /// `null` where the column is constant.
        r_squared: Vec<f64>,
    },
}

pub(super) fn run(arguments: EvaluateArguments) -> Result<()> {
    let model = Model::load(&arguments.model)?;
    let options = CsvOptions::to_evaluate(&model.preprocessing);
    let labels = arguments.labels.as_deref();
    let samples = data::load_with_targets(&arguments.data, labels, &options, "--labels")?;
    let dataset = model.preprocessing.apply(&samples)?;
    let (evaluation, adapter) = block_on(async {
        let (mut trainer, adapter) = inference::open(&model, &dataset, &arguments.device).await?;
        Ok::<_, gradshader::Error>((trainer.evaluate(&dataset).await?, adapter))
    })?;
    let outputs = evaluation.member(0);
    let worth = match (&model.preprocessing.targets, &samples.targets) {
        (TargetEncoding::Classes { names, .. }, _) => {
            let confusion = Confusion::new(names.len(), outputs, &dataset.targets);
            Worth::Classes {
                accuracy: confusion.accuracy(),
                classes: names.clone(),
                confusion: confusion.rows().map(<[u64]>::to_vec).collect(),
            }
        }
        (TargetEncoding::Values { columns }, targets) => {
            let predicted = model.preprocessing.decode_values(outputs);
            let actual = match targets {
                Targets::Values { values, .. } => values.clone(),
                // `apply` has refused all others.
                _ => model.preprocessing.decode_values(&dataset.targets),
            };
            Worth::Values {
                columns: columns.iter().map(|column| column.name.clone()).collect(),
                rmse: rmse(columns.len(), &predicted, &actual, None),
                r_squared: r_squared(columns.len(), &predicted, &actual, None),
            }
        }
    };
    let report = Report {
        samples: dataset.samples,
        loss: evaluation.losses[0],
        worth,
        adapter: adapter.name,
        driver: adapter.driver,
    };
    if arguments.json { output::print_json(&report) } else { output::print(&text(&report)) }
}

fn text(report: &Report) -> String {
    let mut rows = vec![
        vec!["samples".to_owned(), report.samples.to_string()],
        vec!["loss".to_owned(), format!("{:.6}", report.loss)],
    ];
    match &report.worth {
        Worth::Classes { accuracy, classes, confusion } => {
            rows.push(vec!["accuracy".to_owned(), format!("{:.2} %", accuracy * 100.0)]);
            let corner = "true \\ predicted".to_owned();
            let mut matrix = vec![[vec![corner], classes.clone()].concat()];
            for (name, counts) in classes.iter().zip(confusion) {
                let counts = counts.iter().map(u64::to_string);
                matrix.push(std::iter::once(name.clone()).chain(counts).collect());
            }
            format!("{}\n{}", output::table(&rows, 2), output::table(&matrix, 1))
        }
        Worth::Values { columns, rmse, r_squared } => {
            let mut table = vec![["column", "RMSE", "R²"].map(str::to_owned).to_vec()];
            for ((column, rmse), r_squared) in columns.iter().zip(rmse).zip(r_squared) {
                table.push(vec![column.clone(), format!("{rmse:.6}"), format!("{r_squared:.4}")]);
            }
            format!("{}\n{}", output::table(&rows, 2), output::table(&table, 1))
        }
    }
}
