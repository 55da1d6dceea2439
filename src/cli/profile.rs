//! `--profile`: what each shader took on the device, as a table and as a Chrome trace.

use std::path::Path;

use gradshader::error::Result;
use gradshader::gpu::Profile;
use serde_json::json;

use super::output;

/// The shaders, the costliest first.
pub(super) fn table(profile: &Profile) -> String {
    let all: f64 = profile.totals.values().map(|total| total.seconds).sum();
    let mut totals: Vec<_> = profile.totals.iter().collect();
    totals.sort_by(|(_, one), (_, other)| other.seconds.total_cmp(&one.seconds));
    let header = ["shader", "dispatches", "total", "each", "share"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (shader, total) in totals {
        rows.push(vec![
            shader.clone(),
            total.dispatches.to_string(),
            format!("{:.3} ms", 1e3 * total.seconds),
            format!("{:.1} us", 1e6 * total.seconds / total.dispatches as f64),
            format!("{:.1} %", 100.0 * total.seconds / all.max(f64::MIN_POSITIVE)),
        ]);
    }
    format!("\n{}", output::table(&rows, 1))
}

/// Saves the dispatches kept as events of a Chrome trace, for chrome://tracing or Perfetto. Times
/// are microseconds from the first on.
pub(super) fn save_trace(path: &Path, profile: &Profile) -> Result<()> {
    let begin = profile.timings.first().map_or(0.0, |first| first.start);
    let events: Vec<_> = profile
        .timings
        .iter()
        .map(|timing| {
            json!({
                "name": timing.shader,
                "ph": "X",
                "ts": 1e6 * (timing.start - begin),
                "dur": 1e6 * (timing.end - timing.start),
                "pid": 0,
                "tid": 0,
            })
        })
        .collect();
    output::save(path, json!({ "traceEvents": events }).to_string().as_bytes())
}
