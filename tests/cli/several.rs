//! Several files as one data set.

use super::*;

/// Irises in two files, and all of them in one.
fn place() -> Place {
    let place = Place::new();
    let text = fs::read_to_string(IRIS).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // The second file has one class alone.
    let part = |rows: &[&str]| [&lines[..1], rows].concat().join("\n") + "\n";
    place.write("a.csv", part(&lines[1..101]));
    place.write("b.csv", part(&lines[101..]));
    place.write("whole.csv", &text);
    place
}

#[test]
fn several_files_train_the_network_that_one_of_all_rows_does() {
    let place = place();
    let train = |data: &[&str]| {
        let rest =
            ["--epochs", "2", "--validation", "0.2", "--device", "cpu", "--log", "log.jsonl"];
        let run = place.done(&[&["train"], data, &rest].concat());
        run.result("parameter_hash").to_owned()
    };
    let whole = train(&["whole.csv"]);
    let start = |place: &Place| place.events("log.jsonl")[0]["configuration"].clone();
    assert_eq!(start(&place)["training"]["data"], "whole.csv");
    assert_eq!(train(&["a.csv", "b.csv"]), whole);
    assert_eq!(start(&place)["training"]["data"], json!(["a.csv", "b.csv"]));
    place.write("run.toml", "data = ['a.csv', 'b.csv']");
    assert_eq!(train(&["--config", "run.toml"]), whole);
    // What the command line names is all.
    assert_eq!(train(&["whole.csv", "--config", "run.toml"]), whole);
}

#[test]
fn several_files_are_evaluated_predicted_and_described_as_one() {
    let place = place();
    place.iris_model("m.safetensors");
    let (parts, whole) = (["a.csv", "b.csv"], ["whole.csv"]);
    let both = |command: &[&str], more: &[&str]| {
        let run = |data: &[&str]| place.done(&[command, data, more].concat()).stdout;
        assert_eq!(run(&parts), run(&whole).replace("whole.csv", "a.csv and 1 more"));
    };
    both(&["evaluate", "m.safetensors"], &["--device", "cpu", "--json"]);
    both(&["predict", "m.safetensors"], &["--device", "cpu"]);
    both(&["describe"], &["--json"]);
}

#[test]
fn columns_in_another_order_are_found_by_name() {
    let place = place();
    place.iris_model("m.safetensors");
    // The last column first, and separated and written otherwise.
    let text = fs::read_to_string(place.path("b.csv")).unwrap();
    let turned = text.lines().map(|line| {
        let (rest, last) = line.rsplit_once(',').unwrap();
        format!("{last};{}\n", rest.replace(',', ";").replace('.', ","))
    });
    place.write("turned.csv", turned.collect::<String>());
    let same = |command: &[&str], more: &[&str]| {
        let run = |data: &[&str]| place.done(&[command, data, more].concat()).stdout;
        assert_eq!(run(&["a.csv", "turned.csv"]), run(&["a.csv", "b.csv"]));
    };
    let cpu = ["--device", "cpu", "--quiet"];
    same(&["train"], &[&cpu[..], &["--epochs", "2"]].concat());
    same(&["cross-validate"], &[&cpu[..], &["--epochs", "2"]].concat());
    same(&["evaluate", "m.safetensors"], &cpu[..2]);
    same(&["predict", "m.safetensors"], &cpu[..2]);
    same(&["describe"], &["--json"]);
    // Files without names have theirs by their place.
    place.write("plain-1.csv", "1,2,x\n3,4,y\n");
    place.write("plain-2.csv", "5;6;x\n7;8;y\n");
    let known = place.done(&["describe", "plain-1.csv", "plain-2.csv", "--json"]).stdout;
    assert_eq!(serde_json::from_str::<Value>(&known).unwrap()["rows"], 4);
}

