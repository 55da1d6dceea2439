//! A training step, an evaluation and a prediction as plain data: lists of commands over named
//! buffers. Executors run them; nothing here knows of a device.

mod buffer;
mod guard;
mod part;
mod recorder;
mod setup;

pub use self::buffer::{Buffer, Part};
pub(crate) use self::guard::Guard;
#[cfg(feature = "parallel")]
pub(crate) use self::recorder::of_parameter;
pub use self::setup::{Setup, Window};

use serde::{Deserialize, Serialize};

use crate::kernel::Kernel;
pub use crate::shape::{Extent, Shape};

/// One kernel over named buffers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// What to compute.
    pub kernel: Kernel,
    /// How much of it.
    pub shape: Shape,
    /// The buffers, in the order of the kernel's bindings.
    pub operands: Vec<Buffer>,
}

/// A list of commands and the sizes of the buffers they use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// Every buffer used, once.
    pub buffers: Vec<(Buffer, Extent)>,
    /// What to do, in order.
    pub commands: Vec<Command>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Activation, Network};
    use crate::recipe::Recipe;

    fn setup() -> Setup {
        Setup {
            network: Network::new(&[4, 3, 2], &[Activation::Sigmoid; 2]).unwrap(),
            recipe: Recipe::default(),
            members: 2,
            training_batch: 8,
            evaluation_batch: 5,
            training: Window { rows: 20, samples: 20, steps: 3 },
            evaluation: Window { rows: 5, samples: 5, steps: 1 },
        }
    }

    #[test]
    fn every_command_has_the_operands_its_kernel_binds() {
        let setup = setup();
        for recording in [setup.training_step(8), setup.evaluation(5), setup.prediction(5)] {
            for command in &recording.commands {
                assert_eq!(command.operands.len(), command.kernel.bindings().len(), "{command:?}");
            }
        }
    }

    #[test]
    fn weights_change_only_after_every_delta_that_reads_them() {
        let recording = setup().training_step(8);
        let writes = |command: &Command, buffer| {
            matches!(command.kernel, Kernel::Update(_)) && command.operands[0] == buffer
        };
        for layer in 0..2 {
            let weight = Buffer::Weight(layer);
            let update = recording.commands.iter().position(|c| writes(c, weight)).unwrap();
            let last_read =
                recording.commands.iter().rposition(|c| c.operands[1..].contains(&weight)).unwrap();
            assert!(last_read < update);
        }
    }
}
