//! Folders of part files, as Spark and pandas write them.

use super::{Place, noise, rows};

fn part(from: usize) -> String {
    rows("x,y", 40, |row| format!("{:.3},{}", noise(row + from), ["a", "b"][row % 2]))
}

#[test]
fn folders_of_tables_are_named_and_their_paths_are_columns() {
    let place = Place::new();
    for (folder, from) in [("kind=u", 0), ("kind=v", 100)] {
        std::fs::create_dir(place.path(folder)).unwrap();
        place.write(&format!("{folder}/part-0.csv"), part(from));
        place.write(&format!("{folder}/_SUCCESS"), "");
    }
    let run = place.run(&["train", "kind=u"]);
    run.fails(&[
        "kind=u: it holds no images, but 1 files of csv; give them as one data set: 'kind=u/*.csv'",
    ]);
    let describe = |path: &str| {
        let run = place.done(&["describe", path]);
        run.stdout + &run.stderr
    };
    let found = describe("kind=*/*");
    assert!(found.contains("1 number, 1 category"), "{found}");
    // Of one folder it says nothing, and what is not in all paths is none.
    let found = describe("kind=u/*");
    assert!(found.contains("features: 1 number\n"), "{found}");
    std::fs::create_dir(place.path("plain")).unwrap();
    place.write("plain/part-1.csv", part(200));
    let found = describe("*/*.csv");
    assert!(found.contains("features: 1 number\n"), "{found}");
    // A model finds it where it was.
    let own = ["train", "kind=*/*", "--device", "cpu", "--epochs", "1"];
    place.done(&[&own, &["--model", "m.safetensors"][..]].concat());
    let run =
        place.run(&["predict", "m.safetensors", "kind=*/*", "--id", "kind", "--device", "cpu"]);
    assert!(run.stdout.contains("\nu,") && run.stdout.contains("\nv,"), "{run:?}");
}

#[test]
fn labels_that_are_the_same_everywhere_are_refused() {
    let text = rows("x,p,q", 60, |row| {
        format!("{:.3},{},{}", noise(row), ["yes", ""][row % 2], ["", "yes", "yes"][row % 3])
    });
    let place = Place::with(text);
    let run = place.run(&["train", "t.csv", "--target", "p,q", "--device", "cpu"]);
    run.code.filter(|&code| code == 2).unwrap();
    let said = "column \"p\": every training sample has the same labels; write what a label that is not there says";
    assert!(run.stderr.contains(said), "{run:?}");
}
