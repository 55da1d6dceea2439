//! Tables: comma-separated values (RFC 4180) below a header, numbers but for class labels.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use csv::{ByteRecord, ReaderBuilder, Trim};

use super::{Features, Preprocessing, Samples, TargetEncoding, Targets, gzip, quoted};
use crate::error::{Error, Result};
use crate::shape;

/// The longest table that is decompressed, in bytes.
const LONGEST_UNPACKED: usize = 1 << 30;

/// The most classes that integer labels are taken for without being told.
const MOST_GUESSED_CLASSES: usize = 100;

/// Which columns of a table are read, and as what. The default trains on a table as it is: the
/// last column is the target, all others are features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// The feature columns, in the order wanted; other columns are ignored. `None`: every column
    /// that is not a target.
    pub features: Option<Vec<String>>,
    /// The target columns.
    pub target: TargetColumns,
    /// What the targets are. `None`: see [`Task`].
    pub task: Option<Task>,
}

/// The columns that hold what to predict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TargetColumns {
    /// The last column.
    #[default]
    Last,
    /// The columns of these names, one or more.
    Named(Vec<String>),
    /// None: there is nothing to compare predictions with.
    Absent,
}

/// What a network learns from the targets.
///
/// Unless told, one target column means classes if it holds text, and if it holds integers of 0
/// or more of which at most 100, and fewer than half as many as there are samples, differ.
/// Other numbers, and several target columns, mean values. A column of both text and numbers
/// means classes if those are as few; else its text is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// One of several classes. A label is its text without surrounding spaces, so `1`, `01` and
    /// `1.0` are three classes.
    Classify,
    /// One or more real values.
    Regress,
}

impl CsvOptions {
    /// Reads what a model needs to be evaluated: its features and targets, wherever they stand.
    pub fn to_evaluate(model: &Preprocessing) -> Self {
        let (columns, task) = match &model.targets {
            TargetEncoding::Classes { column, .. } => (vec![column.clone()], Task::Classify),
            TargetEncoding::Values { columns } => {
                (columns.iter().map(|column| column.name.clone()).collect(), Task::Regress)
            }
        };
        let target = TargetColumns::Named(columns);
        Self { target, task: Some(task), ..Self::to_predict(model) }
    }

    /// Reads what a model needs to predict: its features, wherever they stand.
    pub fn to_predict(model: &Preprocessing) -> Self {
        Self {
            features: Some(model.features.iter().map(|column| column.name.clone()).collect()),
            target: TargetColumns::Absent,
            task: None,
        }
    }
}

/// Reads a table, gzip'ed or not: UTF-8 with or without a byte order mark, any line ends, quoted
/// cells, a header that names each column once. Spaces around a cell are dropped, blank lines are
/// skipped, and a row is a line of the file, from 1.
///
/// # Errors
/// Names file, row and column: no samples, a row with more or fewer cells than the header, an
/// empty cell, text where a number is due, a number that is not finite or too large for `f32`,
/// invalid UTF-8, a name that stands twice in the header or not at all, several columns of
/// classes, or more than 1 GiB in a gzip'ed file.
pub fn parse_csv(source: &str, bytes: &[u8], options: &CsvOptions) -> Result<Samples> {
    unpack(bytes, LONGEST_UNPACKED)
        .and_then(|content| parse(source, &content, options))
        .map_err(|error| error.file(source))
}

/// The table's text, of which at most `longest` bytes come out of a gzip stream.
fn unpack(bytes: &[u8], longest: usize) -> Result<Cow<'_, [u8]>> {
    let content = gzip::unpack(bytes, longest + 1)?;
    match &content {
        Cow::Owned(unpacked) if unpacked.len() > longest => {
            Err(Error::input(format!("it unpacks to more than {longest} bytes"))
                .advice("unpack it first, if that is what it should hold"))
        }
        _ => Ok(content),
    }
}

