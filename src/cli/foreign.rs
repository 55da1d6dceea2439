//! Models that other programs wrote, with what the data say of them.

use std::path::{Path, PathBuf};

use clap::Args;
use gradshader::dataset::read::DialectOptions;
use gradshader::dataset::{
    Column, Samples, Scale, Storage, TableOptions, TargetColumns, TargetEncoding, Targets,
};
use gradshader::error::{Error, Result};
use gradshader::import::{self, Imported, Layers};
use gradshader::model::Model;
use gradshader::network::Activation;

use super::{data, output};

#[derive(Debug, Args)]
pub(super) struct ForeignArguments {
    /// Activations of a network of PyTorch, which does not say them: one a layer, first to last. The
    /// network takes the first columns of DATA as they are
    #[arg(long, value_name = "NAME[,NAME]", value_delimiter = ',')]
    activations: Option<Vec<Activation>>,
}

impl ForeignArguments {
    /// The model at `path`; of layers alone, one that takes the first columns of the data.
    /// With `targets` what follows them, or the last column, is what it is measured on.
    ///
    /// # Errors
    /// When it cannot be read, or the data have too few columns.
    pub(super) fn load(
        &self,
        path: &Path,
        paths: &[PathBuf],
        labels: Option<&Path>,
        dialect: &DialectOptions,
        targets: bool,
    ) -> Result<Model> {
        let layers = match import::load(path)? {
            Imported::Whole(model) => {
                if self.activations.is_some() {
                    return Err(Error::input("--activations with a model that says them")
                        .file(path)
                        .advice("leave --activations out"));
                }
                return Ok(*model);
            }
            Imported::Layers(layers) => layers,
        };
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Error::input(
                "its columns are those of DATA, which standard input does not tell",
            )
            .file(path)
            .advice("give a file"));
        }
        let table = data::load_table(paths, labels, dialect, None, &Storage::default())?.table;
        let columns = table.columns.iter().filter(|column| !column.set_aside);
        let names: Vec<String> = columns.map(|column| column.name.clone()).collect();
        let inputs = layers.sizes[0];
        if names.len() < inputs + usize::from(targets) {
            return Err(Error::input(format!(
                "{} columns, where the network takes {inputs}{}",
                names.len(),
                if targets { " and its target follows" } else { "" }
            ))
            .file(&table.source));
        }
        if let Some(note) = &layers.note {
            output::warn(&format!("{}: {note}", path.display()));
        }
        let targets = match targets {
            true => Some(self.targets(&layers, &names, table)?),
            false => None,
        };
        if layers.has_sums_of(targets.as_ref(), self.activations.as_deref()) {
            let what =
                "it ends without an activation; a softmax makes shares of classes of its outputs";
            output::warn(&format!("{}: {what}", path.display()));
        }
        let columns = &names[..inputs];
        let model = layers.with_columns(columns, targets, self.activations.as_deref());
        model.map_err(|error| error.file(path))
    }

    /// Classes, where the last column has as many as there are outputs; else the last columns' values.
    fn targets(
        &self,
        layers: &Layers,
        names: &[String],
        table: gradshader::dataset::Table,
    ) -> Result<TargetEncoding> {
        let (inputs, outputs) = (layers.sizes[0], layers.sizes[layers.sizes.len() - 1]);
        let last = names[names.len() - 1].clone();
        let options = TableOptions {
            features: Some(names[..inputs].to_vec()),
            target: TargetColumns::Named(vec![last.clone()]),
            ..TableOptions::default()
        };
        if let Targets::Classes { names, .. } = Samples::from_table(table, &options)?.targets
            && names.len() == outputs
        {
            return Ok(TargetEncoding::Classes { column: last, names });
        }
        let scale = Scale { shift: 0.0, spread: 1.0, clip: None };
        let first = names.len().saturating_sub(outputs).max(inputs);
        let columns = names[first..].iter().map(|name| Column { name: name.clone(), scale });
        Ok(TargetEncoding::Values { columns: columns.collect() })
    }
}
