//! What `show` says of a model.

use super::*;

/// Numbers, a truth, a category and a date, some missing, and a class.
fn people() -> String {
    let row = |i: usize| {
        let height =
            if i.is_multiple_of(7) { String::new() } else { format!("{}.5", 150 + i % 40) };
        let city = ["Oslo", "Rome", "", "Lima"][i % 4];
        let smokes = ["yes", "no"][i % 2];
        let born = format!("19{}-03-{:02}", 50 + i % 40, 1 + i % 28);
        format!("{height},{city},{smokes},{born},{}\n", ["ill", "well"][i % 2])
    };
    "height,city,smokes,born,state\n".to_owned() + &(0..80).map(row).collect::<String>()
}

#[test]
fn a_model_is_shown_for_people_and_for_programs() {
    let place = Place::new();
    place.write("people.csv", people());
    let train = ["train", "people.csv", "--validation", "0.25", "--model", "m.safetensors"];
    let options = ["--hidden", "8:tanh", "--seed", "7", "--epochs", "5", "--quiet"];
    place.done(&[&train[..], &options].concat());

    let shown = place.done(&["show", "m.safetensors", "--json"]).json();
    assert_eq!(shown["parameter_hash"], json!(place.hash("m.safetensors")));
    assert_eq!(shown["layers"][0]["outputs"], 8);
    assert_eq!(shown["layers"][1]["activation"], "softmax");
    let inputs = shown["inputs"].as_array().unwrap();
    assert_eq!(shown["layers"][0]["inputs"], inputs.len());
    assert!(inputs.contains(&json!("city=Lima")) && inputs.contains(&json!("height missing")));
    assert_eq!(shown["targets"]["classes"]["names"], json!(["ill", "well"]));
    let training = &shown["training"];
    assert_eq!([&training["seed"], &training["epochs"]], [7, 5], "{shown}");
    assert_eq!(training["learning_rate"], 0.01, "{shown}");
    assert_eq!([&training["nesterov"], &training["dropout"]], [&json!(false), &json!([0.0])]);
    for text in ["gradshader", "adapter", "driver", "optimizer", "schedule"] {
        assert!(training[text].is_string(), "{text}: {shown}");
    }
    let scores = shown["scores"].as_object().unwrap();
    assert!(scores.values().all(|score| score.is_number()), "{shown}");
    let accuracy = scores["validation_accuracy"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&accuracy), "{shown}");

    let run = place.done(&["show", "m.safetensors"]);
    for part in [
        "1      8             2     softmax          18\n",
        "category  one of Lima, Oslo, Rome; missing has an input\n",
        "boolean   0 or 1; missing counts as ",
        "2 classes  ill, well\n",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is missing: {}", run.stdout);
    }
    assert_eq!(run.result("validation_accuracy"), format!("{:.2} %", accuracy * 100.0));
}

#[test]
fn columns_of_which_the_same_becomes_stand_in_one_line() {
    let place = Place::new();
    place.done(&[
        "train",
        DIGITS,
        "--scaling",
        "none",
        "--epochs",
        "1",
        "--device",
        "cpu",
        "--quiet",
        "--model",
        "m.safetensors",
    ]);
    let shown = place.done(&["show", "m.safetensors"]).stdout;
    let lines = shown.lines().filter(|line| line.starts_with('p') && line.contains("number"));
    let lines: Vec<_> = lines.collect();
    assert!(lines.len() < 64, "{shown}");
    place.write("bad", b"no model");
    place.run(&["show", "bad"]).fails(2, &["bad: the file is damaged, or not a model"]);
}

#[test]
fn a_model_says_all_that_was_chosen() {
    let place = Place::new();
    let train = |more: &[&str]| {
        let told = ["train", IRIS, "--validation", "0.2", "--epochs", "6", "--device", "cpu"];
        let kept = ["--model", "m.safetensors", "--quiet"];
        place.done(&[&told[..], &kept, more].concat());
        place.done(&["show", "m.safetensors", "--json"]).json()["training"].clone()
    };
    let told = ["--target-metric", "accuracy:0.01", "--keep", "last", "--fusion", "off"];
    let training = train(&[&told[..], &["--precision", "f32", "--strict"]].concat());
    assert_eq!([&training["epochs"], &training["epochs_planned"]], [1, 6], "{training}");
    for (name, value) in [
        ("target_metric", json!("accuracy:0.01")),
        ("keep", json!("last")),
        ("fusion", json!("off")),
        ("precision", json!("f32")),
        ("strict", json!(true)),
    ] {
        assert_eq!(training[name], value, "{name}: {training}");
    }
    let run = place.done(&["show", "m.safetensors"]);
    assert_eq!(run.result("epochs_planned"), "6");
    let training = train(&[]);
    assert_eq!([&training["epochs"], &training["epochs_planned"]], [6, 6], "{training}");
    for name in ["target_metric", "keep", "fusion", "precision", "strict"] {
        assert!(training.get(name).is_none(), "{name}: {training}");
    }
}
