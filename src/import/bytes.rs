//! Bytes of a graph as `rten_onnx` reads them, with each length held against what there is: its own reader
//! takes memory for what a file promises, and reads a number of ten bytes without an end for ever.

use rten_onnx::protobuf::{ErrorKind, FieldTypes, OwnedValues, ProtobufError, ReadValue};

/// What is left of a file.
pub(super) struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(all: &'a [u8]) -> Self {
        Self { all, at: 0 }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], ProtobufError> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.all.len());
        let end = end.ok_or_else(|| ProtobufError::new(ErrorKind::Eof))?;
        let taken = &self.all[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ProtobufError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }
}

impl ReadValue for Bytes<'_> {
    type Types = OwnedValues;

    fn read_i32(&mut self) -> Result<i32, ProtobufError> {
        self.array().map(i32::from_le_bytes)
    }

    fn read_i64(&mut self) -> Result<i64, ProtobufError> {
        self.array().map(i64::from_le_bytes)
    }

    fn read_varint(&mut self) -> Result<u64, ProtobufError> {
        let mut value = 0;
        for place in 0..10 {
            let [byte] = self.array()?;
            value |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(ProtobufError::new(ErrorKind::InvalidVarint))
    }

    fn read_bytes(
        &mut self,
        len: usize,
    ) -> Result<<Self::Types as FieldTypes>::Bytes, ProtobufError> {
        self.take(len).map(<[u8]>::to_vec)
    }

    fn read_string(
        &mut self,
        len: usize,
    ) -> Result<<Self::Types as FieldTypes>::String, ProtobufError> {
        let text = self.read_bytes(len)?;
        String::from_utf8(text).map_err(|_| ProtobufError::new(ErrorKind::InvalidUtf8))
    }

    fn skip(&mut self, len: usize) -> Result<(), ProtobufError> {
        self.take(len).map(|_| ())
    }

    fn position(&self) -> u64 {
        self.at as u64
    }
}
