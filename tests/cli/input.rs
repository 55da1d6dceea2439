//! What is wrong with data and arguments is named.

use super::*;

#[test]
fn bad_data_are_named_by_file_row_and_column() {
    let numbers: String = (0..40).map(|i| format!("{i},{i},{}\n", ["x", "y"][i % 2])).collect();
    let infinite = format!("a,b,kind\n1,inf,x\n{numbers}");
    let good = "a,b,kind\n1,2,x\n3,4,y\n5,6,x\n";
    let images = idx(IMAGES, &[2, 1, 2], &[1, 2, 3, 4]);
    let labels = idx(LABELS, &[2], &[0, 1]);
    let place = Place::new();
    place
        .write("good.csv", good)
        .write("empty.csv", "")
        .write("header.csv", "a,b,kind\n")
        .write("ragged.csv", "a,b,kind\n1,2,x\n3,y\n")
        .write("text.csv", "a,b,kind\n1,2,x\n3,many,y\n5,6,x\n")
        .write("nan.csv", "a,b,kind\n1,2,x\n3,4,y\nNaN,6,x\n")
        .write("infinite.csv", &infinite)
        .write("unseen.csv", "a,b,kind\n1,2,x\n3,4,z\n")
        .write("images", &images)
        .write("labels", &labels)
        .write("magic", idx([0, 0, 10, 3], &[2, 1, 2], &[1, 2, 3, 4]))
        .write("short", idx(IMAGES, &[3, 1, 2], &[1, 2, 3, 4]))
        .write("long", idx(IMAGES, &[1, 1, 2], &[1, 2, 3, 4]))
        .write("three", idx(LABELS, &[3], &[0, 1, 0]))
        .write("not a model", "{}")
        .write("m.safetensors", "precious");
    fs::create_dir(place.path("folder")).unwrap();
    place.iris_model("iris.safetensors");

    let cases: &[(&[&str], &[&str])] = &[
        (&["missing.csv"], &["missing.csv"]),
        (&["folder"], &["folder", "no PNG images"]),
        (&["empty.csv"], &["empty.csv", "empty"]),
        (&["header.csv"], &["header.csv", "no rows"]),
        (&["ragged.csv"], &["ragged.csv, row 3"]),
        (&["text.csv"], &["text.csv, row 3, column \"b\"", "\"many\""]),
        (
            &["nan.csv", "--missing-values", "error"],
            &["nan.csv, row 4, column \"a\"", "the cell is missing"],
        ),
        (&["infinite.csv"], &["infinite.csv, row 2, column \"b\"", "not finite"]),
        (&["good.csv", "--test", "unseen.csv"], &["unseen.csv, row 3, column \"kind\"", "\"z\""]),
        (&["good.csv", "--test", "text.csv"], &["text.csv, row 3, column \"b\""]),
        (&["good.csv", "--target", "kinds"], &["good.csv", "\"kinds\"", "\"kind\""]),
        (&["good.csv", "--task", "regress"], &["good.csv, row 2, column \"kind\""]),
        (&["magic", "--labels", "labels"], &["magic", "0x00000a03"]),
        (&["short", "--labels", "labels"], &["short", "the file ends after 20 of 22 bytes"]),
        (&["long", "--labels", "labels"], &["long", "goes on after"]),
        (&["images", "--labels", "three"], &["three", "3 labels for 2 images"]),
        (&["images", "--labels", "images"], &["images", "not that of labels"]),
        (&["images", "--labels", "missing"], &["missing"]),
        (&["images"], &["images", "--labels"]),
        (&["images", "--labels", "labels", "--target", "a"], &["images", "no column \"a\""]),
        (&["images", "--labels", "labels", "--test", "images"], &["images", "--test-labels"]),
        (&["good.csv", "--init", "iris.safetensors"], &["good.csv", "\"species\""]),
        (
            &["images", "--labels", "labels", "--init", "iris.safetensors"],
            &["images", "\"species\""],
        ),
        (&["good.csv", "--init", "not a model"], &["not a model"]),
        (&["good.csv", "--init", "missing.safetensors"], &["missing.safetensors"]),
    ];
    for (arguments, parts) in cases {
        let rest = ["--model", "m.safetensors", "--log", "log.jsonl"];
        place.run(&[&["train"], *arguments, &rest].concat()).fails(2, parts);
        assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious", "{arguments:?}");
        assert!(!place.path("log.jsonl").exists(), "{arguments:?}");
    }
    for (command, column) in [("evaluate", "\"species\""), ("predict", "\"sepal_length\"")] {
        place.run(&[command, "iris.safetensors", "good.csv"]).fails(2, &["good.csv", column]);
        place.run(&[command, "good.csv", "good.csv"]).fails(2, &["good.csv", "not a model"]);
        place.run(&[command, "iris.safetensors", "missing.csv"]).fails(2, &["missing.csv"]);
        place.run(&[command, "missing.safetensors", IRIS]).fails(2, &["missing.safetensors"]);
    }
    place.run(&["predict", "iris.safetensors", "images"]).fails(2, &["images", "\"sepal_length\""]);
    place.run(&["verify", "text.csv"]).fails(2, &["text.csv, row 3, column \"b\""]);
}

