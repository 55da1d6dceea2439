//! Files of arrays, images and columns, and packed ones, that no table can be made of.

use super::files::*;
use super::inputs::{Case, case};

pub(crate) fn npy_files() -> Vec<Case> {
    let good = npy_good();
    let cut = |end: usize| good[..end].to_vec();
    let data = [0u8; 32];
    let f4 = |shape| npy_of("'<f4'", shape, &data);
    vec![
        case("NPY: its magic number alone", cut(6), "the file ends within its header"),
        case("NPY: cut off behind its version", cut(8), "the file ends within its header"),
        case("NPY: cut off within its header", cut(30), "the file ends within its header"),
        case(
            "NPY: cut off within its data",
            cut(good.len() - 1),
            "the values take 31 bytes where the header promises 32",
        ),
        case(
            "NPY: more than its header says",
            [&good[..], &[0]].concat(),
            "the values take 33 bytes where the header promises 32",
        ),
        case(
            "NPY: version 9",
            with(&good, b"NUMPY\x01", b"NUMPY\x09"),
            "the file ends within its header",
        ),
        case("NPY: no header", npy("", &data), "its header has no descr"),
        case("NPY: a header that is no dictionary", npy("hello", &data), "its header has no descr"),
        case(
            "NPY: no descr",
            npy("{'fortran_order': False, 'shape': (4, 2), }", &data),
            "its header has no descr",
        ),
        case(
            "NPY: no shape",
            npy("{'descr': '<f4', 'fortran_order': False, }", &data),
            "its header has no shape",
        ),
        case(
            "NPY: no order",
            npy("{'descr': '<f4', 'shape': (4, 2), }", &data),
            "its header has no fortran_order",
        ),
        case("NPY: texts", npy_of("'<U8'", "(1,)", &data), "every cell of the target is missing"),
        case(
            "NPY: objects",
            npy_of("'|O'", "(4,)", &data),
            "arrays of the type \"'|O'\" cannot be read",
        ),
        case(
            "NPY: complex numbers",
            npy_of("'<c8'", "(4,)", &data),
            "arrays of the type \"'<c8'\" cannot be read",
        ),
        case(
            "NPY: a type of no size",
            npy_of("'<f'", "(4,)", &data),
            "arrays of the type \"'<f'\" cannot be read",
        ),
        case(
            "NPY: a float of three bytes",
            npy_of("'<f3'", "(4,)", &data),
            "arrays of the type \"'<f3'\" cannot be read",
        ),
        case(
            "NPY: dates",
            npy_of("'<M8[ns]'", "(4,)", &data),
            "arrays of the type \"'<M8[ns]'\" cannot be read",
        ),
        case(
            "NPY: a single value",
            f4("()"),
            "the values take 32 bytes where the header promises 4",
        ),
        case("NPY: no rows", npy_of("'<f4'", "(0, 2)", &[]), "there are no rows"),
        case("NPY: no columns", npy_of("'<f4'", "(2, 0)", &[]), "a row of 0 values cannot be read"),
        case("NPY: a negative size", f4("(-4, 2)"), "its header has no shape of numbers"),
        case("NPY: sizes that are no numbers", f4("(a, 2)"), "its header has no shape of numbers"),
        case(
            "NPY: sizes beyond 64 bits",
            f4("(4294967296, 4294967296, 16)"),
            "the values take 32 bytes where the header promises more than there can be",
        ),
        case(
            "NPY: sizes beyond the file",
            f4("(4000000000, 2)"),
            "the values take 32 bytes where the header promises 32000000000",
        ),
        case("NPY: a tuple not closed", f4("(4, 2"), "its header has no shape"),
        case(
            "NPY: a header beyond the file",
            with(&good, &good[8..10], &[255, 255]),
            "the file ends within its header",
        ),
        case("NPY: not UTF-8", with(&good, b"'shape'", b"'shap\xff'"), "its header has no shape"),
    ]
}

pub(crate) fn npz_files() -> Vec<Case> {
    let good = npz_good();
    let other = npy_of("'|u1'", "(3,)", &[0, 1, 0]);
    vec![
        case("NPZ: its magic number alone", b"PK\x03\x04".to_vec(), "the ZIP archive is damaged"),
        case("NPZ: cut off", good[..good.len() - 5].to_vec(), "the ZIP archive is damaged"),
        case("NPZ: half of it", good[..good.len() / 2].to_vec(), "the ZIP archive is damaged"),
        case("NPZ: nothing in it", npz(&[]), "the ZIP archive holds no files"),
        case(
            "NPZ: no arrays in it",
            npz(&[("a.txt", b"hello")]),
            "the file has a header and no rows",
        ),
        case(
            "NPZ: an array that is none",
            npz(&[("x.npy", b"hello")]),
            "it does not begin as NPY does",
        ),
        case(
            "NPZ: arrays of other rows",
            npz(&[("x.npy", &npy_good()), ("y.npy", &other)]),
            "the arrays differ in rows: x has 4, y has 3",
        ),
        case(
            "NPZ: an array of texts",
            npz(&[("x.npy", &npy_of("'<U2'", "(4,)", &[0; 32]))]),
            "every cell of the target is missing",
        ),
        case(
            "NPZ: an array cut off",
            npz(&[("x.npy", &npy_good()[..90])]),
            "the values take 20 bytes where the header promises 32",
        ),
        case(
            "NPZ: an unknown packing",
            with(&good, &[0x50, 0x4b, 1, 2], &[0x50, 0x4b, 9, 9]),
            "the ZIP archive is damaged",
        ),
    ]
}

