//! `gradshader show`: what is in a model file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use gradshader::dataset::{Encoding, Feature, Scale, TargetEncoding};
use gradshader::error::Result;
use gradshader::import;
use gradshader::model::Model;
use gradshader::network::{Network, Parameters};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::describe::short;
use super::output;
use super::places::Places;

/// As many columns as a person reads.
const SHOWN: usize = 200;
/// As many classes as make one line.
const CLASSES: usize = 12;
/// Facts that are texts, though a version may look like a number.
const TEXTS: [&str; 6] =
    ["adapter", "backend", "device", "driver", "gradshader", "initial_parameter_hash"];

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// A file that `gradshader train --model` wrote
    #[arg(value_name = "MODEL")]
    model: PathBuf,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    file: PathBuf,
    /// SHA-256 of the bits of all parameters.
    parameter_hash: String,
    /// More than one of an ensemble; layers and parameters are those of the first, the hash is of all.
    networks: usize,
    /// Those of an ensemble, the first among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<Member>,
    layers: Vec<Layer>,
    parameters: usize,
    loss: String,
    /// classify, label or regress.
    task: &'static str,
    targets: &'a TargetEncoding,
    scaling: String,
    features: &'a [Feature],
    /// The name of each input of the network.
    inputs: Vec<String>,
    missing_texts: &'a [String],
    /// At the epoch that was kept; shares are 0 to 1.
    #[serde(serialize_with = "typed")]
    scores: BTreeMap<&'a str, &'a str>,
    #[serde(serialize_with = "typed")]
    training: BTreeMap<&'a str, &'a str>,
}

/// One of an ensemble.
#[derive(Debug, Serialize)]
struct Member {
    /// How often it counts in the mean.
    counts: u32,
    /// Inputs, widths of layers and outputs.
    sizes: Vec<usize>,
    parameters: usize,
}

#[derive(Debug, Serialize)]
struct Layer {
    inputs: usize,
    outputs: usize,
    activation: &'static str,
    parameters: usize,
}

pub(super) fn run(arguments: ShowArguments) -> Result<()> {
    Places::new().input("MODEL", Some(&arguments.model)).check()?;
    let model = import::load_whole(&arguments.model)?;
    let report = Report::of(arguments.model, &model);
    if arguments.json { output::print_json(&report) } else { output::print(&report.text()) }
}

impl<'a> Report<'a> {
    fn of(file: PathBuf, model: &'a Model) -> Self {
        let (network, preprocessing) = (&model.network, &model.preprocessing);
        let layer = |(size, activation): (&[usize], &gradshader::network::Activation)| Layer {
            inputs: size[0],
            outputs: size[1],
            activation: activation.name(),
            parameters: (size[0] + 1) * size[1],
        };
        let facts = model.training.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let member = |(network, _, counts): (&Network, &Parameters, u32)| Member {
            counts,
            sizes: network.sizes().to_vec(),
            parameters: network.parameter_count(),
        };
        let members: Vec<_> = model.members().map(member).collect();
        let (scores, training) = facts.partition(|(name, _)| output::measure(name).is_some());
        Self {
            file,
            parameter_hash: model.hash(),
            networks: members.len(),
            members: if members.len() > 1 { members } else { Vec::new() },
            layers: std::iter::zip(network.sizes().windows(2), network.activations())
                .map(layer)
                .collect(),
            parameters: network.parameter_count(),
            loss: model.loss.to_string(),
            task: preprocessing.targets.task_and_columns().0.name(),
            targets: &preprocessing.targets,
            scaling: preprocessing.scaling.to_string(),
            features: &preprocessing.features,
            inputs: preprocessing.input_names(),
            missing_texts: &preprocessing.missing_texts,
            scores,
            training,
        }
    }

