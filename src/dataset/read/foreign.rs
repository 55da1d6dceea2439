//! Files that are none of ours: what they are, told by their first bytes, and what to do with them.

use crate::error::Error;

const UNPACK: &str = "unpack it first, or pack it with gzip or zstd";
const AS_TEXT: &str = "save it as CSV or Parquet";
const FROM_PANDAS: &str = "save it as Parquet: in pandas DataFrame.to_parquet";
const PICKLE: &str = "a pickle of Python";

/// Magic numbers: what stands at which place, what it is, and what to do.
const KNOWN: [(usize, &[u8], &str, &str); 28] = [
    (0, b"BZh", "packed with bzip2", UNPACK),
    (0, b"\xfd7zXZ\0", "packed with xz", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"Rar!", "a RAR archive", UNPACK),
    (0, b"\x04\x22\x4d\x18", "packed with lz4", UNPACK),
    (257, b"ustar", "a tar archive", "unpack it, and name the file in it"),
    (0, b"ARROW1\0\0", "an Arrow (Feather) file", FROM_PANDAS),
    (0, b"FEA1", "a Feather file of version 1", FROM_PANDAS),
    (0, b"\x89HDF", "an HDF5 file", AS_TEXT),
    (0, b"Obj\x01", "an Avro file", AS_TEXT),
    (0, b"ORC", "an ORC file", AS_TEXT),
    (0, b"SQLite format 3\0", "an SQLite database", "save its table as CSV"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel workbook of old", "save its sheet as CSV"),
    (0, b"RDX", "R's own data", "save it as CSV: in R write.csv"),
    (0, b"X\n\0\0\0", "R's own data", "save it as CSV: in R write.csv"),
    (0, b"<stata_dta>", "a Stata file", AS_TEXT),
    (0, b"\x71\x02\x01\0", "a Stata file", AS_TEXT),
    (0, b"\x72\x02\x01\0", "a Stata file", AS_TEXT),
    (0, b"\x73\x02\x01\0", "a Stata file", AS_TEXT),
    (0, b"\x80\x03c", PICKLE, FROM_PANDAS),
    (0, b"\x80\x04\x95", PICKLE, FROM_PANDAS),
    (0, b"\x80\x05\x95", PICKLE, FROM_PANDAS),
    (0, b"$FL2", "an SPSS file", AS_TEXT),
    (0, b"\xff\xd8\xff", "a JPEG image", "save the images as PNG or IDX"),
    (0, b"%PDF", "a PDF document", AS_TEXT),
    (0, b"\xff\xfe\0\0", "a text in UTF-32", "save it as UTF-8"),
    (0, b"\0\0\xfe\xff", "a text in UTF-32", "save it as UTF-8"),
    (0, b"MATLAB 5.0", "a MATLAB file", AS_TEXT),
];

/// What such a file is refused with; none for what may be one of ours.
pub(super) fn refused(content: &[u8]) -> Option<Error> {
    let is = |&&(place, magic, ..): &&(usize, &[u8], &str, &str)| {
        content.get(place..).is_some_and(|content| content.starts_with(magic))
    };
    let Some(&(_, _, what, advice)) = KNOWN.iter().find(is) else { return marked_up(content) };
    // A text may begin with the letters of a short one; a binary file shows what it is.
    let is_binary =
        !KNOWN_AS_TEXT.contains(&what) || content[..content.len().min(1 << 10)].contains(&0);
    is_binary.then(|| Error::input(format!("it is {what}")).advice(advice))
}

/// Texts that hold no table, by what their first line that is no comment begins with.
const MARKED_UP: [(&[u8], &str, &str); 6] = [
    (b"<!doctype html", "a web page", "save the table on it as CSV"),
    (b"<table", "a web page", "save the table on it as CSV"),
    (b"<html", "a web page", "save the table on it as CSV"),
    (b"<?xml", "an XML document", AS_TEXT),
    (b"<svg", "a picture", AS_TEXT),
    (
        b"@problemname",
        "a set of time series (.ts)",
        "save it as CSV, a row a series and its class last",
    ),
];

fn marked_up(content: &[u8]) -> Option<Error> {
    let text = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let line = lines.find(|line| !line.is_empty() && line[0] != b'#')?;
    let begins =
        |start: &[u8]| line.get(..start.len()).is_some_and(|l| l.eq_ignore_ascii_case(start));
    let (_, what, advice) = MARKED_UP.iter().find(|(start, ..)| begins(start))?;
    Some(Error::input(format!("it is {what}")).advice(*advice))
}

/// Those whose magic number could begin a text.
const KNOWN_AS_TEXT: [&str; 6] = [
    "packed with bzip2",
    "an ORC file",
    "R's own data",
    "an SPSS file",
    "a RAR archive",
    "a MATLAB file",
];

#[cfg(test)]
mod tests {
    use super::super::{DialectOptions, read};
    use super::*;

    #[test]
    fn files_of_others_are_named() {
        let error = |content: &[u8]| {
            read("t", content, &DialectOptions::default()).unwrap_err().to_string()
        };
        assert_eq!(
            error(b"BZh91AY&SY\0\x01\x02"),
            "t: it is packed with bzip2; unpack it first, or pack it with gzip or zstd"
        );
        assert!(error(b"ARROW1\0\0\xff\xff").starts_with("t: it is an Arrow (Feather) file; save"));
        assert!(error(b"\xff\xfe\0\0a\0\0\0").starts_with("t: it is a text in UTF-32; save it"));
        assert!(
            error(b"\n<!DOCTYPE HTML>\n<html>\n")
                .starts_with("t: it is a web page; save the table")
        );
        assert!(error(b"<table border=\"1\">\n<tr>\n").starts_with("t: it is a web page; save"));
        let pickle = b"\x80\x04\x95\x05\x16\0\0\0\0\0\0\x8c\x11pandas";
        assert!(error(pickle).starts_with("t: it is a pickle of Python; save it as Parquet"));
        assert!(
            error(b"\x72\x02\x01\0\x03\0").starts_with("t: it is a Stata file; save it as CSV")
        );
        let series = b"# Of wings\n@problemName ArrowHead\n@data\n1,2,3:0\n";
        assert!(error(series).starts_with("t: it is a set of time series (.ts); save it as CSV"));
        let text = b"ORC,b\n1,2\n3,4\n";
        assert!(read("t", text, &DialectOptions::default()).is_ok());
        assert!(KNOWN.iter().all(|(_, magic, ..)| magic.len() >= 3));
    }
}
