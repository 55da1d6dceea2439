//! An event file: records with their lengths and checksums, each written at once.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use gradshader::error::{Error, Result};

use super::message::{self, Message};

/// A file that grows record by record; what is there is valid after each.
#[derive(Debug)]
pub(super) struct EventFile {
    path: PathBuf,
    file: File,
}

impl EventFile {
    /// Begins a new file in a folder, which is made where it is not there; others in it stay, and what they tell of
    /// `step` and later ones is to be forgotten.
    ///
    /// # Errors
    /// When the folder takes no files.
    pub(super) fn create(folder: &Path, step: u64) -> Result<Self> {
        let began = now();
        let wrong = |e| unwritten(e, folder);
        fs::create_dir_all(folder).map_err(wrong)?;
        // Another run of the same second has another number.
        let mut number = 0;
        let (path, file) = loop {
            let name = format!("events.out.tfevents.{began:.0}.gradshader.{number}");
            let path = folder.join(name);
            match File::create_new(&path) {
                Ok(file) => break (path, file),
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(e) => return Err(wrong(e)),
            }
        };
        let mut file = Self { path, file };
        file.write(message::version(began))?;
        file.write(message::restart(began, step))?;
        Ok(file)
    }

    /// Adds an event.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&mut self, event: Message) -> Result<()> {
        self.file.write_all(&record(&event.bytes())).map_err(|e| unwritten(e, &self.path))
    }
}

/// Seconds since 1970.
pub(super) fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// Length, its checksum, the data, their checksum; as TFRecord files have them.
fn record(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    let (of_length, of_data) = (masked(&length).to_le_bytes(), masked(data).to_le_bytes());
    [&length[..], &of_length, data, &of_data].concat()
}

/// CRC-32C, turned and moved so that a checksum of what holds checksums differs.
fn masked(data: &[u8]) -> u32 {
    crc32c::crc32c(data).rotate_right(15).wrapping_add(0xa282_ead8)
}

pub(super) fn unwritten(e: std::io::Error, path: &Path) -> Error {
    Error::failed("the events of --tensorboard cannot be written").caused_by(e).file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_that_of_tensorflow() {
        // tensorboard.compat.tensorflow_stub.pywrap_tensorflow.masked_crc32c
        assert_eq!(masked(b"123456789"), 0xc78a_b0e5);
    }
}
