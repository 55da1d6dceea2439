//! Models of every kind of column, target and activation, and what they answer.

use std::collections::BTreeMap;

use gradshader::dataset::{
    Column, DatePart, Encoding, Feature, Label, Preprocessing, Scale, ScaledPart, Scaling,
    TargetEncoding,
};
use gradshader::formula::{Loss, Softmax, activation};
use gradshader::model::{Ensemble, Member, Model};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::random::{Purpose, uniform};

/// Of the parts of the second column.
const EDGES: [f64; 3] = [9990.0, 10_002.5, 10_005.5];

/// A number, one with missing cells that is drawn in below 2 and has parts, one that never changed, a truth, a category with others and missing
/// cells, and a plain one.
pub(crate) fn features() -> Vec<Feature> {
    let number = |shift, spread, clip, fill, indicator| Encoding::Number {
        scale: Scale { shift, spread, clip },
        edges: if indicator { EDGES.to_vec() } else { Vec::new() },
        fill,
        indicator,
        unit: None,
        sign: None,
    };
    let category = |values: &[&str], other, missing| Encoding::Category {
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        other,
        missing,
    };
    [
        ("height ?*/", number(170.3, 9.7, None, None, false)),
        ("weight", number(1e4 + 0.1, 3.1, Some(2.0), Some(1e4), true)),
        ("fixed", number(4.0, 0.0, None, Some(4.0), false)),
        ("smokes", Encoding::Boolean { fill: Some(0.25), indicator: true }),
        ("city \"x\"", category(&["Oslo", "São Paulo", "a \"b\"\n?\\"], true, true)),
        ("size", category(&["1", "2"], false, false)),
    ]
    .map(|(name, encoding)| Feature { name: name.to_owned(), encoding })
    .to_vec()
}

/// Rows of these features: numbers, and places of values.
pub(crate) const ROWS: [[f32; 6]; 6] = [
    [171.5, 10003.25, 4.0, 1.0, 0.0, 0.0],
    [150.0, f32::NAN, 5.0, 0.0, 1.0, 1.0],
    [190.25, 9990.5, f32::NAN, f32::NAN, 2.0, 0.0],
    [180.0, 10000.0, 4.0, 1.0, 7.0, 5.0],
    [160.5, 10006.0, 4.0, 1.0, f32::NAN, f32::NAN],
    // So far that its square is not finite.
    [120.0, -3e38, 1.0, 0.0, -1.0, 1.0],
];

/// The network's inputs of [`ROWS`], written out.
pub(crate) fn inputs(row: &[f32; 6]) -> Vec<f64> {
    let x = row.map(f64::from);
    let is = |truth: bool| f64::from(u8::from(truth));
    let or = |value: f64, fill: f64| if value.is_nan() { fill } else { value };
    let weight = (or(x[1], 1e4) - (1e4 + 0.1)) / 3.1;
    let mut inputs = vec![
        (x[0] - 170.3) / 9.7,
        2.0 * (weight / 2.0) / (1.0 + (weight / 2.0).powi(2)).sqrt(),
        ((or(x[1], 1e4) - EDGES[0]) / (EDGES[1] - EDGES[0])).clamp(0.0, 1.0),
        ((or(x[1], 1e4) - EDGES[1]) / (EDGES[2] - EDGES[1])).clamp(0.0, 1.0),
        is(x[1].is_nan()),
        0.0,
        or(x[3], 0.25),
        is(x[3].is_nan()),
    ];
    inputs.extend((0..3).map(|value| is(x[4] == f64::from(value))));
    inputs.push(is(!x[4].is_nan() && !(0.0..3.0).contains(&x[4])));
    inputs.push(is(x[4].is_nan()));
    inputs.extend((0..2).map(|value| is(x[5] == f64::from(value))));
    inputs
}

/// What the outputs stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Classes,
    Labels,
    Values,
}

pub(crate) fn targets(kind: Kind) -> TargetEncoding {
    let names = ["low, very", "\"mid\"", "high"].map(str::to_owned);
    match kind {
        Kind::Classes => {
            TargetEncoding::Classes { column: "state".to_owned(), names: names.to_vec() }
        }
        Kind::Labels => TargetEncoding::Labels {
            columns: names
                .map(|name| Label { name, negative: "no".into(), positive: "yes".into() })
                .to_vec(),
        },
        Kind::Values => TargetEncoding::Values {
            columns: names
                .map(|name| Column { name, scale: Scale { shift: -2.5, spread: 41.1, clip: None } })
                .to_vec(),
        },
    }
}

/// A network with drawn weights behind these features.
pub(crate) fn model(hidden: &[Activation], output: Activation, kind: Kind) -> Model {
    let preprocessing = Preprocessing {
        scaling: Scaling::Standard,
        features: features(),
        targets: targets(kind),
        missing_texts: vec!["none".to_owned()],
        dialect: None,
        first_place: None,
        narrow: false,
    };
    let mut sizes = vec![preprocessing.inputs()];
    sizes.extend(hidden.iter().enumerate().map(|(place, _)| 7 + place));
    sizes.push(3);
    let network = Network::new(&sizes, &[hidden, &[output]].concat()).unwrap();
    let mut parameters = Parameters::initialise(&network, &[3]);
    for (layer, place) in parameters.layers.iter_mut().zip(0..) {
        layer.bias = uniform(11, Purpose::Weights { layer: place }, layer.bias.len(), 0.4);
    }
    let (ensemble, training) = (Ensemble::default(), BTreeMap::new());
    Model { network, parameters, loss: Loss::default(), preprocessing, ensemble, training }
}

