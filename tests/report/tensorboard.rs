//! Event files, read back by a reader of their own: framing, checksums, and the fields that matter.
//! `scripts/report-check.sh` reads them with TensorBoard itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{IRIS, Place};

/// CRC-32C, bit by bit, masked as TFRecord files have it.
fn masked_crc(data: &[u8]) -> u32 {
    let mut crc = !0u32;
    for byte in data {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { 0x82f6_3b78 } else { 0 };
        }
    }
    let crc = !crc;
    crc.rotate_right(15).wrapping_add(0xa282_ead8)
}

/// The events of a file; each checksum is right, and nothing is left over.
fn events(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = bytes;
    let mut events = Vec::new();
    let word = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap());
    while !rest.is_empty() {
        let (head, after) = rest.split_at(12);
        let length = u64::from_le_bytes(head[..8].try_into().unwrap()) as usize;
        assert_eq!(word(&head[8..]), masked_crc(&head[..8]));
        let (data, after) = after.split_at(length);
        let (crc, after) = after.split_at(4);
        assert_eq!(word(crc), masked_crc(data));
        events.push(data.to_vec());
        rest = after;
    }
    events
}

/// The fields of a message: number and bytes, or the bits of a number.
fn fields(mut rest: &[u8]) -> Vec<(u64, Vec<u8>)> {
    fn varint(rest: &mut &[u8]) -> u64 {
        let mut value = 0;
        for shift in (0..).step_by(7) {
            let byte = rest[0];
            *rest = &rest[1..];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        unreachable!()
    }
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let key = varint(&mut rest);
        let length = match key & 7 {
            0 => {
                let value = varint(&mut rest);
                fields.push((key >> 3, value.to_le_bytes().to_vec()));
                continue;
            }
            1 => 8,
            2 => varint(&mut rest) as usize,
            5 => 4,
            other => panic!("wire type {other}"),
        };
        fields.push((key >> 3, rest[..length].to_vec()));
        rest = &rest[length..];
    }
    fields
}

fn field(message: &[u8], number: u64) -> Option<Vec<u8>> {
    fields(message).into_iter().find(|(of, _)| *of == number).map(|(_, bytes)| bytes)
}

/// The only event file of a folder.
fn read(folder: &Path) -> Vec<Vec<u8>> {
    let files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("tfevents"))
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    events(&fs::read(&files[0]).unwrap())
}

/// The values of all summaries, by tag: epoch and message.
fn values(events: &[Vec<u8>]) -> BTreeMap<String, Vec<(u64, Vec<u8>)>> {
    let mut all: BTreeMap<String, Vec<(u64, Vec<u8>)>> = BTreeMap::new();
    for event in events {
        let step = field(event, 2).map_or(0, |step| u64::from_le_bytes(step.try_into().unwrap()));
        let Some(summary) = field(event, 5) else { continue };
        for (_, value) in fields(&summary) {
            let tag = String::from_utf8(field(&value, 1).unwrap()).unwrap();
            all.entry(tag).or_default().push((step, value));
        }
    }
    all
}

fn scalar(value: &[u8]) -> f32 {
    f32::from_le_bytes(field(value, 2).unwrap().try_into().unwrap())
}

#[test]
fn a_run_is_told_epoch_by_epoch() {
    let place = Place::new();
    fs::create_dir_all(place.path("runs/mine")).unwrap();
    place.write("runs/mine/notes.txt", "mine");
    let run = ["train", IRIS, "--validation", "0.2", "--epochs", "12", "--log", "log.jsonl"];
    let more = ["--tensorboard", "runs/mine", "--device", "cpu", "--quiet"];
    place.done(&[&run[..], &more].concat());
    assert_eq!(fs::read_to_string(place.path("runs/mine/notes.txt")).unwrap(), "mine");
    let events = read(&place.path("runs/mine"));
    assert_eq!(field(&events[0], 3).unwrap(), b"brain.Event:2");
    let values = values(&events);

    let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
    let log: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (tag, name) in [
        ("loss/train", "train_loss"),
        ("loss/validation", "validation_loss"),
        ("accuracy/validation", "validation_accuracy"),
        ("learning_rate", "learning_rate"),
    ] {
        let told = log.iter().filter(|event| event["event"] == "epoch");
        let told: Vec<_> =
            told.map(|event| (event["epoch"].as_u64(), event[name].as_f64())).collect();
        let found: Vec<_> =
            values[tag].iter().map(|(step, value)| (*step, scalar(value))).collect();
        assert_eq!(found.len(), 12, "{tag}");
        for ((step, value), (epoch, expected)) in found.into_iter().zip(told) {
            assert_eq!(Some(step), epoch);
            assert_eq!(value, expected.unwrap() as f32, "{tag} at {step}");
        }
    }
    // What the network that is kept is worth, beside what the last epoch was.
    let end = log.last().unwrap();
    for (tag, name) in [
        ("kept/loss/validation", "validation_loss"),
        ("kept/roc_auc/validation", "validation_roc_auc"),
    ] {
        let (step, value) = &values[tag][0];
        assert_eq!((*step, scalar(value)), (12, end[name].as_f64().unwrap() as f32), "{tag}");
    }
    // The bias is none of them; the output has 3 units of 64 inputs.
    let (step, value) = &values["layer_1/weight_gradient"][0];
    let histogram = field(value, 5).unwrap();
    let number = |of: u64| f64::from_le_bytes(field(&histogram, of).unwrap().try_into().unwrap());
    assert_eq!((*step, number(3)), (1, 192.0));
    assert!(number(1) < 0.0 && number(2) > 0.0 && number(5) > 0.0);
    let (_, image) = &values["confusion/validation"][0];
    assert!(field(&field(image, 4).unwrap(), 4).unwrap().starts_with(b"\x89PNG"));
    for tag in ["experiment", "session_start_info", "session_end_info"] {
        let (_, value) = &values[&format!("_hparams_/{tag}")][0];
        let plugin = field(&field(value, 9).unwrap(), 1).unwrap();
        assert_eq!(field(&plugin, 1).unwrap(), b"hparams");
    }
}

