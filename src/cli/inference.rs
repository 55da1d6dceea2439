//! A model on the device that the arguments name, to be asked.

use gradshader::Dataset;
pub(super) use gradshader::answering::{Answering, Answers, check as check_answers};
use gradshader::error::Result;
use gradshader::model::Model;

use super::arguments::DeviceArguments;
use super::device::{self, Choice};
use super::output;

/// Opens the device for as many rows as `data` has.
pub(super) async fn open<'a>(
    model: &'a Model,
    data: &Dataset,
    arguments: &DeviceArguments,
) -> Result<Answering<'a>> {
    let options = device::options(arguments.strict, None, None, &[])?;
    let choice = Choice::new(&arguments.device);
    let answering = Answering::open(model, data, &choice, options).await?;
    if let Some(note) = &answering.note {
        output::warn(note);
    }
    Ok(answering)
}
