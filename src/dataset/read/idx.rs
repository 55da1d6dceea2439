//! IDX, the format of MNIST (Yann LeCun): a magic number `0 0 type dimensions`, one big-endian
//! `u32` a dimension, then the values.

use super::packed;
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};
use crate::shape;

/// The magic number of unsigned bytes, without the number of dimensions.
const UNSIGNED_BYTES: [u8; 3] = [0, 0, 0x08];

/// The longest header: the magic number and 255 dimensions.
const LONGEST_HEADER: usize = 4 + 4 * 255;

/// The most pixels an image may have: a name is kept for each.
const MOST_PIXELS: usize = 1 << 20;

/// Whether `bytes`, gzip'ed or not, start as an IDX file does and no text file can: with two
/// bytes of zero.
pub fn is_idx(bytes: &[u8]) -> bool {
    packed::start(bytes, 2).is_ok_and(|start| start.starts_with(&UNSIGNED_BYTES[..2]))
}

/// Reads images of unsigned bytes, and their labels if there are any, gzip'ed or not.
///
/// Images have two or more dimensions, the first of which counts them; the others are flattened
/// to the columns `pixel 1`, `pixel 2`, and so on. The labels are the last column, `label`. A row is
/// an image, from 1.
///
/// # Errors
/// Names the file: a wrong magic number, a length other than the header gives, no images, labels
/// of another count, or sizes that no memory holds. Memory is taken as content arrives, never on
/// the word of a header.
pub fn read_idx(source: &str, images: &[u8], labels: Option<(&str, &[u8])>) -> Result<Table> {
    let (shape, pixels) = parse(images, "images", 2..).map_err(|error| error.file(source))?;
    let (count, width) = (shape[0], shape[1..].iter().product());
    let column =
        |name: String, bytes| TableColumn { name, cells: Cells::Bytes(bytes), declared: None };
    let mut values = vec![Vec::with_capacity(count); width];
    for image in pixels.chunks_exact(width) {
        for (values, &pixel) in values.iter_mut().zip(image) {
            values.push(pixel);
        }
    }
    let mut columns: Vec<_> =
        (1..).zip(values).map(|(place, values)| column(format!("pixel {place}"), values)).collect();
    if let Some((source, labels)) = labels {
        let labels = parse_labels(labels, count).map_err(|error| error.file(source))?;
        columns.push(column("label".to_owned(), labels));
    }
    Ok(Table { source: source.to_owned(), columns, rows: RowNumbers::From(1) })
}

/// The labels of `images` images.
fn parse_labels(bytes: &[u8], images: usize) -> Result<Vec<u8>> {
    let (shape, labels) = parse(bytes, "labels", 1..=1)?;
    if shape[0] != images {
        return Err(Error::input(format!("{} labels for {images} images", shape[0]))
            .advice("give the two files of one set"));
    }
    Ok(labels)
}

/// The shape and the values of one file.
fn parse(
    bytes: &[u8],
    what: &str,
    dimensions: impl std::ops::RangeBounds<usize>,
) -> Result<(Vec<usize>, Vec<u8>)> {
    let start = packed::start(bytes, LONGEST_HEADER)?;
    if start.is_empty() {
        return Err(Error::input("the file is empty"));
    }
    let Some(&[m0, m1, m2, rank]) = start.first_chunk() else {
        return Err(cut_off(start.len(), 4));
    };
    let rank = usize::from(rank);
    if [m0, m1, m2] != UNSIGNED_BYTES || !dimensions.contains(&rank) {
        return Err(Error::input(format!(
            "the magic number 0x{m0:02x}{m1:02x}{m2:02x}{rank:02x} is not that of {what}"
        ))
        .advice("give images as idx3-ubyte (0x00000803), labels as idx1-ubyte (0x00000801)"));
    }
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
    let promised = values.saturating_add(header);
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
    Ok((shape, content))
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
        assert_eq!(plain.columns[1].cells, Cells::Bytes(vec![1, 3, 255]));
        assert_eq!(plain.columns[2].cells, Cells::Bytes(vec![7, 0, 7]));

        let (images, labels) = (packed::pack(&images), packed::pack(&labels));
        assert!(is_idx(&images) && is_idx(&labels));
        assert_eq!(read_idx("images", &images, Some(("labels", &labels))).unwrap(), plain);
        assert_eq!(read_idx("images", &images, None).unwrap().columns.len(), 2);
    }

    #[test]
    fn only_idx_is_idx() {
        assert!(!is_idx(b"") && !is_idx(b"a,b\n1,2\n") && !is_idx(&packed::pack(b"a,b")));
        assert!(is_idx(&[0, 0, 13, 3]), "of another type: its own error says more than CSV's");
    }

    #[test]
    fn a_wrong_magic_number_is_refused() {
        for magic in [[0, 0, 13, 3], [0, 1, 8, 3], [0, 0, 8, 0], LABELS] {
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
