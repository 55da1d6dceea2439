//! Which candidates train side by side: those of one shape, and those of other widths too where that takes less
//! time.
//!
//! A narrower network takes as long as the widest beside it ([`Widths`]). That pays where there is room: on
//! processors that have nothing to do while one network of each shape trains after the other, or where a recording
//! of its own costs more than the zeros. [`Work::seconds`] estimates both, and shapes are joined, the two that gain most first,
//! as long as the sum becomes less.

use std::collections::HashMap;

use super::{Candidate, Data, Session};
use crate::bench::flops_per_sample;
use crate::dataset::Dataset;
use crate::device::{Device, DeviceExecutor};
use crate::error::Result;
use crate::network::{Activation, Network, Widths};

/// Whether networks of different widths train side by side; of different depth none do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mixing {
    /// Where it takes less time by an estimate, and each comes to the same bits as alone: on the CPU and on
    /// software adapters (there without tanh). With [`Session::halving`], which compares those that train side by side, and where ranks
    /// share the networks, none do.
    #[default]
    Auto,
    /// Each shape has a recording of its own.
    Never,
    /// All of one depth that may; on hardware GPUs each comes to what it would alone within the bounds of its sums.
    Always,
}

/// What trains there, as far as the time of small networks depends on it.
#[derive(Debug, Clone, Copy)]
struct Machine {
    /// Members that train at the same time.
    processors: usize,
    /// Operations a second of one of them.
    rate: f64,
    /// Seconds that a step takes whatever its size.
    step: f64,
    /// Seconds until a recording of another width is ready.
    ready: f64,
}

/// Of figures that were measured on two cores of a Zen 4, lavapipe 25.0.7 (2026-11-28 and 29): a step of 64-32-10 with
/// batch 32 takes 8 microseconds of a thread of the CPU and 25 of a core of the adapter, of wider networks more by
/// these rates; a recording is ready in a millisecond, on the adapter in 50, where its driver has compiled the
/// shaders before, and in a second where not. Only which of two sums is less depends on them, and no bit.
impl Machine {
    /// None where members might come to other bits.
    fn of(device: &Device, network: &Network) -> Option<Self> {
        match &device.executor {
            DeviceExecutor::Cpu(executor) => Some(Self::cpu(executor.threads())),
            DeviceExecutor::Reference(_) => None,
            // It trains one network.
            #[cfg(feature = "files")]
            DeviceExecutor::Shared(_) => None,
            DeviceExecutor::Gpu(executor) => {
                let context = executor.context();
                let processors = std::thread::available_parallelism().map_or(1, usize::from);
                // Of 0 it is 0 where the exponential is 1, which WGSL does not promise.
                let (_, hidden) = network.activations().split_last()?;
                let keeps = context.keeps_bits_when_widened(network.outputs())
                    && !hidden.contains(&Activation::Tanh);
                let machine = Self { processors, rate: 2e10, step: 1e-5, ready: 0.05 };
                (context.is_software() && keeps).then_some(machine)
            }
        }
    }

    fn cpu(threads: usize) -> Self {
        Self { processors: threads, rate: 5e10, step: 3.5e-6, ready: 1e-3 }
    }
}

/// Candidates that would train side by side.
#[derive(Debug, Clone)]
struct Work {
    members: Vec<usize>,
    widths: Widths,
    /// Of each member.
    steps: f64,
    batch: usize,
}

impl Work {
    fn seconds(&self, machine: &Machine) -> f64 {
        let network = self.widths.network();
        let flops = flops_per_sample(network.sizes()) as f64 * self.batch as f64;
        let turns = self.members.len() as f64 / machine.processors as f64;
        // A network that is large enough has more than one processor to itself.
        let turns = if is_shared(network, self.batch) { turns } else { turns.max(1.0) };
        machine.ready + self.steps * turns * (machine.step + flops / machine.rate)
    }

    fn joined(&self, other: &Self) -> Option<Self> {
        let widths = Widths::new(self.widths.own().iter().chain(other.widths.own())).ok()?;
        let members = [&self.members[..], &other.members].concat();
        Some(Self { members, widths, ..*self })
    }
}