#[test]
fn files_that_are_no_one_data_set_are_refused() {
    let place = place();
    place.iris_model("m.safetensors");
    place.write("c.csv", "a,b\n1,x\n");
    let text = fs::read_to_string(IRIS).unwrap();
    let header = text.lines().next().unwrap();
    let last = header.rsplit(',').next().unwrap();
    place.write("lacks.csv", text.replacen(&format!(",{last}\n"), ",kind\n", 1));
    place.write("more.csv", text.replace('\n', ",1\n").replacen(",1\n", ",w\n", 1));
    place.write("plain.csv", "1,2,3,4,setosa\n");
    place.write("short.csv", text.replace("sepal_length,", "length,"));
    for (arguments, parts) in [
        (&["train", "a.csv", "c.csv"][..], &["c.csv", "its columns are not those of a.csv"][..]),
        (
            &["train", "a.csv", "lacks.csv"],
            &[
                &format!(
                    "lacks.csv, column \"{last}\": its columns are not those of a.csv: it lacks \"{last}\", it has besides \"kind\""
                ),
                "in any order",
            ],
        ),
        (
            &["describe", "a.csv", "more.csv"],
            &["more.csv, column \"w\": its columns are not those of a.csv: it has besides \"w\""],
        ),
        (
            &["predict", "m.safetensors", "c.csv", "c.csv"],
            &["c.csv and 1 more", "there are no columns \"sepal_length\""],
        ),
        (
            &["predict", "m.safetensors", "a.csv", "short.csv"],
            &["short.csv", "its columns are not those of a.csv: it lacks \"sepal_length\""],
        ),
        (&["describe", "a.csv", "plain.csv"], &["has besides one without a name", "--header yes"]),
        (&["describe", "a.csv", "none-*.csv"], &["none-*.csv", "there is no such file"]),
        (&["evaluate", "m.safetensors", "a.csv", "-"], &["standard input is no file among"]),
        (&["predict", "m.safetensors", "-", "a.csv"], &["standard input is no file among"]),
        (&["train", "a.csv", "b.csv", "--labels", "c.csv"], &["several files with one of labels"]),
        // The second of them is an input too.
        (&["train", "a.csv", "b.csv", "--log", "b.csv"], &["--log would replace an input, DATA"]),
        (
            &["predict", "m.safetensors", "a.csv", "b.csv", "--output", "b.csv"],
            &["--output would replace an input, DATA"],
        ),
    ] {
        place.run(arguments).fails(2, parts);
    }
}

#[test]
fn what_one_file_writes_as_numbers_and_another_as_text_is_text_as_in_one_file() {
    let place = Place::new();
    let rows = |zips: [&str; 4], from: usize| -> String {
        let row = |i: usize| format!("{},{},{}\n", zips[i % 4], i % 7, ["u", "v"][(i / 4) % 2]);
        (from..from + 40).map(row).collect()
    };
    let head = "zip,x,y\n";
    let (first, second) = (["00501", "501", "0501", "77"], ["K1A", "501", "0501", "77"]);
    place.write("a.csv", format!("{head}{}", rows(first, 0)));
    place.write("b.csv", format!("{head}{}", rows(second, 40)));
    place.write("both.csv", format!("{head}{}{}", rows(first, 0), rows(second, 40)));
    let train = ["--epochs", "3", "--quiet", "--device", "cpu"];
    let hash = |data: &[&str]| {
        place.done(&[&["train"], data, &train].concat()).result("parameter_hash").to_owned()
    };
    assert_eq!(hash(&["a.csv", "b.csv"]), hash(&["both.csv"]));
    assert_eq!(hash(&["b.csv", "a.csv"]).len(), 64);

    // A percent sign is no sign of nothing.
    let percent = |sign: &str| {
        let row = |i: usize| format!("0.{i}{sign},{},{}\n", i % 7, ["u", "v"][i % 2]);
        format!("share,x,y\n{}", (1..30).map(row).collect::<String>())
    };
    place.write("with.csv", percent("%")).write("without.csv", percent(""));
    let rows = percent("").replace("share,x,y\n", "");
    place.write("mixed.csv", percent("%") + &rows);
    assert_eq!(hash(&["with.csv", "without.csv"]), hash(&["mixed.csv"]));
    assert_ne!(hash(&["with.csv", "without.csv"]), hash(&["without.csv", "without.csv"]));
}

#[test]
fn an_index_of_each_file_is_left_out() {
    let place = Place::new();
    let rows = |index: bool| -> String {
        let row = |i: usize| {
            let head = if index { format!("{i},") } else { String::new() };
            format!("{head}{},{}\n", (i * 7) % 11, ["u", "v"][i % 2])
        };
        let head = if index { ",x,y\n" } else { "x,y\n" };
        head.to_owned() + &(0..30).map(row).collect::<String>()
    };
    place.write("i1.csv", rows(true)).write("i2.csv", rows(true));
    place.write("n1.csv", rows(false)).write("n2.csv", rows(false));
    let train = ["--epochs", "3", "--device", "cpu"];
    let run = |data: &[&str]| place.done(&[&["train"], data, &train].concat());
    let (with, without) = (run(&["i1.csv", "i2.csv"]), run(&["n1.csv", "n2.csv"]));
    assert_eq!(with.result("parameter_hash"), without.result("parameter_hash"));
    assert!(with.stderr.contains("an index without a name"), "{}", with.stderr);
    let mixed = run(&["i1.csv", "n2.csv"]);
    assert_eq!(mixed.result("parameter_hash"), without.result("parameter_hash"));
}