#[test]
fn each_member_has_its_folder_and_a_second_run_its_file() {
    let place = Place::new();
    let run = ["train", IRIS, "--members", "2", "--epochs", "3", "--tensorboard", "t"];
    place.done(&[&run[..], &["--device", "cpu", "--quiet"]].concat());
    let first = values(&read(&place.path("t/member-0")));
    let second = values(&read(&place.path("t/member-1")));
    assert_eq!((first["loss/train"].len(), second["loss/train"].len()), (3, 3));
    assert_ne!(scalar(&first["loss/train"][2].1), scalar(&second["loss/train"][2].1));
    assert!(first.contains_key("layer_0/activation") && !second.contains_key("layer_0/activation"));
    place.done(&[&run[..], &["--device", "cpu", "--quiet"]].concat());
    assert_eq!(fs::read_dir(place.path("t/member-0")).unwrap().count(), 2);
}

#[test]
fn members_that_have_stopped_are_in_no_rate_of_samples() {
    let place = Place::new();
    let run = ["train", IRIS, "--members", "3", "--learning-rate", "0.01,0.02,1e30"];
    let more = ["--epochs", "4", "--tensorboard", "t", "--log", "log.jsonl", "--device", "cpu"];
    let run = place.done(&[&run[..], &more].concat());
    let told = values(&read(&place.path("t/member-0")));
    let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
    let log: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let epochs: Vec<_> = log.iter().filter(|event| event["event"] == "epoch").collect();
    assert_eq!(epochs.len(), 4);
    for (epoch, (_, value)) in epochs.into_iter().zip(&told["speed/samples_per_second"]) {
        assert_eq!(epoch["samples_per_second"].as_f64().unwrap() as f32, scalar(value), "{epoch}");
    }
    let lines = run.stderr.lines().filter(|line| line.starts_with("epoch "));
    let left: Vec<_> = lines.map(|line| line.contains("  2 of 3 left  ")).collect();
    assert_eq!(left, [false, true, true, true], "{}", run.stderr);
}

#[test]
fn a_run_that_goes_on_takes_back_what_comes_after_and_nothing_before() {
    let place = Place::new();
    let run = ["train", IRIS, "--epochs", "2000", "--early-stop", "0", "--validation", "0.2"];
    let more = ["--device", "cpu", "--quiet", "--tensorboard", "t", "--log", "log.jsonl"];
    let begin = ["--checkpoint", "kept", "--max-seconds", "0.05"];
    place.done(&[&run[..], &more, &begin].concat());
    let done = read(&place.path("t"));
    fs::remove_dir_all(place.path("t")).unwrap();
    place.done(&[&run[..], &more, &["--resume", "kept", "--max-seconds", "0.3"]].concat());
    let before = values(&done)["loss/train"].last().unwrap().0;
    let after = read(&place.path("t"));
    let next = values(&after)["loss/train"][0].0;
    assert!(next > 1 && next <= before + 1, "{next} after {before}");
    // TensorBoard forgets all steps from that of a session's start on.
    let starts = |events: &[Vec<u8>]| -> Vec<u64> {
        let step = |event: &Vec<u8>| {
            let step = field(event, 2).map_or(0, |s| u64::from_le_bytes(s.try_into().unwrap()));
            field(event, 7).map(|_| step)
        };
        events.iter().filter_map(step).collect()
    };
    assert_eq!((starts(&done), starts(&after)), (vec![0], vec![next]));
}

#[test]
fn a_test_that_is_made_once_is_told_at_the_end() {
    let place = Place::new();
    let run = ["train", IRIS, "--epochs", "3", "--test", IRIS, "--log", "log.jsonl"];
    place.done(&[&run[..], &["--device", "cpu", "--quiet", "--tensorboard", "t"]].concat());
    let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
    let end: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    let (step, value) = &values(&read(&place.path("t")))["kept/accuracy/test"][0];
    let expected = end["test_accuracy"].as_f64().unwrap() as f32;
    assert_eq!((*step, scalar(value)), (3, expected));
}

#[test]
fn what_cannot_be_written_is_said_before_training() {
    let place = Place::new();
    place.write("file", "x");
    let run = ["train", IRIS, "--epochs", "1", "--quiet", "--tensorboard", "file/events"];
    place.run(&run).fails(2, &["file/events", "the folder of --tensorboard takes no files"]);
    let run = ["sweep", IRIS, "--tensorboard", "events"];
    place.run(&run).fails(2, &["--tensorboard with sweep"]);
}
