//! Signs of percent and of currency, which a model knows.

use super::prediction::answered;
use super::{Place, noise, rows};

/// Rows of a plain number, a percentage and a price, with these signs.
fn table(count: usize, percent: &str, currency: &str) -> String {
    rows("num,p,c,y", count, |row| {
        let (x, p) = (noise(row), 100.0 * noise(row + 500));
        let price = 100.0 + 900.0 * noise(row + 900);
        format!("{x:.3},{p:.0}{percent},{currency}{price:.2},{}", ["a", "b"][row % 2])
    })
}

/// The same as JSON lines.
fn json(text: &str) -> String {
    let object = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let (x, p, c) = (cells[0], cells[1], cells[2]);
        format!("{{\"num\":\"{x}\",\"p\":\"{p}\",\"c\":\"{c}\"}}\n")
    };
    text.lines().skip(1).map(object).collect()
}

#[test]
fn a_model_knows_the_signs_of_percent_and_of_currency() {
    let place = Place::with(table(80, "%", "$"));
    place.train("2", &[]);
    let shown = place.done(&["show", "m.safetensors"]).stdout;
    assert!(shown.contains("with %; ") && shown.contains("with $; "), "{shown}");
    let of = |text: &str| {
        place.write("new.csv", text);
        place.run(&["predict", "m.safetensors", "new.csv", "--device", "cpu"])
    };
    let usual = of(&table(3, "%", "$"));
    assert_eq!(usual.code, Some(0), "{usual:?}");
    // From standard input, as texts of JSON, and where cells are missing.
    assert_eq!(answered(&place, &[], table(3, "%", "$").as_bytes()).stdout, usual.stdout);
    assert_eq!(of(&json(&table(3, "%", "$"))).stdout, usual.stdout);
    assert_eq!(of("num,p,c\n0.5,,\n").code, Some(0));
    // A plain number is an amount of the currency.
    let amounts = ["num,p,c\n0.5,45%,$10\n", "num,p,c\n0.5,45%,10\n"].map(of);
    assert_eq!(amounts[0].stdout, amounts[1].stdout);
    assert_eq!(of(&json("num,p,c\n0.5,45%,10\n")).stdout, amounts[0].stdout);

    for (cells, parts) in [
        (
            "0.5,0.45,$10",
            &["\"p\": 0.45 is no number with %, which the model learnt; write it", "such as 12%"][..],
        ),
        ("0.5,45%,€10", &["\"c\": the numbers have the sign €, and the model learnt those with $"]),
        (
            "50%,45%,$10",
            &["\"num\": the numbers have the sign %, and the model learnt numbers without"],
        ),
    ] {
        let alone = format!("num,p,c\n{cells}\n");
        of(&alone).fails(&[&["new.csv, row 2, column "][..], parts].concat());
        answered(&place, &[], alone.as_bytes()).fails(&[&["row 2, column "][..], parts].concat());
        of(&json(&alone)).fails(parts);
        // One among others is an error at its row.
        of(&format!("num,p,c\n0.5,1%,$10\n{cells}\n")).fails(&["new.csv, row 3, column "]);
    }
    // One file has them and one has not.
    place.write("first.csv", table(3, "%", "$"));
    place.write("second.csv", table(3, "", "$"));
    place
        .run(&["predict", "m.safetensors", "first.csv", "second.csv", "--device", "cpu"])
        .fails(&["second.csv, row 2, column \"p\": ", "is no number with %, which the model"]);
}

#[test]
fn a_model_of_before_takes_numbers_with_any_sign() {
    let place = Place::with(table(80, "%", "$"));
    place.train("1", &[]);
    let mut model = gradshader::model::Model::load(place.path("m.safetensors")).unwrap();
    for feature in &mut model.preprocessing.features {
        if let gradshader::dataset::Encoding::Number { sign, .. } = &mut feature.encoding {
            assert!(sign.take().is_some(), "{}", feature.name);
        }
    }
    model.save(place.path("old.safetensors")).unwrap();
    place.write("new.csv", table(3, "", "€"));
    place.done(&["predict", "old.safetensors", "new.csv", "--device", "cpu"]);
}

