//! IDX, the format of MNIST (Yann LeCun): a magic number `0 0 type dimensions`, one big-endian
//! `u32` a dimension, then the values, big-endian too.

use super::column::Numbers;
use super::packed;
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};
use crate::shape;

/// The type of the values, the third byte of the magic number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Byte = 0x08,
    SignedByte = 0x09,
    Short = 0x0b,
    Int = 0x0c,
    Float = 0x0d,
    Double = 0x0e,
}

impl Element {
    fn of(code: u8) -> Option<Self> {
        [Self::Byte, Self::SignedByte, Self::Short, Self::Int, Self::Float, Self::Double]
            .into_iter()
            .find(|&element| element as u8 == code)
    }

    /// In bytes.
    fn size(self) -> usize {
        match self {
            Self::Byte | Self::SignedByte => 1,
            Self::Short => 2,
            Self::Int | Self::Float => 4,
            Self::Double => 8,
        }
    }

    /// The number that these bytes are, as many as [`size`](Self::size) says.
    fn number(self, bytes: &[u8]) -> f64 {
        fn of<const N: usize>(bytes: &[u8]) -> [u8; N] {
            *bytes.first_chunk().expect("the bytes are cut to the element's size")
        }
        match self {
            Self::Byte => f64::from(bytes[0]),
            Self::SignedByte => f64::from(i8::from_be_bytes(of(bytes))),
            Self::Short => f64::from(i16::from_be_bytes(of(bytes))),
            Self::Int => f64::from(i32::from_be_bytes(of(bytes))),
            Self::Float => f64::from(f32::from_be_bytes(of(bytes))),
            Self::Double => f64::from_be_bytes(of(bytes)),
        }
    }
}

/// What a file holds.
#[derive(Debug)]
struct Values {
    element: Element,
    shape: Vec<usize>,
    /// As they stand in the file.
    bytes: Vec<u8>,
}

impl Values {
    /// Values of one sample.
    fn width(&self) -> usize {
        self.shape[1..].iter().product()
    }

    /// The first `columns` values of all samples, each a column.
    ///
    /// # Errors
    /// When the system refuses the memory.
    fn columns(&self, columns: usize) -> Result<Vec<Cells>> {
        let (count, width, size) = (self.shape[0], self.width(), self.element.size());
        if self.element == Element::Byte {
            let mut cells = vec![Vec::with_capacity(count); columns];
            for sample in self.bytes.chunks_exact(width) {
                cells.iter_mut().zip(sample).for_each(|(cells, &value)| cells.push(value));
            }
            return Ok(cells.into_iter().map(|cells| Cells::Bytes(cells.into())).collect());
        }
        let mut cells: Vec<_> = (0..columns).map(|_| Numbers::default()).collect();
        for sample in self.bytes.chunks_exact(width * size) {
            for (cells, value) in cells.iter_mut().zip(sample.chunks_exact(size)) {
                cells.push(self.element.number(value));
            }
        }
        cells.into_iter().map(Numbers::cells).collect()
    }
}

/// The longest header: the magic number and 255 dimensions.
const LONGEST_HEADER: usize = 4 + 4 * 255;

/// The most pixels an image may have: a name is kept for each.
const MOST_PIXELS: usize = 1 << 20;

/// Whether `bytes`, gzip'ed or not, start as an IDX file does and no text file can: with two
/// bytes of zero.
pub fn is_idx(bytes: &[u8]) -> bool {
    packed::start(bytes, 2).is_ok_and(|start| start.starts_with(&[0, 0]))
}

/// Reads samples, such as images, and their labels if there are any, gzip'ed or not. The values are
/// of any type that IDX has; those of unsigned bytes are the brightness of pixels.
///
/// The first dimension counts the samples; the others are flattened to the columns `pixel 1`,
/// `pixel 2`, and so on. The labels are the last column, `label`; of several numbers a sample, as
/// QMNIST has them, the first is its class. A row is a sample, from 1.
///
/// # Errors
/// Names the file: a wrong magic number, a length other than the header gives, no samples, labels
/// of another count, or sizes that no memory holds. Memory is taken as content arrives, never on
/// the word of a header.
pub fn read_idx(source: &str, images: &[u8], labels: Option<(&str, &[u8])>) -> Result<Table> {
    let images = parse(images, "images", 2..).map_err(|error| error.file(source))?;
    let names = (1..).map(|place| format!("pixel {place}"));
    let mut columns: Vec<_> = names
        .zip(images.columns(images.width()).map_err(|error| error.file(source))?)
        .map(|(name, cells)| TableColumn::new(name, cells))
        .collect();
    if let Some((source, labels)) = labels {
        let labels = parse_labels(labels, images.shape[0]).map_err(|error| error.file(source))?;
        columns.push(TableColumn::new("label", labels));
    }
    Ok(Table { source: source.to_owned(), columns, rows: RowNumbers::From(1) })
}

