//! Tables of delimited text, however they are written.

use super::read::{self, DialectOptions};
use super::table::Table;
use crate::error::Result;

/// Reads a delimited text, packed or not; how it is written is found. A row is a line of the file,
/// from 1.
///
/// # Errors
/// As of [`read::read_text`].
pub fn read_csv(source: &str, bytes: &[u8]) -> Result<Table> {
    read::read_text(source, bytes, &DialectOptions::default()).map(|(table, _)| table)
}

#[cfg(test)]
mod tests {
    use super::super::read::pack;
    use super::super::table::RowNumbers;
    use super::*;

    fn refused(text: impl AsRef<[u8]>) -> String {
        read_csv("data.csv", text.as_ref()).unwrap_err().to_string()
    }

    #[test]
    fn line_ends_quotes_spaces_byte_order_mark_and_gzip_change_nothing() {
        let plain = read_csv("data.csv", b"a,b\n1,x\n2,y\n").unwrap();
        for same in ["a,b\r\n1,x\r\n2,y", "\u{feff}a,b\n1,x\n2,y\n", " a , b\n 1,x \n2 ,\" y\"\n"] {
            assert_eq!(read_csv("data.csv", same.as_bytes()).unwrap(), plain, "{same:?}");
        }
        assert_eq!(read_csv("data.csv", &pack(b"a,b\n1,x\n2,y\n")).unwrap(), plain);
    }

    #[test]
    fn a_row_is_a_line_of_the_file() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "1,x", "", "", "2,\"two\nlines\"", "3,z", ""].join(end);
            let text = if end == "\r" { text.replace('\n', "\r") } else { text };
            let table = read_csv("data.csv", text.as_bytes()).unwrap();
            assert_eq!(table.rows, RowNumbers::Each(vec![3, 6, 8]), "{text:?}");
        }
    }

    #[test]
    fn bad_input_is_one_line_with_file_row_and_column() {
        for (text, expected) in [
            ("", "data.csv: the file is empty"),
            ("a,b\n", "data.csv: the file has a header and no rows"),
            ("a,b\n1,x\n2\n", "data.csv, row 3: the number of cells is 1, the header's 2"),
        ] {
            assert!(refused(text).starts_with(expected), "{text:?} gives {}", refused(text));
        }
        let long = [&b"a,b\n"[..], &b"1,x\n".repeat(300_000), b"1,\xff\n"].concat();
        assert!(
            refused(&long).starts_with("data.csv, row 300002, column \"b\": the cell is not UTF-8"),
            "{}",
            refused(&long)
        );
    }

    #[test]
    fn the_separator_is_found() {
        let plain = read_csv("data.csv", b"a,b,c\n1,x,p\n2,y,q\n").unwrap();
        for separator in [";", "\t", "|", " ", " \t "] {
            let text = "a,b,c\n1,x,p\n2,y,q\n".replace(',', separator);
            assert_eq!(read_csv("data.csv", text.as_bytes()).unwrap(), plain, "{separator:?}");
        }
        // Commas within cells, and a separator within a name.
        let table = read_csv("data.csv", b"a;b\n1,5;x,y\n2,5;y,z\n").unwrap();
        assert_eq!(table.columns.len(), 2);
        let table = read_csv("data.csv", b"a;b;c,kind\n1,x\n2,y\n").unwrap();
        assert_eq!(table.columns[0].name, "a;b;c");
        let error = refused("a;b;c\n1;2;3\n1;2\n");
        assert!(error.contains("row 3: the number of cells is 2, the header's 3"), "{error}");
        assert!(error.contains("holds ';'"), "{error}");
    }

    #[test]
    fn a_note_above_the_rows_is_no_header() {
        let text = b"5,3,x,y\n1,2,3,4,5,0\n2,2,3,4,5,1\n3,2,3,4,5,0\n4,2,3,4,5,1\n6,2,3,4,5,1\n";
        let table = read_csv("data.csv", text).unwrap();
        assert_eq!((table.columns.len(), table.rows.get(0)), (6, 2));
        let few = b"5,3,x\n1,2,3,4,5,0\n2,2,3,4,5,1\n";
        assert!(refused(few).contains("row 2: the number of cells is 6, the header's 3"));
    }
}
