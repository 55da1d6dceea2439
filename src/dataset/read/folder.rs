//! A folder of images: those of each class in a folder of its name, or all side by side.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::Reading;
use super::png::{self, Named};
use crate::error::{Error, Result};

/// Reads a folder whose folders hold the PNG images of a class each and are named after it, or one
/// that holds images without classes. Classes and files are in the order of their names; what
/// begins with a dot is passed over, and so are files of other formats, which are counted.
///
/// # Errors
/// Name the file: one that cannot be read or is damaged, or an image of another size; a folder that
/// holds images beside folders of images, or none at all.
pub(super) fn read(path: &Path) -> Result<Reading> {
    let source = path.display().to_string();
    let (files, folders) = entries(path)?;
    let tables = tables(&files);
    let idx = files.iter().filter(|file| name(file).contains("idx3")).max().cloned();
    let mut wanted: Vec<(PathBuf, Option<String>)> = Vec::new();
    let mut others = 0;
    let mut take = |files: Vec<PathBuf>, class: Option<&str>| {
        let (images, rest): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_png(path));
        others += rest.len();
        wanted.extend(images.into_iter().map(|path| (path, class.map(str::to_owned))));
    };
    take(files, None);
    for folder in &folders {
        let class = name(folder);
        take(entries(folder)?.0, Some(&class));
    }
    // As MNIST comes: images and labels of two parts.
    if let Some(idx) = idx.filter(|_| wanted.is_empty()) {
        return Err(Error::input("a folder of IDX files, which are named one by one")
            .file(path)
            .advice(format!("give {} and the file of its labels", idx.display())));
    }
    if let (Some((count, kind)), true) = (tables, wanted.is_empty()) {
        return Err(Error::input(format!("it holds no images, but {count} files of {kind}"))
            .file(path)
            .advice(format!(
                "give them as one data set: '{}'",
                path.join(format!("*.{kind}")).display()
            )));
    }
    let classes = wanted.iter().filter(|(_, class)| class.is_some()).count();
    if classes > 0 && classes < wanted.len() {
        return Err(Error::input("it holds images beside folders of images")
            .file(path)
            .advice("put each image into the folder of its class"));
    }
    let read = |(path, class): (PathBuf, Option<String>)| {
        let content = fs::read(&path).map_err(|e| unreadable(e).file(&path))?;
        let image = png::decode(&content).map_err(|error| error.file(&path))?;
        Ok(Named { file: path.display().to_string(), class, image })
    };
    #[cfg(feature = "parallel")]
    let wanted = wanted.into_par_iter();
    #[cfg(not(feature = "parallel"))]
    let wanted = wanted.into_iter();
    let images = wanted.map(read).collect::<Result<Vec<_>>>()?;
    let (table, mut read_as) = png::table(&source, &images).map_err(|error| error.file(path))?;
    if classes > 0 {
        read_as += ", a folder a class";
    }
    if others > 0 {
        read_as += &format!(", {others} other files passed over");
    }
    Ok(Reading::new(table, read_as))
}

/// How many tables are among files, and their ending.
fn tables(files: &[PathBuf]) -> Option<(usize, &'static str)> {
    let count =
        |kind: &&str| files.iter().filter(|file| name(file).ends_with(&format!(".{kind}"))).count();
    let kinds = ["parquet", "csv", "tsv", "jsonl", "json", "csv.gz", "arff", "npz"];
    kinds.iter().map(|kind| (count(kind), *kind)).find(|(count, _)| *count > 0)
}

/// The files and the folders in a folder, in the order of their names, without those that begin with
/// a dot.
fn entries(path: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let at = |e: io::Error| unreadable(e).file(path);
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(at)? {
        paths.push(entry.map_err(at)?.path());
    }
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    Ok(paths.into_iter().partition(|path| !path.is_dir()))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn is_png(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png"))
}

fn unreadable(e: io::Error) -> Error {
    Error::input("it cannot be read").caused_by(e)
}

#[cfg(test)]
mod tests {
    use ::png::ColorType;

    use super::*;
    use crate::dataset::table::Cells;

    fn folder(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn grey(values: [u8; 2]) -> Vec<u8> {
        png::encode(2, 1, ColorType::Grayscale, &values)
    }

    #[test]
    fn each_folder_is_a_class() {
        let folder = folder(&[
            ("b/2.png", grey([5, 6])),
            ("b/1.PNG", grey([3, 4])),
            ("a/1.png", grey([1, 2])),
            ("a/notes.txt", vec![]),
            ("a/.hidden.png", vec![]),
        ]);
        let Reading { table, read_as, .. } = read(folder.path()).unwrap();
        assert_eq!(read_as, "PNG, 2 x 1 pixels, grey, a folder a class, 1 other files passed over");
        let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["file", "pixel 1", "pixel 2", "label"]);
        assert_eq!(table.columns[1].cells, Cells::Bytes(vec![1, 3, 5].into()));
        let values = ["a", "b"].map(String::from).to_vec();
        assert_eq!(table.columns[3].cells, Cells::Texts { values, codes: vec![0, 1, 1].into() });
    }

    #[test]
    fn images_without_classes_have_no_label_and_damage_has_its_file() {
        let plain = folder(&[("1.png", grey([1, 2])), ("2.png", grey([3, 4]))]);
        assert_eq!(read(plain.path()).unwrap().table.columns.len(), 3);
        let error = |files: &[(&str, Vec<u8>)]| read(folder(files).path()).unwrap_err().to_string();
        assert!(error(&[]).contains("there are no PNG images in it"));
        assert!(error(&[("a/x.jpg", vec![])]).contains("there are no PNG images in it"));
        let mnist =
            error(&[("t10k-images-idx3-ubyte.gz", vec![]), ("train-images-idx3-ubyte", vec![])]);
        assert!(mnist.contains("/train-images-idx3-ubyte and the file of its labels"), "{mnist}");
        assert!(error(&[("a/1.png", vec![1])]).contains("1.png: the PNG image is damaged"));
        let both = error(&[("a/1.png", grey([1, 2])), ("2.png", grey([1, 2]))]);
        assert!(both.contains("images beside folders of images"), "{both}");
    }
}