#[test]
fn a_word_among_numbers_with_a_sign_is_an_error_at_its_row() {
    type Cell = fn(usize) -> String;
    let writings: [(&str, &str, Cell); 8] = [
        ("no number with %", "oops", |n| format!("{}%", n % 40)),
        ("no number with %", "7", |n| format!("{}.1%", n % 40)),
        ("no number with $", "oops", |n| format!("${}", n % 40)),
        ("no number with $", "oops", |n| format!("\"${},234.50\"", n % 40 + 1)),
        ("no number with €", "oops", |n| format!("{} €", n % 40)),
        ("no number of kg", "oops", |n| format!("{} kg", n % 40)),
        ("not a number", "oops", |n| format!("\"{},345\"", n % 40 + 1)),
        ("not a number", "oops", |n| format!("({}.50)", n % 40 + 1)),
    ];
    let train = ["train", "t.csv", "--device", "cpu", "--epochs", "1"];
    for (not, word, cell) in writings {
        let of = |row: usize| if row == 300 { word.to_owned() } else { cell(row) };
        let target = rows("x,y", 400, |row| format!("{:.3},{}", noise(row), of(row)));
        let place = Place::with(target);
        place.run(&train).fails(&[
            "t.csv, row 302, column \"y\"",
            &format!("\"{word}\" is {not}, as 399 other cells of the column are"),
            &format!("--missing \"{word}\""),
        ]);
        let feature = rows("x,p,y", 400, |row| {
            format!("{:.3},{},{}", noise(row), of(row), ["a", "b"][row % 2])
        });
        place.write("t.csv", feature);
        place.run(&train).fails(&[
            "t.csv, row 302, column \"p\"",
            &format!("\"{word}\" is {not}, as most other cells of the column are"),
        ]);
    }
}

#[test]
fn texts_with_signs_that_are_no_numbers_stay_a_category() {
    let shares = ["below 10%", "10%", "20%", "30%", "above 30%"];
    let names = |row: usize| format!("A{}%", row % 30);
    let of = |row: usize| format!("{},{},{:.3}", shares[row % 5], names(row), noise(row));
    let place = Place::with(rows("s,n,y", 400, of));
    let found = place.done(&["describe", "t.csv"]).stdout;
    assert!(found.contains("2 categories (\"s\", \"n\")"), "{found}");
    let of = |row: usize| format!("{:.3},{}", noise(row), shares[row % 5]);
    place.write("t.csv", rows("x,y", 400, of));
    let found = place.done(&["describe", "t.csv"]).stdout;
    assert!(found.contains("y: 5 classes, since it holds text"), "{found}");
}

#[test]
fn a_target_of_many_numbers_with_a_unit_is_asked_about() {
    let table = |first: usize, many: usize| {
        rows("x,y", 400, |row| format!("{:.3},{} kg", noise(row), first + row % many))
    };
    let place = Place::with(table(60, 25));
    let describe = ["describe", "t.csv"];
    place.run(&["train", "t.csv", "--device", "cpu", "--epochs", "1"]).fails(&[
        "column \"y\"",
        "the numbers of the target have a unit, kg",
        "--task classify",
    ]);
    let classes = place.done(&["describe", "t.csv", "--task", "classify"]).stdout;
    assert!(classes.contains("y: 25 classes"), "{classes}");
    // Few are classes, as plain integers are.
    place.write("t.csv", table(60, 4));
    let few = place.done(&describe).stdout;
    assert!(few.contains("y: 4 classes"), "{few}");
}

