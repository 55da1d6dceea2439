//! NPY and NPZ, the formats of NumPy: arrays of one type, and several in a ZIP file.
//! <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>

use std::io::{Cursor, Read};

use half::f16;
use zip::ZipArchive;

use super::column::{Numbers, Texts};
use super::quoted;
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

const MAGIC: &[u8] = b"\x93NUMPY";

/// The most columns that an array may have: a name is kept for each.
const MOST_COLUMNS: usize = 1 << 20;

/// Beyond 256 MiB an archive unpacks to at most so many times its size.
const MOST_TIMES: u64 = 100;

/// The names by which the array of the targets goes.
const TARGETS: [&str; 7] = ["y", "label", "labels", "target", "targets", "class", "classes"];

pub(super) fn is_npy(content: &[u8]) -> bool {
    content.starts_with(MAGIC)
}

/// Whether it is a ZIP file, which NPZ files are.
pub(super) fn is_zip(content: &[u8]) -> bool {
    content.starts_with(b"PK\x03\x04") || content.starts_with(b"PK\x05\x06")
}

/// The type of an element.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Element {
    Bool,
    Signed(usize),
    Unsigned(usize),
    Float(usize),
    /// So many characters of four bytes.
    Unicode(usize),
    /// So many bytes.
    Bytes(usize),
}

#[derive(Debug, Clone, PartialEq)]
struct Field {
    name: String,
    element: Element,
    big: bool,
}

impl Element {
    fn size(self) -> usize {
        match self {
            Self::Bool => 1,
            Self::Signed(size) | Self::Unsigned(size) | Self::Float(size) | Self::Bytes(size) => {
                size
            }
            Self::Unicode(characters) => characters.saturating_mul(4),
        }
    }
}

/// An array as its file has it.
#[derive(Debug)]
struct Array<'a> {
    fields: Vec<Field>,
    fortran: bool,
    shape: Vec<usize>,
    values: &'a [u8],
}

/// Reads an array: its first dimension counts the rows, the others are flattened to columns. The
/// last column of a matrix is the last of the table; fields of records are columns.
///
/// # Errors
/// A header that is none, an array of objects, no rows, a length other than the header gives.
pub(super) fn read_npy(source: &str, content: &[u8]) -> Result<Table> {
    let array = parse(content)?;
    let rows = rows(&array)?;
    let columns = columns(&array, "column", rows)?;
    Ok(Table { source: source.to_owned(), columns, rows: RowNumbers::From(1) })
}

