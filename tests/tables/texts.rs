//! Delimited texts as people write them: how one is written is found, and cells are what they were.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use gradshader::dataset::read::{self, DialectOptions, Header, Reading};
use gradshader::dataset::table::Cells;
use gradshader::dataset::{Samples, TableOptions};

use super::formats::{cell, cells, reading, refused};
use super::{Place, noise, rows};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn how_a_text_is_written_is_found() {
    for (text, read_as, expected) in [
        ("a,b\n1,x\n2,y\n", ", separated, header", &["1|x", "2|y"][..]),
        ("a;b\n1,5;x\n2,25;y\n", "; separated, decimal comma, header", &["1.5|x", "2.25|y"]),
        ("a\tb\n1.5\tx\n2\ty\n", "TAB separated, header", &["1.5|x", "2|y"]),
        ("a|b\n1|x\n2|y\n", "| separated, header", &["1|x", "2|y"]),
        ("a   b\n1   2\n10  3\n", "blank separated, header", &["1|2", "10|3"]),
        ("1,2.5\n3,4\n", ", separated, no header", &["1|2.5", "3|4"]),
        ("sep=;\na;b\n1;2\n", "; separated, header", &["1|2"]),
        ("a,b,\n1,2,\n3,4,\n", ", separated to the end of the row, header", &["1|2", "3|4"]),
        ("# made by x\na,b\n1,2\n3,4\n", ", separated, # for comments, header", &["1|2", "3|4"]),
        ("a,b\r1,2\r3,4\r", ", separated, lines end in a carriage return, header", &["1|2", "3|4"]),
        (
            "a,b\n'x, y',1\n'z','2'\n'u',3\n",
            ", separated, ' for quotes, header",
            &["x, y|1", "z|2", "u|3"],
        ),
        (
            "country,code,1960,1961,1962\nAruba,AB,4.8,4.6,4.5\nChad,TD,6,6.1,6.2\n",
            ", separated, header",
            &["Aruba|AB|4.8|4.6|4.5", "Chad|TD|6|6.1|6.2"],
        ),
        // A year is left out.
        (
            ",rows,1992,1994,1995\n0,Aruba,4,4,7\n1,Chad,6,1990,2001\n",
            ", separated, header",
            &["0|Aruba|4|4|7", "1|Chad|6|1990|2001"],
        ),
        (
            "a,born,moved,died\nx,1902,1920,1970\ny,1911,1930,1999\n",
            ", separated, header",
            &["x|1902|1920|1970", "y|1911|1930|1999"],
        ),
        (
            "x,1902,1920,1970\ny,1911,1930,1999\n",
            ", separated, no header",
            &["x|1902|1920|1970", "y|1911|1930|1999"],
        ),
        ("a,b,\n1,2\n3,4\n", ", separated, header", &["1|2", "3|4"]),
        ("a,1,2,3\nb,4,5,6\n", ", separated, no header", &["a|1|2|3", "b|4|5|6"]),
        (
            // As Weka exports texts.
            "text,class\n'it\\'s \\\"so\\\", he\\nsaid',0\n'no, not \\'that\\'',1\n'a, b',0\n",
            ", separated, ' for quotes, \\ before quotes, header",
            &["it's \"so\", he\nsaid|0", "no, not 'that'|1", "a, b|0"],
        ),
        (
            "a,b\n\"say \\\"hi\\\", ok\",1\n\"x\",2\n",
            ", separated, \\ before quotes, header",
            &["say \"hi\", ok|1", "x|2"],
        ),
        // A backslash at the end of a cell, and quotes written twice.
        (
            "a,b\n\"C:\\\",1\n\"say \"\"hi\"\"\",2\n",
            ", separated, header",
            &["C:\\|1", "say \"hi\"|2"],
        ),
    ] {
        let Reading { table, read_as: found, .. } = reading(text.as_bytes());
        assert_eq!(found, read_as, "{text:?}");
        assert_eq!(cells(&table), expected, "{text:?}");
    }
}

