//! Digits that are no numbers: postal codes and the like, which begin with 0, and years as names.

use gradshader::dataset::read::{DialectOptions, read};
use gradshader::dataset::table::Cells;

use super::formats::cell;
use super::{Place, noise, rows};

/// Postal codes of which two are one number.
fn codes() -> String {
    rows("zip,x,y", 240, |row| {
        let (zip, y) = [("01234", "a"), ("90210", "b"), ("1234", "c")][row % 3];
        format!("{zip},{:.3},{y}", noise(row))
    })
}

#[test]
fn codes_are_copied_and_told_apart_as_they_are_written() {
    let place = Place::with(codes());
    let predict = |file: &str| {
        let run = ["predict", "m.safetensors", file, "--device", "cpu"];
        place.done(&[&run[..], &["--class", "alone", "--id", "zip"]].concat()).stdout
    };
    place.write("q.csv", "zip,x\n01234,0.5\n1234,0.5\n");
    place.write("q.jsonl", "{\"zip\":\"01234\",\"x\":0.5}\n{\"zip\":\"1234\",\"x\":0.5}\n");
    place.train("40", &["--kinds", "zip=category"]);
    let shown = place.done(&["show", "m.safetensors"]).stdout;
    assert!(shown.contains("one of 01234, 1234, 90210"), "{shown}");
    assert_eq!(predict("q.csv"), "zip,class\n01234,a\n1234,c\n");
    assert_eq!(predict("q.jsonl"), "zip,class\n01234,a\n1234,c\n");
    // Where nothing is told they are the numbers that they were.
    let hash = |place: &Place| {
        let run = place.train("2", &["--seed", "1"]);
        run.stdout.lines().find(|line| line.starts_with("parameter_hash")).unwrap().to_owned()
    };
    let found = hash(&place);
    assert_eq!(predict("q.csv").lines().nth(1).unwrap().split(',').next(), Some("01234"));
    let numbers = Place::with(codes().replace("01234", "1234"));
    assert_eq!(hash(&numbers), found);
}

#[test]
fn what_is_copied_is_as_it_is_written_though_the_network_takes_it() {
    let text = rows("price,share,x,y", 40, |row| {
        format!(
            "\"€1,{:03}.50\",{}.5%,{:.2},{}",
            row * 7 % 999,
            row,
            noise(row),
            ["a", "b"][row % 2]
        )
    });
    let place = Place::with(text);
    place.train("1", &[]);
    let ids = ["--id", "price", "--id", "x", "--id", "share", "--class", "alone"];
    let own = ["predict", "m.safetensors", "t.csv", "--device", "cpu"];
    let run = place.done(&[&own[..], &ids].concat());
    let line = run.stdout.lines().nth(2).unwrap();
    assert!(line.starts_with(&format!("\"€1,007.50\",{:.2},1.5%,", noise(1))), "{run:?}");
}

#[test]
fn groups_of_large_numbers_are_told_apart_by_their_last_digit() {
    let text = rows("gid,x,y", 60, |row| {
        format!("12345678901234567{:02},{:.2},{}", row / 5, noise(row), ["a", "b"][row % 2])
    });
    let place = Place::with(text);
    let run = place.train("1", &["--group", "gid", "--validation", "0.25"]);
    run.says(&["training on 45 samples, validation on 15"]);
}

#[test]
fn classes_that_begin_with_0_keep_their_names() {
    let text =
        rows("x,code", 90, |row| format!("{:.3},{}", noise(row), ["1", "01", "010"][row % 3]));
    let place = Place::with(text);
    let run = place.train("1", &[]);
    run.says(&["code: 3 classes, since it holds"]);
    place.write("q.csv", "x\n0.5\n");
    let run = place.done(&["predict", "m.safetensors", "q.csv", "--device", "cpu"]);
    assert!(run.stdout.starts_with("class,01,1,010\n"), "{run:?}");
    // Many different ones are values.
    let place = Place::with(rows("x,y", 90, |row| format!("{:.3},{:04}", noise(row), row * row)));
    place.train("1", &[]).says(&["y: a value, since it holds many different numbers"]);
    // What counts the rows does so with zeros too.
    let place = Place::with(rows("nr,x,y", 60, |row| {
        format!("{:03},{:.3},{}", row + 1, noise(row), row % 2)
    }));
    place.train("1", &[]).says(&["left out: \"nr\" (counts the rows)"]);
}

#[test]
fn a_code_behind_the_sample_is_one_and_a_number_with_zeros_before_it_is_none() {
    let of = |late: &str| {
        let text = rows("x,z", 40_000, |row| match row {
            39_000 => format!("{row},{late}"),
            _ => format!("{row},{}", 100 + row % 50),
        });
        let reading = read("t.csv", text.as_bytes(), &DialectOptions::default()).unwrap();
        (
            cell(&reading.table, 1, 39_000),
            matches!(reading.table.columns[1].cells, Cells::Texts { .. }),
        )
    };
    assert_eq!(of("042"), ("042".to_owned(), true));
    assert_eq!(of("-042"), ("-42".to_owned(), false));
    assert_eq!(of("042.5"), ("42.5".to_owned(), false));
}

