//! PNG images: each is a row, each pixel's channel a column.

use std::io::Cursor;

use png::{ColorType, Decoder, Transformations};

use super::column::Texts;
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

/// The most pixels an image may have, as of IDX: a name is kept for each value.
const MOST_PIXELS: usize = 1 << 20;

/// The column of the files' names.
const FILE: &str = "file";

/// An image in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Image {
    width: usize,
    height: usize,
    /// 1 for grey, 3 for red, green and blue.
    channels: usize,
    /// Whether it had transparency, which is left out.
    alpha: bool,
    /// `[height, width, channels]`, row-major.
    values: Vec<u8>,
}

/// Reads an image: palettes become colours, 16 bits a channel 8, and fewer are spread over 8.
/// Transparency is left out, as `convert("RGB")` of Pillow does.
///
/// # Errors
/// A file that is damaged, or an image of more than 2^20 pixels.
pub(super) fn decode(content: &[u8]) -> Result<Image> {
    let damaged = |e: png::DecodingError| {
        Error::input("the PNG image is damaged").caused_by(e).advice("fetch the file again")
    };
    let mut decoder = Decoder::new(Cursor::new(content));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    // Before memory is taken on the header's word.
    if width.saturating_mul(height) > MOST_PIXELS {
        return Err(Error::input(format!("an image of {width} x {height} pixels is too large"))
            .advice(format!("scale it down to at most {MOST_PIXELS} pixels")));
    }
    let size = reader.output_buffer_size().unwrap_or(8 * MOST_PIXELS);
    let mut values = vec![0; size];
    let frame = reader.next_frame(&mut values).map_err(damaged)?;
    values.truncate(frame.buffer_size());
    let (channels, alpha) = match frame.color_type {
        ColorType::Grayscale => (1, false),
        ColorType::GrayscaleAlpha => (1, true),
        ColorType::Rgba => (3, true),
        // A palette is colours by now.
        ColorType::Rgb | ColorType::Indexed => (3, false),
    };
    if alpha {
        let opaque = values.chunks_exact(channels + 1).flat_map(|pixel| &pixel[..channels]);
        values = opaque.copied().collect();
    }
    Ok(Image { width, height, channels, alpha, values })
}

/// An image and where it comes from.
#[derive(Debug)]
pub(super) struct Named {
    /// Its file, for messages.
    pub(super) file: String,
    /// The name of its class, if it has one.
    pub(super) class: Option<String>,
    pub(super) image: Image,
}

/// Images as a table: the column `file`, one for each channel of each pixel (`pixel 1`, `pixel 2`,
/// ..., row by row, red, green and blue side by side) and, where there are classes, `label`. Grey
/// images among colours become colours. Says what they are.
///
/// # Errors
/// Names the file whose size is another than the first one's; no images.
pub(super) fn table(source: &str, images: &[Named]) -> Result<(Table, String)> {
    let Some(first) = images.first() else {
        return Err(Error::input("there are no PNG images in it")
            .advice("give a folder of PNG images, in a folder for each class"));
    };
    let size = |image: &Image| (image.width, image.height);
    if let Some(other) = images.iter().find(|other| size(&other.image) != size(&first.image)) {
        let text = |image: &Image| format!("{} x {}", image.width, image.height);
        return Err(Error::input(format!(
            "the image is {} pixels, that of {} {}",
            text(&other.image),
            first.file,
            text(&first.image)
        ))
        .file(&other.file)
        .advice("scale all images to one size"));
    }
    let channels = images.iter().map(|named| named.image.channels).max().unwrap_or(1);
    let width = first.image.width * first.image.height * channels;
    let mut cells = vec![Vec::with_capacity(images.len()); width];
    for Named { image, .. } in images {
        // A grey value stands for each of the three colours.
        let repeat = channels / image.channels;
        let values = image.values.iter().flat_map(|value| std::iter::repeat_n(*value, repeat));
        cells.iter_mut().zip(values).for_each(|(cells, value)| cells.push(value));
    }
    let texts = |name: &str, cells: &mut dyn Iterator<Item = &str>| -> Result<TableColumn> {
        let mut texts = Texts::default();
        cells.for_each(|cell| texts.push(cell));
        Ok(TableColumn::new(name, texts.texts()?))
    };
    let mut columns = vec![texts(FILE, &mut images.iter().map(|named| named.file.as_str()))?];
    columns.extend(cells.into_iter().zip(1..).map(|(cells, place)| {
        TableColumn::new(format!("pixel {place}"), Cells::Bytes(cells.into()))
    }));
    if first.class.is_some() {
        columns
            .push(texts("label", &mut images.iter().filter_map(|named| named.class.as_deref()))?);
    }
    let read_as = format!(
        "PNG, {} x {} pixels, {}{}",
        first.image.width,
        first.image.height,
        if channels == 1 { "grey" } else { "red, green and blue" },
        if images.iter().any(|named| named.image.alpha) { ", without transparency" } else { "" }
    );
    let table = Table { source: source.to_owned(), columns, rows: RowNumbers::From(1) };
    Ok((table, read_as))
}