#[test]
fn numbers_are_read_as_a_whole_column_writes_them() {
    for (text, expected) in [
        ("a\n\"1,234\"\n\"12,345,678\"\n7\n", ["1234", "12345678", "7"]),
        ("a;b\n1.234,5;1\n12;2\n0,5;3\n", ["1234.5|1", "12|2", "0.5|3"]),
        ("a\n10%\n2.5 %\n0%\n", ["10", "2.5", "0"]),
        ("a\n\"$1,200.50\"\n$3\n$0.5\n", ["1200.5", "3", "0.5"]),
        ("a,b\n1 €,x\n2 €,y\n3.5 €,z\n", ["1|x", "2|y", "3.5|z"]),
        // One cell that disagrees makes all of them texts.
        ("a\n10%\n2.5\nx\n", ["10%", "2.5", "x"]),
    ] {
        assert_eq!(cells(&reading(text.as_bytes()).table), expected, "{text:?}");
    }
}

#[test]
fn what_stands_for_a_missing_cell_leaves_a_column_of_numbers() {
    let words = ["", "NA", "NaN", "null", "None", "?", "-", "."];
    for word in words {
        let table = reading(format!("a,b\n1,x\n{word},y\n2.5,z\n").as_bytes()).table;
        assert_eq!(cells(&table), ["1|x", "|y", "2.5|z"], "{word:?}");
        assert!(!matches!(table.columns[0].cells, Cells::Texts { .. }), "{word:?}");
        // In a column of texts too, where it is no category.
        let table = reading(format!("a,b\n1,x\n2,{word}\n3,x\n").as_bytes()).table;
        assert_eq!(cell(&table, 1, 1), "", "{word:?}");
    }
}

#[test]
fn rows_are_lines_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["a,b", "1,2", "", "3,4", "5"].join(end) + end;
        assert!(
            refused(text.as_bytes()).starts_with("t, row 5: the number of cells is 1"),
            "{end:?}"
        );
        let text = ["a,b", "1,2", "\"3", "4\",4", "5,x y,"].join(end) + end;
        assert!(
            refused(text.as_bytes()).starts_with("t, row 5: the number of cells is 3"),
            "{end:?}"
        );
    }
}

/// Of some megabytes, which are read in blocks of about one, none of which ends where a row does.
#[test]
fn tables_between_blanks_are_as_long_as_they_like() {
    let rows = 200_000;
    for name in ["a", "\"a b\""] {
        let row = |row: usize| format!("{}  {name} {}\n", 10_000_000 + row, row % 7);
        let text = "x name y\n".to_owned() + &(0..rows).map(row).collect::<String>();
        let table = reading(text.as_bytes()).table;
        let sum = |column: usize| -> f64 {
            (0..table.len()).map(|row| table.columns[column].cells.number(row)).sum()
        };
        assert_eq!(table.len(), rows);
        assert_eq!(sum(0), (0..rows).map(|row| (10_000_000 + row) as f64).sum::<f64>());
        assert_eq!(sum(2), (0..rows).map(|row| (row % 7) as f64).sum::<f64>());
        let names: Vec<_> = (0..rows).map(|row| cell(&table, 1, row)).collect();
        assert!(names.iter().all(|found| *found == name.replace('"', "")));
    }
}

#[test]
fn characters_are_decoded() {
    let text = "größe,art\n1,süß\n2,\u{20ac}\n";
    let expected = ["1|süß", "2|€"];
    let utf16 = |mark: u16, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(mark).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let latin: Vec<u8> = text
        .chars()
        .map(|c| if c == '\u{20ac}' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() })
        .collect();
    for (bytes, read_as) in [
        (text.as_bytes().to_vec(), ", separated, header"),
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), ", separated, header"),
        (utf16(0xfeff, u16::to_le_bytes), ", separated, UTF-16, header"),
        (utf16(0xfeff, u16::to_be_bytes), ", separated, UTF-16, header"),
        (latin, ", separated, Latin-1, header"),
    ] {
        let Reading { table, read_as: found, .. } = reading(&bytes);
        assert_eq!(found, read_as);
        assert_eq!(table.columns[0].name, "größe");
        assert_eq!(cells(&table), expected);
    }
}

