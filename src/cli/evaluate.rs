//! `gradshader evaluate`: what a model is worth on data whose targets are known.

use std::collections::BTreeMap;

use gradshader::block_on;
use gradshader::dataset::{TableOptions, TargetEncoding, Targets};
use gradshader::error::Result;
use gradshader::metrics::{Answers, Metric, mae, r_squared, rmse};
use gradshader::model::Model;
use serde::Serialize;

use super::arguments::EvaluateArguments;
use super::inference;
use super::places::Places;
use super::{confusion, data, output, predict, report as pages};

/// Classes in a table on the screen.
const CLASSES: usize = 50;

#[derive(Debug, Serialize)]
struct Report {
    samples: usize,
    /// The mean over the samples of the loss that the model was trained on.
    loss: f64,
    #[serde(flatten)]
    worth: Worth,
    adapter: String,
    driver: String,
}

/// `null` is a metric that is not defined for these samples.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Worth {
    Classes {
        /// By name; shares are 0 to 1.
        #[serde(flatten)]
        metrics: BTreeMap<String, f64>,
        classes: Vec<String>,
        per_class: Vec<Class>,
        /// One row a true class, one count a predicted class.
        confusion: Vec<Vec<u64>>,
    },
    /// One entry a label.
    Labels {
        /// By name, the means over the labels.
        mean: BTreeMap<String, f64>,
        columns: Vec<String>,
        /// 0 to 1.
        accuracy: Vec<f64>,
        precision: Vec<f64>,
        recall: Vec<f64>,
        f1: Vec<f64>,
        roc_auc: Vec<f64>,
        log_loss: Vec<f64>,
    },
    /// One entry a target column, in its units.
    Values { columns: Vec<String>, mae: Vec<f64>, rmse: Vec<f64>, r_squared: Vec<f64> },
}

/// One class against the rest.
#[derive(Debug, Serialize)]
struct Class {
    class: String,
    /// Samples of it.
    samples: u64,
    precision: f64,
    recall: f64,
    f1: f64,
    roc_auc: f64,
}

pub(super) fn run(arguments: EvaluateArguments) -> Result<()> {
    let places = Places::new()
        .input("MODEL", Some(&arguments.model))
        .inputs("DATA", &arguments.data)
        .input("--labels", arguments.labels.as_deref());
    pages::check(places, arguments.report.as_deref())?;
    let (dialect, labels) = (arguments.dialect.options()?, arguments.labels.as_deref());
    let model =
        arguments.foreign.load(&arguments.model, &arguments.data, labels, &dialect, true)?;
    let storage = arguments.memory.storage();
    let options =
        TableOptions { dialect, storage, ..TableOptions::to_evaluate(&model.preprocessing) };
    let samples = data::load_with_targets(&arguments.data, labels, &options, "--labels")?;
    samples.remarks.iter().for_each(|remark| output::warn(remark));
    if samples.without_target > 0 {
        output::warn(&match samples.without_target {
            1 => "1 row has no target and is left out".to_owned(),
            count => format!("{count} rows have no target and are left out"),
        });
    }
    for unseen in model.preprocessing.unseen(&samples)? {
        output::warn(&predict::note(&unseen));
    }
    if let Some(note) = of_another_loss(&model) {
        output::warn(&note);
    }
    let dataset = model.preprocessing.apply(&samples)?;
    let mut answering = block_on(inference::open(&model, &dataset, &arguments.device))?;
    let (loss, outputs) = block_on(answering.evaluate(&dataset))?;
    let outputs = &outputs[..];
    inference::check_answers(&model, &samples, outputs)?;
    let worth = match (&model.preprocessing.targets, &samples.targets) {
        (TargetEncoding::Classes { names, .. }, _) => {
            of_classes(names, &Answers::new(names.len(), outputs, &dataset.targets, None))
        }
        (TargetEncoding::Labels { columns }, _) => {
            let labels = Answers::of_labels(columns.len(), outputs, &dataset.targets);
            let mean = |metric: Metric| Some((metric.to_string(), metric.of_labels(&labels)?));
            let confusions = labels.iter().map(|(_, confusion)| confusion);
            let answers = labels.iter().map(|(answers, _)| answers);
            Worth::Labels {
                mean: Metric::all_of_classes(2).into_iter().filter_map(mean).collect(),
                columns: columns.iter().map(|label| label.name.clone()).collect(),
                accuracy: confusions.clone().map(|confusion| confusion.accuracy()).collect(),
                precision: confusions.clone().map(|confusion| confusion.precision(1)).collect(),
                recall: confusions.clone().map(|confusion| confusion.recall(1)).collect(),
                f1: confusions.map(|confusion| confusion.f1(1)).collect(),
                roc_auc: answers.clone().map(Answers::roc_auc).collect(),
                log_loss: answers.map(Answers::log_loss).collect(),
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
                mae: mae(columns.len(), &predicted, &actual, None),
                rmse: rmse(columns.len(), &predicted, &actual, None),
                r_squared: r_squared(columns.len(), &predicted, &actual, None),
            }
        }
    };
    let report = Report {
        samples: dataset.samples,
        loss,
        worth,
        adapter: answering.adapter.name.clone(),
        driver: answering.adapter.driver.clone(),
    };
    let printed = match arguments.json {
        true => output::print_json(&report),
        false => output::print(&text(&report)),
    };
    let Some(folder) = &arguments.report else { return printed };
    let (asked, answered) = ((&samples, &dataset), (loss, outputs));
    let page = pages::of_evaluation(&arguments, &model, asked, answered, &mut answering);
    // Whatever one of the two meets, the other is written.
    printed.and(block_on(page).and_then(|page| pages::save(folder, &page)))
}