/// The labels of `images` images.
fn parse_labels(bytes: &[u8], images: usize) -> Result<Cells> {
    let labels = parse(bytes, "labels", 1..=2)?;
    if labels.shape[0] != images {
        return Err(Error::input(format!("{} labels for {images} images", labels.shape[0]))
            .advice("give the two files of one set"));
    }
    Ok(labels.columns(1)?.remove(0))
}

/// The shape and the values of one file.
fn parse(
    bytes: &[u8],
    what: &str,
    dimensions: impl std::ops::RangeBounds<usize>,
) -> Result<Values> {
    let start = packed::start(bytes, LONGEST_HEADER)?;
    if start.is_empty() {
        return Err(Error::input("the file is empty"));
    }
    let Some(&[m0, m1, m2, rank]) = start.first_chunk() else {
        return Err(cut_off(start.len(), 4));
    };
    let rank = usize::from(rank);
    let element = Element::of(m2).filter(|_| [m0, m1] == [0, 0] && dimensions.contains(&rank));
    let Some(element) = element else {
        return Err(Error::input(format!(
            "the magic number 0x{m0:02x}{m1:02x}{m2:02x}{rank:02x} is not that of {what}"
        ))
        .advice("give images as idx3-ubyte (0x00000803), labels as idx1-ubyte (0x00000801)"));
    };
    let header = 4 + 4 * rank;
    let Some(sizes) = start.get(4..header) else {
        return Err(cut_off(start.len(), header));
    };
    let (sizes, _) = sizes.as_chunks();
    let shape: Vec<_> = sizes.iter().map(|&size| u32::from_be_bytes(size) as usize).collect();
    let values = shape::elements("a set", &shape)
        .map_err(|error| error.advice("the header is damaged, or the set is to be divided"))?;
    if values == 0 {
        return Err(Error::input(format!("its header promises no {what}")));
    }
    if values / shape[0] > MOST_PIXELS {
        return Err(Error::input(format!("an image of {} pixels is too large", values / shape[0]))
            .advice(format!("use at most {MOST_PIXELS}")));
    }

    // One byte more than is promised shows that there is more.
    let promised = values.saturating_mul(element.size()).saturating_add(header);
    let mut content = packed::start(bytes, promised.saturating_add(1))?.into_owned();
    if content.len() < promised {
        return Err(cut_off(content.len(), promised));
    }
    if content.len() > promised {
        return Err(Error::input(format!(
            "the file goes on after the {promised} bytes that its header promises"
        ))
        .advice("fetch the file again"));
    }
    content.drain(..header);
    Ok(Values { element, shape, bytes: content })
}

