//! The file in a ZIP archive that holds one alone, as tables are sent around.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::packed::{ALWAYS, MOST_TIMES};
use crate::dataset::names;
use crate::error::{Error, Result};

pub(super) fn damaged(e: zip::result::ZipError) -> Error {
    Error::input("the ZIP archive is damaged").caused_by(e).advice("fetch the file again")
}

/// The content of the only file, or none where there are arrays of NumPy. Memory is taken as it is
/// unpacked.
///
/// # Errors
/// An archive that is damaged, is a workbook, holds none or several files, or unpacks to more than 256 MiB
/// and 100 times its size.
pub(super) fn only_file(content: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(damaged)?;
    let all: Vec<String> = archive.file_names().map(str::to_owned).collect();
    if all.iter().any(|name| name.ends_with(".npy")) {
        return Ok(None);
    }
    if all.iter().any(|name| name == "xl/workbook.xml" || name == "content.xml") {
        return Err(Error::input("it is a workbook").advice("save its sheet as CSV"));
    }
    // macOS puts a folder of its own beside the files.
    let is_file = |name: &&String| !name.ends_with('/') && !name.starts_with("__MACOSX/");
    let files: Vec<_> = all.iter().filter(is_file).collect();
    let [name] = files[..] else {
        let (what, advice) = match files.len() {
            0 => ("the ZIP archive holds no files".to_owned(), "give another"),
            _ => (
                format!(
                    "the ZIP archive holds several files: {}",
                    names::list(files.iter().map(|name| name.as_str()))
                ),
                "unpack it, and name those that are one table",
            ),
        };
        return Err(Error::input(what).advice(advice));
    };
    let most = content.len().saturating_mul(MOST_TIMES).max(ALWAYS);
    let file = archive.by_name(name).map_err(damaged)?;
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|e| damaged(e.into()))?;
    if bytes.len() > most {
        return Err(Error::input(format!("it unpacks to more than {most} bytes"))
            .advice("unpack it first, if that is what it should hold"));
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::super::{DialectOptions, read};

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in files {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn the_only_file_of_an_archive_is_read() {
        let table = b"a;b\n1,5;x\n2,5;y\n";
        let read = |content: &[u8]| read("t.zip", content, &DialectOptions::default());
        let plain = read(table).unwrap();
        assert_eq!(read(&zip(&[("t.csv", table)])).unwrap(), plain);
        assert_eq!(read(&zip(&[("t.csv", table), ("__MACOSX/._t.csv", b"x")])).unwrap(), plain);
        let error = |content: &[u8]| read(content).unwrap_err().to_string();
        assert_eq!(
            error(&zip(&[("a.csv", table), ("b.csv", table)])),
            "t.zip: the ZIP archive holds several files: \"a.csv\", \"b.csv\"; unpack it, and name \
             those that are one table"
        );
        assert!(error(&zip(&[])).contains("holds no files"));
        assert!(error(&zip(&[("xl/workbook.xml", b"")])).contains("it is a workbook; save its"));
        assert!(error(&zip(&[("b.zip", &zip(&[("a.csv", table)]))])).contains("is packed twice"));
        let mut damaged = zip(&[("t.csv", &table.repeat(99))]);
        let middle = damaged.len() / 3;
        damaged[middle] ^= 0x55;
        assert!(read(&damaged).is_err());
    }
}
