//! Files that differ in what they leave out: rows, weights, names, zeros.

use super::*;

/// Rows of two numbers and a class, from row `from` on.
fn part(from: usize, count: usize) -> String {
    let row = |row: usize| {
        let (x, z) = (noise(row), noise(row + 1000));
        format!("{x:.4},{z:.4},{}\n", if x + z > 1.0 { "up" } else { "down" })
    };
    (from..from + count).map(row).collect()
}

fn hash(run: &Run) -> String {
    let line = run.stdout.lines().find_map(|line| line.strip_prefix("parameter_hash"));
    line.unwrap().trim().to_owned()
}

#[test]
fn a_file_of_several_that_has_no_rows_is_passed_over_and_said() {
    let place = Place::new();
    for (name, text) in [
        ("a.csv", format!("x,z,y\n{}", part(0, 40))),
        ("b.csv", "x,z,y\n".to_owned()),
        ("c.csv", format!("x,z,y\n{}", part(40, 20))),
        // Of other columns, which no row has.
        ("d.csv", "w\n".to_owned()),
        ("e.json", "[]".to_owned()),
        ("whole.csv", format!("x,z,y\n{}", part(0, 60))),
    ] {
        place.write(name, text);
    }
    let train = |data: &[&str]| {
        let more = ["--epochs", "2", "--device", "cpu", "--model", "m.safetensors"];
        place.done(&[&["train"], data, &more].concat())
    };
    let whole = hash(&train(&["whole.csv"]));
    let parts = train(&["a.csv", "b.csv", "c.csv", "d.csv", "e.json"]);
    parts.says(&["passed over: \"b.csv\", \"d.csv\", \"e.json\" (no rows)\n"]);
    assert_eq!(hash(&parts), whole);
    // As the first one, and by a pattern.
    let run = train(&["b.csv", "a.csv", "c.csv"]);
    assert_eq!(hash(&run), whole);
    let described = place.done(&["describe", "[a-c].csv", "--json"]).stdout;
    assert!(described.contains("passed over: \\\"b.csv\\\" (no rows)"), "{described}");
    let asked = |command: &str, data: &[&str]| {
        place.run(&[&[command, "m.safetensors"], data, &["--device", "cpu"]].concat())
    };
    for command in ["predict", "evaluate"] {
        let run = asked(command, &["a.csv", "b.csv"]);
        run.says(&["passed over: \"b.csv\" (no rows)\n"]);
        assert_eq!(run.stdout, asked(command, &["a.csv"]).stdout);
    }
    // What is wrong in the one that is left is said of it.
    place.write("odd.csv", "x,z,y\n1,2,up\n1,2\n");
    place
        .run(&["train", "b.csv", "odd.csv"])
        .fails(&["odd.csv, row 3: the number of cells is 2, the header's 3"]);
    place.run(&["train", "b.csv", "d.csv"]).fails(&["b.csv: the file has a header and no rows"]);
    place.run(&["train", "b.csv"]).fails(&["b.csv: the file has a header and no rows"]);
}

#[test]
fn rows_of_an_arff_file_without_weights_count_once_beside_one_with() {
    let arff = |text: &str, weight: &dyn Fn(usize) -> String| {
        let lines = text.lines().enumerate();
        let rows = lines.map(|(row, line)| format!("{line}{}\n", weight(row)));
        let head = "@relation r\n@attribute x real\n@attribute z real\n@attribute y {down,up}\n";
        format!("{head}@data\n{}", rows.collect::<String>())
    };
    let (none, some) = (|_: usize| String::new(), |row: usize| format!(",{{{}}}", row % 3 + 2));
    let place = Place::new();
    place.write("none.arff", arff(&part(0, 40), &none));
    place.write("also.arff", arff(&part(80, 20), &none));
    place.write("some.arff", arff(&part(40, 40), &some));
    let whole = |row: usize| if (40..80).contains(&row) { some(row - 40) } else { none(row) };
    place.write("whole.arff", arff(&part(0, 100), &whole));
    let train = |data: &[&str]| {
        let more = ["--weight-column", "weight", "--epochs", "3", "--device", "cpu"];
        place.done(&[&["train"], data, &more].concat())
    };
    let run = train(&["none.arff", "some.arff", "also.arff"]);
    assert_eq!(hash(&run), hash(&train(&["whole.arff"])));
    run.says(&[
        "\"weight\" is 1 for all rows of \"none.arff\", which have none\n",
        "\"weight\" is 1 for all rows of \"also.arff\", which have none\n",
    ]);
    train(&["also.arff", "none.arff", "some.arff"])
        .says(&["\"weight\" is 1 for all rows of \"also.arff\", \"none.arff\", which have none\n"]);
    // Where no file has any there is no such column.
    place
        .run(&["train", "none.arff", "also.arff", "--weight-column", "weight"])
        .fails(&["there is no column \"weight\""]);
    // Rows of another format have none.
    let values = "@relation r\n@attribute x real\n@attribute y real\n@data\n1,2,{3}\n4,5,{6}\n";
    place.write("values.arff", values);
    place.write("values.csv", "x,y\n7,8\n9,10\n");
    for data in [["values.arff", "values.csv"], ["values.csv", "values.arff"]] {
        let run = place.done(&[&["describe"], &data[..]].concat());
        let said = "\"weight\" of \"values.arff\" is left out, since \"values.csv\" has none\n";
        assert!(run.stdout.contains(said), "{run:?}");
    }
}

