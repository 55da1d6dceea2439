//! `gradshader predict MODEL -`: rows of a text from standard input, answered as they come. What is packed or of
//! another format is read whole.

use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use gradshader::dataset::read::{Reading, Rows, comes_in_rows};
use gradshader::dataset::{Samples, TableOptions, Unseen};
use gradshader::error::{Error, Result};
use gradshader::{Dataset, block_on};

use super::columns::PredictArguments;
use super::data::{self, INPUT};
use super::inference;
use super::output;
use super::predict::{self, Form};

/// Bytes that are read at a time.
const PIECE: usize = 1 << 16;

/// Bytes that are answered together when they have come already.
const TOGETHER: usize = 1 << 20;

pub(super) fn run(form: &Form, arguments: &PredictArguments, options: &TableOptions) -> Result<()> {
    let preprocessing = &form.model.preprocessing;
    let wanted = options.features.clone().unwrap_or_default();
    let usual = options.usual.clone().unwrap_or_default();
    let mut rows = Rows::new(INPUT, &wanted, &options.dialect, &usual);
    let (sender, receiver) = mpsc::sync_channel(2 * TOGETHER / PIECE);
    // Reading waits for whoever writes; what has come is answered meanwhile.
    thread::spawn(move || read(io::stdin(), &sender));
    let (mut beginning, mut all) = (Vec::new(), false);
    loop {
        match comes_in_rows(&beginning, all, &options.dialect) {
            Some(true) => break,
            Some(false) => {
                for piece in receiver {
                    beginning.extend(piece?);
                }
                let samples = data::of_input(&beginning, options, &|_| Ok(()))?;
                return predict::answer(form, arguments, &samples);
            }
            None => {
                let (bytes, ended) = next(&receiver)?;
                beginning.extend(bytes);
                all = ended;
            }
        }
    }

    let mut collected = Vec::new();
    let mut write = |bytes: Vec<u8>| match arguments.output {
        Some(_) => {
            collected.extend(bytes);
            Ok(())
        }
        None => output::print_bytes(&bytes),
    };
    let mut has_begun = false;
    let mut unseen: Vec<Unseen> = Vec::new();
    let is_same = |old: &Unseen, new: &Unseen| {
        old.column == new.column && old.example.is_some() == new.example.is_some()
    };
    block_on(async {
        // The trainer looks at no sample that it was opened with.
        let idle = Dataset {
            samples: 1,
            inputs: vec![0.0; preprocessing.inputs()].into(),
            targets: vec![].into(),
        };
        let mut answering = inference::open(form.model, &idle, &arguments.device).await?;
        let mut answer = async |reading: Reading| -> Result<Vec<u8>> {
            let samples = Samples::from_reading(reading, options)?;
            for new in preprocessing.unseen(&samples)? {
                match unseen.iter_mut().find(|old| is_same(old, &new)) {
                    Some(old) => old.samples += new.samples,
                    None => unseen.push(new),
                }
            }
            let dataset = preprocessing.apply(&samples)?;
            let answers = answering.predict(&dataset).await?;
            inference::check_answers(form.model, &samples, &answers.outputs)?;
            form.rows(&samples, &answers)
        };
        loop {
            let (bytes, ended) = match std::mem::take(&mut beginning) {
                none if none.is_empty() => next(&receiver)?,
                first => (first, all),
            };
            let reading = rows.push(&bytes, ended)?;
            if !has_begun && let Some(names) = rows.names() {
                check(&names, &wanted, form.ids)?;
                write(form.header()?)?;
                has_begun = true;
            }
            if let Some(reading) = reading {
                match answer(reading.clone()).await {
                    Ok(answers) => write(answers)?,
                    Err(error) => {
                        // Whether rows have come together with a wrong one is chance.
                        if let Some(before) = before(reading, &error)
                            && let Ok(answers) = answer(before).await
                        {
                            write(answers)?;
                        }
                        return Err(error);
                    }
                }
            }
            if ended {
                return Ok::<_, Error>(());
            }
        }
    })?;
    if !has_begun {
        return Err(Error::input("there is no header")
            .file(INPUT)
            .advice("name the columns first"));
    }
    for unseen in &unseen {
        output::warn(&predict::note(unseen));
    }
    match &arguments.output {
        Some(path) => output::save(path, &collected),
        None => Ok(()),
    }
}

/// The rows before the one that is at fault, if there are any.
fn before(reading: Reading, error: &Error) -> Option<Reading> {
    let wrong = error.at_row()?;
    let rows = &reading.table.rows;
    let count = (0..reading.table.len()).take_while(|&row| rows.get(row) < wrong).count();
    let rows: Vec<u32> = (0..count as u32).collect();
    let table = reading.table.select(&rows).ok().filter(|_| count > 0)?;
    Some(Reading { table, ..reading })
}

/// The bytes that have come, and whether nothing comes behind them.
fn next(receiver: &Receiver<Result<Vec<u8>>>) -> Result<(Vec<u8>, bool)> {
    let Ok(first) = receiver.recv() else { return Ok((Vec::new(), true)) };
    let mut bytes = first?;
    while bytes.len() < TOGETHER
        && let Ok(more) = receiver.try_recv()
    {
        bytes.extend(more?);
    }
    Ok((bytes, false))
}

/// Sends what comes. Whoever listens no longer wants no more.
fn read(mut input: impl Read, sender: &SyncSender<Result<Vec<u8>>>) {
    let mut piece = vec![0; PIECE];
    loop {
        let sent = match input.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => sender.send(Ok(piece[..length].to_vec())),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => {
                let error = Error::failed("it cannot be read").caused_by(e).file(INPUT);
                let _ = sender.send(Err(error));
                return;
            }
        };
        if sent.is_err() {
            return;
        }
    }
}

/// Whether the columns that are wanted are there; names that are not known are not asked for.
fn check(names: &[String], wanted: &[String], ids: &[String]) -> Result<()> {
    let there: std::collections::HashSet<&String> = names.iter().collect();
    let missing = wanted.iter().chain(ids).filter(|name| !there.contains(name));
    let mut missing: Vec<_> = missing.map(|name| format!("{name:?}")).collect();
    if names.is_empty() || missing.is_empty() {
        return Ok(());
    }
    let more = missing.len().saturating_sub(12);
    missing.truncate(12);
    if more > 0 {
        missing.push(format!("{more} more"));
    }
    Err(Error::input(format!("the header has no {}", missing.join(", ")))
        .file(INPUT)
        .row(1)
        .advice("give the columns that the model was trained on, in any order"))
}
