//! Files as programs write them: how a text is written is found, and cells are what they were.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use gradshader::dataset::read::{self, DialectOptions, Header, Reading, read_path};
use gradshader::dataset::table::{Cells, Table};
use gradshader::dataset::{Samples, TableOptions};

use super::{Place, Run, noise, rows};

pub(super) const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tables");

#[track_caller]
fn reading(bytes: &[u8]) -> Reading {
    read::read("t", bytes, &DialectOptions::default()).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    read::read("t", bytes, &DialectOptions::default()).unwrap_err().to_string()
}

/// A cell as text; nothing where it is missing.
pub(super) fn cell(table: &Table, column: usize, row: usize) -> String {
    let cells = &table.columns[column].cells;
    match cells {
        _ if cells.is_missing(row) => String::new(),
        Cells::Texts { values, codes } => values[codes[row] as usize].clone(),
        numbers => numbers.number(row).to_string(),
    }
}

/// All cells, row by row, with `|` between them.
fn cells(table: &Table) -> Vec<String> {
    let row = |row| {
        let cells = (0..table.columns.len()).map(|column| cell(table, column, row));
        cells.collect::<Vec<_>>().join("|")
    };
    (0..table.len()).map(row).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

// ---------------------------------------------------------------------------------------------
// Delimited texts

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

// ---------------------------------------------------------------------------------------------
// Other formats

#[test]
fn parquet_files_of_every_type_and_codec() {
    for name in ["types-1.0-none", "types-2.6-snappy", "types-2.6-zstd", "types-2.6-gzip"] {
        let reading =
            read_path(format!("{FILES}/{name}.parquet"), &DialectOptions::default()).unwrap();
        assert_eq!(reading.read_as, "Parquet");
        let half = f64::from(half::f16::from_f32(0.1)).to_string();
        let float = f64::from(0.1f32).to_string();
        let expected = [
            ("int", ["-1", "", "9007199254740992"].map(str::to_owned)),
            ("unsigned", ["0", "255", "7"].map(str::to_owned)),
            ("large", ["18446744073709550000", "0", ""].map(str::to_owned)),
            ("half", [half, "-2".to_owned(), "65504".to_owned()]),
            ("float", [float, String::new(), "2.5".to_owned()]),
            ("double", ["0.1".to_owned(), 1e300.to_string(), "-0".to_owned()]),
            ("truth", ["true", "", "false"].map(str::to_owned)),
            ("text", ["a", "ä", ""].map(str::to_owned)),
            ("words", ["x", "y", "x"].map(str::to_owned)),
            ("decimal", ["-12.34", "", "0.05"].map(str::to_owned)),
            ("day", ["2021-02-03", "", "2021-02-03"].map(str::to_owned)),
            ("moment", ["2021-02-03T04:05:06", "", "2021-02-03T04:05:06"].map(str::to_owned)),
            ("time", ["04:05:06", "", "04:05:06"].map(str::to_owned)),
        ];
        let table = reading.table;
        assert_eq!(table.columns.len(), expected.len());
        for (place, (column, expected)) in expected.into_iter().enumerate() {
            assert_eq!(table.columns[place].name, column);
            let found = [0, 1, 2].map(|row| cell(&table, place, row));
            assert_eq!(found, expected, "{name}, {column}");
        }
    }
}

#[test]
fn what_is_copied_from_parquet_keeps_its_digits() {
    let verbatim = ["int", "large", "decimal", "double"].map(str::to_owned).to_vec();
    let options = DialectOptions { verbatim, ..DialectOptions::default() };
    let table = read_path(format!("{FILES}/types-2.6-zstd.parquet"), &options).unwrap().table;
    for (place, expected) in [
        (0, ["-1", "", "9007199254740992"]),
        (2, ["18446744073709549568", "0", ""]),
        (5, ["0.1", &1e300.to_string(), "-0"]),
        (9, ["-12.34", "", "0.05"]),
    ] {
        assert_eq!([0, 1, 2].map(|row| cell(&table, place, row)), expected);
    }
}

#[test]
fn the_index_that_pandas_keeps_in_parquet_is_left_out_unless_it_has_a_name() {
    let read = |name: &str| {
        let reading = read_path(format!("{FILES}/{name}"), &DialectOptions::default()).unwrap();
        let names = reading.table.columns.iter().map(|column| column.name.clone());
        (names.collect::<Vec<_>>(), cells(&reading.table))
    };
    let (names, rows) = read("index.parquet");
    assert_eq!(names, ["__index_level_0__", "x", "y"]);
    assert_eq!(rows, ["10|0.5|a", "12|1.5|b"]);
    // As in a text, what is called the index stands first, so that the last column is the target.
    let (names, rows) = read("named.parquet");
    assert_eq!(names, ["s", "x", "y"]);
    assert_eq!(rows, ["3|0.5|a", "9|1.5|b", "4|2.5|a"]);
    // Of numbers with one distance the file has the first and the distance alone.
    let (names, rows) = read("range.parquet");
    assert_eq!(names, ["s", "x", "y"]);
    assert_eq!(rows, ["2001|0.5|a", "2003|1.5|b", "2005|2.5|a"]);
    let place = Place::new();
    let describe = |name: &str, more: &[&str]| {
        let file = format!("{FILES}/{name}");
        let run = place.done(&[&["describe", &file], more].concat());
        run.stdout + &run.stderr
    };
    let said = "\"__index_level_0__\" (pandas' index without a name; --kinds NAME=KIND takes it)";
    let found = describe("index.parquet", &[]);
    assert!(found.contains(said) && found.contains("features: 1 number"), "{found}");
    let found = describe("index.parquet", &["--kinds", "__index_level_0__=number"]);
    assert!(!found.contains(said) && found.contains("features: 2 numbers"), "{found}");
    assert!(describe("named.parquet", &[]).contains("features: 2 numbers"));
    // Parts of one table, of which one has no index that is written.
    let several = [&format!("{FILES}/named.parquet"), &format!("{FILES}/index.parquet")];
    let run = place.run(&["describe", several[0], several[1]]);
    run.fails(&["column \"s\": its columns are not those of", "it lacks \"s\""]);
    place.write("plain.csv", "x,y\n2.5,a\n");
    let found = describe("index.parquet", &["plain.csv"]);
    assert!(found.contains("features: 1 number") && !found.contains(said), "{found}");

    let bytes = std::fs::read(format!("{FILES}/types-2.6-zstd.parquet")).unwrap();
    for length in (4..bytes.len()).step_by(97) {
        assert!(refused(&bytes[..length]).starts_with("t"), "{length}");
    }
}

#[test]
fn a_folder_of_png_images_is_trained_on_and_predicted() {
    let place = Place::new();
    for i in 0..24u32 {
        let class = ["dark", "light"][i as usize % 2];
        std::fs::create_dir_all(place.path("images").join(class)).unwrap();
        let file =
            std::fs::File::create(place.path("images").join(class).join(format!("{i:02}.png")));
        let mut encoder = png::Encoder::new(file.unwrap(), 3, 2);
        encoder.set_color(png::ColorType::Rgb);
        let base = if i % 2 == 1 { 180 } else { 20 };
        let values: Vec<u8> = (0..18).map(|k| base + (i * 7 + k * 5) as u8 % 50).collect();
        encoder.write_header().unwrap().write_image_data(&values).unwrap();
    }
    let train =
        ["train", "images", "--device", "cpu", "--model", "m.safetensors", "--epochs", "40"];
    place.done(&train).says(&[
        "read as: PNG, 3 x 2 pixels, red, green and blue, a folder a class\n",
        "target: label: 2 classes",
        "network: 18-64-2 ",
    ]);
    let predict = ["predict", "m.safetensors", "images", "--device", "cpu", "--class", "alone"];
    let run = place.done(&[&predict[..], &["--id", "file"]].concat());
    for line in run.stdout.lines().skip(1) {
        let (file, class) = line.split_once(',').unwrap();
        assert!(file.contains(class), "{line}");
    }
    // One image by itself.
    let run = place.done(&["predict", "m.safetensors", "images/light/01.png", "--class", "alone"]);
    assert_eq!(run.stdout, "class\nlight\n");
    // Without classes there is nothing to train on.
    let run = place.run(&["train", "images/light"]);
    run.fails(&["images without labels", "a folder of its name"]);
}

#[test]
fn grey_images_are_taken_by_a_model_of_colours() {
    let place = Place::new();
    let image = |path: &str, color, size: [u32; 2], values: Vec<u8>| {
        let path = place.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), size[0], size[1]);
        encoder.set_color(color);
        encoder.write_header().unwrap().write_image_data(&values).unwrap();
    };
    let (rgb, grey) = (png::ColorType::Rgb, png::ColorType::Grayscale);
    for i in 0..24u8 {
        let (class, base) = if i % 2 == 0 { ("dark", 20) } else { ("light", 180) };
        image(
            &format!("rgb/{class}/{i}.png"),
            rgb,
            [3, 2],
            (0..18).map(|k| base + i + k).collect(),
        );
        let values: Vec<u8> = (0..6).map(|k| base + i + k).collect();
        let colours = values.iter().flat_map(|&value| [value; 3]).collect();
        image(&format!("grey/{class}/{i}.png"), grey, [3, 2], values);
        image(&format!("same/{class}/{i}.png"), rgb, [3, 2], colours);
    }
    image("small/1.png", grey, [2, 2], vec![1; 4]);
    for data in ["rgb", "grey"] {
        let first = ["train", data, "--device", "cpu", "--epochs", "20", "--model"];
        place.done(&[&first[..], &[&format!("{data}.safetensors")]].concat());
    }
    let asked = |command, model, data| place.run(&[command, model, data, "--device", "cpu"]);
    let [found, same] = ["grey", "same"].map(|data| asked("predict", "rgb.safetensors", data));
    assert_eq!((found.code, &found.stdout), (Some(0), &same.stdout), "{found:?}");
    assert!(asked("evaluate", "rgb.safetensors", "grey").stdout.contains("100.00 %"), "{found:?}");
    for command in ["predict", "evaluate"] {
        asked(command, "grey.safetensors", "rgb").fails(&[
            "rgb: 18 pixels where the model has 6",
            "give grey images if these are red, ",
        ]);
    }
    asked("predict", "rgb.safetensors", "small")
        .fails(&["small: 4 pixels where the model has 18", "of the size and of the channels"]);
}