/// Two numbers and two that are often 0, of which the first never changes, and a class.
fn sparse_row(row: usize) -> ([f64; 4], &'static str) {
    let round = |value: f64| (value * 1000.0).round() / 1000.0;
    let [x, z] = [noise(row), noise(row + 500)].map(round);
    let last = if row.is_multiple_of(3) { z } else { 0.0 };
    ([1.0, x, z, last], if x + z > 1.0 { "1" } else { "-1" })
}

/// As LIBSVM has them, counted from `first`.
fn libsvm(first: usize, rows: std::ops::Range<usize>) -> String {
    let line = |row: usize| {
        let (values, class) = sparse_row(row);
        let places = (first..).zip(values).filter(|(_, value)| *value != 0.0);
        let pairs: String = places.map(|(place, value)| format!(" {place}:{value}")).collect();
        format!("{class}{pairs}\n")
    };
    rows.map(line).collect()
}

/// The same without names, the class as the first or the last of them or not at all.
fn plain(rows: std::ops::Range<usize>, class_at: Option<usize>) -> String {
    let line = |row: usize| {
        let (values, class) = sparse_row(row);
        let mut cells: Vec<String> = values.map(|value| value.to_string()).to_vec();
        class_at.into_iter().for_each(|at| cells.insert(at, class.to_owned()));
        cells.join(",") + "\n"
    };
    rows.map(line).collect()
}