    fn text(&self) -> String {
        let row = |name: &str, value: String| vec![name.to_owned(), value];
        let mut facts = vec![
            row("file", self.file.display().to_string()),
            row("parameter_hash", self.parameter_hash.clone()),
            row("parameters", self.parameters.to_string()),
            row("loss", self.loss.clone()),
            row("scaling", self.scaling.clone()),
        ];
        if self.networks > 1 {
            let all: usize = self.members.iter().map(|member| member.parameters).sum();
            let said =
                format!("{} with {all} parameters, of which the first is below", self.networks);
            facts.push(row("networks", said));
        }
        if !self.missing_texts.is_empty() {
            facts.push(row("missing texts", listed(self.missing_texts.iter(), CLASSES)));
        }
        let heads = ["layer", "inputs", "outputs", "activation", "parameters"];
        let mut layers = vec![heads.map(str::to_owned).to_vec()];
        for (place, layer) in self.layers.iter().enumerate() {
            let cells = [place, layer.inputs, layer.outputs].map(|number| number.to_string());
            let rest = [layer.activation.to_owned(), layer.parameters.to_string()];
            layers.push([cells.to_vec(), rest.to_vec()].concat());
        }
        let tables =
            [facts, self.listed_members(), layers].into_iter().filter(|rows| !rows.is_empty());
        let parts = tables.map(|rows| output::table(&rows, 2)).chain([self.columns()]);
        let mut text = parts.collect::<Vec<_>>().join("\n");
        text.push('\n');
        text.push_str(&output::table(&self.answers(), 2));
        for facts in [&self.scores, &self.training] {
            let rows: Vec<_> =
                facts.iter().map(|(name, value)| row(name, figure(name, value))).collect();
            if !rows.is_empty() {
                text.push('\n');
                text.push_str(&output::table(&rows, 2));
            }
        }
        text
    }

    /// The networks of an ensemble, and how often each counts; neighbours that are alike stand in one line.
    fn listed_members(&self) -> Vec<Vec<String>> {
        let heads = ["network", "shape", "parameters", "counts"];
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut first = 0;
        let is_alike = |a: &Member, b: &Member| a.counts == b.counts && a.sizes == b.sizes;
        for alike in self.members.chunk_by(is_alike) {
            let last = first + alike.len() - 1;
            let which = match alike.len() {
                1 => first.to_string(),
                count => format!("{first} .. {last} ({count})"),
            };
            let Member { counts, sizes, parameters } = &alike[0];
            let sizes: Vec<_> = sizes.iter().map(usize::to_string).collect();
            rows.push(vec![which, sizes.join("-"), parameters.to_string(), counts.to_string()]);
            first = last + 1;
        }
        if !rows.is_empty() {
            rows.insert(0, heads.map(str::to_owned).to_vec());
        }
        rows
    }

    /// The columns and what becomes of them; neighbours of which the same becomes, as pixels, stand in
    /// one line.
    fn columns(&self) -> String {
        let heads = ["column", "inputs", "kind", "what becomes of it"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        let mut features = self.features.iter().peekable();
        while let Some(first) = features.next() {
            let (mut last, mut count) = (first, 1);
            while let Some(next) = features.next_if(|next| next.encoding == first.encoding) {
                (last, count) = (next, count + 1);
            }
            if rows.len() > SHOWN {
                let left = features.len();
                rows.push(vec![format!("and {} more; --json has all", left + count)]);
                break;
            }
            let name = match count {
                1 => first.name.clone(),
                2 => format!("{}, {}", first.name, last.name),
                _ => format!("{} .. {} ({count})", first.name, last.name),
            };
            let inputs = (first.encoding.width() * count).to_string();
            let (kind, what) = described(&first.encoding);
            rows.push(vec![name, inputs, kind.to_owned(), what]);
        }
        output::table(&rows, 4)
    }

    /// What the outputs stand for.
    fn answers(&self) -> Vec<Vec<String>> {
        match self.targets {
            TargetEncoding::Classes { column, names } => vec![
                vec!["target".to_owned(), column.clone()],
                vec![format!("{} classes", names.len()), listed(names.iter(), CLASSES)],
            ],
            TargetEncoding::Labels { columns } => {
                let head = ["label", "not there, there"].map(str::to_owned).to_vec();
                let row = |label: &gradshader::dataset::Label| {
                    vec![label.name.clone(), format!("{}, {}", label.negative, label.positive)]
                };
                std::iter::once(head).chain(columns.iter().map(row)).collect()
            }
            TargetEncoding::Values { columns } => {
                let head = ["target", "value of an output x"].map(str::to_owned).to_vec();
                let row = |column: &gradshader::dataset::Column| {
                    let Scale { shift, spread, .. } = column.scale;
                    vec![column.name.clone(), format!("{} x + {}", short(spread), short(shift))]
                };
                std::iter::once(head).chain(columns.iter().map(row)).collect()
            }
        }
    }
}

/// Facts as JSON has them: numbers, truths and lists of such are no texts.
fn typed<S: Serializer>(
    facts: &BTreeMap<&str, &str>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_map(facts.iter().map(|(name, text)| (name, value(name, text))))
}

fn value(name: &str, text: &str) -> Value {
    let as_written = || Value::from(text);
    if TEXTS.contains(&name) {
        return as_written();
    }
    match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_) | Value::Array(_))) => value,
        // A score that is not defined.
        _ if text.parse().is_ok_and(|number: f64| !number.is_finite()) => Value::Null,
        _ => as_written(),
    }
}

