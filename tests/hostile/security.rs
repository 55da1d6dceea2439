//! What SECURITY.md says, sentence by sentence, where no other test holds it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use gradshader::dataset::read::{DialectOptions, read_path};
use gradshader::model::Model;
use sha2::{Digest, Sha256};

use crate::files;
use crate::program::Place;
use crate::targets::{self, Target};

/// The system's, which also counts.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is handed on to the system's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller's promise is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise is the same.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that were held at the most while something was done, beside those held before.
fn most_held(done: impl FnOnce()) -> usize {
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    done();
    MOST.load(Ordering::Relaxed).saturating_sub(before)
}

/// Headers of a few bytes that promise as much as they can.
#[test]
fn no_header_takes_more_than_what_the_file_holds() {
    let huge =
        |sizes: usize| files::idx([0, 0, 8, sizes as u8], &vec![u32::MAX >> 12; sizes], &[0; 64]);
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/models/shapes-0.1.safetensors");
    let model = fs::read(model).unwrap();
    let png = files::png_good();
    for (what, target, bytes) in [
        ("images", Target::Idx, huge(3)),
        ("arrays", Target::Idx, huge(2)),
        ("an array", Target::Npy, files::npy_of("'<f8'", "(1000000000, 1000)", &[0; 64])),
        ("a wide array", Target::Npy, files::npy_of("'<f8'", "(1, 1000000000)", &[0; 64])),
        ("a place", Target::Libsvm, b"1 1:1\n1 4294967295:1\n".repeat(40)),
        (
            "a sparse place",
            Target::Arff,
            b"@relation r\n@attribute a numeric\n@data\n{4294967295 1}\n".to_vec(),
        ),
        ("pixels", Target::Png, files::with(&png, &png[16..24], &[0, 0, 255, 255, 0, 0, 255, 255])),
        (
            "a model's header",
            Target::Model,
            [&(1u64 << 26).to_le_bytes()[..], &model[8..]].concat(),
        ),
        (
            "a layer",
            Target::Model,
            files::with(&model, b"\\\"sizes\\\":[", b"\\\"sizes\\\":[9999999"),
        ),
    ] {
        let most = most_held(|| targets::run(target, &bytes));
        println!("{what}: {most} bytes held for a file of {}", bytes.len());
        // Other tests of the process hold some too.
        assert!(most < 64 << 20, "{what}: {most} bytes");
    }
}

#[test]
fn a_folder_is_read_one_level_deep() {
    let place = Place::new();
    fs::create_dir_all(place.path("images/a/deeper")).unwrap();
    fs::create_dir_all(place.path("images/b")).unwrap();
    for name in ["images/a/1.png", "images/a/2.png", "images/a/deeper/3.png", "images/b/4.png"] {
        place.write(name, files::png_good());
    }
    let reading = read_path(place.path("images"), &DialectOptions::default()).unwrap();
    assert_eq!(reading.table.len(), 3);
}