fn parse(source: &str, content: &[u8], options: &CsvOptions) -> Result<Samples> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(content);
    let mut record = ByteRecord::new();
    let mut lines = Lines::new(content);
    let mut read = |record: &mut ByteRecord| match reader.read_byte_record(record) {
        Ok(true) => Ok(Some(lines.line_of(record))),
        Ok(false) => Ok(None),
        Err(e) => Err(Error::input("it cannot be read as CSV").caused_by(e)),
    };

    let Some(line) = read(&mut record)? else {
        return Err(Error::input("the file is empty").advice("give a header and a row a sample"));
    };
    let layout = Layout::new(&record, options).map_err(|error| error.row(line))?;
    let (mut rows, mut features) = (Vec::new(), Vec::new());
    let mut targets = vec![Texts::default(); layout.targets.len()];
    while let Some(row) = read(&mut record)? {
        layout.read(&record, &mut features, &mut targets).map_err(|error| error.row(row))?;
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(Error::input("the file has a header and no rows").advice("give a row a sample"));
    }
    shape::elements("a table", &[rows.len(), layout.features.len()])
        .map_err(|error| error.advice("divide the table"))?;
    Ok(Samples {
        source: source.to_owned(),
        feature_names: layout.names(&layout.features),
        features: Features::Reals(features),
        targets: encode(layout.names(&layout.targets), targets, &rows, options.task)?,
        rows,
    })
}

/// Where the cells of a row belong.
struct Layout {
    header: Vec<String>,
    /// The places of the feature columns.
    features: Vec<usize>,
    /// The places of the target columns.
    targets: Vec<usize>,
}

impl Layout {
    fn new(record: &ByteRecord, options: &CsvOptions) -> Result<Self> {
        let header = header(record)?;
        let (features, targets) = choose(&header, options)?;
        Ok(Self { header, features, targets })
    }

    fn names(&self, places: &[usize]) -> Vec<String> {
        places.iter().map(|&place| self.header[place].clone()).collect()
    }

    /// Appends one row's features and the texts of its targets.
    fn read(
        &self,
        record: &ByteRecord,
        features: &mut Vec<f32>,
        targets: &mut [Texts],
    ) -> Result<()> {
        let (found, due) = (record.len(), self.header.len());
        if found != due {
            return Err(Error::input(format!(
                "the number of cells is {found}, the header's {due}"
            ))
            .advice("quote a cell that holds a comma"));
        }
        let at = |place: usize| move |error: Error| error.column(&self.header[place]);
        for &place in &self.features {
            features.push(cell(record, place).and_then(number).map_err(at(place))?);
        }
        for (&place, texts) in self.targets.iter().zip(targets) {
            texts.push(cell(record, place).map_err(at(place))?);
        }
        Ok(())
    }
}

/// Counts the lines before a record. The reader's own count is that of the place where it began
/// to look for the record: before blank lines, and before the `\n` of a `\r\n`.
struct Lines<'a> {
    content: &'a [u8],
    offset: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(content: &'a [u8]) -> Self {
        Self { content, offset: 0, line: 1 }
    }

    fn line_of(&mut self, record: &ByteRecord) -> u64 {
        let begun = record.position().map_or(0, |position| position.byte() as usize);
        let blank =
            self.content[begun..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.content[self.offset..begun + blank];
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.offset = begun + blank;
        self.line
    }
}

/// The names of the columns.
fn header(record: &ByteRecord) -> Result<Vec<String>> {
    let mut seen = HashSet::new();
    (0..record.len())
        .map(|place| {
            let at = |error: Error| error.column((place + 1).to_string());
            let name = cell(record, place).map_err(at)?;
            if !seen.insert(name) {
                let error = Error::input(format!("a second column is named {}", quoted(name)));
                return Err(at(error.advice("rename one of the two")));
            }
            Ok(name.to_owned())
        })
        .collect()
}

/// The places of the feature columns and of the target columns.
fn choose(header: &[String], options: &CsvOptions) -> Result<(Vec<usize>, Vec<usize>)> {
    let places = |names: &[String]| -> Result<Vec<_>> {
        names.iter().map(|name| find(header, name)).collect()
    };
    let targets = match &options.target {
        TargetColumns::Last => vec![header.len() - 1],
        TargetColumns::Named(names) => places(names)?,
        TargetColumns::Absent => vec![],
    };
    if let Some(twice) = (1..targets.len()).find(|&i| targets[..i].contains(&targets[i])) {
        let name = &header[targets[twice]];
        return Err(Error::input(format!("the target column {} is named twice", quoted(name))));
    }
    let features = match &options.features {
        Some(names) => places(names)?,
        None => (0..header.len()).filter(|place| !targets.contains(place)).collect(),
    };
    if features.is_empty() {
        let error = Error::input("there is no column besides the target");
        return Err(if header[0].contains([';', '\t']) {
            error.advice("separate the cells by commas")
        } else {
            error.advice("give at least one column of features")
        });
    }
    Ok((features, targets))
}