#[test]
fn label_sets_of_libsvm_are_labels_there_and_back() {
    // The place 2 is where label 1 is, and 3 where label 3 is; the last row has neither.
    let rows = |count: usize| -> String {
        let row = |i: usize| match i % 4 {
            0 => format!("1,3 1:{} 2:1 3:1\n", i % 7),
            1 => format!("1 1:{} 2:1\n", i % 7),
            2 => format!("3 1:{} 3:1\n", i % 7),
            _ => format!(" 1:{}\n", i % 7 + 1),
        };
        (0..count).map(row).collect()
    };
    let place = Place::with(rows(80));
    let run = place.train("60", &[]);
    assert!(run.stderr.contains("target: label 1, label 3: 2 labels"), "{run:?}");
    let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
    assert_eq!(run.stdout.lines().next().unwrap(), "label 1,label 3", "{run:?}");
    let evaluate = |file: &str| {
        let run = place.done(&["evaluate", "m.safetensors", file, "--device", "cpu", "--json"]);
        serde_json::from_str::<serde_json::Value>(&run.stdout).unwrap()
    };
    assert!(evaluate("t.csv")["loss"].as_f64().unwrap() < 0.1, "{}", evaluate("t.csv"));
    // What later files leave out is 0: the place 3 and the label 3, where each row has one label.
    place.write("one.csv", "1 1:2 2:1\n1 1:5 2:1\n");
    assert!(evaluate("one.csv")["loss"].as_f64().unwrap() < 0.1, "{}", evaluate("one.csv"));
    place.write("all.csv", rows(80) + "1 1:2 2:1\n1 1:5 2:1\n");
    let both = place.done(&["evaluate", "m.safetensors", "t.csv", "one.csv", "--device", "cpu"]);
    let one = place.done(&["evaluate", "m.safetensors", "all.csv", "--device", "cpu"]);
    assert_eq!(both.stdout, one.stdout);
    // A user who names one that is not there is told so.
    place
        .run(&["train", "t.csv", "--features", "1,9", "--device", "cpu"])
        .fails(&["there is no column \"9\""]);
}