#[test]
fn a_model_is_given_files_that_differ_in_what_it_does_not_need() {
    let place = place();
    place.iris_model("m.safetensors");
    // Without the target, and with a column more.
    let text = fs::read_to_string(place.path("b.csv")).unwrap();
    let number = |(row, line): (usize, &str)| match row {
        0 => format!("id,{line}\n"),
        _ => format!("{row},{line}\n"),
    };
    place.write("more.csv", text.lines().enumerate().map(number).collect::<String>());
    let cut = |line: &str| format!("{}\n", line.rsplit_once(',').unwrap().0);
    place.write("bare.csv", text.lines().map(cut).collect::<String>());
    let said = |data: &[&str]| {
        let run = [&["predict", "m.safetensors"], data, &["--device", "cpu"]].concat();
        place.done(&run).stdout
    };
    let whole = said(&["a.csv", "b.csv"]);
    for other in ["more.csv", "bare.csv"] {
        assert_eq!(said(&["a.csv", other]), whole, "{other}");
    }
    assert_eq!(said(&["bare.csv", "a.csv"]).lines().count(), whole.lines().count());
    // Columns that both have, otherwise and more often.
    let noted = |line: (usize, &str)| {
        let (row, line) = line;
        let note = if row == 0 { "id,id" } else { "x,y" };
        format!("{note},{line}\n")
    };
    place.write("twice.csv", text.lines().enumerate().map(noted).collect::<String>());
    assert_eq!(said(&["more.csv", "twice.csv"]).lines().count(), 1 + 2 * 50);
    place.write("part-1.csv", fs::read(place.path("a.csv")).unwrap());
    place.write("part-2.csv", fs::read(place.path("bare.csv")).unwrap());
    assert_eq!(said(&["part-?.csv"]), whole);
    let evaluate = |data: &[&str]| {
        let run = [&["evaluate", "m.safetensors"], data, &["--device", "cpu"]].concat();
        place.run(&run)
    };
    let [all, more] = ["b.csv", "more.csv"].map(|other| evaluate(&["a.csv", other]));
    assert_eq!(all.stdout, more.stdout);
    evaluate(&["a.csv", "bare.csv"]).fails(2, &["bare.csv", "it lacks \"species\""]);
    // What is to stand beside the answers has to be in each.
    let ids = ["predict", "m.safetensors", "more.csv", "a.csv", "--id", "id"];
    place.run(&ids).fails(2, &["a.csv, column \"id\"", "it lacks \"id\""]);
}

#[test]
fn an_error_names_the_file_of_several_and_its_row_there() {
    let place = place();
    place.iris_model("m.safetensors");
    let spoil = |name: &str, line: usize, to: &str| {
        let text = fs::read_to_string(place.path(name)).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let rest = lines[line - 1].split_once(',').unwrap().1.to_owned();
        lines[line - 1] = format!("{to},{rest}");
        place.write(&format!("bad-{name}"), lines.join("\n") + "\n");
    };
    spoil("b.csv", 7, "wide");
    spoil("a.csv", 90, "inf");
    let first = "column \"sepal_length\"";
    for (data, wrong) in [
        (["a.csv", "bad-b.csv"], "bad-b.csv, row 7, "),
        (["bad-b.csv", "a.csv"], "bad-b.csv, row 7, "),
        (["b.csv", "bad-a.csv"], "bad-a.csv, row 90, "),
        (["bad-a.csv", "b.csv"], "bad-a.csv, row 90, "),
    ] {
        let wrong = format!("{wrong}{first}");
        for command in
            [&["train"][..], &["evaluate", "m.safetensors"], &["predict", "m.safetensors"]]
        {
            let run = place.run(&[command, &data, &["--device", "cpu"]].concat());
            run.fails(2, &[&wrong]);
        }
    }
    // Also where rows were left out above it.
    let text = fs::read_to_string(place.path("a.csv")).unwrap();
    place.write("gaps.csv", text.replace("setosa", ""));
    let wrong = format!("bad-b.csv, row 7, {first}");
    place.run(&["train", "gaps.csv", "bad-b.csv", "--device", "cpu"]).fails(2, &[&wrong]);
}
