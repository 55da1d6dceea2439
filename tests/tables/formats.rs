//! Files as programs write them, but for delimited texts: cells are what they were.

use std::fs;

use gradshader::dataset::read::{self, DialectOptions, Reading, read_path};
use gradshader::dataset::table::{Cells, Table};

use super::{Place, Run, noise, rows};

pub(super) const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tables");

#[track_caller]
pub(super) fn reading(bytes: &[u8]) -> Reading {
    read::read("t", bytes, &DialectOptions::default()).unwrap()
}

pub(super) fn refused(bytes: &[u8]) -> String {
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
pub(super) fn cells(table: &Table) -> Vec<String> {
    let row = |row| {
        let cells = (0..table.columns.len()).map(|column| cell(table, column, row));
        cells.collect::<Vec<_>>().join("|")
    };
    (0..table.len()).map(row).collect()
}

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
