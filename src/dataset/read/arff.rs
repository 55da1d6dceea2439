//! ARFF, the format of Weka: attributes of named types, then rows of values, dense or sparse.
//! <https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/>

use std::collections::HashMap;

use super::column::{Numbers, Texts};
use super::number;
use super::quoted;
use crate::dataset::table::{Cells, MISSING, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

/// The most cells that a table may have for each byte of its file: what a sparse row leaves out costs
/// memory too.
const CELLS_A_BYTE: usize = 64;

/// What the column of the weights of rows is called.
const WEIGHT: &str = "weight";

/// The type of an attribute.
#[derive(Debug)]
enum Kind {
    Numeric,
    /// Its values and their places.
    Nominal(HashMap<String, u32>),
    /// A string or a date.
    Text,
}

/// What has been read of an attribute.
#[derive(Debug)]
enum Growing {
    Numbers(Numbers),
    Codes(Vec<u32>),
    Texts(Texts),
}

#[derive(Debug)]
struct Attribute {
    name: String,
    kind: Kind,
    values: Vec<String>,
    growing: Growing,
}

/// Whether a text starts as an ARFF file does: with comments, blank lines, and `@relation`.
pub(super) fn is_arff(content: &[u8]) -> bool {
    let lines = content.split(|&byte| byte == b'\n' || byte == b'\r').map(<[u8]>::trim_ascii);
    let first = lines.take(4096).find(|line| !line.is_empty() && line[0] != b'%');
    first.is_some_and(|line| keyword(line, "@relation") || keyword(line, "@attribute"))
}

fn keyword(line: &[u8], word: &str) -> bool {
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        && line.get(word.len()).is_none_or(u8::is_ascii_whitespace)
}

/// Reads an ARFF file. Values of nominal attributes and their order are the file's; a value that a
/// sparse row leaves out is 0, or the first of a nominal attribute. Where a row has a weight (`{3}`
/// behind it), the last column is that of the weights, which is no feature; a row without has 1.
///
/// # Errors
/// Name row and column: a header or a row that is none, a value that its attribute has not, more or
/// fewer values than attributes, a weight that is no number, no rows, a relational attribute.
pub(super) fn read(source: &str, text: &str) -> Result<Table> {
    let mut attributes: Vec<Attribute> = Vec::new();
    let (mut rows, mut weights) = (Vec::new(), Vec::new());
    let mut in_data = false;
    let most = text.len().saturating_mul(CELLS_A_BYTE);
    let mut cells: Vec<(String, bool)> = Vec::new();
    for (line, number) in lines(text).zip(1u64..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('%') {
            continue;
        }
        if in_data {
            let weight = row(line, &mut attributes, &mut cells);
            if let Some(weight) = weight.map_err(|error| error.row(number))? {
                weights.resize(rows.len(), 1.0);
                weights.push(weight);
            }
            rows.push(number);
            if attributes.len().saturating_mul(rows.len()) > most {
                return Err(Error::input(format!(
                    "{} rows of {} attributes are more than {CELLS_A_BYTE} times the file's size",
                    rows.len(),
                    attributes.len()
                ))
                .row(number)
                .advice("leave out attributes that are nearly always 0"));
            }
        } else if keyword(line.as_bytes(), "@attribute") {
            attributes.push(attribute(line).map_err(|error| error.row(number))?);
        } else if keyword(line.as_bytes(), "@data") {
            if attributes.is_empty() {
                return Err(Error::input("the header has no attributes")
                    .row(number)
                    .advice("write @attribute lines before @data"));
            }
            in_data = true;
        } else if !keyword(line.as_bytes(), "@relation") {
            return Err(Error::input(format!("{} belongs to no ARFF header", quoted(line)))
                .row(number)
                .advice("write @attribute lines, then @data"));
        }
    }
    if attributes.is_empty() {
        return Err(Error::input("the header has no attributes").advice("write @attribute lines"));
    }
    if rows.is_empty() {
        return Err(Error::without_rows("there are no rows behind @data"));
    }
    let mut columns: Vec<_> =
        attributes.into_iter().map(Attribute::column).collect::<Result<_>>()?;
    if !weights.is_empty() {
        weights.resize(rows.len(), 1.0);
        columns.push(of_weights(weights, &columns)?);
    }
    let follow = rows.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let rows = if follow { RowNumbers::From(rows[0]) } else { RowNumbers::Each(rows) };
    Ok(Table { source: source.to_owned(), columns, rows })
}

/// The lines of a text that end in `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    text.split(end)
}