/// The place of a column, or an error that lists what there is.
fn find(header: &[String], name: &str) -> Result<usize> {
    /// As many names as still make one line.
    const LISTED: usize = 12;
    header.iter().position(|column| column == name).ok_or_else(|| {
        let mut listed: Vec<_> = header.iter().take(LISTED).map(|name| quoted(name)).collect();
        if header.len() > LISTED {
            listed.push(format!("{} more", header.len() - LISTED));
        }
        let closest = header
            .iter()
            .map(|column| {
                (strsim::jaro_winkler(&column.to_lowercase(), &name.to_lowercase()), column)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(String::new(), |(_, column)| format!("did you mean {}? ", quoted(column)));
        Error::input(format!("there is no column {}", quoted(name)))
            .advice(format!("{closest}the columns are {}", listed.join(", ")))
    })
}

/// A cell's text, which is there.
fn cell(record: &ByteRecord, column: usize) -> Result<&str> {
    match std::str::from_utf8(&record[column]) {
        Ok("") => Err(Error::input("the cell is empty").advice("fill it in or leave the row out")),
        Ok(text) => Ok(text),
        Err(_) => Err(Error::input("the cell is not UTF-8").advice("save the file as UTF-8")),
    }
}

/// A cell's number, which is finite.
fn number(text: &str) -> Result<f32> {
    match text.parse::<f32>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(value) if value.is_infinite() && text.contains(|c: char| c.is_ascii_digit()) => {
            Err(Error::input(format!("{} is too large", quoted(text)))
                .advice(format!("use numbers up to {:e}", f32::MAX)))
        }
        Ok(_) => Err(Error::input(format!("{} is not finite", quoted(text)))
            .advice("write a finite number or leave the row out")),
        Err(_) => Err(Error::input(format!("{} is not a number", quoted(text)))
            .advice("write a number there")),
    }
}

/// The texts of one column, each kept once.
#[derive(Debug, Clone, Default)]
struct Texts {
    /// The texts that differ, in the order of their first sample.
    texts: Vec<String>,
    places: HashMap<String, u32>,
    /// `[samples]`, each a place in `texts`.
    samples: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        let place = self.places.get(text).copied().unwrap_or_else(|| {
            let place = self.texts.len() as u32;
            self.texts.push(text.to_owned());
            self.places.insert(text.to_owned(), place);
            place
        });
        self.samples.push(place);
    }
}

impl Task {
    fn guess(texts: &[String], samples: usize) -> Self {
        let few = texts.len() <= MOST_GUESSED_CLASSES && texts.len() * 2 < samples;
        let numbers = texts.iter().filter(|text| text.parse::<f32>().is_ok()).count();
        let counts = texts.iter().all(|text| text.parse::<u64>().is_ok());
        let classes = if numbers == texts.len() { counts && few } else { numbers == 0 || few };
        if classes { Self::Classify } else { Self::Regress }
    }
}

/// The target columns as what they are taken for.
fn encode(
    names: Vec<String>,
    columns: Vec<Texts>,
    rows: &[u64],
    task: Option<Task>,
) -> Result<Targets> {
    let task = match &columns[..] {
        [] => return Ok(Targets::Unknown),
        [column] => task.unwrap_or_else(|| Task::guess(&column.texts, rows.len())),
        _ => task.unwrap_or(Task::Regress),
    };
    match task {
        Task::Classify => classes(names, columns),
        Task::Regress => regression(names, &columns, rows),
    }
}

