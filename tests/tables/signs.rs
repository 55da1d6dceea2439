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
