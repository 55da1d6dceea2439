//! What a network has learned so far, as pictures: which class it gives each point of a plane of two
//! features, and what the units of the first layer look for in a picture.

use gradshader::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use gradshader::dataset::{
    Encoding, Kind, Preprocessing, Samples, TableOptions, TargetEncoding, Targets,
};
use gradshader::formula::Loss;
use gradshader::metrics::argmax;
use gradshader::network::{Layer, Network, Parameters};
use gradshader::train::State;
use gradshader::{Dataset, Error, Result};
use serde::{Deserialize, Serialize};

use crate::data::range;
use crate::predictor::Predictor;

/// A plane of two features; the others stay at their means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plane {
    /// The features across and upwards.
    pub(crate) features: [String; 2],
    /// Points of a side.
    pub(crate) side: usize,
}

impl Plane {
    fn columns<'s>(&self, samples: &'s Samples) -> Result<[&'s TableColumn; 2]> {
        let column = |name: &String| {
            let found = std::iter::zip(&samples.features, samples.feature_columns())
                .find(|(chosen, column)| column.name == *name && chosen.kind == Kind::Number);
            found.map(|(_, column)| column).ok_or_else(|| {
                Error::input(format!("{name:?} is no feature of numbers"))
                    .advice("choose two features that are numbers")
            })
        };
        Ok([column(&self.features[0])?, column(&self.features[1])?])
    }
}

/// The most samples that are drawn.
const POINTS: usize = 2000;

/// The samples in a plane, each its two features and its class or first value.
pub(crate) fn points(plane: &Plane, samples: &Samples) -> Result<Vec<f64>> {
    let columns = plane.columns(samples)?;
    let answer = |sample: usize| match &samples.targets {
        Targets::Classes { labels, .. } => f64::from(labels[sample]),
        Targets::Labels { columns, values } => f64::from(values[sample * columns.len()]),
        Targets::Values { columns, values } => values[sample * columns.len()],
        Targets::Unknown => 0.0,
    };
    let every = samples.len().div_ceil(POINTS).max(1);
    let point = |sample: usize| {
        let [x, y] = columns.map(|column| column.cells.number(sample));
        [x, y, answer(sample)]
    };
    Ok((0..samples.len()).step_by(every).flat_map(point).collect())
}

/// A plane's edges and its points.
pub(crate) struct Grid {
    edges: Edges,
    points: Dataset,
    outputs: usize,
    is_classes: bool,
    preprocessing: Preprocessing,
    predictor: Predictor,
}

/// Where the plane lies, and the samples in it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Edges {
    pub(crate) side: usize,
    pub(crate) x: [f64; 2],
    pub(crate) y: [f64; 2],
}

/// The most multiplications of a picture.
const WORK: usize = 60_000_000;

impl Grid {
    /// The plane through the samples of a run.
    ///
    /// # Errors
    /// When a feature is none of the run's, or is no number.
    pub(crate) fn new(
        plane: &Plane,
        samples: &Samples,
        preprocessing: &Preprocessing,
        network: &Network,
        loss: Loss,
    ) -> Result<Self> {
        let [x, y] = plane.columns(samples)?;
        let [x_range, y_range] = [wider(range(&x.cells)), wider(range(&y.cells))];
        let weights = network.parameter_count().max(1);
        let side = plane.side.clamp(2, 200).min((WORK / weights).isqrt()).max(2);
        let at = |[low, high]: [f64; 2], place: usize| {
            low + (high - low) * place as f64 / (side - 1) as f64
        };
        // A row of the picture is a value upwards, the greatest first.
        let of = |name: &str, value: &dyn Fn(usize) -> f64| {
            TableColumn::new(name, Cells::Wide((0..side * side).map(value).collect()))
        };
        let columns = preprocessing.features.iter().map(|feature| match &feature.name {
            name if *name == x.name => of(name, &|point| at(x_range, point % side)),
            name if *name == y.name => of(name, &|point| at(y_range, side - 1 - point / side)),
            name => usual(name, &feature.encoding, side * side),
        });
        let table = Table {
            source: "the plane".to_owned(),
            columns: columns.collect(),
            rows: RowNumbers::From(1),
        };
        // Its numbers are in the units of the columns.
        let options = TableOptions {
            units: Vec::new(),
            signs: Vec::new(),
            ..TableOptions::to_predict(preprocessing)
        };
        let samples = Samples::from_table(table, &options)?;
        let parameters = Parameters::initialise(network, &[0]);
        Ok(Self {
            edges: Edges { side, x: x_range, y: y_range },
            points: preprocessing.apply(&samples)?,
            outputs: preprocessing.outputs(),
            is_classes: matches!(preprocessing.targets, TargetEncoding::Classes { .. }),
            preprocessing: preprocessing.clone(),
            predictor: Predictor::new(network, &parameters, loss)?,
        })
    }

    pub(crate) fn edges(&self) -> &Edges {
        &self.edges
    }

    /// Of each point the class and how sure the network is of it, 0 to 1; or a value, and 1. Row by row
    /// from the top, `[side, side, 2]`.
    pub(crate) fn answers(&mut self, parameters: &Parameters) -> Result<Vec<f32>> {
        self.predictor.set(parameters)?;
        let outputs = self.predictor.predict(&self.points)?;
        if !self.is_classes {
            let values = self.preprocessing.decode_values(&outputs);
            return Ok(values.chunks(self.outputs).flat_map(|row| [row[0] as f32, 1.0]).collect());
        }
        let answer = |row: &[f32]| {
            let class = argmax(row);
            let all: f32 = row.iter().map(|output| output.max(0.0)).sum();
            [class as f32, row[class].max(0.0) / all.max(f32::MIN_POSITIVE)]
        };
        Ok(outputs.chunks(self.outputs).flat_map(answer).collect())
    }
}

/// A tenth more on both sides.
fn wider([low, high]: [f64; 2]) -> [f64; 2] {
    let more = if high > low { (high - low) / 10.0 } else { 1.0 };
    [low - more, high + more]
}

/// A feature that is the same at every point.
fn usual(name: &str, encoding: &Encoding, points: usize) -> TableColumn {
    let texts = |text: &str| {
        TableColumn::new(
            name,
            Cells::Texts { values: vec![text.to_owned()], codes: vec![0; points].into() },
        )
    };
    match encoding {
        Encoding::Number { scale, .. } => {
            TableColumn::new(name, Cells::Wide(vec![scale.shift; points].into()))
        }
        Encoding::Boolean { .. } => texts("false"),
        Encoding::Category { values, .. } => texts(values.first().map_or("", String::as_str)),
        Encoding::Date { .. } => TableColumn::new(name, Cells::Wide(vec![f64::NAN; points].into())),
    }
}

/// The parameters of a training's state.
pub(crate) fn parameters(state: &State, network: &Network) -> Option<Parameters> {
    let tensor = |layer: usize, name: &str| state.tensors.get(&format!("layers.{layer}.{name}"));
    let layer = |layer: usize| {
        let (weight, bias) = (tensor(layer, "weight")?.clone(), tensor(layer, "bias")?.clone());
        Some(Layer { weight, bias })
    };
    let layers = (0..network.layers()).map(layer).collect::<Option<_>>()?;
    Some(Parameters { members: 1, layers })
}