impl Attribute {
    fn column(self) -> Result<TableColumn> {
        let is_nominal = matches!(self.kind, Kind::Nominal(_));
        let cells = match self.growing {
            Growing::Numbers(numbers) => numbers.cells()?,
            Growing::Codes(codes) => {
                Cells::Texts { values: self.values.clone(), codes: codes.into() }
            }
            Growing::Texts(texts) => texts.texts()?,
        };
        let declared = is_nominal.then_some(self.values);
        Ok(TableColumn { declared, ..TableColumn::new(self.name, cells) })
    }

    /// Appends a value; a missing one is an unquoted `?`.
    fn push(&mut self, text: &str, is_quoted: bool) -> Result<()> {
        let is_missing = text == "?" && !is_quoted;
        match (&self.kind, &mut self.growing) {
            (Kind::Numeric, Growing::Numbers(numbers)) => {
                let value = match number::whole(text.as_bytes(), b'.') {
                    Some(value) => value,
                    None if is_missing || number::is_missing(text.as_bytes()) => f64::NAN,
                    None => {
                        return Err(Error::input(format!("{} is not a number", quoted(text)))
                            .column(&self.name)
                            .advice("its attribute is numeric: write a number, or ?"));
                    }
                };
                numbers.push(value);
            }
            (Kind::Nominal(places), Growing::Codes(codes)) => match places.get(text) {
                Some(&place) => codes.push(place),
                None if is_missing => codes.push(MISSING),
                None => {
                    return Err(Error::input(format!(
                        "{} is no value of its attribute",
                        quoted(text)
                    ))
                    .column(&self.name)
                    .advice("list it in the attribute's braces"));
                }
            },
            (_, Growing::Texts(texts)) if is_missing => texts.missing(),
            (_, Growing::Texts(texts)) => texts.push(text),
            _ => unreachable!("an attribute grows as its kind says"),
        }
        Ok(())
    }

    /// Appends what a sparse row leaves out.
    fn push_default(&mut self) -> Result<()> {
        match &mut self.growing {
            Growing::Numbers(numbers) => numbers.push(0.0),
            Growing::Codes(codes) => codes.push(0),
            Growing::Texts(_) => {
                return Err(Error::input("a sparse row leaves out a text")
                    .column(&self.name)
                    .advice("write it: only numbers and nominal values may be left out"));
            }
        }
        Ok(())
    }
}

/// Reads `@attribute NAME TYPE`.
fn attribute(line: &str) -> Result<Attribute> {
    let rest = line["@attribute".len()..].trim_start();
    let (name, _, rest) = word(rest, |c| c.is_whitespace() || c == '{')?;
    let rest = rest.trim_start();
    if name.is_empty() || rest.is_empty() {
        return Err(Error::input(format!("{} names no type", quoted(line)))
            .advice("write @attribute NAME TYPE"));
    }
    if let Some(list) = rest.strip_prefix('{') {
        let mut values = Vec::new();
        let mut list = list.trim_start();
        while !list.starts_with('}') {
            let (value, is_quoted, rest) = word(list, |c| c == ',' || c == '}')?;
            list = rest.trim_start();
            match list.strip_prefix(',') {
                Some(rest) => list = rest.trim_start(),
                None if list.starts_with('}') => {}
                None => {
                    return Err(Error::input("the braces of the values are not closed")
                        .column(name)
                        .advice("write {a, b, c}"));
                }
            }
            let value = if is_quoted { value } else { value.trim_end().to_owned() };
            values.push(value);
        }
        if values.is_empty() {
            return Err(Error::input("the attribute has no values")
                .column(name)
                .advice("write {a, b, c}"));
        }
        let mut places = HashMap::new();
        for (place, value) in values.iter().enumerate() {
            places.entry(value.clone()).or_insert(place as u32);
        }
        if places.len() < values.len() {
            return Err(Error::input("a value is listed twice")
                .column(name)
                .advice("list each value once"));
        }
        let kind = Kind::Nominal(places);
        return Ok(Attribute { name, kind, values, growing: Growing::Codes(Vec::new()) });
    }
    let kind = rest.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let (kind, growing) = match kind.as_str() {
        "numeric" | "real" | "integer" => (Kind::Numeric, Growing::Numbers(Numbers::default())),
        "string" | "date" => (Kind::Text, Growing::Texts(Texts::default())),
        _ => {
            return Err(Error::input(format!("there is no type {}", quoted(&kind)))
                .column(name)
                .advice("use numeric, real, integer, string, date or {values}"));
        }
    };
    Ok(Attribute { name, kind, values: Vec::new(), growing })
}

