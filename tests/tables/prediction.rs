//! What models make of tables: prediction, and what a model file remembers.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::Value;

use super::{Place, Run, noise, rows};

const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/models");

fn shapes() -> Place {
    let place = Place::with(rows("id,width,height,kind", 60, |i| {
        let tall = i % 2 == 1;
        let (a, b) = (1.0 + noise(i), 3.0 + noise(i + 100));
        let (width, height) = if tall { (a, b) } else { (b, a) };
        format!("s{},{width:.3},{height:.3},{}", i % 7, if tall { "tall" } else { "wide" })
    }));
    place.train("20", &["--ignore", "id"]);
    place
}

#[test]
fn columns_stand_in_any_order_and_ids_are_copied() {
    let place = shapes();
    place.write("new.csv", "extra,height,id,width\nq,4,first,1\nr,1,,4\n");
    let new = ["predict", "m.safetensors", "new.csv", "--device", "cpu"];
    let predict = |more: &[&str]| place.done(&[&new[..], more].concat()).stdout;
    assert_eq!(predict(&["--class", "alone"]), "class\ntall\nwide\n");
    assert_eq!(predict(&["--class", "alone", "--id", "id"]), "id,class\nfirst,tall\n,wide\n");
    let last = predict(&["--class", "last", "--probabilities"]);
    assert!(last.starts_with("tall,wide,class\n"), "{last}");
    for line in last.lines().skip(1) {
        let cells: Vec<_> = line.split(',').collect();
        let sum: f64 = cells[..2].iter().map(|cell| cell.parse::<f64>().unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-6, "{line}");
    }
    place.run(&[&new[..], &["--id", "nobody"]].concat()).fails(&["no column \"nobody\" for --id"]);
    place.write("short.csv", "id,kind\n1,tall\n");
    let run = place.run(&["predict", "m.safetensors", "short.csv", "--device", "cpu"]);
    run.fails(&["short.csv: there are no columns \"width\", \"height\""]);
}

#[test]
fn rows_from_standard_input_are_answered_as_they_come() {
    let place = shapes();
    let arguments =
        ["predict", "m.safetensors", "-", "--device", "cpu", "--class", "alone", "--id", "id"];
    let mut command = place.command(&arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut answer = || answers.next().unwrap().unwrap();
    writeln!(input, "height;id;width").unwrap();
    assert_eq!(answer(), "id,class");
    // The next row is written only once the last is answered.
    for (row, expected) in [("4;a;1", "a,tall"), ("1;b;4", "b,wide"), ("?;c;4", "c,wide")] {
        writeln!(input, "{row}").unwrap();
        assert_eq!(answer(), expected);
    }
    drop(input);
    assert!(child.wait().unwrap().success());

    // Rows before a wrong one have their answers, though all have come at once.
    let run = answered(&place, &["--class", "alone"], b"height,width\n4,1\n1,4\noops,4\n1,4\n");
    assert_eq!((run.code, &*run.stdout), (Some(2), "class\ntall\nwide\n"), "{}", run.stderr);
    assert!(
        run.stderr.contains("standard input, row 4, column \"height\": \"oops\""),
        "{}",
        run.stderr
    );

    for (text, expected) in [
        ("height,id\n1,a\n", "standard input, row 1: the header has no \"width\""),
        ("height,id,width\n1,a,wide\n", "standard input, row 2, column \"width\": \"wide\" is not"),
        (
            "height,id,width\n1,a\n",
            "standard input, row 2: the number of cells is 2, the header's 3",
        ),
    ] {
        let mut command = place.command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(expected), "{stderr}");
    }
}

