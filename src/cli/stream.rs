//! `gradshader predict MODEL -`: rows from standard input, answered as they come.

use std::io::{self, Read};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use csv::StringRecord;
use gradshader::dataset::read::MISSING_TEXTS;
use gradshader::dataset::table::{Cells, MISSING, RowNumbers, Table, TableColumn};
use gradshader::dataset::{Kind, Samples, TableOptions, Unseen};
use gradshader::error::{Error, Result};
use gradshader::{Dataset, block_on};

use super::columns::PredictArguments;
use super::predict::{self, Form};
use super::{inference, output};

/// Rows that are answered together when they have come already.
const TOGETHER: usize = 1024;

const SOURCE: &str = "standard input";

/// A row and where it stands, or why there is none.
type Row = Result<(u64, StringRecord)>;

pub(super) fn run(form: &Form, arguments: &PredictArguments) -> Result<()> {
    let preprocessing = &form.model.preprocessing;
    let options = TableOptions::to_predict(preprocessing);
    let wanted: Vec<&str> = options.features.iter().flatten().map(String::as_str).collect();
    let (sender, receiver) = mpsc::sync_channel(4 * TOGETHER);
    // Reading waits for whoever writes; what has come is answered meanwhile.
    let named: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
    thread::spawn(move || read(io::stdin(), &named, &sender));

    let header = match receiver.recv() {
        Ok(header) => header?.1,
        Err(_) => return Err(Error::input("there is no header").file(SOURCE)),
    };
    let places = places(&header, &options, form.ids)?;
    let mut collected = Vec::new();
    let mut write = |bytes: Vec<u8>| match arguments.output {
        Some(_) => {
            collected.extend(bytes);
            Ok(())
        }
        None => output::print_bytes(&bytes),
    };
    write(form.header()?)?;
    let mut unseen: Vec<Unseen> = Vec::new();
    let is_same = |old: &Unseen, new: &Unseen| {
        old.column == new.column && old.example.is_some() == new.example.is_some()
    };
    block_on(async {
        // The trainer looks at no sample that it was opened with.
        let idle =
            Dataset { samples: 1, inputs: vec![0.0; preprocessing.inputs()], targets: vec![] };
        let (mut trainer, _) = inference::open(form.model, &idle, &arguments.device).await?;
        while let Some(rows) = next(&receiver)? {
            let samples = Samples::from_table(table(&places, rows)?, &options)?;
            for new in preprocessing.unseen(&samples)? {
                match unseen.iter_mut().find(|old| is_same(old, &new)) {
                    Some(old) => old.samples += new.samples,
                    None => unseen.push(new),
                }
            }
            let dataset = preprocessing.apply(&samples)?;
            let outputs = trainer.predict(&dataset).await?;
            inference::check_answers(form.model, &samples, &outputs)?;
            write(form.rows(&samples, &outputs)?)?;
        }
        Ok::<_, Error>(())
    })?;
    for unseen in &unseen {
        output::warn(&predict::note(unseen));
    }
    match &arguments.output {
        Some(path) => output::save(path, &collected),
        None => Ok(()),
    }
}

/// The rows that have come, one at least; none at the end.
fn next(receiver: &Receiver<Row>) -> Result<Option<Vec<(u64, StringRecord)>>> {
    let Ok(first) = receiver.recv() else { return Ok(None) };
    let mut rows = vec![first?];
    while rows.len() < TOGETHER
        && let Ok(row) = receiver.try_recv()
    {
        rows.push(row?);
    }
    Ok(Some(rows))
}

/// Sends the header and every row. Whoever listens no longer wants no more.
fn read(input: impl Read, wanted: &[String], sender: &SyncSender<Row>) {
    let mut input = input;
    let header = match line(&mut input) {
        Ok(header) => header,
        Err(e) => {
            let error = Error::failed("standard input cannot be read").caused_by(e);
            let _ = sender.send(Err(error));
            return;
        }
    };
    let separator = separator(&header, wanted);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(io::Cursor::new(header).chain(input));
    let mut record = StringRecord::new();
    loop {
        let sent = match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {
                let row = record.position().map_or(0, csv::Position::line);
                sender.send(Ok((row, record.clone())))
            }
            Err(e) => {
                let error = Error::input("it cannot be read as CSV").caused_by(e).file(SOURCE);
                let _ = sender.send(Err(error));
                return;
            }
        };
        if sent.is_err() {
            return;
        }
    }
}

