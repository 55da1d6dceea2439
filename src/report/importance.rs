//! What a column is worth to a network: how much worse it does where that column is shuffled.

use serde::{Deserialize, Serialize};
use web_time::{Duration, Instant};

use super::{Figure, drawn, figure};
use crate::dataset::{Dataset, Preprocessing};
use crate::error::{Error, ErrorKind, Result};
use crate::executor::Executor;
use crate::random::{self, Purpose};
use crate::train::Trainer;

/// Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019): a column of the samples is
/// shuffled, so that it says nothing of its sample, and the loss is measured again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// Which samples.
    pub part: String,
    /// How many of them.
    pub samples: usize,
    /// How often each column was shuffled.
    pub repeats: usize,
    /// The loss on these samples as they are.
    pub loss: Figure,
    /// One a column, the most important first.
    pub columns: Vec<Influence>,
}

/// What shuffling a column adds to the loss.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Influence {
    /// Its name.
    pub name: String,
    /// The mean over the repeats.
    pub increase: Figure,
    /// The deviation between them, that of a sample; none of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Figure,
}

/// Samples that are asked at the most.
const SAMPLES: usize = 2048;
/// Columns at the most.
const COLUMNS: usize = 256;
/// Shuffles of each column.
const REPEATS: usize = 5;
/// What may be spent on it, about.
const TIME: Duration = Duration::from_secs(5);

/// The importance of each column to a member of a trainer, on samples of `data` ([`drawn`]). None where
/// there are more columns than can be shown, or there is one sample; fewer repeats where they take
/// seconds.
///
/// # Errors
/// When the device was lost; of kind [`ErrorKind::Interrupted`] when `stop` said so.
pub async fn importance<E: Executor>(
    part: &str,
    preprocessing: &Preprocessing,
    trainer: &mut Trainer<E>,
    member: usize,
    data: &Dataset,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Importance>> {
    let features = &preprocessing.features;
    if features.len() > COLUMNS || data.samples < 2 {
        return Ok(None);
    }
    let began = Instant::now();
    let mut data = data.select(&drawn(data.samples, SAMPLES));
    let (samples, width) = (data.samples, preprocessing.inputs());
    let loss = trainer.evaluate_until(&data, stop).await?.losses[member];
    let mut increases = vec![Vec::new(); features.len()];
    let mut repeats = 0;
    for repeat in 0..REPEATS {
        let order = random::permutation(repeat as u64, Purpose::Ties, samples);
        let mut offset = 0;
        for (feature, increases) in features.iter().zip(&mut increases) {
            let own = feature.encoding.width();
            let place = |sample: usize| sample * width + offset;
            let column: Vec<f32> = (0..samples)
                .flat_map(|sample| &data.inputs[place(sample)..][..own])
                .copied()
                .collect();
            for (sample, &from) in order.iter().enumerate() {
                let from = &column[from as usize * own..][..own];
                data.inputs.to_mut()[place(sample)..][..own].copy_from_slice(from);
            }
            let shuffled = trainer.evaluate_until(&data, stop).await;
            for (sample, values) in column.chunks(own.max(1)).enumerate().take(samples) {
                data.inputs.to_mut()[place(sample)..][..own].copy_from_slice(values);
            }
            increases.push(shuffled?.losses[member] - loss);
            if stop() {
                return Err(Error::new(ErrorKind::Interrupted, "stopped"));
            }
            offset += own;
        }
        repeats += 1;
        // The next would take as long as those before each did.
        if began.elapsed() * (repeat as u32 + 2) / (repeat as u32 + 1) > TIME {
            break;
        }
    }
    let mut columns: Vec<_> = features
        .iter()
        .zip(increases)
        .map(|(feature, increases)| {
            let count = increases.len() as f64;
            let mean = increases.iter().sum::<f64>() / count;
            let square: f64 = increases.iter().map(|value| (value - mean).powi(2)).sum();
            Influence {
                name: feature.name.clone(),
                increase: figure(mean),
                deviation: figure((square / (count - 1.0)).sqrt()),
            }
        })
        .collect();
    let value = |influence: &Influence| influence.increase.unwrap_or(f64::NEG_INFINITY);
    columns.sort_by(|a, b| value(b).total_cmp(&value(a)));
    Ok(Some(Importance { part: part.to_owned(), samples, repeats, loss: figure(loss), columns }))
}
