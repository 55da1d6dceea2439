//! The buffers of one member, or those that all share.

use std::collections::BTreeMap;

use crate::cpu::{Inputs, Size, advance, twin, unknown};
use crate::dataset;
use crate::error::Result;
use crate::kernel::Kernel;
use crate::memory;
use crate::recording::{Buffer, Command, Extent, Part};

/// Buffers that are found without a search, of which a step of a small network would have some forty.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// By their place; see [`place`].
    placed: Vec<Values>,
    /// Those that have none.
    others: BTreeMap<Buffer, Values>,
}

/// What a buffer holds.
#[derive(Debug, Clone, Default)]
enum Values {
    /// It is not there.
    #[default]
    None,
    Numbers(Vec<f32>),
    /// Samples, where their owner has them.
    Lent(dataset::Values<f32>),
    Indices(Vec<u32>),
}

/// A number of its own for each buffer of networks of up to so many layers.
fn place(buffer: Buffer) -> Option<usize> {
    const LAYERS: u32 = 1 << 12;
    const ALONE: usize = 29;
    const OF_A_LAYER: usize = 14;
    let of_part = |part: Part| usize::from(part == Part::Evaluation);
    let of_layer = |kind: usize, layer: u32| {
        (layer < LAYERS).then(|| ALONE + layer as usize * OF_A_LAYER + kind)
    };
    match buffer {
        Buffer::DataInputs(part) => Some(of_part(part)),
        Buffer::DataTargets(part) => Some(2 + of_part(part)),
        Buffer::Order(part) => Some(4 + of_part(part)),
        Buffer::Cursor(part) => Some(6 + of_part(part)),
        Buffer::Losses(part) => Some(8 + of_part(part)),
        Buffer::Schedule => Some(10),
        Buffer::Coefficients => Some(11),
        Buffer::Inputs => Some(12),
        Buffer::Targets => Some(13),
        Buffer::SquaredNorm => Some(14),
        Buffer::NormFactor => Some(15),
        Buffer::SampleLoss => Some(16),
        Buffer::Outputs => Some(17),
        Buffer::Factor => Some(18),
        Buffer::FactorGradient => Some(19),
        Buffer::FactorState(k @ (0 | 1)) => Some(20 + k as usize),
        Buffer::FactorAverage => Some(22),
        Buffer::ScaledInputs => Some(23),
        Buffer::InputBackSum => Some(24),
        Buffer::InputDelta => Some(25),
        Buffer::OwnSum => Some(26),
        Buffer::OwnAnswer => Some(27),
        Buffer::OwnDelta => Some(28),
        Buffer::Weight(layer) => of_layer(0, layer),
        Buffer::Bias(layer) => of_layer(1, layer),
        Buffer::Sum(layer) => of_layer(2, layer),
        Buffer::Activation(layer) => of_layer(3, layer),
        Buffer::Delta(layer) => of_layer(4, layer),
        Buffer::BackSum(layer) => of_layer(5, layer),
        Buffer::WeightGradient(layer) => of_layer(6, layer),
        Buffer::BiasGradient(layer) => of_layer(7, layer),
        Buffer::WeightAverage(layer) => of_layer(8, layer),
        Buffer::BiasAverage(layer) => of_layer(9, layer),
        Buffer::WeightState(layer, k @ (0 | 1)) => of_layer(10 + k as usize, layer),
        Buffer::BiasState(layer, k @ (0 | 1)) => of_layer(12 + k as usize, layer),
        Buffer::WeightState(..) | Buffer::BiasState(..) | Buffer::FactorState(_) => None,
    }
}

