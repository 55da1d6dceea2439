//! Several files that differ in what they leave out.

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
}
