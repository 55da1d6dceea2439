//! A Parquet file of which only the pages that are needed are read, by several threads.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

/// What is read ahead of a page's header.
const HEADER: usize = 1 << 10;

/// A file, whose place in the file is nobody's.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    file: Arc<Mutex<File>>,
    length: u64,
}

impl Pages {
    pub(super) fn new(file: File, length: u64) -> Self {
        Self { file: Arc::new(Mutex::new(file)), length }
    }

    fn read_at(&self, place: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place))?;
        file.read(buffer)
    }
}

impl Length for Pages {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Pages {
    type T = BufReader<At>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::with_capacity(HEADER, At { pages: self.clone(), place: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        // Before memory is taken on the file's word.
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF("a page goes on behind the end of the file".to_owned()));
        }
        let mut bytes = vec![0; length];
        At { pages: self.clone(), place: start }.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// A file from some place on.
#[derive(Debug)]
pub(super) struct At {
    pages: Pages,
    place: u64,
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.pages.read_at(self.place, buffer)?;
        self.place += length as u64;
        Ok(length)
    }
}
