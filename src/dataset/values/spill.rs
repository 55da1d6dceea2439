//! A temporary file without a name, whose areas are written once and mapped then.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use bytemuck::Pod;
#[cfg(unix)]
use memmap2::Advice;
use memmap2::Mmap;

use super::Storage;
use crate::error::{Error, Result};

/// Areas begin at multiples of this, so that they suit every type of number.
const ALIGNMENT: u64 = 64;

/// The file. Its areas do not overlap; each is written by its owner and read once that is done.
pub(super) struct Spill {
    folder: PathBuf,
    content: Mutex<Content>,
}

struct Content {
    file: File,
    /// Where the next area begins.
    end: u64,
    map: Option<Arc<Mmap>>,
}

/// Where large temporary files go: `TMPDIR`, else `/var/tmp`, which by custom is on a disk where `/tmp`
/// may be memory, else what the system says.
fn folder() -> PathBuf {
    let large = PathBuf::from("/var/tmp");
    match std::env::var_os("TMPDIR") {
        None if cfg!(unix) && large.is_dir() => large,
        _ => std::env::temp_dir(),
    }
}

impl Spill {
    fn of(storage: &Storage) -> Result<Arc<Self>> {
        let Some(shared) = storage.shared() else {
            return Err(Error::failed("there is no file beside the memory"));
        };
        let mut spill = shared.spill.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(spill) = &*spill {
            return Ok(spill.clone());
        }
        let folder = folder();
        // Unlinked at once, or on Windows deleted by the system with its last handle.
        let file = tempfile::tempfile_in(&folder).map_err(|e| {
            Error::failed("no temporary file can be made for what is larger than --memory")
                .caused_by(e)
                .file(&folder)
                .advice("name a folder that can be written with TMPDIR")
        })?;
        let content = Mutex::new(Content { file, end: 0, map: None });
        Ok(spill.insert(Arc::new(Self { folder, content })).clone())
    }

    fn failed(&self, e: std::io::Error) -> Error {
        Error::failed("the temporary file of what is larger than --memory cannot be written")
            .caused_by(e)
            .file(&self.folder)
            .advice("make room there, or name another folder with TMPDIR")
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn map(&self, end: u64) -> std::io::Result<Arc<Mmap>> {
        let mut content = self.lock();
        if let Some(map) = content.map.as_ref().filter(|map| map.len() as u64 >= end) {
            return Ok(map.clone());
        }
        // All that is reserved at once: there are fewer maps than columns, of which systems allow few.
        content.file.set_len(content.end)?;
        // SAFETY: the file has no name and its handle stays here, so that nobody else can change or cut it.
        // It never gets shorter. What is written later goes to areas that nobody reads yet: an area is
        // read by way of a `Mapped`, which exists once its last byte is written.
        let map = Arc::new(unsafe { Mmap::map(&content.file)? });
        content.map = Some(map.clone());
        Ok(map)
    }
}

/// A part of the file that is written from its beginning on.
pub(super) struct Area {
    storage: Storage,
    spill: Arc<Spill>,
    begin: u64,
    /// Bytes.
    size: u64,
    written: u64,
}

impl Area {
    pub(super) fn new(storage: &Storage) -> Result<Self> {
        let spill = Spill::of(storage)?;
        Ok(Self { storage: storage.clone(), spill, begin: 0, size: 0, written: 0 })
    }

    /// Room for `more` elements behind those that are written.
    pub(super) fn reserve<T: Pod>(&mut self, more: usize) -> Result<()> {
        let wanted = self.written + (more as u64).saturating_mul(size_of::<T>() as u64);
        if wanted <= self.size {
            return Ok(());
        }
        let size = wanted.max(self.size.saturating_mul(2)).next_multiple_of(ALIGNMENT);
        let before = match self.written {
            0 => None,
            _ => Some(self.spill.map(self.begin + self.written).map_err(|e| self.spill.failed(e))?),
        };
        let mut content = self.spill.lock();
        let begin = content.end;
        let end = begin.checked_add(size).filter(|&end| end < i64::MAX as u64);
        content.end =
            end.ok_or_else(|| self.spill.failed(std::io::ErrorKind::FileTooLarge.into()))?;
        if let Some(map) = before {
            let old = &map[self.begin as usize..][..self.written as usize];
            put(&mut content.file, begin, old).map_err(|e| self.spill.failed(e))?;
        }
        drop(content);
        (self.begin, self.size) = (begin, size);
        Ok(())
    }

    pub(super) fn write<T: Pod>(&mut self, values: &[T]) -> Result<()> {
        if values.is_empty() {
            return Ok(());
        }
        self.reserve::<T>(values.len())?;
        let bytes: &[u8] = bytemuck::cast_slice(values);
        let place = self.begin + self.written;
        put(&mut self.spill.lock().file, place, bytes).map_err(|e| self.spill.failed(e))?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// What is written, which is all.
    pub(super) fn map<T: Pod>(self) -> Result<Mapped<T>> {
        let map = match self.written {
            0 => None,
            _ => Some(self.spill.map(self.begin + self.written).map_err(|e| self.spill.failed(e))?),
        };
        let (begin, length) = (self.begin as usize, self.written as usize);
        Ok(Mapped { storage: self.storage, map, begin, length, of: PhantomData })
    }
}

fn put(file: &mut File, place: u64, bytes: &[u8]) -> std::io::Result<()> {
    file.seek(SeekFrom::Start(place))?;
    file.write_all(bytes)
}

/// Values in the file.
pub(super) struct Mapped<T> {
    storage: Storage,
    /// None where there are no values.
    map: Option<Arc<Mmap>>,
    begin: usize,
    /// Bytes.
    length: usize,
    of: PhantomData<T>,
}

impl<T> Mapped<T> {
    pub(super) fn storage(&self) -> Storage {
        self.storage.clone()
    }

    pub(super) fn read_at_random(&self) {
        if let Some(map) = &self.map {
            // Where the system takes no advice, it reads ahead.
            #[cfg(unix)]
            let _ = map.advise_range(Advice::Random, self.begin, self.length);
            #[cfg(not(unix))]
            let _ = map;
        }
    }
}

impl<T: Pod> Deref for Mapped<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.map {
            None => &[],
            Some(map) => bytemuck::cast_slice(&map[self.begin..][..self.length]),
        }
    }
}

impl<T> Clone for Mapped<T> {
    fn clone(&self) -> Self {
        Self { storage: self.storage.clone(), map: self.map.clone(), ..*self }
    }
}