#[test]
fn a_column_of_certain_commas_decides_for_thousands_beside_it() {
    let money = |row: usize| 1800 + row * 131 % 7700;
    let file = |salary: &dyn Fn(usize) -> String| {
        rows("salary;rate;y", 120, |row| {
            let y = if money(row) > 5000 { "hi" } else { "lo" };
            format!("{};{},{};{y}", salary(row), row % 7, row % 9 + 1)
        })
    };
    let salaries_of = |text: &str, rows: usize| {
        let table = read("t.csv", text.as_bytes(), &DialectOptions::default()).unwrap().table;
        (0..rows).map(|row| cell(&table, 0, row)).collect::<Vec<_>>()
    };
    let salaries = |text: &str| salaries_of(text, 120);
    let points = file(&|row| format!("{}.{:03}", money(row) / 1000, money(row) % 1000));
    let plain = file(&|row| money(row).to_string());
    assert_eq!(salaries(&points), salaries(&plain));
    // A list of two is no number.
    for separator in [",", ";", "\t"] {
        let lists = rows("a,tags,y", 60, |row| {
            let tags = if row == 7 { "\"1,5\"" } else { "x" };
            format!("{}.{:03},{tags},{row}", row % 9 + 1, 100 + row)
        });
        let text = match separator {
            "," => lists,
            other => lists.replace("\"1,5\"", "\"1~5\"").replace(',', other).replace('~', ","),
        };
        assert_eq!(&salaries_of(&text, 60)[1], "2.101", "{text}");
    }
    // A number that can be no group of thousands has a point.
    let decimals = file(&|row| format!("{}.{:03}", row % 2, money(row) % 1000));
    assert_eq!(salaries(&decimals)[1], "1.931");
}

#[test]
fn a_list_of_two_in_what_a_model_does_not_take_is_no_decimal_comma() {
    let lines = |separator: char, list: &str| {
        let text = rows("a~tags~y", 40, |row| {
            let tags = if row == 7 { list } else { "x" };
            format!("{}.{:03}~{tags}~{row}", row % 9 + 1, 100 + row)
        });
        text.replace('~', &separator.to_string())
    };
    let place = Place::with(lines(',', "z"));
    place.train("2", &["--ignore", "tags", "--task", "regress"]);
    let predict = |text: &str| {
        place.write("new.csv", text);
        place.done(&["predict", "m.safetensors", "new.csv", "--device", "cpu"]).stdout
    };
    let expected = predict(&lines('\t', "z"));
    assert_eq!(predict(&lines('\t', "1,5")), expected);
    assert_eq!(predict(&lines(';', "1,5")), expected);
}

#[test]
fn a_decimal_sign_that_is_told_is_that_of_all_numbers() {
    let place = Place::with("v;w;y\n4.67;1;a\n5.25;2;b\n6.5;3;a\n");
    let run = place.run(&["describe", "t.csv", "--decimal", "comma"]);
    run.fails(&[
        "column \"v\": its numbers have a decimal point, not a comma; leave --decimal out",
    ]);
    place.done(&["describe", "t.csv", "--decimal", "point"]);
    place.write("t.csv", "v;w;y\n4,67;1;a\n5,25;2;b\n6,5;3;a\n");
    place.done(&["describe", "t.csv", "--decimal", "comma"]);
    let run = place.run(&["describe", "t.csv", "--decimal", "point"]);
    run.fails(&["column \"v\": its numbers have a decimal comma, not a point"]);
}

#[test]
fn the_kind_of_a_target_is_its_task() {
    let place = Place::with(rows("x,y", 60, |row| format!("{:.3},{}", noise(row), row % 3)));
    let train = |more: &[&str]| {
        let own = ["train", "t.csv", "--device", "cpu", "--epochs", "1"];
        place.run(&[&own[..], more].concat())
    };
    train(&["--kinds", "y=number"]).says(&["target: y: a value, as told"]);
    train(&["--kinds", "y=category"]).says(&["target: y: 3 classes, as told"]);
    train(&["--kinds", "y=date"]).fails(&["column \"y\": --kinds y=date of a target; a target is"]);
    train(&["--kinds", "y=number", "--task", "classify"]).fails(&["with another task; leave one"]);
}

#[test]
fn years_between_texts_are_names_where_the_texts_are() {
    let names = |text: &str| -> Vec<String> {
        let table = read("t.csv", text.as_bytes(), &DialectOptions::default()).unwrap().table;
        table.columns.iter().map(|column| column.name.clone()).collect()
    };
    let row = |row: usize| ["N", "E", "S", "W"][row % 4].to_owned();
    let two = |first: &str| {
        rows(first, 60, |i| {
            format!("{},{:.2},{:.2},{}", row(i), noise(i), noise(i + 99), ["hi", "lo"][i % 2])
        })
    };
    assert_eq!(names(&two("region,2019,2020,grade")), ["region", "2019", "2020", "grade"]);
    let one = |first: &str| {
        rows(first, 60, |i| format!("{},{:.2},{}", row(i), noise(i), ["hi", "lo"][i % 2]))
    };
    assert_eq!(names(&one("region,2019,grade")), ["region", "2019", "grade"]);
    // A row of its own kind is a row: its texts stand below, or its numbers are none of those.
    for first in
        ["N,2019,2020,hi", "region,2019,2020,hi", "region,2019,2018,grade", "region,0.5,0.7,grade"]
    {
        assert_eq!(names(&two(first)), ["", "", "", ""], "{first}");
    }
    assert_eq!(names(&one("region,12,grade")), ["", "", ""]);
    assert_eq!(names(&two("region,1,22,grade")), ["", "", "", ""]);
    // Whole numbers may be a row's of another size.
    let whole = rows("Ford,2001,hi", 60, |i| format!("{},{},{}", row(i), i, ["no", "lo"][i % 2]));
    assert_eq!(names(&whole), ["", "", ""]);
}
