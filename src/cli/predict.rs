//! `gradshader predict`: what a model answers, as CSV.

use gradshader::block_on;
use gradshader::dataset::{CsvOptions, TargetEncoding};
use gradshader::error::{Error, Result};
use gradshader::metrics::argmax;
use gradshader::model::Model;

use super::arguments::PredictArguments;
use super::{data, inference, output};

pub(super) fn run(arguments: PredictArguments) -> Result<()> {
    if let Some(path) = &arguments.output {
        output::check_path(path, &[&arguments.data, &arguments.model])?;
    }
    let model = Model::load(&arguments.model)?;
    let options = CsvOptions::to_predict(&model.preprocessing);
    let samples = data::load(&arguments.data, None, &options)?;
    let dataset = model.preprocessing.apply(&samples)?;
    let outputs = block_on(async {
        let (mut trainer, _) = inference::open(&model, &dataset, &arguments.device).await?;
        trainer.predict(&dataset).await
    })?;
    let table = table(&model, &outputs)
        .map_err(|e| Error::failed("the predictions cannot be written as CSV").caused_by(e))?;
    match &arguments.output {
        Some(path) => output::save(path, &table),
        None => output::print_bytes(&table),
    }
}

/// A row a sample: the class and the output of each class, or the value of each column.
fn table(model: &Model, outputs: &[f32]) -> csv::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let width = model.preprocessing.outputs();
    match &model.preprocessing.targets {
        TargetEncoding::Classes { names, .. } => {
            let header = std::iter::once("class").chain(names.iter().map(String::as_str));
            writer.write_record(header)?;
            for row in outputs.chunks_exact(width) {
                let class = std::iter::once(names[argmax(row)].clone());
                writer.write_record(class.chain(row.iter().map(f32::to_string)))?;
            }
        }
        TargetEncoding::Values { columns } => {
            writer.write_record(columns.iter().map(|column| &column.name))?;
            for row in model.preprocessing.decode_values(outputs).chunks_exact(width) {
                writer.write_record(row.iter().map(f32::to_string))?;
            }
        }
    }
    writer.into_inner().map_err(|e| e.into_error().into())
}
