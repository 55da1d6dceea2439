//! Initial weights. What they are drawn for each layer and seed alone decides (see [`crate::random`]), so
//! that a layer more, or a member more, changes no other.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::formula::Activation;
use crate::names::{self, by_text};
use crate::random::{self, Purpose};

/// How the weights of a layer with `i` inputs and `o` outputs are drawn; biases begin at 0. Normal
/// numbers are not truncated. As `torch.nn.init` has them, with a gain of 1 but for He's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Initialisation {
    /// Uniform in `±sqrt(6 / (i + o))` (Glorot and Bengio 2010, equation 16).
    GlorotUniform,
    /// Normal with variance `2 / (i + o)`.
    GlorotNormal,
    /// Uniform in `±sqrt(6 / i)` (He et al. 2015).
    HeUniform,
    /// Normal with variance `2 / i`.
    HeNormal,
    /// Uniform in `±sqrt(3 / i)` (LeCun et al. 1998).
    LecunUniform,
    /// Normal with variance `1 / i`.
    LecunNormal,
    /// Orthonormal rows or columns, of which there are fewer (Saxe et al. 2013).
    Orthogonal,
}

use Initialisation::{
    GlorotNormal, GlorotUniform, HeNormal, HeUniform, LecunNormal, LecunUniform, Orthogonal,
};

impl Initialisation {
    /// Every one.
    pub const ALL: [Self; 7] =
        [GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, Orthogonal];

    /// The name, as flags and files have it.
    pub fn name(self) -> &'static str {
        match self {
            GlorotUniform => "glorot-uniform",
            GlorotNormal => "glorot-normal",
            HeUniform => "he-uniform",
            HeNormal => "he-normal",
            LecunUniform => "lecun-uniform",
            LecunNormal => "lecun-normal",
            Orthogonal => "orthogonal",
        }
    }

    /// The one that suits an activation: He's before a ReLU and its kin, which are about 0 on one side,
    /// LeCun's before SELU, which was made for it (Klambauer et al. 2017), else Glorot's.
    pub fn suiting(activation: Activation) -> Self {
        match activation {
            Activation::Relu
            | Activation::LeakyRelu
            | Activation::Elu
            | Activation::Gelu
            | Activation::GeluTanh
            | Activation::Silu
            | Activation::Mish => HeUniform,
            Activation::Selu => LecunNormal,
            Activation::Sigmoid
            | Activation::Tanh
            | Activation::Softplus
            | Activation::Linear
            | Activation::Softmax => GlorotUniform,
        }
    }

    /// The weights of a layer, `[inputs, outputs]`.
    pub fn weights(self, seed: u64, layer: u32, inputs: usize, outputs: usize) -> Vec<f32> {
        let purpose = Purpose::Weights { layer };
        let count = inputs * outputs;
        let uniform = |square: f64| random::uniform(seed, purpose, count, square.sqrt());
        let normal = |variance: f64| {
            let numbers = random::normal(seed, purpose, count);
            numbers.map(|number| (number * variance.sqrt()) as f32).collect()
        };
        let (i, both) = (inputs as f64, (inputs + outputs) as f64);
        match self {
            GlorotUniform => uniform(6.0 / both),
            GlorotNormal => normal(2.0 / both),
            HeUniform => uniform(6.0 / i),
            HeNormal => normal(2.0 / i),
            LecunUniform => uniform(3.0 / i),
            LecunNormal => normal(1.0 / i),
            Orthogonal => {
                let numbers = random::normal(seed, purpose, count).collect();
                orthogonal(numbers, inputs, outputs)
            }
        }
    }
}

/// Orthonormal rows or, where there are more rows than columns, columns: those of normal numbers by
/// the modified Gram-Schmidt process, in f64. Its triangular factor has a positive diagonal, so that every
/// orthogonal matrix is as likely as any other (Mezzadri 2007).
fn orthogonal(mut numbers: Vec<f64>, rows: usize, columns: usize) -> Vec<f32> {
    let (count, length) = (rows.min(columns), rows.max(columns));
    for vector in 0..count {
        let (before, rest) = numbers.split_at_mut(vector * length);
        let this = &mut rest[..length];
        for other in before.chunks(length) {
            let along: f64 = this.iter().zip(other).map(|(a, b)| a * b).sum();
            this.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let norm = this.iter().map(|a| a * a).sum::<f64>().sqrt();
        this.iter_mut().for_each(|a| *a /= norm);
    }
    let place = |row: usize, column: usize| match rows > columns {
        true => column * length + row,
        false => row * length + column,
    };
    let rows = 0..rows;
    rows.flat_map(|row| (0..columns).map(move |column| place(row, column)))
        .map(|place| numbers[place] as f32)
        .collect()
}

impl fmt::Display for Initialisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Initialisation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let name = text.replace('_', "-").replace("xavier", "glorot").replace("kaiming", "he");
        let found = Self::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| names::unknown("initialisation", text, &Self::ALL.map(Self::name)))
    }
}