pub(crate) fn idx_files() -> Vec<Case> {
    let good = idx_good();
    vec![
        case(
            "IDX: its magic number alone",
            good[..4].to_vec(),
            "the file ends after 4 of 16 bytes",
        ),
        case(
            "IDX: cut off within its sizes",
            good[..10].to_vec(),
            "the file ends after 10 of 16 bytes",
        ),
        case(
            "IDX: cut off within its images",
            good[..good.len() - 1].to_vec(),
            "the file ends after 23 of 24 bytes",
        ),
        case(
            "IDX: more than its header says",
            [&good[..], &[0]].concat(),
            "the file goes on after the 24 bytes that its header promises",
        ),
        case(
            "IDX: a type that there is not",
            idx([0, 0, 10, 3], &[2, 2, 2], &[0; 8]),
            "the magic number 0x00000a03 is not that of images",
        ),
        case(
            "IDX: no sizes",
            idx([0, 0, 8, 0], &[], &[0; 8]),
            "the magic number 0x00000800 is not that of images",
        ),
        case("IDX: no images", idx(IMAGES, &[0, 2, 2], &[]), "its header promises no images"),
        case(
            "IDX: images of no pixels",
            idx(IMAGES, &[2, 0, 2], &[]),
            "its header promises no images",
        ),
        case(
            "IDX: images beyond the file",
            idx(IMAGES, &[u32::MAX, 28, 28], &[0; 8]),
            "a set of 4294967295 x 28 x 28 elements is too large",
        ),
        case(
            "IDX: sizes beyond 64 bits",
            idx(IMAGES, &[u32::MAX; 3], &[0; 8]),
            "a set of 4294967295 x 4294967295 x 4294967295 elements is too large",
        ),
        case(
            "IDX: an image too large",
            idx(IMAGES, &[1, 100_000, 100_000], &[0; 8]),
            "a set of 1 x 100000 x 100000 elements is too large",
        ),
        case(
            "IDX: 255 sizes",
            idx([0, 0, 8, 255], &[1; 20], &[0; 8]),
            "the file ends after 92 of 1024 bytes",
        ),
        case(
            "IDX: labels alone",
            idx(LABELS, &[3], &[0, 1, 0]),
            "the magic number 0x00000801 is not that of images",
        ),
    ]
}

pub(crate) fn png_files() -> Vec<Case> {
    let good = png_good();
    vec![
        case("PNG: its magic number alone", good[..8].to_vec(), "the PNG image is damaged"),
        case("PNG: four bytes of it", good[..4].to_vec(), "the PNG image is damaged"),
        case("PNG: cut off within its header", good[..20].to_vec(), "the PNG image is damaged"),
        case(
            "PNG: cut off within its pixels",
            good[..good.len() - 20].to_vec(),
            "the PNG image is damaged",
        ),
        case("PNG: no width", with(&good, &good[16..20], &[0; 4]), "the PNG image is damaged"),
        case("PNG: no height", with(&good, &good[20..24], &[0; 4]), "the PNG image is damaged"),
        case(
            "PNG: a check sum that is wrong",
            with(&good, &good[29..33], &[1, 2, 3, 4]),
            "the PNG image is damaged",
        ),
        case(
            "PNG: a magic number that text changed",
            with(&good, b"\r\n", b"\n"),
            "the PNG image is damaged",
        ),
        case(
            "PNG: a part that there is not",
            with(&good, b"IDAT", b"IDOT"),
            "the PNG image is damaged",
        ),
        case(
            "PNG: a length beyond the file",
            with(&good, &good[33..37], &[127, 255, 255, 255]),
            "the PNG image is damaged",
        ),
    ]
}

pub(crate) fn parquet() -> Vec<Case> {
    let good = parquet_good();
    let end = good.len();
    vec![
        case(
            "Parquet: its magic number alone",
            b"PAR1".to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: its magic number twice",
            b"PAR1PAR1".to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: no footer",
            good[..end - 8].to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: cut off",
            good[..end - 1].to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: half of it",
            good[..end / 2].to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: an encrypted footer",
            [&good[..end - 4], b"PARE"].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: a footer beyond the file",
            [&good[..end - 8], &[255, 255, 255, 127][..], b"PAR1"].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: a footer of nothing",
            [&good[..end - 8], &[0; 4][..], b"PAR1"].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: pages of zeros",
            [&good[..4], &vec![0; end - 4 - 2000][..], &good[end - 2000..]].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
    ]
}

pub(crate) fn packed() -> Vec<Case> {
    let good = gzip(TEXT);
    vec![
        case(
            "gzip: its magic number alone",
            good[..2].to_vec(),
            "its gzip stream is damaged or cut off",
        ),
        case(
            "gzip: cut off",
            good[..good.len() - 4].to_vec(),
            "its gzip stream is damaged or cut off",
        ),
        case(
            "gzip: half of it",
            good[..good.len() / 2].to_vec(),
            "its gzip stream is damaged or cut off",
        ),
        case(
            "gzip: a check sum that is wrong",
            [&good[..good.len() - 8], &[1; 4][..], &good[good.len() - 4..]].concat(),
            "its gzip stream is damaged or cut off",
        ),
        case("gzip: packed twice", gzip(&good), "it is packed twice"),
        case("gzip: nothing in it", gzip(b""), "the file is empty"),
        case("gzip: a header alone in it", gzip(b"a,b\n"), "the file has a header and no rows"),
        case(
            "Zstandard: its magic number alone",
            b"\x28\xb5\x2f\xfd".to_vec(),
            "its Zstandard stream is damaged or cut off",
        ),
        case(
            "Zstandard: a frame that is none",
            b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff".to_vec(),
            "its Zstandard stream is damaged or cut off",
        ),
    ]
}
