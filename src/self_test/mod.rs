//! Shows that verification would notice a kernel that is wrong: breaks shaders on purpose, one at a
//! time, and compares what they compute with the reference.
//!
//! Evaluation, prediction and an epoch of training are run in lockstep with the reference, each
//! step compared as [`crate::verify`] does it; in the end what lies between the rows of the tensors
//! must be 0. The device's shaders are compiled with wgpu's checks, so that a fault that reaches
//! outside its operands harms nothing.

mod faults;
mod lockstep;
mod trials;

use std::fmt;

use serde::Serialize;

pub use self::faults::{FAULTS, Fault};
pub use self::lockstep::examine;
pub use self::trials::{Trial, trials, trials_of_formulas, trials_of_shaders};
use crate::error::{Error, Result};
use crate::gpu::{Context, Family, GpuOptions, Shader, Word};
use crate::kernel;
use crate::verify::Finding;

/// What gave a fault away.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// The layer, from 0; none for what belongs to no layer.
    pub layer: Option<u32>,
    /// The quantity that came out wrong first, in the field's words.
    pub quantity: String,
    /// The whole story, one line.
    pub detail: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer {
            Some(layer) => write!(f, "layer {layer} {}", self.quantity),
            None => f.write_str(&self.quantity),
        }
    }
}

impl From<Finding> for Notice {
    fn from(finding: Finding) -> Self {
        let quantity = finding.quantity.to_owned();
        Self { layer: finding.layer, quantity, detail: finding.to_string() }
    }
}

/// A fault and whether it was noticed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// What was wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// Whether it was noticed.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// What became of a fault.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Verification noticed it.
    Noticed {
        /// The widths of the network that showed it, inputs first.
        sizes: Vec<usize>,
        /// What gave it away.
        #[serde(flatten)]
        notice: Notice,
    },
    /// Every trial passed.
    Missed,
    /// It is a fault of a family of shaders that the device cannot run.
    NotOnThisDevice,
}

/// Tries every fault, with the family of shaders that it is in, in one trial after the other until one
/// shows it. `own` comes first, but for faults of families that the device does not use by itself: their
/// shaders would only be compiled for this.
///
/// A fault counts as noticed where the shaders as they are pass the same trial.
///
/// # Errors
/// Of kind [`crate::ErrorKind::Verification`] when the shaders as they are do not pass; when a
/// fault is no change of a shader; when the device was lost.
pub async fn run(
    context: &Context,
    faults: &[Fault],
    own: &[Trial],
    trials: &[Trial],
) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    let mut passed = Vec::new();
    for &fault in faults {
        let verdict = match family(context, fault) {
            Some(family) => {
                let suits = family == Family::Single || family == context.family();
                let own = if suits { own } else { &[] };
                // Most formulas are in few trials, and kernels by themselves are known without a device.
                let may_show = |trial: &&Trial| {
                    family != Family::Single || lockstep::has_kernel_of(trial, fault.file)
                };
                let trials: Vec<_> = own.iter().chain(trials).filter(may_show).collect();
                verdict(context, fault.options_in(family)?, &trials, &mut passed).await?
            }
            None => Verdict::NotOnThisDevice,
        };
        outcomes.push(Outcome { fault, verdict });
    }
    Ok(outcomes)
}

/// The family in which a fault is tried: that of its file or, where the device cannot run it, the one for all
/// devices, if the file is part of that too.
fn family(context: &Context, fault: Fault) -> Option<Family> {
    let own = fault.family();
    if fault.file == "word_u64" && context.panel_word() != Word::U64 {
        return None;
    }
    let asked = GpuOptions { lanes: fault.lanes, ..context.options().clone() };
    if context.with_options(asked).can_run(own) {
        return Some(own);
    }
    let in_steps = kernel::is_of_whole_steps(fault.file);
    let is_used = |shader: Shader| match shader {
        Shader::Tile(..) => !in_steps && shader.files().contains(&fault.file),
        Shader::ResidentSteps(..) => in_steps && shader.files().contains(&fault.file),
        _ => false,
    };
    let in_tiles = own == Family::Panels && Shader::all().into_iter().any(is_used);
    in_tiles.then_some(Family::Tiles)
}

/// Shaders as they are and the trials that they have passed.
type Passed<'a> = Vec<(GpuOptions, &'a Trial)>;

/// What the first trial notices that notices anything.
async fn verdict<'a>(
    context: &Context,
    options: GpuOptions,
    trials: &[&'a Trial],
    passed: &mut Passed<'a>,
) -> Result<Verdict> {
    let faulty = context.with_options(options.clone());
    let shipped = GpuOptions { shaders: Default::default(), ..options };
    for &trial in trials {
        let Some(notice) = examine(&faulty, trial).await? else { continue };
        let is_same = |(options, other): &(GpuOptions, &Trial)| {
            *options == shipped && std::ptr::eq(*other, trial)
        };
        if !passed.iter().any(is_same) {
            let context = context.with_options(shipped.clone());
            if let Some(notice) = examine(&context, trial).await? {
                return Err(Error::verification(notice.detail).advice(
                    "this device is wrong without any fault put in; `gradshader verify` says more",
                ));
            }
            passed.push((shipped, trial));
        }
        return Ok(Verdict::Noticed { sizes: trial.network.sizes().to_vec(), notice });
    }
    Ok(Verdict::Missed)
}

/// What a device can train with, checked: each family, and whole steps where it has them.
pub fn forms(context: &Context) -> Vec<GpuOptions> {
    use Family::{Matrices, Panels, Single, Tiles};
    let forms = [
        (Single, false),
        (Panels, false),
        (Panels, true),
        (Tiles, false),
        (Tiles, true),
        (Matrices, false),
    ];
    let here = forms.into_iter().filter(|&(family, _)| context.can_run(family));
    here.map(|(family, whole_steps)| GpuOptions {
        checked: true,
        family: Some(family),
        whole_steps: Some(whole_steps),
        ..GpuOptions::default()
    })
    .collect()
}