/// What is said where the loss of the training counts samples otherwise than this one.
fn of_another_loss(model: &Model) -> Option<String> {
    let told = |name: &str| {
        let value = model.training.get(name)?;
        (value.parse::<f64>() != Ok(0.0)).then(|| format!("--{} {value}", name.replace('_', "-")))
    };
    let all = ["weight_column", "class_weight"];
    let all: Vec<_> = all.into_iter().filter_map(told).collect();
    (!all.is_empty()).then(|| {
        format!("the model was trained with {}; here each sample counts once", all.join(", "))
    })
}

fn of_classes(names: &[String], answers: &Answers) -> Worth {
    let matrix = answers.confusion();
    let metrics = Metric::all_of_classes(names.len()).into_iter();
    let value = |metric: Metric| Some((metric.to_string(), metric.of_answers(answers, &matrix)?));
    Worth::Classes {
        metrics: metrics.filter_map(value).collect(),
        classes: names.to_vec(),
        per_class: names
            .iter()
            .enumerate()
            .map(|(class, name)| Class {
                class: name.clone(),
                samples: matrix.support(class),
                precision: matrix.precision(class),
                recall: matrix.recall(class),
                f1: matrix.f1(class),
                roc_auc: answers.roc_auc_of(class),
            })
            .collect(),
        confusion: matrix.rows(),
    }
}

/// A line a metric that there is.
fn figures(all: &[Metric], values: &BTreeMap<String, f64>) -> Vec<Vec<String>> {
    let line = |metric: &Metric| {
        let name = metric.to_string();
        values.get(&name).map(|&value| vec![name, output::figure(*metric, value)])
    };
    all.iter().filter_map(line).collect()
}

fn text(report: &Report) -> String {
    let mut rows = vec![
        vec!["samples".to_owned(), report.samples.to_string()],
        vec!["loss".to_owned(), format!("{:.6}", report.loss)],
    ];
    match &report.worth {
        Worth::Classes { metrics, classes, per_class, confusion, .. } => {
            rows.extend(figures(&Metric::all_of_classes(classes.len()), metrics));
            let heads = ["class", "samples", "precision", "recall", "F1", "ROC AUC"];
            let mut table = vec![heads.map(str::to_owned).to_vec()];
            let mut listed: Vec<_> = per_class.iter().collect();
            if listed.len() > CLASSES {
                // Those that are worth a look, and of equals the first first.
                listed.sort_by(|a, b| a.f1.total_cmp(&b.f1));
                listed.truncate(CLASSES);
                table[0][0] = format!("the {CLASSES} with the least F1; --json has all");
            }
            for class in listed {
                let figures = [
                    (Metric::Precision, class.precision),
                    (Metric::Recall, class.recall),
                    (Metric::F1, class.f1),
                    (Metric::RocAuc, class.roc_auc),
                ];
                let figures = figures.map(|(metric, value)| output::figure(metric, value));
                let names = vec![class.class.clone(), class.samples.to_string()];
                table.push([names, figures.to_vec()].concat());
            }
            let picture = confusion::picture(classes, confusion);
            format!("{}\n{}\n{picture}", output::table(&rows, 2), output::table(&table, 1))
        }
        Worth::Labels { mean, columns, accuracy, precision, recall, f1, roc_auc, log_loss } => {
            rows.extend(figures(&Metric::all_of_classes(2), mean));
            let heads = ["label", "accuracy", "precision", "recall", "F1", "ROC AUC", "log loss"];
            let mut table = vec![heads.map(str::to_owned).to_vec()];
            for (label, name) in columns.iter().enumerate() {
                let figures = [
                    (Metric::Accuracy, accuracy),
                    (Metric::Precision, precision),
                    (Metric::Recall, recall),
                    (Metric::F1, f1),
                    (Metric::RocAuc, roc_auc),
                    (Metric::LogLoss, log_loss),
                ];
                let figures = figures.map(|(metric, values)| output::figure(metric, values[label]));
                table.push([vec![name.clone()], figures.to_vec()].concat());
            }
            format!("{}\n{}", output::table(&rows, 2), output::table(&table, 1))
        }
        Worth::Values { columns, mae, rmse, r_squared } => {
            let mut table = vec![["column", "MAE", "RMSE", "R²"].map(str::to_owned).to_vec()];
            for (column, name) in columns.iter().enumerate() {
                table.push(vec![
                    name.clone(),
                    output::number(mae[column]),
                    output::number(rmse[column]),
                    output::figure(Metric::RSquared, r_squared[column]),
                ]);
            }
            format!("{}\n{}", output::table(&rows, 2), output::table(&table, 1))
        }
    }
}