/// The same with a column of dates.
pub(crate) fn with_dates() -> Model {
    let mut model = model(&[], Activation::Softmax, Kind::Classes);
    let scale = Scale { shift: 0.0, spread: 1.0, clip: None };
    let parts = vec![ScaledPart { part: DatePart::Year, scale }];
    model.preprocessing.features[0] = Feature {
        name: "born".to_owned(),
        encoding: Encoding::Date { format: None, parts, indicator: false },
    };
    model
}

/// What the model gives for a row, in f64: the mean of its networks, each as often as it counts.
pub(crate) fn outputs(model: &Model, inputs: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; model.network.outputs()];
    let mut count = 0.0;
    for (network, parameters, times) in model.members() {
        let times = if model.is_ensemble() { f64::from(times) } else { 1.0 };
        let outputs = of_network(network, parameters, inputs);
        sums.iter_mut().zip(outputs).for_each(|(sum, output)| *sum += times * output);
        count += times;
    }
    sums.iter().map(|sum| sum / count).collect()
}

fn of_network(network: &Network, parameters: &Parameters, inputs: &[f64]) -> Vec<f64> {
    let mut h = inputs.to_vec();
    for (layer, &f) in parameters.layers.iter().zip(network.activations()) {
        let width = layer.bias.len();
        let sum = |j: usize| {
            let products = h.iter().enumerate();
            products.map(|(i, x)| x * f64::from(layer.weight[i * width + j])).sum::<f64>()
                + f64::from(layer.bias[j])
        };
        let sums: Vec<f64> = (0..width).map(sum).collect();
        h = match f {
            Activation::Softmax => {
                let row = Softmax::of(&sums);
                sums.iter().map(|&a| row.probability(a)).collect()
            }
            f => sums.iter().map(|&a| activation(f, a)).collect(),
        };
    }
    h
}

/// What is to come out for [`ROWS`].
pub(crate) fn answers(model: &Model) -> Vec<Vec<f64>> {
    let decode = |output: f64| match &model.preprocessing.targets {
        TargetEncoding::Values { columns } => {
            output * columns[0].scale.spread + columns[0].scale.shift
        }
        _ => output,
    };
    ROWS.iter().map(|row| outputs(model, &inputs(row)).into_iter().map(decode).collect()).collect()
}

/// Every activation in a hidden layer, and every kind of target behind an output that suits it; a few
/// models hold them all. Two more are of several networks.
pub(crate) fn all() -> Vec<(String, Model)> {
    use Activation::*;
    let (first, second) =
        ([Sigmoid, Tanh, Relu, LeakyRelu, Elu], [Selu, Gelu, Silu, Mish, Softplus]);
    [
        ("first", model(&first, Softmax, Kind::Classes)),
        ("second", model(&second, Sigmoid, Kind::Labels)),
        ("third", model(&[GeluTanh], Linear, Kind::Values)),
        ("tanh", model(&[], Tanh, Kind::Classes)),
    ]
    .into_iter()
    .chain([("several", several(Kind::Classes)), ("several values", several(Kind::Values))])
    .map(|(name, model)| (name.to_owned(), model))
    .collect()
}

/// Three networks of one to three layers, which count differently.
pub(crate) fn several(kind: Kind) -> Model {
    use Activation::*;
    let output = if kind == Kind::Classes { Softmax } else { Linear };
    let mut several = model(&[Tanh, Relu], output, kind);
    let others = [(&[][..], 1), (&[Relu][..], 4)];
    let other = |(hidden, times): (&[Activation], u32)| {
        let Model { network, mut parameters, .. } = model(hidden, output, kind);
        parameters.layers[0].weight.iter_mut().for_each(|weight| *weight *= -0.7);
        Member { network, parameters, times }
    };
    several.ensemble = Ensemble { times: 2, others: others.map(other).to_vec() };
    several
}

/// The largest difference, relative to the largest answer.
#[track_caller]
pub(crate) fn difference(found: &[Vec<f64>], expected: &[Vec<f64>]) -> f64 {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().flatten().fold(0.0, |most: f64, x| most.max(x.abs()));
    let pairs = found.iter().zip(expected).flat_map(|(a, b)| {
        assert_eq!(a.len(), b.len());
        a.iter().zip(b)
    });
    // A NaN stays.
    pairs
        .map(|(a, b)| (a - b).abs() / largest)
        .fold(0.0, |most, x| if x <= most { most } else { x })
}

/// 64-128-3, of numbers.
pub(crate) fn wide() -> Model {
    let mut model = model(&[], Activation::Softmax, Kind::Classes);
    let scale = Scale { shift: 0.0, spread: 1.0, clip: None };
    let encoding = Encoding::Number {
        scale,
        edges: Vec::new(),
        fill: Some(0.0),
        indicator: false,
        unit: None,
        sign: None,
    };
    let feature = |place| Feature { name: format!("pixel {place}"), encoding: encoding.clone() };
    model.preprocessing.features = (0..64).map(feature).collect();
    let activations = [Activation::Relu, Activation::Softmax];
    model.network = Network::new(&[64, 128, 3], &activations).unwrap();
    model.parameters = Parameters::initialise(&model.network, &[5]);
    model
}