#[test]
fn bad_arguments_are_named() {
    let place = Place::new();
    place.write("m.safetensors", "precious").write("shader.wgsl", "");
    fs::create_dir(place.path("folder")).unwrap();
    let cases: &[(&[&str], &[&str])] = &[
        (&["--batch", "0"], &["--batch 0"]),
        (&["--batch", "-3"], &["--batch", "-3"]),
        (&["--batch", "many"], &["--batch", "many"]),
        (&["--learning-rate", "NaN"], &["--learning-rate NaN"]),
        (&["--learning-rate", "-1"], &["--learning-rate -1"]),
        (&["--learning-rate", "0"], &["--learning-rate 0"]),
        (&["--learning-rate", "1,2"], &["2 learning rates for 1 members"]),
        (&["--hidden", "64,0"], &["--hidden", "hidden layer 2 is 0 wide"]),
        (&["--hidden", "wide"], &["--hidden", "wide"]),
        (&["--hidden", "4294967295,4294967295"], &["4294967295"]),
        (&["--validation", "1"], &["--validation 1"]),
        (&["--validation", "NaN"], &["--validation NaN"]),
        (&["--validation", "0.001"], &["iris.csv", "none to hold out"]),
        (&["--members", "0"], &["--members 0"]),
        (&["--members", "2", "--seed", "18446744073709551615"], &["--seed"]),
        (&["--verify", "0"], &["--verify 0"]),
        (&["--activation", "sigmoit"], &["sigmoit", "sigmoid, tanh"]),
        (&["--epoch", "3"], &["--epoch", "--epochs"]),
        (&["--test-labels", "x"], &["--test-labels", "--test"]),
        (&["--log", "no/such/log.jsonl"], &["no/such", "no folder"]),
        (&["--log", "folder"], &["folder"]),
        (&["--log", "m.safetensors"], &["m.safetensors", "--log"]),
        (&["--shader", "shader.wgsl"], &["shader.wgsl", "NAME=FILE"]),
        (&["--shader", "updat=shader.wgsl"], &["updat"]),
        (&["--shader", "update=missing.wgsl"], &["missing.wgsl"]),
        (&["--config", "missing.toml"], &["missing.toml"]),
        (&["--tune", "--fusion", "tiles"], &["--tune", "--fusion"]),
        (&["--tune", "--shader", "update=shader.wgsl"], &["--tune", "--shader"]),
        (&["--tune", "--precision", "mixed"], &["--tune", "--precision mixed"]),
        (&["--precision", "mixed", "--fusion", "on"], &["--precision mixed", "--fusion"]),
        (&["--precision", "mixed", "--device", "cpu"], &["--precision mixed", "--device"]),
        (&["--precision", "mixed", "--device", "reference"], &["--precision f32"]),
        (&["--precision", "mixed", "--shader", "update=shader.wgsl"], &["--shader", "mixed"]),
        (&["--shader", "matrices=shader.wgsl"], &["--shader", "--precision mixed"]),
        (&["--precision", "f16"], &["--precision", "mixed"]),
        (&["--tune", "--device", "cpu"], &["--tune", "--device cpu"]),
        (&["--tune", "--device", "reference"], &["--tune", "--device reference"]),
    ];
    for (arguments, parts) in cases {
        place
            .run(&[&["train", IRIS, "--model", "m.safetensors"], *arguments].concat())
            .fails(2, parts);
        assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious", "{arguments:?}");
    }
    place.write("data.csv", fs::read(IRIS).unwrap());
    for (model, part) in
        [("no/such/m.safetensors", "no folder"), ("folder", "folder"), ("data.csv", "an input")]
    {
        place.run(&["train", "data.csv", "--model", model]).fails(2, &[model, part]);
    }
    place.run(&["train"]).fails(2, &["nothing to train on"]);
    place.run(&["trian"]).fails(2, &["trian", "train"]);
    let labels = ["verify", IRIS, "--labels", "data.csv", "--tolerance-report", "data.csv"];
    place.run(&labels).fails(2, &["data.csv", "an input"]);
    place.run(&["verify", "--steps", "0"]).fails(2, &["--steps 0"]);
    assert!(Path::new(IRIS).exists());
}

#[test]
fn help_shows_examples_and_exit_codes() {
    let place = Place::new();
    assert!(place.done(&["train", "--help"]).stdout.contains("gradshader train data/digits.csv"));
    assert!(place.done(&["--help"]).stdout.contains("130  interrupted"));
    assert!(place.done(&["--version"]).stdout.starts_with("gradshader "));
    assert_eq!(place.run(&[]).code, Some(2));
}
