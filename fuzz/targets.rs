//! What is done with the bytes of each kind of file. Whatever they are, that ends soon, takes no more
//! memory than is said, and panics nowhere.

// Each program uses its own part.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::Once;

use gradshader::block_on;
use gradshader::checkpoint;
use gradshader::cpu::CpuExecutor;
use gradshader::dataset::read::{self, DialectOptions, Rows};
use gradshader::dataset::table::Table;
use gradshader::dataset::{
    Dataset, Preprocessing, Samples, TableOptions, describe, read_idx, split,
};
use gradshader::executor::Executor;
use gradshader::model::Model;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};

/// Everything that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Text,
    Arff,
    Jsonl,
    Libsvm,
    Npy,
    Npz,
    Parquet,
    Idx,
    Png,
    Packed,
    Rows,
    Model,
    Checkpoint,
}

impl Target {
    /// All of them, by the names of their folders in `fuzz/seeds`.
    pub(crate) const ALL: [(&str, Self); 13] = [
        ("text", Self::Text),
        ("arff", Self::Arff),
        ("jsonl", Self::Jsonl),
        ("libsvm", Self::Libsvm),
        ("npy", Self::Npy),
        ("npz", Self::Npz),
        ("parquet", Self::Parquet),
        ("idx", Self::Idx),
        ("png", Self::Png),
        ("packed", Self::Packed),
        ("rows", Self::Rows),
        ("model", Self::Model),
        ("checkpoint", Self::Checkpoint),
    ];

    /// What a file begins with that is not taken for one of another format.
    fn magic(self) -> &'static [u8] {
        match self {
            Self::Npy => b"\x93NUMPY",
            Self::Npz => b"PK",
            Self::Parquet => b"PAR1",
            Self::Idx => b"\0\0",
            Self::Png => b"\x89PNG",
            _ => b"",
        }
    }
}

/// Reads bytes as such a file, and does with what was read what the program does.
pub(crate) fn run(target: Target, bytes: &[u8]) {
    if !bytes.starts_with(target.magic()) {
        return;
    }
    match target {
        Target::Parquet => {
            // The crate panics at some files, which the reader catches; libFuzzer's hook would end
            // the process before.
            static QUIET: Once = Once::new();
            QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));
            table(bytes);
        }
        Target::Idx => {
            table(bytes);
            // Images, and labels behind them.
            let (images, labels) = bytes.split_at(bytes.len() / 2);
            if let Ok(table) = read_idx("images", images, Some(("labels", labels))) {
                samples(table);
            }
        }
        Target::Rows => rows(bytes),
        Target::Model => model(bytes),
        Target::Checkpoint => checkpoint(bytes),
        _ => table(bytes),
    }
}

fn table(bytes: &[u8]) {
    if let Ok(reading) = read::read("t", bytes, &DialectOptions::default()) {
        samples(reading.table);
    }
}

fn samples(table: Table) {
    let _ = describe(&table);
    if table.len() * table.columns.len() > 1 << 16 {
        return;
    }
    let Ok(samples) = Samples::from_table(table, &TableOptions::default()) else { return };
    let _ = samples.notes();
    let Ok(parts) = split(&samples, 0.3, 7) else { return };
    let scaling = samples.default_scaling();
    let fitted = Preprocessing::fit(&samples, &parts.training, scaling, Activation::Sigmoid);
    let Ok(fitted) = fitted else { return };
    let _ = fitted.apply(&samples).map(|set| assert_is_finite(&set));
    let _ = fitted.unseen(&samples);
}

/// No row that was taken has a number that a network cannot be given.
fn assert_is_finite(set: &Dataset) {
    assert!(set.inputs.iter().chain(&set.targets).all(|value| value.is_finite()));
}

/// A text that comes in pieces: the first byte says how large they are.
fn rows(bytes: &[u8]) {
    let Some((&size, text)) = bytes.split_first() else { return };
    let wanted = ["a".to_owned(), "b".to_owned()];
    let told = DialectOptions::default();
    let mut rows = Rows::new("t", &wanted, &told, &told);
    let mut pieces = text.chunks(usize::from(size) + 1).peekable();
    while let Some(piece) = pieces.next() {
        if rows.push(piece, pieces.peek().is_none()).is_err() {
            return;
        }
        let _ = rows.names();
    }
}

fn model(bytes: &[u8]) {
    let Ok(model) = Model::from_bytes("m", bytes) else { return };
    let again = model.to_bytes().expect("what was read can be written");
    assert_eq!(Model::from_bytes("m", &again).expect("and read again"), model);
}

/// The run whose checkpoints are `fuzz/seeds/checkpoint`.
pub(crate) fn trainer() -> Trainer<CpuExecutor<f32>> {
    let network = Network::new(&[2, 3, 1], &[Activation::Tanh, Activation::Sigmoid]).unwrap();
    let data = Dataset::from_rows(
        &[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
        &[[0.0], [1.0], [1.0], [0.0]],
    );
    let parameters = Parameters::initialise(&network, &[1]);
    let settings = Hyperparameters::new(0.5, 2, 1);
    let new = Trainer::new(CpuExecutor::<f32>::new(), network, &parameters, data, None, settings);
    block_on(new).unwrap()
}

fn checkpoint(bytes: &[u8]) {
    let mut trainer = trainer();
    go_on(&mut trainer, &BTreeMap::new(), bytes);
}

fn go_on<E: Executor>(trainer: &mut Trainer<E>, run: &BTreeMap<String, String>, bytes: &[u8]) {
    let network = trainer.network().clone();
    let Ok(standing) = checkpoint::from_bytes(bytes, run, &network) else { return };
    if trainer.restore(&standing.training).is_ok() && trainer.is_under_way() {
        let _ = block_on(trainer.continue_until(&|| false));
    }
}