#[test]
fn a_line_says_how_numbers_are_written_that_are_not_plain() {
    let table = |last: &str| {
        let of = |row: usize| {
            let p = if row % 10 == 9 { last.to_owned() } else { format!("{},234", row % 40 + 1) };
            format!("{:.3},\"{p}\",{}%,\"${},500\"", noise(row), row % 40, row % 50 + 1)
        };
        rows("x,p,q,y", 400, of)
    };
    let place = Place::with(table("1,234"));
    let describe = || place.done(&["describe", "t.csv"]).stdout;
    let found = describe();
    let line = |p: &str| {
        format!("numbers written: \"p\" with {p}, \"q\" with %, \"y\" with $ and thousands apart\n")
    };
    assert!(found.contains(&line("thousands apart")), "{found}");
    let trained = place.done(&["train", "t.csv", "--device", "cpu", "--epochs", "1"]);
    assert!(trained.stderr.contains(&line("thousands apart")), "{trained:?}");
    place.write("t.csv", table("1,5"));
    let found = describe();
    assert!(found.contains(&line("a decimal comma")), "{found}");
    place.write("t.csv", "p,y\n1,a\n2,b\n3,a\n");
    assert!(!describe().contains("numbers written"));
}

#[test]
fn a_cell_that_alone_would_make_others_of_all_numbers_is_an_error_at_its_row() {
    let table = |odd: &str, at: usize| {
        rows("p,x,y", 400, |row| {
            let p =
                if row == at { odd.to_owned() } else { format!("{},{}", row % 9 + 1, 100 + row) };
            format!("\"{p}\",{},{}", row * 7 % 97, ["a", "b"][row % 2])
        })
    };
    // Within the rows that are looked at first and behind them.
    for (odd, at) in [("1,5", 50), ("1,5", 250), ("1.234.567", 250)] {
        let place = Place::with(table(odd, at));
        let what =
            format!("t.csv, row {}, column \"p\": \"{odd}\" is no number with \",\"", at + 2);
        for more in [&[][..], &["--target", "p"]] {
            let train = ["train", "t.csv", "--device", "cpu", "--epochs", "1"];
            place.run(&[&train[..], more].concat()).fails(&[&what]);
        }
        // Whoever says what the sign is has no doubt.
        let told = place.describe(&["--decimal", ","]);
        let mean = told["columns"][0]["mean"].as_f64();
        assert!(odd == "1.234.567" || mean.is_some_and(|mean| mean < 10.0), "{told}");
    }
    // One in ten is no mistake.
    let of = |row: usize| match row % 10 {
        3 => format!("\"{},5\",{:.3}", row % 9, noise(row)),
        _ => format!("\"{},{}\",{:.3}", row % 9 + 1, 100 + row, noise(row)),
    };
    let place = Place::with(rows("p,y", 400, of));
    let mean = place.describe(&[])["columns"][0]["mean"].as_f64();
    assert!(mean.is_some_and(|mean| mean < 10.0), "{mean:?}");
}

#[test]
fn a_word_among_numbers_of_a_unit_with_thousands_apart_is_an_error_at_its_row() {
    let of = |row: usize| match row {
        260 => "heavy,0.5,a".to_owned(),
        _ => format!("\"{},{:03} kg\",{:.3},{}", row % 4 + 1, row, noise(row), ["a", "b"][row % 2]),
    };
    let place = Place::with(rows("w,x,y", 300, of));
    place
        .run(&["train", "t.csv", "--device", "cpu", "--epochs", "1"])
        .fails(&["t.csv, row 262, column \"w\": \"heavy\" is no number of kg"]);
    place.write("t.csv", rows("w,x,y", 260, of));
    let found = place.describe(&[])["columns"][0]["highest"].as_f64();
    assert_eq!(found, Some(4259.0));
}

#[test]
fn what_is_too_long_to_be_shown_is_seen_to_be_cut() {
    let digits = "1".to_owned() + &"0".repeat(30);
    let place = Place::with(rows("x,p", 40, |row| format!("{:.3},{digits}", noise(row))));
    let found = place.done(&["describe", "t.csv", "--task", "regress"]).stdout;
    let shown = digits[..23].to_owned() + "… (40)";
    assert!(found.contains(&shown), "{found}");
}
