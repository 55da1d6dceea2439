//! What tells a session from any other: a digest of all that decides what comes of it.

use bytemuck::cast_slice;
use sha2::{Digest, Sha256};

use crate::cpu::Vectors;
use crate::dataset::Dataset;
use crate::device::Choice;
use crate::gpu::{self, AdapterDescription};
use crate::together::{Candidate, Session};

/// A digest of a session and its candidates: data, initial weights, every setting, and the devices that there
/// are. Sessions of the same digest come to the same bits, on however many ranks.
pub async fn fingerprint(session: &Session<'_>, candidates: &[Candidate<'_>]) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    let of = (session.device, &session.gpu, session.halving, session.verify, session.answers);
    let mixing = session.mixing;
    hash.update(format!("{of:?} {} {mixing:?} {:?}", session.collects, Vectors::preferred()));
    if !matches!(session.device, Choice::Cpu | Choice::Reference) {
        for adapter in gpu::adapters().await {
            hash.update(AdapterDescription::new(&adapter.get_info()).to_string());
        }
    }
    for data in session.data {
        hash.update(format!("{:?}", data.preprocessing));
        let all = [Some(data.training), data.validation, data.test];
        all.into_iter().for_each(|data| add_data(&mut hash, data));
    }
    for candidate in candidates {
        let Candidate { data, team, network, parameters, hyperparameters, schedules, options } =
            candidate;
        hash.update(format!("{data} {team} {network:?} {hyperparameters:?} {schedules:?}"));
        // What it means is the data's.
        let options = crate::run::FitOptions {
            meaning: crate::run::Meaning::Values,
            meanings: Vec::new(),
            ..options.clone()
        };
        hash.update(format!("{options:?}"));
        hash.update(parameters.parameters().hash());
    }
    hash.finalize()[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add_data(hash: &mut Sha256, data: Option<&Dataset>) {
    let Some(data) = data else { return hash.update([0]) };
    hash.update(data.samples.to_le_bytes());
    hash.update(cast_slice::<f32, u8>(&data.inputs));
    hash.update(cast_slice::<f32, u8>(&data.targets));
}