#[test]
fn columns_of_libsvm_and_of_a_text_without_names_are_told_by_their_places() {
    let place = Place::new();
    for (name, text) in [
        ("one.svm", libsvm(1, 0..80)),
        ("zero.svm", libsvm(0, 0..80)),
        ("last.csv", plain(0..80, Some(4))),
        ("first.csv", plain(0..80, Some(0))),
        ("none.csv", plain(0..80, None)),
        ("narrow.csv", "1,0.5,0.5\n1,0.25,0.5\n".to_owned()),
    ] {
        place.write(name, text);
    }
    let train = |data: &str, more: &[&str]| {
        let first =
            ["train", data, "--device", "cpu", "--model", "m.safetensors", "--epochs", "20"];
        place.done(&[&first[..], &["--task", "classify"], more].concat());
    };
    let asked = |command: &str, data: &str| {
        let run = place.run(&[command, "m.safetensors", data, "--device", "cpu"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        run
    };
    let by_place = |run: &Run| run.stderr.contains("columns by place: ");
    // A model of LIBSVM's, counted from 1 and from 0.
    for (own, place_of_first) in [("one.svm", 1), ("zero.svm", 0)] {
        train(own, &[]);
        let (answers, worth) = (asked("predict", own), asked("evaluate", own));
        assert!(!by_place(&answers) && !by_place(&worth), "{answers:?}");
        for data in ["none.csv", "last.csv"] {
            let run = asked("predict", data);
            assert_eq!(run.stdout, answers.stdout, "{data}");
            let said = format!("the first is the place {place_of_first} of the model\n");
            run.says(&[&format!("columns by place: {said}")]);
        }
        let run = asked("evaluate", "last.csv");
        assert_eq!(run.stdout, worth.stdout);
        run.says(&[", the last the target\n"]);
        place.run(&["predict", "m.safetensors", "narrow.csv"]).fails(&[
            "narrow.csv: it has 3 columns without names, and the model learnt LIBSVM's places",
        ]);
    }
    // And one of a text.
    for (own, target) in [("last.csv", "column 5"), ("first.csv", "column 1")] {
        train(own, &["--target", target]);
        let (answers, worth) = (asked("predict", own), asked("evaluate", own));
        for data in ["one.svm", "zero.svm"] {
            let run = asked("predict", data);
            assert_eq!(run.stdout, answers.stdout, "{data}");
            assert!(by_place(&run), "{run:?}");
            assert_eq!(asked("evaluate", data).stdout, worth.stdout, "{data}");
        }
    }
}

#[test]
fn places_that_count_from_elsewhere_are_said() {
    let place = Place::new();
    place.write("one.svm", libsvm(1, 0..80));
    place.write("zero.svm", libsvm(0, 0..80));
    let train = |data: &str| {
        place.done(&[
            "train",
            data,
            "--device",
            "cpu",
            "--model",
            "m.safetensors",
            "--epochs",
            "2",
        ]);
    };
    train("one.svm");
    for command in ["predict", "evaluate"] {
        place.run(&[command, "m.safetensors", "zero.svm", "--device", "cpu"]).fails(&[
            "zero.svm, column \"0\": its places count from 0, and those that the model learnt from 1",
            "add 1 to each",
        ]);
    }
    train("zero.svm");
    let run = place.done(&["predict", "m.safetensors", "one.svm", "--device", "cpu"]);
    run.says(&["the file has no place 0 and the model has one: if the file's places count from 1"]);
    let run = place.done(&["predict", "m.safetensors", "zero.svm", "--device", "cpu"]);
    assert!(!run.stderr.contains("place"), "{run:?}");
}

/// What tells the rows of a sorted table apart tells their class.
#[test]
fn what_counts_all_rows_is_left_out_of_those_with_a_target_and_an_index_in_whatever_order() {
    let place = Place::new();
    let row = |row: usize| {
        let class = if row < 50 { "down" } else { "up" };
        format!("{:.3},{}", noise(row), if row == 70 { "NA" } else { class })
    };
    let all = |row_name: &dyn Fn(usize) -> usize, head: &str| {
        let rows = (0..100).map(|i| format!("{},{}\n", row_name(i), row(i)));
        format!("{head},x,y\n{}", rows.collect::<String>())
    };
    place.write("counted.csv", all(&|row| row + 1, "id"));
    place.write("unnamed.csv", all(&|row| row, ""));
    // As `sample(frac=0.5)` leaves it.
    place.write("drawn.csv", all(&|row| row * 37 % 101 * 2, ""));
    for (file, said) in [
        ("counted.csv", "left out: \"id\" (counts the rows)\n"),
        ("unnamed.csv", "left out: \"column 1\" (an index without a name)\n"),
        ("drawn.csv", "left out: \"column 1\" (an index without a name)\n"),
    ] {
        let train = ["train", file, "--epochs", "1", "--device", "cpu"];
        place.done(&train).says(&[said, "features: 1 number\n"]);
        let described = place.done(&["describe", file]);
        assert!(described.stdout.contains("features: 1 number\n"), "{described:?}");
        // Who names it has it.
        let named = if file == "counted.csv" { "id,x" } else { "column 1,x" };
        place.done(&[&train[..], &["--features", named]].concat()).says(&["features: 2 numbers\n"]);
    }
    // Numbers that repeat are no index, and neither are those of a table without names.
    place.write("twice.csv", all(&|row| row / 2, ""));
    place.write("no names.csv", all(&|row| row * 37 % 101, "").split_once('\n').unwrap().1);
    for file in ["twice.csv", "no names.csv"] {
        place
            .done(&["train", file, "--epochs", "1", "--device", "cpu"])
            .says(&["features: 2 numbers\n"]);
    }
}

#[test]
fn classes_that_are_declared_have_a_place_though_none_occurs() {
    let place = Place::new();
    let arff = |rows: &str| {
        let head =
            "@relation r\n@attribute x real\n@attribute z real\n@attribute y {down,level,up}\n";
        format!("{head}@data\n{rows}")
    };
    place.write("two.arff", arff(&part(0, 60)));
    place.write("three.arff", arff(&format!("{}0.5,0.5,level\n", part(60, 20))));
    let train = ["train", "two.arff", "--device", "cpu", "--epochs", "20", "--model", "m.st"];
    let more = ["--test", "three.arff", "--class-weight", "balanced"];
    place
        .done(&[&train[..], &more].concat())
        .says(&["target: y: 3 classes, of which 2 occur, since the file declares them"]);
    let evaluated = place.done(&["evaluate", "m.st", "three.arff", "--device", "cpu"]);
    assert!(evaluated.stdout.contains("level"), "{evaluated:?}");
    let predicted =
        place.done(&["predict", "m.st", "three.arff", "--device", "cpu", "--probabilities"]);
    assert!(predicted.stdout.starts_with("class,down,level,up\n"), "{predicted:?}");
    // One alone is nothing to learn.
    let one: String = part(0, 60)
        .lines()
        .filter(|row| row.ends_with("up"))
        .map(|row| format!("{row}\n"))
        .collect();
    place.write("one.arff", arff(&one));
    place.run(&["train", "one.arff"]).fails(&["every training sample has the class \"up\""]);
}

#[test]
fn classes_that_are_declared_without_saying_which_are_those_that_occur() {
    let place = Place::new();
    // Orange's three lines of names, types and purposes.
    let rows = part(0, 60).replace(',', "\t");
    place.write("t.tab", format!("x\tz\ty\nc\tc\td\n\t\tclass\n{rows}"));
    let train = ["train", "t.tab", "--device", "cpu", "--epochs", "2", "--model", "m.st"];
    place.done(&train).says(&["target: y: 2 classes, since the file declares them"]);
    let predicted = place.done(&["predict", "m.st", "t.tab", "--device", "cpu", "--probabilities"]);
    assert!(predicted.stdout.starts_with("class,down,up\n"), "{predicted:?}");
}

/// The lines of `text` but for the first that `keeps` takes, with it.
fn lines_of(text: &str, keeps: impl Fn(&str) -> bool) -> String {
    let (head, rows) = text.split_once('\n').unwrap();
    let rows: String =
        rows.lines().filter(|row| keeps(row)).map(|row| format!("{row}\n")).collect();
    format!("{head}\n{rows}")
}

#[test]
fn a_minus_beside_the_plus_of_another_file_is_a_value() {
    let text = rows("x,s,y", 90, |row| {
        let x = noise(row);
        let sign = |is_minus: bool| if is_minus { "-" } else { "+" };
        format!("{x:.3},{},{}", sign(noise(row + 500) < 0.5), sign(x < 0.4))
    });
    let place = Place::with(&text);
    place.write("plus.csv", lines_of(&text, |row| row.ends_with('+')));
    place.write("minus.csv", lines_of(&text, |row| row.ends_with('-')));
    // Neither column has a plus there.
    place.write("none.csv", "x,s,y\n0.125,-,-\n0.25,,-\n0.375,-,-\n");
    let json = |text: &str| -> String {
        let row = |row: &str| {
            let cells: Vec<&str> = row.split(',').collect();
            format!("{{\"x\":{},\"s\":\"{}\",\"y\":\"{}\"}}\n", cells[0], cells[1], cells[2])
        };
        text.lines().skip(1).map(row).collect()
    };
    for name in ["plus", "minus"] {
        let text = fs::read_to_string(place.path(&format!("{name}.csv"))).unwrap();
        place.write(&format!("{name}.json"), json(&text));
    }
    for sign in ["+", "-"] {
        fs::create_dir_all(place.path(&format!("of/y={sign}"))).unwrap();
        let rows = text.lines().filter(|row| row.ends_with(sign));
        let rows: String = rows.map(|row| format!("{}\n", &row[..row.len() - 2])).collect();
        place.write(&format!("of/y={sign}/part.csv"), format!("x,s\n{rows}"));
    }
    let balance = |data: &[&str]| {
        let run = place.done(&[&["describe", "--json"], data].concat());
        let found: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(found["error"], Value::Null, "{found}");
        found["training"]["balance"].to_string()
    };
    let whole = balance(&["t.csv"]);
    assert!(whole.contains("\"-\""), "{whole}");
    for data in [
        &["plus.csv", "minus.csv"][..],
        &["minus.csv", "plus.csv"],
        &["plus.json", "minus.json"],
        &["minus.csv", "plus.json"],
        &["of/*/part.csv", "--target", "y"],
    ] {
        let found = balance(data);
        let sorted = |text: &str| {
            let mut each: Vec<(String, u64)> = serde_json::from_str(text).unwrap();
            each.sort();
            each
        };
        assert_eq!(sorted(&found), sorted(&whole), "{data:?}");
    }
    // As a feature, where an empty cell stays missing, and of three files.
    let described = |data: &[&str]| place.done(&[&["describe"], data].concat()).stdout;
    let found = described(&["none.csv", "plus.csv", "minus.csv"]);
    let line = found.lines().find(|line| line.starts_with("s ")).unwrap();
    assert_eq!(line.split_whitespace().nth(2), Some("1"), "{found}");
    assert!(!found.contains("without a target"), "{found}");
    // Beside other words it is missing, in whatever file they are.
    place.write("words.csv", "x,s,y\n0.5,a,-\n0.25,b,-\n0.75,-,-\n");
    let found = described(&["words.csv", "t.csv"]);
    let line = found.lines().find(|line| line.starts_with("s ")).unwrap();
    let minuses = text.lines().filter(|row| row.contains(",-,")).count() + 1;
    assert_eq!(line.split_whitespace().nth(2), Some(&*minuses.to_string()), "{found}");
    // A model knows it.
    place.train("3", &["--test", "minus.csv"]);
    let run = place.done(&["evaluate", "m.safetensors", "minus.csv", "--device", "cpu"]);
    let minuses = text.lines().filter(|row| row.ends_with('-')).count();
    assert!(run.stdout.starts_with(&format!("samples            {minuses}\n")), "{run:?}");
}

#[test]
fn row_numbers_are_learned_from_where_there_is_nothing_else_and_a_line_says_so() {
    let said = "\"id\" counts the rows and is all there is to learn from";
    let place = Place::with(rows("id,y", 40, |row| format!("{},{}", row + 1, 0.5 * noise(row))));
    let run = place.train("1", &[]);
    run.says(&[said, "features: 1 number\n"]);
    assert!(place.done(&["describe", "t.csv"]).stdout.contains(said));
    // Of rows without a target too.
    place.write(
        "gaps.csv",
        rows("id,y", 40, |row| match row % 7 {
            3 => format!("{row},"),
            _ => format!("{row},{}", 0.5 * noise(row)),
        }),
    );
    place.done(&["train", "gaps.csv", "--epochs", "1", "--device", "cpu"]).says(&[said]);
    // Not where it was asked for, or something else is there.
    for more in [["--features", "id"], ["--kinds", "id=number"]] {
        assert!(!place.train("1", &more).stderr.contains("counts the rows"), "{more:?}");
    }
    let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
    assert!(!run.stderr.contains("counts the rows"), "{run:?}");
}

#[test]
fn what_counts_the_rows_of_each_file_by_its_name_is_left_out() {
    let place = Place::new();
    let table = |name: &str, count: usize| {
        let of = |row: usize| format!("{},{:.3},{}", row + 1, noise(row), ["a", "b"][row % 2]);
        rows(&format!("{name},x,y"), count, of)
    };
    let both = |name: &str| {
        place.write("first.csv", table(name, 30));
        place.write("second.csv", table(name, 40));
        ["train", "first.csv", "second.csv", "--device", "cpu", "--epochs", "1"]
    };
    let train = both("id");
    place.done(&train).says(&["features: 1 number\n", "left out: \"id\" (counts the rows)"]);
    for more in [["--kinds", "id=number"], ["--features", "id,x"]] {
        place.done(&[&train[..], &more].concat()).says(&["features: 2 numbers\n"]);
    }
    // A time that begins anew in each file may say something.
    place.done(&both("time")).says(&["features: 2 numbers\n"]);
    // Of one file it does not count the rows.
    let train = both("id");
    place.write("second.csv", "id,x,y\n7,0.5,a\n3,0.25,b\n");
    place.done(&train).says(&["features: 2 numbers\n"]);
}