/// Reads one image.
///
/// # Errors
/// As of [`decode`].
pub(super) fn read(source: &str, content: &[u8]) -> Result<(Table, String)> {
    let image = decode(content)?;
    table(source, &[Named { file: source.to_owned(), class: None, image }])
}

/// An image as PNG, for tests.
#[cfg(test)]
pub(super) fn encode(width: u32, height: u32, color: ColorType, values: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let mut encoder = png::Encoder::new(&mut content, width, height);
    encoder.set_color(color);
    encoder.write_header().unwrap().write_image_data(values).unwrap();
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(file: &str, color: ColorType, values: &[u8]) -> Named {
        let image = decode(&encode(2, 1, color, values)).unwrap();
        Named { file: file.to_owned(), class: None, image }
    }

    fn pixels(images: &[Named]) -> Vec<Vec<f64>> {
        let (table, _) = table("images", images).unwrap();
        let row = |row| table.columns[1..].iter().map(|column| column.cells.number(row)).collect();
        (0..table.len()).map(row).collect()
    }

    #[test]
    fn grey_and_colours_are_bytes_and_transparency_is_left_out() {
        let grey = named("a", ColorType::Grayscale, &[0, 200]);
        assert_eq!(pixels(&[grey]), [[0.0, 200.0]]);
        let clear = named("a", ColorType::GrayscaleAlpha, &[7, 0, 9, 255]);
        assert_eq!(pixels(&[clear]), [[7.0, 9.0]]);
        let colours = || named("b", ColorType::Rgba, &[1, 2, 3, 128, 4, 5, 6, 255]);
        assert_eq!(pixels(&[colours()]), [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]);
        let mixed = pixels(&[named("a", ColorType::Grayscale, &[8, 9]), colours()]);
        assert_eq!(mixed[0], [8.0, 8.0, 8.0, 9.0, 9.0, 9.0]);
        let (_, read_as) = table("images", &[colours()]).unwrap();
        assert_eq!(read_as, "PNG, 2 x 1 pixels, red, green and blue, without transparency");
    }

    #[test]
    fn sixteen_bits_and_one_bit_become_eight() {
        let of_depth = |depth, values: &[u8]| {
            let mut content = Vec::new();
            let mut encoder = png::Encoder::new(&mut content, 2, 1);
            encoder.set_depth(depth);
            encoder.write_header().unwrap().write_image_data(values).unwrap();
            decode(&content).unwrap().values
        };
        assert_eq!(of_depth(png::BitDepth::Sixteen, &[0x12, 0x34, 0xff, 0xff]), [0x12, 0xff]);
        assert_eq!(of_depth(png::BitDepth::One, &[0b0100_0000]), [0, 255]);
    }

    #[test]
    fn another_size_and_damage_have_their_file() {
        let image = decode(&encode(1, 1, ColorType::Grayscale, &[1])).unwrap();
        let small = Named { file: "small.png".to_owned(), class: None, image };
        let error = table("images", &[named("a.png", ColorType::Grayscale, &[1, 2]), small]);
        assert_eq!(
            error.unwrap_err().to_string(),
            "small.png: the image is 1 x 1 pixels, that of a.png 2 x 1; scale all images to one size"
        );
        let mut content = encode(2, 1, ColorType::Grayscale, &[1, 2]);
        for length in 0..content.len() - 12 {
            assert!(decode(&content[..length]).is_err(), "{length}");
        }
        // A width of 2^30, with the checksum that the header then has.
        content[16] = 0x40;
        assert!(decode(&content).is_err());
    }
}