/// Whether one member is worth several threads, as the CPU's executor has it.
fn is_shared(network: &Network, batch: usize) -> bool {
    network.sizes().windows(2).any(|pair| batch * pair[1] * (pair[0] + 16) >= 1 << 20)
}

/// Works joined as long as all take less time.
fn join(mut works: Vec<Work>, machine: &Machine) -> Vec<Work> {
    let cost = |work: &Work| flops_per_sample(work.widths.network().sizes());
    // Stable, so that the same shapes are joined each time.
    works.sort_by_key(cost);
    let gain = |pair: &[Work]| {
        let joined = pair[0].joined(&pair[1])?;
        let apart: f64 = pair.iter().map(|work| work.seconds(machine)).sum();
        Some((apart - joined.seconds(machine), joined))
    };
    loop {
        let gains = works.windows(2).map(gain).enumerate();
        let gains =
            gains.filter_map(|(place, gain)| gain.map(|(gain, joined)| (gain, place, joined)));
        let best = gains.max_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let Some((_, place, joined)) = best.filter(|(gain, ..)| *gain > 0.0) else { return works };
        works[place] = joined;
        works.remove(place + 1);
    }
}

impl Session<'_> {
    /// Which candidates may train side by side whatever the device, in the order of the first of each.
    pub(crate) fn classes(&self, candidates: &[Candidate<'_>]) -> Vec<Vec<usize>> {
        let is_mixed = self.mixing == Mixing::Always && self.halving.is_none();
        self.classes_by(candidates, |of| match is_mixed {
            true => family(of.network),
            false => format!("{:?}", of.network),
        })
    }

    /// The same where they train on this device.
    pub(super) fn classes_on(
        &self,
        device: &Device,
        candidates: &[Candidate<'_>],
    ) -> Vec<Vec<usize>> {
        let classes = self.classes(candidates);
        if self.mixing != Mixing::Auto || self.halving.is_some() {
            return classes;
        }
        let mut all = Vec::new();
        for class in self.classes_by(candidates, |of| family(of.network)) {
            let own: Vec<_> = classes.iter().filter(|own| class.contains(&own[0])).collect();
            let first = &candidates[class[0]];
            let works = own.iter().filter_map(|own| {
                let networks = own.iter().map(|&place| candidates[place].network);
                let samples = self.data[first.data].training.samples;
                let batch = first.hyperparameters.batch.clamp(1, samples.max(1));
                let steps = samples.div_ceil(batch) as f64 * f64::from(first.options.epochs);
                let members = own.to_vec();
                Some(Work { members, widths: Widths::new(networks).ok()?, steps, batch })
            });
            match Machine::of(device, first.network) {
                Some(machine) if own.len() > 1 => {
                    let works = join(works.collect(), &machine).into_iter();
                    all.extend(works.map(|work| work.members));
                }
                _ => all.extend(own.into_iter().cloned()),
            }
        }
        all.iter_mut().for_each(|class| class.sort_unstable());
        all.sort_unstable();
        all
    }

    fn classes_by(
        &self,
        candidates: &[Candidate<'_>],
        shape: impl Fn(&Candidate<'_>) -> String,
    ) -> Vec<Vec<usize>> {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for (place, candidate) in candidates.iter().enumerate() {
            let key = shape(candidate) + &key(&self.data[candidate.data], candidate);
            let class = *known.entry(key).or_insert(classes.len());
            match classes.get_mut(class) {
                Some(class) => class.push(place),
                None => classes.push(vec![place]),
            }
        }
        classes
    }

    /// The shapes of candidates that train side by side. Where shapes are mixed whatever the device, they are embedded
    /// in the widest of all that might be beside them, so that it does not matter which of them train here.
    pub(super) fn widths(&self, candidates: &[Candidate<'_>], class: &[usize]) -> Result<Widths> {
        let classes = match self.mixing {
            Mixing::Always => self.classes(candidates),
            Mixing::Auto | Mixing::Never => Vec::new(),
        };
        let all = classes.iter().find(|all| all.contains(&class[0]));
        let all = all.map_or(class, |all| &all[..]);
        let widths = Widths::new(all.iter().map(|&place| candidates[place].network))?;
        let members = (0..all.len()).filter(|&member| class.contains(&all[member]));
        Ok(widths.subset(&members.collect::<Vec<_>>()))
    }
}

/// What the networks of one recording have in common.
fn family(network: &Network) -> String {
    let fixed = |(layer, &size): (usize, &usize)| {
        let is_free = layer > 0 && network.activations()[layer - 1].is_0_at_0();
        (!is_free || layer == network.layers()).then_some(size)
    };
    let sizes: Vec<_> = network.sizes().iter().enumerate().map(fixed).collect();
    format!("{sizes:?} {:?}", network.activations())
}

/// What else must be the same for all that train side by side.
fn key(data: &Data<'_>, of: &Candidate<'_>) -> String {
    let count = |data: Option<&Dataset>| data.map(|data| data.samples);
    let (hyperparameters, options) = (of.hyperparameters, &of.options);
    format!(
        "{:?}",
        (
            (data.training.samples, count(data.validation), count(data.test)),
            (hyperparameters.recipe(), hyperparameters.batch, options.epochs, of.schedules),
            (options.early_stop, options.keep),
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Networks of 64 inputs, 10 outputs and one hidden layer, so many of each width.
    fn works(of: &[(usize, usize)]) -> Vec<Work> {
        let mut members = 0..;
        let work = |&(width, count): &(usize, usize)| {
            let activations = [Activation::Relu, Activation::Softmax];
            let network = Network::new(&[64, width, 10], &activations).unwrap();
            let members = members.by_ref().take(count).collect();
            let widths = Widths::new(std::iter::repeat_n(&network, count)).unwrap();
            Work { members, widths, steps: 3000.0, batch: 32 }
        };
        of.iter().map(work).collect()
    }

    fn joined(of: &[(usize, usize)], processors: usize) -> Vec<Vec<usize>> {
        let works = join(works(of), &Machine::cpu(processors)).into_iter();
        works.map(|work| work.members).collect()
    }

    #[test]
    fn shapes_are_joined_where_processors_would_have_nothing_to_do() {
        let each = vec![vec![0], vec![1], vec![2]];
        let shapes = [(16, 1), (32, 1), (64, 1)];
        assert_eq!(joined(&shapes, 1), each);
        assert_eq!(joined(&shapes, 16), [[0, 1, 2]]);
        // Processors that have enough to do of each gain nothing.
        let many = [(16, 8), (32, 8), (64, 8)];
        assert_eq!(joined(&many, 4).len(), 3);
        assert_eq!(joined(&many, 32).len(), 1);
    }

    #[test]
    fn a_narrow_network_is_not_made_very_wide() {
        // What many of it would cost beside the widest is more than what one of that has room for.
        assert_eq!(joined(&[(8, 12), (12, 1), (4096, 1)], 4), [(0..13).collect(), vec![13]]);
        // A network that has all processors to itself leaves none without work.
        assert_eq!(joined(&[(512, 1), (1024, 1)], 16).len(), 2);
    }

    #[test]
    fn activations_that_are_not_0_of_0_keep_shapes_apart() {
        let of = |f, sizes: &[usize]| {
            let activations = [vec![f; sizes.len() - 2], vec![Activation::Softmax]].concat();
            family(&Network::new(sizes, &activations).unwrap())
        };
        let relu = |sizes: &[usize]| of(Activation::Relu, sizes);
        assert_eq!(relu(&[4, 8, 3]), relu(&[4, 9, 3]));
        for other in [&[5, 8, 3][..], &[4, 8, 2], &[4, 8, 8, 3], &[4, 3]] {
            assert_ne!(relu(&[4, 8, 3]), relu(other));
        }
        assert_ne!(relu(&[4, 8, 3]), of(Activation::Tanh, &[4, 8, 3]));
        let sigmoid = |sizes: &[usize]| of(Activation::Sigmoid, sizes);
        assert_ne!(sigmoid(&[4, 8, 3]), sigmoid(&[4, 9, 3]));
    }
}