impl Memory {
    /// Makes room for a buffer that is not there yet, filled with 0.
    ///
    /// # Errors
    /// When it has too many elements, or there is no memory for it.
    pub(super) fn allocate(&mut self, buffer: Buffer, extent: Extent) -> Result<()> {
        if self.values(buffer).is_some() {
            return Ok(());
        }
        let length = extent.elements()?;
        let values = match buffer.is_index() {
            true => Values::Indices(memory::zeros(length)?),
            false => Values::Numbers(memory::zeros(length)?),
        };
        match place(buffer) {
            Some(place) => {
                if self.placed.len() <= place {
                    self.placed.resize_with(place + 1, Values::default);
                }
                self.placed[place] = values;
            }
            None => {
                self.others.insert(buffer, values);
            }
        }
        Ok(())
    }

    fn values(&self, buffer: Buffer) -> Option<&Values> {
        let values = match place(buffer) {
            Some(place) => self.placed.get(place),
            None => self.others.get(&buffer),
        };
        values.filter(|values| !matches!(values, Values::None))
    }

    fn values_mut(&mut self, buffer: Buffer) -> Option<&mut Values> {
        match place(buffer) {
            Some(place) => self.placed.get_mut(place),
            None => self.others.get_mut(&buffer),
        }
    }

    /// The numbers of a buffer.
    ///
    /// # Errors
    /// When no recording names it.
    pub(super) fn numbers(&self, buffer: Buffer) -> Result<&[f32]> {
        match self.values(buffer) {
            Some(Values::Numbers(values)) => Ok(values),
            Some(Values::Lent(values)) => Ok(values),
            _ => Err(unknown(buffer)),
        }
    }

    /// Reads samples where they are from now on.
    ///
    /// # Errors
    /// When no recording names the buffer.
    pub(super) fn lend(&mut self, buffer: Buffer, values: &dataset::Values<f32>) -> Result<()> {
        self.numbers(buffer)?;
        if let Some(place) = self.values_mut(buffer) {
            *place = Values::Lent(values.clone());
        }
        Ok(())
    }

    /// The numbers of a buffer, to change; what was lent is copied first.
    ///
    /// # Errors
    /// When no recording names it.
    pub(super) fn numbers_mut(&mut self, buffer: Buffer) -> Result<&mut Vec<f32>> {
        if let Some(values) = self.values_mut(buffer)
            && let Values::Lent(lent) = values
        {
            *values = Values::Numbers(lent.to_vec());
        }
        match self.values_mut(buffer) {
            Some(Values::Numbers(values)) => Ok(values),
            _ => Err(unknown(buffer)),
        }
    }

    /// The indices of a buffer.
    ///
    /// # Errors
    /// When no recording names it.
    pub(super) fn indices(&self, buffer: Buffer) -> Result<&[u32]> {
        match self.values(buffer) {
            Some(Values::Indices(values)) => Ok(values),
            _ => Err(unknown(buffer)),
        }
    }

    /// The indices of a buffer, to change.
    ///
    /// # Errors
    /// When no recording names it.
    pub(super) fn indices_mut(&mut self, buffer: Buffer) -> Result<&mut [u32]> {
        match self.values_mut(buffer) {
            Some(Values::Indices(values)) => Ok(values),
            _ => Err(unknown(buffer)),
        }
    }

    /// The numbers of a buffer that a loaded recording names.
    ///
    /// # Panics
    /// When none does.
    pub(super) fn of(&self, buffer: Buffer) -> &[f32] {
        self.numbers(buffer).expect("allocated")
    }

    /// The indices of a buffer that a loaded recording names.
    ///
    /// # Panics
    /// When none does.
    pub(super) fn indices_of(&self, buffer: Buffer) -> &[u32] {
        self.indices(buffer).expect("allocated")
    }

    /// The numbers of a buffer that a loaded recording names, taken away until they are put back.
    ///
    /// # Panics
    /// When none does.
    pub(super) fn take(&mut self, buffer: Buffer) -> Vec<f32> {
        std::mem::take(self.numbers_mut(buffer).expect("allocated"))
    }

    /// Puts back what was taken.
    ///
    /// # Panics
    /// When no recording names it.
    pub(super) fn put(&mut self, buffer: Buffer, values: Vec<f32>) {
        *self.numbers_mut(buffer).expect("allocated") = values;
    }

