//! What was trained and taken, as JSON lines.

use gradshader::ensemble::{Taken, Worth};
use gradshader::error::Result;
use serde_json::{Value, json};

use super::trained::Trained;
use crate::cli::output;

impl Trained<'_> {
    /// Replaces the file of `--log`, if there is one: a line `start`, one `setting` for each that was trained,
    /// and `end`, with what the ensemble and the best setting alone are worth (`worth`).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn log(&self, taken: &[Taken], worth: &[Worth]) -> Result<()> {
        let Some(path) = &self.plan.log else { return Ok(()) };
        let which = format!("{}_loss", self.of.which());
        let mut lines = vec![json!({
            "event": "start",
            "version": env!("CARGO_PKG_VERSION"),
            "adapter": self.adapter.name,
            "backend": self.adapter.backend,
            "driver": self.adapter.driver,
            "preset": self.plan.preset.name(),
            "ensemble": self.of.settings().len(),
            "ensemble_folds": self.of.parts.folds,
            "training_samples": self.of.parts.jobs.iter().map(|job| job.training.samples).max(),
            "split_seed": self.plan.split_seed,
        })];
        lines.extend(self.of.settings().map(|setting| {
            let (first, _) = self.of.of(setting).next().expect("a setting has a network");
            let chosen = &self.candidates[first].design.chosen;
            let mut line = chosen.facts();
            let mut put = |name: &str, value: Value| line.insert(name.to_owned(), value);
            put("event", "setting".into());
            put("setting", setting.into());
            put("scaling", self.scaling(setting).name().into());
            let counts = taken.iter().find(|taken| taken.setting == setting);
            put("counts", counts.map_or(0, |taken| taken.times).into());
            put("hidden", chosen.hidden.iter().map(|layer| layer.width).collect::<Vec<_>>().into());
            put("learning_rate", json!(chosen.learning_rates[0]));
            put("batch", chosen.batch.into());
            let each = |of: &dyn Fn(usize) -> Value| -> Value {
                self.of.of(setting).map(|(place, _)| of(place)).collect()
            };
            put("seeds", each(&|place| self.plans[place].seeds[0].into()));
            put("epochs", each(&|place| self.of.at(place).epochs.into()));
            put("kept_epochs", each(&|place| self.of.at(place).kept.into()));
            put("diverged", each(&|place| self.of.at(place).diverged.into()));
            put(&which, json!(self.of.loss_of(&self.of.decisive(setting))));
            json!(line)
        }));
        let figures = |of: &dyn Fn(&Worth) -> Option<f64>| -> Value {
            worth.iter().map(|row| (row.name.clone(), json!(of(row)))).collect()
        };
        let mut end = json!({
            "event": "end",
            "networks": taken.len() * self.of.parts.each(),
            "ensemble": figures(&|row| row.together),
            "best_alone": figures(&|row| row.alone),
            "model": self.plan.model,
        });
        if let Some(verified) = &self.verified {
            end["verified_steps"] = verified.steps.into();
            end["largest_ratio"] = json!(verified.ratio);
        }
        lines.push(end);
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        output::save(path, text.as_bytes())
    }
}