/// What `predict` answers to bytes on standard input.
pub(super) fn answered(place: &Place, more: &[&str], bytes: &[u8]) -> Run {
    let arguments = ["predict", "m.safetensors", "-", "--device", "cpu"];
    let mut command = place.command(&[&arguments[..], more].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may end before all is read.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    Run { code: output.status.code(), stdout, stderr }
}

#[test]
fn a_comma_on_standard_input_is_what_it_is_in_a_file_or_an_error() {
    let place = Place::with(rows("t,z,y", 60, |i| {
        let t = 1.0 + noise(i);
        format!("{t:.3},{},{}", i % 3, 1000.0 * t)
    }));
    place.train("5", &["--task", "regress"]);
    let of_file = |text: &str| {
        place.write("new.csv", text);
        place.done(&["predict", "m.safetensors", "new.csv", "--device", "cpu"]).stdout
    };
    // Another separator than the usual one: the first number tells the decimal sign.
    for text in [
        "t;z\n1,25;0\n1,375;1\n",
        "t;z\n1.375;0\n1.25;1\n",
        "t;z\n1;0\n1,75;1\n",
        "t;z\n1;0\n2;1\n",
        "sep=;\nt;z\n1,25;0\n1,375;1\n",
        "sep=,\nt,z\n1.25,0\n",
        "t,z\n\"1,234\",0\n1.5,1\n",
    ] {
        let run = answered(&place, &[], text.as_bytes());
        assert_eq!((run.code, &run.stdout), (Some(0), &of_file(text)), "{text}: {run:?}");
    }
    let in_doubt = "t;z\n1;0\n1,375;1\n1,25;1\n";
    answered(&place, &[], in_doubt.as_bytes()).fails(&[
        "standard input, row 3, column \"t\": \"1,375\" may have a decimal comma or one between thousands",
        "say --decimal , or --decimal .",
    ]);
    let told = answered(&place, &["--decimal", ","], in_doubt.as_bytes());
    assert_eq!(told.stdout, of_file(in_doubt));
    answered(&place, &[], b"t;z\n1.5;0\n1,25;1\n")
        .fails(&["row 3, column \"t\": \"1,25\" has a comma where numbers have a decimal point"]);
    answered(&place, &[], b"t,z\n1.5,0\n\"1,25\",1\n")
        .fails(&["row 3, column \"t\": \"1,25\" has a comma where numbers have a decimal point"]);
}

#[test]
fn standard_input_is_read_whole_where_it_is_no_plain_text() {
    let place = shapes();
    let text = "id,width,height\na,1,4\nb,4,1\n";
    let json = r#"[
{"id": "a", "width": 1, "height": 4}, {"id": "b", "width": 4, "height": 1}]"#;
    let lines = "{\"width\": 1, \"height\": 4}\n{\"width\": 4, \"height\": 1}\n";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let arff = "% made\n@relation r\n@attribute width numeric\n@attribute height numeric\n@data\n1,4\n4,1\n";
    let texts = [text, json, lines, arff].map(|text| text.as_bytes().to_vec());
    for bytes in texts.into_iter().chain([packed.finish().unwrap()]) {
        let run = answered(&place, &["--class", "alone"], &bytes);
        assert_eq!((run.code, &*run.stdout), (Some(0), "class\ntall\nwide\n"), "{run:?}");
    }
    answered(&place, &[], b"BZh91AY&SY\0\0").fails(&["standard input: it is", "bzip2"]);
    // What is read whole is read with another separator than the usual one too.
    let mut command =
        place.command(&["evaluate", "m.safetensors", "-", "--device", "cpu", "--json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"width;height;kind\n1;4;tall\n4;1;wide\n").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
}

#[test]
fn rows_of_any_encoding_are_answered_as_they_come() {
    let place = shapes();
    let arguments = ["predict", "m.safetensors", "-", "--device", "cpu", "--class", "alone"];
    let utf16 = |text: &str, little: bool| -> Vec<u8> {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    };
    let text = "height;größe;width\n4;ä;1\n";
    let latin: Vec<u8> = text.chars().map(|sign| sign as u32 as u8).collect();
    let marked = format!("\u{feff}{text}");
    let names = ["--id", "größe"];
    for bytes in [utf16(&marked, true), utf16(&marked, false), utf16(text, true), latin] {
        let mut command = place.command(&[&arguments[..], &names].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        // In two pieces that part a character, and answered before the input ends.
        let (first, rest) = bytes.split_at((bytes.len() / 2) | 1);
        input.write_all(first).unwrap();
        input.flush().unwrap();
        input.write_all(rest).unwrap();
        input.flush().unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), "größe,class", "{bytes:?}");
        assert_eq!(answers.next().unwrap().unwrap(), "ä,tall", "{bytes:?}");
        drop(input);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_class_named_class_does_not_double_the_header() {
    let place = Place::with(rows("x,y", 30, |i| format!("{},{}", noise(i), ["class", "b"][i % 2])));
    place.train("1", &[]);
    let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
    assert!(run.stdout.starts_with("predicted class,b,class\n"), "{run:?}");
}

#[test]
fn a_table_of_80_000_columns_is_trained_on_and_predicted() {
    let wide = 80_000;
    let header: Vec<_> = (0..wide).map(|i| format!("gene {i}")).collect();
    let line = |row: usize| -> String {
        (0..wide).map(|i| format!("{},", (i * 31 + row * 17) % 97)).collect::<String>()
    };
    let text = rows(&(header.join(",") + ",y"), 4, |row| line(row) + ["a", "b"][row % 2]);
    let place = Place::with(text);
    place.train("1", &["--hidden", "1"]);
    let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
    assert_eq!(run.stdout.lines().count(), 1 + 4, "{}", run.stdout);
}

// ---------------------------------------------------------------------------------------------
// Model files

#[test]
fn models_of_version_0_1_predict_the_same_bits() {
    let place = Place::new();
    for name in ["shapes", "areas"] {
        let file = |what: &str| format!("{MODELS}/{name}{what}");
        let (model, data) = (file("-0.1.safetensors"), file(".csv"));
        let run = place.done(&["predict", &model, &data, "--device", "reference"]);
        assert_eq!(run.stdout, fs::read_to_string(file("-0.1.csv")).unwrap(), "{name}");
        let run = place.done(&["evaluate", &model, &data, "--device", "reference", "--json"]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["samples"], 60);
    }
}

#[test]
fn a_model_remembers_kinds_categories_and_missing_cells() {
    let place = Place::with(rows("day,colour,open,a,y", 60, |i| {
        let a = if i == 5 { String::new() } else { format!("{}", noise(i)) };
        let colour = ["red", "green", "blue"][i * 7 % 3];
        format!(
            "{:02}/{:02}/2021,{colour},{},{a},{}",
            1 + i % 28,
            1 + i % 12,
            ["t", "f"][i % 2],
            i % 2
        )
    }));
    place.train("3", &[]);
    let whole = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]).stdout;
    // Rows by themselves would be taken for other kinds: days for months, one colour for a constant.
    let text = fs::read_to_string(place.path("t.csv")).unwrap();
    let lines: Vec<_> = text.lines().collect();
    for row in [1, 6, 12] {
        // Twice, so that each column is constant.
        place.write("one.csv", format!("{}\n{}\n{}\n", lines[0], lines[row], lines[row]));
        let one = place.done(&["predict", "m.safetensors", "one.csv", "--device", "cpu"]).stdout;
        assert_eq!(one.lines().nth(2), whole.lines().nth(row), "{row}");
    }
    // And they go on from there.
    let more = ["train", "t.csv", "--init", "m.safetensors", "--epochs", "1", "--device", "cpu"];
    place.done(&more);
    let run = place.run(&[&more[..], &["--kinds", "a=ignore"]].concat());
    run.fails(&["--kinds with --init", "leave --kinds out"]);
}

#[test]
fn a_model_remembers_how_its_text_was_written() {
    let number = |value: f64| format!("{value:.3}").replace('.', ",");
    let cells = |i: usize| {
        let (a, b) = (10.0 * noise(i), 3.0 * noise(i + 100));
        format!("{};{};{}", number(a), number(b), ["low", "high"][usize::from(a > 5.0)])
    };
    let place = Place::with(rows("a;b;y", 60, cells));
    place.train("3", &[]).says(&["read as: ; separated, decimal comma, header\n"]);
    let predict = |file: &str, more: &[&str]| {
        let first = ["predict", "m.safetensors", file, "--device", "cpu"];
        place.done(&[&first[..], more].concat()).stdout
    };
    let whole = predict("t.csv", &[]);
    // By itself the row would be one of thousands: 1,250 is 1250 to most.
    let text = fs::read_to_string(place.path("t.csv")).unwrap();
    let line = text.lines().nth(7).unwrap();
    place.write("one.csv", format!("a;b;y\n{line}\n"));
    assert_eq!(predict("one.csv", &[]).lines().nth(1), whole.lines().nth(7));
    // And so it is from standard input.
    let mut command = place.command(&["predict", "m.safetensors", "-", "--device", "cpu"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("a;b;y\n{line}\n").as_bytes()).unwrap();
    let answer = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(answer.lines().nth(1), whole.lines().nth(7));
    // A table written otherwise is read as it is, and what is told wins.
    let english = text.replace(',', ".").replace(';', ",");
    place.write("english.csv", &english);
    assert_eq!(predict("english.csv", &[]), whole);
    place.write("told.csv", text.replace(',', "."));
    assert_eq!(predict("told.csv", &["--decimal", "point"]), whole);
    let run = place.done(&["evaluate", "m.safetensors", "one.csv", "--device", "cpu", "--json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["samples"], 1);
}

#[test]
fn a_model_of_a_table_without_a_header_reads_such_tables() {
    let cells =
        |i: usize| format!("{:.3},{}", noise(i), ["no", "yes"][usize::from(noise(i) > 0.5)]);
    let text: String = (0..60).map(|i| cells(i) + "\n").collect();
    let place = Place::with(&text);
    place.train("3", &[]).says(&["read as: , separated, no header\n"]);
    let predict = ["predict", "m.safetensors", "-", "--device", "cpu", "--id", "column 2"];
    let mut command = place.command(&predict);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Texts in the first row are no names either.
    child.stdin.take().unwrap().write_all(b"0.25,007\n0.75,x\n").unwrap();
    let answer = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let lines: Vec<_> = answer.lines().collect();
    assert_eq!(lines.len(), 3, "{answer}");
    assert!(lines[1].starts_with("007,") && lines[2].starts_with("x,"), "{answer}");
}

#[test]
fn lines_above_a_table_are_passed_over_when_told() {
    let table = rows("a,b,y", 30, |i| format!("{},{},{}", noise(i), noise(i + 50), i % 2));
    let place = Place::with(format!("Series: LNS14\n\nAdjusted, and\nunits: percent\n{table}"));
    place.run(&["train", "t.csv"]).fails(&["--skip"]);
    place.train("1", &["--skip", "4"]).says(&["features: 2 numbers", "training on 30 samples"]);
    place.run(&["train", "t.csv", "--skip", "99"]).fails(&["behind 99 lines", "--skip"]);
}

#[test]
fn a_cell_of_a_category_is_the_same_alone_and_among_others() {
    let place = Place::new();
    let values = ["5%", "10%", "none", "1,250"];
    let row = |i: usize| format!("{},{:?},{}\n", i % 7, values[i % 4], i % 4 * 10 + i % 3);
    let rows: String = (0..80).map(row).collect();
    place.write("t.csv", format!("x,p,y\n{rows}"));
    place.done(&["train", "t.csv", "--model", "m.safetensors", "--device", "cpu", "--epochs", "5"]);
    place.write("all.csv", "p,x\n10%,3\nnone,3\n\"1,250\",3\n");
    place.write("one.csv", "p,x\n10%,3\n").write("other.csv", "p,x\n\"1,250\",3\n");
    let predict = |file: &str| {
        let run = place.done(&["predict", "m.safetensors", file, "--device", "cpu"]);
        assert!(!run.stderr.contains("no training sample had"), "{}", run.stderr);
        run.stdout.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let all = predict("all.csv");
    assert_eq!(predict("one.csv"), all[..1]);
    assert_eq!(predict("other.csv"), all[2..]);
    place.write("one.json", "[{\"x\": 3, \"p\": \"10%\"}]");
    assert_eq!(predict("one.json"), all[..1]);
    let mut command = place.command(&["predict", "m.safetensors", "-", "--device", "cpu"]);
    command.stdin(fs::File::open(place.path("one.csv")).unwrap());
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.stdout.lines().nth(1), Some(&*all[0]), "{run:?}");

    // So are the classes of a target.
    let row = |i: usize| format!("{},{}\n", i % 3, values[i % 3]);
    let rows: String = (0..60).map(row).collect();
    place.write("c.csv", format!("x,p\n{rows}")).write("c1.csv", "x,p\n1,10%\n1,10%\n");
    place.done(&["train", "c.csv", "--model", "c.safetensors", "--device", "cpu"]);
    let run = place.done(&["evaluate", "c.safetensors", "c1.csv", "--device", "cpu", "--json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["accuracy"], 1.0);
}

#[test]
fn a_date_is_the_same_moment_however_a_file_says_it() {
    let day = |i: usize| format!("2020-0{}-1{}", 1 + i % 6, i % 8);
    let place = Place::with(rows("when,x,y", 60, |i| {
        format!("{} 06:00:00,{:.3},{:.3}", day(i), noise(i), (i % 6) as f64 + noise(i + 9))
    }));
    place.train("5", &["--task", "regress"]);
    let predict = |file: &str, text: &str| {
        place.write(file, text);
        place.run(&["predict", "m.safetensors", file, "--device", "cpu"])
    };
    let first = predict("first.csv", "when,x\n2020-03-14 06:00:00,0.5\n,0.5\n");
    assert!(first.stderr.contains("no training sample lacked; it counts as nothing"), "{first:?}");
    // As files write them that have a type for moments.
    let typed = predict(
        "typed.jsonl",
        "{\"when\":\"2020-03-14T06:00:00.000\",\"x\":0.5}\n{\"when\":null,\"x\":0.5}\n",
    );
    assert_eq!(first.stdout.lines().count(), 3);
    assert_eq!(first.stdout, typed.stdout);
    // The same in milliseconds since 1970, of which nothing says so.
    let number = predict("number.jsonl", "{\"when\":1584165600000,\"x\":0.5}\n");
    number.fails(&["row 1, column \"when\": \"1584165600000\" is no date as"]);
}

#[test]
fn numbers_of_another_decimal_sign_than_usual_are_read_by_their_own() {
    let cells =
        |i: usize| (format!("{:.3}", 1.0 + noise(i)), format!("{:.1}", 9.0 * noise(i + 50)));
    let row = |i: usize| {
        let (a, b) = cells(i);
        format!("{a};{b};{}", i % 2)
    };
    let place = Place::with(rows("a;b;y", 60, row));
    place.train("5", &[]);
    let predict = |file: &str| place.done(&["predict", "m.safetensors", file, "--device", "cpu"]);
    let usual = predict("t.csv").stdout;
    // As the model knows them 1.234 is a number between thousands in such a file; 5,5 is none.
    place.write("comma.csv", rows("a;b;y", 60, row).replace('.', ","));
    assert_eq!(predict("comma.csv").stdout, usual);
    let quoted = |i: usize| {
        let (a, b) = cells(i);
        format!("\"{a}\",\"{b}\",{}", i % 2).replace('.', ",")
    };
    place.write("quoted.csv", rows("a,b,y", 60, quoted));
    assert_eq!(predict("quoted.csv").stdout, usual);
}

#[test]
fn numbers_with_a_unit_are_numbers_and_a_model_knows_it() {
    let row = |i: usize, weight: &str| {
        let (w, s) = (40 + i * 7 % 50, 30 + i * 11 % 200);
        let (time, cm) = (format!("{}:{:02}", s / 60 + 24, s % 60), i % 9);
        format!("{w}{weight};{cm},5 cm;{time};{}\n", if w + cm > 70 { "a" } else { "b" })
    };
    let text = |unit: &str, rows: std::ops::Range<usize>| {
        "weight;size;time;y\n".to_owned() + &rows.map(|i| row(i, unit)).collect::<String>()
    };
    let place = Place::with(text(" kg", 0..80));
    place.train("30", &["--validation", "0.2"]).says(&[
        "features: 3 numbers\n",
        "units: \"weight\" in kg, \"size\" in cm, \"time\" as mm:ss\n",
    ]);
    let shown = place.done(&["show", "m.safetensors"]).stdout;
    assert!(shown.contains("in kg; ") && shown.contains("in mm:ss; "), "{shown}");
    let answers = |name: &str, content: &str| {
        place.write(name, content);
        place.done(&["predict", "m.safetensors", name, "--device", "cpu"]).stdout
    };
    let first = answers("first.csv", &text(" kg", 0..2));
    // Another way to write the same, a row alone, and rows from standard input.
    assert_eq!(first, answers("same.csv", &text("kg", 0..2)));
    let alone = answers("one.csv", &text(" kg", 1..2));
    assert_eq!(alone.lines().nth(1), first.lines().nth(2));
    assert_eq!(answered(&place, &[], text("kg", 0..2).as_bytes()).stdout, first);
    let commas = text("kg", 0..2).replace(';', "|");
    assert_eq!(answered(&place, &[], commas.as_bytes()).stdout, first);
    for (content, parts) in [
        (
            text(" lb", 0..2),
            &["row 2, column \"weight\": \"40 lb\" is no number of kg", "such as 12 kg"][..],
        ),
        (
            text(" kg", 0..2) + &row(2, " lb"),
            &["row 4, column \"weight\"", "lb\" is no number of kg"],
        ),
        (text("", 0..2), &["row 2, column \"weight\": 40 is no number of kg", "in that unit"]),
        (
            text(" kg", 0..2).replace("24:30", "1:24:30"),
            &["column \"time\"", "no duration as mm:ss"],
        ),
    ] {
        place.write("other.csv", content);
        place.run(&["predict", "m.safetensors", "other.csv", "--device", "cpu"]).fails(parts);
    }
    // One cell of another unit is a mistake at its row, as a word among numbers is.
    let odd: String = (0..60)
        .map(|i| {
            format!("{}.5 {},{}\n", 40 + i, if i == 30 { "lb" } else { "kg" }, ["u", "v"][i % 2])
        })
        .collect();
    place.write("odd.csv", "weight,y\n".to_owned() + &odd);
    place
        .run(&["train", "odd.csv", "--quiet", "--device", "cpu"])
        .fails(&["odd.csv, row 32, column \"weight\": \"70.5 lb\" is no number of kg, as most"]);
    // What plain numbers are in, no one knows.
    let plain: String = (0..30).map(|i| format!("{},{}\n", 40 + i, ["u", "v"][i % 2])).collect();
    place.write("plain.csv", "weight,y\n".to_owned() + &plain);
    let train = ["train", "plain.csv", "--epochs", "1", "--quiet", "--device", "cpu"];
    place.done(&[&train[..], &["--model", "plain.safetensors"]].concat());
    place.write("grams.csv", "weight,y\n40000 g,u\n41000 g,v\n");
    place
        .run(&["predict", "plain.safetensors", "grams.csv", "--device", "cpu"])
        .fails(&["row 2, column \"weight\": the numbers have the unit g, and the model learnt"]);
    place.write("target.csv", "x,y\n1,3 kg\n4,5 kg\n2,7.5 kg\n");
    place
        .run(&["train", "target.csv"])
        .fails(&["column \"y\": the numbers of the target have a unit, kg"]);
}