/// The bytes up to and with the first line's end; a byte at a time, so that what follows is left
/// to the reader of rows.
fn line(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let mut byte = [0];
    while input.read(&mut byte)? == 1 {
        line.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(line)
}

/// The separator with which the header has most of the columns that are wanted.
fn separator(header: &[u8], wanted: &[String]) -> u8 {
    let found = |separator: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(header);
        let record = reader.records().next().and_then(|record| record.ok()).unwrap_or_default();
        let names: std::collections::HashSet<&str> = record.iter().collect();
        wanted.iter().filter(|name| names.contains(name.as_str())).count()
    };
    let candidates = [b',', b';', b'\t', b'|'];
    // Of equally good ones the last is taken: the comma stands there.
    candidates.into_iter().rev().max_by_key(|&separator| found(separator)).unwrap_or(b',')
}

/// A column that is read: where it stands, and whether its texts are numbers where they can be.
struct Place {
    name: String,
    place: usize,
    numbers: bool,
}

/// The places of the features and of the columns that are copied.
fn places(header: &StringRecord, options: &TableOptions, ids: &[String]) -> Result<Vec<Place>> {
    let at: std::collections::HashMap<&str, usize> = header.iter().zip(0..).collect();
    let kinds: std::collections::HashMap<&str, &Kind> =
        options.kinds.iter().map(|(name, kind)| (name.as_str(), kind)).collect();
    let features = options.features.iter().flatten();
    let copied = ids.iter().filter(|name| !kinds.contains_key(name.as_str()));
    let mut missing = Vec::new();
    let mut places = Vec::new();
    for name in features.chain(copied) {
        let kind = kinds.get(name.as_str());
        match at.get(name.as_str()) {
            Some(&place) => places.push(Place {
                name: name.clone(),
                place,
                numbers: kind.is_some_and(|kind| **kind == Kind::Number),
            }),
            None => missing.push(format!("{name:?}")),
        }
    }
    if missing.is_empty() {
        return Ok(places);
    }
    let more = missing.len().saturating_sub(12);
    missing.truncate(12);
    if more > 0 {
        missing.push(format!("{more} more"));
    }
    Err(Error::input(format!("the header has no {}", missing.join(", ")))
        .file(SOURCE)
        .row(1)
        .advice("give the columns that the model was trained on, in any order"))
}

fn table(places: &[Place], rows: Vec<(u64, StringRecord)>) -> Result<Table> {
    for (row, record) in &rows {
        if let Some(place) = places.iter().find(|place| place.place >= record.len()) {
            return Err(Error::input(format!("the row ends after {} cells", record.len()))
                .file(SOURCE)
                .row(*row)
                .column(&place.name));
        }
    }
    let columns = places.iter().map(|place| {
        let texts = rows.iter().map(|(_, record)| &record[place.place]);
        let known = |text: &str| if MISSING_TEXTS.contains(&text) { "" } else { text }.to_owned();
        let column = TableColumn::texts(place.name.clone(), &texts.map(known).collect::<Vec<_>>());
        if place.numbers { numbers(column) } else { column }
    });
    Ok(Table {
        source: SOURCE.to_owned(),
        columns: columns.collect(),
        rows: RowNumbers::Each(rows.iter().map(|(row, _)| *row).collect()),
    })
}

/// Texts that all are numbers as such.
fn numbers(column: TableColumn) -> TableColumn {
    let Cells::Texts { values, codes } = &column.cells else { return column };
    let parsed: Option<Vec<f64>> = values.iter().map(|text| text.parse().ok()).collect();
    match parsed {
        None => column,
        Some(parsed) => {
            let number = |&code: &u32| match code {
                MISSING => f64::NAN,
                code => parsed[code as usize],
            };
            let cells = Cells::Wide(codes.iter().map(number).collect());
            TableColumn { cells, ..column }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_shows_the_columns() {
        let wanted = ["a".to_owned(), "b".to_owned()];
        for (header, expected) in
            [("a,b\n", b','), ("id;b;a\n", b';'), ("a\tb\n", b'\t'), ("a|b\n", b'|'), ("x\n", b',')]
        {
            assert_eq!(separator(header.as_bytes(), &wanted), expected, "{header:?}");
        }
    }
}