fn cut_off(length: usize, promised: usize) -> Error {
    Error::input(format!("the file ends after {length} of {promised} bytes"))
        .advice("fetch the file again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn idx(magic: [u8; 4], sizes: &[u32], values: &[u8]) -> Vec<u8> {
        let sizes: Vec<_> = sizes.iter().flat_map(|size| size.to_be_bytes()).collect();
        [&magic, &sizes[..], values].concat()
    }

    fn refused(images: &[u8], labels: Option<&[u8]>) -> String {
        let labels = labels.map(|labels| ("labels", labels));
        read_idx("images", images, labels).unwrap_err().to_string()
    }

    const IMAGES: [u8; 4] = [0, 0, 8, 3];
    const LABELS: [u8; 4] = [0, 0, 8, 1];

    #[test]
    fn images_and_labels_become_columns_gzip_or_not() {
        let images = idx(IMAGES, &[3, 1, 2], &[0, 1, 2, 3, 4, 255]);
        let labels = idx(LABELS, &[3], &[7, 0, 7]);
        let plain = read_idx("images", &images, Some(("labels", &labels))).unwrap();
        assert_eq!(plain.rows.get(2), 3);
        let names: Vec<_> = plain.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["pixel 1", "pixel 2", "label"]);
        assert_eq!(plain.columns[1].cells, Cells::Bytes(vec![1, 3, 255].into()));
        assert_eq!(plain.columns[2].cells, Cells::Bytes(vec![7, 0, 7].into()));

        let (images, labels) = (packed::pack(&images), packed::pack(&labels));
        assert!(is_idx(&images) && is_idx(&labels));
        assert_eq!(read_idx("images", &images, Some(("labels", &labels))).unwrap(), plain);
        assert_eq!(read_idx("images", &images, None).unwrap().columns.len(), 2);
    }

    #[test]
    fn values_of_every_type_are_big_endian() {
        let numbers = |code: u8, values: &[u8]| {
            let file = idx([0, 0, code, 2], &[2, 1], values);
            let table = read_idx("images", &file, None).unwrap();
            [table.columns[0].cells.number(0), table.columns[0].cells.number(1)]
        };
        assert_eq!(numbers(0x08, &[200, 1]), [200.0, 1.0]);
        assert_eq!(numbers(0x09, &[200, 1]), [-56.0, 1.0]);
        assert_eq!(numbers(0x0b, &[0xff, 0xfe, 1, 2]), [-2.0, 258.0]);
        let both = |a: [u8; 4], b: [u8; 4]| [a, b].concat();
        let ints = both((-70_000i32).to_be_bytes(), 16_777_217i32.to_be_bytes());
        assert_eq!(numbers(0x0c, &ints), [-70_000.0, 16_777_217.0]);
        let floats = both(0.1f32.to_be_bytes(), (-1.5f32).to_be_bytes());
        assert_eq!(numbers(0x0d, &floats), [f64::from(0.1f32), -1.5]);
        let doubles = [0.1f64.to_be_bytes(), (-1e300f64).to_be_bytes()].concat();
        assert_eq!(numbers(0x0e, &doubles), [0.1, -1e300]);
    }

    #[test]
    fn labels_of_several_numbers_begin_with_the_class() {
        // As QMNIST has them: class, hand, writer, ...
        let images = idx(IMAGES, &[2, 1, 1], &[5, 6]);
        let numbers: Vec<u8> = [3i32, 7, 9, 4, 8, 1].iter().flat_map(|n| n.to_be_bytes()).collect();
        let labels = idx([0, 0, 0x0c, 2], &[2, 3], &numbers);
        let table = read_idx("images", &images, Some(("labels", &labels))).unwrap();
        assert_eq!(table.columns[1].cells, Cells::Narrow(vec![3.0, 4.0].into()));
    }

    #[test]
    fn only_idx_is_idx() {
        assert!(!is_idx(b"") && !is_idx(b"a,b\n1,2\n") && !is_idx(&packed::pack(b"a,b")));
        assert!(is_idx(&[0, 0, 13, 3]), "of another type: its own error says more than CSV's");
    }

    #[test]
    fn a_wrong_magic_number_is_refused() {
        for magic in [[0, 0, 10, 3], [0, 1, 8, 3], [0, 0, 8, 0], LABELS] {
            let error = refused(&idx(magic, &[1, 1, 1], &[0]), None);
            assert!(error.starts_with("images: the magic number 0x00"), "{error}");
        }
        let images = idx(IMAGES, &[1, 1, 1], &[0]);
        let error = refused(&images, Some(&images));
        assert!(error.starts_with("labels: the magic number 0x00000803 is not that of labels"));
    }

    #[test]
    fn a_length_other_than_the_header_gives_is_refused() {
        for pack in [|bytes: &[u8]| bytes.to_vec(), packed::pack] {
            let file = |values| refused(&pack(&idx(IMAGES, &[2, 1, 2], values)), None);
            assert!(file(&[0; 3]).contains("the file ends after 19 of 20 bytes"));
            assert!(file(&[0; 5]).contains("goes on after the 20 bytes"));
            assert!(file(&[0; 5000]).contains("goes on after the 20 bytes"));
        }
        assert!(refused(&[0, 0, 8], None).contains("ends after 3 of 4 bytes"));
        assert!(refused(&[0, 0, 8, 3, 0, 0], None).contains("ends after 6 of 16 bytes"));
        assert!(refused(&[], None).contains("the file is empty"));
    }

    #[test]
    fn a_header_that_no_memory_holds_is_refused() {
        assert!(refused(&idx(IMAGES, &[u32::MAX; 3], &[]), None).contains("is too large"));
        assert!(refused(&idx(IMAGES, &[1, 1 << 12, 1 << 12], &[]), None).contains("is too large"));
        assert!(refused(&idx(IMAGES, &[1 << 31, 1, 1], &[]), None).contains("16 of 2147483664"));
        assert!(refused(&idx(IMAGES, &[0, 28, 28], &[]), None).contains("promises no images"));
        assert!(refused(&idx(IMAGES, &[9, 0, 28], &[]), None).contains("promises no images"));
    }

    #[test]
    fn labels_of_another_count_are_refused() {
        let error = refused(&idx(IMAGES, &[1, 1, 1], &[0]), Some(&idx(LABELS, &[2], &[0, 1])));
        assert!(error.starts_with("labels: 2 labels for 1 images"), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_table_or_an_error(
            rank in 0u8..5,
            rest in proptest::collection::vec(0u8..4, 0..60),
            labels: Vec<u8>,
        ) {
            let images = [&[0, 0, 8, rank], &rest[..]].concat();
            let _ = read_idx("images", &images, None);
            let _ = read_idx("images", &rest, Some(("labels", &labels)));
            let _ = read_idx("images", &packed::pack(&images), Some(("labels", &packed::pack(&labels))));
        }
    }
}
