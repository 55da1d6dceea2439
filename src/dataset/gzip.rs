//! Content that may be gzip'ed, told by its first bytes and never by a file's name.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::MultiGzDecoder;

use crate::error::{Error, Result};

/// The content of `bytes`: decompressed if they are gzip, else themselves.
///
/// At most `limit` bytes are decompressed and the rest is left, so that a small file cannot fill
/// the memory; memory is taken as the stream delivers, never ahead of it.
///
/// # Errors
/// When the gzip stream is damaged or cut off.
pub(super) fn unpack(bytes: &[u8], limit: usize) -> Result<Cow<'_, [u8]>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut content = Vec::new();
    MultiGzDecoder::new(bytes)
        .take(limit as u64)
        .read_to_end(&mut content)
        .map_err(|e| Error::input("its gzip stream is damaged or cut off").caused_by(e))
        .map_err(|e| e.advice("fetch the file again"))?;
    Ok(Cow::Owned(content))
}

#[cfg(test)]
pub(super) fn pack(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_unpacked_and_anything_else_is_left() {
        assert_eq!(&*unpack(b"plain", 2).unwrap(), b"plain");
        assert_eq!(&*unpack(&pack(b"packed"), 100).unwrap(), b"packed");
        let both = [pack(b"one,"), pack(b"two")].concat();
        assert_eq!(&*unpack(&both, 100).unwrap(), b"one,two");
    }

    #[test]
    fn a_bomb_is_unpacked_no_further_than_the_limit() {
        let bomb = pack(&vec![0; 1 << 24]);
        assert!(bomb.len() < 1 << 18);
        let content = unpack(&bomb, 1000).unwrap().into_owned();
        assert_eq!(content.len(), 1000);
        assert!(content.capacity() < 1 << 14);
    }

    #[test]
    fn a_damaged_stream_is_an_error() {
        let packed = pack(b"some text that is long enough");
        for damaged in [&packed[..packed.len() - 9], &packed[..packed.len() - 1], &packed[..3]] {
            let error = unpack(damaged, 1000).unwrap_err().to_string();
            assert!(error.starts_with("its gzip stream is damaged or cut off"), "{error}");
        }
        let mut flipped = packed;
        *flipped.last_mut().unwrap() ^= 1;
        assert!(unpack(&flipped, 1000).is_err());
    }
}
