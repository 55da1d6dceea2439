//! Images for a model: grey ones stand for red, green and blue where it was trained on colours, as grey images
//! among colours do in training.

use super::table::{Cells, Table, TableColumn};
use crate::error::{Error, Result};

/// Red, green and blue.
const CHANNELS: usize = 3;

/// Gives each pixel of grey images three columns, where the model's features are so many pixels.
///
/// # Errors
/// When there are three times as many pixels as features, or fewer in another way.
pub(super) fn fit(table: &mut Table, features: &[String]) -> Result<()> {
    let is_pixel = |column: &&TableColumn| {
        column.name.starts_with("pixel ") && matches!(column.cells, Cells::Bytes(_))
    };
    let (pixels, wanted) = (table.columns.iter().filter(is_pixel).count(), features.len());
    if pixels == 0 || !features.iter().all(|name| name.starts_with("pixel ")) {
        return Ok(());
    }
    let differ = || Error::input(format!("{pixels} pixels where the model has {wanted}"));
    if pixels == CHANNELS * wanted {
        return Err(differ().advice(
            "give grey images if these are red, green and blue, which count for three; else images of the \
             size that the model was trained on",
        ));
    }
    // A square of grey pixels is never three times another square, but may be three times as many as the pixels
    // of a smaller image that is none.
    if CHANNELS * pixels == wanted && wanted.isqrt().pow(2) != wanted {
        let mut place = 0;
        let mut widened = Vec::with_capacity(table.columns.len() + wanted - pixels);
        for column in std::mem::take(&mut table.columns) {
            if !is_pixel(&&column) {
                widened.push(column);
                continue;
            }
            for _ in 0..CHANNELS {
                place += 1;
                widened.push(TableColumn { name: format!("pixel {place}"), ..column.clone() });
            }
        }
        table.columns = widened;
    } else if pixels < wanted {
        return Err(differ()
            .advice("give images of the size and of the channels that the model was trained on"));
    }
    Ok(())
}