/// The word at the beginning of `text`, whether it is quoted, and what follows. An unquoted one ends
/// before a character that `ends`.
fn word(text: &str, ends: impl Fn(char) -> bool) -> Result<(String, bool, &str)> {
    let mut chars = text.char_indices();
    let Some((_, quote @ ('\'' | '"'))) = chars.next() else {
        let end = text.find(ends).unwrap_or(text.len());
        return Ok((text[..end].trim_end().to_owned(), false, &text[end..]));
    };
    let mut word = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, 'n')) => word.push('\n'),
                Some((_, 't')) => word.push('\t'),
                Some((_, 'r')) => word.push('\r'),
                Some((_, c)) => word.push(c),
                None => break,
            },
            c if c == quote => return Ok((word, true, &text[at + c.len_utf8()..])),
            c => word.push(c),
        }
    }
    Err(Error::input("a quote is not closed").advice("close it on its line"))
}

/// The column of the weights, whose name no other of `columns` has.
fn of_weights(weights: Vec<f64>, columns: &[TableColumn]) -> Result<TableColumn> {
    let is_free = |name: &String| columns.iter().all(|column| column.name.trim() != name);
    let others = (2..).map(|copies| format!("{WEIGHT} ({copies})"));
    let name = std::iter::once(WEIGHT.to_owned()).chain(others).find(is_free).unwrap_or_default();
    let cells = weights.into_iter().collect::<Numbers>().cells()?;
    Ok(TableColumn { set_aside: true, default: Some(1.0), ..TableColumn::new(name, cells) })
}

/// The weight of a row, which Weka writes in braces behind its values.
fn weight(text: &str) -> Result<f64> {
    let inner = text.trim().strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    let number = inner.and_then(|inner| number::whole(inner.trim().as_bytes(), b'.'));
    number.ok_or_else(|| {
        Error::input(format!("{} is no weight of a row", quoted(text)))
            .advice("write a number in braces behind the row, such as {2}, or nothing")
    })
}

/// Reads one row into the attributes; its weight, if it has one.
fn row(
    line: &str,
    attributes: &mut [Attribute],
    cells: &mut Vec<(String, bool)>,
) -> Result<Option<f64>> {
    if let Some(sparse) = line.strip_prefix('{') {
        return sparse_row(sparse, attributes);
    }
    cells.clear();
    let (mut rest, mut weighs) = (line, None);
    // Weka takes blanks for separators too, where there is no comma.
    let blanks = !line.contains(',') && attributes.len() > 1;
    loop {
        let ends = |c: char| c == ',' || (blanks && c.is_whitespace());
        let (cell, is_quoted, behind) = word(rest.trim_start(), ends)?;
        cells.push((cell, is_quoted));
        let behind = behind.trim_start();
        match behind.strip_prefix(',') {
            Some(behind) => rest = behind,
            None if behind.is_empty() => break,
            None if blanks => rest = behind,
            None if behind.starts_with('{') => {
                weighs = Some(weight(behind)?);
                break;
            }
            None => {
                return Err(Error::input("a text goes on behind its closing quote")
                    .advice("write \\' for a quote within quotes"));
            }
        }
    }
    let one_more = cells.len() == attributes.len() + 1;
    if weighs.is_none()
        && let Some((last, false)) = cells.last_mut()
    {
        if one_more && last.starts_with('{') {
            weighs = Some(weight(last)?);
            cells.pop();
        } else if let Some((value, behind)) = last.rsplit_once(char::is_whitespace)
            && let Ok(weight) = weight(behind)
        {
            (weighs, *last) = (Some(weight), value.trim_end().to_owned());
        }
    }
    if cells.len() != attributes.len() {
        return Err(Error::input(format!(
            "the number of values is {}, that of attributes {}",
            cells.len(),
            attributes.len()
        ))
        .advice("quote a value that holds a comma"));
    }
    for (attribute, (cell, is_quoted)) in attributes.iter_mut().zip(cells.iter()) {
        attribute.push(cell, *is_quoted)?;
    }
    Ok(weighs)
}