/// Reads the arrays of an archive side by side: first the matrices, then the vectors, then what is named as
/// targets are (`y`, `label`, `target` and the like), the last of which is the target, with all its columns. Of
/// arrays of several lengths, and where others have `test` or `val` in theirs, those with `train` in their names are
/// taken; of a table and single values, the table. Says which were, and which were not.
///
/// # Errors
/// Name the array; see [`read_npy`]. An archive that is damaged, is a sparse matrix of SciPy's, has no
/// arrays, arrays of several lengths, or that unpacks to more than 256 MiB and 100 times its size.
pub(super) fn read_npz(source: &str, content: &[u8]) -> Result<(Table, String)> {
    let damaged = |e: zip::result::ZipError| {
        Error::input("the ZIP archive is damaged").caused_by(e).advice("fetch the file again")
    };
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(damaged)?;
    let most = (content.len() as u64).saturating_mul(MOST_TIMES).max(256 << 20);
    let mut unpacked = 0;
    let mut files = Vec::new();
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(damaged)?;
        let Some(name) = file.name().strip_suffix(".npy").map(str::to_owned) else { continue };
        let mut bytes = Vec::new();
        file.take(most - unpacked + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| Error::input("the ZIP archive is damaged").caused_by(e))?;
        unpacked += bytes.len() as u64;
        if unpacked > most {
            return Err(Error::input(format!("it unpacks to more than {most} bytes"))
                .advice("give its arrays alone"));
        }
        files.push((name, bytes));
    }
    let in_array = |name: &str| {
        let name = name.to_owned();
        move |error: Error| error.column(name)
    };
    let has = |wanted: &str| files.iter().any(|(name, _)| name == wanted);
    let has_places = ["indices", "row", "offsets", "coords"].into_iter().any(has);
    if has("format") && has("shape") && has("data") && has_places {
        return Err(Error::input("it is a sparse matrix as SciPy saves it").advice(
            "save it with sklearn.datasets.dump_svmlight_file(X, y, FILE), or with \
             numpy.savez(FILE, X=X.toarray(), y=y)",
        ));
    }
    let mut parsed = Vec::new();
    for (name, bytes) in &files {
        parsed.push((name.as_str(), parse(bytes).map_err(in_array(name))?));
    }
    // A seed or a date beside the table: a value where others have rows.
    let most = parsed.iter().filter_map(|(_, array)| array.shape.first()).max().copied();
    let is_single = |name: &str, array: &Array| match array.shape[..] {
        [] => most.is_some(),
        _ => most > Some(1) && array.shape.iter().product::<usize>() == 1 && !is_held_out(name),
    };
    let mut arrays = Vec::new();
    let mut single: Vec<&str> = Vec::new();
    for (name, array) in parsed {
        if is_single(name, &array) {
            single.push(name);
            continue;
        }
        let rows = rows(&array).map_err(in_array(name))?;
        arrays.push((name, array, rows));
    }
    let differ = |arrays: &[(&str, Array, usize)]| arrays.iter().any(|a| a.2 != arrays[0].2);
    if arrays.is_empty() {
        return Err(Error::input("the ZIP archive holds no NPY arrays")
            .advice("give what numpy.savez writes, or unpack the archive"));
    }
    let is_train = |name: &str| is_part(name, "train");
    let mut left_out: Vec<&str> = Vec::new();
    if arrays.iter().any(|array| is_train(array.0))
        && (differ(&arrays)
            || arrays.iter().any(|array| !is_train(array.0) && is_held_out(array.0)))
    {
        left_out.extend(arrays.iter().map(|array| array.0).filter(|name| !is_train(name)));
        arrays.retain(|array| is_train(array.0));
    }
    if differ(&arrays) {
        let each: Vec<_> =
            arrays.iter().map(|(name, _, rows)| format!("{name} has {rows}")).collect();
        return Err(Error::input(format!("the arrays differ in rows: {}", each.join(", ")))
            .advice("save those alone that belong together"));
    }
    let is_target = |name: &str| {
        let base = name.to_ascii_lowercase();
        let base = base.replace("_train", "").replace("train_", "");
        TARGETS.contains(&base.as_str())
    };
    arrays.sort_by_key(|(name, array, _)| (is_target(name), array.shape.len() < 2));
    let rows = arrays[0].2;
    let mut table =
        Table { source: source.to_owned(), columns: Vec::new(), rows: RowNumbers::From(1) };
    for (name, array, rows) in &arrays {
        table.columns.extend(columns(array, name, *rows).map_err(in_array(name))?);
    }
    if let Some((_, array, _)) = arrays.last().filter(|(name, ..)| is_target(name)) {
        let width = array.shape[1..].iter().product::<usize>() * array.fields.len();
        table.columns.iter_mut().rev().take(width).for_each(|column| column.is_target = true);
    }
    let names: Vec<_> = arrays.iter().map(|array| array.0).collect();
    let mut without = match left_out.is_empty() {
        true => String::new(),
        // A name of the other part finds the column of a model.
        false => format!(
            " without {}, which are not trained on (save them alone as {} for --test)",
            left_out.join(", "),
            names.join(", ")
        ),
    };
    if !single.is_empty() {
        let each =
            if single.len() == 1 { "which is a single value" } else { "which are single values" };
        without += &format!(" without {}, {each}", single.join(", "));
    }
    debug_assert!(rows > 0);
    Ok((table, format!("NPZ, arrays {}{without}", names.join(", "))))
}

/// Whether the name of an array says that it is not to be trained on.
fn is_held_out(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
    is_part(&name, "test")
        || words.any(|word| ["val", "valid", "validation", "dev", "xval", "yval"].contains(&word))
}

/// Whether one of its words says that an array is of the part `part`: `train_x`, `Xtest`, `trainImages`, and no
/// `strain`, `latest` or `testimony`.
fn is_part(name: &str, part: &str) -> bool {
    const ROLES: [&str; 10] =
        ["x", "y", "data", "image", "label", "input", "output", "feature", "target", "sample"];
    let name = name.to_ascii_lowercase();
    let is_role =
        |word: &str| word.is_empty() || ROLES.contains(&word.strip_suffix('s').unwrap_or(word));
    let mut words = name.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| match (part, word.split_once(part)) {
        (_, None) => false,
        ("train", Some((before, _))) => !before.ends_with('s'),
        (_, Some((before, after))) => {
            let is_another = ["ost", "am", "imo", "ify"].iter().any(|end| after.starts_with(end));
            is_role(before) && !is_another
        }
    })
}