    /// Changes one buffer while the others are read.
    ///
    /// # Panics
    /// When no recording names it.
    pub(super) fn change(&mut self, buffer: Buffer, change: impl FnOnce(&Self, &mut [f32])) {
        let mut values = self.take(buffer);
        change(self, &mut values);
        self.put(buffer, values);
    }

    /// Runs one command with the twin of its kernel.
    ///
    /// # Panics
    /// When a buffer was not allocated, or a cursor or an order points outside the data.
    pub(super) fn run(&mut self, command: &Command) {
        let size = Size::from(command.shape);
        let output = command.operands[command.kernel.output()];
        if command.kernel == Kernel::Advance {
            return advance(size, self.indices_mut(output).expect("allocated"));
        }
        self.change(output, |memory, out| {
            let inputs = Inputs {
                numbers: &|i| memory.of(command.operands[i]),
                indices: &|i| memory.indices_of(command.operands[i]),
            };
            twin(command.kernel, size, inputs, out);
        });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn samples_that_are_lent_are_read_where_they_are_and_never_written() {
        let (buffer, lent) =
            (Buffer::DataInputs(Part::Training), dataset::Values::from(vec![1.0, 2.0]));
        let mut memory = Memory::default();
        assert!(memory.lend(buffer, &lent).is_err(), "no recording names it");
        memory.allocate(buffer, Extent { members: 1, rows: 1, columns: 2 }).unwrap();
        memory.lend(buffer, &lent).unwrap();
        assert_eq!(memory.of(buffer).as_ptr(), lent.as_ptr());
        memory.numbers_mut(buffer).unwrap()[0] = 7.0;
        assert_eq!((memory.of(buffer), &*lent), (&[7.0, 2.0][..], &[1.0, 2.0][..]));
    }

    #[test]
    fn each_buffer_has_a_place_of_its_own() {
        let parts = [Part::Training, Part::Evaluation];
        let of_a_part = [
            Buffer::DataInputs,
            Buffer::DataTargets,
            Buffer::Order,
            Buffer::Cursor,
            Buffer::Losses,
        ];
        let of_a_layer = [
            Buffer::Weight,
            Buffer::Bias,
            Buffer::Sum,
            Buffer::Activation,
            Buffer::Delta,
            Buffer::BackSum,
            Buffer::WeightGradient,
            Buffer::BiasGradient,
            Buffer::WeightAverage,
            Buffer::BiasAverage,
        ];
        let alone = [
            Buffer::Schedule,
            Buffer::Coefficients,
            Buffer::Inputs,
            Buffer::Targets,
            Buffer::SquaredNorm,
            Buffer::NormFactor,
            Buffer::SampleLoss,
            Buffer::Outputs,
        ];
        let mut buffers: Vec<Buffer> = alone.to_vec();
        buffers.extend(of_a_part.iter().flat_map(|of| parts.map(of)));
        for layer in [0, 1, 2, u32::MAX] {
            buffers.extend(of_a_layer.map(|of| of(layer)));
            for k in [0, 1, 2, 7] {
                buffers.extend([Buffer::WeightState(layer, k), Buffer::BiasState(layer, k)]);
            }
        }
        let places: Vec<_> = buffers.iter().filter_map(|&buffer| place(buffer)).collect();
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
        assert!(places.len() > 50);

        let mut memory = Memory::default();
        let extent = |columns| Extent { members: 1, rows: 1, columns };
        for (columns, &buffer) in (1..).zip(&buffers) {
            memory.allocate(buffer, extent(columns)).unwrap();
        }
        for (columns, &buffer) in (1..).zip(&buffers) {
            let found = match buffer.is_index() {
                true => memory.indices(buffer).unwrap().len(),
                false => memory.numbers(buffer).unwrap().len(),
            };
            assert_eq!(found, columns, "{buffer}");
        }
        assert!(Memory::default().numbers(Buffer::Schedule).is_err());
    }
}
