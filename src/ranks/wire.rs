//! What became of a network as bytes, bit for bit: numbers that a network is made of as they lie in memory, all
//! else as JSON before them.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::network::{Layer, Parameters};
use crate::report::Run;
use crate::run::{Measures, Monitor, Part, StopReason};
use crate::together::Fitted;

/// All but the long arrays of numbers. What may be NaN is written by its bits, which JSON has no number for.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// Weights and biases of each layer.
    layers: Vec<[usize; 2]>,
    /// Outputs of each part that was asked for.
    answers: Vec<usize>,
    diverged: bool,
    kept: u32,
    epochs: u32,
    stop: Option<StopReason>,
    monitor: Monitor,
    measures: Vec<(Part, Metric, u64)>,
    learning_rate: u32,
    way: Option<Run>,
}

/// Networks as bytes.
///
/// # Errors
/// Never of what was trained.
pub(super) fn to_bytes(all: &[Fitted]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for fitted in all {
        let layers = &fitted.parameters.layers;
        let head = Head {
            layers: layers.iter().map(|layer| [layer.weight.len(), layer.bias.len()]).collect(),
            answers: fitted.answers.iter().map(Vec::len).collect(),
            diverged: fitted.diverged,
            kept: fitted.kept,
            epochs: fitted.epochs,
            stop: fitted.stop,
            monitor: fitted.monitor,
            measures: fitted.measures.iter().map(|(p, m, value)| (p, m, value.to_bits())).collect(),
            learning_rate: fitted.measures.learning_rate.to_bits(),
            way: fitted.way.clone(),
        };
        let head = serde_json::to_vec(&head)
            .map_err(|e| Error::failed("a trained network cannot be sent").caused_by(e))?;
        bytes.extend((head.len() as u32).to_le_bytes());
        bytes.extend(head);
        for layer in layers {
            bytes.extend(bytemuck::cast_slice::<f32, u8>(&layer.weight));
            bytes.extend(bytemuck::cast_slice::<f32, u8>(&layer.bias));
        }
        for answers in &fitted.answers {
            bytes.extend(bytemuck::cast_slice::<f32, u8>(answers));
        }
    }
    Ok(bytes)
}

/// The networks that [`to_bytes`] wrote, on a machine of the same byte order.
///
/// # Errors
/// When they are not that.
pub(super) fn of(mut bytes: &[u8]) -> Result<Vec<Fitted>> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        all.push(one(&mut bytes).ok_or_else(|| {
            Error::failed("another rank sent what is no network of this version")
                .advice("run the same gradshader on every node")
        })?);
    }
    Ok(all)
}

fn one(bytes: &mut &[u8]) -> Option<Fitted> {
    let length = take(bytes, 4)?;
    let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
    let head: Head = serde_json::from_slice(take(bytes, length as usize)?).ok()?;
    let mut layers = Vec::new();
    for [weight, bias] in head.layers {
        let (weight, bias) = (numbers(bytes, weight)?, numbers(bytes, bias)?);
        layers.push(Layer { weight, bias });
    }
    let answers = head.answers.into_iter().map(|length| numbers(bytes, length));
    let answers = answers.collect::<Option<_>>()?;
    let values = head.measures.into_iter().map(|(p, m, bits)| (p, m, f64::from_bits(bits)));
    let parameters = Parameters { members: 1, layers };
    Some(Fitted {
        parameter_hash: parameters.hash(),
        parameters,
        diverged: head.diverged,
        kept: head.kept,
        epochs: head.epochs,
        stop: head.stop,
        monitor: head.monitor,
        measures: Measures::of(values.collect(), f32::from_bits(head.learning_rate)),
        answers,
        way: head.way,
    })
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

fn numbers(bytes: &mut &[u8], count: usize) -> Option<Vec<f32>> {
    let bytes = take(bytes, count.checked_mul(4)?)?;
    Some(bytemuck::pod_collect_to_vec(bytes))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A network whose numbers tell it from others.
    pub(crate) fn fitted(number: u32) -> Fitted {
        let monitor = Monitor { part: Part::Validation, metric: Metric::Loss };
        let nan = f64::from_bits(0x7ff8_0000_0000_0000 | u64::from(number));
        let parameters = Parameters {
            members: 1,
            layers: vec![
                Layer { weight: vec![number as f32, -0.0, f32::NAN], bias: vec![1e-45] },
                Layer { weight: vec![0.1], bias: vec![f32::INFINITY] },
            ],
        };
        Fitted {
            parameter_hash: parameters.hash(),
            parameters,
            diverged: !number.is_multiple_of(2),
            kept: number,
            epochs: 9,
            stop: Some(StopReason::Halved { epoch: 3, monitor }),
            monitor,
            measures: Measures::of(
                vec![
                    (Part::Training, Metric::Loss, 0.1 + 0.2),
                    (Part::Test, Metric::RSquared, nan),
                ],
                0.1,
            ),
            answers: vec![vec![0.25, -0.0], Vec::new()],
            way: None,
        }
    }

    #[test]
    fn networks_come_back_bit_for_bit() {
        let all = [fitted(4), fitted(5)];
        let bytes = to_bytes(&all).unwrap();
        let back = of(&bytes).unwrap();
        assert_eq!(back.len(), 2);
        // NaN is not itself, but its bits are.
        assert_eq!(to_bytes(&back).unwrap(), bytes);
        for (a, b) in all.iter().zip(&back) {
            assert_eq!(a.parameters.hash(), b.parameters.hash());
            assert_eq!((a.kept, a.diverged, a.stop), (b.kept, b.diverged, b.stop));
            let (a, b) = (&a.measures.iter().next(), &b.measures.iter().next());
            assert_eq!(a.unwrap().2.to_bits(), b.unwrap().2.to_bits());
        }
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let bytes = to_bytes(&[fitted(1)]).unwrap();
        for length in 1..bytes.len() {
            assert!(of(&bytes[..length]).is_err(), "{length} of {}", bytes.len());
        }
        assert!(of(&[]).unwrap().is_empty());
    }
}