by_text!(Initialisation, to_string);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variances_and_limits_follow_inputs_and_outputs() {
        let (inputs, outputs) = (300, 500);
        let n = (inputs * outputs) as f64;
        for (initialisation, variance, limit) in [
            (GlorotUniform, 2.0 / 800.0, Some(6.0 / 800.0)),
            (GlorotNormal, 2.0 / 800.0, None),
            (HeUniform, 2.0 / 300.0, Some(6.0 / 300.0)),
            (HeNormal, 2.0 / 300.0, None),
            (LecunUniform, 1.0 / 300.0, Some(3.0 / 300.0)),
            (LecunNormal, 1.0 / 300.0, None),
        ] {
            let weights = initialisation.weights(11, 3, inputs, outputs);
            assert_eq!(weights.len(), inputs * outputs);
            let moment = |p: i32| weights.iter().map(|&w| f64::from(w).powi(p)).sum::<f64>() / n;
            // Five standard errors of the first and the second moment. The fourth of a uniform number is
            // 9/5, that of a normal one 3 times the squared variance.
            let fourth = if limit.is_some() { 1.8 } else { 3.0 };
            let (mean, square) = (moment(1), moment(2));
            assert!(mean.abs() < 5.0 * (variance / n).sqrt(), "{initialisation}: {mean}");
            let error = 5.0 * variance * ((fourth - 1.0) / n).sqrt();
            assert!((square - variance).abs() < error, "{initialisation}: {square} not {variance}");
            let shape = moment(4) / square.powi(2);
            assert!((shape - fourth).abs() < 0.1, "{initialisation}: {shape}");
            let largest = weights.iter().fold(0.0, |most: f64, &w| most.max(f64::from(w).abs()));
            if let Some(limit) = limit.map(f64::sqrt) {
                assert!(largest <= limit && largest > 0.999 * limit);
            } else {
                // Of 150,000 normal numbers the largest is 4.5 deviations or so.
                assert!(largest > 4.0 * variance.sqrt() && largest < 6.5 * variance.sqrt());
            }
        }
    }

    #[test]
    fn orthogonal_weights_have_orthonormal_rows_or_columns() {
        for (rows, columns) in [(40, 70), (70, 40), (50, 50), (1, 9), (9, 1)] {
            let weights = Orthogonal.weights(5, 0, rows, columns);
            let at = |row: usize, column: usize| f64::from(weights[row * columns + column]);
            for i in 0..rows.min(columns) {
                for j in 0..=i {
                    let product: f64 = match rows > columns {
                        true => (0..rows).map(|k| at(k, i) * at(k, j)).sum(),
                        false => (0..columns).map(|k| at(i, k) * at(j, k)).sum(),
                    };
                    let expected = f64::from(u8::from(i == j));
                    assert!((product - expected).abs() < 1e-5, "{rows}x{columns}: {product}");
                }
            }
        }
        assert_ne!(Orthogonal.weights(5, 0, 4, 4), Orthogonal.weights(5, 1, 4, 4));
        // The first row is that of the normal numbers, made one long.
        let normal: Vec<f64> = random::normal(5, Purpose::Weights { layer: 0 }, 16).collect();
        let weights = Orthogonal.weights(5, 0, 4, 4);
        let norm = normal[..4].iter().map(|a| a * a).sum::<f64>().sqrt();
        assert_eq!(weights[2], (normal[2] / norm) as f32);
    }

    #[test]
    fn names_come_back_and_unknown_ones_are_told() {
        for one in Initialisation::ALL {
            assert_eq!(one.name().parse::<Initialisation>().unwrap(), one);
        }
        assert_eq!("kaiming_normal".parse::<Initialisation>().unwrap(), HeNormal);
        assert_eq!("xavier-uniform".parse::<Initialisation>().unwrap(), GlorotUniform);
        let error = "glorot".parse::<Initialisation>().unwrap_err().to_string();
        assert!(error.contains("did you mean glorot-normal? there are "), "{error}");
    }
}
