//! Small files of every format, and what can be wrong with each.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An NPY file of version 1 with this header.
pub(crate) fn npy(header: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(data);
    bytes
}

pub(crate) fn npy_of(descr: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    npy(&format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n"), data)
}

/// Four rows of two f32.
pub(crate) fn npy_good() -> Vec<u8> {
    let values = [0.0f32, 1.0, 2.0, 1.5, 4.0, 5.0, 6.0, 2.5];
    let data: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    npy_of("'<f4'", "(4, 2)", &data)
}

pub(crate) fn npz(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn npz_good() -> Vec<u8> {
    npz(&[("x.npy", &npy_good()), ("y.npy", &npy_of("'|u1'", "(4,)", &[0, 1, 0, 1]))])
}

/// An IDX file of this magic number, these sizes and bytes.
pub(crate) fn idx(magic: [u8; 4], sizes: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend(values);
    bytes
}

pub(crate) const IMAGES: [u8; 4] = [0, 0, 8, 3];
pub(crate) const LABELS: [u8; 4] = [0, 0, 8, 1];

pub(crate) fn idx_good() -> Vec<u8> {
    idx(IMAGES, &[2, 2, 2], &[1, 2, 3, 4, 5, 6, 7, 8])
}

pub(crate) fn png_good() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 3, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[0, 50, 100, 150, 200, 250]).unwrap();
    bytes
}

/// The good file with its first `from` replaced.
pub(crate) fn with(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let place = bytes.windows(from.len()).position(|part| part == from).unwrap();
    [&bytes[..place], to, &bytes[place + from.len()..]].concat()
}

pub(crate) fn parquet_good() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tables/index.parquet");
    std::fs::read(path).unwrap()
}

pub(crate) const TEXT: &[u8] = b"a,b,kind\n1,2,x\n3,4.5,y\n5,6,x\n7,,y\n";
pub(crate) const ARFF: &[u8] = b"@relation r\n@attribute a numeric\n@attribute kind {x,y}\n@data\n\
    1,x\n2,y\n?,x\n4.5,y\n";
pub(crate) const JSONL: &[u8] =
    b"{\"a\": 1, \"b\": true, \"kind\": \"x\"}\n{\"a\": 2.5, \"b\": false, \"kind\": \"y\"}\n";
pub(crate) const LIBSVM: &[u8] = b"1 1:0.5 3:2\n-1 2:1e2 3:4\n1 1:7\n-1 3:1\n";
