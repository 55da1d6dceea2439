//! Content that may be packed, told by its first bytes and never by a file's name: gzip, of
//! several members and padded with zeros too, and Zstandard.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

use crate::error::{Error, Result};

/// What unpacks to so many bytes is never refused for its size.
pub(super) const ALWAYS: usize = 256 << 20;

/// Beyond [`ALWAYS`] a file unpacks to at most so many times its size.
pub(super) const MOST_TIMES: usize = 100;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Whether `bytes` are gzip or Zstandard.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(GZIP) || bytes.starts_with(ZSTD)
}

/// The content of `bytes`: unpacked if they are gzip or Zstandard, else themselves. Memory is taken
/// as the stream delivers, never ahead of it.
///
/// # Errors
/// A stream that is damaged or cut off, or one that unpacks to more than 256 MiB and 100 times its
/// size.
pub(super) fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>> {
    let most = bytes.len().saturating_mul(MOST_TIMES).max(ALWAYS);
    let content = start(bytes, most + 1)?;
    if matches!(content, Cow::Owned(_)) && content.len() > most {
        return Err(Error::input(format!("it unpacks to more than {most} bytes"))
            .advice("unpack it first, if that is what it should hold"));
    }
    Ok(content)
}

/// As [`unpack`], but of at most `limit` bytes, and no more is unpacked.
pub(super) fn start(bytes: &[u8], limit: usize) -> Result<Cow<'_, [u8]>> {
    if bytes.starts_with(GZIP) {
        gunzip(bytes, limit)
            .map_err(|e| Error::input("its gzip stream is damaged or cut off").caused_by(e))
            .map_err(|e| e.advice("fetch the file again"))
            .map(Cow::Owned)
    } else if bytes.starts_with(ZSTD) {
        unzstd(bytes, limit)
            .map_err(|e| Error::input("its Zstandard stream is damaged or cut off").caused_by(e))
            .map_err(|e| e.advice("fetch the file again"))
            .map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(bytes))
    }
}

fn gunzip(bytes: &[u8], limit: usize) -> io::Result<Vec<u8>> {
    let (mut rest, mut content) = (bytes, Vec::new());
    loop {
        let left = (limit - content.len()) as u64;
        let mut member = GzDecoder::new(rest);
        (&mut member).take(left).read_to_end(&mut content)?;
        if content.len() == limit {
            return Ok(content);
        }
        rest = member.into_inner();
        let padding = rest.iter().take_while(|&&byte| byte == 0).count();
        rest.consume(padding);
        if rest.is_empty() {
            return Ok(content);
        }
    }
}

fn unzstd(bytes: &[u8], limit: usize) -> io::Result<Vec<u8>> {
    let (mut rest, mut content) = (bytes, Vec::new());
    while !rest.is_empty() && content.len() < limit {
        let left = (limit - content.len()) as u64;
        let passed = match StreamingDecoder::new(&mut rest) {
            Ok(mut frame) => {
                (&mut frame).take(left).read_to_end(&mut content)?;
                0
            }
            // A frame that is to be passed over.
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => length as usize,
            Err(error) => return Err(io::Error::other(error.to_string())),
        };
        if passed > rest.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        rest.consume(passed);
    }
    Ok(content)
}

#[cfg(test)]
pub(crate) fn pack(content: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zstd(content: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn packed_content_is_unpacked_and_anything_else_is_left() {
        assert_eq!(&*start(b"plain", 2).unwrap(), b"plain");
        assert_eq!(&*unpack(&pack(b"packed")).unwrap(), b"packed");
        assert_eq!(&*unpack(&zstd(b"packed")).unwrap(), b"packed");
        assert_eq!(
            &*unpack(&[zstd(b"packed"), zstd(b" twice")].concat()).unwrap(),
            b"packed twice"
        );
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9][..], &zstd(b"b")].concat();
        assert_eq!(&*unpack(&[zstd(b"a"), skipped].concat()).unwrap(), b"ab");
        let padded = [pack(b"members "), vec![0; 512], pack(b"of two"), vec![0; 3]].concat();
        assert_eq!(&*unpack(&padded).unwrap(), b"members of two");
    }

    #[test]
    fn no_more_is_unpacked_than_asked_for() {
        for packed in [pack(&vec![7; 1 << 20]), zstd(&vec![7; 1 << 20])] {
            assert_eq!(start(&packed, 9).unwrap().len(), 9);
        }
        let bomb = pack(&vec![0; ALWAYS + (1 << 20)]);
        let error = unpack(&bomb).unwrap_err().to_string();
        assert!(error.starts_with("it unpacks to more than 268435456 bytes"), "{error}");
    }

    #[test]
    fn damage_is_an_error() {
        for packed in [pack(b"some content that is packed"), zstd(b"some content that is packed")] {
            for end in 4..packed.len() - 1 {
                assert!(unpack(&packed[..end]).is_err() || packed[0] == 0x28, "{end}");
            }
        }
        assert!(unpack(&[pack(b"a"), b"behind it".to_vec()].concat()).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_content_or_an_error(
            content: Vec<u8>, at: proptest::sample::Index, byte: u8, zip: bool
        ) {
            let mut packed = if zip { pack(&content) } else { zstd(&content) };
            let at = at.index(packed.len());
            packed[at] = byte;
            let _ = unpack(&packed);
            let _ = unpack(&packed[..at]);
        }
    }
}
