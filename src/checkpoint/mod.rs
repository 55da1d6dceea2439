//! Where a run stands, kept on disk so that it can go on after whatever ended it, with the same bits.
//!
//! A checkpoint is a safetensors file with one JSON document in its metadata; its name has the SHA-256
//! of its bytes, so that damage is noticed. It is written beside its name, brought to the disk and
//! renamed, and the last two are kept, so that there is a whole one at any moment.

mod document;
mod every;
#[cfg(feature = "files")]
mod folder;

pub use self::document::{from_bytes, to_bytes};
pub use self::every::Every;
#[cfg(feature = "files")]
pub use self::folder::Folder;
