//! What rank 0 wants of the others where all train one network: as JSON, with the numbers it is about behind it.

use serde::{Deserialize, Serialize};

use super::link::{Link, unexpected};
use super::message::Message;
use crate::error::{Error, Result};
use crate::recording::{Buffer, Recording};

/// One order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Order {
    /// Make a training step ready; the first is 0.
    Load(Recording),
    /// So many numbers of a buffer follow, of so many that there are in all; once these are there they are its
    /// leading ones.
    Numbers(Buffer, usize),
    /// The same of indices.
    Indices(Buffer, usize),
    /// Do so many steps with all others, the first where a cursor at this place says, and count them from this
    /// number on.
    Run { step: usize, times: usize, cursor: [u32; 2], first: u32 },
    /// Reply with a digest of parameters and states, and the losses of the batches.
    Losses,
    /// Reply with the own rows of a buffer of the last step's batch.
    Rows(Buffer),
    /// Reply with the gradients of the own rows of the last step.
    Gradients,
}

/// Bytes that are sent at once.
const CHUNK: usize = 32 << 20;

impl Order {
    fn to_message(&self, content: &[u8]) -> Result<Message> {
        let head = serde_json::to_vec(self)
            .map_err(|e| Error::failed("an order cannot be sent").caused_by(e))?;
        let mut bytes = Vec::with_capacity(4 + head.len() + content.len());
        bytes.extend((head.len() as u32).to_le_bytes());
        bytes.extend(head);
        bytes.extend_from_slice(content);
        Ok(Message::Order(bytes))
    }

    /// Sends it to all others.
    pub(super) fn tell(&self, link: &Link) -> Result<()> {
        link.tell(&self.to_message(&[])?)
    }

    /// Sends it with bytes, so many at once, and waits for these to be on their way.
    pub(super) fn tell_with(&self, link: &mut Link, content: &[u8]) -> Result<()> {
        for chunk in content.chunks(CHUNK) {
            link.tell(&self.to_message(chunk)?)?;
            if content.len() > CHUNK {
                link.flush()?;
            }
        }
        Ok(())
    }

    /// An order and what follows it.
    pub(super) fn of(bytes: &[u8]) -> Result<(Self, &[u8])> {
        let parts = || {
            let (length, rest) = bytes.split_first_chunk::<4>()?;
            let (head, content) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            Some((serde_json::from_slice(head).ok()?, content))
        };
        parts().ok_or_else(unexpected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::{Activation, Loss, Optimizer};
    use crate::kernel::Kernel;
    use crate::recording::Part;
    use crate::shape::{Extent, Shape};

    #[test]
    fn every_kernel_and_every_order_comes_back() {
        let shape = Shape { members: 1, rows: 2, inner: 3, columns: 4 };
        let commands = Kernel::all().into_iter().map(|kernel| crate::recording::Command {
            kernel,
            shape,
            operands: vec![Buffer::WeightState(3, 1), Buffer::Order(Part::Training)],
        });
        let extent = Extent { members: 1, rows: 5, columns: 6 };
        let recording =
            Recording { buffers: vec![(Buffer::Schedule, extent)], commands: commands.collect() };
        for order in [
            Order::Load(recording),
            Order::Numbers(Buffer::DataInputs(Part::Training), 7),
            Order::Indices(Buffer::Order(Part::Training), 8),
            Order::Run { step: 1, times: 2, cursor: [3, 4], first: 5 },
            Order::Losses,
            Order::Rows(Buffer::Delta(1)),
            Order::Gradients,
        ] {
            let Message::Order(bytes) = order.to_message(&[1, 2, 3]).unwrap() else { panic!() };
            let (found, content) = Order::of(&bytes).unwrap();
            assert_eq!((found, content), (order, &[1, 2, 3][..]));
            for length in 0..bytes.len() - 3 {
                assert!(Order::of(&bytes[..length]).is_err(), "{length}");
            }
        }
        assert!(Activation::ALL.len() > 8 && Loss::ALL.len() > 3 && Optimizer::ALL.len() == 8);
    }
}
