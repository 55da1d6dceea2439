//! Bytes that nobody should give it: files that are no tables, models, checkpoints and configurations,
//! flags that cannot be. Each is refused with one line that says what is wrong, and nothing panics.

mod binary;
mod commands;
mod configurations;
mod damage;
mod files;
mod inputs;
#[path = "../common/program.rs"]
mod program;
#[cfg(unix)]
mod security;
#[path = "../../fuzz/targets.rs"]
mod targets;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use gradshader::ErrorKind;
use gradshader::dataset::read::{self, DialectOptions};
use gradshader::dataset::{Samples, TableOptions};

use self::program::Place;

/// The error that a file becomes where it is to be trained on.
fn refusal(name: &str, bytes: &[u8]) -> gradshader::Error {
    let reading = match read::read("file", bytes, &DialectOptions::default()) {
        Ok(reading) => reading,
        Err(error) => return error,
    };
    match Samples::from_reading(reading.clone(), &TableOptions::default()) {
        Ok(_) => panic!("{name}: read as {}: {:?}", reading.read_as, reading.table),
        Err(error) => error,
    }
}

#[test]
fn files_that_are_no_tables_are_refused_and_say_why() {
    let all = inputs::all();
    let mut wrong = Vec::new();
    for (name, bytes, expected) in &all {
        let error = refusal(name, bytes);
        let line = error.to_string();
        let is_right = error.kind() == ErrorKind::Input
            && !expected.is_empty()
            && line.starts_with("file")
            && line.contains(expected);
        if !is_right {
            wrong.push(format!("{name}: {line}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}

/// A folder with good files and bad ones.
fn folder() -> Place {
    let place = Place::new();
    let iris = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");
    place.write("iris.csv", fs::read(iris).unwrap());
    place.write("other.csv", "a,b,kind\n1,2,x\n3,4,y\n5,6,x\n");
    place.write("empty", "").write("text.log", "hello").write("cut.log", "{\"event\":");
    place.write("images", files::idx_good());
    place.write("labels", files::idx(files::LABELS, &[2], &[0, 1]));
    place.write("three", files::idx(files::LABELS, &[3], &[0, 1, 0]));
    fs::create_dir(place.path("folder")).unwrap();
    fs::create_dir_all(place.path("mixed/a")).unwrap();
    place.write("mixed/a/1.png", files::png_good()).write("mixed/a/2.png", "no image");
    let train = ["train", "iris.csv", "--quiet", "--device", "cpu", "--epochs", "1"];
    place.done(&[&train[..], &["--model", "good.st", "--checkpoint", "taken"]].concat());
    let good = fs::read(place.path("good.st")).unwrap();
    let header = 8 + u64::from_le_bytes(*good.first_chunk().unwrap()) as usize;
    let number =
        |value: f32| [&good[..header], &value.to_le_bytes()[..], &good[header + 4..]].concat();
    let quoted = |from: &str, to: &str| files::with(&good, from.as_bytes(), to.as_bytes());
    place
        .write("half.st", &good[..good.len() / 2])
        .write("short.st", &good[..good.len() - 1])
        .write("long.st", [&good[..], &[0; 4]].concat())
        .write("header.st", &good[..header])
        .write("huge.st", [&[255; 8][..], &good[8..]].concat())
        .write("other.st", quoted("gradshader", "gradshades"))
        .write("newer.st", quoted("\\\"format\\\":2", "\\\"format\\\":9"))
        .write("nan.st", number(f32::NAN))
        .write("infinite.st", number(f32::INFINITY))
        .write("renamed.st", quoted("\"layers.0.bias\"", "\"layers.7.bias\""))
        .write("halves.st", quoted("\"F32\"", "\"F16\""))
        .write("activation.st", quoted("relu", "rely"))
        .write("sizes.st", quoted("\\\"sizes\\\":[4", "\\\"sizes\\\":[9"));
    for name in ["damaged", "empty-checkpoint", "text-checkpoint"] {
        fs::create_dir(place.path(name)).unwrap();
        place.write(&format!("{name}/lock"), "");
    }
    for entry in fs::read_dir(place.path("taken")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name == "lock" {
            continue;
        }
        let mut bytes = fs::read(place.path(&format!("taken/{name}"))).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        place.write(&format!("damaged/{name}"), &bytes);
        place.write(&format!("empty-checkpoint/{name}"), "");
        place.write(&format!("text-checkpoint/{name}"), "hello");
    }
    place
}

/// Runs what shall fail, and says what is wrong with how it did.
fn failed(place: &Place, arguments: &[&str], code: i32, expected: &str) -> Option<String> {
    let run = place.run(arguments);
    let lines: Vec<_> = run.stderr.lines().collect();
    let is_right = run.code == Some(code)
        && lines.len() == 1
        && lines[0].starts_with("error: ")
        && !expected.is_empty()
        && lines[0].contains(expected);
    (!is_right)
        .then(|| format!("{}: {:?} {}", arguments.join(" "), run.code, run.stderr.trim_end()))
}

#[test]
fn commands_that_cannot_be_done_are_refused_and_say_why() {
    let place = folder();
    let before = contents(&place);
    let mut wrong = Vec::new();
    for &(text, code, expected) in commands::ALL {
        let text = text.replacen("T ", "train iris.csv --quiet --device cpu --epochs 1 ", 1);
        let arguments: Vec<_> = text.split_whitespace().collect();
        wrong.extend(failed(&place, &arguments, code, expected));
    }
    for &(text, expected) in configurations::ALL {
        place.write("run.toml", text);
        let arguments = ["train", "iris.csv", "--quiet", "--device", "cpu", "--config", "run.toml"];
        if let Some(failure) = failed(&place, &arguments, 2, expected) {
            wrong.push(format!("CONFIG {text:?}: {failure}"));
        }
    }
    fs::remove_file(place.path("run.toml")).unwrap();
    let count = commands::ALL.len() + configurations::ALL.len();
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(contents(&place), before, "nothing good is lost and nothing is left behind");
}

/// Every file with its bytes, but for those of the cache.
fn contents(place: &Place) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut folders = vec![place.path("")];
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("cache") || path.ends_with("lock") {
                continue;
            }
            match path.is_dir() {
                true => folders.push(path),
                false => drop(found.insert(path.clone(), fs::read(path).unwrap())),
            }
        }
    }
    found
}

#[test]
fn there_are_250_bad_inputs() {
    let commands = commands::ALL.len() + configurations::ALL.len();
    let all = inputs::all().len() + commands;
    println!("{} files, {commands} commands", inputs::all().len());
    assert!(all >= 250, "{all}");
}