#[test]
fn no_text_of_a_file_moves_the_terminals_cursor() {
    let place = Place::new();
    let escape = "\u{1b}[2J\u{9b}A\u{7}";
    let rows: String = (0..40).map(|i| format!("{i},{},c{escape}{}\n", i * i % 7, i % 2)).collect();
    place.write("t.csv", format!("a{escape},b,kind{escape}\n{rows}"));
    place.write("bad.csv", format!("a,b\n1,2\n3,\"{escape}\n"));
    place.write("run.toml", format!("epoch{escape} = 3\n"));
    let train = ["train", "t.csv", "--device", "cpu", "--epochs", "2", "--validation", "0.5"];
    for arguments in [
        &[&train[..], &["--model", "m.st"]].concat()[..],
        &["evaluate", "m.st", "t.csv", "--device", "cpu"],
        &["describe", "t.csv"],
        &["describe", "bad.csv"],
        &["train", "--config", "run.toml"],
        &["train", "t.csv", "--target", "nowhere"],
    ] {
        let run = place.run(arguments);
        for text in [&run.stdout, &run.stderr] {
            let moves = |c: char| c.is_control() && c != '\n';
            assert!(!text.contains(moves), "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn outputs_go_where_they_are_named_and_to_the_cache_alone() {
    let place = Place::new();
    place.write(
        "iris.csv",
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv")).unwrap(),
    );
    place.write("run.toml", "model = 'out/m.st'\nlog = 'out/log.jsonl'\n");
    fs::create_dir(place.path("out")).unwrap();
    let train = ["train", "iris.csv", "--quiet", "--epochs", "2", "--device", "gpu"];
    place.done(&[&train[..], &["--config", "run.toml", "--members", "2"]].concat());
    let names = |folder: &str| -> BTreeSet<_> {
        let entries = fs::read_dir(place.path(folder)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let expected = ["log.jsonl", "m.0.st", "m.1.st", "m.st"].map(str::to_owned);
    assert_eq!(names("out"), BTreeSet::from(expected));
    let mut here = names("");
    here.remove("cache");
    assert_eq!(here, BTreeSet::from(["iris.csv", "out", "run.toml"].map(str::to_owned)));
    let foreign = |name: &String| name != "tune.json" && !name.starts_with("wgpu_pipeline_cache");
    // Where the driver keeps pipelines.
    let kept = if place.path("cache").exists() { names("cache") } else { BTreeSet::new() };
    assert!(!kept.iter().any(foreign), "{kept:?}");
}

#[test]
fn a_forged_checkpoint_makes_numbers_wrong_and_nothing_else() {
    let place = Place::new();
    place.write(
        "iris.csv",
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv")).unwrap(),
    );
    let train = ["train", "iris.csv", "--quiet", "--device", "cpu", "--epochs", "4", "--model"];
    let kept = ["m.st", "--checkpoint", "kept", "--checkpoint-every", "7", "steps"];
    place.done(&[&train[..], &kept].concat());
    let file = || {
        let entries = fs::read_dir(place.path("kept")).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| !path.ends_with("lock")).max().unwrap()
    };
    let whole = fs::read(file()).unwrap();
    let header = 8 + u64::from_le_bytes(*whole.first_chunk().unwrap()) as usize;
    let forge = |bytes: &[u8]| {
        fs::remove_dir_all(place.path("kept")).unwrap();
        fs::create_dir(place.path("kept")).unwrap();
        place.write("kept/lock", "");
        let digest: String =
            Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        place.write(&format!("kept/000000000007-{digest}.safetensors"), bytes);
        place.run(&[&train[..], &["forged.st", "--resume", "kept"]].concat())
    };
    // Other numbers are gone on from, to whatever model.
    let mut other = whole.clone();
    other[header..].iter_mut().step_by(4).for_each(|byte| *byte ^= 1);
    assert_eq!(forge(&other).code, Some(0));
    assert!(Model::load(place.path("forged.st")).is_ok());
    // Numbers that are none end as a divergence does, and other sizes are refused.
    let mut none = whole.clone();
    none[header..].fill(0xff);
    let run = forge(&none);
    assert!(matches!(run.code, Some(1 | 2)) && !run.stderr.contains("panicked"), "{run:?}");
    let wide = files::with(&whole, b"\"shape\":[", b"\"shape\":[9");
    let length = (u64::from_le_bytes(*whole.first_chunk().unwrap()) + 1).to_le_bytes();
    let run = forge(&[&length[..], &wide[8..]].concat());
    assert!(run.code == Some(2) && !run.stderr.contains("panicked"), "{run:?}");
}

/// Nothing of it, and nothing that it is made of, speaks to a network.
#[test]
fn no_network_connection_is_opened() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
                assert!(!text.contains(word), "{}: {word}", path.display());
            }
        }
    }
    let tree = |more: &[&str]| {
        let tree = Command::new(env!("CARGO"))
            .args([
                "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{lib}",
            ])
            .args(more)
            .current_dir(root)
            .output()
            .unwrap();
        String::from_utf8(tree.stdout).unwrap()
    };
    let all = tree(&[]);
    assert!(all.lines().count() > 100, "{all}");
    for name in ["reqwest", "hyper", "ureq", "curl", "tokio", "socket2", "rustls", "openssl"] {
        assert!(all.lines().all(|line| line != name), "{name}");
    }
    // Mio has sockets too; the terminal's library alone has it, to wait for keys and signals.
    let mut users: Vec<_> =
        tree(&["--invert", "mio", "--depth", "1"]).lines().map(str::to_owned).collect();
    users.sort_unstable();
    assert_eq!(users, ["crossterm", "mio", "signal_hook_mio"]);
}