/// Reads `0 value, 4 value}`, behind which its weight may stand.
fn sparse_row(line: &str, attributes: &mut [Attribute]) -> Result<Option<f64>> {
    let mut rest = line.trim_start();
    let mut next = 0;
    while !rest.starts_with('}') {
        let (place, _, behind) = word(rest, |c| c.is_whitespace() || c == ',' || c == '}')?;
        let place: usize =
            place.parse().ok().filter(|&p| p < attributes.len()).ok_or_else(|| {
                Error::input(format!("{} is no place of an attribute", quoted(&place)))
                    .advice(format!("use 0 to {}", attributes.len() - 1))
            })?;
        if place < next {
            return Err(Error::input(format!("the attribute at {place} stands out of order"))
                .advice("write each once, in ascending order"));
        }
        let (value, is_quoted, behind) = word(behind.trim_start(), |c| c == ',' || c == '}')?;
        if value.is_empty() && !is_quoted {
            return Err(Error::input(format!("the attribute at {place} has no value"))
                .advice("write {0 1, 3 2}"));
        }
        for attribute in &mut attributes[next..place] {
            attribute.push_default()?;
        }
        attributes[place].push(&value, is_quoted)?;
        next = place + 1;
        rest = behind.trim_start();
        match rest.strip_prefix(',') {
            Some(behind) => rest = behind.trim_start(),
            None if rest.starts_with('}') => {}
            None => {
                return Err(
                    Error::input("the braces of the row are not closed").advice("write {0 1, 3 2}")
                );
            }
        }
    }
    attributes[next..].iter_mut().try_for_each(Attribute::push_default)?;
    let behind = rest[1..].trim_start();
    let behind = behind.strip_prefix(',').unwrap_or(behind).trim_start();
    (!behind.is_empty() && !behind.starts_with('%')).then(|| weight(behind)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "% a comment\n@RELATION 'the weather'\n\n@attribute outlook {sunny, 'over \
                        cast',rainy}\n@ATTRIBUTE 'the temperature' REAL\n@attribute note string\n\
                        @attribute day date \"yyyy-MM-dd\"\n@data\n";

    #[test]
    fn types_quotes_and_missing_values() {
        let text = format!(
            "{HEAD}% more\nrainy, 1.5, 'it\\'s, wet', 2001-02-03\n'over cast',?,?,?\nsunny,-2,'?',\
             \"2001-02-04\", {{5}}\n"
        );
        assert!(is_arff(text.as_bytes()) && !is_arff(b"a,b\n@relation,1\n"));
        let table = read("w.arff", &text).unwrap();
        let [outlook, temperature, note, day, _] = &table.columns[..] else { panic!("{table:?}") };
        assert_eq!(outlook.declared.as_deref().unwrap(), ["sunny", "over cast", "rainy"]);
        let Cells::Texts { codes, values } = &outlook.cells else { panic!() };
        assert_eq!((&codes[..], values.len()), (&[2, 1, 0][..], 3));
        assert_eq!(temperature.name, "the temperature");
        assert!(temperature.cells.number(0) == 1.5 && temperature.cells.is_missing(1));
        let Cells::Texts { values, codes } = &note.cells else { panic!() };
        assert_eq!((&values[..], codes[1]), (&["it's, wet".to_owned(), "?".into()][..], MISSING));
        assert!(day.cells.is_missing(1));
        assert_eq!(table.rows, RowNumbers::From(10));
    }

    #[test]
    fn sparse_rows_leave_out_zeros_and_first_values() {
        let head =
            "@relation r\n@attribute a {x,y}\n@attribute b numeric\n@attribute c real\n@data\n";
        let table = read("s", &format!("{head}{{1 5, 2 ?}}\n{{0 y}}\n{{ }}\n")).unwrap();
        let columns = &table.columns;
        let numbers = |place: usize| (0..3).map(move |row| columns[place].cells.number(row));
        assert!(numbers(1).eq([5.0, 0.0, 0.0]) && numbers(2).skip(1).eq([0.0, 0.0]));
        let Cells::Texts { codes, .. } = &table.columns[0].cells else { panic!() };
        assert_eq!(codes[..], [0, 1, 0]);
        for (row, expected) in [
            ("{3 1}", "row 6: \"3\" is no place of an attribute; use 0 to 2"),
            ("{1 1, 0 x}", "row 6: the attribute at 0 stands out of order"),
            ("{1 1", "row 6: the braces of the row are not closed"),
            ("x,1", "row 6: the number of values is 2, that of attributes 3"),
            ("z,1,2", "row 6, column \"a\": \"z\" is no value of its attribute"),
            ("x,1,abc", "row 6, column \"c\": \"abc\" is not a number"),
            ("'x,1,2", "row 6: a quote is not closed"),
        ] {
            let error = read("s", &format!("{head}{row}\n")).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn weights_of_rows_are_a_column_that_is_set_aside() {
        let head = "@relation r\n@attribute a {x,y}\n@attribute b string\n@data\n";
        let text = format!(
            "{head}x,u\nx,v,{{2.5}}\ny,'w, {{3}}',{{ 4 }}\ny,'w' {{5}}\nx,u v {{6}}\nx,u {{v}}\n\
             x,{{8}}\n{{0 y, 1 z}}, {{9}}\n{{1 z}} {{10}}\n{{1 z}} % no weight\n"
        );
        let table = read("w", &text).unwrap();
        let [a, b, weight] = &table.columns[..] else { panic!("{table:?}") };
        assert!(weight.name == "weight" && weight.set_aside && !a.set_aside && !b.set_aside);
        let weights = [1.0, 2.5, 4.0, 5.0, 6.0, 1.0, 1.0, 9.0, 10.0, 1.0];
        assert_eq!(weight.cells, Cells::Narrow(weights.to_vec().into()));
        let Cells::Texts { values, codes } = &b.cells else { panic!("{b:?}") };
        assert_eq!(values[..], ["u", "v", "w, {3}", "w", "u v", "u {v}", "{8}", "z"]);
        assert_eq!(codes[..], [0, 1, 2, 3, 4, 5, 6, 7, 7, 7]);
        // Without one there is no such column, and no other has its name.
        assert_eq!(read("w", &format!("{head}x,u\n")).unwrap().columns.len(), 2);
        let named =
            head.replace("@data", "@attribute weight real\n@attribute 'weight (2)' real\n@data");
        let table = read("w", &format!("{named}x,u,3,4,{{5}}\n")).unwrap();
        assert_eq!(table.columns[4].name, "weight (3)");
        assert!(table.columns[2].cells.number(0) == 3.0 && table.columns[4].cells.number(0) == 5.0);
        for row in ["x,u,{heavy}", "x,u,{?}", "x,'u' {}", "x,'u' {2} 3", "{1 u}, {two}", "{1 u} 2"]
        {
            let error = read("w", &format!("{head}x,u,{{2}}\n{row}\n")).unwrap_err().to_string();
            assert!(
                error.starts_with("row 6: ") && error.contains("is no weight of a row"),
                "{error}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_table_or_an_error(
            text in "(@relation r\n|@attribute [a'] (numeric|string|\\{a,'b'\\})\n|@data\n|[a,'\\\\{}1?\" \n]){0,12}"
        ) {
            let _ = read("any", &text);
        }
    }
}