#[test]
fn packed_files_are_unpacked_with_several_members_and_padding() {
    let (first, second) = ("a,b\n1,2\n", "3,4\n");
    let padded = [gzip(first.as_bytes()), gzip(second.as_bytes()), vec![0; 512]].concat();
    assert_eq!(cells(&reading(&padded).table), ["1|2", "3|4"]);
    let one = [gzip((first.to_owned() + second).as_bytes()), vec![0; 1]].concat();
    assert_eq!(cells(&reading(&one).table), ["1|2", "3|4"]);
    let mut cut = gzip(first.as_bytes());
    cut.truncate(cut.len() - 9);
    assert!(refused(&cut).contains("gzip stream is damaged or cut off"));
}

#[test]
fn what_breaks_the_pattern_behind_the_sample_is_an_error_at_its_row() {
    // 256 KiB are the sample, and 1 MiB tells the encoding; these are more, and several blocks.
    let text = |odd: &str| {
        rows("x,word,y", 120_000, |i| match i {
            100_000 => odd.to_owned(),
            i => format!("{:.6},w{},{}", noise(i), i % 7, i % 2),
        })
    };
    let samples = |text: String| {
        let table = reading(text.as_bytes()).table;
        Samples::from_table(table, &TableOptions::default())
    };
    let plain = samples(text("0.5,w1,0")).unwrap();
    assert_eq!((plain.len(), plain.row(100_000)), (120_000, 100_002));
    assert_eq!(plain.table.columns[0].cells.number(100_001), {
        format!("{:.6}", noise(100_001)).parse::<f64>().unwrap()
    });
    let error = samples(text("abc,w1,0")).unwrap_err().to_string();
    assert!(error.starts_with("t, row 100002, column \"x\": \"abc\" is not a number"), "{error}");
    assert!(
        refused(text("0.5,w1").as_bytes()).starts_with("t, row 100002: the number of cells is 2")
    );
    assert!(
        refused(text("0.5,\"w1,0").as_bytes()).starts_with("t, row 100002: a quote is not closed")
    );
    let mut bytes = text("0.5,w\u{1},0").into_bytes();
    let place = bytes.iter().position(|&byte| byte == 1).unwrap();
    bytes[place] = 0xff;
    let error = Place::with(&bytes).run(&["describe", "t.csv"]).stderr;
    assert!(error.contains("t.csv, row 100002, column \"word\": the cell is not UTF-8"), "{error}");
}

#[test]
fn what_is_told_is_not_looked_for() {
    let told = DialectOptions {
        separator: Some("blanks".parse().unwrap()),
        header: Header::No,
        decimal: Some(b','),
        ..DialectOptions::default()
    };
    let table = read::read("t", b"1,5 2;3\n4 5;6\n", &told).unwrap().table;
    assert_eq!(cells(&table), ["1.5|2;3", "4|5;6"]);
}

#[test]
fn what_stands_above_or_between_the_cells_is_named_with_the_flag_for_it() {
    let body = |separator: &str| {
        rows("", 60, |row| {
            let cells = [format!("{:.3}", noise(row)), format!("{:.2}", noise(row + 60))];
            [cells.join(separator), ["a", "b"][row % 2].to_owned()].join(separator)
        })
    };
    let train = ["train", "t.csv", "--device", "cpu", "--epochs", "1"];
    // As a spreadsheet writes a title.
    for (above, skip) in [("Sales 2024,,\n,,\n", "2"), ("Sales 2024,,\n", "1")] {
        let place = Place::with(above.to_owned() + "x,z,y" + &body(","));
        let advice = format!(
            "if that row names the columns, pass over the lines above it with --skip {skip}"
        );
        place.run(&train).fails(&[&advice, "\"x\" is not a number"]);
        place.done(&[&train[..], &["--skip", skip]].concat()).says(&["features: 2 numbers\n"]);
    }
    // A word below names is one.
    let place = Place::with("x,z,y\nabc,1,a".to_owned() + &body(","));
    place.run(&train).fails(&["take it for a missing cell with --missing \"abc\""]);
    let place = Place::with("x::z::y".to_owned() + &body("::"));
    place.run(&train).fails(&["if ':' separates the cells, say --separator ':'"]);
    place.done(&[&train[..], &["--separator", ":"]].concat()).says(&["features: 2 numbers\n"]);
    let place = Place::with("x z y\n1  b".to_owned() + &body(" "));
    place.run(&train).fails(&["if ' ' separates the cells, say --separator blanks, and give"]);
}