fn parse(content: &[u8]) -> Result<Array<'_>> {
    let cut = || Error::input("the file ends within its header").advice("fetch the file again");
    let rest = content.strip_prefix(MAGIC).ok_or_else(|| {
        Error::input("it does not begin as NPY does").advice("save it with numpy.save")
    })?;
    let (&[major, _], rest) = rest.split_first_chunk().ok_or_else(cut)?;
    let (length, rest) = if major == 1 {
        let (length, rest) = rest.split_first_chunk().ok_or_else(cut)?;
        (u16::from_le_bytes(*length) as usize, rest)
    } else {
        let (length, rest) = rest.split_first_chunk().ok_or_else(cut)?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    let (header, values) = rest.split_at_checked(length).ok_or_else(cut)?;
    let header = String::from_utf8_lossy(header);
    let bad = |what: &str| {
        Error::input(format!("its header has no {what}")).advice("save it with numpy.save")
    };
    let fields = fields(after(&header, "descr").ok_or_else(|| bad("descr"))?)?;
    let order = after(&header, "fortran_order").ok_or_else(|| bad("fortran_order"))?;
    let fortran = order.starts_with("True");
    let shape = after(&header, "shape")
        .and_then(|text| text.strip_prefix('(')?.split_once(')'))
        .ok_or_else(|| bad("shape"))?
        .0;
    let shape: Vec<usize> = shape
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty())
        .map(|size| size.trim_end_matches('L').parse().map_err(|_| bad("shape of numbers")))
        .collect::<Result<_>>()?;
    let size: usize = fields.iter().map(|field| field.element.size()).sum();
    let promised = shape.iter().try_fold(size, |all, &size| all.checked_mul(size));
    if promised != Some(values.len()) {
        let promised = promised.map_or("more than there can be".to_owned(), |n| n.to_string());
        return Err(Error::input(format!(
            "the values take {} bytes where the header promises {promised}",
            values.len()
        ))
        .advice("fetch the file again"));
    }
    Ok(Array { fields, fortran, shape, values })
}

/// What stands behind a key of the header.
fn after<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = header.split_once(&format!("'{key}'"))?;
    Some(rest.trim_start().strip_prefix(':')?.trim_start())
}

