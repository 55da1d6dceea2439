//! What ranks tell each other, as bytes: the one that deals networks and those that train them, and those that
//! train one network together.

use crate::error::{Error, ErrorKind, Result};

/// How a run ends for those that serve it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The exit code of all.
    pub code: u8,
    /// Whether every rank is there to leave together.
    pub all: bool,
    /// Whether nobody said so, since rank 0 is gone.
    pub is_lost: bool,
}

impl End {
    /// Of a rank whose rank 0 is gone.
    pub(super) const LOST: Self = Self { code: 1, all: false, is_lost: true };
}

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// Train these candidates, side by side, as the unit of this number.
    Train(u32, Vec<u32>),
    /// The unit is trained; what came of it.
    Done(u32, Vec<u8>),
    /// The unit, or whatever came before the first, has failed: the kind of error and its line.
    Failed(Option<u32>, ErrorKind, String),
    /// The sender is there.
    Alive,
    /// The run is over.
    End(End),
    /// What rank 0 wants of the others where all train one network; [`super::orders`].
    Order(Vec<u8>),
    /// What an order asks for.
    Reply(Vec<u8>),
    /// What the sender has to a slice of the gradients of this step, counted from the first.
    Part(u32, Vec<u8>),
    /// A slice of the gradients of this step, of all ranks.
    Sum(u32, Vec<u8>),
}

/// Kinds of errors by the byte that they are sent as.
const KINDS: [ErrorKind; 6] = [
    ErrorKind::Input,
    ErrorKind::Device,
    ErrorKind::Verification,
    ErrorKind::Interrupted,
    ErrorKind::Lost,
    ErrorKind::Failed,
];

/// A message of this kind with its number and content.
fn with(kind: u8, unit: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(5 + content.len());
    bytes.push(kind);
    bytes.extend(unit.to_le_bytes());
    bytes.extend_from_slice(content);
    bytes
}

impl Message {
    /// The bytes of [`Self::Part`], of numbers that stay where they are.
    pub(super) fn part(step: u32, numbers: &[f32]) -> Vec<u8> {
        with(7, step, bytemuck::cast_slice(numbers))
    }

    /// The bytes of [`Self::Sum`], of numbers that stay where they are.
    pub(super) fn sum(step: u32, numbers: &[f32]) -> Vec<u8> {
        with(8, step, bytemuck::cast_slice(numbers))
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let headed = |kind: u8, unit: u32| {
            let mut bytes = vec![kind];
            bytes.extend(unit.to_le_bytes());
            bytes
        };
        match self {
            Self::Train(unit, places) => {
                let mut bytes = headed(0, *unit);
                places.iter().for_each(|place| bytes.extend(place.to_le_bytes()));
                bytes
            }
            Self::Done(unit, fitted) => with(1, *unit, fitted),
            Self::Failed(unit, kind, text) => {
                let mut bytes = headed(2, unit.unwrap_or(u32::MAX));
                let of = |known: &ErrorKind| known == kind;
                bytes.push(KINDS.iter().position(of).unwrap_or(KINDS.len() - 1) as u8);
                bytes.extend(text.as_bytes());
                bytes
            }
            Self::Alive => headed(3, 0),
            Self::End(End { code, all, .. }) => {
                let mut bytes = headed(4, 0);
                bytes.extend([*code, u8::from(*all)]);
                bytes
            }
            Self::Order(order) => with(5, 0, order),
            Self::Reply(reply) => with(6, 0, reply),
            Self::Part(step, part) => with(7, *step, part),
            Self::Sum(step, sum) => with(8, *step, sum),
        }
    }

    /// Takes the bytes, so that those of gradients are not copied.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn of(mut bytes: Vec<u8>) -> Result<Self> {
        let damaged = || {
            Error::failed("another rank sent what is no message of this version")
                .advice("run the same gradshader on every node")
        };
        let &[kind, a, b, c, d, ..] = &bytes[..] else { return Err(damaged()) };
        bytes.drain(..5);
        let unit = u32::from_le_bytes([a, b, c, d]);
        Ok(match (kind, &bytes[..]) {
            (0, places) => {
                let (places, []) = places.as_chunks::<4>() else { return Err(damaged()) };
                Self::Train(unit, places.iter().map(|place| u32::from_le_bytes(*place)).collect())
            }
            (1, _) => Self::Done(unit, bytes),
            (2, [kind, text @ ..]) => {
                let kind = *KINDS.get(usize::from(*kind)).ok_or_else(damaged)?;
                let unit = (unit != u32::MAX).then_some(unit);
                Self::Failed(unit, kind, String::from_utf8_lossy(text).into_owned())
            }
            (3, _) => Self::Alive,
            (4, [code, all]) => Self::End(End { code: *code, all: *all != 0, is_lost: false }),
            (5, _) => Self::Order(bytes),
            (6, _) => Self::Reply(bytes),
            (7, _) => Self::Part(unit, bytes),
            (8, _) => Self::Sum(unit, bytes),
            _ => return Err(damaged()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_and_others_are_refused() {
        for message in [
            Message::Train(7, vec![0, 65_537, u32::MAX]),
            Message::Train(0, Vec::new()),
            Message::Done(3, vec![1, 2, 3]),
            Message::Failed(Some(2), ErrorKind::Device, "no GPU — nowhere".to_owned()),
            Message::Failed(None, ErrorKind::Interrupted, String::new()),
            Message::Alive,
            Message::End(End { code: 130, all: false, is_lost: false }),
            Message::Order(vec![4, 5]),
            Message::Reply(Vec::new()),
            Message::Part(8, vec![0; 4]),
            Message::Sum(u32::MAX, vec![1]),
        ] {
            assert_eq!(Message::of(message.to_bytes()).unwrap(), message);
        }
        for bytes in [&[][..], &[0], &[9, 0, 0, 0, 0], &[0, 0, 0, 0, 0, 1], &[2, 0, 0, 0, 0, 99]] {
            assert!(Message::of(bytes.to_vec()).is_err(), "{bytes:?}");
        }
    }
}