/// A score as `train` prints it; another fact as it is.
fn figure(name: &str, value: &str) -> String {
    // Of one of several: `member_2_validation_loss`.
    let own = name.strip_prefix("member_").and_then(|rest| rest.split_once('_'));
    match (output::measure(own.map_or(name, |(_, own)| own)), value.parse()) {
        (Some((_, metric)), Ok(number)) => output::figure(metric, number),
        _ => value.to_owned(),
    }
}

fn described(encoding: &Encoding) -> (&'static str, String) {
    let filled = |fill: &Option<f64>, indicator: bool| {
        let counts = match fill {
            Some(value) => format!("; missing counts as {}", short(*value)),
            None => "; missing is an error".to_owned(),
        };
        counts + if indicator { " and has an input" } else { "" }
    };
    match encoding {
        Encoding::Number { scale, edges, fill, indicator, unit, sign } => {
            let parts = match edges.iter().map(|&edge| short(edge)).collect::<Vec<_>>() {
                edges if edges.is_empty() => String::new(),
                edges => format!("; and in parts between {}", edges.join(", ")),
            };
            let unit = unit.as_ref().map_or(String::new(), |unit| format!("in {unit}; "));
            let sign = sign.as_ref().filter(|sign| !sign.is_empty());
            let sign = sign.map_or(String::new(), |sign| format!("with {sign}; "));
            ("number", unit + &sign + &scaled(scale) + &parts + &filled(fill, *indicator))
        }
        Encoding::Boolean { fill, indicator } => {
            ("boolean", "0 or 1".to_owned() + &filled(fill, *indicator))
        }
        Encoding::Category { values, other, missing } => {
            let more = match (other, missing) {
                (false, false) => "",
                (true, false) => "; others have an input",
                (false, true) => "; missing has an input",
                (true, true) => "; others and missing have an input each",
            };
            ("category", format!("one of {}{more}", listed(values.iter(), CLASSES)))
        }
        Encoding::Date { format, parts, indicator } => {
            let part = |part: &gradshader::dataset::ScaledPart| {
                serde_json::to_string(&part.part).unwrap_or_default().replace(['"', '_'], " ")
            };
            let parts: Vec<_> = parts.iter().map(|p| part(p).trim().to_owned()).collect();
            let format = format.as_ref().map_or("numbers".to_owned(), ToString::to_string);
            let missing = if *indicator { "; missing has an input" } else { "" };
            ("date", format!("{format}: {}{missing}", parts.join(", ")))
        }
    }
}

/// `(x - shift) / spread`, as short as it goes.
fn scaled(scale: &Scale) -> String {
    let number = match (scale.shift, scale.spread) {
        (_, 0.0) => return "0, since it never changed".to_owned(),
        (0.0, 1.0) => "as it is".to_owned(),
        (0.0, spread) => format!("x / {}", short(spread)),
        (shift, spread) => format!("(x - {}) / {}", short(shift), short(spread)),
    };
    match scale.clip {
        None => number,
        Some(clip) => format!("{number}, drawn in below {}", short(clip)),
    }
}

/// The first of such names, and how many more there are.
fn listed<'a>(names: impl ExactSizeIterator<Item = &'a String>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let mut parts: Vec<_> = names.take(most).cloned().collect();
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    parts.join(", ")
}