/// The classes of the only target column.
fn classes(mut names: Vec<String>, mut labels: Vec<Texts>) -> Result<Targets> {
    let (Some(column), Some(Texts { texts, samples, .. }), true) =
        (names.pop(), labels.pop(), names.is_empty())
    else {
        return Err(Error::input("classes are in one target column, not in several")
            .advice("name one target column, or regress"));
    };
    let integers: Option<Vec<i64>> = texts.iter().map(|text| text.parse().ok()).collect();
    let mut order: Vec<_> = (0..texts.len()).collect();
    order.sort_by_key(|&i| (integers.as_ref().map(|integers| integers[i]), &texts[i]));
    let mut ranks = vec![0; texts.len()];
    for (rank, &i) in order.iter().enumerate() {
        ranks[i] = rank as u32;
    }
    Ok(Targets::Classes {
        column,
        names: order.iter().map(|&i| texts[i].clone()).collect(),
        labels: samples.iter().map(|&i| ranks[i as usize]).collect(),
    })
}

/// The values of the target columns, one or more.
fn regression(names: Vec<String>, labels: &[Texts], rows: &[u64]) -> Result<Targets> {
    let mut columns = Vec::new();
    for (name, column) in names.iter().zip(labels) {
        let values = column.texts.iter().enumerate().map(|(place, text)| {
            number(text).map_err(|error| {
                let sample = column.samples.iter().position(|&i| i as usize == place);
                error.row(rows[sample.expect("every text has a sample")]).column(name)
            })
        });
        columns.push((values.collect::<Result<Vec<_>>>()?, &column.samples));
    }
    let values = (0..rows.len())
        .flat_map(|row| columns.iter().map(move |(values, samples)| values[samples[row] as usize]));
    Ok(Targets::Values { values: values.collect(), columns: names })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: impl AsRef<[u8]>) -> Samples {
        parse_csv("data.csv", text.as_ref(), &CsvOptions::default()).unwrap()
    }

    fn refused(text: impl AsRef<[u8]>) -> String {
        let error = parse_csv("data.csv", text.as_ref(), &CsvOptions::default()).unwrap_err();
        error.to_string()
    }

    fn reals(samples: &Samples) -> &[f32] {
        let Features::Reals(values) = &samples.features else { panic!("bytes") };
        values
    }

    /// Column, names and labels.
    fn classes(samples: &Samples) -> (&str, Vec<&str>, &[u32]) {
        let Targets::Classes { column, names, labels } = &samples.targets else {
            panic!("{:?}", samples.targets)
        };
        (column, names.iter().map(String::as_str).collect(), labels)
    }

    fn values(samples: &Samples) -> &[f32] {
        let Targets::Values { values, .. } = &samples.targets else { panic!("no values") };
        values
    }

    fn named(columns: &[&str], task: Option<Task>) -> CsvOptions {
        let target = TargetColumns::Named(columns.iter().map(|name| name.to_string()).collect());
        CsvOptions { target, task, features: None }
    }

    #[test]
    fn the_last_column_is_the_target_and_text_is_a_class() {
        let samples = parse("a,b,kind\n1,2,yes\n-3.5,4e2,no\n5,6,yes\n");
        assert_eq!(samples.feature_names, ["a", "b"]);
        assert_eq!(reals(&samples), [1.0, 2.0, -3.5, 400.0, 5.0, 6.0]);
        assert_eq!(samples.rows, [2, 3, 4]);
        assert_eq!(classes(&samples), ("kind", vec!["no", "yes"], &[1, 0, 1][..]));
    }

    #[test]
    fn line_ends_quotes_spaces_byte_order_mark_and_gzip_change_nothing() {
        let plain = parse("a,b\n1,x\n2,y\n");
        for same in [
            "a,b\r\n1,x\r\n2,y",
            "\u{feff}a,b\n1,x\n2,y\n",
            "\u{feff}\"a\",\"b\"\r\n\"1\",\"x\"\r\n\"2\",\"y\"\r\n",
            " a , b\n 1,x \n2 ,\" y\"\n",
        ] {
            assert_eq!(parse(same), plain, "{same:?}");
        }
        assert_eq!(parse(gzip::pack(b"a,b\n1,x\n2,y\n")), plain);
    }

    #[test]
    fn a_row_is_a_line_of_the_file() {
        for end in ["\n", "\r\n"] {
            let text = ["", "a,b", "1,x", "", "", "2,\"two\nlines\"", "3,z", ""].join(end);
            assert_eq!(parse(&text).rows, [3, 6, 8], "{text:?}");
        }
        assert!(refused("a,b\n\n1,x\n\nq,x\n").contains("row 5"));
    }

    #[test]
    fn class_names_are_sorted_as_numbers_only_if_all_are_integers() {
        let labels = |labels: &[&str]| {
            let text =
                format!("a,b\n{}", labels.iter().map(|l| format!("1,{l}\n")).collect::<String>());
            let options = named(&["b"], Some(Task::Classify));
            let samples = parse_csv("data.csv", text.as_bytes(), &options).unwrap();
            classes(&samples).1.into_iter().map(String::from).collect::<Vec<_>>()
        };
        assert_eq!(labels(&["10", "9", "-1", "9"]), ["-1", "9", "10"]);
        assert_eq!(labels(&["10", "9", "x"]), ["10", "9", "x"]);
        assert_eq!(labels(&["1", "01", "1.0"]), ["01", "1", "1.0"]);
    }

    #[test]
    fn the_task_is_guessed_from_the_target() {
        let guess = |texts: &[&str], samples| {
            Task::guess(&texts.iter().map(|text| text.to_string()).collect::<Vec<_>>(), samples)
        };
        assert_eq!(guess(&["a", "b", "c"], 3), Task::Classify);
        assert_eq!(guess(&["0", "1"], 5), Task::Classify);
        assert_eq!(guess(&["0", "1"], 4), Task::Regress, "half of the samples differ");
        assert_eq!(guess(&["0", "-1"], 5), Task::Regress);
        assert_eq!(guess(&["0", "1.5"], 5), Task::Regress);
        assert_eq!(guess(&["0", "x"], 5), Task::Classify);
        assert_eq!(guess(&["0", "x"], 4), Task::Regress);
        let counts: Vec<_> = (0..=100).map(|i| i.to_string()).collect();
        assert_eq!(Task::guess(&counts[..100], 1000), Task::Classify);
        assert_eq!(Task::guess(&counts, 1000), Task::Regress);
        assert_eq!(
            refused("a,b\n1,2\n1,3\n1,x\n1,4\n"),
            "data.csv, row 4, column \"b\": \"x\" is not a number; write a number there"
        );
    }

    #[test]
    fn several_target_columns_are_values_in_the_order_named() {
        let text = b"a,b,c\n1,2,3\n4,5,6\n";
        let samples = parse_csv("data.csv", text, &named(&["c", "a"], None)).unwrap();
        assert_eq!(samples.feature_names, ["b"]);
        assert_eq!(values(&samples), [3.0, 1.0, 6.0, 4.0]);
        let classify = named(&["c", "a"], Some(Task::Classify));
        let error = parse_csv("data.csv", text, &classify).unwrap_err().to_string();
        assert!(error.contains("in one target column"), "{error}");
        let error = parse_csv("data.csv", text, &named(&["c", "c"], None)).unwrap_err().to_string();
        assert!(error.contains("\"c\" is named twice"), "{error}");
    }

    #[test]
    fn chosen_features_come_in_the_order_wanted_and_other_columns_are_ignored() {
        let options = CsvOptions {
            features: Some(vec!["c".into(), "a".into()]),
            target: TargetColumns::Absent,
            task: None,
        };
        let samples = parse_csv("data.csv", b"a,id,c\n1,x,3\n4,,6\n", &options).unwrap();
        assert_eq!(samples.feature_names, ["c", "a"]);
        assert_eq!(reals(&samples), [3.0, 1.0, 6.0, 4.0]);
        assert_eq!(samples.targets, Targets::Unknown);
        let error = parse_csv("data.csv", b"a,id,d\n1,x,3\n", &options).unwrap_err().to_string();
        assert!(error.starts_with("data.csv, row 1: there is no column \"c\""), "{error}");
    }

    #[test]
    fn a_missing_target_column_gets_the_closest_name_and_the_list() {
        let text = b"sepal_length,species\n1,x\n";
        let options = named(&["specis"], None);
        assert_eq!(
            parse_csv("iris.csv", text, &options).unwrap_err().to_string(),
            "iris.csv, row 1: there is no column \"specis\"; did you mean \"species\"? \
             the columns are \"sepal_length\", \"species\""
        );
        let wide = (0..65).map(|i| format!("p{i}")).collect::<Vec<_>>().join(",");
        let error = parse_csv("wide.csv", wide.as_bytes(), &options).unwrap_err().to_string();
        assert!(error.ends_with("\"p11\", 53 more"), "{error}");
    }

    #[test]
    fn bad_input_is_one_line_with_file_row_and_column() {
        for (text, expected) in [
            ("", "data.csv: the file is empty"),
            ("\u{feff}", "data.csv: the file is empty"),
            ("\n\n", "data.csv: the file is empty"),
            ("a,b\n", "data.csv: the file has a header and no rows"),
            ("a,b\n1,x\n2\n", "data.csv, row 3: the number of cells is 1, the header's 2"),
            ("a,b\n1,x,y\n", "data.csv, row 2: the number of cells is 3, the header's 2"),
            ("a,b\n1,x\nq,x\n", "data.csv, row 3, column \"a\": \"q\" is not a number"),
            ("a,b\n1,x\n,x\n", "data.csv, row 3, column \"a\": the cell is empty"),
            ("a,b\n1,x\n1, \n", "data.csv, row 3, column \"b\": the cell is empty"),
            ("a,b\nNaN,x\n", "data.csv, row 2, column \"a\": \"NaN\" is not finite"),
            ("a,b\n-inf,x\n", "data.csv, row 2, column \"a\": \"-inf\" is not finite"),
            ("a,b\n1,0.5\n1,nan\n", "data.csv, row 3, column \"b\": \"nan\" is not finite"),
            ("a,b\n1e39,x\n", "data.csv, row 2, column \"a\": \"1e39\" is too large"),
            ("a,b,a\n1,2,x\n", "data.csv, row 1, column \"3\": a second column is named \"a\""),
            ("a,,c\n1,2,x\n", "data.csv, row 1, column \"2\": the cell is empty"),
            ("a\n1\n", "data.csv, row 1: there is no column besides the target"),
            ("a;b\n1;2\n", "data.csv, row 1: there is no column besides the target; separate"),
        ] {
            let error = refused(text);
            assert!(error.starts_with(expected), "{text:?} gives {error}");
            assert!(!error.contains('\n'));
        }
        assert!(
            refused(b"a,b\n1,\xff\n")
                .starts_with("data.csv, row 2, column \"b\": the cell is not UTF-8")
        );
        assert!(
            refused(b"a,\xff\n1,2\n")
                .starts_with("data.csv, row 1, column \"2\": the cell is not UTF-8")
        );
        assert!(refused(format!("a,b\n{},x\n", "q".repeat(9999))).len() < 200);
    }

    #[test]
    fn a_gzip_bomb_is_refused_and_a_long_plain_table_is_not() {
        let text = b"a,b\n1,x\n";
        assert_eq!(&*unpack(&gzip::pack(text), text.len()).unwrap(), text);
        let error = unpack(&gzip::pack(text), text.len() - 1).unwrap_err().to_string();
        assert!(error.starts_with("it unpacks to more than 7 bytes"), "{error}");
        assert_eq!(&*unpack(text, 1).unwrap(), text);
    }

    #[test]
    fn the_largest_number_is_read() {
        let samples = parse("a,b\n3.4028235e38,x\n-3.4028235e38,y\n1e-60,x\n");
        assert_eq!(reals(&samples), [f32::MAX, f32::MIN, 0.0]);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_samples_or_an_error(
            bytes: Vec<u8>,
            text in "(\u{feff})?[ab,\"\r\n0-9.é;-]{0,80}",
        ) {
            for bytes in [&bytes, text.as_bytes()] {
                let _ = parse_csv("data.csv", bytes, &CsvOptions::default());
                let _ = parse_csv("data.csv", bytes, &named(&["a", "b"], None));
            }
        }

        #[test]
        fn numbers_are_read_as_they_are_written(
            rows in proptest::collection::vec(proptest::array::uniform3(proptest::num::f32::NORMAL), 1..20)
        ) {
            let mut text = String::from("a,b,c\n");
            for [a, b, c] in &rows {
                text += &format!("{a},{b:e},{c}\n");
            }
            let options = named(&["c"], Some(Task::Regress));
            let samples = parse_csv("data.csv", text.as_bytes(), &options).unwrap();
            proptest::prop_assert_eq!(reals(&samples), rows.iter().flat_map(|r| [r[0], r[1]]).collect::<Vec<_>>());
            proptest::prop_assert_eq!(values(&samples), rows.iter().map(|r| r[2]).collect::<Vec<_>>());
        }
    }
}