/// The type `'<f8'`, or fields `[('a', '<f8'), ('b', '<i4')]`.
fn fields(text: &str) -> Result<Vec<Field>> {
    let texts = |text: &str| -> Vec<String> {
        text.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let unknown = |text: &str| {
        Error::input(format!("arrays of the type {} cannot be read", quoted(text)))
            .advice("save numbers, truths or texts with numpy.save")
    };
    if let Some(list) = text.strip_prefix('[') {
        let list = list.split_once(']').ok_or_else(|| unknown(text))?.0;
        return list
            .split(')')
            .filter(|part| part.contains('('))
            .map(|part| match &texts(part)[..] {
                [name, element] if !part.split_once('(').is_some_and(|p| p.1.contains('(')) => {
                    let (element, big) = element_of(element).ok_or_else(|| unknown(element))?;
                    Ok(Field { name: name.clone(), element, big })
                }
                _ => Err(unknown(part)),
            })
            .collect::<Result<Vec<_>>>()
            .and_then(|fields| if fields.is_empty() { Err(unknown(text)) } else { Ok(fields) });
    }
    let text = text.split(',').next().unwrap_or_default();
    let name = texts(text);
    let (element, big) =
        name.first().and_then(|name| element_of(name)).ok_or_else(|| unknown(text))?;
    Ok(vec![Field { name: String::new(), element, big }])
}

fn element_of(text: &str) -> Option<(Element, bool)> {
    let big = text.starts_with('>');
    let text = text.trim_start_matches(['<', '>', '|', '=']);
    let (kind, size) = text.split_at_checked(1)?;
    let size: usize = size.parse().ok()?;
    let element = match (kind, size) {
        ("b" | "?", 1) => Element::Bool,
        ("i", 1 | 2 | 4 | 8) => Element::Signed(size),
        ("u", 1 | 2 | 4 | 8) => Element::Unsigned(size),
        ("f", 2 | 4 | 8) => Element::Float(size),
        ("U", 1..) => Element::Unicode(size),
        ("S", 1..) => Element::Bytes(size),
        _ => return None,
    };
    Some((element, big))
}

fn rows(array: &Array) -> Result<usize> {
    match array.shape.first() {
        None => Err(Error::input("it is a single value").advice("save an array of rows")),
        Some(0) => Err(Error::without_rows("there are no rows")),
        Some(&rows) => Ok(rows),
    }
}

fn columns(array: &Array, name: &str, rows: usize) -> Result<Vec<TableColumn>> {
    let width: usize = array.shape[1..].iter().product();
    if width == 0 || width.saturating_mul(array.fields.len()) > MOST_COLUMNS {
        return Err(Error::input(format!("a row of {width} values cannot be read"))
            .advice(format!("use 1 to {MOST_COLUMNS}")));
    }
    let is_image = array.shape.len() > 2
        && array.fields.len() == 1
        && array.fields[0].element == Element::Unsigned(1);
    let size: usize = array.fields.iter().map(|field| field.element.size()).sum();
    let mut columns = Vec::new();
    let mut offset = 0;
    for field in &array.fields {
        for place in 0..width {
            // In Fortran's order the first index runs fastest; the others of a row still are
            // numbered with the last running fastest.
            let at = |row: usize| match array.fortran {
                false => row * width + place,
                true => fortran_place(&array.shape, row, place),
            };
            let value =
                |row: usize| &array.values[at(row) * size + offset..][..field.element.size()];
            let name = match (&field.name[..], array.shape.len(), width) {
                ("", _, _) if is_image => format!("pixel {}", place + 1),
                ("", 1, _) => name.to_owned(),
                ("", ..) => format!("{name} {}", place + 1),
                (field, _, 1) => field.to_owned(),
                (field, ..) => format!("{field} {}", place + 1),
            };
            let cells = match field.element {
                Element::Unsigned(1) => Cells::Bytes((0..rows).map(|row| value(row)[0]).collect()),
                Element::Unicode(_) | Element::Bytes(_) => {
                    let mut texts = Texts::default();
                    for row in 0..rows {
                        let text = text(value(row), field);
                        if text.is_empty() { texts.missing() } else { texts.push(&text) }
                    }
                    texts.texts()?
                }
                Element::Bool => {
                    let mut texts = Texts::default();
                    let truth = |row| if value(row)[0] == 0 { "false" } else { "true" };
                    (0..rows).for_each(|row| texts.push(truth(row)));
                    texts.texts()?
                }
                _ => (0..rows).map(|row| number(value(row), field)).collect::<Numbers>().cells()?,
            };
            columns.push(TableColumn::new(name, cells));
        }
        offset += field.element.size();
    }
    Ok(columns)
}

/// Where an element of an array in Fortran's order stands.
fn fortran_place(shape: &[usize], row: usize, mut place: usize) -> usize {
    let mut stride: usize = shape.iter().product();
    let mut at = row;
    for &size in shape[1..].iter().rev() {
        stride /= size;
        at += place % size * stride;
        place /= size;
    }
    at
}

fn number(bytes: &[u8], field: &Field) -> f64 {
    // Little end first, with the sign spread over what is left.
    let mut value = [0u8; 8];
    for (place, target) in value.iter_mut().take(bytes.len()).enumerate() {
        *target = bytes[if field.big { bytes.len() - 1 - place } else { place }];
    }
    let bits = u64::from_le_bytes(value);
    match field.element {
        Element::Signed(size) => {
            let unused = 64 - 8 * size as u32;
            ((bits << unused) as i64 >> unused) as f64
        }
        Element::Float(2) => f16::from_bits(bits as u16).to_f64(),
        Element::Float(4) => f64::from(f32::from_bits(bits as u32)),
        Element::Float(_) => f64::from_bits(bits),
        _ => bits as f64,
    }
}

fn text(bytes: &[u8], field: &Field) -> String {
    if let Element::Bytes(_) = field.element {
        let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
        return String::from_utf8_lossy(&bytes[..end]).into_owned();
    }
    let (characters, _) = bytes.as_chunks::<4>();
    let code = |&bytes: &[u8; 4]| match field.big {
        true => u32::from_be_bytes(bytes),
        false => u32::from_le_bytes(bytes),
    };
    let text: String = characters
        .iter()
        .map(|bytes| char::from_u32(code(bytes)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    text.trim_end_matches('\0').to_owned()
}

#[cfg(test)]
mod tests;
