//! Updates from gradients that are there already, as those of a network that several ranks train and those
//! that are clipped by their norm: all that a rule makes of one parameter in one pass.

use crate::fusion::Group;
use crate::kernel::Kernel;
use crate::recipe::Rule;
use crate::recording::{Buffer, Shape, of_parameter};

/// What an executor runs as one.
#[derive(Debug)]
pub(super) enum Work {
    /// Commands that belong together everywhere.
    Group(Group),
    /// States, step and average of a parameter.
    Pass(Pass),
}

/// The commands of [`of_parameter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) parameter: Buffer,
    pub(super) rule: Rule,
    pub(super) shape: Shape,
}

/// The groups, with the commands of an update that stand one after the other as one pass. A command of them
/// that stands alone stays as it is.
pub(super) fn passes(groups: Vec<Group>) -> Vec<Work> {
    let mut work = Vec::with_capacity(groups.len());
    let mut rest = &groups[..];
    while let Some((group, after)) = rest.split_first() {
        match pass(rest) {
            Some((pass, count)) => {
                work.push(Work::Pass(pass));
                rest = &rest[count..];
            }
            None => {
                work.push(Work::Group(group.clone()));
                rest = after;
            }
        }
    }
    work
}

/// The pass that begins here, if one does, and how many commands it is.
fn pass(groups: &[Group]) -> Option<(Pass, usize)> {
    let commands = groups.iter().map_while(|group| match group {
        Group::Plain(command) => Some(command),
        _ => None,
    });
    // A step stands behind its states, of which there are two at most.
    let step = commands.clone().take(3).find_map(|command| match command.kernel {
        Kernel::Update(rule) => Some((command.operands[0], rule, command.shape)),
        _ => None,
    });
    let (parameter, rule, shape) = step?;
    if !matches!(parameter, Buffer::Weight(_) | Buffer::Bias(_)) {
        return None;
    }
    let expected = of_parameter(parameter, rule, shape);
    let count = expected.len();
    let are_there = commands.take(count).eq(&expected);
    are_there.then_some((Pass { parameter, rule, shape }, count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::{Activation, Optimizer};
    use crate::fusion::groups;
    use crate::network::Network;
    use crate::recipe::{Links, Recipe};
    use crate::recording::{Recording, Setup, Window};

    fn step(optimizer: Optimizer, links: Links) -> Recording {
        let setup = Setup {
            network: Network::new(&[4, 3, 2], &[Activation::Tanh, Activation::Sigmoid]).unwrap(),
            recipe: Recipe { optimizer, links, ..Recipe::default() },
            members: 1,
            training_batch: 8,
            evaluation_batch: 8,
            training: Window { rows: 20, samples: 20, steps: 3 },
            evaluation: Window { rows: 5, samples: 5, steps: 1 },
        };
        setup.training_step(8)
    }

    /// The passes, and the commands that are left of updates.
    fn found(recording: &Recording) -> (Vec<Buffer>, usize) {
        let (mut parameters, mut left) = (Vec::new(), 0);
        for work in passes(groups(&recording.commands)) {
            match work {
                Work::Pass(pass) => parameters.push(pass.parameter),
                Work::Group(Group::Plain(command)) => {
                    let kernel = command.kernel;
                    let is_of_updates =
                        matches!(kernel, Kernel::State(..) | Kernel::Update(_) | Kernel::Average);
                    left += usize::from(is_of_updates);
                }
                Work::Group(_) => {}
            }
        }
        (parameters, left)
    }

    #[test]
    fn updates_of_gradients_that_are_there_are_a_pass_for_each_parameter() {
        let all = [Buffer::Weight(0), Buffer::Bias(0), Buffer::Weight(1), Buffer::Bias(1)].to_vec();
        for optimizer in Optimizer::ALL {
            let l2 = !optimizer.steps_first();
            let clipped = Links { clip_norm: true, clip_value: true, ..Links::default() };
            let with_all = Links { l2, decay: true, average: true, ..clipped };
            for links in [Links::default(), clipped, with_all] {
                let whole = step(optimizer, links);
                let [_, second] = whole.halves(5).unwrap();
                assert_eq!(found(&second), (all.clone(), 0), "{optimizer} {links:?}");
                let expected = if links.clip_norm { all.clone() } else { Vec::new() };
                assert_eq!(found(&whole), (expected, 0), "{optimizer} {links:?}");
            }
        }
    }

    #[test]
    fn what_is_no_whole_update_stays_as_it_is() {
        let links = Links { average: true, ..Links::default() };
        let [_, second] = step(Optimizer::Adam, links).halves(8).unwrap();
        let is_of = |kernel: Kernel| matches!(kernel, Kernel::State(_, 1));
        let mut cut = second.clone();
        cut.commands.retain(|command| !is_of(command.kernel));
        assert_eq!(found(&cut), (Vec::new(), 12));
        // Another gradient than its own.
        let mut other = second.clone();
        let place = other.commands.iter().position(|c| is_of(c.kernel)).unwrap();
        other.commands[place].operands[1] = Buffer::WeightGradient(1);
        assert_eq!(found(&other), (vec![Buffer::Bias(0), Buffer::Weight(1), Buffer::Bias(1)], 4));
    }
}