#[test]
fn numbers_of_every_size_are_learnt_as_well() {
    let fit = |feature: f64, target: f64| {
        let text: String = (0..60)
            .map(|i| {
                let x = f64::from(i * 7 % 60) / 60.0;
                format!("{:e},{:e}\n", x * feature, (x * 3.0 + 1.0) * target)
            })
            .collect();
        let place = Place::with(format!("x,y\n{text}"));
        let (line, rmse) = place.line();
        assert!(line > 0.999, "{feature:e} to {target:e}: R2 {line}, RMSE {rmse}");
        assert!(rmse > 0.0 && rmse < 0.05 * target, "{feature:e} to {target:e}: RMSE {rmse}");
    };
    fit(1.0, 1.0);
    fit(1e300, 1.0);
    fit(1e-310, 1.0);
    fit(1.0, 1e300);
    fit(1e-200, 1e-300);
}

#[test]
fn weights_of_arff_rows_weigh_the_samples_where_they_are_asked_for() {
    let row = |row: usize, weight: &dyn Fn(usize) -> String| {
        let x = noise(row);
        format!("{x:.4},{}{}", if x + noise(row + 100) > 1.0 { "up" } else { "down" }, weight(row))
    };
    let weight = |row: usize| if row.is_multiple_of(3) { row % 7 } else { 1 };
    let csv = rows("x,y,weight", 60, |at| row(at, &|row| format!(",{}", weight(row))));
    let place = Place::with(csv);
    let head = "@relation r\n@attribute x real\n@attribute y {down,up}\n@data";
    let in_braces = |row: usize| match weight(row) {
        1 => String::new(),
        weight => format!(",{{{weight}}}"),
    };
    fs::write(place.path("t.arff"), rows(head, 60, |at| row(at, &in_braces))).unwrap();
    let train = |file: &str, more: &[&str]| {
        let first = ["train", file, "--device", "cpu", "--epochs", "3", "--validation", "0"];
        place.done(&[&first[..], more].concat())
    };
    let hash = |run: &Run| {
        let line = run.stdout.lines().find(|line| line.starts_with("parameter_hash"));
        line.unwrap_or_else(|| panic!("{run:?}")).to_owned()
    };
    let unasked = train("t.arff", &[]);
    unasked.says(&["left out: \"weight\" (as the file says)", "target: y: 2 classes"]);
    let [arff, csv] = ["t.arff", "t.csv"].map(|file| train(file, &["--weight-column", "weight"]));
    assert_eq!(hash(&arff), hash(&csv));
    assert_ne!(hash(&arff), hash(&unasked));
    fs::write(place.path("t.arff"), format!("{head}\n0.5,up\n0.25,down,{{much}}\n")).unwrap();
    place
        .run(&["describe", "t.arff"])
        .fails(&["t.arff, row 6", "\"{much}\" is no weight of a row"]);
}
