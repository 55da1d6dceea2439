//! The ranks that share a node: which processors and which adapter each of them takes.

use crate::device::{Choice, several};
use crate::error::{Error, Result};
use crate::gpu::{self, is_software};

/// What a rank has of its node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its place among the ranks on the node, from 0.
    pub place: usize,
    /// How many ranks are on the node.
    pub ranks: usize,
    /// How many threads it may use: of each processor that several ranks may run on, each has its share.
    pub threads: usize,
}

/// The threads of a rank that may run on `own` processors, by number, where `all` the ranks of the node may run
/// on these (its own among them): the sum of its shares, rounded down, and at least 1.
#[cfg_attr(not(feature = "mpi"), allow(dead_code))]
pub(super) fn threads(own: &[usize], all: &[Vec<usize>]) -> usize {
    let sharing = |cpu: &usize| all.iter().filter(|cpus| cpus.contains(cpu)).count().max(1);
    let shares: f64 = own.iter().map(|cpu| 1.0 / sharing(cpu) as f64).sum();
    // Thirds that come to 0.9999 are one.
    ((shares + 1e-6) as usize).max(1)
}

/// The device of a rank, and what is to be said of it, if anything. Of several named with commas each takes the
/// one of its place on the node. Of `auto` each takes a hardware GPU of its own, or all the CPU, whose bits they
/// share.
///
/// # Errors
/// When there are hardware GPUs, but not one for each rank on the node: it is for the user to say who shares.
pub async fn choose(choice: &Choice, node: &Node) -> Result<(Choice, Option<String>)> {
    match choice {
        Choice::Cpu | Choice::Reference => Ok((choice.clone(), None)),
        Choice::Adapter(names) if several(names).len() > 1 => {
            Ok((of_place(names, node.place), None))
        }
        Choice::Auto => {
            let hardware = hardware().await;
            let ranks = node.ranks;
            match hardware.len() {
                0 => {
                    let note = "there is no hardware GPU: the ranks use the CPU".to_owned();
                    Ok((Choice::Cpu, Some(note)))
                }
                count if count < ranks => Err(Error::device(format!(
                    "{ranks} ranks on a node with {count} of hardware GPUs"
                ))
                .advice(
                    "start as many ranks a node as it has GPUs, or name the device: --device cpu, or \
                     --device gpu to have them share one",
                )),
                _ => Ok((Choice::Adapter(hardware[node.place].to_string()), None)),
            }
        }
        Choice::Gpu | Choice::Adapter(_) => {
            let shares = node.ranks > 1 && !hardware().await.is_empty();
            let note = shares.then(|| {
                format!("{} ranks of a node share the device that --device names", node.ranks)
            });
            Ok((choice.clone(), note))
        }
    }
}

/// The one of several, named with commas, that belongs to a place.
fn of_place(names: &str, place: usize) -> Choice {
    let names = several(names);
    Choice::new(names[place % names.len()])
}

/// The places of the hardware GPUs among the adapters, each GPU once.
async fn hardware() -> Vec<usize> {
    let infos: Vec<_> = gpu::adapters().await.iter().map(wgpu::Adapter::get_info).collect();
    let Some(first) = infos.first().filter(|info| !is_software(info)) else { return Vec::new() };
    // The same one is listed once a backend.
    let backend = first.backend;
    let of = |info: &wgpu::AdapterInfo| info.backend == backend && !is_software(info);
    (0..infos.len()).filter(|&place| of(&infos[place])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_are_shared_by_those_that_may_run_on_them() {
        let all: Vec<usize> = (0..8).collect();
        assert_eq!(threads(&all, &[all.clone(), all.clone()]), 4);
        assert_eq!(threads(&all, &vec![all.clone(); 3]), 2);
        // More ranks than processors.
        assert_eq!(threads(&[0, 1], &vec![vec![0, 1]; 4]), 1);
        // Each is bound to one of its own.
        assert_eq!(threads(&[1], &[vec![0], vec![1]]), 1);
        assert_eq!(threads(&[0, 1, 2, 3], &[vec![0, 1, 2, 3], vec![4, 5, 6, 7]]), 4);
        assert_eq!(threads(&[0, 1, 2], &vec![vec![0, 1, 2]; 3]), 1);
        assert_eq!(threads(&[], &[]), 1);
    }

    #[test]
    fn of_several_devices_each_rank_takes_that_of_its_place() {
        assert_eq!(of_place("0, 1", 1), Choice::Adapter("1".to_owned()));
        assert_eq!(of_place("0,1", 2), Choice::Adapter("0".to_owned()));
        assert_eq!(of_place("cpu,gpu", 0), Choice::Cpu);
        // Names have commas too.
        let name = "llvmpipe (LLVM 15.0.6, 256 bits)";
        assert_eq!(of_place(name, 1), Choice::Adapter(name.to_owned()));
        assert_eq!(several("0,,1"), ["0,,1"]);
    }
}
